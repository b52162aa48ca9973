import { type Operator, reflect, reflectCells, reflectOnFiniteChain } from '../../spin/index.js';
import { type LanguageFunction, mappedArgument } from './function.js';

export const reflectFunction: LanguageFunction = {
  name: 'reflect',
  natural: true,
  operators: 1,
  apply: (call) => {
    const { finite, environment } = call.scope;
    const { length } = environment.legs;
    const image = (o: Operator): Operator => (length === 1 ? reflect(o) : reflectCells(o, length));
    return mappedArgument(call, finite === undefined ? image : (o) => reflectOnFiniteChain(o, finite, length));
  },
};
