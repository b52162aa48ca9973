import { refuseUnset } from '../../exact/index.js';
import { finiteMatrix, maxMatrixSites, sectorMatrices } from '../../finite/index.js';
import { finiteArgument } from './finite-argument.js';
import type { LanguageFunction } from './function.js';

export const matrixFunction: LanguageFunction = {
  name: 'matrix',
  natural: false,
  operators: 1,
  apply: (call) => {
    const { operator, chain } = finiteArgument(call, 0);
    return chain.sites <= maxMatrixSites
      ? { kind: 'matrix', chain, matrix: finiteMatrix(operator, chain, refuseUnset) }
      : { kind: 'matrix', chain, sectors: sectorMatrices(operator, chain, refuseUnset) };
  },
};
