import { translate } from '../../spin/index.js';
import { type LanguageFunction, integerArgument, mappedArgument } from './function.js';

export const translateFunction: LanguageFunction = {
  name: 'translate',
  spinOne: true,
  natural: true,
  operators: 1,
  apply: (call) => {
    const by = call.values.length > 1 ? integerArgument(call, 1) : 1;
    return mappedArgument(call, (o) => translate(o, by * call.scope.environment.legs.length));
  },
};
