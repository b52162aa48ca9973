import { type Operator, reflect, reflectCells, reflectOnFiniteChain } from '../../spin/index.js';
import { noteReflectedStrings } from '../fermions.js';
import { asOperator } from '../value.js';
import { type LanguageFunction, mappedArgument } from './function.js';

export const reflectFunction: LanguageFunction = {
  name: 'reflect',
  spinOne: true,
  natural: true,
  operators: 1,
  apply: (call) => {
    const { finite, environment } = call.scope;
    const { length } = environment.legs;
    const image = (o: Operator): Operator => (length === 1 ? reflect(o) : reflectCells(o, length));
    const reflected = asOperator(call.values[0]!);
    if (reflected) noteReflectedStrings(reflected, call.scope, call.node.span);
    return mappedArgument(call, finite === undefined ? image : (o) => reflectOnFiniteChain(o, finite, length));
  },
};
