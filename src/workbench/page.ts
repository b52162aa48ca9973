import {
  type AnswerPart,
  type AnswerTable,
  type CommandReport,
  type GrowingRow,
  type Listener,
  partLines,
} from '../report/index.js';
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
 * Shows a report: the rows of a scan as they arrive, and any other answer as one text that can be read in pages. Where
 * tables are shown as Markdown, too, the rows of a scan are gathered for one table, of which the last row is shown until
 * then. A long computation checks for an interruption whenever it reports progress.
 *
 * @returns  `close` shows what has been gathered, whether the report has ended or not
 */
export function pageFor(
  { streams, json, rich = false }: PageOptions,
  show: Show,
): {
  readonly listener: Listener;
  readonly end: (report: CommandReport) => void;
  readonly close: () => void;
} {
  const parts: AnswerPart[] = [];
  const rows: GrowingRow[] = [];
  const bar = progressBar();
  const close = (): void => {
    const table = gathered(rows.splice(0));
    if (table) parts.push(table);
    if (parts.length > 0) show(answerItem(parts.splice(0), { rich }));
  };
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
      ...(rich && {
        row: (row: GrowingRow) => {
          if (json) return;
          rows.push(row);
          show({ kind: 'progress', text: row.line });
        },
      }),
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
      else close();
      show({ kind: 'ended', code, document });
    },
    close,
  };
}

/** The table of rows that have been gathered; undefined where there are none. */
function gathered(rows: readonly GrowingRow[]): AnswerTable | undefined {
  if (rows.length === 0) return undefined;
  const named = rows.findLast(({ columns }) => columns.length > 0);
  const count = Math.max(named?.columns.length ?? 0, ...rows.map(({ cells }) => cells.length));
  const whole = (cells: readonly string[]): string[] => Array.from({ length: count }, (_, k) => cells[k] ?? '');
  return {
    columns: whole(named?.columns ?? []),
    rows: rows.map(({ cells }) => whole(cells)),
    lines: [...(named ? [named.head] : []), ...rows.map(({ line }) => line)],
  };
}
