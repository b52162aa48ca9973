import { chainSymmetries } from '../../charges/index.js';
import { type LanguageFunction, operatorArgument } from './function.js';

export const symmetriesFunction: LanguageFunction = {
  name: 'symmetries',
  natural: false,
  operators: 1,
  decides: true,
  apply: (call) => ({
    kind: 'list',
    items: chainSymmetries(operatorArgument(call, 0), call.scope.finite, call.scope.environment.legs),
  }),
};
