import { checkCertificate } from '../kernel/index.js';
import { type Diagnostic, DiagnosticError, errorDocument, refuse } from '../text/index.js';
import { readFile } from './input.js';
import type { CommonOptions } from './options.js';
import { type ExitCode, type Output, exitCodeOf, worse } from './output.js';

/** Checks certificates: 0 all accepted, 1 one is rejected, 2 one cannot be read. */
export function verifyCertificateCommand(
  operands: readonly string[],
  options: CommonOptions,
  output: Output,
): ExitCode {
  if (options.set.length > 0)
    refuse('option-value', '--set has no place here: a certificate holds for all values of its parameters');
  if (operands.length === 0)
    refuse('missing-input', 'the certificate is missing', {
      hint: 'give files of prove --certify, or - for standard input',
    });
  const certificates: unknown[] = [];
  const errors: Diagnostic[] = [];
  let code: ExitCode = 0;
  for (const file of operands) {
    let text: string;
    try {
      text = readFile(file);
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      code = worse(code, exitCodeOf(error.diagnostic));
      errors.push(error.diagnostic);
      if (!output.json) output.diagnostic(error.diagnostic);
      continue;
    }
    const answer = checkCertificate(text);
    if (!answer.accepted) code = worse(code, 1);
    certificates.push({ file, ...answer });
    if (!output.json)
      output.line(answer.accepted ? `accepted ${file}\n${answer.statement}` : `REJECTED ${file}\n${answer.reason}`);
  }
  if (output.json) {
    output.document({
      certificates,
      ...(errors.length > 0 && { error: errorDocument(errors[0]!), errors: errors.map(errorDocument) }),
    });
  }
  return code;
}
