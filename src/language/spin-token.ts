import type { DiagnosticCode } from '../text/index.js';
import { greekCommand, greekLetter, withoutGreekCommands } from './names.js';
import type { Axis, Site } from './tree.js';

/*
 * Rules 4, 5 and 15: a spin operator with its site is ONE token, and so is a boson. The patterns here are used by the
 * lexer. They accept any subscript, so that a wrong site is found here, where it can be explained.
 */

const core = String.raw`(?:S|σ|\\sigma(?![A-Za-z]))`;
const dress = String.raw`\\(?:vec|hat|mathbf|mathbfit|bm|boldsymbol|overrightarrow)(?![A-Za-z]) ?`;
const dressed = `${dress}(?:${core}|\\{ ?${core}(?:'{1,2})? ?\\})`;
const twiceDressed = `${dress}(?:${dressed}|\\{ ?${dressed} ?\\})`;
const wrapped = `(?:${dressed}|${twiceDressed})`;
const head = `(?:${wrapped}|sigma|${core})`;

const axis = '[xyz+\\-]';
const prime = String.raw`(?:'{1,3}|\^\{ ?(?:\\prime ?){1,2}\}|\^\\prime(?![A-Za-z]))`;
const primedAxis = String.raw`\^\{ ?(?:'|\\prime ?){1,2} ?${axis} ?\}`;
/** The index of a sum over components, in place of a component: `S^\alpha_j`. */
const axisIndex = `(?:${greekCommand}|${greekLetter}|(?:alpha|beta|gamma|mu|nu|[abc])(?![A-Za-z])|\\\\[pm]{2}(?![A-Za-z])|[±∓])`;
const raised = String.raw`\^ ?(?:${axis}|${axisIndex}|\{ ?(?:${axis}|${axisIndex}) ?\})`;
const before = `(?:${primedAxis}|(?:${prime})?(?:${raised}|${axis})?)`;
/** After the site a sign is a component unless a digit follows: `S_j^-` is a ladder, `S_j^-2` a power. */
const raisedAfter = String.raw`\^ ?(?:[xyz](?![xyz0-9])|[+\-](?![0-9])|${axisIndex}|\{ ?(?:${axis}|${axisIndex}) ?\})`;
const after = `(?:${primedAxis}|(?:${prime})?(?:${raisedAfter})?)`;

/** Any text in place of a site, including none, which is refused later with an explanation. */
const anySite = String.raw`_ ?(?:j|[lnmkr](?=[A-Zσ\\])|[0-9]+|<[^<>\n]*>|\{[^{}\n]*\}|[A-Za-z]+[0-9]*|${greekLetter}|)`;
/** The site of a letter that alone, or with a number, would be a name: with a j, in <…>, or with the spin of a cell. */
const freeSite = String.raw`_ ?(?:j(?![A-Za-z0-9])|<[^<>\n]*>|\{(?:[^{}\n]{0,40}(?<![A-Za-z])j(?![A-Za-z])[^{}\n]{0,40}| ?(?:<[^<>{}\n]{0,40}>|-?[0-9]+) ?(?:,[^{}\n]{0,40}|[↑↓] ?|\\(?:up|down)arrow ?))\})`;

/** `†`, `^\dagger`, `^{†}`, `^dagger` … */
export const daggerPattern = String.raw`(?:\^ ?\{ ?(?:†|\\dag(?:ger)?|dagger) ?\}|\^ ?(?:†|\\dag(?:ger)?(?![A-Za-z])|dagger(?![A-Za-z0-9_]))|†|\\dag(?:ger)?(?![A-Za-z]))`;

/** `S^z_j`, `\vec S_{j+1}`, `S'_<j+1>`, `σ^x_3` */
export const spinPattern = `${head}${before}${anySite}${after}`;
/** a spin with scripts that no other pattern accepts, to be refused with an explanation */
export const oddSpinPattern = `${head}(?:[\\^_] ?(?:\\{[^{}\\n]*\\}|\\\\[A-Za-z]+|[A-Za-z0-9]))*\\^ ?(?:\\{[^{}\\n]*\\}|\\\\[A-Za-z]+|[A-Za-z0-9])(?:_ ?(?:\\{[^{}\\n]*\\}|<[^<>\\n]*>|\\\\[A-Za-z]+|[A-Za-z0-9]+))`;
/** `X_j` */
export const pauliPattern = `[XYZ]${anySite}`;
/** a LaTeX spin without a site */
export const bareSpinPattern = wrapped;
/** `a_j`, `a†_j`, `a_<j+1>`; `a_0` and `a` are parameters, `a†_0` is not */
export const bosonPattern = String.raw`(?:a|\\hat ?a|\\hat ?\{ ?a ?\})(?:(?:${daggerPattern}|\^ ?dagger(?=_))${anySite}|${freeSite})`;

const fermionHead = (letter: string): string => String.raw`(?:${letter}|\\hat ?${letter}|\\hat ?\{ ?${letter} ?\})`;
/** `c_j`, `c†_{j,up}`, `n_<j+1>`; `c_0` and `c` are parameters, `c†_0` is not */
export const fermionPattern = String.raw`${fermionHead('c')}(?:(?:${daggerPattern}|\^ ?dagger(?=_))${anySite}|${freeSite})|${fermionHead('n')}${freeSite}`;

/** `b†_j`, `d^\\dagger_{j+1}`: operators in print that the language does not have */
export const otherParticlePattern = String.raw`(?:[bdf-hk-np-r]|ψ|psi|\\psi)(?:${daggerPattern}|\^ ?dagger(?=_))_ ?(?:j|[0-9]+|<[^<>\n]*>|\{[^{}\n]*\})`;

const spinSource = `^(?<head>${head})(?<before>${before})_ ?(?<site>j|[0-9]+|<[^<>]*>|\\{[^{}]*\\}|[A-Za-z]+[0-9]*|${greekLetter}|)(?<after>${after})$`;
const spinShapes: { plain?: RegExp; whole?: RegExp } = {};

/** The parts of a spin token, compiled when the first such token comes. */
function spinShape(text: string): RegExp {
  return text.includes('\\')
    ? (spinShapes.whole ??= new RegExp(spinSource, 'u'))
    : (spinShapes.plain ??= new RegExp(withoutGreekCommands(spinSource), 'u'));
}

const siteShape = /_ ?(?<site>j|[0-9]+|<[^<>]*>|\{[^{}]*\}|[^_]*)$/u;

/** A problem with a token, without its place. */
export interface TokenProblem {
  readonly kind?: 'limit';
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint?: string;
}

export interface SpinToken {
  readonly family: 'S' | 'sigma';
  readonly primes: 0 | 1 | 2;
  readonly axis?: Axis;
  readonly site: Site;
}
export interface FermionToken {
  readonly letter: 'c' | 'n';
  readonly dagger: boolean;
  readonly site: Site;
}
export interface BosonToken {
  readonly dagger: boolean;
  readonly site: Site;
}

/** Names that are spins if "_" follows; without it the site is missing. */
export const spinWords: ReadonlySet<string> = new Set([
  'S',
  'Sx',
  'Sy',
  'Sz',
  'σ',
  'sigma',
  '\\sigma',
  'sigmax',
  'sigmay',
  'sigmaz',
]);

const acceptedSites = 'a site is j, j+n, j-n or a number: S^z_j, S^z_<j+1>, S^z_{j-2}, S^z_3';

export function missingSite(text: string): TokenProblem {
  return {
    code: 'missing-site',
    message: `the spin operator ${text} has no site`,
    hint: `write ${text}_j at site j, ${text}_<j+1> at the next; for the total spin sum_j S^z_j`,
  };
}

/** Decodes the text of a spin token. */
export function readSpin(text: string): SpinToken | TokenProblem {
  if (/^[XYZ]/u.test(text)) {
    const site = readSite(text, text[0]!);
    return 'code' in site ? site : { family: 'sigma', primes: 0, axis: text[0]!.toLowerCase() as Axis, site };
  }
  const groups = spinShape(text).exec(text)?.groups;
  if (!groups) throw new Error(`spinlaw: the lexer took ${text} for a spin operator`);
  const site = readSite(`_${groups.site!}`, text.slice(0, text.indexOf('_', groups.head!.length)));
  if ('code' in site) return site;
  const family = /sigma|σ/u.test(groups.head!) ? 'sigma' : 'S';
  const primesBefore = countPrimes(groups.head!) + countPrimes(groups.before!);
  const primesAfter = countPrimes(groups.after!);
  const primes = primesBefore + primesAfter;
  if (primes > 2 || (primesBefore > 0 && primesAfter > 0)) {
    return { code: 'bad-primes', message: `${text} has too many primes`, hint: "the rescaled spins are S' and S''" };
  }
  if (primes > 0 && family === 'sigma') {
    return { code: 'bad-primes', message: `${text}: only S is rescaled by primes`, hint: "write S' or S''" };
  }
  const index = new RegExp(String.raw`\^ ?(?:\{ ?)?(?<index>${axisIndex}) ?\}?`, 'u').exec(
    `${groups.before!} ${groups.after!}`,
  )?.groups?.index;
  if (index !== undefined && /[±∓]|\\[pm]{2}/u.test(index)) {
    return {
      code: 'free-component',
      message: `${text} is two operators`,
      hint: `write both: ${text.replace(index, '+')} and ${text.replace(index, '-')}`,
    };
  }
  if (index !== undefined) {
    return {
      code: 'free-component',
      message: `${text}: "${index}" is no component`,
      hint: `components are x, y, z, + and -; a sum over x, y and z is \\sum_{${index}} ${text.trim()} …`,
    };
  }
  const axisBefore = axisOf(groups.before!);
  const axisAfter = axisOf(groups.after!);
  if (axisBefore && axisAfter) {
    return {
      code: 'two-components',
      message: `${text} names two components, ${axisBefore} and ${axisAfter}`,
      hint: 'name the component once: S^z_j',
    };
  }
  const component = axisBefore ?? axisAfter;
  return { family, primes: primes as 0 | 1 | 2, ...(component && { axis: component }), site };
}

/** Decodes the text of a boson token. */
export function readBoson(text: string): BosonToken | TokenProblem {
  const dagger = /†|dag/u.test(text);
  const site = readSite(text, dagger ? 'a†' : 'a');
  return 'code' in site ? site : { dagger, site };
}

/** Decodes the text of a fermion token. */
export function readFermion(text: string): FermionToken | TokenProblem {
  const dagger = /†|dag/u.test(text);
  const letter = /^(?:\\hat ?\{? ?)?n/u.test(text) ? 'n' : 'c';
  const site = readSite(text, dagger ? 'c†' : letter);
  return 'code' in site ? site : { letter, dagger, site };
}

function readSite(text: string, operator: string): Site | TokenProblem {
  const typed = siteShape.exec(text)?.groups?.site ?? '';
  if (typed === '') {
    return {
      ...missingSite(operator),
      hint: `the site follows "_" at once, its bracket closed on the same line: ${operator}_<j+1>`,
    };
  }
  const bare = /^[<{]/u.test(typed) ? typed.slice(1, -1) : typed;
  const site = parseSite(bare) ?? parseLegSite(bare);
  if (site !== undefined) return site;
  const letter = bare.trim();
  const component = /^[xyz]$/u.test(letter) && /^(?:S|σ|.*sigma)/u.test(operator);
  const hint = component
    ? `for the component write ${operator}^${letter}_j`
    : /^(?:tot|total|all|sum|st|stag)$/u.test(letter)
      ? `a sum of spins has a name of its own: M = sum_j ${operator}_j`
      : acceptedSites;
  return { code: 'bad-site', message: `"${letter}" in ${operator}_${typed} is not a site`, hint };
}

/** `j`, `j+n`, `j-n`, `3j+n`, `n`, `-n` (rule 5); undefined for anything else. */
export function parseSite(text: string): Site | undefined {
  const match = /^ *(?:(?:([1-9][0-9]{0,2}) *\*? *)?(j) *(?:([+-]) *([0-9]{1,9}))?|(-?) *([0-9]{1,9})) *$/u.exec(text);
  if (!match) return undefined;
  const [, stride, letter, sign, offset, minus, absolute] = match;
  // "0 -" instead of a unary minus, so that no site is −0
  if (letter)
    return {
      relative: true,
      offset: sign === '-' ? 0 - Number(offset) : Number(offset ?? 0),
      ...(stride !== undefined && Number(stride) > 1 && { stride: Number(stride) }),
    };
  return { relative: false, offset: minus === '-' ? 0 - Number(absolute) : Number(absolute) };
}

const arrowLabels = new Map([
  ['↑', 'up'],
  ['\\uparrow', 'up'],
  ['↓', 'down'],
  ['\\downarrow', 'down'],
]);

/**
 * A site of a cell with several spins (rule 30): `j,1`, `<j+1>,up`, `3,2`, `j\uparrow`. The label need not exist.
 *
 * @returns undefined for a text without a leg
 */
export function parseLegSite(text: string): Site | undefined {
  const match =
    /^ *(?:<(?<bracketed>[^<>]*)>|(?<cell>[^,<>↑↓\\]*?)) *(?:, *(?<label>[A-Za-z0-9]+|[↑↓]|\\(?:up|down)arrow)|(?<arrow>[↑↓]|\\(?:up|down)arrow)) *$/u.exec(
      text,
    )?.groups;
  const site = match && parseSite(match.bracketed ?? match.cell!);
  if (!site) return undefined;
  const label = match.label ?? match.arrow!;
  return { ...site, leg: arrowLabels.get(label) ?? label };
}

/** The sites of `<j,j+1>`, `{0,1}`; undefined if one of them is not a site. */
export function parseSites(text: string): readonly Site[] | undefined {
  const sites = text.split(',').map(parseSite);
  return sites.every((site) => site !== undefined) ? sites : undefined;
}

function countPrimes(text: string): number {
  return [...text.matchAll(/'|\\prime/gu)].length;
}

function axisOf(text: string): Axis | undefined {
  return /[xyz+-](?=[ }]*$)/u.exec(text.replace(/\\prime/gu, ''))?.[0] as Axis | undefined;
}
