import {
  type Coefficient,
  fromGaussian,
  gaussian,
  isZeroCoefficient,
  multiplyCoefficients,
  scaleCoefficient,
} from '../exact/index.js';
import {
  type Operator,
  commonPeriod,
  multiplyWeights,
  positionWeight,
  scaleOperator,
  sumOperators,
  timesWeight,
  weightPeriod,
} from '../spin/index.js';
import {
  SiteSum,
  type SiteTerm,
  fromSiteTerms,
  periodicSiteWords,
  siteCommutator,
  siteOverlap,
  siteRange,
  siteTerms,
  siteWordSum,
} from '../triplet/index.js';
import { checkInterrupt, limit } from '../text/index.js';
import { solveEntries } from './cell-boost.js';
import type { Charge, ChargeOptions } from './charge.js';
import type { ChargeSequence, ChargeStream } from './charges.js';
import { combinationOf } from './combination.js';
import { type Split, checkChainSum } from './density.js';

const minusI = fromGaussian(gaussian(0, -1));

/** Largest number of words of a charge by default; a commutator of spins 1 has about eight Pauli strings for each word. */
const defaultMaxWords = 20_000;

/** The boost of a chain of spins 1, and how it differs from the first moment of H. */
export interface TripletBoost {
  /** O_b = −i B */
  readonly operator: Operator;
  readonly repair: 'none' | 'density' | 'charges';
}

type Sum = readonly SiteTerm[];

/**
 * A Hamiltonian of spins 1, split for the boost: the operators of single sites that commute with the rest are left out,
 * either all of them, or the spins without the quadrupoles, or the other way round.
 */
export function tripletSplit(hamiltonian: Operator): Split {
  const { boosted, spectator } = splitOf(siteTerms(hamiltonian));
  return {
    boosted: fromSiteTerms(boosted),
    spectator: fromSiteTerms([...spectator, ...identityOf(spectator)]),
    spectatorIs: spectator.length > 0 ? 'field' : '',
  };
}

/** The multiple of the identity that makes S_z^2 of 3 S_z² − 2. */
const identityOf = (field: Sum): SiteTerm[] =>
  field.flatMap((t) =>
    t.letters[0] === 7 ? [{ ...t, letters: [], coefficient: scaleCoefficient(t.coefficient, gaussian(2)) }] : [],
  );

function splitOf(hamiltonian: Sum): { readonly boosted: Sum; readonly spectator: Sum } {
  // The identity is never counted.
  const words = hamiltonian.filter(({ letters }) => letters.length > 0);
  const fields = [
    ({ letters }: SiteTerm) => letters.length === 1,
    ({ letters }: SiteTerm) => letters.length === 1 && letters[0]! <= 3,
    ({ letters }: SiteTerm) => letters.length === 1 && letters[0]! > 3,
  ];
  for (const isField of fields) {
    const spectator = words.filter(isField);
    const boosted = words.filter((t) => !isField(t));
    if (spectator.length > 0 && siteRange(boosted) > 1 && siteCommutator(spectator, boosted).length === 0)
      return { boosted, spectator };
  }
  return { boosted: words, spectator: [] };
}

const scaled = (a: Sum, by: Coefficient): Sum =>
  a.map((t) => ({ ...t, coefficient: multiplyCoefficients(t.coefficient, by) }));

/** The first moment of a sum, with the centres of its words as their positions, in units of its period p. */
function momentOf(a: Sum, period: number): Sum {
  const sum = new SiteSum();
  for (const term of a) {
    const linear = multiplyWeights(term.weight, positionWeight)!;
    sum.add({
      ...term,
      weight: linear.weight,
      coefficient: scaleCoefficient(timesWeight(term.coefficient, linear), gaussian(1, 0, period)),
    });
    sum.add({
      ...term,
      coefficient: scaleCoefficient(term.coefficient, gaussian(term.letters.length - 1, 0, 2 * period)),
    });
  }
  return sum.finish();
}

const periodOf = (a: Sum): number => a.reduce((p, { weight }) => commonPeriod(p, weightPeriod(weight)), 1);

/**
 * The boost of a chain of spins 1 of the form
 *
 *   B = Σ_j x_j h_j + Σ_j g_j + Σ_D c_D Σ_j x_j d_j,   [[B, H], H] = 0,
 *
 * with g of one site and D further charges, as `findCellBoost` finds it for spins 1/2.
 *
 * @param others  charges of up to two sites, without H
 */
export function findTripletBoost(
  hamiltonian: Operator,
  others: () => readonly Operator[] = () => [],
): TripletBoost | undefined {
  const full = siteTerms(hamiltonian);
  const { boosted } = splitOf(full);
  const period = periodOf(full);
  const moment = momentOf(boosted, period);
  const twice = (b: Sum): Sum => siteCommutator(siteCommutator(b, boosted), full);
  const first = twice(moment);
  if (first.length === 0) return { operator: scaleOperator(fromSiteTerms(moment), minusI), repair: 'none' };
  const kinds = [
    { repair: 'density', unknowns: () => (period === 1 ? oneSiteSums().map(siteTerms) : []) },
    { repair: 'charges', unknowns: () => others().map((d) => momentOf(siteTerms(d), period)) },
  ] as const;
  const unknowns: Sum[] = [];
  const images: Sum[] = [];
  for (const { repair, unknowns: more } of kinds) {
    for (const unknown of more()) {
      checkInterrupt();
      unknowns.push(unknown);
      images.push(twice(unknown));
    }
    if (unknowns.length === 0) continue;
    const solution = solveEntries(
      entriesOf(first, period),
      images.map((image) => entriesOf(image, period)),
    );
    if (!solution) continue;
    const sum = sumOperators([
      scaleOperator(fromSiteTerms(moment), solution.denominator),
      ...[...solution.values].map(([k, value]) => scaleOperator(fromSiteTerms(unknowns[k]!), value)),
    ]);
    return { operator: scaleOperator(sum, minusI), repair };
  }
  return undefined;
}

const entriesOf = (a: Sum, period: number): Map<string, Coefficient> =>
  new Map(tripletEntries(fromSiteTerms(a), period));

const oneSiteSums = (): Operator[] => [1, 2, 3, 4, 5, 6, 7, 8].map((letter) => siteWordSum([letter]));

/** The coefficients of a sum over the chain of spins 1 by labels of independent words. */
export const tripletEntries = (a: Operator, period: number): [label: string, coefficient: Coefficient][] =>
  periodicSiteWords(a, period).flatMap(({ letters, values }) =>
    values.flatMap((c, r): [string, Coefficient][] => (isZeroCoefficient(c) ? [] : [[`${letters.join('')} ${r}`, c]])),
  );

/**
 * The boost operator of a chain of spins 1, O_b = −i Σ_j j h_{j,j+1} with every word at its centre.
 *
 * @diagnostic as `checkChainSum`
 */
export function tripletBoost(hamiltonian: Operator): Operator {
  checkChainSum(hamiltonian);
  return findTripletBoost(hamiltonian)?.operator ?? plainBoost(hamiltonian);
}

function plainBoost(hamiltonian: Operator): Operator {
  const terms = siteTerms(hamiltonian);
  return scaleOperator(fromSiteTerms(momentOf(splitOf(terms).boosted, periodOf(terms))), minusI);
}

/**
 * The charges C_2, C_3, … C_upto of a chain of spins 1 by the boost, each with the proof [H, C_i] = 0.
 *
 * @diagnostic as `tripletChargesOneByOne`
 */
export function tripletCharges(hamiltonian: Operator, options: ChargeOptions): ChargeSequence {
  const { split, charges } = tripletChargesOneByOne(hamiltonian, options);
  return { split, charges: [...charges] };
}

/**
 * The same charges, each as it is found.
 *
 * @diagnostic as `checkChainSum`; `too-many-words`
 */
export function tripletChargesOneByOne(hamiltonian: Operator, options: ChargeOptions): ChargeStream {
  checkChainSum(hamiltonian);
  const terms = siteTerms(hamiltonian);
  return { split: tripletSplit(hamiltonian), charges: sequence(terms, options) };
}

function* sequence(
  hamiltonian: Sum,
  { upto, maxWords = defaultMaxWords }: ChargeOptions,
): Generator<Charge, void, undefined> {
  const { boosted } = splitOf(hamiltonian);
  const boost = scaled(momentOf(boosted, periodOf(hamiltonian)), minusI);
  const before: { index: number; terms: Sum }[] = [];
  let current = boosted;
  for (let index = 2; index <= upto; index++) {
    if (index > 2) current = siteCommutator(boost, current);
    if (current.length > maxWords)
      limit('too-many-words', `C_${index} has more than ${maxWords} words`, {
        hint: 'ask for fewer charges, or raise --max-words',
      });
    const residual = siteCommutator(hamiltonian, current);
    const commutes = residual.length === 0;
    const found = nothingIn(current, before);
    const here = current;
    yield {
      index,
      words: here.length,
      range: siteRange(here),
      commutes,
      ...(found && { nothing: { of: found.map((k) => before[k]!.index) } }),
      cancelled: 0,
      ...(!commutes && { residual: fromSiteTerms(residual) }),
      operator: () => fromSiteTerms(here),
      squaredNorm: () => siteOverlap(here, here),
    };
    if (!found) before.push({ index, terms: here });
    if (!commutes) return;
  }
}

/** The earlier charges of which a charge is a combination; none where it is zero, undefined where it is a further charge. */
function nothingIn(charge: Sum, before: readonly { readonly terms: Sum }[]): number[] | undefined {
  if (charge.length === 0) return [];
  if (before.every(({ terms }) => siteRange(terms) < siteRange(charge))) return undefined;
  return combinationOf(
    fromSiteTerms(charge),
    before.map(({ terms }) => fromSiteTerms(terms)),
  );
}
