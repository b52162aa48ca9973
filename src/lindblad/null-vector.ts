import { refuseNotUnique } from '../chain/index.js';
import { complex, type ComplexMatrix, solve } from '../numeric/index.js';
import { nullity } from '../ring/index.js';
import { DiagnosticError } from '../text/index.js';
import { largestEntryIn } from './matrices.js';

/**
 * Growth of a solution, in units of the largest element, beyond which the system may be singular, so that its singular
 * values are computed, and beyond which it is singular up to rounding.
 */
const growthLimits = { doubtful: 1e8, singular: 1e12 };

/** Largest system whose singular values are computed. */
const maxSingularValues = 400;

/**
 * v with K v = 0 and trace · v = 1. The equations of the populations add up to zero, so the first of them is replaced
 * by the trace.
 *
 * Uniqueness of v is tested with another right-hand side, whose solution would be unbounded if there were a second null
 * vector, and in doubtful cases by the singular values of K.
 *
 * @diagnostic `steady-not-unique`
 */
export function denseNullVector(k: ComplexMatrix, trace: Float64Array): ComplexMatrix {
  const n = k.rows;
  const first = trace.indexOf(1);
  const system = complex(n, n, k.re.slice(), k.im.slice());
  system.re.set(trace, first * n);
  system.im.fill(0, first * n, (first + 1) * n);
  const scale = largestEntryIn(k);
  // Scaled to the size of the other equations, whatever the unit of energy.
  for (let j = 0; j < n; j++) system.re[first * n + j]! *= scale;
  const right = complex(n, 2);
  right.re[first * 2] = scale;
  for (let i = 0; i < n; i++) if (i !== first) right.re[i * 2 + 1] = scale * Math.sin(1 + 12.9898 * i);
  const both = refuseSingular(() => solve(system, right).value);
  const growth = Array.from({ length: n }, (_, i) => Math.hypot(both.re[i * 2 + 1]!, both.im[i * 2 + 1]!)).reduce(
    (m, x) => Math.max(m, x),
    0,
  );
  if (!(growth < growthLimits.doubtful)) {
    const dimension = n <= maxSingularValues ? nullity(k).dimension : undefined;
    if (dimension !== undefined && dimension > 1) refuseNotUnique(`${dimension} independent states stay as they are`);
    if (!(growth < growthLimits.singular)) refuseNotUnique('the equations have a second solution, to rounding');
  }
  return complex(
    n,
    1,
    Float64Array.from({ length: n }, (_, i) => both.re[i * 2]!),
    Float64Array.from({ length: n }, (_, i) => both.im[i * 2]!),
  );
}

/**
 * As `denseNullVector`, where L_0 vanishes on some pairs, so that only terms of order s connect them and K itself is
 * singular up to rounding for small s. The matrix D K D / s, with D = 1 on those pairs and √s on the others, gives the
 * null vector without this loss.
 *
 * @param kept  the pairs on which L_0 vanishes; those of the trace are among them
 * @diagnostic `steady-not-unique`
 */
export function nullVectorOfWeak(k: ComplexMatrix, kept: readonly boolean[], trace: Float64Array): ComplexMatrix {
  const n = k.rows;
  const largest = { kept: 0, leaving: 0, returning: 0, rest: 0 };
  const block = (r: number, c: number): keyof typeof largest =>
    kept[r]! ? (kept[c]! ? 'kept' : 'returning') : kept[c]! ? 'leaving' : 'rest';
  for (let r = 0; r < n; r++) {
    for (let c = 0; c < n; c++)
      largest[block(r, c)] = Math.max(largest[block(r, c)], Math.hypot(k.re[r * n + c]!, k.im[r * n + c]!));
  }
  const { leaving, returning, rest } = largest;
  const s = Math.max(largest.kept, rest === 0 ? 0 : (leaving / rest) * returning);
  if (s === 0 || s >= rest) return denseNullVector(k, trace);
  const unit = s / rest;
  const root = Math.sqrt(unit);
  const factor = { kept: 1 / unit, leaving: 1 / root, returning: 1 / root, rest: 1 };
  const scaled = complex(n, n, k.re.slice(), k.im.slice());
  for (let r = 0; r < n; r++) {
    for (let c = 0; c < n; c++) {
      scaled.re[r * n + c]! *= factor[block(r, c)];
      scaled.im[r * n + c]! *= factor[block(r, c)];
    }
  }
  const vector = denseNullVector(scaled, trace);
  for (let r = 0; r < n; r++) {
    if (kept[r]) continue;
    vector.re[r]! *= root;
    vector.im[r]! *= root;
  }
  return vector;
}

/** @diagnostic `steady-not-unique` where the equations are singular */
export function refuseSingular<T>(solution: () => T): T {
  try {
    return solution();
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.diagnostic.code !== 'singular') throw error;
    return refuseNotUnique('the equations are singular');
  }
}
