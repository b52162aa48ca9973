import moo from 'moo';

import type { Diagnostic, Source } from '../text/index.js';
import { refuseLooseSites } from './adjacent.js';
import { readNeighbours } from './neighbours.js';
import { type Characters, readCharacters } from './characters.js';
import { arrowAbove, joinName, keywords, longestName, namePartsOf } from './names.js';
import {
  type TokenProblem,
  readFermion,
  missingSite,
  parseSite,
  parseSites,
  readBoson,
  readSpin,
  spinWords,
} from './spin-token.js';
import { readSum } from './sum-token.js';
import type { Token, TokenValue } from './token.js';
import { readTypeset } from './typeset/index.js';
import { plainWordPatterns, wordPatterns } from './word-patterns.js';
import { noFermions, sitedNumber, unknownCharacter, unknownCommand, wrongNumber, wrongSites } from './unreadable.js';

const compiled: { plain?: moo.Lexer; whole?: moo.Lexer } = {};

/** The lexer for a text, compiled when the first such text comes. */
function lexerOf(text: string): moo.Lexer {
  return text.includes('\\')
    ? (compiled.whole ??= moo.compile(wordPatterns))
    : (compiled.plain ??= moo.compile(plainWordPatterns));
}

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
  const lexer = lexerOf(characters.text).reset(characters.text);
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
