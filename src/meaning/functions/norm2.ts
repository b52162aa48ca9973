import { squaredNorm } from '../../spin/index.js';
import { scalarValue } from '../value.js';
import { type LanguageFunction, operatorArgument } from './function.js';

export const norm2Function: LanguageFunction = {
  name: 'norm2',
  natural: true,
  operators: 1,
  conjugates: true,
  apply: (call) => scalarValue(squaredNorm(operatorArgument(call, 0))),
};
