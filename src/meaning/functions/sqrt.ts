import { rootWithin } from '../scope.js';
import { scalarValue } from '../value.js';
import { type LanguageFunction, scalarArgument } from './function.js';

export const sqrtFunction: LanguageFunction = {
  name: 'sqrt',
  spinOne: true,
  natural: true,
  apply: (call) => scalarValue(rootWithin(scalarArgument(call, 0), call.scope)),
};
