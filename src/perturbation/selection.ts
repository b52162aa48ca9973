import { fromGaussian, gaussian } from '../exact/index.js';
import {
  type Operator,
  addOperators,
  equalOperators,
  isZeroOperator,
  negateOperator,
  scaleOperator,
} from '../spin/index.js';
import { move } from './motion.js';
import type { KeptMotion } from './symmetry.js';

/** The consequences of symmetry for the mean of an operator in the steady state. */
export interface Selection {
  readonly allowed: boolean;
  /** the symmetry, or the joint symmetries, under which no part of it is even */
  readonly forbiddenBy?: string;
  /** whether these symmetries are exact, or of the leading order only */
  readonly order?: KeptMotion['order'];
  /**
   * Spins that H0 and V conserve and that these symmetries reverse. The mean is zero where these spins are zero, and
   * otherwise of opposite sign in sectors of opposite spin.
   */
  readonly without?: readonly string[];
  /**
   * operators that V keeps and with which the operator overlaps; their values are determined by the initial state, not
   * by symmetry
   */
  readonly carriedBy?: readonly string[];
  /**
   * charges that V keeps and that are changed by the symmetries which would forbid it; it is zero in states where these
   * charges vanish
   */
  readonly unlessIn?: readonly string[];
  /**
   * a symmetry of the infinite chain that forbids it there; on a ring the boundary breaks the symmetry, and the mean
   * decreases with the size
   */
  readonly onInfiniteChain?: string;
  /**
   * An antiunitary symmetry under which it is odd. It makes the rates between populations symmetric, so a state without
   * coherences has no such current. It does not constrain the coherences, which the principal-value terms rotate.
   */
  readonly oddUnder?: string;
}

/**
 * Is the mean of X zero for reasons of symmetry?
 *
 * A unitary symmetry g of H0 and V, up to a shift in time and signs of the displacements, is also a symmetry of the
 * steady state if that is unique, so ⟨X⟩ = ⟨gX⟩, which vanishes if gX = −X. Every kept symmetry is applied to X; if no
 * single one decides, X is averaged over one after another. If H0 and V conserve a spin, every sector has a state of
 * its own. Then symmetries that leave the spin invariant come first, and the others forbid X only where the spin is
 * zero. Antiunitary symmetries reverse a dissipative evolution and forbid nothing.
 */
export function selectionOf(x: Operator, kept: readonly KeptMotion[]): Selection {
  const unitary = kept.filter((k) => !k.antiunitary);
  const inSectors = unitary.filter((k) => k.reverses.length === 0);
  for (const among of [
    inSectors.filter((k) => k.order === 'all'),
    inSectors,
    unitary.filter((k) => k.order === 'all'),
    unitary,
  ]) {
    const one = among.find((k) => isOdd(x, k));
    const found = one ? [one] : averagesToZero(x, among);
    if (!found) continue;
    const without = [...new Set(found.flatMap((k) => k.reverses))];
    return {
      allowed: false,
      forbiddenBy: found.map((k) => k.name).join(' together with '),
      order: found.some((k) => k.order === 'leading') ? 'leading' : 'all',
      ...(without.length > 0 && { without }),
    };
  }
  const odd = kept.find((k) => k.antiunitary && isOdd(x, k));
  return { allowed: true, ...(odd && { oddUnder: odd.name }) };
}

function isOdd(x: Operator, { motion: g }: KeptMotion): boolean {
  return equalOperators(move(g, x), negateOperator(x));
}

const half = fromGaussian(gaussian(1, 0, 2));

/** The symmetries over which the average of x vanishes, if there are such. */
function averagesToZero(x: Operator, kept: readonly KeptMotion[]): KeptMotion[] | undefined {
  const used: KeptMotion[] = [];
  let rest = x;
  for (const k of kept) {
    // (1 + g)/2 keeps the mean, whatever the order of g.
    const average = scaleOperator(addOperators(rest, move(k.motion, rest)), half);
    if (average.terms.length >= rest.terms.length) continue;
    used.push(k);
    rest = average;
    if (isZeroOperator(rest)) return used;
  }
  return undefined;
}
