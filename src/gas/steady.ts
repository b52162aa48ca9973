import { stationary } from '../numeric/index.js';
import { DiagnosticError, limit, refuse } from '../text/index.js';
import { type Rates, inelasticProcesses, totalRates } from './rates.js';

/** The steady state of the Pauli equation, with the power and the heat in it. */
export interface GasState {
  readonly beta: number;
  /** p_j of the Floquet modes */
  readonly populations: Float64Array;
  /** e^{−βε_j}/Z with the representatives' quasienergies */
  readonly boltzmann: Float64Array;
  /** P, the power of the drive into the levels and the gas */
  readonly power: number;
  /** J, the heat current into the gas */
  readonly heat: number;
  /** βJ ≥ 0, since only the entropy of the gas changes */
  readonly entropyProduction: number;
  /** largest imbalance of a level, divided by the largest flow through a level */
  readonly residual: number;
}

/**
 * The steady state of the Pauli equation, by an elimination that never subtracts:
 *
 *   Σ_j' (Γ_{j'→j} p_j' − Γ_{j→j'} p_j) = 0,  Σ p = 1   gas (3)
 *
 * @returns populations p_j, length N, with the power of the drive and the heat into the gas
 * @diagnostic `stationary-not-unique` where two sets of levels do not exchange population
 * @implements gas (3)
 */
export function steadyPopulations(rates: Rates): GasState {
  const solution = stationarity(rates);
  const populations = checkedPopulations(solution.value);
  const { power, heat } = flows(rates, populations);
  return {
    beta: rates.beta,
    populations,
    boltzmann: boltzmann(rates),
    power,
    heat,
    entropyProduction: rates.beta * heat,
    residual: solution.scale === 0 ? 0 : solution.residual / solution.scale,
  };
}

/** Relative rounding error of a sum of flows, for each level that takes part. */
const flowRounding = 4 * Number.EPSILON;

/** Largest rounding error of populations, of which N are added up. */
const rounding = 1e-12;

/**
 * Checks that populations are finite, not negative, and of sum one, up to rounding.
 *
 * @diagnostic `state-invalid`
 */
export function checkedPopulations<P extends ArrayLike<number>>(populations: P): P {
  let sum = 0;
  let least = 0;
  for (let j = 0; j < populations.length; j++) {
    sum += populations[j]!;
    least = Math.min(least, populations[j]!);
  }
  if (!(Math.abs(sum - 1) <= rounding) || !(least >= -rounding)) {
    limit(
      'state-invalid',
      `the populations add up to ${sum} and the least is ${least}: rates of such different sizes leave double precision`,
      { hint: 'change the temperature or the couplings' },
    );
  }
  return populations;
}

function stationarity(rates: Rates): ReturnType<typeof stationary> {
  const total = totalRates(withoutRounding(rates));
  try {
    return stationary(total);
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.diagnostic.code !== 'stationary-not-unique') throw error;
    const sets = connectedSets(total.re, rates.levels);
    const shown = sets.slice(0, 4).map((set) => `{${set.slice(0, 8).join(', ')}${set.length > 8 ? ', …' : ''}}`);
    return refuse(
      'stationary-not-unique',
      'the gas does not connect all levels, so the steady state depends on the initial populations',
      {
        hint:
          sets.length > 1
            ? `the coupling needs an element between the modes ${shown.join(' and ')}${sets.length > 4 ? ' and others' : ''}, numbered from 0; a level |n> that no operator names counts, too`
            : 'the coupling needs an element between the separate sets of levels',
      },
    );
  }
}

/** The sets of modes that no rate connects, in either direction; modes are counted from 0. */
function connectedSets(total: Float64Array, levels: number): number[][] {
  const set = Array.from({ length: levels }, (_, j) => j);
  for (let to = 0; to < levels; to++) {
    for (let from = 0; from < levels; from++) {
      if (from === to || total[to * levels + from] === 0) continue;
      const [keep, drop] = [set[to]!, set[from]!];
      if (keep !== drop) for (const [j, s] of set.entries()) if (s === drop) set[j] = keep;
    }
  }
  return [...new Set(set)].map((s) => set.flatMap((own, j) => (own === s ? [j] : [])));
}

/**
 * Probabilities of (1e-16)² relative to the largest are rounding errors of vanishing elements, and connect nothing.
 * Rates are compared without their Boltzmann exponents, so that slow rates of a cold gas are kept.
 */
function withoutRounding(rates: Rates): Rates {
  const { scaled, rate } = rates;
  const least = 1e-28 * scaled.largest;
  return { ...rates, rate: rate.map((r, process) => (scaled.at(process) < least ? 0 : r)) };
}

/** e^{−βε_j}/Z. */
export function boltzmann({ beta, quasienergies }: Pick<Rates, 'beta' | 'quasienergies'>): Float64Array {
  const least = Math.min(...quasienergies);
  const weights = quasienergies.map((e) => Math.exp(-beta * (e - least)));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((w) => w / sum);
}

/**
 * Power of the drive and heat into the gas at given populations:
 *
 *   P = −ω Σ q p_j Γ^q_{j→j'},  J = Σ p_j Γ^q_{j→j'} (ε_j − ε_j' − qω)
 *
 * A sum below the rounding error of its own terms is set to zero. J = P in the steady state whatever the rates (it is
 * algebra of (3)); P ≥ 0 is the second law.
 */
export function flows(
  rates: Rates,
  populations: ArrayLike<number>,
): { readonly power: number; readonly heat: number; readonly scale: number } {
  const { levels, rate, quasienergies, frequency } = rates;
  let power = 0;
  let heat = 0;
  let scale = 0;
  for (const process of inelasticProcesses(rate)) {
    const { initial, final, quanta } = process;
    const flow = populations[initial]! * rate.at(process);
    const energy = quasienergies[initial]! - quasienergies[final]! - quanta * frequency;
    power -= quanta * frequency * flow;
    heat += flow * energy;
    scale += flow * (Math.abs(energy) + Math.abs(quanta * frequency));
  }
  const least = flowRounding * levels * scale;
  const known = (sum: number): number => (Math.abs(sum) <= least ? 0 : sum);
  return { power: known(power), heat: known(heat), scale };
}
