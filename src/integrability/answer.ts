import { symbolsOf } from '../exact/index.js';
import type { Operator } from '../spin/index.js';
import { type Exceptions, exceptionalCouplings } from './exceptional.js';
import type { IntegrabilityVerdict } from './kinds.js';
import { type Integrability, type IntegrabilityOptions, integrabilityOf, algebraOf } from './verdict.js';

/** The verdict on a chain, with the special couplings at which it is another one. */
export interface IntegrabilityAnswer extends Integrability {
  readonly hamiltonian: Operator;
  /** present where couplings are open and Theorem A decides for generic ones */
  readonly exceptions?: Exceptions;
}

/** Options of the question, with the time for special couplings. */
export interface IntegrabilityQuestion extends IntegrabilityOptions {
  /** time for special couplings, in seconds; 10 by default */
  readonly seconds?: number;
}

/** Time for special couplings by default, in seconds. */
const defaultSeconds = 10;

/**
 * Whether a chain is integrable, for generic couplings and for special ones.
 *
 * @param hamiltonian  a static, Hermitian sum over the chain
 * @diagnostic those of `integrabilityOf`
 */
export function integrabilityAnswer(
  hamiltonian: Operator,
  { seconds = defaultSeconds, ...options }: IntegrabilityQuestion = {},
): IntegrabilityAnswer {
  const found = integrabilityOf(hamiltonian, options);
  const hasExceptions = found.verdict.kind === 'not-integrable' && hasCouplings(hamiltonian);
  return {
    ...found,
    hamiltonian,
    ...(hasExceptions && {
      exceptions: exceptionalCouplings(found.order?.hamiltonian ?? hamiltonian, seconds, algebraOf(options)),
    }),
  };
}

/** Does a Hamiltonian have couplings without a value? */
const hasCouplings = ({ terms }: Operator): boolean =>
  terms.some((t) => [...symbolsOf(t.coefficient)].some(({ kind }) => kind !== 'prime'));

/** Branches that find operators which commute identically in the couplings; the others decide for generic couplings. */
const isForAllCouplings = (verdict: IntegrabilityVerdict): boolean =>
  (verdict.kind === 'pieces' && verdict.infinite.every((piece) => isForAllCouplings(piece.verdict))) ||
  verdict.kind === 'strictly-local' ||
  (verdict.kind === 'integrable' &&
    verdict.construction !== 'repaired boost' &&
    verdict.construction !== 'medium range');

/** A remark on an answer whose special couplings were not searched for. */
export const genericNote = ({ hamiltonian, verdict, exceptions }: IntegrabilityAnswer): string | undefined => {
  if (!hasCouplings(hamiltonian) || exceptions) return undefined;
  return isForAllCouplings(verdict)
    ? 'what decides holds for all couplings; at special values there may be more charges, such as strictly local ones'
    : 'the couplings are generic: at special values there may be more charges, and another verdict';
};
