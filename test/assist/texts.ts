import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chainBeyond, chainFormulas } from '../corpus/chain.js';
import { gasBeyond, gasFormulas } from '../corpus/gas.js';
import { printedFormulas, unreadable } from '../corpus/print.js';
import { printedFiles } from '../corpus/printed.js';

const isMeaning = (file: string): boolean => file.startsWith('meaning');

/** The inputs of some of the grammar's cases, one spelling each. */
const casesOf = (wanted: (file: string) => boolean): string[] =>
  readdirSync('grammar/cases')
    .filter((file) => file !== 'README.txt' && wanted(file))
    .flatMap((file) => {
      const text = readFileSync(join('grammar/cases', file), 'utf8');
      if (file.endsWith('error-pages.txt')) return text.split(/^-{10,}\n/mu).map((page) => page.split('\n==>\n')[0]!);
      return text
        .split('\n')
        .filter((line) => line.includes(' ==>'))
        .flatMap((line) => line.slice(0, line.lastIndexOf(' ==>')).split(' ~~ '))
        .map((spelling) => spelling.replaceAll('⏎', '\n'));
    });

/** The cases of the grammar, which are decided without any algebra. */
export const grammarCases: readonly string[] = casesOf((file) => !isMeaning(file));

/** Whole programs: the examples, the proofs, and the script of mistakes that were made. */
export const programs: readonly (readonly [name: string, text: string])[] = [
  ...readdirSync('examples')
    .filter((name) => name.endsWith('.spin'))
    .map((name) => join('examples', name)),
  ...readdirSync('proofs/chain')
    .filter((name) => name.endsWith('.spin'))
    .map((name) => join('proofs/chain', name)),
  'test/regressions.spin',
].map((file) => [file, readFileSync(file, 'utf8')] as const);

/** The formulas of the papers, and those of print. */
export const formulas: readonly string[] = [
  ...[...chainFormulas, ...gasFormulas, ...printedFormulas, ...printedFiles].flatMap(({ printed, ascii, program }) =>
    [...printed, ascii].map((text) => (program === undefined ? text : `${program}\n${text}`)),
  ),
  ...[...chainBeyond, ...gasBeyond].map(({ tried }) => tried),
  ...unreadable.flatMap(({ printed }) => printed),
];

export const everyText: readonly string[] = [
  ...grammarCases,
  ...casesOf(isMeaning),
  ...programs.map(([, text]) => text),
  ...formulas,
];
