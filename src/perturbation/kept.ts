import {
  type Coefficient,
  type Equation,
  ModularPoint,
  eliminate,
  isZeroCoefficient,
  oneCoefficient,
} from '../exact/index.js';
import {
  type Operator,
  adjoint,
  commutator,
  equalOperators,
  isZeroOperator,
  localWord,
  operatorRange,
  overlap,
  residueWeight,
  staggeredWeight,
  sumOverChain,
  uniformWeight,
  weighted,
  wordFrom,
} from '../spin/index.js';
import { byIndependentStrings } from '../charges/index.js';
import { checkInterrupt } from '../text/index.js';
import { type Motion, move } from './motion.js';
import { commonPeriodOf } from './periods.js';
import type { Parts } from './parts.js';

/** An operator that commutes with H0, with its usual name. */
export interface Conserved {
  readonly name: string;
  readonly operator: Operator;
}

/**
 * The operators that commute with H0 and with every part of V, whose values in the steady state are the initial ones.
 */
export function keptBy(parts: Parts, conserved: readonly Conserved[]): Conserved[] {
  const pieces = piecesOf(parts);
  return conserved.filter(({ operator }) => pieces.every((v) => isZeroOperator(commutator(v, operator))));
}

/** All operators that must commute with a kept operator; each harmonic separately, since a drive acts at all times. */
function piecesOf({ static: still, harmonics, bath, jumps }: Parts): Operator[] {
  return [still, bath, ...[...harmonics.map((h) => h.component), ...jumps].flatMap((a) => [a, adjoint(a)])].filter(
    (a) => !isZeroOperator(a),
  );
}

/** The operators of a list that a motion changes. */
export function changedBy(g: Motion, among: readonly Conserved[]): string[] {
  return among.flatMap(({ name, operator }) => (equalOperators(move(g, operator), operator) ? [] : [name]));
}

/** Longest strings in the search for conserved operators. */
const longestSearched = 4;
/** Largest number of strings in that search, with those that begin with the identity. */
const mostSearched = 4096;

/**
 * The operators that V keeps and with which X overlaps. If there are any, symmetry does not imply that the mean of X
 * vanishes, since a state keeps the initial values of such operators. The answer gives the names of the known ones;
 * otherwise it tells whether there is another one of the range of X, or of three sites.
 *
 * The others are searched for by linear algebra, at random couplings modulo a prime: X overlaps with no solution Q of
 * [H0, Q] = [V, Q] = 0 exactly if it is a combination of the equations.
 */
export function carriersOf(x: Operator, hamiltonian: Operator, parts: Parts, kept: readonly Conserved[]): string[] {
  const known = kept.filter(({ operator }) => !isZeroCoefficient(overlap(operator, x)));
  if (known.length > 0) return known.map(({ name }) => name);
  const range = Math.max(3, operatorRange(x));
  const period = commonPeriodOf([hamiltonian, parts.whole, ...parts.jumps, x]);
  if (range > longestSearched || period * 4 ** range > mostSearched) return [];
  if (!overlapsWithKept(x, hamiltonian, parts, { range, period })) return [];
  return [`a conserved operator of up to ${range} sites`];
}

function overlapsWithKept(
  x: Operator,
  hamiltonian: Operator,
  parts: Parts,
  { range, period }: { readonly range: number; readonly period: number },
): boolean {
  const columns = new Map<string, number>();
  const rows = new Map<string, Map<number, Coefficient>>();
  const conditions = [hamiltonian, ...piecesOf(parts)];
  for (const string of stringsUpTo(range, period)) {
    checkInterrupt();
    const column = columns.size;
    for (const label of byIndependentStrings(string, period).keys()) columns.set(label, column);
    for (const [k, condition] of conditions.entries()) {
      for (const [inner, coefficient] of byIndependentStrings(commutator(condition, string), period)) {
        const label = `${k} ${inner}`;
        let row = rows.get(label);
        if (!row) rows.set(label, (row = new Map()));
        row.set(column, coefficient);
      }
    }
  }
  const wanted = new Map(
    [...byIndependentStrings(x, period)].flatMap(([label, coefficient]): [number, Coefficient][] => {
      const column = columns.get(label);
      return column === undefined ? [] : [[column, coefficient]];
    }),
  );
  const point = ModularPoint.of([...rows.values(), wanted].flatMap((row) => [...row.values()]));
  // Without a point nothing is known, so nothing may be reported as forbidden.
  if (!point) return true;
  const equation = (row: ReadonlyMap<number, Coefficient>, right: number): Equation<number> => ({
    entries: new Map(
      [...row].flatMap(([column, c]) => (point.value(c) === 0 ? [] : [[column, point.value(c)] as const])),
    ),
    right,
  });
  // Q is in the kernel and normalised by its overlap with X, which is possible if X is not a combination of the rows.
  return (
    eliminate([...[...rows.values()].map((row) => equation(row, 0)), equation(wanted, 1)], point.ring()).kind ===
    'solved'
  );
}

/**
 * Every string of up to `range` sites, summed over the chain: uniform and staggered, or on each class of sites for periods
 * above 2.
 */
function stringsUpTo(range: number, period: number): Operator[] {
  const weights =
    period <= 2
      ? [uniformWeight, staggeredWeight]
      : Array.from({ length: period }, (_, residue) => residueWeight(period, residue));
  const found: Operator[] = [];
  const grow = (letters: string): void => {
    if (letters !== '' && !letters.endsWith('I')) {
      const sum = sumOverChain(localWord(wordFrom(letters).word, 0, oneCoefficient));
      found.push(...weights.map((w) => weighted(sum, w)));
    }
    if (letters.length < range) for (const letter of letters === '' ? 'XYZ' : 'IXYZ') grow(letters + letter);
  };
  grow('');
  return found;
}
