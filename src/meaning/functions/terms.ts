import { siteTerms } from '../../triplet/index.js';
import { type LanguageFunction, operatorArgument, countValue } from './function.js';

export const termsFunction: LanguageFunction = {
  name: 'terms',
  spinOne: true,
  natural: false,
  operators: 1,
  decides: true,
  apply: (call) => {
    const operator = operatorArgument(call, 0);
    return countValue((call.scope.environment.isSpinOne ? siteTerms(operator) : operator.terms).length);
  },
};
