import { reflect } from '../../spin/index.js';
import { type LanguageFunction, mappedArgument } from './function.js';

export const reflectFunction: LanguageFunction = {
  name: 'reflect',
  natural: true,
  operators: 1,
  apply: (call) => mappedArgument(call, reflect),
};
