import {
  type Coefficient,
  addCoefficients,
  conjugateCoefficient,
  multiplyCoefficients,
  zeroCoefficient,
} from '../exact/index.js';
import { refuse } from '../text/index.js';
import { type Operator, type Term, compareTerms } from './operator.js';
import { isDisplaced, weightIn } from './place.js';

/**
 * Hilbert–Schmidt inner product, per site for chain sums: Σ_P conj(a_P) b_P = Tr(A† B) / (2^N N) on a long ring, and
 * Tr(A† B) / 2^N for local operators.
 *
 * Staggered and uniform words are orthogonal. Position weights have no inner product per site.
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

/** The squared Hilbert–Schmidt norm Σ_P |c_P|² over the Pauli words, per site for chain sums. */
export function squaredNorm(a: Operator): Coefficient {
  return overlap(a, a);
}
