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
      const chain = value.chain ?? call.scope.finite;
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
