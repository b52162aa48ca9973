import { operatorRange, rangeInCells, rangeOnFiniteChain } from '../../spin/index.js';
import { type LanguageFunction, operatorArgument, countValue } from './function.js';

export const rangeFunction: LanguageFunction = {
  name: 'range',
  spinOne: true,
  natural: false,
  operators: 1,
  decides: true,
  apply: (call) => {
    const { finite, environment } = call.scope;
    const { length } = environment.legs;
    const found = operatorArgument(call, 0);
    if (finite !== undefined) return countValue(rangeOnFiniteChain(found, finite, length));
    return countValue(length === 1 ? operatorRange(found) : rangeInCells(found, length));
  },
};
