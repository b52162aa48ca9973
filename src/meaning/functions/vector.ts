import { checkedOrigin } from '../arithmetic.js';
import { vectorValue } from '../value.js';
import { type LanguageFunction, operatorArgument } from './function.js';

export const vectorFunction: LanguageFunction = {
  name: 'vector',
  spinOne: true,
  natural: true,
  apply: (call) => {
    const [x, y, z] = [0, 1, 2].map((k) => operatorArgument(call, k));
    return vectorValue(x!, y!, z!, checkedOrigin(call.values, call.node.span, call.scope));
  },
};
