import {
  type Coefficient,
  type Gaussian,
  type Monomial,
  addCoefficients,
  conjugateCoefficient,
  gaussian,
  multiplyCoefficients,
  scaleCoefficient,
  zeroCoefficient,
} from '../exact/index.js';
import { refuse } from '../text/index.js';
import { type Operator, type Term, compareTerms } from './operator.js';
import { isDisplaced, weightIn } from './place.js';
import { type Weight, conjugateWeight, everySite, multiplyWeights, timesWeight } from './weight.js';

/**
 * Hilbert–Schmidt inner product, per site for chain sums: Σ_P conj(a_P) b_P = Tr(A† B) / (2^N N) on a long ring, and
 * Tr(A† B) / 2^N for local operators.
 *
 * Staggered and uniform words are orthogonal, and words on different classes of sites. Position weights have no inner product per site.
 *
 * @diagnostic `position-weight`, `mixed-operator`
 */
export function overlap(a: Operator, b: Operator): Coefficient {
  for (const operator of [a, b]) {
    for (const term of operator.terms) {
      if (weightIn(term.place).power > 0) {
        refuse('position-weight', 'an inner product per site of an operator with position weights does not exist', {
          hint: 'norm2 and overlap take translation-invariant or staggered sums, or local operators',
        });
      }
      if (isDisplaced(term.place)) {
        refuse('displacement-norm', 'an inner product of an operator that carries a bath displacement');
      }
    }
  }
  if (new Set([...a.terms, ...b.terms].map((t) => weightIn(t.place).turn)).size > 1) {
    refuse(
      'position-weight',
      'the inner product of operators with different phases along the chain depends on the phases',
      {
        hint: 'norm2 and overlap take sums with one and the same phase exp(i φ j)',
      },
    );
  }
  const sums = new Set([...a.terms, ...b.terms].map((t) => t.place.kind === 'chain'));
  if (sums.size > 1) {
    refuse('mixed-operator', 'a chain sum and a local operator have no common normalisation', {
      hint: 'take the inner product of chain sums, or of local operators',
    });
  }
  if ([...a.terms, ...b.terms].some((t) => weightIn(t.place).sites !== everySite)) return overlapInClasses(a, b);
  let sum = zeroCoefficient;
  let k = 0;
  for (const p of a.terms) {
    while (k < b.terms.length && compareTerms(b.terms[k]!, p) < 0) k += 1;
    const q: Term | undefined = b.terms[k];
    if (q && compareTerms(q, p) === 0) {
      sum = addCoefficients(sum, multiplyCoefficients(conjugateCoefficient(p.coefficient), q.coefficient));
    }
  }
  return sum;
}

/** The same where weights are zero at some sites: words with different weights need not be orthogonal. */
function overlapInClasses(a: Operator, b: Operator): Coefficient {
  const byWord = new Map<string, Term[]>();
  const key = ({ word }: Term): string => `${word.x} ${word.z} ${word.xHigh} ${word.zHigh}`;
  for (const q of b.terms) byWord.set(key(q), [...(byWord.get(key(q)) ?? []), q]);
  let sum = zeroCoefficient;
  for (const p of a.terms) {
    for (const q of byWord.get(key(p)) ?? []) {
      const mean = meanOfProduct(weightIn(p.place), weightIn(q.place));
      if (mean === undefined) continue;
      const product = multiplyCoefficients(conjugateCoefficient(p.coefficient), q.coefficient);
      sum = addCoefficients(sum, timesWeight(scaleCoefficient(product, mean.number), mean.at));
    }
  }
  return sum;
}

/** The mean of conj(v)(j) · w(j) over all sites j, for weights without powers of j whose turns are equal. */
function meanOfProduct(
  v: Weight,
  w: Weight,
): { readonly number: Gaussian; readonly at: { readonly factor: 1; readonly phase: Monomial } } | undefined {
  const product = multiplyWeights(conjugateWeight(v), w);
  if (!product) return undefined;
  const { sign, sites } = product.weight;
  // (−1)^j is constant on a class of an even period, and has the mean 0 on one of an odd period.
  if (sign === -1 && sites.period % 2 !== 0) return undefined;
  const atFirst = sign === -1 && sites.residue % 2 !== 0 ? -1 : 1;
  return { number: gaussian(atFirst, 0, sites.period), at: { factor: 1, phase: product.phase } };
}

/** The squared Hilbert–Schmidt norm Σ_P |c_P|² over the Pauli words, per site for chain sums. */
export function squaredNorm(a: Operator): Coefficient {
  return overlap(a, a);
}
