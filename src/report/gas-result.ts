import {
  type Cycle,
  type EnclosedGas,
  type GasState,
  type Rates,
  type Secularity,
  circulation,
  departure,
  detailedBalance,
  enclosedGas,
  evolve,
  firstLaw,
  isInelastic,
  lawTolerances,
  relaxationModes,
  secondLaw,
  secularity,
  steadyPopulations,
  sumRule,
  thermalization,
} from '../gas/index.js';
import type { EnergyChecks } from '../scattering/index.js';
import { DiagnosticError } from '../text/index.js';
import { type HotDocument, hotDocument } from './gas-limits.js';
import type { GasQuestion } from './gas-question.js';

/**
 * Rates below this share of the largest inelastic one are not listed; elastic scattering may be far stronger.
 */
const listed = 1e-12;

/** One temperature. */
export interface ResultDocument {
  beta: number;
  temperature: number;
  populations: number[];
  boltzmann: number[];
  rates: { from: number; to: number; quanta: number; rate: number }[];
  laws: Record<string, number>;
  power: number;
  heat: number;
  /** −Σ p ln p of the populations */
  entropy: number;
  entropyProduction: number;
  /**
   * the pair of levels for which coherences matter most; populations alone describe the state if the gap is far above
   * the rate
   */
  secular?: Secularity;
  relaxation: { decay: number; oscillation: number }[];
  cycles: Cycle[];
  delta?: number[];
  highTemperature?: HotDocument;
  /** intervals that hold for the rates as they are in double precision */
  enclosures?: EnclosedGas;
  evolution?: { time: number; populations: number[]; power: number; heat: number; entropyProduction?: number }[];
}

/** A steady state and the laws it breaks. */
export interface GasResult {
  readonly document: ResultDocument;
  readonly broken: string[];
}

/**
 * The steady state of the rates at one temperature.
 *
 * @param checked  the residuals of the laws of scattering
 */
export function gasResult(
  r: Rates,
  checked: EnergyChecks,
  { times, initial, limits, rigorous }: Pick<GasQuestion, 'times' | 'initial' | 'limits' | 'rigorous'>,
): GasResult {
  const state = steadyPopulations(r);
  const laws = {
    unitarity: checked.unitarity,
    thermalization: thermalization(r),
    detailedBalance: detailedBalance(r),
    opticalTheorem: checked.opticalTheorem,
    sums: checked.sums,
    brillouin: checked.brillouin,
    sumRule: sumRule(r),
    firstLaw: firstLaw(r, state),
    secondLaw: secondLaw(r, state),
  };
  const broken = Object.entries(lawTolerances).flatMap(([law, { tolerance }]) =>
    laws[law as keyof typeof lawTolerances] <= tolerance ? [] : [law],
  );
  const secular = secularity(r);
  return {
    broken,
    document: {
      beta: r.beta,
      temperature: 1 / r.beta,
      populations: [...state.populations],
      boltzmann: [...state.boltzmann],
      rates: listRates(r),
      laws,
      power: state.power,
      heat: state.heat,
      entropy: entropyOf(state.populations),
      entropyProduction: state.entropyProduction,
      ...(secular && { secular }),
      relaxation: relaxationModes(r).map(({ decay, oscillation }) => ({ decay, oscillation })),
      cycles: [...circulation(r).cycles],
      ...deltaOf(r, state),
      ...(limits === true && hotDocument(r)),
      ...(rigorous === true && { enclosures: enclosedGas(r, state) }),
      ...(times && { evolution: evolutionOf(r, times, initial) }),
    },
  };
}

/** −Σ p ln p */
function entropyOf(populations: Float64Array): number {
  return populations.reduce((s, p) => (p > 0 ? s - p * Math.log(p) : s), 0);
}

/** Δ of (8), if its exponentials do not overflow. */
function deltaOf(r: Rates, { populations }: GasState): { delta?: number[] } {
  try {
    return { delta: [...departure(r, populations).delta] };
  } catch (error) {
    if (error instanceof DiagnosticError && error.diagnostic.code === 'overflow') return {};
    throw error;
  }
}

/** The evolution from the given populations, or from level 0. */
function evolutionOf(
  r: Rates,
  times: readonly number[],
  initial: readonly number[] | undefined,
): NonNullable<ResultDocument['evolution']> {
  const start = initial ?? Array.from({ length: r.levels }, (_, j) => (j === 0 ? 1 : 0));
  const { populations, power, heat, entropyProduction } = evolve(r, start, times);
  return times.map((time, k) => ({
    time,
    populations: [...populations[k]!],
    power: power[k]!,
    heat: heat[k]!,
    // It is infinite if a population is zero at the start.
    ...(Number.isFinite(entropyProduction[k]!) && { entropyProduction: entropyProduction[k]! }),
  }));
}

function listRates(r: Rates): ResultDocument['rates'] {
  const { levels, sidebands, rate } = r;
  const largest = rate.map((value, process) => (isInelastic(process) ? value : 0)).largest;
  const out: ResultDocument['rates'] = [];
  for (let from = 0; from < levels; from++) {
    for (let to = 0; to < levels; to++) {
      for (let quanta = -sidebands; quanta <= sidebands; quanta++) {
        const value = rate.at({ initial: from, final: to, quanta });
        if (value > listed * largest) out.push({ from, to, quanta, rate: value });
      }
    }
  }
  return out;
}
