import { type LanguageFunction, operatorArgument, countValue } from './function.js';

export const termsFunction: LanguageFunction = {
  name: 'terms',
  natural: false,
  operators: 1,
  decides: true,
  apply: (call) => countValue(operatorArgument(call, 0).terms.length),
};
