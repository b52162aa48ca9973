import { refuseUnset } from '../../exact/index.js';
import { finiteSpectrum } from '../../finite/index.js';
import { finiteArgument } from './finite-argument.js';
import type { LanguageFunction } from './function.js';

export const eigenvaluesFunction: LanguageFunction = {
  name: 'eigenvalues',
  natural: false,
  operators: 1,
  apply: (call) => {
    const { operator, chain } = finiteArgument(call, 0);
    return { kind: 'eigenvalues', spectrum: finiteSpectrum(operator, chain, refuseUnset) };
  },
};
