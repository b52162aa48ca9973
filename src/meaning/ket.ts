import { fromInteger } from '../exact/index.js';
import type { KetNode } from '../language/index.js';
import { identityOperator, residueWeight, sumOperators, weighted, zeroOperator } from '../spin/index.js';
import { limit, refuse } from '../text/index.js';
import type { Scope } from './scope.js';
import type { StateValue } from './value.js';

/** Largest number of spins in a ket. */
const mostSpins = 64;

/**
 * `|udud>`: the product state with these spins along z, from site 0 on. On a ring or an open chain it has a letter for
 * every spin.
 *
 * @diagnostic `ket-length`, `too-many-sites`
 */
export function ketState({ spins: letters, span }: KetNode, { finite }: Scope): StateValue {
  if (letters.length > mostSpins) limit('too-many-sites', `a ket has at most ${mostSpins} spins`, { span });
  if (finite && finite.sites !== letters.length) {
    refuse('ket-length', `a state of ${letters.length} spins stands on a chain of ${finite.sites}`, {
      span,
      hint: `|${letters.repeat(finite.sites).slice(0, finite.sites)}> has one letter for every spin`,
    });
  }
  const z = sumOperators(
    [...letters].map((letter, site) =>
      weighted(identityOperator(fromInteger(letter === 'u' ? 1 : -1)), residueWeight(letters.length, site)),
    ),
  );
  return {
    kind: 'state',
    chain: finite,
    state: { kind: 'product', spins: { x: zeroOperator, y: zeroOperator, z }, letters },
  };
}
