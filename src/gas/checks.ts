import { relativeResidual } from '../numeric/index.js';
import { type Rates, inelasticProcesses } from './rates.js';
import { type GasState, flows } from './steady.js';

/**
 * Largest violation of the Floquet thermalization conditions over all j, relative to the inelastic outflow:
 *
 *   Σ Γ^q_{j→j'} e^{−βε_j} = Σ Γ^q_{j'→j} e^{−β(ε_j' − qω)}   gas (5); gas (6), gas (S22) without a drive
 *
 * A one-sided test: quadrature errors that repeat with ω, a wrong Hermitian Toeplitz coupling and too few sidebands can
 * pass it.
 *
 * @implements gas (5)
 * @implements gas (6)
 */
export function thermalization(r: Rates): number {
  const [left, right] = [new Float64Array(r.levels), new Float64Array(r.levels)];
  for (const process of inelasticProcesses(r)) {
    const { initial: j, final: i, quanta: q } = process;
    const [here, there] = [r.quasienergies[j]!, r.quasienergies[i]!];
    // Both sides are multiplied by e^{βε_j} and computed from rates without their exponents, so that nothing underflows.
    left[j]! += r.scaled.at(process) * Math.exp(-r.beta * Math.max(0, there + q * r.frequency - here));
    right[j]! +=
      r.scaled.at({ initial: i, final: j, quanta: q }) *
      Math.exp(-r.beta * Math.max(0, there - q * r.frequency - here));
  }
  return left.reduce(
    (worst, scale, j) => Math.max(worst, relativeResidual({ residual: Math.abs(scale - right[j]!), scale })),
    0,
  );
}

/** Detailed balance is not tested for processes whose a is below this share of the largest. */
const seen = 1e-3;

/**
 * max |a − b|/(a + b) over the inelastic processes, a = e^{−βε_j} Γ^q_{j→j'}, b = e^{−β(ε_j' + qω)} Γ^{−q}_{j'→j} for
 * its reverse, where a is above 1e-3 of the largest. It is zero for a real coupling and in Born's approximation; a flux
 * breaks detailed balance.
 */
export function detailedBalance(r: Rates): number {
  return comparedWithReverse(r).reduce((worst, { a, b }) => Math.max(worst, Math.abs(a - b) / (a + b)), 0);
}

/** The rates of a process and its reverse, without e^{−β max(ε_j, ε_j' + qω)}, which is common to both. */
interface ReversePair {
  readonly a: number;
  readonly b: number;
}

/** The pairs on which detailed balance is tested. */
export function comparedWithReverse(r: Rates): ReversePair[] {
  const least = Math.min(...r.quasienergies);
  const pairs = [...inelasticProcesses(r)].map((process) => {
    const { initial, final, quanta } = process;
    const top = Math.max(r.quasienergies[initial]!, r.quasienergies[final]! + quanta * r.frequency) - least;
    const a = r.scaled.at(process);
    const b = r.scaled.at({ initial: final, final: initial, quanta: -quanta });
    return { a, b, size: Math.exp(-r.beta * top) * a };
  });
  const largest = pairs.reduce((most, { size }) => Math.max(most, size), 0);
  return pairs.filter(({ size }) => size > seen * largest);
}

/**
 * |Σ Γ^q_{j→j'} (1 − e^{−β(ε_j − ε_j' − qω)})| divided by Σ |…|. It vanishes exactly at every temperature; to first
 * order in β this is (S30).
 */
export function sumRule(r: Rates): number {
  let [sum, scale] = [0, 0];
  for (const process of inelasticProcesses(r)) {
    const gain = r.quasienergies[process.final]! + process.quanta * r.frequency - r.quasienergies[process.initial]!;
    const g = r.scaled.at(process);
    // Γ = g e^{−β max(0, gain)}
    sum += gain > 0 ? g * Math.expm1(-r.beta * gain) : -g * Math.expm1(r.beta * gain);
    scale += g;
  }
  return relativeResidual({ residual: Math.abs(sum), scale: scale });
}

/**
 * |J − P| divided by the sizes of their terms. It vanishes by the algebra of (3), so it only checks the bookkeeping.
 */
export function firstLaw(r: Rates, { populations }: GasState): number {
  const { power, heat, scale } = flows(r, populations);
  return relativeResidual({ residual: Math.abs(power - heat), scale: scale });
}

/** The amount by which P is negative, divided by the sizes of its terms. */
export function secondLaw(r: Rates, { populations }: GasState): number {
  const { power, scale } = flows(r, populations);
  return power >= 0 ? 0 : -power / scale;
}

/** The largest residual that each law may have, and the reason. */
export const lawTolerances = {
  unitarity: { tolerance: 1e-11, because: 'exact in every truncated set of channels' },
  opticalTheorem: { tolerance: 1e-11, because: 'exact in every truncated set of channels' },
  sums: { tolerance: 1e-11, because: 'exact in every truncated set of channels' },
  brillouin: { tolerance: 1e-8, because: 'holds as far as the sidebands reach' },
  thermalization: { tolerance: 1e-8, because: 'holds as far as sidebands and nodes reach' },
  sumRule: { tolerance: 1e-8, because: 'holds as far as sidebands and nodes reach' },
  firstLaw: { tolerance: 1e-11, because: 'algebra of the steady state' },
  secondLaw: { tolerance: 1e-10, because: 'P ≥ 0 up to rounding' },
} as const;
