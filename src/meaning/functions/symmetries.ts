import { chainSymmetries } from '../../charges/index.js';
import { noteReflectedStrings } from '../fermions.js';
import { type LanguageFunction, operatorArgument } from './function.js';

export const symmetriesFunction: LanguageFunction = {
  name: 'symmetries',
  natural: false,
  operators: 1,
  decides: true,
  apply: (call) => {
    const operator = operatorArgument(call, 0);
    noteReflectedStrings(operator, call.scope, call.node.span);
    return {
      kind: 'list',
      items: chainSymmetries(operator, call.scope.finite, call.scope.environment.legs),
    };
  },
};
