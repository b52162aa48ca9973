import type { Coefficient, ParameterDomain } from '../exact/index.js';
import type { Operator } from '../spin/index.js';
import type { Source, Span } from '../text/index.js';

/** How a chain sum becomes finite. */
export interface WriteOptions {
  /** number of sites; local operators alone need no telling */
  readonly sites?: number | undefined;
  /** an open chain 0 … N−1 instead of a ring */
  readonly open?: boolean | undefined;
}

/**
 * Reads a coefficient written as text of the language. This room does not know the language, so whoever reads an exact
 * format brings the parser along.
 */
export type CoefficientParser = (text: Source, parameters: ReadonlyMap<string, ParameterDomain>) => Coefficient;

/** A sentence about a document, and its place. */
export type Remark = (message: string, span: Span) => void;

/** A format of another library: how operators go there, and how they come back. */
export interface Format {
  /** what `--to` and `--from` are given */
  readonly id: string;
  readonly title: string;
  /** of a file, without the dot */
  readonly extension: string;
  /** @throws DiagnosticError for an operator that the format cannot hold */
  write(operator: Operator, options: WriteOptions): string | Uint8Array;
  /**
   * @param remark  takes what a document says beside its operator and the operator does not show
   * @throws DiagnosticError with the place of whatever is not understood
   */
  read?(source: Source, parseCoefficient: CoefficientParser, remark?: Remark): Operator;
  /** what an operator loses on the way, in one sentence */
  readonly loses: string;
}
