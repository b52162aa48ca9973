import { type Page, d } from './page.js';

/*
 * In mathematics TeX treats every letter as a separate symbol, and a script takes one sign: `KS_j^z` is K S_j^z,
 * `(-1)^nD` is (-1)^n D, `n_jn_{j+1}` is n_j n_{j+1}. Only lines with a command are read in this way; in plain text
 * `KS_j` is one word.
 */

/** Puts a space between letters that only TeX separates. */
export function separateLetters(page: Page): void {
  // Each line is tested once for all matches in it.
  let line = { input: '', from: 0, to: -1, holds: false };
  const inTex = ({ input, index }: RegExpExecArray): boolean => {
    if (input !== line.input || index < line.from || index > line.to) {
      const from = input.lastIndexOf('\n', index) + 1;
      const next = input.indexOf('\n', index);
      const to = next < 0 ? input.length : next;
      line = { input, from, to, holds: /\\[A-Za-z]/u.test(input.slice(from, to)) };
    }
    return line.holds;
  };
  const apart = String.raw`(?<![\\A-Za-z_^]|[_^] ?\{[^{}\n]{0,30})`;
  const splitWords = () =>
    page.replace(
      d(String.raw`${apart}(?<one>[A-Za-z])(?<two>[A-Za-z])?(?=[SXYZ](?:[_^]|'{1,2}[_^]))`),
      (match, part) =>
        inTex(match) ? [part('one'), ' ', part('two'), match.groups!.two === undefined ? '' : ' '] : undefined,
    );
  splitWords();
  page.replace(/\\(?:sum|prod)_(?<letter>[a-z])(?!\k<letter>)(?=[A-Za-z])/dgu, (match, part) => [
    match[0].slice(0, -1),
    '{',
    part('letter'),
    '} ',
  ]);
  // TeX lowers only one letter: h_xS^x_j, S^{(x)}_nS^{(x)}_{n+1}.
  page.replace(
    /(?:(?<![\\A-Za-z])(?<name>[A-Za-zα-ωΑ-Ω]|\\[A-Za-z]+)|(?<=\}))_(?<letter>[a-z0-9])(?=[A-ZSσ])/dgu,
    (_, part) => [part('name'), '_{', part('letter'), '} '],
  );
  page.replace(/(?<name>\\[A-Za-z]+)_(?<letter>[A-Z])(?=[A-Z])/dgu, (_, part) => [
    part('name'),
    '_{',
    part('letter'),
    '} ',
  ]);
  page.replace(/(?<![\\A-Za-z])(?<name>[A-Za-z])_(?<letter>[a-z])(?=[a-z](?:[_^]|†))/dgu, (match, part) =>
    inTex(match) ? [part('name'), '_{', part('letter'), '} '] : undefined,
  );
  page.replace(/\^(?!dag|[xyz]{2})(?<letter>[a-z])(?=[A-Za-z])/dgu, (match, part) =>
    inTex(match) ? ['^{', part('letter'), '} '] : undefined,
  );
  splitWords();
  page.replace(
    d(String.raw`${apart}(?<one>[A-RT-Z])(?=[a-z](?:_[jlnmkr](?![a-z])|_\{[jlnmkr](?![a-z])))`),
    (match, part) => (inTex(match) ? [part('one'), ' '] : undefined),
  );
  // The imaginary unit before a coupling: \frac{iJ}{2}, but not e^{iJt}, whose exponent is read below.
  page.replace(d(String.raw`(?:${apart}|(?<=e\}?\^\{-?))i(?=[A-Za-z](?![A-Za-z]))`), (match) =>
    inTex(match) ? ['i '] : undefined,
  );
}
