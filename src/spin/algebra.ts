import {
  type Coefficient,
  type Integer,
  gaussian,
  isZeroCoefficient,
  multiplyCoefficients,
  negateCoefficient,
  scaleCoefficient,
} from '../exact/index.js';
import { checkInterrupt, limit, refuse } from '../text/index.js';
import {
  Accumulator,
  type CancellationTally,
  type Operator,
  type Term,
  checkSite,
  hasResidueClass,
  zeroOperator,
} from './operator.js';
import { packedProduct } from './packed.js';
import {
  type TermPlace,
  chainPlace,
  displacementSite,
  firstSite,
  isDisplaced,
  localPlace,
  placeOfWord,
  weightIn,
  withWeight,
} from './place.js';
import {
  type Weight,
  type WeightPart,
  type WeightAtSite,
  multiplyWeights,
  productOfShifted,
  composedWeight,
  stretchedWeight,
  timesWeight,
  weightAt,
} from './weight.js';
import { type Word, anticommute, isIdentity, multiplyWords, rangeOf } from './word.js';

/** Largest number of pairs of words that one product may visit. */
export const maxPairs = 500_000_000;

/** @param tally  counts the words that cancel, here as in the other operations that sum words */
export function sumOperators(operators: Iterable<Operator>, tally?: CancellationTally): Operator {
  const sum = new Accumulator();
  for (const operator of operators) for (const term of operator.terms) sum.add(term);
  return sum.finish(tally);
}

export function addOperators(a: Operator, b: Operator): Operator {
  return sumOperators([a, b]);
}

export function negateOperator(a: Operator): Operator {
  return mapCoefficients(a, negateCoefficient);
}

export function subtractOperators(a: Operator, b: Operator, tally?: CancellationTally): Operator {
  return sumOperators([a, negateOperator(b)], tally);
}

export function scaleOperator(a: Operator, by: Coefficient): Operator {
  return mapCoefficients(a, (c) => multiplyCoefficients(c, by));
}

/** The operator with every coefficient replaced; zeros disappear. */
export function mapCoefficients(a: Operator, change: (c: Coefficient) => Coefficient): Operator {
  const terms: Term[] = [];
  for (const term of a.terms) {
    const coefficient = change(term.coefficient);
    if (!isZeroCoefficient(coefficient)) terms.push({ ...term, coefficient });
  }
  // Coefficients that have become equal may shorten the period of a weight.
  return a.terms.some(hasResidueClass) ? sumOperators([{ terms }]) : { terms };
}

/** i^phase · factor · a · b */
const phases = [gaussian(1), gaussian(0, 1), gaussian(-1), gaussian(0, -1)] as const;
const doubledPhases = [gaussian(2), gaussian(0, 2), gaussian(-2), gaussian(0, -2)] as const;

/**
 * The commutator [a, b] of any two operators for which it is finite: chain sums, weighted sums, local operators and
 * mixtures.
 *
 *   [Σ_j v(j) P_j, Σ_k w(k) Q_k] = Σ_j Σ_s v(j) w(j+s) [P_j, Q_j+s],   s over the overlaps of P and Q
 *
 * A product R that starts p sites after P is anchored at m = j + p: its weight is v(m−p) w(m−p+s).
 *
 * @param tally  counts the words that cancel
 * @cost pairs of terms × overlaps
 * @diagnostic `displacement-product`, `range-too-long`, `operator-too-long`, `too-many-pairs`
 */
export function commutator(a: Operator, b: Operator, tally?: CancellationTally): Operator {
  checkPairs(a, b);
  const packed = packedProduct(a, b, 'commutator', tally);
  if (packed) return packed;
  const result = new Accumulator();
  const ranges = b.terms.map((q) => rangeOf(q.word));
  const sites = b.terms.map(({ place }) => onlySite(place));
  let visited = 0;
  for (const p of a.terms) {
    const n = rangeOf(p.word);
    const site = onlySite(p.place);
    // Pairs that do not overlap add no terms, so they are counted here.
    visited += b.terms.length;
    if (visited > 50_000) {
      visited = 0;
      checkInterrupt();
    }
    for (let k = 0; k < b.terms.length; k++) {
      const m = ranges[k]!;
      if (n === 0 || m === 0) continue;
      const only = sites[k]! - site;
      if (only >= n || only <= -m) continue;
      const q = b.terms[k]!;
      if (!Number.isNaN(only)) {
        if (anticommute(p.word, q.word, only)) joinLocal(result, p, q, site, only, doubledPhases);
        continue;
      }
      let scale: Coefficient | undefined;
      for (let shift = 1 - m; shift < n; shift++) {
        if (!anticommute(p.word, q.word, shift)) continue;
        scale ??= multiplyCoefficients(p.coefficient, q.coefficient);
        joinChain(result, p, q, shift, scale);
      }
    }
  }
  return result.finish(tally);
}

/** The site of a local word. A word along the chain has none: its NaN makes every distance to it NaN, too. */
function onlySite(place: TermPlace): number {
  return place.kind === 'chain' ? Number.NaN : place.site;
}

/** Adds 2·P·Q for a chain term P and a chain or local term Q, whose first letter is `shift` sites after that of P. */
function joinChain(result: Accumulator, p: Term, q: Term, shift: number, scale: Coefficient): void {
  refuseTwoDisplacements(p, q);
  const { word, start, phase } = multiplyWords(p.word, q.word, shift);
  const coefficient = scaleCoefficient(scale, doubledPhases[phase]!);
  const left = p.place;
  const right = q.place;
  if (left.kind === 'chain' && right.kind === 'chain') {
    // First letters at j + l and k + r for the first sites l and r, so k = j + l + shift − r.
    const gap = (left.offset ?? 0) + shift - (right.offset ?? 0);
    const first = (left.offset ?? 0) + start;
    // The new anchor is the displacement if there is one, otherwise the first letter.
    const displacement = left.offset !== undefined ? 0 : right.offset !== undefined ? gap : undefined;
    const anchor = displacement ?? first;
    // In terms of m = j + anchor: v(m − anchor) w(m − anchor + gap).
    const parts = productOfShifted(left.weight, anchor, right.weight, anchor - gap);
    putAlong(result, word, parts, displacement === undefined ? undefined : first - anchor, coefficient);
    return;
  }
  // One of them is local, so the chain sum contributes only the site at which the two overlap in this way.
  const origin = left.kind === 'chain' ? firstSite(right) - shift : left.site;
  const chain = left.kind === 'chain' ? left : right;
  const other = left.kind === 'chain' ? right : left;
  const chainFirst = left.kind === 'chain' ? origin : origin + shift;
  const j = chainFirst - firstSite(chain);
  const site = origin + start;
  checkSite(site);
  const displacement = isDisplaced(chain) ? j : displacementSite(other);
  const place = placeOfWord(word, weightIn(other), site, displacement);
  putMultiple(result, word, place, coefficient, weightAt(weightIn(chain), j));
}

/** Adds Σ_j w(j) · word for a weight w in parts; `offset` as in `chainPlace`. */
export function putAlong(
  result: Accumulator,
  word: Word,
  parts: readonly WeightPart[],
  offset: number | undefined,
  coefficient: Coefficient,
): void {
  for (const part of parts) putMultiple(result, word, chainPlace(part.weight, offset), coefficient, part);
}

/** Adds an integer multiple of a term. */
export function putMultiple(
  result: Accumulator,
  word: Word,
  place: TermPlace,
  coefficient: Coefficient,
  by: WeightAtSite,
): void {
  if (by.factor !== 0) result.put(word, place, timesWeight(coefficient, by));
}

/** Adds factor·P·Q for words at sites: the first letter of P is at `first`, and that of Q `shift` sites after it. */
function joinLocal(
  result: Accumulator,
  p: Term,
  q: Term,
  first: number,
  shift: number,
  factors: readonly ReturnType<typeof gaussian>[],
): void {
  refuseTwoDisplacements(p, q);
  const { word, start, phase } = multiplyWords(p.word, q.word, shift);
  const part = multiplyWeights(weightIn(p.place), weightIn(q.place));
  if (!part) return;
  const displacement = displacementSite(p.place) ?? displacementSite(q.place);
  result.put(
    word,
    placeOfWord(word, part.weight, first + start, displacement),
    timesWeight(scaleCoefficient(multiplyCoefficients(p.coefficient, q.coefficient), factors[phase]!), part),
  );
}

/**
 * The product a·b of local operators; a chain sum may be multiplied by multiples of the identity only.
 *
 * @diagnostic `product-of-sums`, `product-of-sum-and-local`, `displacement-product`, `range-too-long`
 */
export function multiplyOperators(a: Operator, b: Operator, tally?: CancellationTally): Operator {
  return localProducts(a, b, 'product', tally);
}

/**
 * The anticommutator {a, b} = ab + ba of local operators.
 *
 * @diagnostic as for `multiplyOperators`
 */
export function anticommutator(a: Operator, b: Operator, tally?: CancellationTally): Operator {
  return localProducts(a, b, 'anticommutator', tally);
}

function localProducts(
  a: Operator,
  b: Operator,
  kind: 'product' | 'anticommutator',
  tally: CancellationTally | undefined,
): Operator {
  if (a.terms.length === 0 || b.terms.length === 0) return zeroOperator;
  checkPairs(a, b);
  const packed = packedProduct(a, b, kind, tally);
  if (packed) return packed;
  const factors = kind === 'product' ? phases : doubledPhases;
  const result = new Accumulator();
  for (const p of a.terms) {
    for (const q of b.terms) {
      if (p.place.kind === 'chain' || q.place.kind === 'chain') {
        timesIdentity(result, p, q, kind);
        continue;
      }
      // Identities commute and have no site.
      const shift = isIdentity(p.word) || isIdentity(q.word) ? 0 : q.place.site - p.place.site;
      if (kind === 'anticommutator' && anticommute(p.word, q.word, shift)) continue;
      joinLocal(result, p, q, isIdentity(p.word) ? q.place.site : p.place.site, shift, factors);
    }
  }
  return result.finish(tally);
}

/** A chain sum times a multiple of the identity. */
function timesIdentity(result: Accumulator, p: Term, q: Term, kind: 'product' | 'anticommutator'): void {
  const number = (t: Term): boolean => t.place.kind === 'local' && isIdentity(t.word) && !isDisplaced(t.place);
  const chain = number(q) ? p : number(p) ? q : undefined;
  if (!chain) {
    if (p.place.kind === 'chain' && q.place.kind === 'chain') {
      refuse(
        'product-of-sums',
        'a product of two chain sums is not a chain sum: it grows with the square of the length',
        {
          hint: 'take their commutator [A, B], or put both factors under one sum_j',
        },
      );
    }
    refuse(
      'product-of-sum-and-local',
      'a product of a chain sum and a local operator is not an operator of finite range',
      {
        hint: 'take their commutator [A, B], or put the factor under the sum_j',
      },
    );
  }
  const coefficient = multiplyCoefficients(p.coefficient, q.coefficient);
  result.put(chain.word, chain.place, kind === 'product' ? coefficient : scaleCoefficient(coefficient, gaussian(2)));
}

function refuseTwoDisplacements(p: Term, q: Term): void {
  if (isDisplaced(p.place) && isDisplaced(q.place)) {
    refuse('displacement-product', 'a product of two bath displacements', {
      hint: 'the coupling to the bath is linear in a_j + a†_j',
    });
  }
}

function checkPairs(a: Operator, b: Operator): void {
  if (a.terms.length * b.terms.length > maxPairs) {
    limit(
      'too-many-pairs',
      `a product of ${a.terms.length} and ${b.terms.length} terms needs more than ${maxPairs} pairs`,
      {
        hint: 'work with fewer terms',
      },
    );
  }
}

/**
 * Σ_j over an operator whose local terms are relative to the site stride·j.
 *
 * A word at stride·j + s with weight w(j) is anchored at m = stride·j + s, with weight w((m − s)/stride) at the sites
 * m ≡ s mod stride.
 *
 * @param stride  sites from one j to the next, a positive integer
 * @diagnostic `sum-in-sum` where the body already contains a chain sum; as `stretchedWeight`
 */
export function sumOverChain(body: Operator, stride = 1): Operator {
  const result = new Accumulator();
  for (const { word, place, coefficient } of body.terms) {
    if (place.kind === 'chain') {
      refuse('sum-in-sum', 'a chain sum stands inside another sum', {
        hint: 'sum_j takes all that follows: put it last, or into brackets with what it sums, (sum_j …) - B A',
      });
    }
    const { site, displacement } = place;
    const { parts, denominator } = stretchedWeight(weightIn(place), stride, displacement ?? site);
    const scaled = denominator === 1 ? coefficient : divideByInteger(coefficient, denominator);
    putAlong(result, word, parts, displacement === undefined ? undefined : site - displacement, scaled);
  }
  return result.finish();
}

const divideByInteger = (c: Coefficient, n: Integer): Coefficient => scaleCoefficient(c, gaussian(1, 0, n));

/** The operator with every weight v(j) replaced by v(j) w(j), such as Σ_j j h_j for Σ_j h_j and w(j) = j. */
export function weighted(a: Operator, w: Weight): Operator {
  const result = new Accumulator();
  for (const { word, place, coefficient } of a.terms) {
    const product = multiplyWeights(weightIn(place), w);
    if (product) result.put(word, withWeight(place, product.weight), timesWeight(coefficient, product));
  }
  return result.finish();
}

/** Σ_j A_j (a_j + a†_j) for a density A_j, whose sites are counted from j, or for its sum Σ_j A_j. */
export function withDisplacements(a: Operator): Operator {
  const result = new Accumulator();
  for (const { word, place, coefficient } of a.terms) {
    result.put(word, chainPlace(weightIn(place), firstSite(place)), coefficient);
  }
  return result.finish();
}

/** a^n for a local operator. */
export function powerOperator(a: Operator, n: number): Operator {
  let result: Operator | undefined;
  for (let k = 0; k < n; k++) result = result ? multiplyOperators(result, a) : a;
  return result!;
}

/**
 * The body of a Σ_j with j replaced by stride·j + by: its local terms move, and their weights w(j) become
 * w(stride·j + by). A chain sum does not depend on j.
 *
 * @param step  sites from one j of the body to the next
 */
export function shiftBody(body: Operator, by: number, step = 1, stride = 1): Operator {
  if (by === 0 && stride === 1) return body;
  const sites = by * step;
  const result = new Accumulator();
  for (const { word, place, coefficient } of body.terms) {
    if (place.kind === 'chain') {
      result.put(word, place, coefficient);
      continue;
    }
    const displacement = place.displacement === undefined ? undefined : place.displacement + sites;
    for (const part of composedWeight(weightIn(place), stride, by)) {
      const there = placeOfWord(word, part.weight, place.site + sites, displacement);
      checkSite(there.site);
      putMultiple(result, word, there, coefficient, part);
    }
  }
  return result.finish();
}

/**
 * The body of a Σ_j at j = `site`: its weights become numbers.
 *
 * @param step  sites from one j of the body to the next
 */
export function atSite(body: Operator, site: number, step = 1): Operator {
  const result = new Accumulator();
  for (const { word, place, coefficient } of shiftBody(body, site, step).terms) {
    if (place.kind !== 'summand') {
      result.put(word, place, coefficient);
      continue;
    }
    // `shiftBody` has moved the origin to the site, so the weights are evaluated at 0.
    const here = localPlace(place.site, place.displacement);
    putMultiple(result, word, here, coefficient, weightAt(place.weight, 0));
  }
  return result.finish();
}
