import { hamiltonianText } from '../session/index.js';
import {
  type ChargesDocument,
  type OpenChargesDocument,
  chargesReport,
  hamiltonianFromProgram,
  openChargesReport,
} from '../report/index.js';
import type { Operator } from '../spin/index.js';
import { readable } from '../text/index.js';
import { type Answer, type OnAnswerProgress, type Parameters, documentOf, noting, settingsFrom } from './answer.js';
import { isOperator } from './operand.js';

/** Options for the search for charges. */
export interface FindChargesOptions {
  /** the last n for which C_n is computed; 4 by default */
  readonly upto?: number;
  /** values of parameters of a program */
  readonly parameters?: Parameters;
  /** whether to list the Pauli strings of every charge */
  readonly words?: boolean;
  readonly onProgress?: OnAnswerProgress;
}

/**
 * The conserved charges C_2, C_3, … of a chain by the boost recursion, each with its proof, as plain data.
 *
 *   C_{i+1} = [O_b, C_i],  O_b = −i Σ_j j h_{j,j+1}      (chain, Methods)
 *
 * The arithmetic is exact, so `residual` counts the Pauli strings that remain in the commutators [H, C_n]; it is 0
 * where every charge is conserved for all values of the parameters. `conservedCharges` gives the same charges as
 * operators.
 *
 * @param hamiltonian  an operator, or the text of a program; a density with a free j is summed, with a note
 * @throws DiagnosticError those of the program; `not-translation-invariant`, `time-dependent`, `too-many-words` …
 */
export function findCharges(
  hamiltonian: Operator | string,
  { upto = 4, parameters, words, onProgress }: FindChargesOptions = {},
): Answer<ChargesDocument> {
  return readable(() => {
    const { listener, notes, errors } = noting(onProgress);
    const given = isOperator(hamiltonian)
      ? { hamiltonian, text: hamiltonianText(hamiltonian), assumptions: [], code: 0 as const }
      : hamiltonianFromProgram({ name: '<hamiltonian>', text: hamiltonian }, settingsFrom(parameters), listener);
    const report = chargesReport(given, { upto, ...(words !== undefined && { words }) }, listener);
    const value = documentOf<ChargesDocument>(report, errors);
    const strings = (of: (c: ChargesDocument['charges'][number]) => number): number =>
      value.charges.reduce((sum, c) => sum + of(c), 0);
    return {
      value,
      residual: strings((c) => c.residual?.length ?? 0),
      scale: Math.max(
        1,
        strings((c) => c.terms),
      ),
      method: value.unitCell?.searched.length
        ? 'the boost recursion and a search among all strings, exactly'
        : 'the boost recursion, exactly',
      notes,
    };
  });
}

/** Options for the charges of open chains. */
export interface FindOpenChargesOptions {
  /** the last n of C_n; 4 by default */
  readonly upto?: number;
  /** largest number of sites of boundary terms at each end; one less than the range of the charge by default */
  readonly boundary?: number;
  /** values of parameters of a program */
  readonly parameters?: Parameters;
  readonly onProgress?: OnAnswerProgress;
}

/**
 * The charges C_2, C_3, … that survive on open chains of every length, with their boundary terms, as plain data.
 * `openCharges` gives them as operators.
 *
 *   findOpenCharges('(sum_j S_j·S_<j+1>) + h Sz_0').value.charges[2].left       the boundary terms of C_4 at the left end
 *
 * The arithmetic is exact: `residual` counts the Pauli strings that remain in [H_N, Q_N] for the charges that survive,
 * which is none.
 *
 * @param hamiltonian  an operator, or the text of a program: a chain sum, with boundary terms on the sites 0, 1 … at the
 *   left end, and on the sites −1, −2 … at the right end
 * @throws DiagnosticError those of the program; `not-translation-invariant`, `boundary-term`, `charge-too-long` …
 */
export function findOpenCharges(
  hamiltonian: Operator | string,
  { upto = 4, boundary, parameters, onProgress }: FindOpenChargesOptions = {},
): Answer<OpenChargesDocument> {
  return readable(() => {
    const { listener, notes, errors } = noting(onProgress);
    const given = isOperator(hamiltonian)
      ? { hamiltonian, text: hamiltonianText(hamiltonian), assumptions: [], code: 0 as const }
      : hamiltonianFromProgram({ name: '<hamiltonian>', text: hamiltonian }, settingsFrom(parameters), listener);
    const report = openChargesReport(given, { upto, ...(boundary !== undefined && { boundary }) }, listener);
    const value = documentOf<OpenChargesDocument>(report, errors);
    return {
      value,
      residual: 0,
      scale: 1,
      method: 'linear equations at the two ends, exactly',
      notes,
    };
  });
}
