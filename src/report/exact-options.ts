import type { ModularMode } from '../charges/index.js';
import type { IntegrabilityQuestion } from '../integrability/index.js';
import { refuse } from '../text/index.js';
import type { OptionSpec } from './option-list.js';
import { mostSeed, wholeNumber } from './option-values.js';
import type { PerturbationQuestion } from './perturbation-report.js';

/** Options of the commands that take commutators. */
export interface ModularChoice {
  readonly modular?: boolean;
  readonly probabilistic?: boolean;
}

/** The two options, with help that says what they do in a command. */
export function modularOptions(about: { readonly modular: string; readonly probabilistic: string }): OptionSpec[] {
  return [
    { flags: '--modular', about: about.modular },
    { flags: '--probabilistic', about: about.probabilistic },
  ];
}

/** Those of `prove`. */
export const proofModes: readonly OptionSpec[] = modularOptions({
  modular: 'prove [A, B] = 0 of chain sums by residues at enough points and primes',
  probabilistic: 'only look at [A, B] = 0 at one random point modulo one random prime: no proof',
});

/**
 * How commutators are decided: exactly, by residues at certified points and primes, or at one random point.
 *
 * @diagnostic `two-modes`
 */
export function modeOf(options: ModularChoice): 'exact' | ModularMode {
  if (options.modular && options.probabilistic) {
    refuse('two-modes', '--modular and --probabilistic exclude each other', {
      hint: '--modular proves, and begins with what --probabilistic does',
    });
  }
  return options.modular ? 'modular' : options.probabilistic ? 'probabilistic' : 'exact';
}

/** Largest number of cases of a law. */
const mostCases = 1_000_000;

/** The options of `perturb` by which H0 is named. */
export const perturbedOptions: readonly OptionSpec[] = [
  {
    flags: '--hamiltonian <H0>',
    about: 'the chain that is perturbed: an expression or a script; the script of V may name it by hamiltonian H0',
  },
  { flags: '--model <name>', about: 'xxx, xxz, xyz, xx or tfi instead of --hamiltonian' },
  { flags: '--field', about: 'with --model: add the field - B sum_j Sz_j' },
];

/** The other options of `perturb` that need no file. */
export const perturbationOptions: readonly OptionSpec[] = [
  { flags: '--upto <K>', about: 'last charge', default: '4' },
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
];

/** These options as they were typed. */
export interface PerturbationOptions {
  readonly upto: string;
  readonly range?: string;
  readonly seed: string;
  readonly cases?: string;
}

/** @diagnostic `option-value` */
export function perturbationQuestion({ upto, range, seed, cases }: PerturbationOptions): PerturbationQuestion {
  return {
    upto: wholeNumber('--upto', upto, { least: 2, example: 5 }),
    ...(range !== undefined && { range: wholeNumber('--range', range, { least: 1, example: 5 }) }),
    seed: wholeNumber('--seed', seed, { most: mostSeed, example: 7 }),
    ...(cases !== undefined && { cases: wholeNumber('--cases', cases, { least: 1, most: mostCases, example: 50 }) }),
  };
}

/** The options of `integrable` that need no file. */
export const integrableOptions: readonly OptionSpec[] = [
  { flags: '--range <K>', about: 'longest charges of the list, in sites; by default those of two cells' },
  { flags: '--seconds <T>', about: 'time for special couplings (default: 10)' },
  { flags: '--period <p>', about: 'period of the charges of the list, in sites; by default that of the Hamiltonian' },
];

/** These options as they were typed. */
export interface IntegrableOptions {
  readonly range?: string;
  readonly period?: string;
  readonly seconds?: string;
}

/** @diagnostic `option-value` */
export function integrableQuestion({ range, period, seconds }: IntegrableOptions): IntegrabilityQuestion {
  return {
    ...(range !== undefined && { range: wholeNumber('--range', range, { least: 1, example: 4 }) }),
    ...(period !== undefined && { period: wholeNumber('--period', period, { least: 1, example: 2 }) }),
    ...(seconds !== undefined && { seconds: wholeNumber('--seconds', seconds, { least: 0, example: 30 }) }),
  };
}
