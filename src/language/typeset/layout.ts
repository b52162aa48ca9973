import { oldFonts } from './fonts.js';
import { type Page, d, end } from './page.js';

const environment = String.raw`(?:equation|align|alignat|aligned|eqnarray|gather|gathered|multline|split|flalign|displaymath|math|subequations)\*?`;

/** Environments, alignment, line breaks, spaces and labels. Within an environment a new line is a space, as in TeX. */
export function removeLayout(page: Page): void {
  const space = () => [' '];
  const displays = displaysOf(page.text);
  let display = 0;
  page.replace(/\n|(?<!\\)%[^\n]*/dgu, (match) => {
    while (display < displays.length && displays[display]![1] <= match.index) display += 1;
    return display < displays.length && displays[display]![0] <= match.index ? [' '] : undefined;
  });
  page.replace(d(String.raw`[_^] ?\{ *\}|[_^] ?\{ ?\\v?phantom ?\{[^{}]*\} ?\}|(?<![_^}A-Za-z] ?)\{ *\}`), space);
  page.replace(
    d(
      String.raw`\\(?:begin|end) ?\{${environment}\}(?:\{[0-9]+\})?|\\(?:label|tag\*?|hspace\*?|vspace\*?|mspace|phantom|vphantom) ?\{[^{}]*\}`,
    ),
    space,
  );
  page.replace(
    d(
      String.raw`\\(?:nonumber|notag|scriptstyle|nolimits|allowbreak|noindent|hfill)${end}|\\[[\]](?! ?-?[0-9.]+ ?(?:pt|em|ex|mm|cm))|(?<!\\)\\[()]`,
    ),
    space,
  );
  page.replace(/\\(?<side>[lr])brack(?![A-Za-z])/dgu, (match) => [match.groups!.side === 'l' ? '[' : ']']);
  // [A, B]_- is the commutator
  page.replace(/(?<=\]|\\rbrack)_ ?(?:-|\{ ?- ?\})/dgu, () => ['']);
  page.replace(/\\math(?:open|close|bin|ord|inner)(?![A-Za-z]) ?(?:\{ ?\})?/dgu, space);
  // The number of an equation, and a definition that is printed after another on the same line.
  page.replace(
    d(
      String.raw`(?:\\q?quad${end}|\\hfill)(?:\\q?quad|[\s~]|\\[,;:!]){0,20}\(S?[0-9]+(?:\.[0-9]+)?[a-z]?\)(?=[\s$]*(?:$|\n|\\\\))`,
    ),
    space,
  );
  page.replace(
    d(String.raw`[,;]\s*(?:\\q?quad${end}\s*)+(?=(?:[^=,\\\n{]|\{[^{}\n]*\}){1,20}=|\\[A-Za-z]+[^=,\\\n]{0,20}=)`),
    () => ['\n'],
  );
  // A row that begins with an operator, or follows one at the end of a row, continues; any other is a statement of its
  // own.
  page.replace(
    d(
      String.raw`(?<before>[^\s&\\](?:[\s&]|\\[,;:!])*|^)\\\\(?:\[ ?-?[0-9.]+ ?(?:pt|em|ex|mm|cm) ?\])?(?:[\s&]|\\[,;:! ]|\\q?quad${end})*(?=(?<after>[^]?[a-z]*))`,
    ),
    (match, part) => {
      const { before, after } = match.groups!;
      const goesOn = /^[+\-*/·×=]|^\\(?:times|cdot|otimes|right)|^$/u.test(after!) || /^[+\-*/·×=(]/u.test(before!);
      return [part('before'), goesOn ? ' ' : '\n'];
    },
  );
  page.replace(
    /&(?<=[=+\-*] {0,8}&)|&(?=(?: |\\[,;:!]|\\q?quad(?![A-Za-z]))*(?:[=+\-&]|\\(?:times|cdot|equiv)|$))|^[ \t]*&/dgmu,
    space,
  );
  page.replace(/\\[,;:!>]|\\ |[~$]/dgu, space);
}

/** `S _ { j }` is `S_{j}`; empty groups, phantoms and braces around a sum sign are dropped; ℓ is l. */
export function tightenScripts(page: Page): void {
  page.replace(/ {0,8}(?<sign>[_^]) {0,8}(?=[{\\A-Za-z0-9+\-(*])/dgu, (match, part) =>
    match[0].length > 1 ? [part('sign')] : undefined,
  );
  page.replace(/(?<=\{) {1,8}| {1,8}(?=\})/dgu, () => ['']);
  page.replace(
    /\{ *(?:\\(?:text|display)style(?![A-Za-z]))? *(?<sum>\\sum(?:[_^](?:\{[^{}]*\}|[A-Za-z0-9]))*) *\}/dgu,
    (_, part) => [part('sum'), ' '],
  );
  page.replace(/\\text ?\{ *(?<stop>[.,]) *\}/dgu, (_, part) => [part('stop')]);
  page.replace(/\{ ?\\(?<font>bf|rm|it|cal|sf|tt)(?![A-Za-z]) *(?<inner>(?:[^{}]|\{[^{}]*\})*)\}/dgu, (match, part) => [
    `\\${oldFonts[match.groups!.font!]!}{`,
    part('inner'),
    '}',
  ]);
  page.replace(/\\ell(?![A-Za-z]) ?(?<next>[A-Za-z0-9])?/dgu, (match, part) =>
    match.groups!.next === undefined ? ['l'] : ['l ', part('next')],
  );
}

/** The beginnings and ends of the displayed formulas of a text. */
function displaysOf(text: string): [number, number][] {
  const found: [number, number][] = [];
  let opened: { mark: string; at: number } | undefined;
  for (const match of text.matchAll(
    new RegExp(String.raw`\\(?<word>begin|end) ?\{${environment}\}|\\\[|\\\]|\$\$`, 'gu'),
  )) {
    const mark = match.groups!.word ?? match[0];
    if (!opened) {
      if (mark === 'begin' || mark === '\\[' || mark === '$$') opened = { mark, at: match.index };
    } else if (mark === { begin: 'end', '\\[': '\\]', $$: '$$' }[opened.mark]) {
      // an environment within another ends the region early, and the next line break is not reached before its own end
      found.push([opened.at, match.index]);
      opened = undefined;
    }
  }
  return found;
}
