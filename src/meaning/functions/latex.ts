import { writeTex } from '../../language/index.js';
import { expressValue } from '../express/index.js';
import type { LanguageFunction } from './function.js';

export const latexFunction: LanguageFunction = {
  name: 'latex',
  spinOne: true,
  natural: false,
  apply: ({ values, scope }) => ({
    kind: 'text',
    text: writeTex(expressValue(values[0]!, scope.environment.notation)),
  }),
};
