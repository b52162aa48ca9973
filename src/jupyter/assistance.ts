import { type Proposal, completionsAt, factText, hoverAt, hoverMarkdown } from '../assist/index.js';
import { commandHelp, commandNames, isCommand } from '../workbench/index.js';
import type { Completions, MimeBundle } from './interpreter.js';

/** Longest time, in seconds, for the values of a cell that is not run yet. */
const seconds = 0.5;

/** The line that holds a place, up to it. */
function lineBefore(code: string, offset: number): string {
  return code.slice(code.lastIndexOf('\n', offset - 1) + 1, offset);
}

/**
 * The words that can be typed at a place of a cell.
 *
 * @param before   the program of the cells that have run
 * @param options  the options of each command: `:steady` has `--observe`
 */
export function completionsInCell(
  code: string,
  offset: number,
  before: string,
  options: Readonly<Record<string, readonly string[]>>,
): Completions {
  const line = lineBefore(code, offset);
  const command = /^\s*(?<typed>:[a-z]*)$/u.exec(line)?.groups;
  if (command) return wordsLike(command.typed!, commandNames, offset, 'command', (name) => helpOf(name)?.[1] ?? '');
  const option = /^\s*(?<of>:[a-z]+)\s(?:.*\s)?(?<typed>--[a-z-]*)$/u.exec(line)?.groups;
  if (option) return wordsLike(option.typed!, options[option.of!] ?? [], offset, 'option', () => '');
  const { from, to, options: proposals } = completionsAt(withoutCommands(code), offset, { before, seconds });
  const matches = proposals.map(({ insert, kind, detail }) => ({ text: insert, kind: kindOf[kind], detail }));
  return { matches, start: from, end: to };
}

/** The kinds for which JupyterLab has signs of its own. */
const kindOf: Readonly<Record<Proposal['kind'], string>> = {
  operator: 'instance',
  parameter: 'param',
  function: 'function',
  keyword: 'keyword',
  sign: 'text',
  site: 'text',
  setting: 'property',
};

function wordsLike(
  typed: string,
  words: readonly string[],
  offset: number,
  kind: string,
  about: (word: string) => string,
): Completions {
  const matches = words.filter((word) => word.startsWith(typed));
  return {
    matches: matches.map((text) => ({ text, kind, detail: about(text) })),
    start: offset - typed.length,
    end: offset,
  };
}

/** The meaning of the word at a place of a cell, or of the word that ends there. */
export function inspectionInCell(code: string, offset: number, before: string): MimeBundle | undefined {
  const start = offset - lineBefore(code, offset).length;
  const name = /^\s*:[a-z]+/u.exec(code.slice(start))?.[0];
  if (name !== undefined && offset <= start + name.length) return commandHelpOf(name.trim());
  const text = withoutCommands(code);
  const hover = hoverAt(text, offset, { before, seconds }) ?? hoverAt(text, offset - 1, { before, seconds });
  if (!hover) return undefined;
  const { title, text: formula, facts, help, example } = hover;
  const parts = [
    formula === undefined ? title : `${title} = ${formula}`,
    facts.map(factText).join(', '),
    help ?? '',
    example ?? '',
  ];
  return { 'text/plain': parts.filter((part) => part !== '').join('\n\n'), 'text/markdown': hoverMarkdown(hover) };
}

function commandHelpOf(name: string): MimeBundle | undefined {
  const help = helpOf(name);
  return help && { 'text/plain': `${help[0]}\n\n${help[1]}` };
}

function helpOf(name: string): (typeof commandHelp)[number] | undefined {
  return commandHelp.find(([usage]) => usage.split(/[ ,]/u)[0] === name);
}

/**
 * A cell as a program, in which places are the same: the name of a command becomes the end of a statement, and the
 * expression behind it stays, because words are completed in it.
 */
function withoutCommands(code: string): string {
  return code.replaceAll(/^.*$/gmu, (line) =>
    isCommand(line) ? line.replace(/^\s*(?::[a-z]*!?|\?)/u, (name) => `;${' '.repeat(name.length - 1)}`) : line,
  );
}
