import { fromGaussian, gaussian, symbolsOf } from '../exact/index.js';
import {
  type Operator,
  addOperators,
  commutator,
  isDisplaced,
  isUniform,
  isZeroOperator,
  rangeOf,
  reflect,
  scaleOperator,
  subtractOperators,
  weightIn,
  isTurning,
} from '../spin/index.js';
import { refuse } from '../text/index.js';

/**
 * A Hamiltonian, split for the recursion: `boosted` defines the boost, and `spectator` commutes with it and is left
 * out.
 */
export interface Split {
  readonly boosted: Operator;
  readonly spectator: Operator;
  /** what the spectator is, in words; empty if there is none */
  readonly spectatorIs: '' | 'field' | 'reflection-odd part';
}

/**
 * Refuses a Hamiltonian that is not a static, periodic sum over the chain, such as a local operator, a displacement or a
 * weight that grows with j.
 *
 * @diagnostic `zero-hamiltonian`, `displacement`, `not-a-chain-sum`, `not-translation-invariant`, `time-dependent`
 */
export function checkChainSum(hamiltonian: Operator): void {
  if (hamiltonian.terms.every((t) => rangeOf(t.word) === 0)) {
    refuse('zero-hamiltonian', 'the Hamiltonian is zero or a number: it has no spin operators', {
      hint: 'a chain is a sum of spin operators, as in sum_j S_j·S_<j+1>',
    });
  }
  for (const term of hamiltonian.terms) {
    if (isDisplaced(term.place)) refuse('displacement', 'the Hamiltonian carries a bath displacement');
    if (term.place.kind !== 'chain') {
      refuse('not-a-chain-sum', 'the Hamiltonian acts on numbered sites, and this is about infinite chains', {
        hint: 'sum it over the infinite chain: sum_j …, without on ring(N) or on open(N)',
      });
    }
    if (isTurning(term.place.weight)) {
      refuse('not-translation-invariant', 'a phase of the Hamiltonian grows with the position j', {
        hint: 'with a number of sites, as in on open(6): eigenvalues(H), the phase has a value at every site',
      });
    }
    if (term.place.weight.power > 0) {
      refuse('not-translation-invariant', 'the Hamiltonian grows with the position j', {
        hint: 'with a number of sites, as in on open(6): eigenvalues(H), j has a value at every site',
      });
    }
    if (term.coefficient.terms.some((c) => c.monomial.mode !== undefined)) {
      refuse('time-dependent', 'the Hamiltonian depends on time', {
        hint: 'conserved charges are those of a static Hamiltonian',
      });
    }
  }
}

/**
 * Refuses a Hamiltonian without a boost; the recursion needs a static, translation-invariant chain sum.
 *
 * @diagnostic as `checkChainSum`
 */
export function checkHamiltonian(hamiltonian: Operator): void {
  for (const term of hamiltonian.terms) {
    if (!isUniform(weightIn(term.place))) {
      refuse('not-translation-invariant', 'the Hamiltonian depends on the position j', {
        hint: 'this takes a translation-invariant sum, without a bare j or (-1)^j',
      });
    }
  }
  checkChainSum(hamiltonian);
}

/**
 * The ways to split a Hamiltonian, the usual one first.
 *
 * The density is ambiguous: h → h + g_j − g_{j+1} leaves H unchanged and shifts the boost by −i Σ g_j, which is
 * harmless only where Σ g_j commutes with every charge. So a field that commutes with the rest is split off; otherwise
 * the result would be C_3 − B J_S as in chain (17), which is not conserved. A field that does not commute stays and is
 * shared by both sites of the bond, since every word is boosted at its centre. A reflection-odd part that commutes with
 * the rest (Dzyaloshinskii–Moriya on an XY chain) is the second possibility.
 */
export function splittings(hamiltonian: Operator): Split[] {
  const { field, identity, rest } = parts(hamiltonian);
  const commutes = !isZeroOperator(field) && !isZeroOperator(rest) && isZeroOperator(commutator(field, rest));
  const spectator = commutes ? addOperators(field, identity) : identity;
  const boosted = commutes ? rest : addOperators(field, rest);
  const first: Split = { boosted, spectator, spectatorIs: commutes ? 'field' : '' };
  const half = fromGaussian(gaussian(1, 0, 2));
  const odd = scaleOperator(subtractOperators(boosted, reflect(boosted)), half);
  const even = subtractOperators(boosted, odd);
  if (isZeroOperator(odd) || isZeroOperator(even) || !isZeroOperator(commutator(odd, even))) return [first];
  return [first, { boosted: even, spectator: addOperators(spectator, odd), spectatorIs: 'reflection-odd part' }];
}

function parts(hamiltonian: Operator): { field: Operator; identity: Operator; rest: Operator } {
  const pick = (accept: (range: number) => boolean): Operator => ({
    terms: hamiltonian.terms.filter((t) => accept(rangeOf(t.word))),
  });
  return { identity: pick((n) => n === 0), field: pick((n) => n === 1), rest: pick((n) => n > 1) };
}

/** The names of the parameters of an operator, sorted. */
export function parametersOf(operator: Operator): string[] {
  const names = new Set<string>();
  for (const term of operator.terms) for (const symbol of symbolsOf(term.coefficient)) names.add(symbol.name);
  return [...names].sort();
}
