import { coefficientText } from '../../src/exact/index.js';
import type { ClaimResult } from '../../src/proof/index.js';
import { type Value, asOperator } from '../../src/meaning/index.js';
import { type Outcome, Session } from '../../src/session/index.js';
import { termDocuments } from '../../src/report/index.js';
import type { Operator } from '../../src/spin/index.js';
import type { Diagnostic } from '../../src/text/index.js';

/** What the last statement of a program yields. */
export function last(text: string, session = new Session()): Outcome {
  const outcome = [...session.run({ name: '<test>', text })].at(-1);
  if (!outcome) throw new Error(`no outcome: ${text}`);
  return outcome;
}

export function value(text: string): Value {
  const outcome = last(text);
  if (outcome.kind !== 'value' && outcome.kind !== 'definition')
    throw new Error(`${text}: ${JSON.stringify(outcome.kind === 'error' ? outcome.diagnostic.message : outcome.kind)}`);
  return outcome.value;
}

export function operator(text: string): Operator {
  const found = asOperator(value(text));
  if (!found) throw new Error(`${text} is no operator`);
  return found;
}

/** `Σ XY`, `Σ (-1)^j*j Z`, `XIX@3` → coefficient */
export function terms(text: string): Record<string, string> {
  return Object.fromEntries(
    termDocuments(operator(text)).map((t) => {
      const letters = t.string === '' ? '1' : t.string;
      return [
        t.weight === 'local' ? `${letters}@${t.site}` : `Σ ${t.weight === '1' ? '' : `${t.weight} `}${letters}`,
        t.coefficient,
      ];
    }),
  );
}

export function scalar(text: string): string {
  const found = value(text);
  if (found.kind !== 'scalar') throw new Error(`${text} is ${found.kind}`);
  return coefficientText(found.scalar);
}

export function truth(text: string): boolean {
  const found = value(text);
  if (found.kind !== 'boolean') throw new Error(`${text} is ${found.kind}`);
  return found.boolean;
}

export function error(text: string): Diagnostic {
  const outcome = last(text);
  if (outcome.kind !== 'error') throw new Error(`${text}: nothing was refused`);
  return outcome.diagnostic;
}

/** What the caret of an error stands under. */
export function marked(diagnostic: Diagnostic): string | undefined {
  return diagnostic.span && diagnostic.span.source.text.slice(diagnostic.span.start, diagnostic.span.end);
}

export function notes(text: string): string[] {
  const outcome = last(text);
  if (outcome.kind !== 'value') throw new Error(text);
  return outcome.notes.map((n) => n.span.source.text.slice(n.span.start, n.span.end));
}

export function claim(text: string): ClaimResult {
  const outcome = last(text);
  if (outcome.kind !== 'claim')
    throw new Error(`${text}: ${outcome.kind === 'error' ? outcome.diagnostic.message : outcome.kind}`);
  return outcome.claim;
}
