import { spinFlip } from '../../spin/index.js';
import { type LanguageFunction, mappedArgument } from './function.js';

export const spinflipFunction: LanguageFunction = {
  name: 'spinflip',
  spinOne: true,
  natural: true,
  operators: 1,
  apply: (call) => mappedArgument(call, spinFlip),
};
