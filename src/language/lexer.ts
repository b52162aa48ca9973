import moo from 'moo';

import type { Diagnostic, Source } from '../text/index.js';
import { refuseLooseSites } from './adjacent.js';
import { readNeighbours } from './neighbours.js';
import { type Characters, readCharacters } from './characters.js';
import { functionNames } from './functions.js';
import { arrowAbove, greekCommand, greekLetter, joinName, keywords, longestName, namePartsOf } from './names.js';
import {
  type TokenProblem,
  bareSpinPattern,
  oddSpinPattern,
  bosonPattern,
  daggerPattern,
  fermionPattern,
  otherParticlePattern,
  readFermion,
  missingSite,
  parseSite,
  parseSites,
  pauliPattern,
  readBoson,
  readSpin,
  spinPattern,
  spinWords,
} from './spin-token.js';
import { readSum, sumPattern } from './sum-token.js';
import type { Token, TokenValue } from './token.js';
import { readTypeset } from './typeset/index.js';
import { noFermions, sitedNumber, unknownCharacter, unknownCommand, wrongNumber, wrongSites } from './unreadable.js';

const sized = String.raw`\\(?:left|right|[bB]igg?[lrm]?)(?![A-Za-z])`;
const opening = String.raw`(?:[ \t]*${sized})?[ \t]*\(`;
const hermitian = String.raw`[hH]\. ?[cC]\.`;
const number = String.raw`[0-9]+(?:\.[0-9]+)?(?:e[+\-]?[0-9]+)?`;
const claimName = String.raw`(?!(?:with|on|cites)(?![A-Za-z0-9\-]))[A-Za-z0-9][A-Za-z0-9\-]*`;
const equation = String.raw`S?[0-9]+[a-z]?(?: ?[,\-] ?S?[0-9]+[a-z]?)*`;
const citation = String.raw`cites[ \t]+(?:(?:chain|gas)[ \t]*\( ?${equation} ?\)|"[^"\n]*")`;
const claim = String.raw`(?:prove|refute)(?:[ \t]+${claimName})?(?:[ \t]+${citation})?[ \t]*:`;
const subscript = String.raw`_(?:[A-Za-z0-9]+|${greekLetter}|${greekCommand}|\{(?:[^{}\n]|\{[^{}\n]*\})*\}|<[^<>{}\n]*>)`;
const name = `(?:(?:[A-Za-z]|${greekLetter}|${greekCommand} ?)${arrowAbove}|[A-Za-z]+[0-9]*|${greekLetter}[0-9]*|${greekCommand}[0-9]*)(?:${subscript})?`;
/** a level by its number, or the index of a sum over levels */
const levelIndex = String.raw`(?:[0-9]+|[a-z](?![A-Za-z])|\\(?:alpha|beta|mu|nu)(?![A-Za-z])|[αβμν])`;
const sumIndex = String.raw`(?:\\limits)?(?:_j(?![j0-9])| ?_ ?\{ ?j ?\}|_<j>)`;
/** `J_zS^z_j`: a coupling and a spin that form one word, since a subscript extends over all letters. */
const joinedPattern = String.raw`(?:[A-Za-z]{1,2}|${greekLetter}|${greekCommand})[0-9]*_[a-z0-9]{1,5}[SXYZ](?:(?: ?\^ ?(?:[xyz+\-]|\{ ?[xyz+\-] ?\}))?_(?:j(?![a-z0-9])|[0-9]+|<[^<>\n]*>|\{[^{}\n]*\})|_[jlnmkr0-9](?![A-Za-z])(?: ?\^ ?(?:[xyz+\-]|\{ ?[xyz+\-] ?\})))`;
const sumWord = String.raw`(?:sum(?![A-Za-z0-9])|Σ|\\sum(?![A-Za-z]))`;
const textWrap = String.raw`\\(?:mathrm|text|textrm|rm|mbox|operatorname)`;

const u = (source: string) => new RegExp(source, 'u');
/** function words, longest first, each only where "(" follows directly */
const functionWord = `(?:${[...functionNames].sort((a, b) => b.length - a.length).join('|')})(?=${String.raw`(?:${sized} ?)?\(`})`;

/**
 * The words of the language, in the order of precedence, since moo takes the first match. Every pattern looks back only
 * a bounded distance, so that lexing is linear.
 */
const rules = moo.compile({
  newline: { match: /\r\n|[\n\r\u2028\u2029]/u, lineBreaks: true },
  space: /[ \t\f\v]+/u,
  comment: /#[^\n\r\u2028\u2029]*/u,
  // Rule 6: before everything else, in particular before the cross "><".
  level: [
    u(
      String.raw`(?:\\left ?)?\| ?${levelIndex} ?(?:\\right ?)?(?:>|⟩|\\rangle)(?: |\\[,!;:]){0,4}(?:\\left ?)?(?:<|⟨|\\langle) ?${levelIndex} ?(?:\\right ?)?\|`,
    ),
    /\\ket ?\{[0-9]+\} ?\\bra ?\{[0-9]+\}/u,
  ],
  // A product state: u and d, or arrows.
  ket: [
    u(String.raw`(?:\\left ?)?\| ?(?:(?:[ud↑↓]|\\uparrow|\\downarrow) ?)+(?:\\right ?)?(?:>|⟩|\\rangle)`),
    u(String.raw`\\ket ?\{ ?(?:(?:[ud↑↓]|\\uparrow|\\downarrow) ?)+\}`),
  ],
  dropped: u(
    String.raw`\\(?:left|right) ?\.|${sized}|\\(?:quad|qquad|displaystyle|textstyle)(?![A-Za-z])|\\[,;!:> ]|[$~]`,
  ),
  // Rule 17.
  claim: u(claim),
  openClaim: u(String.raw`(?:prove|refute)(?:[ \t]+${claimName})?[ \t]+cites(?![A-Za-z0-9_])`),
  // Rule 9.
  hc: u(String.raw`${hermitian}|${textWrap}\{[ ~]?${hermitian} ?\}|\{\\rm ${hermitian} ?\}`),
  nearlyHc: u(String.raw`(?:h\.c|hc)(?![A-Za-z0-9_.])|c\.c\.|${textWrap}\{ ?c\.c\. ?\}`),
  // Rule 12.
  sum: u(String.raw`${sumWord}${sumIndex}(?! ?\^)`),
  otherSum: u(sumPattern),
  // Rules 15 and 4.
  boson: u(bosonPattern),
  fermion: u(fermionPattern),
  spin: u(`${spinPattern}|${pauliPattern}`),
  oddSpin: u(oddSpinPattern),
  bareSpin: u(bareSpinPattern),
  point: u(String.raw`(?:δ|delta|\\delta)(?=${opening}[ \t]*x(?![A-Za-z0-9_]))`),
  word: u(functionWord),
  texWord: /\\(?:sin|cos|exp)(?![A-Za-z])/u,
  root: /√|\\sqrt(?![A-Za-z])/u,
  shortFraction: /\\[td]?frac ?[0-9] ?[0-9]/u,
  fraction: /\\[td]?frac(?![A-Za-z])/u,
  exponential: u(String.raw`(?:e|\\mathrm ?\{ ?e ?\})(?= ?\^ ?(?:${sized} ?)?[({])`),
  romanLetter: u(String.raw`\\mathrm ?\{ ?[ie] ?\}`),
  dagger: u(daggerPattern),
  power_j: /\^ ?j/u,
  component: /[\^_] ?(?:[xyz](?![xyz0-9])|\{ ?[xyz] ?\})/u,
  // Rule 24.
  otherParticle: u(otherParticlePattern),
  sitedNumber: u(String.raw`[0-9]+_(?:[A-Za-z0-9_]+|<[^<>\n]*>|\{[^{}\n]*\})`),
  // Rule 7.
  badNumber: [
    /[0-9]+(?:\.[0-9]+){2,}/u,
    /[0-9]+(?:\.[0-9]+)?E[+-]?[0-9]+(?![A-Za-z0-9_.])|[0-9]+\.[0-9]+D[+-]?[0-9]+(?![A-Za-z0-9_.])/u,
    /\.[0-9]+/u,
    /[0-9]+\.(?=[\s)\]}+\-*/,;:=#^·×]|$)/u,
  ],
  number: u(number),
  finite: u(String.raw`on[ \t]+(?:ring|open)(?=${opening})`),
  joined: u(joinedPattern),
  name: u(name),
  result: /%[0-9]+/u,
  equals: ['==', ':=', '!='],
  cross: /×|><|\\times(?![A-Za-z])/u,
  dot: /·|\\cdot(?![A-Za-z])|\./u,
  times: ['*', '\\ast', '⊗', '\\otimes'],
  open: ['(', '[', '{', '\\{', '\\lbrace'],
  close: [')', ']', '}', '\\}', '\\rbrace'],
  sign: ['=', '+', '-', '/', ',', ':', ';', '^'],
  strayBelow: /_ ?[<{]/u,
  command: /\\(?:[A-Za-z]+|[^A-Za-z\s])?/u,
  unknown: { match: /[^]/u, lineBreaks: true },
});

/** Largest number of digits, and largest decimal exponent, of a number; exact arithmetic with more would be slow. */
const longestNumber = 1000;

/**
 * Reads a source into tokens. It never throws: text that is not allowed becomes a token with a problem.
 *
 * @param comment  is called with the place of every comment, in the order of the text
 */
export function readTokens(source: Source, comment?: (start: number, end: number) => void): Token[] {
  return readWords(source, readTypeset(readCharacters(source.text)), comment);
}

/** The same for characters that have already been read and may differ from those of the source. */
export function readWords(
  source: Source,
  characters: Characters,
  comment?: (start: number, end: number) => void,
): Token[] {
  const tokens: Token[] = [];
  const cache = new Map<string, Decoded>();
  let indent: number | undefined = 0;
  const lexer = rules.reset(characters.text);
  for (let raw = lexer.next(); raw !== undefined; raw = lexer.next()) {
    const type = raw.type!;
    if (type === 'newline') {
      indent = 0;
      continue;
    }
    if (type === 'space') {
      if (indent !== undefined) indent += raw.text.length;
      continue;
    }
    if (type === 'dropped') continue;
    const start = characters.start(raw.offset);
    const end = characters.end(raw.offset + raw.text.length - 1);
    if (type === 'comment') {
      comment?.(start, end);
      continue;
    }
    const costly = type === 'spin' || type === 'name' || type === 'unknown';
    const last = tokens.at(-1);
    if (type === 'sign' && (raw.text === '+' || raw.text === '-') && last?.raw === raw.text && last.end === start) {
      tokens.push({ ...runTogether(source, raw.text, start, end), indent });
      indent = undefined;
      continue;
    }
    let entry = costly ? cache.get(raw.text) : undefined;
    if (entry === undefined) {
      entry = decode(type, raw.text);
      if (costly) cache.set(raw.text, entry);
    }
    const found = entry.value;
    const value: TokenValue =
      found !== undefined && 'code' in found
        ? { kind: 'problem', problem: { kind: 'input', ...found, span: { source, start, end } } }
        : found;
    tokens.push({ kind: 'token', type: entry.type, text: entry.text, raw: raw.text, start, end, indent, value });
    indent = undefined;
  }
  return readNeighbours(source, refuseLooseSites(source, tokens));
}

/** A sign after a sign is read (rule 28), but not `--`, which is a dash, and not `++`. */
function runTogether(source: Source, sign: string, start: number, end: number): Token {
  const problem: Diagnostic = {
    kind: 'input',
    code: 'sign-needs-brackets',
    message: 'two signs run together',
    hint: `write one sign, or brackets: A ${sign} (${sign}B)`,
    span: { source, start, end },
  };
  return {
    kind: 'token',
    type: 'bad',
    text: sign,
    raw: sign,
    start,
    end,
    indent: undefined,
    value: { kind: 'problem', problem },
  };
}

interface Decoded {
  readonly type: string;
  readonly text: string;
  readonly value: TokenValue | TokenProblem;
}

const word = (type: string, text: string, value?: TokenValue): Decoded => ({ type, text, value });
const bad = (text: string, problem: TokenProblem): Decoded => ({ type: 'bad', text, value: problem });

/** `udud` for the arrows of a ket. */
function spinsOfKet(text: string): string {
  const inside = text.replaceAll(/\\(?:left|right|rangle|ket)/gu, '');
  const letters = inside.match(/\\uparrow|\\downarrow|[ud↑↓]/gu) ?? [];
  return letters.map((l) => (l === 'd' || l === '↓' || l === '\\downarrow' ? 'd' : 'u')).join('');
}

/** From a word of the text to a token of the grammar. */
function decode(type: string, text: string): Decoded {
  switch (type) {
    case 'level': {
      const [row, column] = text.match(/[0-9]+/gu) ?? [];
      if (row === undefined || column === undefined) {
        const letter = /(?<=\| ?|[<⟨] ?|\\langle ?)(?:[a-z]|[αβμν])|\\(?:alpha|beta|mu|nu)/u.exec(text)![0];
        return bad(text, {
          code: 'free-level',
          message: `${text}: "${letter}" is no level, and no sum runs over it`,
          hint: `levels are numbers: |1><2|, or \\sum_{${letter}=1}^{3} ${text}`,
        });
      }
      if (row.length > 6 || column.length > 6) {
        return bad(text, {
          kind: 'limit',
          code: 'level-too-large',
          message: `the levels of ${text} are numbered beyond 999999`,
        });
      }
      return word('level', text, { kind: 'level', row: Number(row), column: Number(column) });
    }
    case 'ket':
      return word('ket', text, { kind: 'ket', spins: spinsOfKet(text) });
    case 'claim':
      return word('claim', text, readClaim(text));
    case 'openClaim':
      return bad(text, {
        code: 'bad-claim',
        message: `"${text}" does not go on as the head of a claim`,
        hint: 'write prove heat-current cites chain (16): A = B, or cites "a text": A = B',
      });
    case 'nearlyHc':
      return bad(text, {
        code: 'bare-hc',
        message: `"${text}" is not the Hermitian conjugate`,
        hint: text.includes('c.c') ? 'write h.c. for the adjoint of what stands before' : 'write h.c. with both dots',
      });
    case 'otherSum': {
      const sum = readSum(text);
      return 'code' in sum ? bad(text, sum) : word('indexedSum', text, { kind: 'sum', ...sum });
    }
    case 'boson': {
      const boson = readBoson(text);
      return 'code' in boson ? bad(text, boson) : word('boson', text, { kind: 'boson', ...boson });
    }
    case 'spin': {
      const spin = readSpin(text);
      return 'code' in spin ? bad(text, spin) : word('spin', text, { kind: 'spin', ...spin });
    }
    case 'oddSpin':
      return bad(text, {
        code: 'odd-scripts',
        message: `what stands above and below ${text} is no component and site`,
        hint: 'a spin has one component, or none, and one site: S^z_j, S^+_{j+1}, \\vec S_j; its square is S_j^2',
      });
    case 'bareSpin':
      return bad(text, missingSite(text));
    case 'texWord':
      return word('texWord', text.slice(1));
    case 'shortFraction':
      return word('shortFraction', text.replace(/[^0-9]/gu, ''));
    case 'exponential':
      return word('exponential', 'e');
    case 'romanLetter':
      return text.includes('i') && !text.includes('e') ? word('letter', 'i') : readName(/[ie](?= ?\})/u.exec(text)![0]);
    case 'component':
      return word('component', /[xyz]/u.exec(text)![0]);
    case 'fermion': {
      const found = readFermion(text);
      return 'code' in found ? bad(text, found) : word('fermion', text, { kind: 'fermion', ...found });
    }
    case 'otherParticle':
      return bad(text, noFermions(text));
    case 'sitedNumber':
      return bad(text, sitedNumber(text));
    case 'badNumber':
      return bad(text, wrongNumber(text));
    case 'number': {
      const [digits, exponent] = text.split('e');
      if (digits!.length > longestNumber || Math.abs(Number(exponent ?? 0)) > longestNumber) {
        return bad(text, {
          kind: 'limit',
          code: 'number-too-long',
          message: `a number has at most ${longestNumber} digits and a decimal exponent of at most ${longestNumber}`,
        });
      }
      return word('number', text);
    }
    case 'joined': {
      const [, coupling, operator] = /^(.*?_[a-z0-9]+)([SXYZ].*)$/u.exec(text)!;
      return bad(text, {
        code: 'bad-subscript',
        message: `${text} is one word: a subscript takes all letters that follow`,
        hint: `write ${coupling!} ${operator!}`,
      });
    }
    case 'name':
      return readName(text);
    case 'result':
      return word('name', text, { kind: 'name', name: text });
    case 'cross':
      return word('operator', '×');
    case 'dot':
      return word('operator', '·');
    case 'times':
      return word('operator', '*');
    case 'open':
    case 'close':
      return word(type, text === '\\lbrace' ? '{' : text === '\\rbrace' ? '}' : text.replace('\\', ''));
    case 'strayBelow':
      return bad(text, {
        code: 'bad-subscript',
        message: `"${text}" begins a subscript that belongs to no name or is not closed`,
        hint: 'a subscript follows its name at once and is closed on the same line: h_<j,j+1>, J_{ab}',
      });
    case 'command':
      return bad(text, unknownCommand(text));
    case 'unknown':
      return bad(text, unknownCharacter(text));
    default:
      return word(type, text);
  }
}

function readName(typed: string): Decoded {
  const text = typed.replace(new RegExp(` ?${arrowAbove}`, 'u'), '');
  const decoded = readPlainName(text);
  if (text === typed) return decoded;
  // `D\u20d7_j` would be a vector of couplings with a site.
  return decoded.value && 'kind' in decoded.value && decoded.value.kind === 'name'
    ? { ...decoded, text: typed, value: { ...decoded.value, vector: true } }
    : decoded;
}

function readPlainName(text: string): Decoded {
  if (keywords.has(text)) return word('keyword', text);
  if (spinWords.has(text)) return bad(text, missingSite(text));
  if (text === 'i' || text === 'j' || text === 't') return word('letter', text);
  if (text === 'x') return word('x', text);
  if (text === 'e') {
    return bad(text, {
      code: 'bare-exponential',
      message: 'e is the exponential only in e^(…) and e^{…}',
      hint: 'write e^(…) or exp(…), or give the parameter another name',
    });
  }
  if (text.length > longestName) {
    return bad(text, {
      kind: 'limit',
      code: 'name-too-long',
      message: `a name has at most ${longestName} letters, this one has ${text.length}`,
    });
  }
  const parts = namePartsOf(text);
  if (!parts) throw new Error(`spinlaw: the lexer took ${text} for a name`);
  const { stem, subscript: below } = parts;
  if (below === undefined) return word('name', text, { kind: 'name', name: stem });
  if (below.startsWith('<')) {
    const sites = parseSites(below.slice(1, -1));
    return sites ? word('sited', text, { kind: 'sited', name: stem, sites }) : bad(text, wrongSites(stem, below));
  }
  const inner = below.startsWith('{') ? below.slice(1, -1) : below;
  const joined = joinName(stem, inner);
  if (joined !== undefined) {
    const site = parseSite(inner);
    return word('name', text, { kind: 'name', name: joined, ...(site && { sited: { name: stem, site } }) });
  }
  const sites = parseSites(inner);
  return sites ? word('sited', text, { kind: 'sited', name: stem, sites }) : bad(text, wrongSites(stem, below));
}

function readClaim(text: string): TokenValue {
  const groups =
    /^(?<verb>prove|refute)(?:[ \t]+(?<name>(?!cites[ \t])[A-Za-z0-9-]+))?(?:[ \t]+cites[ \t]+(?:(?<paper>chain|gas)[ \t]*\( ?(?<number>[^)]*?) ?\)|"(?<text>[^"]*)"))?[ \t]*:$/u.exec(
      text,
    )!.groups!;
  const { verb, name: title, paper, number: equationNumber, text: quoted } = groups;
  return {
    kind: 'claim',
    verb: verb as 'prove' | 'refute',
    ...(title !== undefined && { name: title }),
    ...(paper !== undefined && {
      cites: { kind: 'equation', paper: paper as 'chain' | 'gas', number: equationNumber! },
    }),
    ...(quoted !== undefined && { cites: { kind: 'text', text: quoted } }),
  };
}
