import type { Coefficient } from '../../exact/index.js';
import { locate } from '../../text/index.js';
import { whereItExists } from '../scope.js';
import { phaseOfSite } from '../site-phase.js';
import { scalarValue } from '../value.js';
import { type LanguageFunction, argumentSpan, scalarArgument } from './function.js';

/** sin, cos and exp, whose argument may also change by a multiple of π from site to site. */
export function phaseFunction(name: 'sin' | 'cos' | 'exp', f: (c: Coefficient) => Coefficient): LanguageFunction {
  return {
    name,
    spinOne: true,
    natural: true,
    angle: true,
    apply: (call) => {
      const [value] = call.values;
      return value?.kind === 'weight'
        ? locate(call.node.span, () => phaseOfSite(value, name, f, argumentSpan(call, 0)))
        : scalarValue(whereItExists(scalarArgument(call, 0), call.scope, f));
    },
  };
}
