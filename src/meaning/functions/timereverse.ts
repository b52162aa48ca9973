import { timeReverse } from '../../spin/index.js';
import { type LanguageFunction, mappedArgument } from './function.js';

export const timereverseFunction: LanguageFunction = {
  name: 'timereverse',
  spinOne: true,
  natural: false,
  operators: 1,
  apply: (call) => mappedArgument(call, timeReverse),
};
