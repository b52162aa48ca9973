import { bracedCore, dress } from './fonts.js';
import { type Page, type Part, texCommand, d, end } from './page.js';

const spinHead = String.raw`(?<!\\)(?:(?<![A-Za-z])|(?=[\\σ]))(?<head>(?:${dress} ?)*${bracedCore}|sigma)`;
const script = (mark: string, name: string) =>
  String.raw`${mark} ?(?<${name}>\{[^{}]*\}|<[^<>]*>|[A-Za-z0-9]|[α-ω]|${texCommand})`;
const place = String.raw`(?:[a-z](?: ?[+\-] ?[0-9a-z]+)*|[0-9]+|-[0-9]+)`;
const componentLetter = String.raw`(?:[xyz+\-]|[abc]|[αβγμν]|\\(?:alpha|beta|gamma|mu|nu)${end})`;
const numbered = ['', 'x', 'y', 'z'];

/**
 * `\sigma_x^{(j)}`, `\sigma_j^{(x)}`, `S_{j,x}`, `\sigma^1_j`: component and site in any order become `\sigma^{x}_{j}`.
 */
export function orderScripts(page: Page): void {
  const byNumbers = numbersComponents(page.text);
  const canonical = (match: RegExpExecArray, part: (group: string) => Part, axis: string, site: string): Part[] => {
    const after = match.input[match.index + match[0].length] ?? '';
    return [part('head'), `^{${axis}}_{${site}}`, /[A-Za-z0-9]/u.test(after) ? ' ' : ''];
  };
  const read = (
    lower: string,
    upper: string | undefined,
    { upperFirst = false, isPauli = false }: { upperFirst?: boolean; isPauli?: boolean } = {},
  ): { axis: string; site: string } | undefined => {
    const bare = (text: string) => text.replace(/^[{<]|[}>]$/gu, '').trim();
    const round = (text: string) => /^\((.*)\)$/u.exec(text)?.[1]?.trim();
    const isSite = (text: string) => new RegExp(`^${place}$`, 'u').test(text);
    const isAxis = (text: string) => new RegExp(`^${componentLetter}$`, 'u').test(text);
    const below = bare(lower);
    if (upper === undefined) {
      const [one, two, more] = below.split(/ ?, ?/u);
      if (two === undefined || more !== undefined) return undefined;
      if (/^[xyz]$/u.test(two) || (isAxis(two) && !/^[a-z+-]$/u.test(two)))
        return isSite(one!) ? { axis: two, site: one! } : undefined;
      if (/^[xyz]$/u.test(one!) || (isAxis(one!) && !/^[a-z+-]$/u.test(one!)))
        return isSite(two) ? { axis: one!, site: two } : undefined;
      return undefined;
    }
    const above = bare(upper);
    const inner = round(above);
    // the usual order, with the component in round brackets or as a number
    if (inner !== undefined && isAxis(inner) && isSite(below) && !/^[xyz]$/u.test(below))
      return { axis: inner, site: below };
    if ((upperFirst || (isPauli && byNumbers && !lower.startsWith('<'))) && /^[123]$/u.test(above) && isSite(below))
      return { axis: numbered[Number(above)]!, site: below };
    // the other order: component below, site above
    const lowered = round(below) ?? below;
    if (/^[xyz]$/u.test(lowered) || (isAxis(lowered) && !/^[a-z+-]$/u.test(lowered))) {
      if (inner !== undefined) return isSite(inner) ? { axis: lowered, site: inner } : undefined;
      return isSite(above) && !/^-?[0-9]+$/u.test(above) && !isAxis(above) ? { axis: lowered, site: above } : undefined;
    }
    return undefined;
  };
  page.replace(d(`${spinHead}${script('_', 'lower')}${script('\\^', 'upper')}`), (match, part) => {
    const found = read(match.groups!.lower!, match.groups!.upper!, { isPauli: /σ|sigma/u.test(match.groups!.head!) });
    return found && canonical(match, part, found.axis, found.site);
  });
  page.replace(d(`${spinHead}${script('\\^', 'upper')}${script('_', 'lower')}`), (match, part) => {
    const { head, upper, lower } = match.groups!;
    if (/S/u.test(head!) && /^\{? ?2 ?\}?$/u.test(upper!)) return undefined;
    const found = read(lower!, upper!, { upperFirst: true });
    return found && canonical(match, part, found.axis, found.site);
  });
  page.replace(d(`${spinHead}${script('_', 'lower')}(?! ?\\^)`), (match, part) => {
    const found = read(match.groups!.lower!, undefined);
    return found && canonical(match, part, found.axis, found.site);
  });
  page.replace(d(String.raw`(?<![A-Za-z\\])(?<head>[XYZ])\^ ?\{ ?\( ?(?<site>${place}) ?\) ?\}`), (_, part) => [
    part('head'),
    '_{',
    part('site'),
    '}',
  ]);
}

/**
 * Are the components of σ numbered after its site, as in `\sigma_j^1`? A vector has no first and no third power, so a 1
 * or 3 shows it, and then a 2 is the component y.
 */
function numbersComponents(text: string): boolean {
  return /(?:σ|sigma)(?: ?\})? ?_ ?(?:\{[^{}]*\}|[a-z0-9]) ?\^ ?(?:[13](?![0-9])|\{ ?[13] ?\})/u.test(text);
}

/** `s^z_j`, `\mathbf{s}_{j+1}`: a small s with an arrow or a component, and a site, is the spin S. */
export function readSmallSpins(page: Page): void {
  const axis = String.raw`(?:[xyz+\-](?![A-Za-z0-9])|\{ ?(?:\( ?)?[xyz+\-](?: ?\))? ?\})`;
  const site = String.raw`_ ?(?:[a-z0-9]|\{[^{}\n]*\}|<[^<>\n]*>)`;
  page.replace(
    d(String.raw`(?:(?<![\\a-z_^])|(?<=_[a-z]))s(?=\u20d7? ?(?:\^ ?${axis} ?${site}|${site} ?\^ ?${axis}))`),
    () => ['S'],
  );
  page.replace(d(String.raw`(?:(?<![\\a-z_^])|(?<=_[a-z]))s ?\u20d7(?= ?${site})`), () => ['S']);
}
