import { operatorRange, rangeOnFiniteChain } from '../../spin/index.js';
import { type LanguageFunction, operatorArgument, countValue } from './function.js';

export const rangeFunction: LanguageFunction = {
  name: 'range',
  natural: false,
  operators: 1,
  decides: true,
  apply: (call) => {
    const { finite } = call.scope;
    const found = operatorArgument(call, 0);
    return countValue(finite === undefined ? operatorRange(found) : rangeOnFiniteChain(found, finite));
  },
};
