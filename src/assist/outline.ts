import { siteInside } from '../language/index.js';
import type { StudiedStatement, AssistOptions } from './study.js';
import { studyOf } from './study.js';
import { shownName } from './names.js';
import { type TextRange, rangeOfSpan } from './range.js';

/** A statement in the list of what a text holds. */
export interface OutlineEntry extends TextRange {
  readonly label: string;
  readonly kind: 'definition' | 'density' | 'parameter' | 'claim' | 'equation' | 'model';
  /** the name within the statement, or its first word */
  readonly at: TextRange;
}

/** The definitions, claims and model statements of a text, in its order. */
export function outlineOf(text: string, options: AssistOptions = {}): OutlineEntry[] {
  return studyOf(text, options).statements.flatMap((one) => entryOf(one));
}

function entryOf({ statement, names }: StudiedStatement): OutlineEntry[] {
  const place = rangeOfSpan(statement.span);
  const { source, start, end } = statement.span;
  const [word = ''] = /^\S+/u.exec(source.text.slice(start, end)) ?? [];
  const head = { from: start, to: start + word.length };
  switch (statement.kind) {
    case 'definition':
      return [{ ...place, label: shownName(statement.name), kind: 'definition', at: rangeOfSpan(statement.nameSpan) }];
    case 'density-definition': {
      const label = `${shownName(statement.name)}_<${statement.sites.map(siteInside).join(',')}>`;
      return [{ ...place, label, kind: 'density', at: rangeOfSpan(statement.nameSpan) }];
    }
    case 'parameter':
      return names
        .filter(({ role }) => role === 'declaration')
        .map(({ name, from, to }) => ({ ...place, label: shownName(name), kind: 'parameter', at: { from, to } }));
    case 'claim': {
      const label = `${statement.verb} ${statement.name ?? claimText(source.text.slice(start, end))}`;
      return [{ ...place, label, kind: 'claim', at: head }];
    }
    case 'solve':
      return [{ ...place, label: claimText(source.text.slice(start, end), ''), kind: 'equation', at: head }];
    case 'model':
      return [{ ...place, label: claimText(source.text.slice(start, end), ''), kind: 'model', at: head }];
    default:
      return [];
  }
}

/** Longest text of a statement in the list, in characters. */
const longestLabel = 60;

function claimText(typed: string, dropped = 'prove|refute'): string {
  const line = typed.replace(new RegExp(`^(?:${dropped || '(?!)'})\\s+`, 'u'), '').replaceAll(/\s+/gu, ' ');
  return line.length <= longestLabel ? line : `${line.slice(0, longestLabel - 1)}…`;
}
