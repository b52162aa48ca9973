import { ModularPoint, inverseModulo, pivotsModulo } from '../exact/index.js';
import { type Operator, commonPeriod } from '../spin/index.js';
import type { CellChain, CellHamiltonian } from './cell-algebra.js';
import type { ChainAlgebra } from './chain-algebra.js';
import { exactTops } from './exact-tops.js';
import { pauliChain } from './pauli-chain.js';
import { pencilFamilies, put, rowsOf, rowsOfBond, theoremA, theoremSteps, thirdOf, topsOf } from './theorem-a.js';

/** Strings by cell of the period, as letters on all sites of their cells. */
export type StringsByCell = readonly (readonly string[])[];

/** Rows, and columns without which they are a square matrix, whose determinant does not vanish modulo the prime. */
export interface Minor {
  readonly dropped: StringsByCell;
  readonly rows: StringsByCell;
}

/** Minors that show the hypotheses of Theorem A, for whoever builds the columns again. */
export interface ExclusionMinors {
  readonly cells: CellChain;
  readonly point: ModularPoint;
  readonly injective: readonly { readonly left: readonly string[]; readonly right: readonly string[] }[];
  /** a basis of T_2 over the couplings; none where it has the multiples of h only */
  readonly solutions: readonly (readonly Operator[])[];
  /** of [M_3 | Y_3] */
  readonly third: Minor;
  /** of M_4, and sets of further rows, on which the pencil is left when M_4 is eliminated */
  readonly pencil?: Minor & { readonly minors: readonly StringsByCell[] };
}

/** Minors of the pencil; their common roots are those of all minors, except by an unlikely chance. */
const mostMinors = 4;

/** Largest cells whose pencil is small enough: 3600 rows. */
const largestPencil = 2;

/**
 * The minors behind a verdict of Theorem A, for charges whose period in sites is `period` or a divisor of it.
 *
 * @returns  the reason why there are none as a text
 */
export function exclusionMinors(
  hamiltonian: Operator,
  period: number,
  algebra: ChainAlgebra = pauliChain,
): ExclusionMinors | string {
  const own = algebra.periodOf(hamiltonian);
  const smallest = algebra.cellsOf(hamiltonian, own);
  const point = ModularPoint.of(hamiltonian.terms.map((t) => t.coefficient));
  const excludesNothing = `Theorem A excludes nothing for charges of period ${period}`;
  if (!smallest || !point) return excludesNothing;
  const cells = { ...smallest, period: commonPeriod(smallest.size * smallest.period, period) / smallest.size };
  const h = algebra.cellHamiltonian(hamiltonian, cells, point);
  if (h.bonds.some((bond) => bond.size === 0)) return excludesNothing;
  // The pencil would be computed in vain.
  if (cells.size > largestPencil && topsOf(h, theoremSteps.column).length > 1)
    return `T_2 has more than one solution, and the pencil of cells of ${cells.size} sites is too large for the kernel`;
  const found = theoremA(h);
  const { tops } = found;
  if (algebra !== pauliChain && found.dimension !== 1 && found.excludesThree === true)
    return 'T_2 has more than one solution, which the kernel checks for spins 1/2 only';
  if (found.excludesThree !== true || !tops) return excludesNothing;
  const third = thirdMinor(algebra, h, tops);
  const common = { cells, point, injective: h.bonds.map((_, bond) => endMinors(algebra, h, bond)), third };
  if (tops.length === 1) return { ...common, solutions: [] };
  if (!found.pencil || found.pencil.kind === 'all') return excludesNothing;
  const exact = exactTops(algebra, hamiltonian, own, cells, tops);
  if (exact.length !== tops.length) return excludesNothing;
  return { ...common, solutions: exact.map((t) => t.bonds), pencil: pencilMinors(algebra, h, tops) };
}

type Tops = readonly Parameters<typeof thirdOf>[1][];

/** Rows of a ↦ [a ⊗ 1, h_j] and of a ↦ [1 ⊗ a, h_j]. */
function endMinors(
  { lettersOf }: ChainAlgebra,
  h: CellHamiltonian,
  bond: number,
): { readonly left: string[]; readonly right: string[] } {
  const rowsAt = (at: number): string[] => {
    const rows = new Map<number, Map<number, number>>();
    const own = h.algebra.stringsOnEnds(1, h.size);
    own.forEach((key, column) => {
      for (const [out, value] of h.algebra.bracket(new Map([[key, 1]]), at, h.bonds[bond]!, 0, h.prime))
        put(rows, out, column, value);
    });
    const keys = [...rows.keys()];
    return pivotsModulo([...rows.values()], own.length, h.prime).map(({ row }) => lettersOf(keys[row]!, 2 * h.size));
  };
  return { left: rowsAt(0), right: rowsAt(h.size) };
}

/** The pivots of a matrix of `rowsOf`: its rows, and the columns of M_n that are none. */
function minorOf(
  { lettersOf }: ChainAlgebra,
  h: CellHamiltonian,
  n: number,
  { rows, keys }: { readonly rows: readonly Map<number, number>[]; readonly keys: readonly number[] },
  columns: number,
): Minor {
  const pivots = pivotsModulo(rows, columns, h.prime);
  const strings = h.algebra.stringsOnEnds(n - 1, h.size);
  const taken = new Set(pivots.map(({ column }) => column));
  return {
    dropped: h.bonds.map((_, bond) =>
      strings.filter((__, k) => !taken.has(bond * strings.length + k)).map((key) => lettersOf(key, (n - 1) * h.size)),
    ),
    rows: stringsByBond(
      lettersOf,
      h,
      n,
      pivots.map(({ row }) => keys[row]!),
    ),
  };
}

function stringsByBond(
  lettersOf: ChainAlgebra['lettersOf'],
  h: CellHamiltonian,
  n: number,
  keys: readonly number[],
): string[][] {
  return h.bonds.map((_, bond) =>
    keys
      .filter((key) => Math.floor(key / rowsOfBond) === bond)
      .map((key) => lettersOf(key % rowsOfBond, n * h.size))
      .sort(),
  );
}

function thirdMinor(algebra: ChainAlgebra, h: CellHamiltonian, tops: Tops): Minor {
  const matrix = rowsOf(
    h,
    3,
    tops.map((t) => thirdOf(h, t)),
  );
  return minorOf(algebra, h, 3, matrix, matrix.own + tops.length);
}

function pencilMinors(algebra: ChainAlgebra, h: CellHamiltonian, tops: Tops): NonNullable<ExclusionMinors['pencil']> {
  const matrix = rowsOf(h, 4, pencilFamilies(h, tops));
  const minor = minorOf(algebra, h, 4, matrix, matrix.own);
  // Rows that are left hold the pencil only.
  const left = matrix.rows
    .map((row, k) => ({ key: matrix.keys[k]!, row }))
    .filter(({ row }) => row.size > 0)
    .sort((a, b) => a.key - b.key);
  const minors: string[][][] = [];
  for (let turn = 0; turn < mostMinors; turn++) {
    // Different beginnings give different rows, which are independent at one length.
    const start = Math.floor((turn * left.length) / mostMinors);
    const rows = [...left.slice(start), ...left.slice(0, start)];
    const values = rows.map(({ row }) => {
      const at = (column: number): number => row.get(matrix.own + column) ?? 0;
      return tops.map((_, k) => (at(k) + (7 + turn) * at(tops.length + k)) % h.prime);
    });
    const chosen = independentRows(values, h.prime).map((k) => rows[k]!.key);
    if (chosen.length === tops.length) minors.push(stringsByBond(algebra.lettersOf, h, 4, chosen));
  }
  return { ...minor, minors: minors.filter((m, k) => minors.findIndex((o) => `${o.join()}` === `${m.join()}`) === k) };
}

/** The first rows that are independent. */
function independentRows(rows: readonly (readonly number[])[], p: number): number[] {
  const basis: { readonly pivot: number; readonly row: readonly number[] }[] = [];
  const chosen: number[] = [];
  rows.forEach((given, k) => {
    let row = [...given];
    for (const { pivot, row: other } of basis) {
      const factor = p - row[pivot]!;
      row = row.map((value, c) => (value + factor * other[c]!) % p);
    }
    const pivot = row.findIndex((value) => value !== 0);
    if (pivot < 0) return;
    const inverse = inverseModulo(row[pivot]!, p);
    basis.push({ pivot, row: row.map((value) => (value * inverse) % p) });
    chosen.push(k);
  });
  return chosen;
}

/** A minor of Q ↦ [Q, H] on the words that fit into two cells, without as many words as there are charges. */
export interface ListMinor {
  /** words by the residue of their first site modulo the period of the charges */
  readonly free: StringsByCell;
  readonly rows: StringsByCell;
}

/**
 * The minor that shows that the charges of a period which fit into two cells are at most as many as its free words.
 *
 * @param period  of the charges in sites
 */
export function listMinor(
  hamiltonian: Operator,
  { size, first, period: cells }: CellChain,
  period: number,
  point: ModularPoint,
  algebra: ChainAlgebra = pauliChain,
): ListMinor {
  const whole = commonPeriod(period, algebra.periodOf(hamiltonian));
  const columns = Array.from({ length: period }, (_, residue) => {
    let longest = 2 * size;
    for (let site = residue; site < size * cells; site += period)
      longest = Math.min(longest, 2 * size - ((((site - first) % size) + size) % size));
    return stringsOfRange(longest, algebra.letters).map((letters) => ({ residue, letters }));
  }).flat();
  const rows = new Map<string, Map<number, number>>();
  const rate = algebra.rateUnder(hamiltonian, whole);
  columns.forEach(({ residue, letters }, column) => {
    for (const { letters: out, values } of rate(letters, residue, period)) {
      values.forEach((entry, r) => {
        const value = point.value(entry);
        if (value === 0) return;
        const key = `${r} ${out}`;
        const row = rows.get(key);
        if (row) row.set(column, value);
        else rows.set(key, new Map([[column, value]]));
      });
    }
  });
  const keys = [...rows.keys()];
  const pivots = pivotsModulo([...rows.values()], columns.length, point.prime);
  const taken = new Set(pivots.map(({ column }) => column));
  const free = columns.filter((_, k) => !taken.has(k));
  return {
    free: Array.from({ length: period }, (_, r) => free.filter((c) => c.residue === r).map((c) => c.letters)),
    rows: Array.from({ length: whole }, (_, r) =>
      pivots
        .map(({ row }) => keys[row]!)
        .filter((key) => key.startsWith(`${r} `))
        .map((key) => key.slice(`${r} `.length))
        .sort(),
    ),
  };
}

/** Every word of up to so many sites that begins and ends with a letter. */
function stringsOfRange(longest: number, letters: string): string[] {
  const words: string[] = [];
  let all = [''];
  for (let length = 1; length <= longest; length++) {
    all = all.flatMap((s) => [...letters].map((l) => s + l)).filter((s) => !s.startsWith('I'));
    words.push(...all.filter((s) => !s.endsWith('I')));
  }
  return words;
}
