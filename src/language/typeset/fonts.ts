import { type Page, braces, texCommand, d, end } from './page.js';
import { isName } from './couplings.js';

const units: Readonly<Record<string, string>> = { x: 'vector(1, 0, 0)', y: 'vector(0, 1, 0)', z: 'vector(0, 0, 1)' };

/** `\hat{z}`, `\mathbf{e}_z`: the vectors of length one along the axes. */
export function readUnitVectors(page: Page): void {
  const bold = String.raw`\\(?:hat|vec|mathbf|bm|boldsymbol)${end} ?`;
  page.replace(
    d(
      String.raw`${bold}(?:\{ ?)?(?:${bold})?(?:\{ ?)?(?:(?<axis>[xyz])(?![A-Za-z0-9])|e(?: ?\})*_\{?(?<below>[xyz])(?![A-Za-z0-9]))(?: ?\})*(?!_)`,
    ),
    (match) => {
      const { axis, below } = match.groups!;
      const count = (sign: string) => match[0].split(sign).length;
      return count('{') === count('}') ? [' ', units[(axis ?? below)!]!] : undefined;
    },
  );
}

const fonts =
  'mathcal|mathscr|mathfrak|mathsf|mathit|mathtt|mathnormal|mathbf|mathbfit|bm|boldsymbol|pmb|hat|widehat|vec|mathrm|textrm|textit|textbf|textsf|rm|operatorname|text|mbox|underline';
const takesArgument =
  'vec|dot|ddot|check|breve|acute|hat|widehat|math[a-z]+|bm|boldsymbol|pmb|under[a-z]+|over[a-z]+|sqrt|[td]?frac|text[a-z]*|tilde|widetilde|bar|operatorname|mbox';
export const oldFonts: Readonly<Record<string, string>> = {
  bf: 'mathbf',
  rm: 'mathrm',
  it: 'mathit',
  cal: 'mathcal',
  sf: 'mathsf',
  tt: 'mathtt',
};
const core = String.raw`(?:S|σ|\\sigma${end})`;
export const bracedCore = String.raw`(?:\{ ?${core} ?\}|${core})`;
export const dress = String.raw`\\(?:vec|hat|widehat|mathbf|mathbfit|mathsf|mathit|mathrm|bm|boldsymbol|pmb|underline|overrightarrow)${end}`;

/** `{\bf S}_j`, `\vec{S_j}`, `{\sigma}^z_j`, `\mathcal{H}`, `\sigma^{\rm z}_j`. */
export function removeFonts(page: Page): void {
  // the lexer knows \mathbf{S}_j, but not \pmb and the like
  page.replace(
    d(String.raw`\\(?:pmb|mathsf|mathit|mathrm|widehat|underline|textbf)${end}(?= ?(?:\{ ?)?${core})`),
    () => ['\\mathbf'],
  );
  // The replacement is made twice, for a hat over a bold letter.
  for (let n = 0; n < 2; n += 1) {
    page.replace(
      d(String.raw`${dress} ?\{ ?(?<inner>(?:${dress} ?)?${bracedCore}(?:['^_][^{}]*(?:\{[^{}]*\}[^{}]*)*))\}`),
      (match, part) => (/[_^]/u.test(match.groups!.inner!) ? [part('inner'), ' '] : undefined),
    );
    page.replace(
      d(
        String.raw`\{(?<!(?:[_^]|\\(?:${takesArgument})) ?\{) ?(?<inner>(?:${dress} ?)*${bracedCore}'{0,2}) ?\}(?= ?['_^])`,
      ),
      (_, part) => [part('inner')],
    );
  }
  page.replace(
    d(String.raw`\\mathbb${end} ?(?:\{ ?(?<braced>[A-HJ-MO-QS-Y]) ?\}|(?<bare>[A-HJ-MO-QS-Y])${end})`),
    (match, part) => [' ', part(match.groups!.braced === undefined ? 'bare' : 'braced')],
  );
  // The letters of a word in roman or calligraphic type.
  const font = String.raw`\\(?:${fonts})${end} ?`;
  for (let n = 0; n < 2; n += 1) {
    page.replace(
      /\\(?:text|textrm|rm|mbox|operatorname) ?\{ ?(?<braced>[ie]) ?\}|\\(?:mathrm|rm|text|textrm) (?<bare>[ie])(?![A-Za-z])/dgu,
      (match, part) => ['\\mathrm{', part(match.groups!.braced === undefined ? 'bare' : 'braced'), '}'],
    );
    page.replace(/\\imath(?![A-Za-z])/dgu, () => ['\\mathrm{i}']);
    page.replace(
      d(
        String.raw`(?<raise>[_^] ?)?${font}(?:\{ ?(?<word>(?:[A-Za-z]+|${texCommand} ?|[Α-ωℏ])(?:[0-9]*)(?:_(?:[A-Za-z0-9]|${braces}))?) ?\}|(?<letter>[A-Za-z](?![A-Za-z])|${texCommand}))`,
      ),
      (match, part) => {
        const { raise, word, letter } = match.groups!;
        const inner = (word ?? letter)!;
        // An arrow is written over vectors, whereas X, Y and Z are components.
        if (/\\vec/u.test(match[0]) && /^[XYZ]$/u.test(inner)) return undefined;
        if (
          isSpinLetter(inner) ||
          (raise === undefined && /^(?:[ieS]|[hH]\.c\.?)$/u.test(inner) && /\\(?:mathrm|text|rm)/u.test(match[0]))
        )
          return undefined;
        if (
          letter !== undefined &&
          new RegExp(String.raw`^\\(?:${fonts}|sqrt|[td]?frac|mathbb|sum|left|right)$`, 'u').test(letter)
        )
          return undefined;
        const kept = part(word === undefined ? 'letter' : 'word');
        if (raise !== undefined) return [part('raise'), '{', kept, '}'];
        const text = match.input;
        const [before, after] = [text[match.index - 1] ?? '', text[match.index + match[0].length] ?? ''];
        // A letter with an arrow or in bold is a vector of couplings if it is not a name of its own.
        const isVector =
          /\\(?:vec|mathbf|mathbfit|bm|boldsymbol|pmb|textbf)(?![A-Za-z])/u.test(match[0]) &&
          /^(?:[A-Za-z]|[Α-ω]|\\[A-Za-z]+ ?)$/u.test(inner);
        const arrow = isVector && isName(inner.trim()) ? '\u20d7' : '';
        return [
          /[A-Za-z0-9]/u.test(before) ? ' ' : '',
          kept,
          arrow,
          arrow === '' && /[A-Za-z0-9]/u.test(after) ? ' ' : '',
        ];
      },
    );
  }
  // {\mathcal H}_0 is H_0.
  page.replace(
    d(String.raw`(?<!(?:[_^}]|\\[A-Za-z]+) ?)\{ ?(?<name>[A-Za-z]|${texCommand}) ?\}(?= ?[_^(=])`),
    (match, part) => (isName(match.groups!.name!) ? [part('name')] : undefined),
  );
}

function isSpinLetter(text: string): boolean {
  return /^(?:S|σ|\\sigma) ?$/u.test(text);
}
