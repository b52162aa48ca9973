import { overlap } from '../../spin/index.js';
import { siteOverlap, siteTerms } from '../../triplet/index.js';
import { scalarValue } from '../value.js';
import { type LanguageFunction, operatorArgument } from './function.js';

export const overlapFunction: LanguageFunction = {
  name: 'overlap',
  spinOne: true,
  natural: true,
  operators: 2,
  conjugates: true,
  apply: (call) => {
    const [a, b] = [operatorArgument(call, 0), operatorArgument(call, 1)];
    return scalarValue(call.scope.environment.isSpinOne ? siteOverlap(siteTerms(a), siteTerms(b)) : overlap(a, b));
  },
};
