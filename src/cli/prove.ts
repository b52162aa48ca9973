import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { relative } from 'node:path';
import { type Diagnostic, DiagnosticError, type Source, errorDocument, refuse } from '../text/index.js';
import { type ClaimDocument, claimDocument, claimLine } from '../report/index.js';
import { CertificateFolder } from './certificates.js';
import { newSession, writeNotes } from './eval.js';
import { scriptsOf } from './input.js';
import { type ModularChoice, modeOf } from './options.js';
import { type ExitCode, type Output, exitCodeOf, fail, worse } from './output.js';

/** The scripts of the working folder, or those that come with the package. */
function defaultScripts(): string {
  if (existsSync('proofs')) return 'proofs';
  return relative('', fileURLToPath(new URL('../../proofs', import.meta.url)));
}

export interface ProveOptions extends ModularChoice {
  readonly certify?: boolean;
  readonly out?: string;
}

export function proveCommand(operands: readonly string[], options: ProveOptions, output: Output): ExitCode {
  if ((options.out !== undefined) !== (options.certify === true)) {
    refuse('option-alone', options.certify ? '--certify needs a folder' : '--out goes with --certify', {
      hint: 'as in --certify --out certificates',
    });
  }
  const mode = modeOf(options);
  if (options.certify && mode !== 'exact') {
    refuse('certify-modulo', 'certificates are of exact proofs', { hint: `leave --certify or --${mode} out` });
  }
  const folder = options.out === undefined ? undefined : new CertificateFolder(options.out);
  const sources: Source[] = (operands.length > 0 ? operands : [defaultScripts()]).flatMap(scriptsOf);
  const claims: ClaimDocument[] = [];
  const errors: Diagnostic[] = [];
  let code: ExitCode = 0;
  let failed = 0;
  for (const [k, source] of sources.entries()) {
    if (!output.json) output.progress(`${source.name} (${k + 1} of ${sources.length})`);
    for (const outcome of newSession(options, { certify: folder !== undefined, mode }).run(source)) {
      writeNotes(outcome, output);
      if (outcome.kind === 'error') {
        code = worse(code, exitCodeOf(outcome.diagnostic));
        errors.push(outcome.diagnostic);
        if (!output.json) output.diagnostic(outcome.diagnostic);
      }
      if (outcome.kind !== 'claim') continue;
      const document = claimDocument(outcome.claim);
      claims.push(document);
      // A claim that has not been refuted is not proved: the answer stops at a limit.
      if (outcome.claim.verdict === 'probable') code = worse(code, 3);
      if (outcome.claim.verdict === 'fails') {
        failed += 1;
        code = worse(code, 1);
      }
      if (!output.json) output.line(claimLine(outcome.claim));
      if (!folder || !outcome.claim.holds) continue;
      try {
        document.certificate = folder.write(outcome.claim, outcome.certificate!());
      } catch (error) {
        if (!(error instanceof DiagnosticError)) throw error;
        code = worse(code, exitCodeOf(error.diagnostic));
        errors.push(error.diagnostic);
        if (!output.json) output.diagnostic(error.diagnostic);
      }
    }
  }
  if (claims.length === 0 && errors.length === 0) {
    return fail(output, {
      kind: 'input',
      code: 'no-claims',
      message: 'there is no prove or refute in the input',
      hint: 'a claim is written prove A = B',
    });
  }
  if (output.json) {
    output.document({
      claims,
      ...(errors.length > 0 && { error: errorDocument(errors[0]!), errors: errors.map(errorDocument) }),
    });
  } else {
    const held = claims.filter((c) => c.holds).length;
    const open = claims.length - failed - held;
    output.line(
      `${held} of ${claims.length} claims hold${open > 0 ? `; ${open} probable, and not proved` : ''}${errors.length > 0 ? `; ${errors.length} error${errors.length === 1 ? '' : 's'}` : ''}`,
    );
  }
  return code;
}
