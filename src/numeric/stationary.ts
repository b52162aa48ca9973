import { refuse } from '../text/index.js';
import { type RealMatrix, checkSquare } from './matrix.js';
import type { Result } from './result.js';

/**
 * The stationary distribution of a Markov chain in continuous time, by the elimination of Grassmann, Taksar and Heyman:
 * states are removed one by one and nothing is ever subtracted, so every probability has a small relative error,
 * however different the rates are. Transient states get probability zero.
 *
 *   Σ_m (W_km p_m − W_mk p_k) = 0,  Σ p = 1
 *
 * @param rates  W_km ≥ 0 in row k, column m: the rate from m to k; the diagonal is ignored
 * @returns      p; `residual` = the largest imbalance of a state, `scale` = the largest flux through a state
 * @diagnostic `matrix-shape`, `matrix-not-square`, `not-finite`, `rate-negative`, `stationary-not-unique` with one
 *   state of each of two closed sets
 * @cost 2/3 n³
 */
export function stationary(rates: RealMatrix): Result<Float64Array> {
  checkSquare(rates, 'the matrix of rates');
  const n = rates.rows;
  const w = rates.re;
  let largest = 0;
  for (let k = 0; k < n; k++) {
    for (let m = 0; m < n; m++) {
      const r = w[k * n + m]!;
      if (k === m) continue;
      if (!Number.isFinite(r)) refuse('not-finite', `the rate from state ${m + 1} to ${k + 1} is not a finite number`);
      if (r < 0) refuse('rate-negative', `the rate from state ${m + 1} to ${k + 1} is negative: ${r}`);
      largest = Math.max(largest, r);
    }
  }
  const inside = closedSet(n, w);
  const states: number[] = [];
  for (let i = 0; i < n; i++) if (inside[i]) states.push(i);
  const p = eliminate(states, w, n, largest);
  let residual = 0;
  let scale = 0;
  for (let k = 0; k < n; k++) {
    let gain = 0;
    let loss = 0;
    for (let m = 0; m < n; m++) {
      if (m === k) continue;
      gain += w[k * n + m]! * p[m]!;
      loss += w[m * n + k]! * p[k]!;
    }
    residual = Math.max(residual, Math.abs(gain - loss));
    scale = Math.max(scale, loss);
  }
  return { value: p, residual, scale, backend: 'typescript' };
}

/** The set of states that the chain cannot leave; refuses if there are two such sets. */
function closedSet(n: number, w: Float64Array): Uint8Array {
  const reach = (from: Iterable<number>, direction: 'forward' | 'backward'): Uint8Array => {
    const forward = direction === 'forward';
    const seen = new Uint8Array(n);
    const queue = [...from];
    for (const s of queue) seen[s] = 1;
    for (let s = queue.pop(); s !== undefined; s = queue.pop()) {
      for (let t = 0; t < n; t++) {
        if (!seen[t] && t !== s && w[forward ? t * n + s : s * n + t]! > 0) {
          seen[t] = 1;
          queue.push(t);
        }
      }
    }
    return seen;
  };
  // From s, move to a state that cannot return to it, until there is none; the set that s reaches is then closed.
  const closed = (start: number): { set: Uint8Array; state: number } => {
    for (let s = start; ; ) {
      const set = reach([s], 'forward');
      const back = reach([s], 'backward');
      const lost = set.findIndex((x, t) => x === 1 && back[t] === 0);
      if (lost < 0) return { set, state: s };
      s = lost;
    }
  };
  const first = closed(0);
  const comes = reach([first.state], 'backward');
  const other = comes.indexOf(0);
  if (other >= 0) {
    const second = closed(other);
    refuse(
      'stationary-not-unique',
      `states ${first.state + 1} and ${second.state + 1} never reach each other: the stationary state is not unique`,
    );
  }
  return first.set;
}

function eliminate(states: readonly number[], w: Float64Array, n: number, largest: number): Float64Array {
  const m = states.length;
  // a[i, j]: rate from state i to j, in units of the largest.
  const a = new Float64Array(m * m);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < m; j++) if (i !== j) a[i * m + j] = w[states[j]! * n + states[i]!]! / (largest || 1);
  for (let s = m - 1; s > 0; s--) {
    let leave = 0;
    for (let j = 0; j < s; j++) leave += a[s * m + j]!;
    // The set is closed and connected, so the rates out of each state do not vanish unless they have underflowed.
    if (leave === 0)
      refuse('stationary-not-unique', `the rates out of state ${states[s]! + 1} vanish in double precision`);
    for (let i = 0; i < s; i++) {
      const share = a[i * m + s]! / leave;
      if (share === 0) continue;
      a[i * m + s] = share;
      for (let j = 0; j < s; j++) if (i !== j) a[i * m + j]! += share * a[s * m + j]!;
    }
  }
  const q = new Float64Array(m);
  q[0] = 1;
  let sum = 1;
  for (let s = 1; s < m; s++) {
    const inflow = () => {
      let flow = 0;
      for (let i = 0; i < s; i++) flow += q[i]! * a[i * m + s]!;
      return flow;
    };
    let flow = inflow();
    // The weight of a later state may exceed all earlier ones beyond the range of doubles; those are then scaled down
    // by powers of two.
    while (flow > 2 ** 500) {
      for (let i = 0; i < s; i++) q[i]! *= 2 ** -500;
      sum *= 2 ** -500;
      flow = inflow();
    }
    q[s] = flow;
    sum += flow;
  }
  const p = new Float64Array(n);
  for (let i = 0; i < m; i++) p[states[i]!] = q[i]! / sum;
  return p;
}
