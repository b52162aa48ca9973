import { limit, refuse } from '../../text/index.js';
import { type FunctionCall, argumentSpan, integerArgument } from './function.js';

/** Highest charge that expressions name. */
const maxCharge = 31;

/**
 * The k-th argument as the number of a charge.
 *
 * @diagnostic `charge-number`, `charge-too-long`, `not-an-integer`
 */
export function chargeNumber(call: FunctionCall, k: number, hint: string): number {
  const n = integerArgument(call, k);
  const span = argumentSpan(call, k);
  if (n < 2) refuse('charge-number', `charges are numbered from 2, not ${n}`, { span, hint });
  if (n > maxCharge) limit('charge-too-long', `${call.node.function}() goes up to C_${maxCharge}`, { span });
  return n;
}
