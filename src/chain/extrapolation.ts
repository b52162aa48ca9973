import { dot, subtractScaled } from '../numeric/index.js';

/** Number of past sweeps that an extrapolation uses. */
const maxPastSweeps = 12;

/**
 * Anderson's extrapolation Σ α_k states_k with Σ α_k = 1 and minimal |Σ α_k changes_k|, over the last states. Their
 * differences from the last one are orthogonalised anew each time, since updating an old basis would retain a bad start
 * forever.
 */
export class Extrapolation {
  private readonly states: Float64Array[] = [];
  private readonly changes: Float64Array[] = [];

  clear(): void {
    this.states.length = this.changes.length = 0;
  }

  add(state: Float64Array, change: Float64Array): void {
    this.states.push(state);
    this.changes.push(change);
    if (this.states.length > maxPastSweeps) {
      this.states.shift();
      this.changes.shift();
    }
  }

  next(): Float64Array {
    const { states, changes } = this;
    const m = states.length - 1;
    const [last, change] = [states[m]!, changes[m]!];
    const basis: { readonly q: Float64Array; readonly s: Float64Array }[] = [];
    const out = last.slice();
    const rest = change.slice();
    for (let k = m - 1; k >= 0; k--) {
      const q = change.slice();
      const s = last.slice();
      subtractScaled(q, 1, changes[k]!);
      subtractScaled(s, 1, states[k]!);
      const norm = Math.sqrt(dot(q, q));
      for (const b of basis) {
        const c = dot(q, b.q);
        subtractScaled(q, c, b.q);
        subtractScaled(s, c, b.s);
      }
      const left = Math.sqrt(dot(q, q));
      // Nearly dependent differences consist of rounding errors.
      if (!(left > 1e-8 * norm)) continue;
      for (let i = 0; i < q.length; i++) {
        q[i]! /= left;
        s[i]! /= left;
      }
      const c = dot(rest, q);
      subtractScaled(rest, c, q);
      subtractScaled(out, c, s);
      basis.push({ q, s });
    }
    return out;
  }
}
