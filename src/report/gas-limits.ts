import { type Rates, bornSlope, coldLimit, highTemperature, inelasticProcesses } from '../gas/index.js';
import type { FloquetSystem } from '../scattering/index.js';
import { type DiagnosticCode, DiagnosticError } from '../text/index.js';

/** The behaviour of the rates for β → 0, from those at one β. */
export interface HotDocument {
  quantaBalance: number;
  flowBalance: number;
  reversal: number;
  deltaFirst: number[];
  deltaSecond: number[];
  slope: number[];
  boltzmannSlope: number[];
  curvature: number[];
  curvatureDeparture: number[];
  criterion: number;
}

/** The limits of temperature: β → 0 in one dimension, β → ∞ in one and three dimensions. */
export interface LimitsDocument {
  hot?: { slope: number[]; boltzmannSlope: number[] };
  cold?: {
    power: -1 | 0;
    rates: { from: number; to: number; quanta: number; coefficient: number }[];
    populations: number[];
    residual: number;
  };
}

/** Coefficients below this share of the largest are not listed. */
const listed = 1e-12;

/**
 * (10)–(12) and (S28)–(S46) at this β; empty where an exponential of Δ overflows, far from β = 0.   gas (10),
 * gas (11), gas (12)
 */
export function hotDocument(rates: Rates): { highTemperature?: HotDocument } {
  return unless('overflow', () => {
    const {
      beta: _,
      deltaFirst,
      deltaSecond,
      slope,
      boltzmannSlope,
      curvature,
      curvatureDeparture,
      ...numbers
    } = highTemperature(rates);
    const arrays = { deltaFirst, deltaSecond, slope, boltzmannSlope, curvature, curvatureDeparture };
    const lists = Object.fromEntries(Object.entries(arrays).map(([name, values]) => [name, [...values]])) as Record<
      keyof typeof arrays,
      number[]
    >;
    const all = [...Object.values(numbers), ...Object.values(lists).flat()];
    return all.every(Number.isFinite) ? { highTemperature: { ...numbers, ...lists } } : {};
  });
}

/**
 * Born's slope at β = 0, which is known for point scatterers on a line, and the rates and populations as β → ∞.
 * gas (11), gas (S36), gas (S37), gas (S38)
 */
export function limitsDocument(system: FloquetSystem, sidebands: number, places?: ArrayLike<number>): LimitsDocument {
  const { model, modes } = system;
  const n = model.levels;
  const mean = modes.quasienergies.reduce((a, b) => a + b, 0) / n;
  const hot =
    model.dimension === 1 && n > 1
      ? {
          hot: {
            slope: [...bornSlope(system)],
            boltzmannSlope: Array.from(modes.quasienergies, (e) => -(e - mean) / n),
          },
        }
      : {};
  const cold = unless('stationary-not-unique', () => {
    const { coefficients, populations, residual } = coldLimit(system, sidebands, places);
    const rates: NonNullable<LimitsDocument['cold']>['rates'] = [];
    for (const process of inelasticProcesses(coefficients)) {
      const { initial: from, final: to, quanta } = process;
      const coefficient = coefficients.at(process);
      if (coefficient > listed * coefficients.largest) rates.push({ from, to, quanta, coefficient });
    }
    return {
      cold: {
        power: model.dimension === 1 ? (-1 as const) : (0 as const),
        rates,
        populations: [...populations],
        residual,
      },
    };
  });
  return { ...hot, ...cold };
}

function unless<T extends object>(caught: DiagnosticCode, compute: () => T): T | Record<string, never> {
  try {
    return compute();
  } catch (error) {
    if (error instanceof DiagnosticError && error.diagnostic.code === caught) return {};
    throw error;
  }
}

const row = (values: readonly number[]): string => values.map((x) => x.toPrecision(6).padStart(14)).join('');

/** The expansion at one β.   gas (10), gas (11), gas (12), gas (S33), gas (S40) */
export function hotLines(h: HotDocument): string[] {
  return [
    'expansion at β → 0, from the rates at this β',
    `  p = 1/N + β p¹:  p¹ ${row(h.slope)}   gas (11)`,
    `  Boltzmann’s      p¹ ${row(h.boltzmannSlope)}   if every Δ¹ vanished`,
    `  Δ = β Δ¹ + …:    Δ¹ ${row(h.deltaFirst)}   gas (S40)`,
    `  criterion (12) ${h.criterion.toExponential(1)}, small where Boltzmann holds to first order;  Σ q Γ over Σ |q| Γ ${h.quantaBalance.toExponential(1)}, gas (10);  reversal (S33) ${h.reversal.toExponential(1)}`,
  ];
}

/** The limits of temperature.   gas (11), gas (S31), gas (S36), gas (S37), gas (S38) */
export function limitsLines({ hot, cold }: LimitsDocument): string[] {
  const lines: string[] = [];
  if (hot)
    lines.push(
      '',
      'β → 0, p = 1/N + β p¹, approached as 1/ln(1/β)',
      `  Born’s p¹      ${row(hot.slope)}   gas (11), (S31)`,
      `  Boltzmann’s p¹ ${row(hot.boltzmannSlope)}`,
    );
  if (!cold) return lines;
  lines.push(
    '',
    `β → ∞, populations ${row(cold.populations)}`,
    `${cold.power === 0 ? 'limits of rates' : 'rates vanish as 1/β: limits of β Γ'}, gas (S36), (S37), (S38)`,
  );
  const strongest = [...cold.rates].sort((a, b) => b.coefficient - a.coefficient);
  for (const { from, to, quanta, coefficient } of strongest.slice(0, 8))
    lines.push(`  ${from} → ${to}  q = ${String(quanta).padStart(2)}  ${coefficient.toExponential(6).padStart(15)}`);
  return lines;
}
