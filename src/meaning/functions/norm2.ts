import { squaredNorm } from '../../spin/index.js';
import { siteOverlap, siteTerms } from '../../triplet/index.js';
import { scalarValue } from '../value.js';
import { type LanguageFunction, operatorArgument } from './function.js';

export const norm2Function: LanguageFunction = {
  name: 'norm2',
  spinOne: true,
  natural: true,
  operators: 1,
  conjugates: true,
  apply: (call) => {
    const operator = operatorArgument(call, 0);
    return scalarValue(
      call.scope.environment.isSpinOne ? siteOverlap(siteTerms(operator), siteTerms(operator)) : squaredNorm(operator),
    );
  },
};
