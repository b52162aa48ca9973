import { type ComplexMatrix, complex, eigen } from '../numeric/index.js';

/** Tolerance of mean indices: −1/2 up to rounding counts as −1/2. */
export const indexTolerance = 1e-9;

/** One part of the extended space with its eigenvectors in columns. */
export interface Space {
  readonly n: number;
  readonly a: ComplexMatrix;
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly values: Float64Array;
  readonly harmonic: Float64Array;
  readonly turn: Float64Array;
  readonly chosen: Uint8Array;
}

/**
 * Modes whose quasienergies are closer than this, in units of ω (without a drive, of the span of the levels), are
 * computed again, since rounding mixes them by 1e-15 divided by their distance or more.
 */
export const closeDistance = 1e-4;
/** Largest number of modes that are computed again together. */
const largestCluster = 12;

/** Runs of values no further apart than the distance, which is halved where a run is too long. */
export function clusters(values: Float64Array, distance: number): (readonly [number, number])[] {
  const out: (readonly [number, number])[] = [];
  const pending: (readonly [number, number, number])[] = [[0, values.length, distance]];
  for (let range = pending.pop(); range; range = pending.pop()) {
    const [first, end, width] = range;
    for (let from = first; from < end; ) {
      let to = from + 1;
      while (to < end && values[to]! - values[to - 1]! <= width) to++;
      if (to - from > largestCluster && width > 1e-14 * distance) pending.push([from, to, width / 4]);
      else if (to - from > 1) out.push([from, to]);
      from = to;
    }
  }
  return out;
}

/**
 * Replaces the columns from … to − 1 by combinations of definite mean index, and of definite coupling where mean
 * indices agree; then the Hamiltonian between them is diagonalised. The rounding error of its elements is relative to
 * the terms that the modes contain, not to the whole extended space. At a crossing the elements are zero up to
 * rounding, and are set to zero.
 */
export function solveAgain(
  space: Space,
  from: number,
  to: number,
  mean: (p: number, q: number) => readonly [number, number],
): void {
  const { n, a, re, im, values, harmonic, turn, chosen } = space;
  const m = to - from;
  const index = between(space, from, m, (p, j) => [harmonic[p]! * re[p * n + j]!, harmonic[p]! * im[p * n + j]!]);
  const first = eigen(index).value;
  // Only representatives are kept.
  if (first.values[0]! > 1 || first.values[m - 1]! < -1) return;
  rotate(space, from, m, first.vectors as ComplexMatrix);
  // The index of the combination in a column.
  const order = Array.from({ length: m }, (_, i) => i);
  const alike = (i: number, j: number): boolean =>
    Math.abs(first.values[order[i]!]! - first.values[order[j]!]!) < indexTolerance;
  const applied = (elements: (p: number, q: number) => readonly [number, number]) => {
    const out = complex(n, m);
    for (let p = 0; p < n; p++) {
      for (let q = 0; q < n; q++) {
        const [u, v] = elements(p, q);
        if (u === 0 && v === 0) continue;
        for (let j = 0; j < m; j++) {
          const [x, y] = [re[q * n + from + j]!, im[q * n + from + j]!];
          out.re[p * m + j]! += u * x - v * y;
          out.im[p * m + j]! += u * y + v * x;
        }
      }
    }
    return (p: number, j: number) => [out.re[p * m + j - from]!, out.im[p * m + j - from]!] as const;
  };
  const hamiltonian = applied((p, q) => [a.re[p * n + q]!, a.im[p * n + q]!]);
  // The moduli of the terms in an element of the Hamiltonian: harmonics and matrix elements, weighted by the modes.
  let size = 0;
  for (let p = 0; p < n; p++) {
    let row = 0;
    for (let q = 0; q < n; q++) row += Math.abs(a.re[p * n + q]!) + Math.abs(a.im[p * n + q]!);
    for (let j = from; j < to; j++) size = Math.max(size, row * Math.hypot(re[p * n + j]!, im[p * n + j]!));
  }
  const noise = 16 * Number.EPSILON * size;
  let h = between(space, from, m, hamiltonian);
  const distance = (i: number, j: number): number => Math.abs(h.re[i * m + i]! - h.re[j * m + j]!);
  const zero = (x: ComplexMatrix, i: number, j: number): boolean =>
    Math.hypot(x.re[i * m + j]!, x.im[i * m + j]!) <= noise;
  const equal = (i: number, j: number): boolean => alike(i, j) && zero(h, i, j) && distance(i, j) <= noise;
  const pairs = Array.from({ length: m }, (_, i) => Array.from({ length: i }, (__, j) => [i, j] as const)).flat();
  if (pairs.some(([i, j]) => equal(i, j))) {
    const w = between(space, from, m, applied(mean));
    const group = order.map((i) => Math.min(i, ...pairs.filter(([k, j]) => k === i && equal(k, j)).map(([, j]) => j)));
    let span = 0;
    for (const [i, j] of pairs)
      if (group[i] !== group[j]) for (const p of [i * m + j, j * m + i]) w.re[p] = w.im[p] = 0;
    for (let p = 0; p < m * m; p++) span += Math.hypot(w.re[p]!, w.im[p]!);
    // Groups stay separate and in their order.
    for (const i of order) w.re[i * m + i]! += 4 * (span || 1) * group[i]!;
    rotate(space, from, m, eigen(w).value.vectors as ComplexMatrix);
    order.sort((i, j) => group[i]! - group[j]! || i - j);
    for (const [c, i] of order.entries()) chosen[from + c] = group.filter((g) => g === group[i]).length > 1 ? 1 : 0;
    h = between(
      space,
      from,
      m,
      applied((p, q) => [a.re[p * n + q]!, a.im[p * n + q]!]),
    );
  }
  const together = (i: number, j: number): boolean =>
    chosen[from + i] === 1 && chosen[from + j] === 1 && alike(i, j) && distance(i, j) <= noise;
  let worst = 0;
  for (const [i, j] of pairs) {
    const crosses = zero(h, i, j);
    if (together(i, j)) h.re[i * m + i] = h.re[j * m + j]!;
    else if (!crosses || alike(i, j))
      worst = Math.max(
        worst,
        Math.min(1, noise / Math.max(distance(i, j), Math.hypot(h.re[i * m + j]!, h.im[i * m + j]!))),
      );
    if (crosses) for (const p of [i * m + j, j * m + i]) h.re[p] = h.im[p] = 0;
  }
  const last = eigen(h).value;
  rotate(space, from, m, last.vectors as ComplexMatrix);
  for (let j = 0; j < m; j++) values[from + j] = last.values[j]!;
  // The last step has sorted them by energy, so the error of any mode in the cluster counts for all.
  for (let j = from; j < to; j++) turn[j] = worst;
  if (chosen.subarray(from, to).some((x) => x === 1)) chosen.fill(1, from, to);
}

/** The Hermitian matrix of an operator between columns, from its image of each column. */
function between(
  { n, re, im }: Space,
  from: number,
  m: number,
  image: (p: number, column: number) => readonly [number, number],
): ComplexMatrix {
  const k = complex(m, m);
  for (let b = 0; b < m; b++) {
    for (let p = 0; p < n; p++) {
      const [x, y] = image(p, from + b);
      for (let a = 0; a <= b; a++) {
        const [u, v] = [re[p * n + from + a]!, im[p * n + from + a]!];
        k.re[a * m + b]! += u * x + v * y;
        k.im[a * m + b]! += u * y - v * x;
      }
    }
    for (let a = 0; a < b; a++) {
      k.re[b * m + a] = k.re[a * m + b]!;
      k.im[b * m + a] = -k.im[a * m + b]!;
    }
    k.im[b * m + b] = 0;
  }
  return k;
}

/** Columns times a small unitary matrix. */
function rotate({ n, re, im }: Space, from: number, m: number, by: ComplexMatrix): void {
  const row = complex(1, m);
  for (let p = 0; p < n; p++) {
    row.re.fill(0);
    row.im.fill(0);
    for (let a = 0; a < m; a++) {
      const [u, v] = [re[p * n + from + a]!, im[p * n + from + a]!];
      for (let b = 0; b < m; b++) {
        row.re[b]! += u * by.re[a * m + b]! - v * by.im[a * m + b]!;
        row.im[b]! += u * by.im[a * m + b]! + v * by.re[a * m + b]!;
      }
    }
    re.set(row.re, p * n + from);
    im.set(row.im, p * n + from);
  }
}
