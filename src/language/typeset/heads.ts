import { isName, nameStem, subscript } from './couplings.js';
import { type Page, texCommand } from './page.js';

/*
 * Left sides of definitions as papers print them: `H(t) = …`, `H \equiv …`, `J^{S} = …`.
 */

const start = String.raw`(?<=^[ \t$&{}]{0,40})`;
/** allowed contents of the brackets of a left side: the time, or couplings */
const parameters = String.raw`(?: |,|;|[A-Za-z](?:_(?:[A-Za-z0-9]|\{[A-Za-z0-9]*\}))?|[α-ωΓΔΘΛΦΨΩ]|${texCommand})*`;

/** Reduces the left side of a definition to a name. */
export function readHeads(page: Page): void {
  // In S^z = \sum_j S^z_j the spin operator is not a name, and the right side defines its sum.
  page.replace(
    new RegExp(
      String.raw`${start}(?:\\(?:hat|vec|mathbf|bm|boldsymbol)(?![A-Za-z]) ?)?\{?S\}?\u20d7? ?(?:(?:[\^_] ?(?:[xyz+\-]|\{ ?(?:[xyz+\-]|tot|total|T) ?\}|tot) ?){1,2}|(?<=\\.{1,40}))(?:=|:=|\\equiv)(?= ?(?:\\frac|[0-9/ ])*(?:\\sum|sum_|Σ))`,
      'dgmu',
    ),
    () => [' '],
  );
  // J^{S}, \kappa^z: a superscript of a name that is being defined is a label.
  page.replace(
    new RegExp(
      String.raw`${start}${nameStem}(?<below>${subscript})?\^ ?(?:\{ ?(?:\( ?)?(?<braced>[A-Za-z]+|[0-9]+(?= ?\))|${texCommand})(?: ?\))? ?\}|(?<bare>[A-Za-z]))(?= ?(?:=|:=|\\equiv|\\coloneqq))`,
      'dgmu',
    ),
    (match, part) => {
      const { stem, below, braced } = match.groups!;
      if (!isName(stem!)) return undefined;
      const label = braced === undefined ? 'bare' : 'braced';
      if (below === undefined) return [part('stem'), '_{', part(label), '}'];
      return [part('stem'), `_{${below.replace(/^_ ?|[{} ]/gu, '')}`, part(label), '}'];
    },
  );
  page.replace(
    new RegExp(
      String.raw`${start}${nameStem}(?<below>${subscript})? ?\((?<given>${parameters})\)(?= ?(?:=(?!=)|:=|\\equiv|\\coloneqq))`,
      'dgmu',
    ),
    (match, part) => {
      const { stem, given } = match.groups!;
      const named = given!.trim();
      // In plain text only the time is allowed, since a reader takes f(J) = … for the definition of a function.
      if (!isName(stem!) || named === '' || (named !== 't' && !/\\[A-Za-z]/u.test(lineOf(match)))) return undefined;
      return [part('stem'), part('below')];
    },
  );
  page.replace(
    new RegExp(
      String.raw`${start}(?<head>${nameStem}(?:${subscript})?) ?(?::=|\\(?:equiv|coloneqq|doteq)(?![A-Za-z]))`,
      'dgmu',
    ),
    (match, part) => (/\\[A-Za-z]/u.test(lineOf(match)) ? [part('head'), ' ='] : undefined),
  );
}

function lineOf({ input, index }: RegExpExecArray): string {
  const to = input.indexOf('\n', index);
  return input.slice(input.lastIndexOf('\n', index) + 1, to < 0 ? input.length : to);
}
