import { editDistance } from '../language/index.js';
import { type OptionSpec, optionKey, optionName, takesValue } from '../report/index.js';
import { refuse } from '../text/index.js';

/** The option of every command with options. */
export const jsonOption: OptionSpec = { flags: '--json', about: 'the answer as one JSON document' };

/** Options of the numerical commands of the dialogue besides those of the command line. */
export const dialogueOptions: readonly OptionSpec[] = [
  { flags: '--set <name=scalar>', about: 'give a parameter or definition another value; repeatable', default: [] },
  jsonOption,
];

/** The text typed after the name of a command. */
export interface TypedOptions {
  /** the text before the first option */
  readonly operand: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * Reads `8 --observe H0, JH --populations`: the value of an option ends where the next option begins, so lists may have
 * spaces. Quotes around a whole value are dropped.
 *
 * @diagnostic `unknown-option`, `option-value`, `option-twice`
 */
export function readOptions(command: string, specs: readonly OptionSpec[], text: string): TypedOptions {
  const marks = [...text.matchAll(/(?<=^|\s)(?<name>--[a-z][a-z-]*)(?==|\s|$)=?/gu)];
  const options: Record<string, unknown> = {};
  for (const spec of specs) if (spec.default !== undefined) options[optionKey(spec)] = spec.default;
  const given = new Set<string>();
  for (const [k, mark] of marks.entries()) {
    const name = mark.groups!.name!;
    const value = unquoted(text.slice(mark.index + mark[0].length, marks[k + 1]?.index));
    const spec = specs.find((s) => optionName(s) === name) ?? unknownOption(command, name, specs);
    const key = optionKey(spec);
    if (!takesValue(spec)) {
      if (value !== '') refuse('option-value', `${name} takes no value`, { hint: `leave out ${value}` });
      options[key] = true;
      continue;
    }
    if (value === '') refuse('option-value', `${name} needs a value`, { hint: `as in ${spec.flags}` });
    if (spec.flags.endsWith('...>')) {
      // Lists of one option are separated by spaces, which do not stand inside brackets or before a comma.
      options[key] = [
        ...((options[key] as readonly string[] | undefined) ?? []),
        ...value.split(/\s+(?=gge:|exact(?:\s|$))/u),
      ];
      continue;
    }
    if (Array.isArray(spec.default)) {
      options[key] = [...(options[key] as readonly string[]), value];
      continue;
    }
    if (given.has(name)) refuse('option-twice', `${name} is given twice`, { hint: 'give it once' });
    given.add(name);
    options[key] = value;
  }
  return { operand: text.slice(0, marks[0]?.index).trim(), options };
}

function unquoted(text: string): string {
  const value = text.trim();
  return /^"[^"]*"$/u.test(value) ? value.slice(1, -1).trim() : value;
}

function unknownOption(command: string, name: string, specs: readonly OptionSpec[]): never {
  const names = specs.map(optionName);
  const near = names.find((known) => editDistance(known, name) <= 2);
  return refuse('unknown-option', `${command} has no option ${name}`, {
    hint: near ? `did you mean ${near}?` : `there are ${names.join(', ')}`,
  });
}

/** The options of a command as a page of help. */
export function optionsPage(usage: string, specs: readonly OptionSpec[]): string {
  const width = Math.max(...specs.map(({ flags }) => flags.length));
  return [usage, '', ...specs.map(({ flags, about }) => `  ${flags.padEnd(width)}  ${about}`)].join('\n');
}
