import {
  type Coefficient,
  gaussian,
  isZeroCoefficient,
  multiplyCoefficients,
  negateCoefficient,
  scaleCoefficient,
  type Integer,
} from '../exact/index.js';
import { checkInterrupt, limit, refuse } from '../text/index.js';
import { Accumulator, type CancellationTally, type Operator, type Term, checkSite, zeroOperator } from './operator.js';
import { maxPower, multiplyPolynomials, shiftedPower, weightAt } from './weight.js';
import { anticommute, isIdentity, multiplyWords, rangeOf } from './word.js';

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
  return { terms };
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
  const result = new Accumulator();
  checkPairs(a, b);
  let visited = 0;
  for (const p of a.terms) {
    const n = rangeOf(p.word);
    // Pairs that do not overlap add no terms, so they are counted here.
    visited += b.terms.length;
    if (visited > 50_000) {
      visited = 0;
      checkInterrupt();
    }
    for (const q of b.terms) {
      const m = rangeOf(q.word);
      if (n === 0 || m === 0) continue;
      if (p.place === 'local' && q.place === 'local') {
        const shift = q.site - p.site;
        if (shift >= n || shift <= -m) continue;
        if (anticommute(p.word, q.word, shift)) joinLocal(result, p, q, shift, doubledPhases);
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

/** Adds 2·P·Q for a chain term P and a chain or local term Q, whose first letter is `shift` sites after that of P. */
function joinChain(result: Accumulator, p: Term, q: Term, shift: number, scale: Coefficient): void {
  refuseTwoDisplacements(p, q);
  const { word, start, phase } = multiplyWords(p.word, q.word, shift);
  const coefficient = scaleCoefficient(scale, doubledPhases[phase]!);
  if (p.place === 'chain' && q.place === 'chain') {
    // First letters at j + p.site and k + q.site, so k = j + p.site + shift − q.site.
    const gap = p.site + shift - q.site;
    // The new anchor is the displacement if there is one, otherwise the first letter.
    const anchor = p.marker !== undefined ? 0 : q.marker !== undefined ? gap : p.site + start;
    const site = p.site + start - anchor;
    const marker = p.marker ?? q.marker;
    // In terms of m = j + anchor: v(m − anchor) w(m − anchor + gap).
    const polynomial = multiplyPolynomials(shiftedPower(p.power, anchor), shiftedPower(q.power, anchor - gap));
    const sign = (p.staggered && anchor % 2 !== 0) !== (q.staggered && (gap - anchor) % 2 !== 0) ? -1 : 1;
    const staggered = p.staggered !== q.staggered;
    checkPower(polynomial.length - 1);
    polynomial.forEach((c, power) => {
      put(result, { word, place: 'chain', site, marker, power, staggered }, coefficient, c, sign);
    });
    return;
  }
  // One of them is local, so the chain sum contributes only the site at which the two overlap in this way.
  const origin = p.place === 'local' ? p.site : q.site - shift;
  const chain = p.place === 'chain' ? p : q;
  const other = p.place === 'chain' ? q : p;
  const chainFirst = p.place === 'chain' ? origin : origin + shift;
  const j = chainFirst - chain.site;
  const site = origin + start;
  checkSite(site);
  const marker = chain.marker !== undefined ? j + chain.marker : other.marker;
  put(
    result,
    { word, place: 'local', site, marker, power: other.power, staggered: other.staggered },
    coefficient,
    weightAt(chain.power, chain.staggered, j),
    1,
  );
}

function put(
  result: Accumulator,
  key: Omit<Term, 'coefficient'>,
  coefficient: Coefficient,
  by: Integer,
  sign: number,
): void {
  if (by === 0) return;
  result.put(key, by === sign ? coefficient : scaleCoefficient(coefficient, gaussian(sign === -1 ? negated(by) : by)));
}

function negated(a: Integer): Integer {
  return typeof a === 'number' ? 0 - a : -a;
}

function joinLocal(
  result: Accumulator,
  p: Term,
  q: Term,
  shift: number,
  factors: readonly ReturnType<typeof gaussian>[],
): void {
  refuseTwoDisplacements(p, q);
  const { word, start, phase } = multiplyWords(p.word, q.word, shift);
  const power = p.power + q.power;
  checkPower(power);
  const marker = p.marker ?? q.marker;
  result.put(
    {
      word,
      place: 'local',
      site: isIdentity(word) ? (marker ?? 0) : p.site + start,
      marker,
      power,
      staggered: p.staggered !== q.staggered,
    },
    scaleCoefficient(multiplyCoefficients(p.coefficient, q.coefficient), factors[phase]!),
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
  const factors = kind === 'product' ? phases : doubledPhases;
  const result = new Accumulator();
  for (const p of a.terms) {
    for (const q of b.terms) {
      if (p.place === 'chain' || q.place === 'chain') {
        timesIdentity(result, p, q, kind);
        continue;
      }
      // Identities commute and have no site.
      const shift = isIdentity(p.word) || isIdentity(q.word) ? 0 : q.site - p.site;
      if (kind === 'anticommutator' && anticommute(p.word, q.word, shift)) continue;
      if (isIdentity(p.word)) joinLocal(result, { ...p, site: q.site }, q, 0, factors);
      else joinLocal(result, p, q, shift, factors);
    }
  }
  return result.finish(tally);
}

/** A chain sum times a multiple of the identity. */
function timesIdentity(result: Accumulator, p: Term, q: Term, kind: 'product' | 'anticommutator'): void {
  const number = (t: Term): boolean =>
    t.place === 'local' && isIdentity(t.word) && t.marker === undefined && t.power === 0 && !t.staggered;
  const chain = number(q) ? p : number(p) ? q : undefined;
  if (!chain) {
    if (p.place === 'chain' && q.place === 'chain') {
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
  result.put(chain, kind === 'product' ? coefficient : scaleCoefficient(coefficient, gaussian(2)));
}

function refuseTwoDisplacements(p: Term, q: Term): void {
  if (p.marker !== undefined && q.marker !== undefined) {
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

function checkPower(power: number): void {
  if (power > maxPower) {
    limit('power-too-high', `a weight would be a polynomial in j of degree ${power}, above ${maxPower}`);
  }
}

/**
 * Σ_j over an operator whose local terms are relative to j.
 *
 * A word at j + s with weight w(j) is anchored at m = j + s, with weight w(m − s).
 *
 * @diagnostic `sum-in-sum` where the body already contains a chain sum
 */
export function sumOverChain(body: Operator): Operator {
  const result = new Accumulator();
  for (const term of body.terms) {
    if (term.place === 'chain') {
      refuse('sum-in-sum', 'a chain sum stands inside another sum', {
        hint: 'sum_j takes all that follows: put it last, or into brackets with what it sums, (sum_j …) - B A',
      });
    }
    const anchor = term.marker ?? term.site;
    const sign = term.staggered && anchor % 2 !== 0 ? -1 : 1;
    shiftedPower(term.power, anchor).forEach((c, power) => {
      put(
        result,
        {
          word: term.word,
          place: 'chain',
          site: term.site - anchor,
          marker: term.marker === undefined ? undefined : 0,
          power,
          staggered: term.staggered,
        },
        term.coefficient,
        c,
        sign,
      );
    });
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
 * The body of a Σ_j with j replaced by j + by: its local terms move, and their weights w(j) become w(j + by).
 */
export function shiftBody(body: Operator, by: number): Operator {
  if (by === 0) return body;
  const result = new Accumulator();
  for (const term of body.terms) {
    const site = isIdentity(term.word) && term.marker === undefined ? 0 : term.site + by;
    checkSite(site);
    const sign = term.staggered && by % 2 !== 0 ? -1 : 1;
    const marker = term.marker === undefined ? undefined : term.marker + by;
    shiftedPower(term.power, -by).forEach((c, power) =>
      put(result, { ...term, site, marker, power }, term.coefficient, c, sign),
    );
  }
  return result.finish();
}

/** The body of a Σ_j at j = `site`: its weights become numbers. */
export function atSite(body: Operator, site: number): Operator {
  const result = new Accumulator();
  for (const term of shiftBody(body, site).terms) {
    // `shiftBody` has moved the origin to the site, so the weights are evaluated at 0.
    if (term.power === 0) result.put({ ...term, staggered: false }, term.coefficient);
  }
  return result.finish();
}
