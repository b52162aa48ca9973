import { writeText } from '../../src/language/index.js';
import { expressValue, notationIn } from '../../src/meaning/index.js';
import { valueDocument } from '../../src/report/index.js';
import { Session, runProgram } from '../../src/session/index.js';
import { chainFormulas } from './chain.js';
import type { Formula } from './formula.js';
import { gasFormulas } from './gas.js';

/** The terms of a value, as `--json` prints them. */
export interface ValueTerms {
  readonly terms?: unknown;
  readonly entries?: unknown;
}

/** The terms that `spinlaw eval` gives for the last expression of a program, and its text in the form of a cell. */
export function evaluated(text: string): { readonly terms: unknown; readonly written: string } {
  const session = new Session({ spins: 'any' });
  const { outcomes, errors } = runProgram(session, { name: 'corpus', text });
  const last = outcomes.findLast((outcome) => outcome.kind === 'value');
  if (!last) throw new Error(`${text}: ${errors[0]!.message}`);
  const { terms, entries } = valueDocument(last.value, last.assumptions, last.notation) as unknown as ValueTerms;
  const written = writeText(expressValue(last.value, notationIn(session.environment, 'vectors')));
  return { terms: terms ?? entries, written };
}

/** The formulas of both papers as they are typed into cells: the statements before each, and an expression. */
export const typedFormulas: readonly { readonly program: string; readonly expression: string }[] = [
  ...chainFormulas,
  ...gasFormulas,
].map(({ program = '', ascii }: Formula) => ({
  program,
  // Of a definition, the value.
  expression: ascii.replace(/^[\w<>,+{}Δ]+ = /u, ''),
}));
