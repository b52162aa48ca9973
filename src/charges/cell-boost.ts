import {
  type Coefficient,
  type Equation,
  FractionTooLong,
  ModularPoint,
  coefficientRing,
  eliminate,
  fromGaussian,
  gaussian,
  invertCoefficient,
  isZeroCoefficient,
  negateCoefficient,
  oneCoefficient,
  reducedRing,
  zeroCoefficient,
} from '../exact/index.js';
import {
  type Operator,
  commutator,
  identityWord,
  isIdentity,
  isZeroOperator,
  operatorRange,
  scaleOperator,
  sumOperators,
} from '../spin/index.js';
import { checkInterrupt } from '../text/index.js';
import { byIndependentStrings, firstMoment, fromPeriodicStrings, periodicStrings, siteMoment } from './unit-cell.js';

/** How the boost of a chain with a unit cell was found. */
export interface CellBoost {
  /** O_b = −i B */
  readonly operator: Operator;
  /**
   * what differs from the first moment of H with positions in whole cells: nothing; positions that count sites, in units
   * of cells; other positions of the terms within the cell; a local term; the first moments of other charges
   */
  readonly repair: 'none' | 'sites' | 'positions' | 'density' | 'charges';
}

/** Largest number of unknowns of a repair. */
const mostUnknowns = 400;

const minusI = fromGaussian(gaussian(0, -1));

/**
 * The boost of a chain with a unit cell, if there is one of the form
 *
 *   B = Σ_j x_j h_j + Σ_j g_j + Σ_D c_D Σ_j x_j d_j,   [[B, H], H] = 0,
 *
 * with x_j the position in cells, g a density that is shorter than that of H, and D further charges. The density of H
 * and the positions of its terms within a cell are ambiguous, and another choice is another g. The unknowns obey linear
 * equations, which are solved exactly; the fewest kinds of unknowns that suffice are used.
 *
 * @param boosted   the part of H that defines the boost
 * @param full      H
 * @param others    charges of the range of H, without H
 * @returns         undefined where no such boost was found
 * @diagnostic      `interrupted`
 */
export function findCellBoost(
  { boosted, full }: { readonly boosted: Operator; readonly full: Operator },
  period: number,
  others: () => readonly Operator[],
): CellBoost | undefined {
  const moment = firstMoment(boosted, period);
  /** −i [−i [B, H], H] */
  const twice = (b: Operator): Operator =>
    commutator(scaleOperator(commutator(scaleOperator(b, minusI), boosted), minusI), full);
  const first = twice(moment);
  if (isZeroOperator(first)) return { operator: scaleOperator(moment, minusI), repair: 'none' };
  const bySites = siteMoment(boosted, period);
  if (isZeroOperator(twice(bySites))) return { operator: scaleOperator(bySites, minusI), repair: 'sites' };
  const kinds: readonly { readonly repair: CellBoost['repair']; readonly unknowns: () => readonly Operator[] }[] = [
    { repair: 'positions', unknowns: () => partsByResidue(boosted, period) },
    { repair: 'density', unknowns: () => stringsBelow(operatorRange(boosted), period) },
    { repair: 'charges', unknowns: () => others().map((d) => firstMoment(d, period)) },
  ];
  const unknowns: Operator[] = [];
  const images: Operator[] = [];
  for (const { repair, unknowns: more } of kinds) {
    for (const unknown of more()) {
      checkInterrupt();
      unknowns.push(unknown);
      images.push(twice(unknown));
    }
    const solution = solveCombination(first, images, period);
    if (!solution) continue;
    const { values, denominator } = solution;
    const sum = sumOperators([
      scaleOperator(moment, denominator),
      ...[...values].map(([k, value]) => scaleOperator(unknowns[k]!, value)),
    ]);
    return { operator: scaleOperator(sum, minusI), repair };
  }
  return undefined;
}

/** Each string of H at each residue: a shift of its position within the cell. */
function partsByResidue(boosted: Operator, period: number): Operator[] {
  return periodicStrings(boosted, period).flatMap(({ word, values }) =>
    isIdentity(word)
      ? []
      : values.flatMap((value, r) =>
          isZeroCoefficient(value)
            ? []
            : [fromPeriodicStrings([{ word, values: values.map((_, k) => (k === r ? value : zeroCoefficient)) }])],
        ),
  );
}

/** Every string that is shorter than `range`, at each residue; the shortest ones if there are too many. */
function stringsBelow(range: number, period: number): Operator[] {
  const found: Operator[] = [];
  for (let n = 1; n < range; n++) {
    if (found.length + 9 * 4 ** Math.max(0, n - 2) * period > mostUnknowns) break;
    const last = 1 << (n - 1);
    for (let x = 0; x < 2 * last; x++) {
      for (let z = 0; z < 2 * last; z++) {
        if (((x | z) & 1) === 0 || ((x | z) & last) === 0) continue;
        for (let r = 0; r < period; r++) {
          const values = Array.from({ length: period }, (_, k) => (k === r ? oneCoefficient : zeroCoefficient));
          found.push(fromPeriodicStrings([{ word: { ...identityWord, x, z }, values }]));
        }
      }
    }
  }
  return found;
}

/** The x_k with A + Σ_k x_k B_k = 0, as numerators over one denominator; undefined if there are none. */
export function solveCombination(
  a: Operator,
  images: readonly Operator[],
  period: number,
): { readonly values: ReadonlyMap<number, Coefficient>; readonly denominator: Coefficient } | undefined {
  return solveEntries(
    byIndependentStrings(a, period),
    images.map((image) => byIndependentStrings(image, period)),
  );
}

/** The same for the coefficients of A and of the B_k by labels of independent words. */
export function solveEntries(
  a: ReadonlyMap<string, Coefficient>,
  images: readonly ReadonlyMap<string, Coefficient>[],
): { readonly values: ReadonlyMap<number, Coefficient>; readonly denominator: Coefficient } | undefined {
  const equations = new Map<string, { entries: Map<number, Coefficient>; right: Coefficient }>();
  const at = (label: string): { entries: Map<number, Coefficient>; right: Coefficient } => {
    let equation = equations.get(label);
    if (!equation) equations.set(label, (equation = { entries: new Map(), right: zeroCoefficient }));
    return equation;
  };
  for (const [label, c] of a) at(label).right = negateCoefficient(c);
  images.forEach((image, k) => {
    for (const [label, c] of image) at(label).entries.set(k, c);
  });
  const rows = [...equations.values()];
  if (rows.some(({ entries, right }) => entries.size === 0 && !isZeroCoefficient(right))) return undefined;
  // At a point modulo a prime most systems show at once that they have no solution, and the others which unknowns matter.
  const point = ModularPoint.of(rows.flatMap(({ entries, right }) => [...entries.values(), right]));
  if (!point) return undefined;
  const guess = eliminate(
    rows.map(
      ({ entries, right }): Equation<number> => ({
        entries: new Map(
          [...entries].flatMap(([k, c]): [number, number][] => {
            const value = point.value(c);
            return value === 0 ? [] : [[k, value]];
          }),
        ),
        right: point.value(right),
      }),
    ),
    point.ring(),
  );
  if (guess.kind === 'contradiction') return undefined;
  const support = new Set(guess.numerators.keys());
  try {
    const solved = eliminate(
      rows.map(
        ({ entries, right }): Equation<Coefficient> => ({
          entries: new Map([...entries].filter(([k]) => support.has(k))),
          right,
        }),
      ),
      reducedRing,
    );
    if (solved.kind === 'contradiction') return undefined;
    const { numerators, denominator } = solved;
    if (denominator.terms.length > 1) return { values: numerators, denominator };
    const inverse = invertCoefficient(denominator);
    return {
      values: new Map([...numerators].map(([k, c]) => [k, coefficientRing.multiply(c, inverse)])),
      denominator: oneCoefficient,
    };
  } catch (error) {
    if (!(error instanceof FractionTooLong)) throw error;
    return undefined;
  }
}
