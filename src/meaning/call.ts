import { symbolsOf } from '../exact/index.js';
import type { CallNode, Node } from '../language/index.js';
import { locate, refuse } from '../text/index.js';
import { plainName } from './assumptions.js';
import { languageFunctions } from './functions/index.js';
import { isOdd, refuseOdd } from './parity.js';
import { refuseUnknownOperator } from './names.js';
import { type Scope, conjugating, protect, settle } from './scope.js';
import { realised } from './sites.js';
import { refuseForSpinOne } from './spin-one.js';
import { refuseUndecided } from './time.js';
import { type Value, mapParameters } from './value.js';

/**
 * The value of a function call.
 *
 * @param evaluate  returns the values of the arguments
 * @diagnostic `conserved-part`, `not-an-operator`, `not-a-scalar`
 */
export function callFunction(node: CallNode, scope: Scope, evaluate: (node: Node, scope: Scope) => Value): Value {
  // The only function without a value, since it names an ensemble.
  if (node.function === 'conserved') {
    refuse(
      'conserved-part',
      'the conserved part of an operator is a sum over the eigenstates of a ring, which no exact expression holds',
      {
        span: node.span,
        hint: 'name it in the ensemble of a steady state: spinlaw steady … --ensemble "gge:C1,C2,conserved(JS)"; the part along a charge C is overlap(C, A)/norm2(C)',
        hintInCells:
          'name it in the ensemble of a steady state: :steady 8 --ensemble "gge:C1,C2,conserved(JS)"; the part along a charge C is overlap(C, A)/norm2(C)',
      },
    );
  }
  const known = languageFunctions[node.function];
  if (!known.spinOne) refuseForSpinOne(`${known.name}(…)`, node.span, scope.environment);
  const values = node.arguments.map((argument, k) => {
    // A scalar has Fourier components too.
    const mayBeScalar = known.name === 'fourier' && argument.kind !== 'name';
    if (k < (known.operators ?? 0) && !mayBeScalar) refuseUnknownOperator(argument, scope);
    const finite = known.onChain ? undefined : scope.finite;
    const value = evaluate(argument, {
      ...scope,
      finite,
      ...(known.body && { place: 'body' as const }),
      angle: scope.angle || known.angle === true || known.angle === k,
    });
    if (known.conjugates) conjugating(value, scope);
    if (isOdd(value)) refuseOdd(argument.span, 'argument');
    if (known.natural) return value;
    const settled = locate(argument.span, () => settle(value, scope.pending));
    if (known.decides) refuseUndecided(settled, argument.span, `${known.name}(…)`);
    // The answer will no longer show these parameters.
    const { assumptions } = scope.report;
    mapParameters(settled, (c) => {
      for (const { name } of symbolsOf(c)) assumptions.settled.add(plainName(name));
      return c;
    });
    // Some of these functions conjugate, and their arguments are settled by now.
    conjugating(protect(settled, scope.pending), scope);
    return settled;
  });
  const result = realised(
    locate(node.span, () => known.apply({ node, scope, values })),
    node.span,
    scope,
  );
  return known.natural ? result : protect(result, scope.pending);
}
