import type { Coefficient, ParameterDomain } from '../exact/index.js';
import type { Operator } from '../spin/index.js';
import type { Source, Span } from '../text/index.js';

/** Options that make a chain sum finite. */
export interface WriteOptions {
  /** number of sites; not needed if there are only local operators */
  readonly sites?: number | undefined;
  /** an open chain 0 … N−1 instead of a ring */
  readonly open?: boolean | undefined;
}

/**
 * Reads a coefficient written as text of the language. This room does not know the language, so the caller passes the
 * parser.
 */
export type CoefficientParser = (text: Source, parameters: ReadonlyMap<string, ParameterDomain>) => Coefficient;

/** Receives a sentence about a document, and the place it refers to. */
export type Remark = (message: string, span: Span) => void;

/** A format of another library: how operators are written in it, and how they are read. */
export interface Format {
  /** the word for `--to` and `--from` */
  readonly id: string;
  readonly title: string;
  /** extension of a file, without the dot */
  readonly extension: string;
  /** @throws DiagnosticError for an operator that the format cannot hold */
  write(operator: Operator, options: WriteOptions): string | Uint8Array;
  /**
   * @param remark  receives statements of the document that the operator does not contain
   * @throws DiagnosticError with the place of text that is not understood
   */
  read?(source: Source, parseCoefficient: CoefficientParser, remark?: Remark): Operator;
  /** what is lost in this format, in one sentence */
  readonly loses: string;
}
