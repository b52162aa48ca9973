import { overlap } from '../../spin/index.js';
import { scalarValue } from '../value.js';
import { type LanguageFunction, operatorArgument } from './function.js';

export const overlapFunction: LanguageFunction = {
  name: 'overlap',
  natural: true,
  operators: 2,
  conjugates: true,
  apply: (call) => scalarValue(overlap(operatorArgument(call, 0), operatorArgument(call, 1))),
};
