import { conservedCharges, nothingText } from '../../charges/index.js';
import type { Operator } from '../../spin/index.js';
import { refuse } from '../../text/index.js';
import { nowhere, operatorValue } from '../value.js';
import { chargeNumber } from './charge-number.js';
import { type FunctionCall, type LanguageFunction, summedArgument } from './function.js';

export const chargeFunction: LanguageFunction = {
  name: 'charge',
  natural: false,
  operators: 1,
  decides: true,
  onChain: true,
  apply: (call) => operatorValue(chargeOf(call), nowhere),
};

/** @diagnostic `charge-number`, `charge-too-long`, `recursion-fails` */
function chargeOf(call: FunctionCall): Operator {
  const hamiltonian = summedArgument(call, 0);
  const n = chargeNumber(call, 1, 'C_2 is the Hamiltonian; C_1 = sum_j Sz_j is not made by the boost');
  const { charges } = conservedCharges(hamiltonian, { upto: n });
  for (const found of charges) {
    if (!found.commutes) {
      refuse(
        'recursion-fails',
        `the boost recursion ends: C_${found.index} does not commute with the Hamiltonian, so there is no C_${found.index + 1}`,
        { span: call.node.span, hint: 'spinlaw charges shows the residual' },
      );
    }
    if (found.index === n) {
      if (found.nothing) call.scope.report.notes.push({ message: nothingText(n, found.nothing), span: call.node.span });
      return found.operator();
    }
  }
  // The generator ends early only at an entry that does not commute.
  throw new Error(`no charge ${n}`);
}
