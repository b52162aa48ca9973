import { writeFileSync } from 'node:fs';
import { givenPerturbation, mostSeed, perturbationReport, perturbationScript, wholeNumber } from '../report/index.js';
import { breakLines, refuse } from '../text/index.js';
import { command } from './command.js';
import { onlyInput, readInput } from './input.js';
import { type ModelOptions, refuseIdleField } from './options.js';
import { finish, listenerOf } from './output.js';
import { checkScriptFile } from './script-file.js';

/** Largest number of cases of a law. */
const mostCases = 1_000_000;
/** Number of columns where the output is not a terminal. */
const plainPage = 100;

interface PerturbOptions extends ModelOptions {
  readonly hamiltonian?: string;
  readonly upto: string;
  readonly range?: string;
  readonly seed: string;
  readonly cases?: string;
  readonly script?: string;
}

export const perturbCommand = command<PerturbOptions>({
  operands: '[perturbation...]',
  example: [
    '$ spinlaw perturb "sum_j (-1)^j Sz_j" --upto 4 ' +
      '--hamiltonian "sum_j Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + Delta Sz_j Sz_<j+1>"',
    '$ spinlaw perturb "J2 sum_j S_j·S_<j+2>" --hamiltonian "sum_j J S_j·S_<j+1>"',
    '$ spinlaw perturb driven.spin --set B=0',
  ],
  options: [
    {
      flags: '--hamiltonian <H0>',
      about: 'the chain that is perturbed: an expression or a script; the script of V may name it by hamiltonian H0',
    },
    { flags: '--model <name>', about: 'xxx, xxz, xyz, xx or tfi instead of --hamiltonian' },
    { flags: '--field', about: 'with --model: add the field - B sum_j Sz_j' },
    { flags: '--upto <K>', about: 'last charge', default: '4' },
    {
      flags: '--script <file>',
      about: 'write H0, V, the charges, their corrections and the claims about them as a script',
    },
    {
      flags: '--range <R>',
      about: 'longest string of the corrections that are searched for; by default as [V, C] requires',
    },
    {
      flags: '--seed <N>',
      about: 'decides at which couplings, temperatures and rings the rates are tried',
      default: '1',
    },
    { flags: '--cases <n>', about: 'how many cases are tried for each law of the rates' },
  ],
  run(operands, options, output) {
    const { set, script, model, field = false, hamiltonian, range, cases } = options;
    const upto = wholeNumber('--upto', options.upto, { least: 2, example: 5 });
    const whole = (name: string, text: string | undefined, bounds: Parameters<typeof wholeNumber>[2]) =>
      text === undefined ? {} : { [name]: wholeNumber(`--${name}`, text, bounds) };
    const question = {
      upto,
      ...whole('range', range, { least: 1, example: 5 }),
      seed: wholeNumber('--seed', options.seed, { most: mostSeed, example: 7 }),
      ...whole('cases', cases, { least: 1, most: mostCases, example: 50 }),
    };
    if (script !== undefined) checkScriptFile(script);
    const source = onlyInput(operands, 'the perturbation');
    if (model !== undefined && hamiltonian !== undefined)
      refuse('two-hamiltonians', 'the Hamiltonian is given by --model and by --hamiltonian', {
        hint: 'leave one of them out',
      });
    if (model === undefined) refuseIdleField({ field });
    const choice = {
      ...(model !== undefined && { model: { name: model, field } }),
      ...(hamiltonian !== undefined && { program: readInput(hamiltonian) }),
    };
    const told = listenerOf(output);
    const width = process.stdout.isTTY ? Math.max(40, process.stdout.columns ?? plainPage) : plainPage;
    const listener = { ...told, line: (text: string) => breakLines(text, width).forEach(told.line) };
    const given = givenPerturbation(source, choice, set, listener);
    const report = perturbationReport(
      given,
      {
        ...question,
        proved: (found) => {
          if (script === undefined) return;
          writeFileSync(script, perturbationScript(found));
          output.note(`${script} is written: spinlaw prove ${script} proves it`);
        },
      },
      listener,
    );
    const written = script !== undefined && { script };
    return finish({ ...report, document: { ...report.document, ...written } }, output);
  },
});
