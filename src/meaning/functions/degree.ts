import { fromNumber, rational } from '../../exact/index.js';
import { degreeOf } from '../grade.js';
import { scalarValue } from '../value.js';
import { type FunctionCall, type LanguageFunction, operatorArgument } from './function.js';

/** `degree` and `dimension` are two names of the same function, as in "C_3 is of dimension energy²". */
const power = {
  spinOne: true,
  natural: false,
  decides: true,
  apply: (call: FunctionCall) => scalarValue(fromNumber(rational(degreeOf(operatorArgument(call, 0)), 2))),
} as const;

export const degreeFunction: LanguageFunction = { name: 'degree', ...power };

export const dimensionFunction: LanguageFunction = { name: 'dimension', ...power };
