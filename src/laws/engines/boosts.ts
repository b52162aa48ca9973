import { fromGaussian, gaussian } from '../../exact/index.js';
import {
  type Operator,
  type Term,
  commutator,
  localWord,
  positionWeight,
  rangeOf,
  scaleOperator,
  sumOperators,
  sumOverChain,
  weighted,
} from '../../spin/index.js';

const minusI = fromGaussian(gaussian(0, -1));

/**
 * −i Σ_j (j + origin) h_{j,j+1}, with the position of every word of h counted from its first letter.   chain, Methods
 */
export function boostOf(h: Operator, origin = 0): Operator {
  return scaleOperator(
    sumOperators([weighted(h, positionWeight), scaleOperator(h, fromGaussian(gaussian(origin)))]),
    minusI,
  );
}

/**
 * A boost step with a mistake: the product of a bond at offset s with a word is weighted by s instead of s − p, where p
 * is its first site. C_3 comes out doubled and still conserved; C_4 does not.
 */
export function boostWithoutAnchor(h: Operator, q: Operator): Operator {
  const products: Operator[] = [];
  for (const bond of h.terms) {
    for (const word of q.terms) {
      for (let s = 1 - rangeOf(bond.word); s < rangeOf(word.word); s++) {
        const product = commutator(at(bond, s), at(word, 0));
        products.push(sumOverChain(scaleOperator(product, fromGaussian(gaussian(0, -s)))));
      }
    }
  }
  return sumOperators(products);
}

function at(term: Term, site: number): Operator {
  return localWord(term.word, site, term.coefficient);
}
