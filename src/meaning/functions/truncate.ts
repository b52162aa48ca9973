import { operatorRange, rangeOnFiniteChain, truncateCells } from '../../spin/index.js';
import { type LanguageFunction, integerArgument, mappedArgument } from './function.js';

export const truncateFunction: LanguageFunction = {
  name: 'truncate',
  natural: true,
  operators: 1,
  apply: (call) => {
    const { finite, environment } = call.scope;
    const { length } = environment.legs;
    const most = integerArgument(call, 1);
    return mappedArgument(call, (a) => {
      if (finite === undefined && length > 1) return truncateCells(a, length, most);
      return {
        terms: a.terms.filter((term) => {
          const string = { terms: [term] };
          return (finite ? rangeOnFiniteChain(string, finite, length) : operatorRange(string)) <= most;
        }),
      };
    });
  },
};
