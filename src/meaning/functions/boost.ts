import { boostOperator } from '../../charges/index.js';
import { nowhere, operatorValue } from '../value.js';
import { type LanguageFunction, operatorArgument } from './function.js';

export const boostFunction: LanguageFunction = {
  name: 'boost',
  natural: false,
  operators: 1,
  decides: true,
  onChain: true,
  apply: (call) => operatorValue(boostOperator(operatorArgument(call, 0)), { ...nowhere, weighted: true }),
};
