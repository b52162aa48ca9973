import { fromInteger } from '../exact/index.js';
import {
  type Graded,
  type Operator,
  addOperators,
  adjointOfOdd,
  commutator,
  commutatorWithOdd,
  equalOperators,
  isZeroOperator,
  keepsParity,
  multiplyGraded,
  multiplyOperators,
  scaleOperator,
  stringFromOrigin,
} from '../spin/index.js';
import { type Span, refuse } from '../text/index.js';
import { type OperatorValue, type Origin, type Value, asOperator, operatorValue } from './value.js';

/*
 * Values that change the number of fermions by an odd number. They are K L with the string K of src/spin/fermion.ts and a
 * local operator L, which is the operator of the value.
 */

/** An operator that changes the number of fermions by an odd number: K L with the string K and this local operator L. */
export function oddValue(operator: Operator, origin: Origin): OperatorValue {
  const value = operatorValue(operator, origin);
  return isZeroOperator(operator) ? value : { ...value, odd: true };
}

export function isOdd(value: Value): boolean {
  return value.kind === 'operator' && value.odd === true;
}

/** The value with another operator; `odd` if it has the string K. */
export function withParity(operator: Operator, origin: Origin, { odd }: { readonly odd: boolean }): OperatorValue {
  return odd ? oddValue(operator, origin) : operatorValue(operator, origin);
}

function graded(value: Value, span: Span): Graded {
  const operator = asOperator(value);
  if (!operator) refuseOdd(span, 'value');
  const odd = isOdd(value);
  // S^x_0 c_<1> would have the string of one fermion and the letters of two.
  if (!odd && !keepsParity(operator))
    refuse('mixed-parity', 'a spin operator that flips a spin stands beside an odd number of fermions', {
      span,
      hint: 'write the flip in fermions too: S^+_j of one chain is c†_j with its string',
    });
  return { operator, odd };
}

/** A product of which one factor at least is odd. */
export function multiplyOdd(a: Value, b: Value, origin: Origin, span: Span): OperatorValue {
  const [p, q] = [graded(a, span), graded(b, span)];
  return withParity(multiplyGraded(p, q), origin, { odd: p.odd !== q.odd });
}

/** [a, b] or {a, b} where one of the two at least is odd. */
export function bracketOfOdd(
  kind: 'commutator' | 'anticommutator',
  a: Value,
  b: Value,
  origin: Origin,
  span: Span,
): OperatorValue {
  const [p, q] = [graded(a, span), graded(b, span)];
  const odd = p.odd !== q.odd;
  if (kind === 'commutator' && odd && [p, q].some(({ operator }) => isAlongChain(operator))) {
    const [chain, local] = p.odd ? [q, p] : [p, q];
    const found = commutatorWithOdd(chain.operator, local.operator, commutator(chain.operator, local.operator));
    return withParity(p.odd ? scaleOperator(found, fromInteger(-1)) : found, origin, { odd });
  }
  const back = multiplyGraded(q, p);
  const sign = fromInteger(kind === 'commutator' ? -1 : 1);
  return withParity(addOperators(multiplyGraded(p, q), scaleOperator(back, sign)), origin, { odd });
}

const isAlongChain = ({ terms }: Operator): boolean => terms.some((t) => t.place.kind === 'chain');

/** a^n of an odd operator. */
export function powerOfOdd(a: OperatorValue, n: number): OperatorValue {
  let result: OperatorValue = a;
  for (let k = 1; k < n; k++) {
    const product = multiplyGraded(
      { operator: result.operator, odd: isOdd(result) },
      { operator: a.operator, odd: true },
    );
    result = withParity(product, a, { odd: !isOdd(result) });
  }
  return result;
}

/** An odd operator of a density, after its local part has been moved by some sites. */
export function movedOdd(value: OperatorValue, by: number): OperatorValue {
  return { ...value, operator: multiplyOperators(stringFromOrigin(by), value.operator) };
}

/** Is an odd operator its own adjoint? */
export function isOwnOddAdjoint({ operator }: OperatorValue): boolean {
  return equalOperators(operator, adjointOfOdd(operator));
}

/** The uses of an operator that a string to the end of the chain forbids. */
type OddUse = 'value' | 'argument' | 'sum' | 'sum on a finite chain' | 'jump';

const oddUses: Readonly<Record<OddUse, { readonly says: string; readonly hint: string }>> = {
  value: {
    says: 'it is no operator of the spins',
    hint: 'combine it with another one, as in c†_j c_<j+1>, ask about it in a claim, as in prove {c_<0>, c†_<0>} = 1, or take it on an open chain: on open(6): c_<2>',
  },
  argument: {
    says: 'no function of the infinite chain takes it',
    hint: 'functions take it on an open chain, where its string has an end: on open(6): norm2(c_<2>)',
  },
  sum: {
    says: 'it cannot be summed along the chain',
    hint: 'a sum has an even number of operators c and c†, as in sum_j c†_j c_<j+1> + h.c.',
  },
  'sum on a finite chain': {
    says: 'every term of a sum has another string',
    hint: 'write its terms with numbered sites, as in \\sum_{r=0}^{3} c_<r>',
  },
  jump: {
    says: 'it is no jump of one site',
    hint: 'a jump has an even number of operators c and c†, as in jump n_j; the spin is lowered, without a string, by jump S-_j',
  },
};

/** @diagnostic `parity-odd` where an operator changes the number of fermions by an odd number */
export function refuseOdd(span: Span | undefined, use: OddUse): never {
  const { says, hint } = oddUses[use];
  return refuse(
    'parity-odd',
    `an operator that changes the number of fermions by an odd number has a string to the end of the chain, so ${says}`,
    { ...(span && { span }), hint },
  );
}
