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

/** What symmetry says about the mean of an operator in the steady state. */
export interface Selection {
  readonly allowed: boolean;
  /** the symmetry, or the symmetries together, under which nothing of it is even */
  readonly forbiddenBy?: string;
  /** are these symmetries exact, or of the leading order only? */
  readonly order?: KeptMotion['order'];
  /**
   * Spins that H0 and V conserve and these symmetries reverse: the mean is zero where those are, and of opposite sign
   * in sectors of opposite spin elsewhere.
   */
  readonly without?: readonly string[];
  /**
   * what V keeps and the operator overlaps with: how much of it there is was decided in the beginning, by no symmetry
   */
  readonly carriedBy?: readonly string[];
  /**
   * charges that V keeps and the symmetries that would forbid it change: it is zero in states that have none of them
   */
  readonly unlessIn?: readonly string[];
  /**
   * a symmetry of the infinite chain that forbids it there: on a ring the boundary breaks it, and what is left fades
   * with the size
   */
  readonly onInfiniteChain?: string;
  /**
   * An antiunitary symmetry under which it is odd. It makes the rates between populations symmetric, so a state without
   * coherences has no such current; it does not bind the coherences, which turn by the principal-value terms.
   */
  readonly oddUnder?: string;
}

/**
 * Is the mean of X zero for reasons of symmetry?
 *
 * A unitary symmetry g of H0 and V, up to a shift in time and signs of the displacements, is one of the steady state
 * where that is unique, so ⟨X⟩ = ⟨gX⟩; with gX = −X nothing is left. Every kept symmetry is applied to X; where no
 * single one decides, X is averaged over one after the other. Where H0 and V conserve a spin, every sector has a state
 * of its own: symmetries that leave the spin alone come first, and what others forbid they forbid where the spin is
 * zero. Antiunitary symmetries turn a dissipative evolution around and forbid nothing.
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

/** The symmetries of which the averages leave nothing of x, if they do. */
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
