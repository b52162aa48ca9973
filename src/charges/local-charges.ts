import { ModularEchelon } from '../exact/index.js';
import { type Operator, operatorRange, weightOf } from '../spin/index.js';
import { refuse } from '../text/index.js';
import { chargesOneByOne } from './charges.js';
import { StringBasis } from './commutation-matrix.js';
import { checkChainSum } from './density.js';
import { operatorPeriod } from './unit-cell.js';
import { exhibit, pointFor, solutionsModulo } from './local-solutions.js';

/** A local charge that was found explicitly: [H, Q] = 0 for all values of the couplings. */
export interface LocalCharge {
  /** longest string, in sites */
  readonly range: number;
  /** n if it is C_n of the boost recursion */
  readonly index?: number;
  /** the charge itself; it commutes with H for all values of the couplings */
  operator(): Operator;
}

/** All local charges of a chain up to a range. */
export interface LocalCharges {
  /** the longest range that was searched, in sites */
  readonly range: number;
  /** number of sites after which the charges repeat */
  readonly period: number;
  /**
   * Dimension of the space of charges of range ≤ 1, 2, … at generic couplings. Modulo a prime and at a point there can
   * only be more charges, so a count that the explicit charges reach is proved.
   */
  readonly nullities: readonly number[];
  /** linearly independent, those of shorter range first */
  readonly charges: readonly LocalCharge[];
  /** whether there are as many explicit charges as the count allows */
  readonly complete: boolean;
}

/** The range of the search for charges. */
export interface LocalChargesOptions {
  /** longest string, in sites */
  readonly range: number;
  /** number of sites after which the sums repeat, 2 for those with (−1)^j; by default the period of H */
  readonly period?: number;
}

/**
 * Every periodic sum Q = Σ_j q_j of local operators of up to `range` sites that commutes with H: the solutions of
 *
 *   [H, Σ_P x_P P] = 0
 *
 * over all Pauli strings P. The system is solved modulo a prime at a point of the couplings, which bounds the number of
 * solutions; each is then found over the rational functions of the couplings and inserted into the commutator. The
 * charges of the boost recursion come first, so that they keep their names.
 *
 * @param hamiltonian  a static sum over the chain, uniform or staggered
 * @param options      `range`, the longest string of a charge in sites, and `period`, that of the charges in sites, a multiple
 *   of that of the Hamiltonian, which is the default
 * @diagnostic `not-a-chain-sum`, `not-translation-invariant`, `time-dependent`, `period-too-short`, `search-too-wide`,
 *   `interrupted`
 * @cost       3 · 4^(range − 1) · period unknowns
 */
export function localCharges(hamiltonian: Operator, options: LocalChargesOptions): LocalCharges {
  const { range, period } = options;
  checkChainSum(hamiltonian);
  const least = operatorPeriod(hamiltonian);
  if (period !== undefined && period % least !== 0)
    refuse('period-too-short', `the Hamiltonian has period ${least}, so [H, Q] mixes the sites of a cell`, {
      hint: `--period ${least}`,
    });
  const basis = new StringBasis({ range }, period ?? least);
  const point = pointFor(hamiltonian);
  const { candidates, order } = solutionsModulo(hamiltonian, basis, point);
  const found = new ModularEchelon(point.prime, order);
  const charges: LocalCharge[] = [];
  const known = knownCharges(hamiltonian, range);
  let complete = true;
  for (let n = 1; n <= range; n++) {
    for (const charge of known.filter((c) => c.range === n)) {
      if (found.add(basis.vectorOf(charge.operator(), point))) charges.push(charge);
    }
    const here = candidates.filter((c) => c.length === n).sort((a, b) => a.vector.size - b.vector.size);
    for (const candidate of here) {
      if (!found.add(candidate.vector)) continue;
      const operator = exhibit(hamiltonian, basis, candidate);
      if (operator) charges.push({ range: n, operator: () => operator });
      else complete = false;
    }
  }
  return {
    range,
    period: basis.period,
    nullities: Array.from({ length: range }, (_, n) => candidates.filter((c) => c.length <= n + 1).length),
    charges,
    complete,
  };
}

/**
 * H itself, and the charges of the boost recursion if it accepts H, all without the identity, which is never counted.
 */
function knownCharges(hamiltonian: Operator, range: number): LocalCharge[] {
  const boosts = operatorPeriod(hamiltonian) === 1;
  const found: LocalCharge[] = [];
  if (boosts) {
    for (const charge of chargesOneByOne(hamiltonian, { upto: range + 1 }).charges) {
      if (!charge.commutes || charge.nothing || charge.range > range) break;
      found.push({
        range: charge.range,
        index: charge.index,
        operator: () => withoutIdentity(charge.operator()),
      });
    }
  }
  if (found.length === 0)
    found.push({ range: operatorRange(hamiltonian), operator: () => withoutIdentity(hamiltonian) });
  return found.filter((c) => c.range <= range);
}

const withoutIdentity = ({ terms }: Operator): Operator => ({ terms: terms.filter((t) => weightOf(t.word) > 0) });
