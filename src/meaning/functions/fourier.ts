import { fourierComponents, zeroCoefficient } from '../../exact/index.js';
import { isSaying, mapValue } from '../value.js';
import { type LanguageFunction, integerArgument, operatorArgument } from './function.js';

export const fourierFunction: LanguageFunction = {
  name: 'fourier',
  spinOne: true,
  natural: false,
  operators: 1,
  apply: (call) => {
    const n = integerArgument(call, 1);
    const value = call.values[0]!;
    if (isSaying(value)) operatorArgument(call, 0);
    return mapValue(value, (c) => {
      const found = fourierComponents(c).find(({ multiple }) => multiple.den === 1 && multiple.num === n);
      return found?.coefficient ?? zeroCoefficient;
    });
  },
};
