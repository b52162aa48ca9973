import { isUndecided } from '../../exact/index.js';
import { adjoint, isHermitian, isHermitianLevels, subtractOperators } from '../../spin/index.js';
import { refuseInexactValue } from '../time.js';
import { type LanguageFunction, argumentSpan, operatorArgument } from './function.js';

export const hermitianFunction: LanguageFunction = {
  name: 'hermitian',
  spinOne: true,
  natural: false,
  operators: 1,
  apply: (call) => {
    const value = call.values[0]!;
    const parts =
      value.kind === 'levels'
        ? []
        : value.kind === 'vector'
          ? [value.x, value.y, value.z]
          : [operatorArgument(call, 0)];
    const isSo = value.kind === 'levels' ? isHermitianLevels(value.levels) : parts.every(isHermitian);
    if (!isSo) {
      const difference = parts.flatMap((a) => subtractOperators(a, adjoint(a)).terms);
      // All coefficients of A − A† may be like cos(1)^2 + sin(1)^2 − 1, which are zero without being canonically zero.
      if (difference.every((term) => isUndecided(term.coefficient)))
        refuseInexactValue(value, argumentSpan(call, 0), 'hermitian(…)');
    }
    return { kind: 'boolean', boolean: isSo };
  },
};
