import { perturb } from '../../perturbation/index.js';
import { chargeNumber } from './charge-number.js';
import { type LanguageFunction, summedArgument } from './function.js';

export const perturbFunction: LanguageFunction = {
  name: 'perturb',
  natural: false,
  operators: 2,
  decides: true,
  apply: (call) => {
    const upto = call.values.length > 2 ? chargeNumber(call, 2, 'as in perturb(V, H0, 5)') : undefined;
    const [v, h] = [summedArgument(call, 0), summedArgument(call, 1)];
    return { kind: 'perturbation', perturbation: perturb(v, h, { ...(upto !== undefined && { upto }) }) };
  },
};
