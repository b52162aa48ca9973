import { chargesCommand } from '../../src/cli/charges.js';
import type { CommandFile } from '../../src/cli/command.js';
import { docsCommand } from '../../src/cli/docs.js';
import type { Output } from '../../src/cli/output.js';
import { perturbCommand } from '../../src/cli/perturb.js';
import { proveCommand } from '../../src/cli/prove.js';
import { steadyCommand } from '../../src/cli/steady.js';
import { Workbench } from '../../src/workbench/workbench.js';
import { DiagnosticError, errorDocument } from '../../src/text/index.js';

export interface Ran {
  readonly code: number;
  readonly out: string;
  /** notes, remarks and diagnostics */
  readonly err: string;
  readonly json: any;
}

const commands: Readonly<Record<string, CommandFile>> = {
  charges: chargesCommand,
  docs: docsCommand,
  perturb: perturbCommand,
  prove: proveCommand,
  steady: steadyCommand,
};

/** Runs a command without a process of its own: `--name value` and flags as on the command line. */
export async function spinlaw(args: readonly string[]): Promise<Ran> {
  const [name, ...rest] = args;
  const repeated = name === 'docs' ? ['set', 'model', 'hamiltonian'] : ['set'];
  const options: Record<string, any> = {
    set: [],
    seed: '1',
    upto: '4',
    ensemble: 'exact',
    ...(name === 'docs' && { model: [], hamiltonian: [] }),
  };
  const operands: string[] = [];
  for (let k = 0; k < rest.length; k++) {
    const word = rest[k]!;
    if (!word.startsWith('--')) {
      operands.push(word);
      continue;
    }
    const option = word.slice(2).replaceAll(/-(.)/gu, (_, c: string) => c.toUpperCase());
    if (['json', 'field', 'modular', 'words'].includes(option)) options[option] = true;
    else if (repeated.includes(option)) options[option] = [...options[option], rest[++k]!];
    else options[option] = rest[++k]!;
  }
  const out: string[] = [];
  const err: string[] = [];
  let json: unknown;
  const output: Output = {
    json: options.json === true,
    line: (text) => out.push(text),
    note: (text) => err.push(`note: ${text}`),
    remark: (text) => err.push(text),
    document: (value) => (json = JSON.parse(JSON.stringify(value))),
    diagnostic: ({ message, hint }) => err.push(`error: ${message}`, ...(hint === undefined ? [] : [`hint: ${hint}`])),
    progress: () => {},
  };
  let code: number;
  try {
    code = await commands[name!]!.run(operands, options as any, output);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    code = error.diagnostic.kind === 'limit' ? 3 : 2;
    json = { error: errorDocument(error.diagnostic) };
    output.diagnostic(error.diagnostic);
  }
  return { code, out: out.join('\n'), err: err.join('\n'), json };
}

/** What a dialogue shows: statements, or `:charges …`. */
export function dialogue(...lines: readonly string[]): string {
  const shown: string[] = [];
  const bench = new Workbench((item) => {
    if (item.kind === 'error') shown.push(item.diagnostic.message, `hint: ${item.diagnostic.hint ?? ''}`);
    else if ('text' in item) shown.push(item.text);
    if ('notes' in item) shown.push(...item.notes.map((n) => n.message));
  });
  for (const line of lines) {
    const groups = /^:charges ?(?<expression>.*?) ?upto (?<upto>\d+)$/u.exec(line)?.groups;
    if (groups) bench.answer({ kind: 'charges', expression: groups.expression!, upto: Number(groups.upto) });
    else bench.answer({ kind: 'run', source: { name: '<repl>', text: line }, whole: true });
  }
  return shown.join('\n');
}
