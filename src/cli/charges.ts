import {
  type CommandReport,
  type GivenHamiltonian,
  type Listener,
  chargesReport,
  hamiltonianFromModel,
  hamiltonianFromProgram,
  hermiticityNotes,
  localChargesReport,
  modularChargesReport,
  wholeNumber,
} from '../report/index.js';
import { refuse } from '../text/index.js';
import { command } from './command.js';
import { onlyInput } from './input.js';
import { type ModelOptions, type ModularChoice, modeOf, modularOptions, refuseIdleField } from './options.js';
import { finish, listenerOf } from './output.js';

interface ChargesOptions extends ModularChoice, ModelOptions {
  readonly upto?: string;
  readonly all?: boolean;
  readonly range?: string;
  readonly period?: string;
  readonly words?: boolean;
  readonly maxWords?: string;
}

/** C_n up to which charges are computed by default. */
const lastCharge = '6';
/** Longest string among which all charges are looked for by default. */
const longestRange = '4';

export const chargesCommand = command<ChargesOptions>({
  operands: '[hamiltonian...]',
  example: [
    '$ spinlaw charges "sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Delta Sz_j Sz_<j+1>" --upto 8',
    '$ spinlaw charges --model xyz --upto 6',
    '$ spinlaw charges --model xx --all --range 5',
  ],
  options: [
    { flags: '--model <name>', about: 'xxx, xxz, xyz, xx or tfi instead of an expression' },
    { flags: '--field', about: 'with --model: add the field - B sum_j Sz_j' },
    { flags: '--upto <K>', about: `last charge (default: "${lastCharge}")` },
    { flags: '--all', about: 'all local charges up to a range, by elimination among all strings' },
    { flags: '--range <R>', about: `with --all: longest string, in sites (default: "${longestRange}")` },
    {
      flags: '--period <p>',
      about: 'with --all: sites after which the charges repeat, 2 for (-1)^j; by default those of the Hamiltonian',
    },
    { flags: '--words', about: 'list the Pauli strings of every charge' },
    { flags: '--max-words <n>', about: 'strings times monomials a commutator may touch' },
    ...modularOptions({
      modular: 'prove by residues at enough points and primes, without the coefficients',
      probabilistic: 'only look at one random point modulo one random prime: refutes quickly, proves nothing',
    }),
  ],
  run(operands, options, output) {
    if (options.all) return finish(allCharges(operands, options, listenerOf(output)), output);
    const alone = givenOf(options, ['range', 'period']);
    if (alone) refuse('option-alone', `${alone} goes with --all`, { hint: `as in --all ${alone} 2` });
    const upto = wholeNumber('--upto', options.upto ?? lastCharge, { least: 2, example: 8 });
    const maxWords =
      options.maxWords === undefined
        ? undefined
        : wholeNumber('--max-words', options.maxWords, { least: 1, example: 1_000_000 });
    const listener = listenerOf(output);
    const given = givenHamiltonian(operands, options, listener);
    for (const note of hermiticityNotes(given.hamiltonian)) listener.note(note);
    const limits = { upto, ...(maxWords !== undefined && { maxWords }) };
    const mode = modeOf(options);
    const { words = false } = options;
    if (mode === 'exact') return finish(chargesReport(given, { ...limits, words }, listener), output);
    if (words)
      refuse('words-modulo', '--words lists exact coefficients, and modular arithmetic makes none', {
        hint: 'leave --modular and --probabilistic out',
      });
    return finish(modularChargesReport(given, { ...limits, mode }, listener), output);
  },
});

/** The answer of `charges --all`. */
function allCharges(operands: readonly string[], options: ChargesOptions, listener: Listener): CommandReport {
  const excluded = givenOf(options, ['upto', 'words', 'maxWords', 'modular', 'probabilistic']);
  if (excluded)
    refuse('excluded-by-all', `${excluded} belongs to the boost recursion, and --all does not use it`, {
      hint: excluded === '--upto' ? '--range says how long the charges may be' : `leave ${excluded} out`,
    });
  const range = wholeNumber('--range', options.range ?? longestRange, { least: 1, most: 20, example: 6 });
  const period =
    options.period === undefined
      ? undefined
      : wholeNumber('--period', options.period, { least: 1, most: 60, example: 2 });
  const given = givenHamiltonian(operands, options, listener);
  for (const note of hermiticityNotes(given.hamiltonian)) listener.note(note);
  return localChargesReport(given, { range, ...(period !== undefined && { period }) }, listener);
}

/** The first of these options that is given, as it is typed. */
function givenOf(options: ChargesOptions, names: readonly (keyof ChargesOptions)[]): string | undefined {
  const name = names.find((key) => options[key] !== undefined);
  return name && `--${name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The Hamiltonian of `--model`, or of the program that is the operand. */
function givenHamiltonian(
  operands: readonly string[],
  { model, field = false, set }: ModelOptions,
  listener: Listener,
): GivenHamiltonian {
  if (model !== undefined) {
    const given = hamiltonianFromModel(model, { field, set }, listener);
    if (operands.length > 0)
      refuse('model-and-expression', 'a model and an expression are given', { hint: 'give one of them' });
    return given;
  }
  refuseIdleField({ field });
  return hamiltonianFromProgram(onlyInput(operands, 'the Hamiltonian'), set, listener);
}
