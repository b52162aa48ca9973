import { type WriteOptions, formatOf } from '../exchange/index.js';
import { asOperator } from '../meaning/index.js';
import { readForeign, readableFormat } from '../report/index.js';
import type { Operator } from '../spin/index.js';
import { readable } from '../text/index.js';
import { expectOperator } from './operand.js';

/**
 * The operator in the format of another library: `json`, `quspin`, `qiskit`, `openfermion`, `fermionoperator`, `itensor`,
 * `paulistrings`, `mathematica`, `npy`, `npz` or `mtx`. `formats` lists them, with the information that each of them
 * loses.
 *
 *   exportOperator(H, 'qiskit', { sites: 6 })
 *
 * @group Exchange
 * @param options  how a sum over the chain becomes finite: on a ring of `sites`, or on an open chain
 * @returns        text, or bytes for the binary formats
 * @throws DiagnosticError `unknown-format`, `not-an-operator`, and those of the format
 */
export function exportOperator(a: Operator, format: string, options: WriteOptions = {}): string | Uint8Array {
  return readable(() => formatOf(format).write(expectOperator(a, 'exportOperator'), options));
}

/**
 * Reads an operator from the text of another library: `json`, `quspin`, `qiskit` or `openfermion`. Anything that is not
 * understood is an error with its place.
 *
 * @group Exchange
 * @param text    the text of a file of the other library
 * @param format  the id of the format
 * @throws DiagnosticError `unknown-format`, `write-only-format`, and those of the format
 */
export function importOperator(text: string, format: string): Operator {
  return readable(() => asOperator(readForeign({ name: '<import>', text }, readableFormat(format), [], () => {}))!);
}
