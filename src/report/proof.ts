import type { ClaimResult } from '../proof/index.js';
import { type Outcome, runProgram, sessionWith } from '../session/index.js';
import {
  type Diagnostic,
  type ExitCode,
  type Source,
  DiagnosticError,
  exitCodeOf,
  refuse,
  worse,
} from '../text/index.js';
import { claimLine } from './claim-line.js';
import { type ClaimDocument, claimDocument } from './claim.js';
import { type Listener, type CommandReport, errorsDocument } from './report.js';
import { type SolveDocument, solveDocument, solveLines } from './solve.js';

export interface ProofQuestion {
  readonly set: readonly string[];
  readonly mode: ClaimResult['mode'];
  /** stores the certificate of a claim that holds, and returns its place */
  readonly keep?: (claim: ClaimResult, certificate: string) => string;
}

/**
 * The answer of `prove`: runs every `prove`, `refute` and `solve` of scripts.
 *
 * @diagnostic `no-claim`
 */
export function proofReport(
  sources: readonly Source[],
  { set, mode, keep }: ProofQuestion,
  listener: Listener,
): CommandReport {
  const claims: ClaimDocument[] = [];
  const solutions: SolveDocument[] = [];
  const errors: Diagnostic[] = [];
  let code: ExitCode = 0;
  const fail = (diagnostic: Diagnostic): void => {
    code = worse(code, exitCodeOf(diagnostic));
    errors.push(diagnostic);
    listener.error(diagnostic);
  };
  for (const [k, source] of sources.entries()) {
    listener.progress(`${source.name} (${k + 1} of ${sources.length})`);
    runProgram(sessionWith(set, { certify: keep !== undefined, mode, spins: 'any' }), source, {
      note: (text) => listener.note(text),
      outcome: (outcome) => {
        if (outcome.kind === 'error') fail(outcome.diagnostic);
        if (outcome.kind === 'solve') {
          solutions.push(solveDocument(outcome.solved));
          if (outcome.solved.solution.kind === 'none') code = worse(code, 1);
          listener.line(solveLines(outcome.solved).join('\n'));
        }
        if (outcome.kind !== 'claim') return;
        const document = claimDocument(outcome.claim);
        claims.push(document);
        // A claim that has only not been refuted is not proved, so the exit code is that of a limit.
        if (outcome.claim.verdict === 'probable') code = worse(code, 3);
        if (outcome.claim.verdict === 'fails') code = worse(code, 1);
        const problem = keep && outcome.claim.holds ? certifyClaim(document, outcome, keep) : undefined;
        listener.line(claimLine(outcome.claim, document.verdict));
        if (problem) fail(problem);
      },
    });
  }
  if (claims.length + solutions.length === 0 && errors.length === 0)
    refuse('no-claim', 'there is no prove, refute or solve in the input', { hint: 'a claim is written prove A = B' });
  listener.line(summaryOf(claims, solutions, errors.length));
  return { document: { claims, ...(solutions.length > 0 && { solutions }), ...errorsDocument(errors) }, code };
}

/** Stores the certificate of a claim, or returns why there is none: then the claim is computed, and not proved. */
function certifyClaim(
  document: ClaimDocument,
  { claim, certificate }: Extract<Outcome, { readonly kind: 'claim' }>,
  keep: NonNullable<ProofQuestion['keep']>,
): Diagnostic | undefined {
  let text: string | undefined;
  try {
    text = certificate!();
    document.certificate = keep(claim, text);
    return undefined;
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    if (text === undefined) document.verdict = 'computed';
    return error.diagnostic;
  }
}

function summaryOf(claims: readonly ClaimDocument[], solutions: readonly SolveDocument[], errors: number): string {
  const held = claims.filter((c) => c.holds).length;
  const open = claims.filter((c) => !c.holds && c.verdict !== 'fails').length;
  const computed = claims.filter((c) => c.verdict === 'computed').length;
  return [
    ...(claims.length > 0 || solutions.length === 0 ? [`${held} of ${claims.length} claims hold`] : []),
    ...(solutions.length > 0
      ? [`${solutions.filter((s) => s.solved).length} of ${solutions.length} equations have a solution`]
      : []),
    ...(computed > 0 ? [`${computed} computed, without a certificate`] : []),
    ...(open > 0 ? [`${open} probable, and not proved`] : []),
    ...(errors > 0 ? [`${errors} error${errors === 1 ? '' : 's'}`] : []),
  ].join('; ');
}
