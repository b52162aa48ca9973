import { trace } from '../../spin/index.js';
import { siteTrace } from '../../triplet/index.js';
import { scalarValue } from '../value.js';
import { type LanguageFunction, operatorArgument } from './function.js';

export const traceFunction: LanguageFunction = {
  name: 'trace',
  spinOne: true,
  natural: true,
  operators: 1,
  apply: (call) => {
    const value = call.values[0]!;
    const own = value.kind === 'operator' ? value.finite : undefined;
    const finite = call.scope.finite ?? own;
    const operator = operatorArgument(call, 0);
    return scalarValue(call.scope.environment.isSpinOne ? siteTrace(operator, finite) : trace(operator, finite));
  },
};
