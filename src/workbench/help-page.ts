import {
  type FunctionWord,
  type HelpEntry,
  canonicalName,
  exampleDefinitions,
  functionEquations,
  functionWords,
  helpEntries,
  keywords,
} from '../language/index.js';
import { editDistance } from '../meaning/index.js';
import { DiagnosticError, refuse } from '../text/index.js';
import { commandHelp } from './commands.js';

/** Longest line of an example's output. */
const longestOutput = 300;

/**
 * The page for a topic; `known` is the summary of a definition of this name.
 *
 * @diagnostic `unknown-topic`
 */
export function helpPage(topic: string, known: string | undefined, run: (statements: string) => string[]): string {
  if (topic === '') return generalHelp();
  const entry = findEntry(topic);
  if (entry) return [...(known ? [known, ''] : []), ...entryPage(entry, run)].join('\n');
  if (known) return known;
  const near = nearTopic(topic);
  return refuse('unknown-topic', `there is no help on "${topic}"`, {
    hint: near ? `did you mean ?${near}` : '? lists the topics; a name that is not defined is a real parameter',
  });
}

/** The topics with help: forms of the language and functions. */
export function helpTopics(): string[] {
  return [...helpEntries.flatMap(({ topics }) => topics), ...functionWords.map(({ name }) => name)];
}

/** Every function as an entry: its help, its example with the definitions of the names in it, and its equation. */
export function functionEntries(): HelpEntry[] {
  return functionWords.map((word: FunctionWord) => ({
    topics: [word.name],
    title: `${signature(word)}   ${word.help}`,
    text: '',
    // conserved(A) names an ensemble; as an expression it has no value to show.
    ...(word.name !== 'conserved' && { example: withDefinitions(word.example) }),
    ...(functionEquations[word.name] !== undefined && { equation: functionEquations[word.name] }),
  }));
}

/** `overlap(C3, C4)` → `overlap(A, B)`, `perturb(V, H)` → `perturb(A, B, n)`, whose n may be left out */
function signature({ name, example, arguments: { most } }: FunctionWord): string {
  const scalars = ['sqrt', 'sin', 'cos', 'exp', 'conj'].includes(name);
  const given = example.split(',');
  const letters = ['A', 'B', 'C'].slice(0, most).map((letter, k) => {
    if (scalars) return 'c';
    return given[k] === undefined || /^ *[0-9]/u.test(given[k]) ? 'n' : letter;
  });
  return `${name}(${letters.join(', ')})`;
}

function withDefinitions(example: string): string {
  const needed: string[] = [];
  const collect = (text: string): void => {
    for (const [name] of text.matchAll(/[A-Za-z]+[0-9]*/gu)) {
      const definition = exampleDefinitions[name];
      if (definition === undefined || needed.includes(definition)) continue;
      const [, right = ''] = definition.split(' = ');
      collect(right);
      needed.push(definition);
    }
  };
  collect(example);
  return [...needed, example].join('\n');
}

function findEntry(topic: string): HelpEntry | undefined {
  const entries = [...helpEntries, ...functionEntries()];
  const plain = (text: string): string => text.replaceAll(/\s+/gu, '');
  const wanted = plain(topic).replace(/\($|\(\)$/u, '') || plain(topic);
  const exact = entries.find(({ topics }) => topics.some((t) => plain(t) === wanted));
  if (exact) return exact;
  const name = canonical(topic);
  const folded = entries.find(({ topics }) =>
    topics.some((t) => t.length > 1 && t.toLowerCase() === wanted.toLowerCase()),
  );
  return (
    folded ?? (name === undefined ? undefined : entries.find(({ topics }) => topics.some((t) => canonical(t) === name)))
  );
}

function canonical(text: string): string | undefined {
  if (!/^[\\A-Za-zΑ-ω]/u.test(text)) return undefined;
  try {
    return canonicalName(text);
  } catch (error) {
    if (error instanceof DiagnosticError) return undefined;
    throw error;
  }
}

function nearTopic(topic: string): string | undefined {
  const topics = helpTopics().filter((t) => t.length > 2);
  return (
    topics.find((t) => t.startsWith(topic)) ?? topics.find((t) => editDistance(t, topic) <= (topic.length > 4 ? 2 : 1))
  );
}

function entryPage(entry: HelpEntry, run: (statements: string) => string[]): string[] {
  const lines = [entry.title];
  if (entry.text !== '') lines.push(`  ${entry.text}`);
  if (entry.equation !== undefined) lines.push(`  ${entry.equation}`);
  if (entry.example !== undefined) {
    lines.push('', ...entry.example.split('\n').map((line) => `    ${line}`));
    // The answer is computed, so it is exactly the output of typing the example.
    for (const output of run(entry.example)) {
      lines.push(`  = ${output.length > longestOutput ? `${output.slice(0, longestOutput)} …` : output}`);
    }
  }
  return lines;
}

function generalHelp(): string {
  const width = Math.max(...commandHelp.map(([usage]) => usage.length));
  return [
    'Type an expression, a definition or a claim:',
    '    H = sum_j J S_j·S_<j+1>',
    '    C3 = charge(H, 3)',
    '    prove [H, C3] = 0',
    '',
    'Results are numbered: %1, %2, …; ans is the last. TAB completes names, \\Delta<TAB> becomes Δ.',
    'A line that is not finished continues in the next. Ctrl-C stops a computation, Ctrl-D leaves.',
    'The arrow keys bring back what was typed, and Ctrl-R searches it: Enter takes what is found into the line.',
    '',
    ...commandHelp.map(([usage, does]) => `  ${usage.padEnd(width)}  ${does}`),
    '',
    `Forms, each with ?: ${helpEntries.map(({ topics }) => topics[0]).join('  ')}`,
    `Functions: ${functionWords.map(({ name }) => name).join('  ')}`,
    `Keywords: ${[...keywords].join('  ')}`,
  ].join('\n');
}
