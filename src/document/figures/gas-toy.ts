import { type GasModel, gasModel } from '../../floquet/index.js';
import { type Rates, type TransitionTable, rates, transitionTable } from '../../gas/index.js';
import { floquetSystem } from '../../scattering/index.js';
import { type ComplexMatrix, complex } from '../../numeric/index.js';
import type { FigureParameter, FigureSharing, ReportProgress } from '../figure.js';

/**
 * Parameters of the three-level toy, with the canonical values, since the paper's own are lost.
 *   gas (13), (S47), (S48), (S49), (S65)
 */
export const toyParameters = {
  lambda: { value: 1.3, unit: 'E', about: 'amplitude of the drive λ', from: 0, to: 20 },
  omega: { value: 1.1, unit: 'E', about: 'frequency of the drive ω', from: 0.05, to: 50 },
  level2: { value: 0.7, unit: 'E', about: 'bare energy of level 2; level 1 is at 0', from: -20, to: 20 },
  level3: { value: 1.6, unit: 'E', about: 'bare energy of level 3', from: -20, to: 20 },
  coupling: { value: 1, unit: '1', about: 'factor of the coupling matrix', from: 0.01, to: 20 },
  flux: { value: Math.PI / 2, unit: 'rad', about: 'phase of W_12 W_23 W_31', from: -10, to: 10 },
  mass: { value: 1, unit: '1/(E length²)', about: 'mass of a gas particle', from: 0.01, to: 100 },
} as const satisfies Record<string, FigureParameter>;

export type ToyValues = Readonly<Record<keyof typeof toyParameters, number>>;

/**
 * The toy: levels driven with weights 1, 0.25, −0.8, one scatterer at the origin.
 *
 * @implements gas (13)
 */
export function toy({ lambda, omega, level2, level3, coupling, flux, mass }: ToyValues): GasModel {
  const diagonal = (...d: number[]): ComplexMatrix => {
    const m = complex(3, 3);
    for (const [k, x] of d.entries()) m.re[4 * k] = x;
    return m;
  };
  const w = diagonal(1.2 * coupling, 0.9 * coupling, 1.4 * coupling);
  for (const [row, column, size] of [
    [0, 1, 0.7],
    [1, 2, 0.6],
    [2, 0, 0.5],
  ] as const) {
    const [x, y] = [coupling * size * Math.cos(flux / 3), coupling * size * Math.sin(flux / 3)];
    [w.re[3 * row + column], w.im[3 * row + column]] = [x, y];
    [w.re[3 * column + row], w.im[3 * column + row]] = [x, -y];
  }
  return gasModel({
    levels: 3,
    frequency: omega,
    mass,
    hamiltonian: new Map([
      [0, diagonal(0, level2, level3)],
      ...(lambda === 0 ? [] : [[1, diagonal(lambda / 2, lambda / 8, -0.4 * lambda)] as const]),
    ]),
    scatterers: [{ position: 0, coupling: new Map([[0, w]]) }],
  });
}

/** Temperatures of a figure: `points` of them from the hottest to the coldest, evenly spaced on a logarithmic axis. */
export const temperatureRange = (hottest: number, coldest: number, points: number) =>
  ({
    hottest: { value: hottest, unit: '1/E', about: 'smallest inverse temperature', from: 1e-6, to: 1e6 },
    coldest: { value: coldest, unit: '1/E', about: 'largest inverse temperature', from: 1e-6, to: 1e6 },
    points: { value: points, unit: '1', about: 'temperatures shown', from: 2, to: 2000, whole: true },
  }) as const satisfies Record<string, FigureParameter>;

export function betasOf({
  hottest,
  coldest,
  points,
}: Readonly<Record<'hottest' | 'coldest' | 'points', number>>): number[] {
  return Array.from({ length: points }, (_, k) =>
    Number((hottest * (coldest / hottest) ** (k / (points - 1))).toPrecision(12)),
  );
}

/** Rates at all temperatures, as `gas` has them. */
export function ratesAt(
  model: GasModel,
  betas: readonly number[],
  progress: ReportProgress,
  { threads, ...options }: FigureSharing & { readonly sidebands?: number } = {},
): { table: TransitionTable; all: Rates[] } {
  const table = transitionTable(floquetSystem(model), {
    betas,
    onProgress: progress,
    ...options,
    ...(threads !== undefined && { threads }),
  });
  return { table, all: betas.map((beta) => rates(table, beta)) };
}

/** The accuracy of a table, as a remark. */
export function accuracy({ sidebands, evaluations, quadratureError, residual }: TransitionTable): string {
  return `${sidebands} sidebands, ${evaluations} energies, quadrature error ${quadratureError.toExponential(1)}, residual of the linear systems ${residual.toExponential(1)}`;
}

/** A power of ten as a tick: 1e-3 → 10⁻³. */
export function powerOfTen(x: number): string {
  const exponent = Math.round(Math.log10(x));
  const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹';
  return `10${exponent < 0 ? '⁻' : ''}${[...String(Math.abs(exponent))].map((d) => [...digits][Number(d)]).join('')}`;
}

/** Powers of ten between two numbers. */
export function decades(from: number, to: number, step = 1): number[] {
  const out: number[] = [];
  for (let k = Math.ceil(Math.log10(from) - 1e-9); k <= Math.floor(Math.log10(to) + 1e-9); k += step) out.push(10 ** k);
  return out;
}

/**
 * A logarithmic axis for the positive ones of `values`, with ticks at powers of ten, or at 1, 2, 5 if there are few of
 * those.
 */
export function logAxis(label: string, values: readonly number[]) {
  const positive = values.filter((x) => x > 0);
  const [low, high] = [Math.min(...positive), Math.max(...positive)];
  const inside = (x: number): boolean => x >= low * 0.999 && x <= high * 1.001;
  const step = Math.max(1, Math.ceil(Math.log10(high / low) / 8));
  const ticks =
    high / low > 2000
      ? decades(low, high, step)
      : decades(low / 10, high)
          .flatMap((x) => [x, 2 * x, 5 * x])
          .filter(inside);
  return {
    type: 'log',
    label,
    labelArrow: 'none',
    grid: true,
    ticks,
    tickFormat: (x: number) =>
      x > 5e-4 && x < 2e3 && high / low <= 2000 ? String(Number(x.toPrecision(3))) : powerOfTen(x),
  } as const;
}

/** A logarithmic axis of β. */
export function betaAxis(betas: readonly number[]) {
  return {
    type: 'log',
    label: 'inverse temperature β [1/E]',
    labelAnchor: 'center',
    labelArrow: 'none',
    ticks: decades(Math.min(...betas), Math.max(...betas)),
    tickFormat: powerOfTen,
  } as const;
}
