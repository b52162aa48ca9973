import type { Characters } from '../characters.js';

/** A part of a replacement: new text, or an unchanged part of the match, given by its bounds in the old text. */
export type Part = string | readonly [from: number, to: number];

export class Page {
  constructor(
    public text: string,
    private starts: number[],
    private ends: number[],
  ) {}

  /** Replaces every match for which `parts` returns parts. Added text gets the place of the gap that it fills. */
  replace(
    pattern: RegExp,
    parts: (match: RegExpExecArray, part: (group: number | string) => Part) => readonly Part[] | undefined,
  ): void {
    const kept = quoted(this.text);
    const text: string[] = [];
    const starts: number[] = [];
    const ends: number[] = [];
    let done = 0;
    const copy = (from: number, to: number) => {
      text.push(this.text.slice(from, to));
      for (let k = from; k < to; k += 1) {
        starts.push(this.starts[k]!);
        ends.push(this.ends[k]!);
      }
    };
    for (const match of this.text.matchAll(pattern)) {
      const from = match.index;
      const to = from + match[0].length;
      if (kept.some(([a, b]) => from < b && to > a)) continue;
      const found = parts(match as RegExpExecArray, (group) => bounds(match as RegExpExecArray, group));
      if (!found || to === from) continue;
      copy(done, from);
      // A word without its accent or font must not be joined to the command before it: \cdot\vec{S_j}.
      const opening =
        found.map((part) => (typeof part === 'string' ? part : this.text.slice(part[0], part[1]))).join('')[0] ?? '';
      if (
        /[A-Za-z]/u.test(this.text[from - 1] ?? '') &&
        /[A-Za-z0-9]/u.test(opening) &&
        !/[A-Za-z0-9]/u.test(match[0][0]!)
      ) {
        text.push(' ');
        starts.push(this.starts[from]!);
        ends.push(this.starts[from]!);
      }
      const first = starts.length;
      let before = this.starts[from]!;
      found.forEach((part, k) => {
        if (typeof part !== 'string') {
          copy(part[0], part[1]);
          if (part[1] > part[0]) before = this.ends[part[1] - 1]!;
          return;
        }
        const next = found.slice(k + 1).find((other) => typeof other !== 'string') as
          | readonly [number, number]
          | undefined;
        const after = next ? this.starts[next[0]]! : this.ends[to - 1]!;
        text.push(part);
        for (let n = 0; n < part.length; n += 1) {
          starts.push(before);
          ends.push(Math.max(before, after));
        }
      });
      // A word that loses its accent or font keeps its extent in the typed text.
      if (starts.length > first) {
        starts[first] = this.starts[from]!;
        ends[ends.length - 1] = this.ends[to - 1]!;
      }
      done = to;
    }
    if (done === 0) return;
    copy(done, this.text.length);
    this.text = text.join('');
    this.starts = starts;
    this.ends = ends;
  }

  characters(): Characters {
    const { text, starts, ends } = this;
    return { text, start: (offset) => starts[offset]!, end: (offset) => ends[offset]! };
  }
}

function bounds(match: RegExpExecArray, group: number | string): Part {
  const found = typeof group === 'number' ? match.indices![group] : match.indices!.groups![group];
  return found ?? '';
}

/** The ranges of texts after `cites` and of comments, which are not read. */
function quoted(text: string): [number, number][] {
  if (!/["#]/u.test(text)) return [];
  return [...text.matchAll(/cites[ \t]+"[^"\n]*"|#[^\n\r]*/gu)].map((m) => [m.index, m.index + m[0].length]);
}

export const d = (pattern: string): RegExp => new RegExp(pattern, 'dgu');
/** a pair of braces with at most one pair inside */
export const braces = String.raw`\{(?:[^{}]|\{[^{}]*\})*\}`;
export const texCommand = String.raw`\\[A-Za-z]+`;
export const end = '(?![A-Za-z])';
