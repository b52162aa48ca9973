import {
  type Coefficient,
  type Equation,
  FractionTooLong,
  eliminate,
  fromGaussian,
  gaussian,
  negateCoefficient,
  reducedRing,
  zeroCoefficient,
} from '../exact/index.js';
import { periodicStrings } from '../charges/index.js';
import { type Operator, isIdentity, localWord, rangeOf, scaleOperator, sumOperators } from '../spin/index.js';
import { type CellChain, type CellOperator } from './cell-algebra.js';
import type { ChainAlgebra, ExactCells } from './chain-algebra.js';

/**
 * Independent elements of T_2 that exist for all couplings: of those that were found at a point modulo a prime, each is
 * solved for over the rational functions of the couplings.
 *
 * @param tops  a basis of T_2 modulo the prime
 */
export function exactTops(
  algebra: ChainAlgebra,
  hamiltonian: Operator,
  period: number,
  cells: CellChain,
  tops: readonly (readonly CellOperator[])[],
): ExactTop[] {
  const { bonds } = algebra.exactCells(hamiltonian, period, cells);
  return tops.flatMap((top) => exactTop(algebra, top, tops, bonds, cells) ?? []);
}

/** An element of T_2 over the couplings: for every bond an operator whose first cell begins at site 0. */
export interface ExactTop {
  readonly bonds: readonly Operator[];
  /** the element is the only one with its strings where none of these vanishes */
  readonly pivots: readonly Coefficient[];
}

export function exactCells(
  hamiltonian: Operator,
  period: number,
  { size, first, period: count }: CellChain,
): ExactCells {
  const bonds = Array.from({ length: count }, (): Operator[] => []);
  const onCells = Array.from({ length: count }, (): Operator[] => []);
  for (const { word, values } of periodicStrings(hamiltonian, period)) {
    if (isIdentity(word)) continue;
    for (let site = first; site < first + size * count; site++) {
      const cell = Math.floor((site - first) / size);
      const inCell = site - first - cell * size;
      const value = values[((site % period) + period) % period]!;
      if (value.terms.length === 0) continue;
      (inCell + rangeOf(word) > size ? bonds : onCells)[cell]!.push(localWord(word, inCell, value));
    }
  }
  return { bonds: bonds.map((parts) => sumOperators(parts)), onCells: onCells.map((parts) => sumOperators(parts)) };
}

function exactTop(
  algebra: ChainAlgebra,
  top: readonly CellOperator[],
  tops: readonly (readonly CellOperator[])[],
  bonds: readonly Operator[],
  { size, period }: CellChain,
): ExactTop | undefined {
  const columns = top.flatMap((part, bond) => [...part.keys()].map((key) => ({ bond, key })));
  // Every vector of the kernel has a string that no other one has.
  const pivot = columns.findIndex(({ bond, key }) => tops.every((other) => other === top || !other[bond]!.has(key)));
  if (pivot < 0) return undefined;
  const equations = new Map<string, { entries: Map<number, Coefficient>; right: Coefficient }>();
  const minusI = fromGaussian(gaussian(0, -1));
  columns.forEach(({ bond, key }, column) => {
    const at = (site: number): Operator => scaleOperator(algebra.word(key, 2 * size, site), minusI);
    const before = (bond + period - 1) % period;
    const enter = (equation: number, operator: Operator): void => {
      for (const [name, coefficient] of algebra.entries(operator)) {
        const label = `${equation} ${name}`;
        let row = equations.get(label);
        if (!row) equations.set(label, (row = { entries: new Map(), right: zeroCoefficient }));
        if (column === pivot) row.right = reducedRing.subtract(row.right, coefficient);
        else {
          const sum = reducedRing.subtract(row.entries.get(column) ?? zeroCoefficient, negateCoefficient(coefficient));
          if (reducedRing.isZero(sum)) row.entries.delete(column);
          else row.entries.set(column, sum);
        }
      }
    };
    // [t_j, h_{j+1}] + [t_{j+1}, h_j] on the cells j, j + 1, j + 2
    enter(bond, algebra.commutator(at(0), algebra.shifted(bonds[(bond + 1) % period]!, size)));
    enter(before, algebra.commutator(at(size), bonds[before]!));
  });
  const rows: Equation<Coefficient>[] = [...equations.values()];
  try {
    const solution = eliminate(rows, reducedRing);
    if (solution.kind !== 'solved') return undefined;
    const parts = Array.from({ length: period }, (): Operator[] => []);
    columns.forEach(({ bond, key }, column) => {
      const c = column === pivot ? solution.denominator : solution.numerators.get(column);
      if (c) parts[bond]!.push(scaleOperator(algebra.word(key, 2 * size, 0), c));
    });
    return { bonds: parts.map((list) => sumOperators(list)), pivots: [...solution.pivots, solution.denominator] };
  } catch (error) {
    if (error instanceof FractionTooLong) return undefined;
    throw error;
  }
}

/** A local operator moved by some sites. */
export const shifted = (a: Operator, by: number): Operator => ({
  terms: a.terms.map((t) => ({
    ...t,
    place: t.place.kind === 'local' ? { ...t.place, site: t.place.site + by } : t.place,
  })),
});
