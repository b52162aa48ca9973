import type { ModularMode } from '../charges/index.js';
import type { OptionSpec } from '../report/index.js';
import { refuse } from '../text/index.js';

/** Options every command takes. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly set: readonly string[];
}

/** Options of the commands that take commutators. */
export interface ModularChoice extends CommonOptions {
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

/** How commutators are decided: exactly, by residues at certified points and primes, or at one random point. */
export function modeOf(options: ModularChoice): 'exact' | ModularMode {
  if (options.modular && options.probabilistic) {
    refuse('two-modes', '--modular and --probabilistic exclude each other', {
      hint: '--modular proves, and begins with what --probabilistic does',
    });
  }
  return options.modular ? 'modular' : options.probabilistic ? 'probabilistic' : 'exact';
}

/** Options of the commands that take a Hamiltonian. */
export interface ModelOptions extends CommonOptions {
  readonly model?: string;
  readonly field?: boolean;
}

/** Refuses `--field` without `--model`, where it has no meaning. */
export function refuseIdleField({ field }: Pick<ModelOptions, 'field'>): void {
  if (field)
    refuse('field-without-model', '--field goes with --model', {
      hint: 'write the field into the expression: … - B Sz_j',
    });
}
