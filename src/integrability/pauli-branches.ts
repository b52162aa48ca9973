import { chargesOneByOne, findCellBoost, firstMoment, localCharges } from '../charges/index.js';
import { fromGaussian, gaussian } from '../exact/index.js';
import {
  type Operator,
  commutator,
  equalOperators,
  isIdentity,
  isZeroOperator,
  operatorRange,
  scaleOperator,
} from '../spin/index.js';
import { DiagnosticError } from '../text/index.js';
import { commutingTerms } from './commuting.js';
import { freeFermions } from './free-fermions.js';
import { mediumRangeCharge } from './medium-range.js';
import { strictlyLocalCharges } from './strictly-local.js';
import type { IntegrabilityVerdict, TowerCharge } from './kinds.js';

/** The last charge of a tower that is computed. */
export const lastOfTower = 6;
/** Most words of a charge, and most pairs of words in a commutator, with which a tower is continued. */
const mostWords = 20_000;
const mostPairs = 200_000;

/** The branches that find charges. */
export function positive(hamiltonian: Operator, period: number): IntegrabilityVerdict | undefined {
  const charges = strictlyLocalCharges(hamiltonian, period);
  if (charges.length > 0) return { kind: 'strictly-local', charges };
  const commuting = commutingTerms(hamiltonian, period);
  if (commuting) return { kind: 'integrable', construction: 'commuting terms', commuting };
  const fermions = freeFermions(hamiltonian, period);
  if (fermions) return { kind: 'integrable', construction: 'free fermions', fermions };
  return boostTower(hamiltonian, period) ?? mediumRange(hamiltonian, period);
}

/** C_3 … by the boost, or by a repaired one; undefined where C_3 is not conserved or no further charge. */
function boostTower(hamiltonian: Operator, period: number): IntegrabilityVerdict | undefined {
  const isNeighbours = operatorRange(hamiltonian) === 2 && period === 1;
  const plain = period === 1 ? plainTower(hamiltonian, { isNeighbours }) : undefined;
  if (plain && plain.tower.length > 0) return { kind: 'integrable', construction: 'boost', ...plain };
  const others = localCharges(hamiltonian, { range: operatorRange(hamiltonian) })
    .charges.map((c) => c.operator())
    .filter((q) => !isProportional(q, hamiltonian));
  const boost = findCellBoost({ boosted: hamiltonian, full: hamiltonian }, period, () => others);
  const isDensity = isNeighbours && boost?.repair !== 'charges';
  const repaired = boost ? towerOf(hamiltonian, boost.operator, { isNeighbours: isDensity }) : [];
  if (repaired.length > 0) {
    const construction = boost!.repair === 'none' ? 'boost' : 'repaired boost';
    return {
      kind: 'integrable',
      construction,
      tower: repaired,
      allOrders: isDensity,
    };
  }
  // The boost of another charge, as for a sum of chiralities, which is a charge of the isotropic chain.
  for (const other of others) {
    const found = towerOf(hamiltonian, scaleOperator(firstMoment(other, period), fromGaussian(gaussian(0, -1))), {
      isNeighbours: false,
    });
    if (found.length > 0) return { kind: 'integrable', construction: 'repaired boost', tower: found, allOrders: false };
  }
  return undefined;
}

/** Does a chain of period 1 couple nearest neighbours only? */
interface Couplings {
  readonly isNeighbours: boolean;
}

interface Tower {
  readonly tower: readonly TowerCharge[];
  readonly allOrders: boolean;
}

/**
 * The charges of the recursion with the density as it is typed. Between nearest neighbours the theorem for all orders is
 * about the boosted part of H: a field that commutes with it commutes with each of its bonds and so with all charges,
 * which is not known of another part that is left out. For longer terms no theorem says that further charges follow from
 * the first one, so that a charge which is not conserved ends the claim.
 */
function plainTower(hamiltonian: Operator, { isNeighbours }: Couplings): Tower {
  const tower: TowerCharge[] = [];
  let allOrders = isNeighbours;
  untilLimit(() => {
    const { split, charges } = chargesOneByOne(hamiltonian, { upto: lastOfTower, maxWords: mostWords });
    allOrders &&= split.spectatorIs !== 'reflection-odd part';
    for (const charge of charges) {
      if (charge.index === 2) continue;
      if (charge.nothing) break;
      if (!charge.commutes) {
        if (!allOrders) tower.length = 0;
        break;
      }
      tower.push({ index: charge.index, range: charge.range, words: charge.words, operator: () => charge.operator() });
    }
  });
  return { tower, allOrders };
}

/**
 * H, [O_b, H], [O_b, [O_b, H]] … as long as they become longer; none if one of them does not commute with H and no
 * theorem is about the others.
 */
function towerOf(hamiltonian: Operator, boost: Operator, { isNeighbours }: Couplings): TowerCharge[] {
  const tower: TowerCharge[] = [];
  let current = hamiltonian;
  let range = operatorRange(hamiltonian);
  untilLimit(() => {
    for (let index = 3; index <= lastOfTower; index++) {
      // The verdict must not depend on the speed of a computer, so the work is counted, not its time.
      if (current.terms.length * boost.terms.length > mostPairs) break;
      current = commutator(boost, current);
      const here = withoutIdentity(current);
      // One that is not longer may be a combination of earlier ones.
      if (operatorRange(here) <= range || here.terms.length * hamiltonian.terms.length > mostPairs) break;
      if (!isZeroOperator(commutator(hamiltonian, here))) {
        if (!isNeighbours) tower.length = 0;
        break;
      }
      range = operatorRange(here);
      tower.push({ index, range, words: here.terms.length, operator: () => here });
    }
  });
  return tower;
}

/** Runs `body` until it is done or an operator becomes too long; an interruption is passed on. */
function untilLimit(body: () => void): void {
  try {
    body();
  } catch (error) {
    const isLimit = error instanceof DiagnosticError && error.diagnostic.kind === 'limit';
    if (!isLimit || error.code === 'interrupted') throw error;
  }
}

function mediumRange(hamiltonian: Operator, period: number): IntegrabilityVerdict | undefined {
  const charge = period === 1 ? mediumRangeCharge(hamiltonian) : undefined;
  return charge && { kind: 'integrable', construction: 'medium range', charge };
}

const withoutIdentity = ({ terms }: Operator): Operator => ({ terms: terms.filter((t) => !isIdentity(t.word)) });

/** Is a = c b for a number or a function c of the couplings? */
function isProportional(p: Operator, q: Operator): boolean {
  const [a, b] = [withoutIdentity(p), withoutIdentity(q)];
  const [first, other] = [a.terms[0]?.coefficient, b.terms[0]?.coefficient];
  if (!first || !other) return false;
  return equalOperators(scaleOperator(a, other), scaleOperator(b, first));
}
