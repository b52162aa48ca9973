import { type Page, type Part, texCommand, d, end } from './page.js';

export const nameStem = String.raw`(?<![A-Za-z\\_])(?<stem>[A-Za-z][A-Za-z]*[0-9]*|[Α-ΡΤ-Ωα-ω][0-9]*|${texCommand})`;
export const subscript = String.raw`_ ?(?:[A-Za-z0-9]+|[α-ω]|\{[^{}]*\}|${texCommand})`;
/** Words that never take a label: operators, functions, and commands that are not letters. */
const noName = /^(?:sum|prod|S[xyz]?|[XYZI]|e|sigma[xyz]?|σ|a|i|j|t|x)$/u;
const letterCommand =
  /^\\(?:alpha|beta|gamma|delta|epsilon|varepsilon|zeta|eta|theta|kappa|lambda|mu|nu|xi|rho|tau|phi|varphi|chi|psi|omega|Gamma|Delta|Theta|Lambda|Xi|Phi|Psi|Omega|ell)$/u;

export function isName(stem: string): boolean {
  return stem.startsWith('\\') ? letterCommand.test(stem) : !noName.test(stem);
}

/**
 * A label is joined to the subscript: J'_2 is J_{2prime}. Sites stay separate: the density h'_{j,j+1} is
 * hprime_{j,j+1}.
 */
function labelled(
  part: (group: string) => Part,
  groups: Readonly<Record<string, string | undefined>>,
  label: string,
  below: string,
): Part[] {
  const written = groups[below];
  if (written === undefined) return [part('stem'), `_{${label}}`];
  const inner = written.replace(/^_ ?/u, '').replace(/^\{(.*)\}$/u, '$1');
  if (/^ ?(?:j\b|[0-9]+ ?,)/u.test(inner)) return [part('stem'), label, part(below)];
  return [part('stem'), `_{${inner}${label}}`];
}

/** `J'`, `J_2'`, `H^\prime`: a name of its own. */
export function readPrimes(page: Page): void {
  if (!/'|\\prime/u.test(page.text)) return;
  const primes = String.raw`(?:'+|\^ ?\\prime${end}|\^ ?\{ ?(?:\\prime ?)+\})`;
  page.replace(
    d(String.raw`${nameStem}(?<below>${subscript})?(?<primes>${primes})(?<late>${subscript})?`),
    (match, part) => {
      const groups = match.groups!;
      if (!isName(groups.stem!) || (groups.below !== undefined && groups.late !== undefined)) return undefined;
      const count = [...groups.primes!.matchAll(/'|\\prime/gu)].length;
      return labelled(part, groups, 'prime'.repeat(count), groups.late === undefined ? 'below' : 'late');
    },
  );
}

/** `\tilde J`, `\bar{\Delta}_z`: a name of its own. */
export function readAccents(page: Page): void {
  if (!/\\(?:tilde|widetilde|bar|overline|check)/u.test(page.text)) return;
  page.replace(
    d(
      String.raw`\\(?<accent>tilde|widetilde|bar|overline|check)${end} ?(?:\{ ?(?<stem>[A-Za-z][0-9]*|[Α-ω]|${texCommand}) ?\}|(?<bare>[A-Za-z]|[Α-ω]|${texCommand}))(?<below>${subscript})?`,
    ),
    (match, part) => {
      const groups = match.groups!;
      const stem = (groups.stem ?? groups.bare)!;
      if (!isName(stem)) return undefined;
      const accent = groups.accent!.replace('wide', '').replace('overline', 'bar');
      return labelled(
        (group) => part(group === 'stem' && groups.stem === undefined ? 'bare' : group),
        groups,
        accent,
        'below',
      );
    },
  );
}

const arrows: Readonly<Record<string, string>> = {
  '\\perp': 'perp',
  '\\parallel': 'parallel',
  '\\|': 'parallel',
  '\\uparrow': 'up',
  '\\downarrow': 'down',
  '\\ell': 'ell',
  '\\star': 'star',
  '\\ast': 'ast',
  '\\infty': 'infty',
  '\\pm': 'pm',
  '\\Box': 'box',
  '\\times': 'times',
  '\\max': 'max',
  '\\min': 'min',
  '+': 'plus',
  '-': 'minus',
  '⊥': 'perp',
  '∥': 'parallel',
};
const arrow = String.raw`(?:\\(?:perp|parallel|uparrow|downarrow|ell|star|ast|infty|pm|Box|max|min)${end}|\\\||⊥|∥)`;

/** `J_\perp`, `J_{+}`, `J^{zz}`, `h^{\mathrm{ext}}`: the label of a coupling becomes a subscript. */
export function readLabels(page: Page): void {
  if (!/[_^]/u.test(page.text)) return;
  page.replace(
    d(
      String.raw`${nameStem}_ ?(?:(?<arrow>${arrow}|[+\-](?=[^0-9>]))|\{ ?(?<first>[A-Za-z0-9]*),? ?(?<inner>${arrow}|[+\-]) ?\})`,
    ),
    (match, part) => {
      const { stem, arrow: single, first, inner } = match.groups!;
      // c_{j,\uparrow} is a particle at a site
      if (
        /^\\(?:up|down)arrow/u.test(inner ?? '') &&
        /^(?:j|[0-9]+)$/u.test(first!) &&
        /^[bcdfn]$|^j$/u.test(first === 'j' ? 'j' : stem!)
      )
        return undefined;
      return isName(stem!) ? [part('stem'), `_{${first ?? ''}${arrows[(single ?? inner)!]!}}`] : undefined;
    },
  );
  // J⊥, as in text copied from the web
  page.replace(d(String.raw`${nameStem}(?<sign>[⊥∥])`), (match, part) =>
    isName(match.groups!.stem!) ? [part('stem'), `_{${arrows[match.groups!.sign!]!}}`] : undefined,
  );
  // J^z_1 is J_1^z
  page.replace(
    d(String.raw`${nameStem}(?<axis>\^ ?(?:[xyz](?![A-Za-z])|\{ ?[xyz] ?\})) ?(?<late>${subscript})`),
    (match, part) => (isName(match.groups!.stem!) ? [part('stem'), part('late'), part('axis')] : undefined),
  );
  page.replace(
    d(
      String.raw`${nameStem}(?<below>${subscript})?\^ ?(?:\{ ?(?<label>\( ?[xyz] ?\)|(?:[xyz] ?){2}|(?:(?:\\(?:alpha|beta|gamma|mu|nu)(?![A-Za-z])|[αβγμν]) ?){2}|[abc]{2}|[A-Za-z]{2,}|[A-Z]|${arrow}) ?\}|(?<arrow>${arrow}))(?<late>${subscript})?`,
    ),
    (match, part) => {
      const groups = match.groups!;
      const { stem, label, arrow: single, below, late } = groups;
      if (!isName(stem!) || (below !== undefined && late !== undefined) || /^(?:dag|dagger|T)$/u.test(label ?? ''))
        return undefined;
      const text = (label ?? single)!.replace(/[ ()]/gu, '');
      return labelled(part, groups, arrows[text] ?? text, late === undefined ? 'below' : 'late');
    },
  );
}
