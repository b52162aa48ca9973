import { type Operator, lettersOf } from '../spin/index.js';
import { Markup, html } from './markup.js';

/** Largest number of words for which letters are written; for more words only colours are shown. */
const mostLettered = 48;
/** Largest number of words in one column of a picture without letters. */
const tallest = 240;

const letters = ['X', 'Y', 'Z'] as const;

/**
 * The words of an operator against the sites on which they act: a row for each word and a column for each site, with j
 * on the left. Words are in canonical order, so the short ones are on top.
 */
export function wordPicture(operator: Operator, title: string): string {
  const words = [...new Set(operator.terms.map((t) => lettersOf(t.word)))];
  const range = Math.max(1, ...words.map((w) => w.length));
  return (words.length <= mostLettered ? lettered(words, range, title) : dotted(words, range, title)).text;
}

const style = new Markup(`
text{font:600 13px ui-monospace,monospace;text-anchor:middle;dominant-baseline:central}
.s{font-weight:400;font-size:11px;fill:#555}.X{fill:#0f5fb0}.Y{fill:#a3400a}.Z{fill:#24733a}.I{fill:#8883}.t{fill:#fff}
@media(prefers-color-scheme:dark){.s{fill:#aaa}.X{fill:#7cb8f5}.Y{fill:#f2a26b}.Z{fill:#83cf97}.t{fill:#10151b}}
`);

function frame(width: number, height: number, title: string, content: Markup): Markup {
  return html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img"><title>${title}</title><style>${style}</style>${content}</svg>\n`;
}

const cell = 26;

/** The words in a number of columns that makes the picture about square. */
function lettered(words: readonly string[], range: number, title: string): Markup {
  const columns = Math.max(
    1,
    Math.min(Math.floor(34 / (range + 1)), Math.ceil(Math.sqrt((words.length * 1.5) / (range + 1)))),
  );
  const rows = Math.ceil(words.length / columns);
  const width = columns * (range + 1) * cell - cell + 8;
  const blocks = Array.from({ length: columns }, (_, c) => {
    const left = 4 + c * (range + 1) * cell;
    const mine = words.slice(c * rows, (c + 1) * rows);
    return html`${Array.from({ length: mine.length > 0 ? range : 0 }, (_, k) => html`<text class="s" x="${left + (k + 0.5) * cell}" y="12">${k === 0 ? 'j' : `+${k}`}</text>`)}${mine.map(
      (word, r) =>
        Array.from({ length: range }, (_, k) => {
          const letter = word[k] ?? 'I';
          const [x, y] = [left + k * cell, 24 + r * cell];
          const box = html`<rect class="${letter}" x="${x + 1}" y="${y + 1}" width="${cell - 2}" height="${cell - 2}" rx="4"/>`;
          return letter === 'I'
            ? k < word.length
              ? box
              : ''
            : html`${box}<text class="t" x="${x + cell / 2}" y="${y + cell / 2 + 1}">${letter}</text>`;
        }),
    )}`;
  });
  return frame(width, 28 + rows * cell, title, html`${blocks}`);
}

const dot = 5;

/** A dash for a letter; dashes of one colour are one path. */
function dotted(words: readonly string[], range: number, title: string): Markup {
  const rows = Math.min(tallest, Math.max(mostLettered, Math.ceil(Math.sqrt((words.length * (range + 1) * dot) / 4))));
  const step = 3;
  const columns = Math.ceil(words.length / rows);
  const width = columns * (range + 1) * dot;
  const paths = letters.map((letter) => {
    const dashes: string[] = [];
    for (const [n, word] of words.entries()) {
      const left = Math.floor(n / rows) * (range + 1) * dot;
      const y = 24 + (n % rows) * step + 1;
      for (let k = 0; k < word.length; k++) {
        if (word[k] !== letter) continue;
        let end = k + 1;
        while (word[end] === letter) end += 1;
        dashes.push(`M${left + k * dot} ${y}h${(end - k) * dot - 1}`);
        k = end - 1;
      }
    }
    return html`<path class="${letter}" d="${dashes.join('')}" fill="none" stroke-width="${step - 1}"/>`;
  });
  const legend = letters.map((letter, k) => html`<text class="${letter}" x="${8 + k * 18}" y="10">${letter}</text>`);
  return frame(Math.max(60, width), 28 + rows * step, title, html`<style>${strokes}</style>${legend}${paths}`);
}

const strokes = new Markup(`path.X{stroke:#0f5fb0}path.Y{stroke:#a3400a}path.Z{stroke:#24733a}
@media(prefers-color-scheme:dark){path.X{stroke:#7cb8f5}path.Y{stroke:#f2a26b}path.Z{stroke:#83cf97}}`);
