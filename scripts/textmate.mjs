// The patterns of the lexer → editors/vscode/syntaxes/spinlaw.tmLanguage.json, the colours of VS Code before the server
// answers. Run without argument to write, with --check to fail when the file is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keywords } from '../dist/language/index.js';
import { wordPatterns } from '../dist/language/word-patterns.js';

const file = join(dirname(fileURLToPath(import.meta.url)), '../editors/vscode/syntaxes/spinlaw.tmLanguage.json');

/**
 * The scope of each word of the lexer, in the names that themes know; words without one have no colour.
 *
 * @type {Readonly<Partial<Record<keyof typeof wordPatterns, string>>>}
 */
const scopes = {
  comment: 'comment.line.number-sign',
  level: 'constant.other.state',
  ket: 'constant.other.state',
  claim: 'meta.claim',
  hc: 'keyword.other.adjoint',
  sum: 'keyword.operator.sum',
  otherSum: 'keyword.operator.sum',
  boson: 'entity.name.type.boson',
  fermion: 'entity.name.type.fermion',
  spin: 'entity.name.type.spin',
  point: 'support.function.scatterer',
  word: 'support.function',
  texWord: 'support.function',
  root: 'support.function',
  shortFraction: 'support.function',
  fraction: 'support.function',
  exponential: 'support.function',
  dagger: 'keyword.operator.adjoint',
  power_j: 'keyword.operator.power',
  component: 'keyword.operator.component',
  number: 'constant.numeric',
  finite: 'keyword.control.chain',
  name: 'variable.other',
  result: 'variable.other.result',
  equals: 'keyword.operator.equality',
  cross: 'keyword.operator.product',
  dot: 'keyword.operator.product',
  times: 'keyword.operator.product',
  open: 'punctuation.section.bracket.begin',
  close: 'punctuation.section.bracket.end',
  sign: 'keyword.operator',
};

/** The words of the lexer that no grammar of an editor needs: space, and text that is refused. */
const skipped = new Set(['newline', 'space', 'unknown']);

const inClaim = [
  { match: '^(?:prove|refute)', name: 'keyword.control.claim.spinlaw' },
  { match: 'cites(?=[ \\t])', name: 'keyword.control.cites.spinlaw' },
  { match: '(?:chain|gas)[ \\t]*\\([^)]*\\)|"[^"\\n]*"', name: 'string.other.citation.spinlaw' },
  { match: '[A-Za-z0-9][A-Za-z0-9\\-]*', name: 'entity.name.function.claim.spinlaw' },
];

/** @param {string} text */
const literally = (text) => text.replaceAll(/[\\^$.*+?()[\]{}|]/gu, '\\$&');

/**
 * The sources of the patterns of a word.
 *
 * @param {string | RegExp | readonly (string | RegExp)[] | { readonly match?: unknown }} rule
 * @returns {string[]}
 */
function sourcesOf(rule) {
  if (typeof rule === 'string') return [literally(rule)];
  // Characters by their numbers are written in another way by the engines of editors.
  if (rule instanceof RegExp)
    return [
      rule.source.replaceAll(/\\u(?<code>[0-9a-f]{4})/gu, (_, code) => String.fromCodePoint(Number.parseInt(code, 16))),
    ];
  if (Array.isArray(rule)) return [...rule].sort((a, b) => (b.length ?? 0) - (a.length ?? 0)).flatMap(sourcesOf);
  return sourcesOf(/** @type {RegExp} */ (/** @type {{ match: unknown }} */ (rule).match));
}

/** The grammar as the file holds it: one pattern for each word of the lexer, in its order, which is that of precedence. */
export function textmateGrammar() {
  /** @type {object[]} */
  const patterns = [];
  for (const [word, rule] of Object.entries(wordPatterns)) {
    if (skipped.has(word)) continue;
    if (word === 'name') {
      const reserved = [...keywords].sort((a, b) => b.length - a.length).join('|');
      patterns.push({ match: `(?:${reserved})(?![A-Za-z0-9_])`, name: 'keyword.control.spinlaw' });
      patterns.push({ match: '[ijtx](?![A-Za-z0-9_])', name: 'variable.language.spinlaw' });
    }
    const scope = scopes[/** @type {keyof typeof scopes} */ (word)];
    for (const match of sourcesOf(rule))
      patterns.push({
        match,
        ...(scope === undefined ? {} : { name: `${scope}.spinlaw` }),
        ...(word === 'claim' ? { captures: { 0: { patterns: inClaim } } } : {}),
      });
  }
  return {
    $schema: 'https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json',
    comment: 'Made by node scripts/textmate.mjs from src/language/word-patterns.ts.',
    name: 'spinlaw',
    scopeName: 'source.spinlaw',
    patterns,
  };
}

const text = `${JSON.stringify(textmateGrammar(), undefined, 2)}\n`;
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error('editors/vscode/syntaxes/spinlaw.tmLanguage.json is out of date: run node scripts/textmate.mjs');
    process.exitCode = 1;
  }
}
