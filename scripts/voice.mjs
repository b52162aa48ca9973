// Fails on phrases that readers stumble over: in src/, in docs/ and in the pages beside them. Part of `npm run lint`.
//   node scripts/voice.mjs
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What not to write, and what to write instead. Only phrases that are never right in this project. */
export const banned = [
  { phrase: /\bunless\s+told\b/giu, instead: 'by default' },
  { phrase: /\b(?:come|comes|came)\s+by\b/giu, instead: 'obtained' },
  { phrase: /\bnobody['’]s\s+business\b/giu, instead: 'has no effect' },
  { phrase: /\bwhat\s+rounding\s+leaves\b/giu, instead: 'rounding error' },
  { phrase: /, is no (?!longer\b|more\b|less\b)/giu, instead: '", is not a"' },
  { phrase: /\bquasi-energ/giu, instead: 'quasienergy' },
  { phrase: /\b(?:chain|gas)[ \t]*\n\s+\(S?\d+\)/gu, instead: 'the paper and the number on one line' },
  { phrase: /\bmend(?:s|ed|ing)?\b/giu, instead: 'fix' },
  { phrase: /\btak(?:e|es|en|ing)\s+for\s+granted\b/giu, instead: 'assume' },
  { phrase: /\bmet\s+and\s+cancelled\b/giu, instead: 'cancelled' },
  { phrase: /\b(?:is|are|was|were)\s+looked\s+at\b/giu, instead: 'is examined, is tested' },
  { phrase: /\b(?:is|are|was|were)\s+no\s+matter\b/giu, instead: 'does not matter' },
  { phrase: /\bgoes\s+on\s+(?:with|where|in\s+the\s+next|from)\b/giu, instead: 'continues' },
  { phrase: /\bthe\s+plainest\b/giu, instead: 'the simplest' },
  { phrase: /\bin\s+want\s+of\b/giu, instead: 'for lack of' },
  { phrase: /\bwhat\s+bec(?:omes|ame)\s+of\b/giu, instead: 'the result of, the behaviour of' },
  { phrase: /\bwritten\s+aside\b/giu, instead: 'written under another name' },
  { phrase: /\bhands?\s+q\s+quanta\b/giu, instead: 'gives q quanta' },
  { phrase: /\/\*\*\s+What\b(?![^.?]*\?)/gu, instead: 'a noun, such as "The result of" or "Options for"' },
];

/**
 * Every banned phrase of a text, with its line; an end of line inside a phrase counts as a space.
 *
 * @param {string} text
 */
export function found(text) {
  const plain = text.replaceAll(/\n[ \t]*(?:\*|\/\/)?/gu, (match) => `\n${' '.repeat(match.length - 1)}`);
  return banned.flatMap(({ phrase, instead }) =>
    [...plain.matchAll(phrase)].map(({ 0: words, index }) => ({
      line: plain.slice(0, index).split('\n').length,
      words: words.replaceAll(/\s+/gu, ' '),
      instead,
    })),
  );
}

/** @param {string} root  of the repository */
function main(root) {
  /** @type {(folder: string, endings: readonly string[]) => string[]} */
  const inside = (folder, endings) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((name) => endings.some((ending) => name.endsWith(ending)) && !name.endsWith('.generated.ts'));
  const files = [
    ...readdirSync(root).filter((name) => name.endsWith('.md')),
    ...inside('docs', ['.md']),
    ...inside('src', ['.ts']),
    ...inside('examples', ['.spin', '.ts']),
    ...inside('proofs', ['.spin']),
  ];
  let count = 0;
  for (const file of files) {
    for (const { line, words, instead } of found(readFileSync(join(root, file), 'utf8'))) {
      console.error(`${file}:${line}: "${words}": write ${instead}`);
      count += 1;
    }
  }
  if (count === 0) return;
  console.error(`${count} banned phrases`);
  process.exitCode = 1;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  main(join(dirname(fileURLToPath(import.meta.url)), '..'));
