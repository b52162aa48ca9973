import { checkCertificate } from '../kernel/index.js';
import { errorsDocument } from '../report/index.js';
import { type Diagnostic, DiagnosticError, type ExitCode, exitCodeOf, refuse, worse } from '../text/index.js';
import { command } from './command.js';
import { readFile } from './input.js';
import { finish, listenerOf } from './output.js';

/** Checks certificates. The exit code is 0 if all are accepted, 1 if one is rejected, 2 if one cannot be read. */
export const verifyCertificateCommand = command({
  operands: '[file...]',
  example: ['$ spinlaw verify-certificate proofs/certificates/eq-16-heat-current.heat-current.json'],
  options: [],
  run(operands, { set }, output) {
    if (set.length > 0)
      refuse('option-value', '--set has no place here: a certificate holds for all values of its parameters');
    if (operands.length === 0)
      refuse('missing-input', 'the certificate is missing', {
        hint: 'give files of prove --certify, or - for standard input',
      });
    const listener = listenerOf(output);
    const certificates: object[] = [];
    const errors: Diagnostic[] = [];
    let code: ExitCode = 0;
    for (const file of operands) {
      try {
        const answer = checkCertificate(readFile(file));
        if (!answer.accepted) code = worse(code, 1);
        certificates.push({ file, ...answer });
        listener.line(answer.accepted ? `accepted ${file}\n${answer.statement}` : `REJECTED ${file}\n${answer.reason}`);
      } catch (error) {
        if (!(error instanceof DiagnosticError)) throw error;
        code = worse(code, exitCodeOf(error.diagnostic));
        errors.push(error.diagnostic);
        listener.error(error.diagnostic);
      }
    }
    return finish({ document: { certificates, ...errorsDocument(errors) }, code }, output);
  },
});
