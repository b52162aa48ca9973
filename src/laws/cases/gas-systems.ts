import { type FourierMatrix, type GasModel, gasModel } from '../../floquet/index.js';
import { type Domain, type Random, lazily } from '../../law/index.js';
import { type ComplexMatrix, complex } from '../../numeric/index.js';
import { refuse } from '../../text/index.js';
import { modelLine, toyModel, twoLevelModel, undriven } from './gas-models.js';

/** Options for the driven level systems that are drawn. */
export interface SystemOptions {
  /** largest number of levels, 3 by default */
  readonly levels?: number;
  /** largest number of scatterers, 2 by default; always one in three dimensions */
  readonly scatterers?: number;
  /** dimension of the gas, 1 by default */
  readonly dimension?: 1 | 3;
  /** whether there is a drive; true by default */
  readonly driven?: boolean;
}

/** A number with two decimals, as a person would type it. */
const cents = (random: Random, from: number, to: number): number =>
  random.whole(Math.ceil(100 * from), Math.floor(100 * to)) / 100;

/**
 * Driven N-level systems in a gas: H(t) = H_0 + (e^{iωt} H_1 + h.c.), point scatterers with Hermitian complex
 * couplings, moving or not. By default they have no time-reversal symmetry. Fewer levels and scatterers are simpler,
 * and so is the absence of a drive.
 */
export function levelSystemDomain({
  levels = 3,
  scatterers = 2,
  dimension = 1,
  driven = true,
}: SystemOptions = {}): Domain<GasModel> {
  const most = dimension === 3 ? 1 : scatterers;
  const shaped = (m: GasModel): GasModel => (driven ? m : undriven(m));
  const known = lazily(() => {
    const some =
      dimension === 3
        ? [threeDimensional(1.1)]
        : [
            ...(levels >= 3 ? [toyModel(1.3, 1.1, Math.PI / 6)] : []),
            ...(levels >= 2 ? [twoLevelModel(0.8, 1.1, 0.5)] : []),
            single(),
          ];
    return some.map(shaped);
  });
  return {
    about: `driven system of at most ${levels} levels with ${most === 1 ? 'one point scatterer' : `at most ${most} point scatterers`} in ${dimension} dimension${dimension === 1 ? '' : 's'}`,
    get corners() {
      return known();
    },
    sample(random) {
      const n = random.whole(1, levels);
      const places = Array.from({ length: random.whole(1, most) }, (_, a) =>
        dimension === 3 ? 0 : a === 0 ? 0 : cents(random, 0.2, 1.5) * a,
      );
      const sign = dimension === 3 ? -1 : 1;
      return shaped(
        gasModel({
          levels: n,
          dimension,
          frequency: cents(random, 0.8, 2),
          mass: random.oneIn(2) ? 1 : cents(random, 0.5, 2),
          density: random.oneIn(2) ? 1 : cents(random, 0.5, 2),
          hamiltonian: new Map([
            [0, hermitianMatrix(random, n, (k) => k * 0.5 + cents(random, 0, 0.4), 0.3)],
            [1, anyMatrix(random, n, 0.5)],
          ]),
          scatterers: places.map((position) => ({
            position,
            coupling: new Map([
              [0, hermitianMatrix(random, n, () => sign * cents(random, 0.6, 1.6), 0.4)],
              ...(dimension === 1 && random.oneIn(3) ? [[1, anyMatrix(random, n, 0.2)] as const] : []),
            ]),
          })),
        }),
      );
    },
    *simpler(model) {
      const { hamiltonian, scatterers: all } = model;
      if (model.levels > 1) yield truncated(model, model.levels - 1);
      if (all.length > 1)
        for (const k of all.keys()) yield gasModel({ ...model, scatterers: all.filter((_, m) => m !== k) });
      const still = undriven(model);
      if (hamiltonian.size > 1 || all.some((s) => s.coupling.size > 1)) yield still;
      if (all.some((s) => s.coupling.size > 1)) yield gasModel({ ...model, scatterers: still.scatterers });
      if (model.mass !== 1 || model.density !== 1) yield gasModel({ ...model, mass: 1, density: 1 });
    },
    write: modelLine,
    read: (text) =>
      refuse('bad-value', `a model is no single value: ${text}`, { hint: 'make it by gasModel or a script' }),
  };
}

/** The first n levels of a model. */
function truncated(model: GasModel, n: number): GasModel {
  const cut = (a: FourierMatrix): FourierMatrix =>
    new Map(
      [...a].map(([k, { re, im, rows }]) => {
        const small = complex(n, n);
        for (let i = 0; i < n; i++)
          for (let j = 0; j < n; j++)
            [small.re[i * n + j], small.im[i * n + j]] = [re[i * rows + j]!, im[i * rows + j]!];
        return [k, small];
      }),
    );
  return gasModel({
    ...model,
    levels: n,
    hamiltonian: cut(model.hamiltonian),
    scatterers: model.scatterers.map((s) => ({ ...s, coupling: cut(s.coupling) })),
  });
}

function hermitianMatrix(random: Random, n: number, diagonal: (k: number) => number, size: number): ComplexMatrix {
  const a = complex(n, n);
  for (let i = 0; i < n; i++) {
    a.re[i * n + i] = diagonal(i);
    for (let j = 0; j < i; j++) {
      a.re[i * n + j] = a.re[j * n + i] = cents(random, -size, size);
      a.im[i * n + j] = cents(random, -size, size);
      a.im[j * n + i] = -a.im[i * n + j]!;
    }
  }
  return a;
}

function anyMatrix(random: Random, n: number, size: number): ComplexMatrix {
  const a = complex(n, n);
  for (let k = 0; k < n * n; k++) [a.re[k], a.im[k]] = [cents(random, -size, size), cents(random, -size, size)];
  return a;
}

function single(): GasModel {
  return gasModel({
    levels: 1,
    frequency: 1.1,
    hamiltonian: new Map([
      [0, complex(1, 1, [0.3])],
      [1, complex(1, 1, [0.4])],
    ]),
    scatterers: [{ position: 0, coupling: new Map([[0, complex(1, 1, [1.3])]]) }],
  });
}

function threeDimensional(frequency: number): GasModel {
  const two = twoLevelModel(0.8, frequency, 0.5);
  return gasModel({
    ...two,
    dimension: 3,
    scatterers: [{ position: 0, coupling: new Map([[0, complex(2, 2, [-1.4, 0.4, 0.4, -1.7], [0, 0.3, -0.3, 0])]]) }],
  });
}
