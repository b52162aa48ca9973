import {
  type Ball,
  type Enclosure,
  type RealBalls,
  absoluteInterval,
  addBalls,
  divideBalls,
  enclosedNullVector,
  exactly,
  expBall,
  intervalOf,
  largestOf,
  multiplyBalls,
  subtractBalls,
  upward,
} from '../numeric/index.js';
import { comparedWithReverse } from './checks.js';
import { inelasticProcesses, type GasProcess, type Rates } from './rates.js';
import type { GasState } from './steady.js';

/**
 * Consequences of the rates at one temperature, as intervals: the rates, the quasienergies, ω and β are taken exactly as they
 * are in double precision, and every number that follows from them lies between the two given here.
 */
export interface EnclosedGas {
  /** the residual of gas (5), or of gas (6) without a drive, as in `thermalization` */
  readonly thermalization: Enclosure;
  /** as in `detailedBalance` */
  readonly detailedBalance: Enclosure;
  /** p_j of the steady state, gas (3) */
  readonly populations: readonly Enclosure[];
  /** power of the drive */
  readonly power: Enclosure;
  /** heat into the gas */
  readonly heat: Enclosure;
}

/**
 * Encloses the laws and the steady state of given rates.
 *
 * @param state  the approximate steady state
 * @diagnostic `not-enclosed`
 */
export function enclosedGas(rates: Rates, state: GasState): EnclosedGas {
  const populations = enclosedPopulations(rates, state.populations);
  const { power, heat } = enclosedFlows(rates, populations);
  return {
    thermalization: enclosedThermalization(rates),
    detailedBalance: enclosedDetailedBalance(rates),
    populations: populations.map(intervalOf),
    power: intervalOf(power),
    heat: intervalOf(heat),
  };
}

/** ε_j' + qω − ε_j, the gain of a process. */
function gainOf({ quasienergies, frequency }: Rates, { initial, final, quanta }: GasProcess): Ball {
  const work = multiplyBalls(exactly(quanta), exactly(frequency));
  return addBalls(subtractBalls(exactly(quasienergies[final]!), exactly(quasienergies[initial]!)), work);
}

/** e^{−β max(0, gap)} */
function boltzmannFactor(beta: number, gap: Ball): Ball {
  if (gap.mid + gap.rad <= 0) return exactly(1);
  const exponent = multiplyBalls(exactly(beta), gap);
  const factor = expBall({ mid: -exponent.mid, rad: exponent.rad });
  // Where the gap may be negative the factor may be 1.
  return gap.mid - gap.rad >= 0 ? factor : { mid: 1, rad: upward(factor.rad + Math.abs(1 - factor.mid)) };
}

/** The residual of gas (5) relative to the inelastic outflow, over all levels. */
function enclosedThermalization(r: Rates): Enclosure {
  const residuals = Array.from({ length: r.levels }, (_, j): Enclosure => {
    let [left, right] = [exactly(0), exactly(0)];
    for (const process of inelasticProcesses(r.scaled)) {
      if (process.initial === j) {
        const factor = boltzmannFactor(r.beta, gainOf(r, process));
        left = addBalls(left, multiplyBalls(exactly(r.scaled.at(process)), factor));
      }
      if (process.final === j) {
        // Γ^q_{j'→j} e^{−β(ε_j' − qω − ε_j)} = scaled · e^{−β max(0, ε_j' − qω − ε_j)}
        const gain = gainOf(r, process);
        const factor = boltzmannFactor(r.beta, { mid: -gain.mid, rad: gain.rad });
        right = addBalls(right, multiplyBalls(exactly(r.scaled.at(process)), factor));
      }
    }
    const isIdle = [left, right].every(({ mid, rad }) => mid === 0 && rad === 0);
    return isIdle ? [0, 0] : absoluteInterval(divideBalls(subtractBalls(left, right), left));
  });
  return largestOf(residuals);
}

function enclosedDetailedBalance(r: Rates): Enclosure {
  return largestOf(
    comparedWithReverse(r).map(({ a, b }) =>
      absoluteInterval(divideBalls(subtractBalls(exactly(a), exactly(b)), addBalls(exactly(a), exactly(b)))),
    ),
  );
}

/** The Pauli equation gas (3) with the rates taken exactly. */
function enclosedPopulations(r: Rates, populations: Float64Array): Ball[] {
  const n = r.levels;
  if (n === 1) return [exactly(1)];
  const table = Array.from({ length: n * n }, (): Ball => exactly(0));
  for (const process of inelasticProcesses(r.rate)) {
    const { initial, final } = process;
    if (initial === final) continue;
    const rate = exactly(r.rate.at(process));
    const [gain, loss] = [final * n + initial, initial * n + initial];
    table[gain] = addBalls(table[gain]!, rate);
    table[loss] = subtractBalls(table[loss]!, rate);
  }
  const generator: RealBalls = {
    size: n,
    mid: Float64Array.from(table, ({ mid }) => mid),
    rad: Float64Array.from(table, ({ rad }) => rad),
  };
  return enclosedNullVector(generator, new Float64Array(n).fill(1), Float64Array.from(populations));
}

/** P = −ω Σ q p Γ, J = Σ p Γ (ε_j − ε_j' − qω) */
function enclosedFlows(r: Rates, populations: readonly Ball[]): { power: Ball; heat: Ball } {
  let [power, heat] = [exactly(0), exactly(0)];
  for (const process of inelasticProcesses(r.rate)) {
    const flow = multiplyBalls(populations[process.initial]!, exactly(r.rate.at(process)));
    const work = multiplyBalls(exactly(-process.quanta), exactly(r.frequency));
    power = addBalls(power, multiplyBalls(flow, work));
    heat = subtractBalls(heat, multiplyBalls(flow, gainOf(r, process)));
  }
  return { power, heat };
}
