import { type ModularVector, inverseModulo, kernelModulo } from '../exact/index.js';
import { checkInterrupt } from '../text/index.js';
import { type CellHamiltonian, type CellOperator, addMultiple } from './cell-algebra.js';
import { type Pencil, pencilOf } from './pencil.js';

/** The answer of Theorem A about the charges of three and more cells. */
export interface TheoremA {
  /** whether a ↦ [a ⊗ 1, h_j] and a ↦ [1 ⊗ a, h_j] have no kernel for any bond */
  readonly injective: boolean;
  /** an operator on the end of a bond that commutes with it, if there is one: its strings, and the end */
  readonly kernel?: { readonly end: 'left' | 'right'; readonly bond: number; readonly strings: readonly number[] };
  /** dimension of T_2; absent where H is not injective */
  readonly dimension?: number;
  /** rank of [M_3 | Y_3(h)], and p N², which it reaches where no charge of any length exists and dim T_2 = 1 */
  readonly rank?: number;
  readonly wanted?: number;
  /** whether no t ≠ 0 in T_2 has Y_3(t) in M_3, so that there is no charge of three cells */
  readonly excludesThree?: boolean;
  /** for dim T_2 > 1: the lengths k ≥ 4 that are not excluded */
  readonly pencil?: Pencil;
  /** basis of T_2 modulo the prime: for every bond of a period its operator */
  readonly tops?: readonly (readonly CellOperator[])[];
}

/**
 * The hypotheses of Theorem A (docs/background/integrability.md), computed at a point of the couplings modulo a prime.
 * Full rank there is full rank for generic couplings.
 *
 *   T_2 = {t : [t_j, h_{j+1}] + [t_{j+1}, h_j] = 0},   M_n = {([w_j, h_{j+n−2}] + [w_{j+1}, h_j])_j}
 *
 * @cost  for cells of m sites 9·16^{2m−1} unknowns where dim T_2 > 1, and their square root otherwise
 */
export function theoremA(h: CellHamiltonian, steps: TheoremSteps = theoremSteps): TheoremA {
  const kernel = steps.endKernel(h);
  if (kernel) return { injective: false, kernel };
  const { column } = steps;
  const tops = topsOf(h, column);
  const wanted = h.period * h.algebra.stringsOnEnds(2, h.size).length;
  const third = tops.map((t) => steps.third(h, t));
  if (tops.length === 1) {
    const [y] = third;
    const rank = wanted - tops.length + (relations(h, 3, [y!], column).vectors.length > 0 ? 0 : 1);
    return { injective: true, dimension: 1, rank, wanted, excludesThree: rank === wanted, tops };
  }
  const { count } = relations(h, 3, third, column);
  const excludesThree = count === tops.length;
  const solutions = relations(h, 4, pencilFamilies(h, tops), column);
  // Beyond the kernel of M_4, which has the dimension of T_2.
  const space = solutions.vectors;
  const isConsistent = solutions.count - space.length === tops.length;
  return {
    injective: true,
    dimension: tops.length,
    wanted,
    excludesThree,
    ...(isConsistent && { pencil: pencilOf(space, tops.length, h.prime) }),
    tops,
  };
}

/** The steps of the test, which a law breaks one by one. */
export interface TheoremSteps {
  /** an operator on one end of a bond that commutes with the bond */
  readonly endKernel: (h: CellHamiltonian) => TheoremA['kernel'];
  /** the column of M_n of a string w at a bond, [w_j, h_{j+n−2}] + [w_{j+1}, h_j], by its rows */
  readonly column: (h: CellHamiltonian, cells: number, bond: number, key: number) => Map<number, number>;
  /** Y_3(t) */
  readonly third: (h: CellHamiltonian, t: Family) => CellOperator[];
}

/** For every bond of a period, an operator on the strings of so many cells. */
type Family = readonly CellOperator[];

/** Do a ↦ [a ⊗ 1, h_j] and a ↦ [1 ⊗ a, h_j] have no kernel for any bond? */
export const isInjective = (h: CellHamiltonian): boolean => kernelOfEnds(h) === undefined;

/** An operator on one end of a bond that commutes with the bond. */
function kernelOfEnds(h: CellHamiltonian): TheoremA['kernel'] {
  const cell = h.algebra.stringsOnEnds(1, h.size);
  for (let bond = 0; bond < h.period; bond++) {
    for (const [end, at] of [
      ['left', 0],
      ['right', h.size],
    ] as const) {
      const rows = new Map<number, Map<number, number>>();
      cell.forEach((key, column) => {
        for (const [out, value] of h.algebra.bracket(new Map([[key, 1]]), at, h.bonds[bond]!, 0, h.prime))
          put(rows, out, column, value);
      });
      const [vector] = kernelModulo([...rows.values()], cell.length, h.prime);
      if (vector) return { end, bond, strings: [...vector.keys()].map((column) => cell[column]!) };
    }
  }
  return undefined;
}

export function put(rows: Map<number, Map<number, number>>, row: number, column: number, value: number): void {
  const known = rows.get(row);
  if (known) known.set(column, value);
  else rows.set(row, new Map([[column, value]]));
}

/** Rows of different bonds have different numbers: a row is bond · rowsOfBond + key of a string. */
export const rowsOfBond = 2 ** 28;

/** [w_j, h_{j+n−2}] + [w_{j+1}, h_j] of one string w at bond j0, as entries at bonds j0 and j0 − 1. */
function imageOf(h: CellHamiltonian, cells: number, bond: number, key: number): Map<number, number> {
  const { period, size, prime } = h;
  const image = new Map<number, number>();
  const string = new Map([[key, 1]]);
  const enter = (at: number, part: CellOperator): void => {
    for (const [out, value] of part) {
      const row = at * rowsOfBond + out;
      const sum = ((image.get(row) ?? 0) + value) % prime;
      if (sum === 0) image.delete(row);
      else image.set(row, sum);
    }
  };
  const next = h.bonds[(bond + cells - 2) % period]!;
  enter(bond, h.algebra.bracket(string, 0, next, (cells - 2) * size, prime));
  const before = (bond + period - 1) % period;
  enter(before, h.algebra.bracket(string, size, h.bonds[before]!, 0, prime));
  return image;
}

/** The rows of M_n with further columns after its own. */
export function rowsOf(
  h: CellHamiltonian,
  cells: number,
  further: readonly Family[],
  column: TheoremSteps['column'] = imageOf,
): { rows: Map<number, number>[]; keys: number[]; own: number } {
  const strings = h.algebra.stringsOnEnds(cells - 1, h.size);
  const rows = new Map<number, Map<number, number>>();
  for (let bond = 0; bond < h.period; bond++) {
    strings.forEach((key, k) => {
      if ((k & 255) === 0) checkInterrupt();
      for (const [row, value] of column(h, cells, bond, key)) put(rows, row, bond * strings.length + k, value);
    });
  }
  const own = h.period * strings.length;
  further.forEach((family, k) => {
    family.forEach((part, bond) => {
      for (const [out, value] of part) put(rows, bond * rowsOfBond + out, own + k, value);
    });
  });
  return { rows: [...rows.values()], keys: [...rows.keys()], own };
}

/** T_2: the kernel of w ↦ M_3. */
export function topsOf(h: CellHamiltonian, column: TheoremSteps['column']): CellOperator[][] {
  const strings = h.algebra.stringsOnEnds(2, h.size);
  const { rows, own } = rowsOf(h, 3, [], column);
  return kernelModulo(rows, own, h.prime).map((vector) => {
    const family = Array.from({ length: h.period }, () => new Map<number, number>());
    for (const [column, value] of vector)
      family[Math.floor(column / strings.length)]!.set(strings[column % strings.length]!, value);
    return family;
  });
}

/**
 * The combinations of some families that are in M_n, as vectors of their coefficients, and the dimension of all relations
 * between these families and the columns of M_n.
 */
function relations(
  h: CellHamiltonian,
  cells: number,
  families: readonly Family[],
  columnOf: TheoremSteps['column'],
): { readonly vectors: readonly ModularVector[]; readonly count: number } {
  const { rows, own } = rowsOf(h, cells, families, columnOf);
  const kernel = kernelModulo(rows, own + families.length, h.prime);
  const vectors = kernel
    .map((v) => new Map([...v].filter(([column]) => column >= own).map(([column, value]) => [column - own, value])))
    .filter((v) => v.size > 0);
  return { vectors: independent(vectors, h.prime), count: kernel.length };
}

function independent(vectors: readonly ModularVector[], p: number): ModularVector[] {
  const basis: { readonly pivot: number; readonly row: Map<number, number> }[] = [];
  for (const vector of vectors) {
    const rest = new Map(vector);
    for (const { pivot, row } of basis) {
      const factor = rest.get(pivot);
      if (factor !== undefined) addMultiple(rest, row, p - factor, p);
    }
    const [first] = rest;
    if (!first) continue;
    const inverse = inverseModulo(first[1], p);
    basis.push({ pivot: first[0], row: new Map([...rest].map(([c, v]) => [c, (v * inverse) % p])) });
  }
  return basis.map(({ row }) => row);
}

/** r3_j = [t_{j+1}, h_j] on three cells. */
function thirdTops(h: CellHamiltonian, t: Family): CellOperator[] {
  const { period, size, prime } = h;
  return t.map((_, j) => h.algebra.bracket(t[(j + 1) % period]!, size, h.bonds[j]!, 0, prime));
}

/** Y3(t)_j = [r3_j, h_j + h_{j+1} + b_j + b_{j+1} + b_{j+2}]^0 */
export function thirdOf(h: CellHamiltonian, t: Family): CellOperator[] {
  const { period, size, prime } = h;
  return thirdTops(h, t).map((r, j) => {
    const sum = new Map<number, number>();
    for (let n = 0; n < 2; n++) h.algebra.bracket(r, 0, h.bonds[(j + n) % period]!, n * size, prime, sum);
    for (let n = 0; n < 3; n++) h.algebra.bracket(r, 0, h.onCells[(j + n) % period]!, n * size, prime, sum);
    return h.algebra.onBothEnds(sum, 3, size);
  });
}

/** K(t), D(t) and O(t), from r4_j = [r3_{j+1}, h_j]. */
function pencilParts(h: CellHamiltonian, t: Family): { readonly K: Family; readonly D: Family; readonly O: Family } {
  const { period, size, prime } = h;
  const third = thirdTops(h, t);
  const fourth = third.map((_, j) => h.algebra.bracket(third[(j + 1) % period]!, size, h.bonds[j]!, 0, prime));
  const at = (j: number, parts: readonly (readonly [list: readonly CellOperator[], n: number])[]): CellOperator => {
    const sum = new Map<number, number>();
    for (const [list, n] of parts) h.algebra.bracket(fourth[j]!, 0, list[(j + n) % period]!, n * size, prime, sum);
    return h.algebra.onBothEnds(sum, 4, size);
  };
  const { bonds, onCells } = h;
  return {
    K: fourth.map((_, j) =>
      at(j, [
        [bonds, 0],
        [bonds, 2],
        [onCells, 0],
        [onCells, 3],
      ]),
    ),
    D: fourth.map((_, j) => at(j, [[bonds, 1]])),
    O: fourth.map((_, j) => at(j, [[onCells, 1]])),
  };
}

/** K + (k − 3) D + (k − 2) O = (K − 3 D − 2 O) + k (D + O): the first part for every t, and then the second one. */
export function pencilFamilies(h: CellHamiltonian, tops: readonly Family[]): Family[] {
  const parts = tops.map((t) => pencilParts(h, t));
  return [
    ...parts.map(({ K, D, O }) => combined(h, [K, 1], [D, -3], [O, -2])),
    ...parts.map(({ D, O }) => combined(h, [D, 1], [O, 1])),
  ];
}

function combined(h: CellHamiltonian, ...parts: readonly (readonly [Family, number])[]): CellOperator[] {
  return Array.from({ length: h.period }, (_, j) => {
    const sum = new Map<number, number>();
    for (const [family, factor] of parts) addMultiple(sum, family[j]!, factor, h.prime);
    return sum;
  });
}

/** The steps as the theorem has them. */
export const theoremSteps: TheoremSteps = { endKernel: kernelOfEnds, column: imageOf, third: thirdOf };
