/** An option of a command, as its help shows it: `--ring <N>`, or `--populations` for one without a value. */
export interface OptionSpec {
  readonly flags: string;
  readonly about: string;
  /** default value; an option with a list is repeatable */
  readonly default?: string | readonly string[];
}

/** The name of an option with its dashes: `--ring`. */
export function optionName({ flags }: OptionSpec): string {
  return flags.split(' ')[0]!;
}

/** Does the option take a value? */
export function takesValue({ flags }: OptionSpec): boolean {
  return flags.includes('<');
}

/** Can the option be given several times, or with several values? */
export function isRepeatable({ default: value, flags }: OptionSpec): boolean {
  return Array.isArray(value) || flags.includes('...');
}

/** The name under which a program reads the option: `--max-words` is `maxWords`. */
export function optionKey(spec: OptionSpec): string {
  return optionName(spec)
    .slice(2)
    .replaceAll(/-(?<letter>.)/gu, (_, letter: string) => letter.toUpperCase());
}
