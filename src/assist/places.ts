import type { NameUse } from './names.js';
import type { TextRange } from './range.js';
import { type Study, type StudiedStatement, type AssistOptions, studyOf } from './study.js';

/** The name of the user at an offset, which may lie directly behind it, as a cursor does. */
export function useAt({ statements }: Study, offset: number): NameUse | undefined {
  const holding = statements.flatMap(({ names }) => names).filter(({ from, to }) => from <= offset && offset <= to);
  return holding.find(({ to }) => offset < to) ?? holding[0];
}

/** The last statement that defines or declares a name and begins no later than an offset. */
export function definitionBefore(
  { statements, earlier }: Study,
  name: string,
  offset: number,
): { readonly studied: StudiedStatement; readonly use: NameUse; readonly isEarlier: boolean } | undefined {
  for (const [list, isEarlier] of [
    [statements, false],
    [earlier, true],
  ] as const) {
    for (const studied of list.toReversed()) {
      if (!isEarlier && studied.statement.span.start > offset) continue;
      const use = studied.names.find((one) => one.name === name && introduces(one));
      // In its own definition a name stands for the earlier one, except on the left side.
      if (use && (isEarlier || offset <= use.to || studied.statement.span.end <= offset))
        return { studied, use, isEarlier };
    }
  }
  return undefined;
}

const introduces = ({ role }: NameUse): boolean => role === 'definition' || role === 'declaration';

/** Where a name comes from. */
export interface DefinitionPlace extends TextRange {
  /** whether it is a place of the earlier program, `before`, and not of the text itself */
  readonly isEarlier: boolean;
}

/**
 * The definition or declaration of the name at an offset. A parameter that is nowhere declared has none.
 */
export function definitionAt(text: string, offset: number, options: AssistOptions = {}): DefinitionPlace | undefined {
  const study = studyOf(text, options);
  const use = useAt(study, offset);
  const found = use && definitionBefore(study, use.name, use.from);
  return found && { from: found.use.from, to: found.use.to, isEarlier: found.isEarlier };
}

/** Every place where the name at an offset stands, definitions among them, in the order of the text. */
export function referencesOf(text: string, offset: number, options: AssistOptions = {}): NameUse[] {
  const study = studyOf(text, options);
  const use = useAt(study, offset);
  if (!use) return [];
  return study.statements.flatMap(({ names }) => names.filter(({ name }) => name === use.name));
}

/** Every name of the user in a text, in its order, without any value being computed. */
export function namesOf(text: string, options: AssistOptions = {}): NameUse[] {
  return studyOf(text, { ...options, seconds: 0 }).statements.flatMap(({ names }) => names);
}
