import {
  type Coefficient,
  addCoefficients,
  fromGaussian,
  gaussian,
  isZeroCoefficient,
  scaleCoefficient,
  subtractCoefficients,
  zeroCoefficient,
} from '../exact/index.js';
import {
  type Operator,
  type Term,
  type TermPlace,
  type Word,
  addOperators,
  chainPlace,
  commonPeriod,
  isIdentity,
  positionWeight,
  rangeOf,
  residueWeight,
  scaleOperator,
  staggeredWeight,
  sumOperators,
  termLabel,
  timesWeight,
  uniformWeight,
  weightAt,
  weightIn,
  weightPeriod,
  weighted,
} from '../spin/index.js';

/** A Pauli string of a periodic chain sum with its coefficients: `values[r]` where its first letter is at j ≡ r. */
export interface PeriodicString {
  readonly word: Word;
  readonly values: readonly Coefficient[];
}

/** Sites after which a static sum over the chain repeats. */
export function operatorPeriod({ terms }: Operator): number {
  return terms.reduce((period, t) => commonPeriod(period, weightPeriod(weightIn(t.place))), 1);
}

/**
 * The period in sites of charges that repeat with the declared cells, which is a multiple of that of the Hamiltonian;
 * undefined for cells of one spin, where the Hamiltonian alone decides.
 */
export const periodOfCells = (hamiltonian: Operator, spins: number): number | undefined =>
  spins === 1 ? undefined : commonPeriod(spins, operatorPeriod(hamiltonian));

/** The strings of a sum whose period divides `period`, each once. */
export function periodicStrings({ terms }: Operator, period: number): PeriodicString[] {
  const found = new Map<string, { word: Word; values: Coefficient[] }>();
  for (const { word, place, coefficient } of terms) {
    const key = `${word.x} ${word.z} ${word.xHigh} ${word.zHigh}`;
    let string = found.get(key);
    if (!string) found.set(key, (string = { word, values: Array<Coefficient>(period).fill(zeroCoefficient) }));
    for (let r = 0; r < period; r++) {
      const at = weightAt(weightIn(place), r);
      if (at.factor !== 0) string.values[r] = addCoefficients(string.values[r]!, timesWeight(coefficient, at));
    }
  }
  return [...found.values()];
}

/** The sum with the given strings. */
export function fromPeriodicStrings(strings: readonly PeriodicString[]): Operator {
  return sumOperators([{ terms: strings.flatMap(termsOf) }]);
}

/** Σ_r values[r] [j ≡ r]: with the weights 1 and (−1)^j for the periods 1 and 2, and with residue classes for longer ones. */
function termsOf({ word, values }: PeriodicString): Term[] {
  const term = (weight: typeof uniformWeight, coefficient: Coefficient): Term[] =>
    isZeroCoefficient(coefficient) ? [] : [{ word, place: chainPlace(weight), coefficient }];
  if (values.length === 1) return term(uniformWeight, values[0]!);
  if (values.length > 2) return values.flatMap((c, r) => term(residueWeight(values.length, r), c));
  const [even, odd] = [values[0]!, values[1]!];
  const half = gaussian(1, 0, 2);
  return [
    ...term(uniformWeight, scaleCoefficient(addCoefficients(even, odd), half)),
    ...term(staggeredWeight, scaleCoefficient(subtractCoefficients(even, odd), half)),
  ];
}

/** Number of sites of the smallest cells, multiples of the period, of which each term of H touches at most two. */
export function cellSize(hamiltonian: Operator, period: number): number {
  const strings = periodicStrings(hamiltonian, period).filter(({ word }) => !isIdentity(word));
  for (let size = period; ; size += period) {
    if (strings.every((string) => cellsTouched(string, size) <= 2)) return size;
  }
}

/** The largest number of cells that a string touches. */
function cellsTouched({ word, values }: PeriodicString, size: number): number {
  const n = rangeOf(word);
  let most = 0;
  for (let site = 0; site < size; site++) {
    if (!isZeroCoefficient(values[site % values.length]!)) most = Math.max(most, Math.floor((site + n - 1) / size) + 1);
  }
  return most;
}

/** Number of cells of the longest string of a periodic sum. */
export function cellRange(
  operator: Operator,
  { period, size }: { readonly period: number; readonly size: number },
): number {
  return periodicStrings(operator, period).reduce((most, string) => Math.max(most, cellsTouched(string, size)), 0);
}

/**
 * The first moment of the density of a periodic sum: every string times its position in unit cells, which is the mean of
 * the cells of its first and its last site.
 *
 *   Σ_j x_j q_j,  x_j = (⌊j/p⌋ + ⌊(j + n − 1)/p⌋)/2 for strings of n sites
 *
 * For p = 1 the position is the centre of the string. Another choice of the positions adds a sum of terms of q.
 */
export function firstMoment(operator: Operator, period: number): Operator {
  // (j − r)/p + ⌊(r + n − 1)/p⌋/2 = j/p + (p ⌊(r + n − 1)/p⌋ − 2 r)/(2 p)
  return momentWith(operator, period, (n, r) => period * Math.floor((r + n - 1) / period) - 2 * r);
}

/**
 * The same with the centres of the strings as their positions, in units of a cell of p sites:
 *
 *   x_j = (j + (n − 1)/2)/p for strings of n sites
 */
export function siteMoment(operator: Operator, period: number): Operator {
  return momentWith(operator, period, (n) => n - 1);
}

/** Σ_j (j/p + shift/(2p)) q_j with a shift that depends on the number of sites and on the residue of the first one. */
function momentWith(operator: Operator, period: number, shift: (n: number, residue: number) => number): Operator {
  const linear = scaleOperator(weighted(operator, positionWeight), fromGaussian(gaussian(1, 0, period)));
  const within = periodicStrings(operator, period).map(
    ({ word, values }): PeriodicString => ({
      word,
      values: values.map((c, r) => scaleCoefficient(c, gaussian(shift(Math.max(1, rangeOf(word)), r), 0, 2 * period))),
    }),
  );
  return addOperators(linear, fromPeriodicStrings(within));
}

/**
 * The coefficients of a periodic sum by labels that mean independent strings. The weights of a normal form do not: for
 * periods above 2 one sum may hold a string with the weight 1 and another one on a class of sites.
 *
 * @param period  a multiple of the period of the sum
 */
export function byIndependentStrings(operator: Operator, period: number): Map<string, Coefficient> {
  return new Map(independentTerms(operator, period).map(({ label, term }) => [label, term.coefficient]));
}

/** A term of a periodic sum, and a label that no term of an independent string has. */
export interface IndependentTerm {
  readonly label: string;
  readonly term: Term;
}

/**
 * A periodic sum as a combination of independent strings, with or without displacements: with the weights 1 and (−1)^j
 * for the periods 1 and 2, and on classes of sites for longer ones. Strings of different labels are orthogonal, and all
 * have the same norm.
 *
 * @param period  a multiple of the period of the sum
 */
export function independentTerms(operator: Operator, period: number): IndependentTerm[] {
  const offsets = new Set(operator.terms.map(({ place }) => offsetIn(place)));
  if (period <= 2)
    return operator.terms.map((term) => ({ label: `${termLabel(term)}${offsetText(offsetIn(term.place))}`, term }));
  return [...offsets].flatMap((offset) =>
    periodicStrings({ terms: operator.terms.filter((t) => offsetIn(t.place) === offset) }, period).flatMap(
      ({ word, values }) =>
        values.flatMap((coefficient, r): IndependentTerm[] =>
          isZeroCoefficient(coefficient)
            ? []
            : [
                {
                  label: `${word.x} ${word.z} ${word.xHigh} ${word.zHigh} ${r}${offsetText(offset)}`,
                  term: { word, place: chainPlace(residueWeight(period, r), offset), coefficient },
                },
              ],
        ),
    ),
  );
}

/** Sites from the displacement to the first letter; undefined for a string without a displacement. */
const offsetIn = (place: TermPlace): number | undefined => (place.kind === 'chain' ? place.offset : undefined);
const offsetText = (offset: number | undefined): string => (offset === undefined ? '' : ` ${offset}`);
