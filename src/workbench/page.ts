import { type AnswerPart, type CommandReport, type Listener, partLines } from '../report/index.js';
import { checkInterrupt, progressBar } from '../text/index.js';
import { markdownOf } from './markdown.js';
import type { Item } from './messages.js';

export type Show = (item: Item) => void;

/** How a report is shown. */
interface PageOptions {
  /** whether its lines are shown as they arrive */
  readonly streams: boolean;
  /** whether its document is shown instead of text */
  readonly json: boolean;
  /** whether its tables are shown as Markdown, too */
  readonly rich?: boolean;
}

/** An answer as one text, and as Markdown if it has tables. */
export function answerItem(parts: readonly AnswerPart[], { rich }: { readonly rich: boolean }): Item {
  const text = partLines(parts).join('\n');
  const isTable = parts.some((part) => typeof part !== 'string' && part.rows.length > 0);
  return { kind: 'text', text, ...(rich && isTable && { rich: { markdown: markdownOf(parts) } }) };
}

/**
 * Shows a report: the rows of a scan as they arrive, and any other answer as one text that can be read in pages. A long
 * computation checks for an interruption whenever it reports progress.
 */
export function pageFor(
  { streams, json, rich = false }: PageOptions,
  show: Show,
): { readonly listener: Listener; readonly end: (report: CommandReport) => void } {
  const parts: AnswerPart[] = [];
  const bar = progressBar();
  return {
    listener: {
      line: (text) => {
        if (json) return;
        if (streams) show({ kind: 'text', text });
        else parts.push(text);
      },
      table: (table) => {
        if (!json) parts.push(table);
      },
      note: (text) => show({ kind: 'remark', text }),
      remark: (text) => show({ kind: 'remark', text }),
      error: (diagnostic) => show({ kind: 'error', diagnostic, seconds: 0 }),
      progress: (what, fraction) => {
        checkInterrupt();
        const text = fraction === undefined ? what : bar(what, fraction);
        if (text !== undefined) show({ kind: 'progress', text });
      },
    },
    end: ({ document, code }) => {
      if (json) show({ kind: 'document', text: JSON.stringify(document) });
      else if (parts.length > 0) show(answerItem(parts, { rich }));
      show({ kind: 'ended', code, document });
    },
  };
}
