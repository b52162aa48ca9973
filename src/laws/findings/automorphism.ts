import type { Finding } from '../../law/index.js';
import { type Operator, subtractOperators } from '../../spin/index.js';
import { vanishes } from '../language.js';
import type { Bracket } from '../mutants/brackets.js';

/** Does a map preserve commutators, and is `back` its inverse? */
export function isAutomorphism(
  { a, b, bracket }: { readonly a: Operator; readonly b: Operator; readonly bracket: Bracket },
  map: (a: Operator) => Operator,
  back: (a: Operator) => Operator,
): Finding {
  const mapped = vanishes((tally) => subtractOperators(bracket(map(a), map(b)), map(bracket(a, b)), tally));
  return mapped.holds ? vanishes((tally) => subtractOperators(back(map(a)), a, tally)) : mapped;
}
