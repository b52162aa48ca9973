import { conjugateCoefficient } from '../../exact/index.js';
import { whereItExists } from '../scope.js';
import { scalarValue } from '../value.js';
import { type LanguageFunction, scalarArgument } from './function.js';

export const conjFunction: LanguageFunction = {
  name: 'conj',
  spinOne: true,
  natural: true,
  conjugates: true,
  apply: (call) => scalarValue(whereItExists(scalarArgument(call, 0), call.scope, conjugateCoefficient)),
};
