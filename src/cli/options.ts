import type { ModularMode } from '../charges/index.js';
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

/** How commutators are taken: exactly, by residues at certified points and primes, or at one random point. */
export function modeOf(options: ModularChoice): 'exact' | ModularMode {
  if (options.modular && options.probabilistic) {
    refuse('two-modes', '--modular and --probabilistic exclude each other', {
      hint: '--modular proves, and begins with what --probabilistic does',
    });
  }
  return options.modular ? 'modular' : options.probabilistic ? 'probabilistic' : 'exact';
}
