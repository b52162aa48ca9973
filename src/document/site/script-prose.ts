import type { Source, Span } from '../../text/index.js';
import { type Insert, type Markup, html } from './markup.js';
import { formula } from './mathematics.js';

/** A line of a script that is a comment, and its text. */
const commentLine = /^\s*#(?<text>.*)$/u;

/**
 * The comment of a statement: the lines with `#` directly above it, and the comment that ends its last line; empty where
 * there is none.
 */
export function commentOf({ source, start, end }: Span): string {
  const { text } = source;
  const before = text
    .slice(0, text.lastIndexOf('\n', start - 1) + 1)
    .split('\n')
    .slice(0, -1);
  const lines: string[] = [];
  for (let k = before.length - 1; k >= 0; k--) {
    const found = commentLine.exec(before[k]!);
    if (!found) break;
    lines.unshift(found.groups!.text!);
  }
  const newline = text.indexOf('\n', end);
  const aside = /^\s*#(?<text>.*)$/u.exec(text.slice(end, newline < 0 ? undefined : newline));
  if (aside) lines.push('', aside.groups!.text!);
  return lines.join('\n').trim() === '' ? '' : lines.join('\n');
}

/**
 * The comment at the beginning of a script, if an empty line separates it from what follows. Where the script is a
 * notebook, its marks of cells and of headings are left out.
 */
export function headOf({ text }: Source): string {
  const lines: string[] = [];
  const all = text.split('\n');
  for (const line of all) {
    const found = commentLine.exec(line);
    if (!found) break;
    lines.push(found.groups!.text!);
  }
  const next = all[lines.length];
  if (lines.length === 0 || (next !== undefined && next.trim() !== '')) return '';
  return lines
    .filter((line) => !/^\s*%%/u.test(line))
    .map((line) => line.replace(/^\s*#+ (?<title>.*)$/u, ' $<title>\n'))
    .join('\n');
}

/**
 * A comment as paragraphs. Lines that are indented by two or more spaces are shown as they are; `$…$` is a formula and
 * `…` code. Everything else is text.
 */
export function prose(comment: string): Markup {
  const blocks: { readonly isCode: boolean; readonly lines: string[] }[] = [];
  let isNew = true;
  for (const line of comment.split('\n')) {
    if (line.trim() === '') {
      isNew = true;
      continue;
    }
    const isCode = /^\s{2,}\S/u.test(line);
    const last = blocks.at(-1);
    if (!isNew && last?.isCode === isCode) last.lines.push(line);
    else blocks.push({ isCode, lines: [line] });
    isNew = false;
  }
  return html`${blocks.map(({ isCode, lines }) =>
    isCode
      ? html`<pre class="typed"><code>${lines.map((line) => line.replace(/^\s{1,3}/u, '')).join('\n')}</code></pre>`
      : html`<p><bdi>${words(lines.map((line) => line.trim()).join(' '))}</bdi></p>`,
  )}`;
}

/** The first paragraph of a comment. */
export const firstParagraph = (comment: string): string => comment.trim().split(/\n\s*\n/u)[0]!;

/** The first sentence of a comment, on one line; all of its first paragraph where that has no end of a sentence. */
export function firstSentence(comment: string): string {
  const line = firstParagraph(comment).replaceAll(/\s+/gu, ' ');
  // A full stop inside of a formula or of code ends nothing.
  return /^(?:\$[^$]*\$|`[^`]*`|[^$`])*?[.!?](?=\s|$)/u.exec(line)?.[0] ?? line;
}

const marked = /(?<![\p{L}\p{N}$])\$(?<tex>\S(?:[^$\n]*\S)?)\$(?![\p{L}\p{N}$])|`(?<code>[^`\n]+)`/gu;

function words(text: string): Insert {
  const parts: Insert[] = [];
  let done = 0;
  for (const found of text.matchAll(marked)) {
    const { tex, code } = found.groups as { tex?: string; code?: string };
    parts.push(text.slice(done, found.index), tex === undefined ? html`<code>${code}</code>` : formula(tex));
    done = found.index + found[0].length;
  }
  return [...parts, text.slice(done)];
}
