import { boostOperator, tripletBoost } from '../../charges/index.js';
import { nowhere, operatorValue } from '../value.js';
import { type LanguageFunction, operatorArgument } from './function.js';

export const boostFunction: LanguageFunction = {
  name: 'boost',
  spinOne: true,
  natural: false,
  operators: 1,
  decides: true,
  onChain: true,
  apply: (call) =>
    operatorValue((call.scope.environment.isSpinOne ? tripletBoost : boostOperator)(operatorArgument(call, 0)), {
      ...nowhere,
      weighted: true,
    }),
};
