import type { CommandReport, Listener } from '../report/index.js';
import { checkInterrupt, progressBar } from '../text/index.js';
import type { Item } from './messages.js';

export type Show = (item: Item) => void;

/**
 * Shows a report: the rows of a scan as they arrive, and any other answer as one text that can be read in pages. A long
 * computation checks for an interruption whenever it reports progress.
 */
export function pageFor(
  { streams, json }: { readonly streams: boolean; readonly json: boolean },
  show: Show,
): { readonly listener: Listener; readonly end: (report: CommandReport) => void } {
  const lines: string[] = [];
  const bar = progressBar();
  return {
    listener: {
      line: (text) => {
        if (json) return;
        if (streams) show({ kind: 'text', text });
        else lines.push(text);
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
      else if (lines.length > 0) show({ kind: 'text', text: lines.join('\n') });
      show({ kind: 'ended', code, document });
    },
  };
}
