import { globOf } from '../text/index.js';
import type { JsonObject } from './wire.js';

/** A cell that was run. */
interface Line {
  readonly number: number;
  readonly input: string;
  /** the text of its result, if it has one */
  readonly output: string | null;
}

/** Number of lines that are sent where the request gives none. */
const usualCount = 1000;

/** The cells that were run since the kernel started, for `history_request`. Earlier sessions are not kept. */
export class CellHistory {
  private readonly lines: Line[] = [];

  add(line: Line): void {
    this.lines.push(line);
  }

  /** The lines that a `history_request` asks for: `[session, number, input]`, or with the output beside the input. */
  answer(request: JsonObject): unknown[] {
    return this.chosen(request).map(({ number, input, output }) => [
      0,
      number,
      request.output === true ? [input, output] : input,
    ]);
  }

  private chosen({ hist_access_type: type, n, session, start, stop, pattern, unique }: JsonObject): readonly Line[] {
    const count = typeof n === 'number' && n >= 0 ? Math.floor(n) : usualCount;
    switch (type) {
      case 'tail':
        return last(this.lines, count);
      case 'range': {
        // Session 0 is the present one, and there is no other.
        if (session !== undefined && session !== 0) return [];
        const from = typeof start === 'number' ? start : 0;
        const to = typeof stop === 'number' ? stop : Infinity;
        return this.lines.filter(({ number }) => number >= from && number < to);
      }
      case 'search': {
        const isWanted = globOf(typeof pattern === 'string' ? pattern : '*');
        const found = this.lines.filter(({ input }) => isWanted(input));
        const lines = unique === true ? [...new Map(found.map((line) => [line.input, line])).values()] : found;
        return last(lines, count);
      }
      default:
        return [];
    }
  }
}

function last<T>(items: readonly T[], count: number): readonly T[] {
  return count === 0 ? [] : items.slice(-count);
}
