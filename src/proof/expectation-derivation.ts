import { fromInteger, fromNumber, powerInteger, rational } from '../exact/index.js';
import {
  type FiniteChain,
  type Operator,
  type ProductSpins,
  addOperators,
  firstSite,
  identityOperator,
  letterAt,
  localWord,
  numberAtSite,
  onFiniteChain,
  rangeOf,
  sumOverChain,
  wordFrom,
} from '../spin/index.js';
import { type Derivation, byWords } from './certificate.js';

const one = identityOperator(fromInteger(1));

/**
 * Tr A as an overlap with the identity: Σ 1* a_1 is the coefficient of 1, per site for sums, and the trace on N sites is 2^N times
 * that.
 *
 * @param of     A as it was derived
 * @param value  A
 */
export function traceDerivation(of: Derivation, value: Operator, chain: FiniteChain | undefined): Derivation {
  const isSum = (a: Operator): boolean => a.terms.some(({ place }) => place.kind === 'chain');
  if (!chain) return { kind: 'overlap', of: [byWords(isSum(value) ? sumOverChain(one) : one), of] };
  const there = isSum(value) ? byWords(onFiniteChain(value, chain)) : of;
  const times = fromNumber(rational(powerInteger(2, chain.sites)));
  return { kind: 'combination', of: [{ times, operand: { kind: 'overlap', of: [byWords(one), there] } }] };
}

/** Largest number of spins of a product state that is written as an operator: it has up to 4^n words. */
const mostSpins = 8;

/**
 * ⟨A⟩ in a product state as an overlap with ∏_j (1 + n_j·σ_j), over the sites on which A acts.
 *
 * @param of  A as it was derived, an operator at sites
 * @returns   undefined where A acts on too many sites
 */
export function expectationDerivation(of: Derivation, value: Operator, spins: ProductSpins): Derivation | undefined {
  const sites = sitesOf(value);
  if (sites.length > mostSpins) return undefined;
  const { cell = 1 } = spins;
  const state = sites.map((site): Derivation => {
    const along = (['x', 'y', 'z'] as const).map((axis) =>
      localWord(wordFrom(axis.toUpperCase()).word, site, numberAtSite(spins[axis], Math.floor(site / cell))),
    );
    return byWords(along.reduce(addOperators, one));
  });
  const product = state.reduce<Derivation | undefined>(
    (all, next) => (all ? { kind: 'product', of: [all, next] } : next),
    undefined,
  );
  return { kind: 'overlap', of: [product ?? byWords(one), of] };
}

/** The sites on which an operator at sites acts, ascending. */
function sitesOf(a: Operator): number[] {
  const found = new Set<number>();
  for (const { word, place } of a.terms)
    for (let k = 0; k < rangeOf(word); k++) if (letterAt(word, k) !== 'I') found.add(firstSite(place) + k);
  return [...found].sort((p, q) => p - q);
}
