import type moo from 'moo';

import { functionNames } from './functions.js';
import { arrowAbove, greekCommand, greekLetter, withoutGreekCommands } from './names.js';
import {
  bareSpinPattern,
  bosonPattern,
  daggerPattern,
  fermionPattern,
  oddSpinPattern,
  otherParticlePattern,
  pauliPattern,
  spinPattern,
} from './spin-token.js';
import { sumPattern } from './sum-token.js';

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
export const wordPatterns = {
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
} satisfies moo.Rules;

/**
 * The same patterns for texts without a backslash. The names of the Greek letters as commands, which stand in many places,
 * take most of the time in which the patterns are compiled, and no such text has them.
 */
export const plainWordPatterns: moo.Rules = Object.fromEntries(
  Object.entries(wordPatterns).map(([name, rule]) => [name, plainRule(rule)]),
);

type Rule = (typeof wordPatterns)[keyof typeof wordPatterns];

function plainRule(rule: Rule): Rule | RegExp[] {
  if (rule instanceof RegExp) return plain(rule);
  if (!Array.isArray(rule)) return rule;
  const patterns = rule.filter((one) => one instanceof RegExp);
  return patterns.length === 0 ? rule : patterns.map(plain);
}

function plain(pattern: RegExp): RegExp {
  return new RegExp(withoutGreekCommands(pattern.source), pattern.flags);
}
