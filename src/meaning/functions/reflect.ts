import { reflect, reflectOnFiniteChain } from '../../spin/index.js';
import { type LanguageFunction, mappedArgument } from './function.js';

export const reflectFunction: LanguageFunction = {
  name: 'reflect',
  natural: true,
  operators: 1,
  apply: (call) => {
    const { finite } = call.scope;
    return mappedArgument(call, finite === undefined ? reflect : (o) => reflectOnFiniteChain(o, finite));
  },
};
