import { conservedCharges, tripletCharges, nothingText, searchText } from '../../charges/index.js';
import type { Operator } from '../../spin/index.js';
import { locate, refuse } from '../../text/index.js';
import { nowhere, operatorValue } from '../value.js';
import { chargeNumber } from './charge-number.js';
import { type FunctionCall, type LanguageFunction, summedArgument } from './function.js';

export const chargeFunction: LanguageFunction = {
  name: 'charge',
  spinOne: true,
  natural: false,
  operators: 1,
  decides: true,
  onChain: true,
  apply: (call) => operatorValue(chargeOf(call), nowhere),
};

/** @diagnostic `charge-number`, `charge-too-long`, `recursion-fails`, `no-charge`, `search-too-wide` */
function chargeOf(call: FunctionCall): Operator {
  const hamiltonian = summedArgument(call, 0);
  const n = chargeNumber(call, 1, 'C_2 is the Hamiltonian; C_1 = sum_j Sz_j is not made by the boost');
  const { span } = call.node;
  const { charges, cell } = locate(span, () =>
    (call.scope.environment.isSpinOne ? tripletCharges : conservedCharges)(hamiltonian, { upto: n }),
  );
  for (const found of charges) {
    if (!found.commutes) {
      refuse(
        'recursion-fails',
        `the boost recursion ends: C_${found.index} does not commute with the Hamiltonian, so there is no C_${found.index + 1}`,
        { span, hint: 'spinlaw charges shows the residual', hintInCells: `:charges H upto ${n} shows the residual` },
      );
    }
    if (found.index !== n) continue;
    if (found.nothing) call.scope.report.notes.push({ message: nothingText(n, found.nothing), span });
    if (found.branch !== undefined) break;
    if (found.by === 'search') {
      const message = `C_${n} is the only new charge of ${n} cells in a search among all strings; no boost gives it`;
      call.scope.report.notes.push({ message, span });
    }
    return found.operator();
  }
  const searched = cell?.searched.find(({ cells }) => cells === n);
  // Without a search the sequence ends early only at an entry that does not commute.
  if (!cell || !searched) throw new Error(`no charge ${n}`);
  return refuse('no-charge', searchText(searched, cell), {
    span,
    hint: `spinlaw charges … --all --range ${n * cell.size} lists every charge`,
    hintInCells: `:charges H upto ${n} lists the charges that there are`,
  });
}
