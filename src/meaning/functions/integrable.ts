import { periodOfCells } from '../../charges/index.js';
import { refuseConstants } from '../../exact/index.js';
import { genericNote, integrabilityAnswer } from '../../integrability/index.js';
import { locate, refuse } from '../../text/index.js';
import { type FunctionCall, type LanguageFunction, argumentSpan, integerArgument, summedArgument } from './function.js';

/** Most seconds that may be given: an hour. */
const longestTime = 3600;

export const integrableFunction: LanguageFunction = {
  name: 'integrable',
  spinOne: true,
  natural: false,
  operators: 1,
  decides: true,
  apply: (call) => {
    const seconds = call.values.length > 1 ? secondsArgument(call, 1) : undefined;
    const hamiltonian = summedArgument(call, 0);
    for (const { coefficient } of hamiltonian.terms)
      locate(argumentSpan(call, 0), () => refuseConstants(coefficient, 'whether this chain is integrable'));
    const period = periodOfCells(hamiltonian, call.scope.environment.legs.length);
    const answer = integrabilityAnswer(hamiltonian, {
      ...(period !== undefined && { period }),
      ...(call.scope.environment.isSpinOne && { spin: '1' as const }),
      ...(seconds !== undefined && { seconds }),
    });
    const message = genericNote(answer);
    if (message !== undefined) call.scope.report.notes.push({ message, span: call.node.span });
    return { kind: 'integrability', answer };
  },
};

/** @diagnostic `seconds-out-of-range`, `not-an-integer` */
function secondsArgument(call: FunctionCall, k: number): number {
  const seconds = integerArgument(call, k);
  if (seconds < 0 || seconds > longestTime)
    refuse('seconds-out-of-range', `the time is a number of seconds from 0 to ${longestTime}, not ${seconds}`, {
      span: argumentSpan(call, k),
      hint: 'as in integrable(sum_j S_j·S_<j+1>, 30)',
    });
  return seconds;
}
