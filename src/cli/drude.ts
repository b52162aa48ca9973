import { type DrudeWeight } from '../lindblad/index.js';
import { ready } from '../numeric/index.js';
import { type Source, DiagnosticError, refuse } from '../text/index.js';
import { hamiltonianOf, saidBy } from '../session/index.js';
import { decimal, drudeWeightOf, numberText, optionSpan, partsOf } from '../report/index.js';
import { newSession, onlyInput, writeIdleSettings, writeNotes } from './eval.js';
import type { CommonOptions } from './options.js';
import { type ExitCode, type Output, fail } from './output.js';
import { ringOf } from './steady-task.js';

export interface DrudeOptions extends CommonOptions {
  readonly ring?: string;
  readonly current?: string;
  readonly charges?: string;
  readonly temperature: string;
}

/** How much of a current never decays on a ring, and what conserved charges explain of it. */
export async function drudeCommand(
  operands: readonly string[],
  options: DrudeOptions,
  output: Output,
): Promise<ExitCode> {
  const sites = ringOf(options);
  const current =
    options.current ??
    refuse('missing-current', 'the current is missing', {
      hint: 'as in --current JS, or an expression in the names of the script',
    });
  const charges = options.charges === undefined ? [] : partsOf('--charges', options.charges, 'C1,C2,C3');
  const temperature = temperatureOf(options.temperature);
  const source = onlyInput(operands, 'the script');
  await ready();
  const session = newSession(options);
  const outcomes = [...session.run(source)];
  for (const outcome of outcomes) {
    writeNotes(outcome, output);
    if (outcome.kind === 'error') return fail(output, outcome.diagnostic);
  }
  writeIdleSettings(session, output);
  const hamiltonian = hamiltonianOf(saidBy(outcomes));
  for (const note of hamiltonian.notes) output.note(note);
  const option = (name: string, text: string): Source => ({ name, text });
  const found = drudeWeightOf(
    session,
    hamiltonian.operator,
    sites,
    option('--current', current),
    charges.map((c) => option('--charges', ' '.repeat(c.span.start) + c.text)),
    temperature,
  );
  write(found, { sites, current, temperature }, output);
  return 0;
}

/** A positive number, or inf. */
function temperatureOf(text: string): number {
  const value = /^inf(?:inity)?$/iu.test(text.trim()) ? Infinity : decimal(text.trim());
  if (value === undefined || !(value > 0))
    refuse('option-value', `--temperature takes a positive number or inf, not "${text}"`, {
      span: optionSpan('--temperature', text),
      hint: 'as in --temperature 1',
    });
  return value;
}

function write(
  found: DrudeWeight,
  head: { sites: number; current: string; temperature: number },
  output: Output,
): void {
  const { plateau, initial, weight, bound, shares, leak } = found;
  if (![plateau, initial, weight, bound].every(Number.isFinite))
    throw new DiagnosticError({
      kind: 'limit',
      code: 'not-resolved',
      message: 'double precision does not resolve the Drude weight at this temperature',
    });
  if (output.json) {
    output.document({
      ...head,
      temperature: Number.isFinite(head.temperature) ? head.temperature : 'inf',
      plateau,
      initial,
      weight,
      bound,
      shares,
      leak,
    });
    return;
  }
  const { sites, current, temperature } = head;
  output.line(`${current} on a ring of ${sites} at T = ${Number.isFinite(temperature) ? temperature : '∞'}: per site`);
  const rows: [string, number][] = [
    ['⟨J²⟩ − ⟨J⟩²', initial],
    ['never decays', plateau],
    ['D = plateau/2T', weight],
    ...shares.map(({ name, explained }): [string, number] => [`share of ${name}`, explained]),
    ...(shares.length > 0 ? [['Mazur bound', bound] as [string, number]] : []),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, value] of rows) output.line(`  ${name.padEnd(width)}  ${numberText(value)}`);
  if (shares.length > 0)
    output.line("shares: what Mazur's bound from this charge and those before it explains of the plateau");
}
