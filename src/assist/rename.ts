import { type Statement, keywords, nameOrNone, reservedLetters } from '../language/index.js';
import { type NameUse, shownName } from './names.js';
import { definitionBefore, useAt } from './places.js';
import type { TextRange } from './range.js';
import { type Study, type AssistOptions, studyOf } from './study.js';

/** A change of a text: the range gets another text. */
export interface TextEdit extends TextRange {
  readonly insert: string;
}

/** The changes that give a name another one everywhere, or the reason why it cannot have it. */
export type Renaming =
  | { readonly kind: 'renamed'; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'refused'; readonly message: string };

/** The range and the name at an offset, if it is a name of the user that can be changed; else why not. */
export function renameableAt(
  text: string,
  offset: number,
  options: AssistOptions = {},
): (TextRange & { readonly kind: 'name'; readonly name: string }) | Extract<Renaming, { kind: 'refused' }> {
  const study = studyOf(text, options);
  const use = useAt(study, offset);
  if (!use) return refused('only a name of your own can be changed, and none stands here');
  const { from, to, name } = use;
  const reason = unchangeable(study, use);
  return reason === undefined ? { kind: 'name', from, to, name } : refused(reason);
}

/**
 * Renames the name at an offset in the whole text. The new text is read again: it has to be the same program but for the
 * name, and may not have an error that the old one did not have.
 */
export function renamed(text: string, offset: number, newName: string, options: AssistOptions = {}): Renaming {
  const study = studyOf(text, options);
  const found = renameableAt(text, offset, options);
  if (found.kind === 'refused') return found;
  const typed = newName.trim();
  const name = nameOrNone(typed);
  if (name === undefined)
    return refused(
      `"${typed}" is not a name: a name is letters then digits, or one Greek letter then digits, then _ and a subscript if wanted`,
    );
  if (reservedLetters.has(typed) || reservedLetters.has(name) || keywords.has(name))
    return refused(`"${typed}" is reserved by the language`);
  const reason = name === found.name ? undefined : takenBy(study, found.name, name);
  if (reason !== undefined) return refused(reason);
  const uses = study.statements.flatMap(({ names }) => names.filter((use) => use.name === found.name));
  const edits = uses.map((use) => spaced(text, use, typed));
  const after = studyOf(applied(text, edits), options);
  if (!isSameProgram(study, after, { from: found.name, to: name }))
    return refused(`with the name ${shownName(name)} the program would be read in another way`);
  const before = new Set(study.problems.map(({ code }) => code));
  const problem = after.problems.find(({ code }) => !before.has(code));
  return problem
    ? refused(`with the name ${shownName(name)} the program would have an error: ${problem.message}`)
    : { kind: 'renamed', edits };
}

const refused = (message: string): Extract<Renaming, { kind: 'refused' }> => ({ kind: 'refused', message });

function unchangeable(study: Study, { name, from }: NameUse): string | undefined {
  const shown = shownName(name);
  const definition = definitionBefore(study, name, from);
  if (definition?.isEarlier) return `${shown} is defined in an earlier text, which would have to change too`;
  const known = study.environment.isKnown(name);
  if (known && !study.statements.some(({ names }) => names.some((use) => use.name === name && use.role !== 'use')))
    return `${shown} is defined outside of this text`;
  const uses = study.statements.flatMap(({ names }) => names.filter((use) => use.name === name));
  const composed = uses.find((use) => use.composed);
  if (composed) {
    const { text } = study.source;
    return `${text.slice(composed.from, composed.to)} stands for ${shown} and holds more than its name: write ${shown} there first`;
  }
  if (primed.has(name) && hasPrimes(study)) return `${shown} is part of the meaning of S' and S''`;
  return undefined;
}

/** Names that the primes of rescaled spins refer to: λ_a, which is Δ/J along z by default.   chain (16) */
const primed: ReadonlySet<string> = new Set(['J', 'Delta', 'lambda_x', 'lambda_y', 'lambda_z']);

function hasPrimes({ statements }: Study): boolean {
  return statements.some(({ statement }) => /S['′’″]|\\prime/u.test(textOf(statement)));
}

const textOf = ({ span }: Statement): string => span.source.text.slice(span.start, span.end);

function takenBy(study: Study, old: string, name: string): string | undefined {
  const isUsed = [...study.earlier, ...study.statements].some(({ names }) => names.some((use) => use.name === name));
  if (isUsed || study.environment.isKnown(name)) return `${shownName(name)} has a meaning in this program already`;
  if (primed.has(name) && hasPrimes(study))
    return `${shownName(name)} is part of the meaning of S' and S'', so ${shownName(old)} cannot have this name`;
  return undefined;
}

/** The new name in place of the old one, with a space where it would run into the word beside it. */
function spaced(text: string, { from, to }: NameUse, typed: string): TextEdit {
  const letter = /[\p{L}\p{N}]/u;
  const before = letter.test(text[from - 1] ?? '') && !/\d/u.test(text[from - 1]!) ? ' ' : '';
  const after = letter.test(text[to] ?? '') ? ' ' : '';
  return { from, to, insert: before + typed + after };
}

/** A text after edits that do not overlap. */
export function applied(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const { from, to, insert } of [...edits].sort((a, b) => a.from - b.from)) {
    result += text.slice(at, from) + insert;
    at = to;
  }
  return result + text.slice(at);
}

function isSameProgram(one: Study, other: Study, name: { readonly from: string; readonly to: string }): boolean {
  if (one.statements.length !== other.statements.length) return false;
  return one.statements.every(({ statement, names }, k) => {
    const after = other.statements[k]!;
    const wanted = names.map((use) => [use.role, use.name === name.from ? name.to : use.name]);
    const found = after.names.map((use) => [use.role, use.name]);
    return JSON.stringify(wanted) === JSON.stringify(found) && form(statement) === form(after.statement);
  });
}

/** A statement without its names and places, to be compared. */
const form = (statement: Statement): string =>
  JSON.stringify(statement, (key, value: unknown) =>
    ['span', 'nameSpan', 'name', 'sited', 'limits', 'argument'].includes(key) ? undefined : value,
  );
