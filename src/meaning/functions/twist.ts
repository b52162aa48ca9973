import { turnWeight, twistCells, twistOperator } from '../../spin/index.js';
import { locate, refuse } from '../../text/index.js';
import { exponentialOf } from '../time.js';
import { originOf } from '../value.js';
import { type LanguageFunction, argumentSpan, mappedArgument, scalarArgument } from './function.js';

export const twistFunction: LanguageFunction = {
  name: 'twist',
  spinOne: true,
  natural: true,
  operators: 1,
  angle: 1,
  apply: (call) => {
    const span = argumentSpan(call, 1);
    const angle = scalarArgument(call, 1);
    const w =
      turnWeight(locate(span, () => exponentialOf(angle, 'twist'))) ??
      refuse('site-phase', 'twist takes an angle of multiples of π and declared phases', {
        span,
        hint: 'declare a phase, param φ phase, and write twist(A, φ)',
      });
    const { free } = originOf(call.values[0]!);
    // The angle grows with j, so a twisted density is another operator at every site.
    if (free && call.scope.place === 'top')
      refuse('free-position', 'the twist of an operator at a free j depends on j', {
        span: argumentSpan(call, 0),
        hint: 'sum over the chain: twist(sum_j …, φ)',
      });
    const { length } = call.scope.environment.legs;
    const options = { underSum: free };
    return mappedArgument(call, (o) =>
      length === 1 ? twistOperator(o, w, options) : twistCells(o, w, length, options),
    );
  },
};
