import { writeFileSync } from 'node:fs';
import {
  type PerturbationOptions,
  givenPerturbation,
  perturbationOptions,
  perturbationQuestion,
  perturbationReport,
  perturbationScript,
  perturbedOptions,
} from '../report/index.js';
import { breakLines, refuse } from '../text/index.js';
import { command } from './command.js';
import { onlyInput, readInput } from './input.js';
import { type ModelOptions, refuseIdleField, refuseLoneFolder } from './options.js';
import { finish, listenerOf } from './output.js';
import { checkScriptFile } from './script-file.js';

/** Number of columns where the output is not a terminal. */
const plainPage = 100;

interface PerturbOptions extends ModelOptions, PerturbationOptions {
  readonly hamiltonian?: string;
  readonly script?: string;
  readonly certify?: boolean;
  readonly out?: string;
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
    ...perturbedOptions,
    {
      flags: '--script <file>',
      about: 'write H0, V, the charges, their corrections and the claims about them as a script',
    },
    { flags: '--certify', about: 'with --out: write certificates of the corrections, and that there are none' },
    { flags: '--out <folder>', about: 'with --certify: the folder the certificates go to' },
    ...perturbationOptions,
  ],
  async run(operands, options, output) {
    const { set, script, model, field = false, hamiltonian, certify = false, out } = options;
    refuseLoneFolder({ certify, out });
    const question = perturbationQuestion(options);
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
    const folder = out === undefined ? undefined : new (await import('./certificates.js')).CertificateFolder(out);
    const report = perturbationReport(
      given,
      {
        ...question,
        ...(folder && { keep: folder.put.bind(folder) }),
        computed: (found) => {
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
