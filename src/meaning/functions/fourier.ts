import { baseFrequencies, fourierComponents, fromGaussian, gaussianOne, zeroCoefficient } from '../../exact/index.js';
import { assumeNonzero } from '../assumptions.js';
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
    const { assumptions } = call.scope.report;
    return mapValue(value, (c) => {
      // At ω = 0 the components would be one.
      for (const frequency of baseFrequencies(c)) assumeNonzero(fromGaussian(gaussianOne, frequency), assumptions);
      const found = fourierComponents(c).find(({ multiple }) => multiple.den === 1 && multiple.num === n);
      return found?.coefficient ?? zeroCoefficient;
    });
  },
};
