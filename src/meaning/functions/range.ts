import { operatorRange, rangeOnRing } from '../../spin/index.js';
import { type LanguageFunction, operatorArgument, countValue } from './function.js';

export const rangeFunction: LanguageFunction = {
  name: 'range',
  natural: false,
  operators: 1,
  decides: true,
  apply: (call) => {
    const { ring } = call.scope;
    const found = operatorArgument(call, 0);
    return countValue(ring === undefined ? operatorRange(found) : rangeOnRing(found, ring));
  },
};
