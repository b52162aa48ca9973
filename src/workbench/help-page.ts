import {
  type FunctionWord,
  type HelpEntry,
  callForm,
  exampleDefinitions,
  functionEquations,
  functionWords,
  helpEntries,
  keywords,
  nameOrNone,
} from '../language/index.js';
import { editDistance } from '../meaning/index.js';
import { type CellDoor, refuse } from '../text/index.js';
import { commandHelp, notebookInstead, sliderHelp } from './commands.js';

/** Longest line of an example's output. */
const longestOutput = 300;

/** The context of a page of help. */
export interface HelpContext {
  /** the summary of a definition of this name */
  readonly known?: string | undefined;
  /** the output of the statements of an example */
  readonly run: (statements: string) => string[];
  /** the door whose cells statements are typed into; by default a terminal */
  readonly cells?: CellDoor | undefined;
}

/**
 * The page for a topic.
 *
 * @diagnostic `unknown-topic`
 */
export function helpPage(topic: string, { known, run, cells }: HelpContext): string {
  if (topic === '') return generalHelp(cells ? keysInCells[cells] : terminalKeys);
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
    title: `${callForm(word)}   ${word.help}`,
    text: '',
    // conserved(A) names an ensemble; as an expression it has no value to show.
    ...(word.name !== 'conserved' && { example: withDefinitions(word.example) }),
    ...(functionEquations[word.name] !== undefined && { equation: functionEquations[word.name] }),
  }));
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

/** The canonical form of a topic that begins like a name. */
const canonical = (text: string): string | undefined => (/^[\\A-Za-zΑ-ω]/u.test(text) ? nameOrNone(text) : undefined);

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

/** The keys of a door, and the commands that it has. */
interface DoorKeys {
  readonly lines: readonly string[];
  readonly commands: typeof commandHelp;
}

const terminalKeys: DoorKeys = {
  lines: [
    'Results are numbered: %1, %2, …; ans is the last. TAB completes names, \\Delta<TAB> becomes Δ.',
    'A line that is not finished continues in the next. Ctrl-C stops a computation, Ctrl-D leaves.',
    'The arrow keys bring back what was typed, and Ctrl-R searches it: Enter takes what is found into the line.',
  ],
  commands: commandHelp,
};

const keysInCells: Readonly<Record<CellDoor, DoorKeys>> = {
  jupyter: {
    lines: [
      'The result of the cell [7] is %7, and ans is the last result. TAB completes names, \\Delta<TAB> becomes Δ.',
      'Shift-Enter runs a cell, and Shift-TAB explains the word at the cursor. An indented line continues the line above.',
      'The menu "Kernel" stops a computation, and restarts the kernel, which forgets everything.',
    ],
    commands: commandsBut([':quit'], { ':clear': 'forgets everything' }),
  },
  notebook: {
    lines: [
      'Results are numbered: %1, %2, …; ans is the last. Words are completed while one types, \\Delta becomes Δ; TAB takes one.',
      'Shift-Enter runs a cell and goes to the next one, Ctrl-Enter runs it and stays. Ctrl-I explains the word at the caret.',
      'Esc stops a computation, and otherwise leaves the editor for its cell. On a cell, Enter goes back into the editor, a',
      'and b insert a cell above or below, m makes text of statements, Delete deletes it, and Alt-↑ and Alt-↓ move it.',
    ],
    commands: [
      ...commandsBut(Object.keys(notebookInstead), {
        ':clear': 'forgets everything',
        ':plot': 'the curves of a scan; --scan B=-2..2:9 takes 9 values',
      }),
      sliderHelp,
    ],
  },
};

/** The commands without some of them, and with other words for others. */
function commandsBut(without: readonly string[], words: Readonly<Record<string, string>>): typeof commandHelp {
  return commandHelp
    .map(([usage, does]) => [usage.split(/[\s,]/u)[0]!, usage, does] as const)
    .filter(([name]) => !without.includes(name))
    .map(([name, usage, does]) => [usage, words[name] ?? does]);
}

function generalHelp({ lines, commands }: DoorKeys): string {
  const width = Math.max(...commands.map(([usage]) => usage.length));
  return [
    'Type an expression, a definition or a claim:',
    '    H = sum_j J S_j·S_<j+1>',
    '    C3 = charge(H, 3)',
    '    prove [H, C3] = 0',
    '',
    ...lines,
    '',
    ...commands.map(([usage, does]) => `  ${usage.padEnd(width)}  ${does}`),
    '',
    `Forms, each with ?: ${helpEntries.map(({ topics }) => topics[0]).join('  ')}`,
    `Functions: ${functionWords.map(({ name }) => name).join('  ')}`,
    `Keywords: ${[...keywords].join('  ')}`,
  ].join('\n');
}
