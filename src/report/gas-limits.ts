import { type Rates, bornSlope, coldLimit, highTemperature, inelasticProcesses } from '../gas/index.js';
import type { FloquetSystem } from '../scattering/index.js';
import { type DiagnosticCode, DiagnosticError } from '../text/index.js';
import { type AnswerPart, type AnswerTable, paddedLine } from './answer-parts.js';

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

/** A table of numbers for each mode: a row with its name, what is beside it in a line of text, and the numbers. */
function modesTable(
  rows: readonly (readonly [name: string, text: string, numbers: readonly number[], note?: string])[],
): AnswerTable {
  const modes = rows[0]![2].map((_, k) => `mode ${k}`);
  return {
    columns: ['', ...modes],
    rows: rows.map(([name, , numbers]) => [name, ...numbers.map(sixDigits)]),
    lines: rows.map(([, text, numbers, note = '']) => `${text}${paddedLine(numbers.map(sixDigits), 14)}${note}`),
  };
}

const sixDigits = (x: number): string => x.toPrecision(6);

/** The expansion at one β.   gas (10), gas (11), gas (12), gas (S33), gas (S40) */
export function hotParts(h: HotDocument): AnswerPart[] {
  return [
    'expansion at β → 0, from the rates at this β',
    modesTable([
      ['p¹', '  p = 1/N + β p¹:  p¹ ', h.slope, '   gas (11)'],
      ['Boltzmann’s p¹', '  Boltzmann’s      p¹ ', h.boltzmannSlope, '   if every Δ¹ vanished'],
    ]),
    `  Δ = β Δ¹ + …:    Δ¹ ${paddedLine(h.deltaFirst.map(sixDigits), 14)}   gas (S40)`,
    `  criterion (12) ${h.criterion.toExponential(1)}, small where Boltzmann holds to first order;  Σ q Γ over Σ |q| Γ ${h.quantaBalance.toExponential(1)}, gas (10);  reversal (S33) ${h.reversal.toExponential(1)}`,
  ];
}

/** The limits of temperature.   gas (11), gas (S31), gas (S36), gas (S37), gas (S38) */
export function limitsParts({ hot, cold }: LimitsDocument): AnswerPart[] {
  const parts: AnswerPart[] = [];
  if (hot)
    parts.push(
      '',
      'β → 0, p = 1/N + β p¹, approached as 1/ln(1/β)',
      modesTable([
        ['Born’s p¹', '  Born’s p¹      ', hot.slope, '   gas (11), (S31)'],
        ['Boltzmann’s p¹', '  Boltzmann’s p¹ ', hot.boltzmannSlope],
      ]),
    );
  if (!cold) return parts;
  parts.push(
    '',
    modesTable([['population, β → ∞', 'β → ∞, populations ', cold.populations]]),
    `${cold.power === 0 ? 'limits of rates' : 'rates vanish as 1/β: limits of β Γ'}, gas (S36), (S37), (S38)`,
  );
  const strongest = [...cold.rates].sort((a, b) => b.coefficient - a.coefficient).slice(0, mostRates);
  if (strongest.length > 0)
    parts.push(
      ratesTable(
        cold.power === 0 ? 'limit of the rate' : 'limit of β Γ',
        strongest.map(({ coefficient, ...process }) => ({ ...process, rate: coefficient })),
      ),
    );
  return parts;
}

/** Number of rates that are listed, the largest first. */
export const mostRates = 8;

/** Rates of transitions, or their limits. */
export function ratesTable(
  name: string,
  rates: readonly { readonly from: number; readonly to: number; readonly quanta: number; readonly rate: number }[],
): AnswerTable {
  const rows = rates.map((r) => [`${r.from} → ${r.to}`, String(r.quanta), r.rate.toExponential(6)] as const);
  return {
    columns: ['from → to', 'q', name],
    rows,
    lines: rows.map(([process, q, rate]) => `  ${process}  q = ${q.padStart(2)}  ${rate.padStart(15)}`),
  };
}
