import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';

import { unlessRefused } from '../text/file.js';
import { commandNames, helpEntries } from '../workbench/front.js';

/** The words that can be completed, besides commands and files. */
export interface Vocabulary {
  /** canonical names that the user has introduced */
  readonly names: readonly string[];
  readonly functions: Iterable<string>;
  /** the options of each command: `:steady` has `--observe` */
  readonly options: Readonly<Record<string, readonly string[]>>;
  readonly keywords: Iterable<string>;
  /** `Delta` → `Δ` */
  readonly greek: ReadonlyMap<string, string>;
}

/** LaTeX commands that become a sign other than a Greek letter. */
const signs: readonly (readonly [command: string, sign: string])[] = [
  ['\\sum', 'sum_j '],
  ['\\cdot', '·'],
  ['\\times', '×'],
  ['\\dagger', '†'],
  ['\\sqrt', 'sqrt('],
  ['\\epsilon', 'ε'],
  ['\\varepsilon', 'ε'],
  ['\\varphi', 'φ'],
  ['\\vartheta', 'θ'],
];

/** Proposals for the end of a line, and the end they replace, in the form that readline expects of a completer. */
export type Completion = [proposals: string[], replaced: string];

/** Completes the text before the cursor. */
export function complete(line: string, vocabulary: Vocabulary): Completion {
  const file = /^\s*:(?:load|save!?)\s+(?<path>.*)$/u.exec(line)?.groups?.path;
  if (file !== undefined) return [filesLike(file), file];
  const help = /^\s*(?:\?|:help\s+)\s*(?<topic>\S*)$/u.exec(line)?.groups?.topic;
  if (help !== undefined && !help.startsWith('\\')) return [topicsLike(help, vocabulary), help];
  const command = /^\s*(?<command>:[a-z]*)$/u.exec(line)?.groups?.command;
  if (command !== undefined) return [commandNames.filter((name) => name.startsWith(command)).map(spaced), command];
  const option = /^\s*(?<of>:[a-z]+)\s(?:.*\s)?(?<typed>--[a-z-]*)$/u.exec(line)?.groups;
  if (option) {
    const known = vocabulary.options[option.of!] ?? [];
    return [known.filter((name) => name.startsWith(option.typed!)).map((name) => `${name} `), option.typed!];
  }
  const latex = /\\[A-Za-z]*$/u.exec(line)?.[0];
  if (latex !== undefined) return [latexLike(latex, vocabulary), latex];
  const word = /[A-Za-zΑ-ω%][A-Za-zΑ-ω0-9_]*$/u.exec(line)?.[0];
  // A site or a subscript is not a word of its own: S_<j, S^z.
  if (word === undefined || /[\^<]$/u.test(line.slice(0, line.length - word.length))) return [[], ''];
  return [wordsLike(word, line, vocabulary), word];
}

function latexLike(typed: string, { greek }: Vocabulary): string[] {
  const table = new Map<string, string>(signs);
  for (const [name, symbol] of greek) if (name !== 'eps') table.set(`\\${name}`, symbol);
  const exact = table.get(typed);
  if (exact !== undefined) return [exact];
  const near = [...table.keys()].filter((command) => command.startsWith(typed)).sort();
  return near.length === 1 ? [table.get(near[0]!)!] : near;
}

function wordsLike(word: string, line: string, { names, functions, keywords, greek }: Vocabulary): string[] {
  const found = new Set<string>();
  const offer = (text: string): void => {
    if (text.startsWith(word)) found.add(text);
  };
  const symbols = new Map([...greek].map(([name, symbol]) => [symbol, name]));
  const ascii = [...word].map((letter) => symbols.get(letter) ?? letter).join('');
  for (const name of names) {
    if (name.startsWith('%')) continue;
    offer(name);
    // Δ1 is known as Delta1.
    if (ascii !== word && name.startsWith(ascii)) found.add(word + name.slice(ascii.length));
  }
  for (const name of functions) offer(`${name}(`);
  if (line.trim() === word || /[:;]\s*$/u.test(line.slice(0, -word.length)))
    for (const keyword of keywords) if (keyword !== 'for') offer(`${keyword} `);
  if (/(?:^|[:;])\s*solve\s[^;]*=/u.test(line)) offer('for ');
  offer('sum_j ');
  return [...found].sort();
}

function topicsLike(typed: string, { names, functions }: Vocabulary): string[] {
  const topics = [...helpEntries.flatMap((entry) => entry.topics), ...functions, ...names].filter(
    (t) => t.startsWith(typed) && !/\s/u.test(t),
  );
  return [...new Set(topics)].sort();
}

function filesLike(typed: string): string[] {
  const path = typed.startsWith('~/') ? join(homedir(), typed.slice(2)) : typed;
  const folder = path === '' || path.endsWith('/') ? path || '.' : dirname(path);
  const start = path === '' || path.endsWith('/') ? '' : basename(path);
  const head = typed.slice(0, typed.length - start.length);
  const entries = unlessRefused(
    () => readdirSync(folder, { withFileTypes: true }),
    () => [],
  );
  return entries
    .filter((entry) => entry.name.startsWith(start) && (start.startsWith('.') || !entry.name.startsWith('.')))
    .map((entry) => `${head}${entry.name}${entry.isDirectory() ? '/' : ''}`)
    .sort();
}

const withoutArguments: ReadonlySet<string> = new Set([
  ':names',
  ':clear',
  ':more',
  ':model',
  ':quit',
  ':help',
  ':vectors',
  ':pauli',
  ':ladder',
]);

function spaced(command: string): string {
  return withoutArguments.has(command) ? command : `${command} `;
}
