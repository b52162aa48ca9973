import { writeTex, writeText } from '../language/index.js';
import { expressOperator, operatorValue } from '../meaning/index.js';
import { type TermDocument, valueDocument } from '../report/index.js';
import { type Operator, isZeroOperator } from '../spin/index.js';
import { readable } from '../text/index.js';
import { expectOperator } from './operand.js';

/** An operator as plain data, as `spinlaw eval --json` prints it. */
export interface OperatorDocument {
  kind: 'operator';
  /** `null` where it is undecided because of numbers without exact form, such as π */
  hermitian: boolean | null;
  /** longest Pauli string, in sites; `null` where it is undecided */
  range: number | null;
  /** the Pauli strings with their weights and coefficients */
  terms: TermDocument[];
  text: string;
  latex: string;
}

/**
 * The operator as text of the language; `operator(toText(A))` is A again. Zero is `0`.
 *
 * @group Printing
 * @throws DiagnosticError `not-an-operator`
 */
export function toText(a: Operator): string {
  return readable(() => {
    expectOperator(a, 'toText');
    return isZeroOperator(a) ? '0' : writeText(expressOperator(a, { free: false }));
  });
}

/**
 * The operator in LaTeX, without dollar signs.
 *
 * @group Printing
 * @throws DiagnosticError `not-an-operator`
 */
export function toTex(a: Operator): string {
  return readable(() => {
    expectOperator(a, 'toTex');
    return isZeroOperator(a) ? '0' : writeTex(expressOperator(a, { free: false }));
  });
}

/**
 * The operator as plain data, the document of `spinlaw eval --json`: its Pauli strings with weights and exact
 * coefficients, whether it is Hermitian, its range, its text and its LaTeX.
 *
 * `exportOperator(a, 'json')` writes a file that `importOperator` reads back without loss.
 *
 * @group Printing
 * @throws DiagnosticError `not-an-operator`
 */
export function toJson(a: Operator): OperatorDocument {
  return readable(() => {
    expectOperator(a, 'toJson');
    const fixed = a.terms.some((t) => t.place.kind !== 'chain');
    return valueDocument(operatorValue(a, { free: false, fixed, weighted: false })) as OperatorDocument;
  });
}
