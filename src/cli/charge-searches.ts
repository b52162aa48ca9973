import {
  type CommandReport,
  type GivenHamiltonian,
  type Listener,
  hermiticityNotes,
  localChargesReport,
  openChargesReport,
  wholeNumber,
  type ModularChoice,
  type ThreadsOption,
} from '../report/index.js';
import { refuse } from '../text/index.js';
import type { ModelOptions } from './options.js';

export interface ChargesOptions extends ModularChoice, ModelOptions, ThreadsOption {
  readonly upto?: string;
  readonly all?: boolean;
  readonly open?: boolean;
  readonly range?: string;
  readonly period?: string;
  readonly words?: boolean;
  readonly maxWords?: string;
  readonly certify?: boolean;
  readonly out?: string;
}

/** C_n up to which charges are computed by default. */
export const lastCharge = '6';
/** Longest string among which all charges are looked for by default. */
export const longestRange = '4';

/** The answer of `charges --all`. */
export function allCharges(
  options: ChargesOptions,
  listener: Listener,
  givenHamiltonian: () => GivenHamiltonian,
  keep?: (certificate: string) => string,
): CommandReport {
  const excluded = givenOption(options, ['open', 'upto', 'words', 'maxWords', 'modular', 'probabilistic']);
  if (excluded === '--open')
    refuse('excluded-by-all', '--all finds charges of the infinite chain, and --open those of open chains', {
      hint: 'leave one of them out',
    });
  if (excluded)
    refuse('excluded-by-all', `${excluded} belongs to the boost recursion, and --all does not use it`, {
      hint: excluded === '--upto' ? '--range says how long the charges may be' : `leave ${excluded} out`,
    });
  const range = wholeNumber('--range', options.range ?? longestRange, { least: 1, most: 20, example: 6 });
  const period =
    options.period === undefined
      ? undefined
      : wholeNumber('--period', options.period, { least: 1, most: 60, example: 2 });
  const given = givenHamiltonian();
  for (const note of hermiticityNotes(given.hamiltonian)) listener.note(note);
  const asked = { range, ...(period !== undefined && { period }), ...(keep && { keep }) };
  return localChargesReport(given, asked, listener);
}

/** The answer of `charges --open`. */
export function chargesOnOpenChains(
  options: ChargesOptions,
  listener: Listener,
  givenHamiltonian: () => GivenHamiltonian,
): CommandReport {
  const excluded = givenOption(options, ['period', 'words', 'modular', 'probabilistic']);
  if (excluded) refuse('excluded-by-open', `${excluded} does not go with --open`, { hint: `leave ${excluded} out` });
  const { upto: last, range, maxWords } = options;
  const upto = wholeNumber('--upto', last ?? lastCharge, { least: 2, example: 6 });
  const boundary = range === undefined ? undefined : wholeNumber('--range', range, { least: 0, most: 7, example: 3 });
  const most =
    maxWords === undefined ? undefined : wholeNumber('--max-words', maxWords, { least: 1, example: 1_000_000 });
  const given = givenHamiltonian();
  for (const note of hermiticityNotes(given.hamiltonian)) listener.note(note);
  return openChargesReport(
    given,
    { upto, ...(boundary !== undefined && { boundary }), ...(most !== undefined && { maxWords: most }) },
    listener,
  );
}

/** The first of these options that is given, as it is typed. */
export function givenOption(options: ChargesOptions, names: readonly (keyof ChargesOptions)[]): string | undefined {
  const name = names.find((key) => options[key] !== undefined);
  return name && `--${name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`;
}
