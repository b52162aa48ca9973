import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { errorExamples } from '../../scripts/errors.mjs';
import { Session } from '../../src/session/index.js';
import { diagnosticCodes } from '../../src/text/codes.js';
import { type Diagnostic, type DiagnosticCode, renderDiagnostic } from '../../src/text/index.js';

/** A program, and the message it gets with its code in brackets before it. */
const pages = readFileSync('grammar/cases/meaning-error-pages.txt', 'utf8')
  .replace(/^(?:#.*\n)+/u, '')
  .split(/^-{10,}\n/mu)
  .map((page) => page.split('\n==>\n') as [string, string]);

function firstError(text: string): Diagnostic | undefined {
  for (const outcome of new Session().run({ name: 'case', text }))
    if (outcome.kind === 'error') return outcome.diagnostic;
  return undefined;
}

describe('what is read but has no meaning', () => {
  test.each(pages)('%s', (text, wanted) => {
    const diagnostic = firstError(text);
    expect(diagnostic && `[${diagnostic.code}]\n${renderDiagnostic(diagnostic)}`).toBe(wanted.trimEnd());
  });
});

/**
 * Codes that neither a short text of the language nor a short command yields: calls of the library, the terminal, limits
 * that take long to reach. Their tests are in the rooms that raise them.
 */
const elsewhere: readonly DiagnosticCode[] = [
  // How a text is written
  // Spins, sites and sums
  'site-not-whole',
  'pauli-component',
  'no-equation',
  // Names and definitions
  'solution-too-long',
  'too-many-unknowns',
  'no-result',
  'unknown-result',
  // Time and phases
  'phase-value',
  // Claims, proofs and certificates
  'certificate-rejected',
  // Laws
  'unknown-symmetry',
  'no-cases',
  'budget-spent',
  'no-case',
  'no-ring',
  'terms-cancel',
  'too-many-states',
  // The Hamiltonian and its charges
  'charge-of-what',
  // Perturbations
  'undecided',
  // Rings
  'not-symmetric',
  'string-too-long',
  'sector-too-large',
  // The driven chain
  'not-a-model',
  'no-convergence',
  'not-resolved',
  'stiff',
  // Ensembles and observables
  'charges-do-not-commute',
  'forces-singular',
  'liouvillian-setting',
  'temperature',
  // The driven gas
  'gas-position',
  'gas-harmonic',
  'harmonics-out-of-range',
  'modes-incomplete',
  'degenerate-quasienergies',
  'energy-not-finite',
  'state-invalid',
  'resonance-unresolved',
  'too-many-channels',
  'too-many-sidebands',
  'too-many-digits',
  // Operators of other libraries
  'binary-on-terminal',
  'too-many-products',
  'text-too-long',
  // Options of a command
  'bad-arguments',
  'command-usage',
  'unknown-topic',
  // The notebook and Jupyter
  'port-taken',
  'port-in-use',
  'cannot-listen',
  'zeromq-missing',
  'no-python',
  'no-such-kernel',
  // Files and folders
  'unreadable',
  'not-text',
  'link-in-folder',
  'file-too-large',
  // Calls of the library
  'bad-option',
  'free-site',
  'not-a-law',
  'not-a-subject',
  // Linear algebra and numbers
  'unknown-backend',
  'backend-missing',
  'threads-out-of-range',
  'matrix-shape',
  'matrix-mismatch',
  'matrix-mixed',
  'matrix-not-square',
  'band-shape',
  // a contradiction of the program with itself
  'branches-disagree',
  'singular',
  'rate-negative',
  'digits-out-of-range',
  'order-not-integer',
  'bessel-too-far',
  'nodes-not-integer',
  'page-not-built',
  'panel-empty',
  'pole-outside',
  'pole-at-break',
  'table-shape',
  // Sweeps: processes that die, disks that are full, schedulers that refuse
  'program-changed',
  'disk-full',
  'worker-died',
  'task-crashed',
  'task-too-long',
  'results-missing',
  'no-such-task',
  'unknown-column',
  'no-scheduler',
  'scheduler-refused',
  // Limits of size and time
  'interrupted',
  'thread-ended',
  'too-much-work',
  'source-too-long',
  'statement-too-long',
  'too-many-statements',
  'too-many-errors',
  'nesting-too-deep',
  'name-too-long',
  'monomial-too-long',
  'coefficient-too-long',
  'operator-too-long',
  'dark-state',
  'definitions-too-large',
  'too-many-pairs',
  'too-long-to-write',
  'pattern-too-long',
];

describe('the codes of errors', () => {
  test('have an example in the cases of the grammar or of the commands, but for those that are listed here', async () => {
    const examples = await errorExamples();
    const codes = Object.values(diagnosticCodes).flatMap((ofSubject) => Object.keys(ofSubject));
    expect(codes.filter((code) => !examples.has(code)).sort()).toEqual(elsewhere.toSorted());
  });
});
