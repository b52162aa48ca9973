import { type Page, type Part, braces, texCommand, d, end } from './page.js';

/** `{J \over 2}`, `\frac J2`, `\nicefrac{1}{2}`. */
export function readFractions(page: Page): void {
  for (let n = 0; n < 3 && /\\over(?![A-Za-z])/u.test(page.text); n += 1) {
    page.replace(
      d(String.raw`\{(?<top>(?:[^{}]|${braces})*?)\\over${end}(?<bottom>(?:[^{}]|${braces})*)\}`),
      (_, part) => ['\\frac{', part('top'), '}{', part('bottom'), '}'],
    );
  }
  page.replace(d(String.raw`\\(?:nicefrac|sfrac|cfrac)${end}`), () => ['\\frac']);
  const argument = (name: string) => String.raw`(?<${name}>\{(?:[^{}]|${braces})*\}|[A-Za-z0-9]|[Α-ω]|${texCommand})`;
  page.replace(d(String.raw`\\[td]?frac${end} ?${argument('top')} *${argument('bottom')}`), (match, part) => {
    const { top, bottom } = match.groups!;
    if ((top!.startsWith('{') && bottom!.startsWith('{')) || /^[0-9][0-9]$/u.test(top! + bottom!)) return undefined;
    const wrapped = (name: 'top' | 'bottom'): Part[] =>
      match.groups![name]!.startsWith('{') ? [part(name)] : ['{', part(name), '}'];
    return ['\\frac', ...wrapped('top'), ...wrapped('bottom')];
  });
}

/** The identity, with a site or without: `\mathbb{1}`, `\mathds{1}_j`, `\openone`. */
export function readIdentity(page: Page): void {
  const site = String.raw`(?:_ ?(?:[A-Za-z0-9]|\{[^{}]*\}))?`;
  page.replace(
    d(
      String.raw`\\(?:mathbb|mathds|mathbbm|mathbf|bm|hat|boldsymbol) ?(?:\{ ?(?:1|\\mathbb ?\{ ?1 ?\}) ?\}|1)${site}|\\(?:mathbb|mathds|mathbbm) ?(?:\{ ?I ?\}|I${end})${site}|(?:\\openone${end}|\\(?:id|Id|one)${end}|𝟙)${site}`,
    ),
    () => [' {1}'],
  );
}
