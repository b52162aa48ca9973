import { fromGaussian, gaussian, multiplyCoefficients, scaleCoefficient } from '../exact/index.js';
import {
  type Operator,
  addOperators,
  commutator,
  equalOperators,
  isZeroOperator,
  negateOperator,
  rangeOf,
  scaleOperator,
  sumOperators,
} from '../spin/index.js';
import { move } from './motion.js';
import type { KeptMotion, Symmetries } from './symmetry.js';

/** A current of the unperturbed chain. */
export interface Current {
  readonly name: string;
  readonly operator: Operator;
}

const minusI = fromGaussian(gaussian(0, -1));

/**
 * The heat current, and the currents of the spins that H0 conserves, summed over the chain.
 *
 *   J_H = [−i Σ_j j h_{j,j+1}, H0]      with the field inside the density: chain (16), (17)
 *   J_S = −i [Σ_j j S^z_j, H0]           the sign of chain (18)
 *
 * Both follow from the continuity equation. The density is ambiguous, and the current then changes by [H0, …], whose
 * mean is zero in every stationary state of H0.
 *
 * @implements chain (16) for the current
 * @implements chain (17)
 * @implements chain (18) for the current
 */
export function currentsOf(hamiltonian: Operator, spins: Symmetries['spins']): Current[] {
  const first: Operator = sumOperators([
    { terms: hamiltonian.terms.map((t) => Object.assign({ ...t }, { power: 1 })) },
    mapCentre(hamiltonian),
  ]);
  const heat = commutator(scaleOperator(first, minusI), hamiltonian);
  const ofSpins = spins.flatMap(({ name, operator }): Current[] => {
    if (name.startsWith('staggered')) return [];
    const moment = {
      terms: operator.terms.map((t) =>
        Object.assign({ ...t }, { power: 1, coefficient: scaleCoefficient(t.coefficient, gaussian(1, 0, 2)) }),
      ),
    };
    return [
      {
        name: name === 'Sz' ? 'spin' : `spin ${name.slice(1)}`,
        operator: commutator(scaleOperator(moment, minusI), hamiltonian),
      },
    ];
  });
  return [{ name: 'heat', operator: heat }, ...ofSpins].filter(({ operator }) => !isZeroOperator(operator));
}

/** A word of n sites is at its centre, j + (n − 2)/2, counted so that a bond has its first site's number. */
function mapCentre(hamiltonian: Operator): Operator {
  return {
    terms: hamiltonian.terms
      .map((t) =>
        Object.assign(
          { ...t },
          { coefficient: multiplyCoefficients(t.coefficient, fromGaussian(gaussian(rangeOf(t.word) - 2, 0, 2))) },
        ),
      )
      .filter((t) => t.coefficient.terms.length > 0),
  };
}

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
