import { trace } from '../../spin/index.js';
import { scalarValue } from '../value.js';
import { type LanguageFunction, operatorArgument } from './function.js';

export const traceFunction: LanguageFunction = {
  name: 'trace',
  natural: true,
  operators: 1,
  apply: (call) => {
    const value = call.values[0]!;
    const own = value.kind === 'operator' ? value.finite : undefined;
    return scalarValue(trace(operatorArgument(call, 0), call.scope.finite ?? own));
  },
};
