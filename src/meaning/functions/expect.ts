import { refuseUnset } from '../../exact/index.js';
import { expectationIn } from '../../finite/index.js';
import { expectationInProduct, onFiniteChain } from '../../spin/index.js';
import { refuse } from '../../text/index.js';
import { describe, scalarValue } from '../value.js';
import { refuseUnsetIn } from './finite-argument.js';
import { type LanguageFunction, argumentSpan, summedArgument } from './function.js';

export const expectFunction: LanguageFunction = {
  name: 'expect',
  natural: false,
  operators: 1,
  apply: (call) => {
    const operator = summedArgument(call, 0);
    const value = call.values[1]!;
    if (value.kind !== 'state') {
      refuse(
        'not-a-state',
        `expect takes a state, such as thermal(H, β), groundstate(H), eigenstate(H, n) or product(…), not ${describe(value)}`,
        {
          span: argumentSpan(call, 1),
          hint: 'expect(Z_0, product(vector(0, 0, 1)))',
        },
      );
    }
    const { state } = value;
    if (state.kind === 'product') {
      const { letters } = state;
      const isSum = operator.terms.some((t) => t.place.kind === 'chain');
      if (letters !== undefined && isSum && !value.chain) {
        const { node } = call;
        const typed = node.span.source.text.slice(node.span.start, node.span.end);
        refuse('no-finite-chain', `${letters.length} spins are a state of a ring or of an open chain`, {
          span: argumentSpan(call, 1),
          hint: `on ring(${letters.length / call.scope.environment.legs.length}): ${typed}`,
        });
      }
      const own = letters === undefined ? undefined : ({ kind: 'open', sites: letters.length } as const);
      const chain = value.chain ?? call.scope.finite ?? own;
      return scalarValue(expectationInProduct(chain ? onFiniteChain(operator, chain) : operator, state.spins));
    }
    refuseUnsetIn(
      call,
      operator.terms.map((t) => t.coefficient),
    );
    const found = expectationIn(operator, state, value.chain!, refuseUnset);
    const { degeneracy } = found;
    if (degeneracy !== undefined && degeneracy > 1) {
      call.scope.report.notes.push({
        message: `the ground level has ${degeneracy} states; the value is the mean over them`,
        span: argumentSpan(call, 1),
      });
    }
    return { kind: 'number', ...found };
  },
};
