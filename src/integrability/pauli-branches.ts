import { chargesOneByOne, findCellBoost, firstMoment, localCharges } from '../charges/index.js';
import { fromGaussian, gaussian } from '../exact/index.js';
import { type Operator, commutator, isIdentity, isZeroOperator, operatorRange, scaleOperator } from '../spin/index.js';
import { DiagnosticError } from '../text/index.js';
import { commutingTerms, freeFermions } from './free.js';
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
  const tower = period === 1 ? plainTower(hamiltonian) : [];
  if (tower.length > 0) return { kind: 'integrable', construction: 'boost', tower, allOrders: isNeighbours };
  const others = localCharges(hamiltonian, { range: operatorRange(hamiltonian) })
    .charges.map((c) => c.operator())
    .filter((q) => !isProportional(q, hamiltonian));
  const boost = findCellBoost({ boosted: hamiltonian, full: hamiltonian }, period, () => others);
  const repaired = boost ? towerOf(hamiltonian, boost.operator) : [];
  if (repaired.length > 0) {
    const construction = boost!.repair === 'none' ? 'boost' : 'repaired boost';
    return {
      kind: 'integrable',
      construction,
      tower: repaired,
      allOrders: isNeighbours && boost!.repair !== 'charges',
    };
  }
  // The boost of another charge, as for a sum of chiralities, which is a charge of the isotropic chain.
  for (const other of others) {
    const found = towerOf(hamiltonian, scaleOperator(firstMoment(other, period), fromGaussian(gaussian(0, -1))));
    if (found.length > 0) return { kind: 'integrable', construction: 'repaired boost', tower: found, allOrders: false };
  }
  return undefined;
}

/** The charges of the recursion with the density as it is typed. */
function plainTower(hamiltonian: Operator): TowerCharge[] {
  const tower: TowerCharge[] = [];
  untilLimit(() => {
    for (const charge of chargesOneByOne(hamiltonian, { upto: lastOfTower, maxWords: mostWords }).charges) {
      if (charge.index === 2) continue;
      if (!charge.commutes || charge.nothing) break;
      tower.push({ index: charge.index, range: charge.range, operator: () => charge.operator() });
    }
  });
  return tower;
}

/** H, [O_b, H], [O_b, [O_b, H]] … as long as they commute with H and become longer. */
function towerOf(hamiltonian: Operator, boost: Operator): TowerCharge[] {
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
      if (!isZeroOperator(commutator(hamiltonian, here))) break;
      range = operatorRange(here);
      tower.push({ index, range, operator: () => here });
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

function isProportional(a: Operator, b: Operator): boolean {
  return (
    a.terms.length === b.terms.length &&
    operatorRange(a) === operatorRange(b) &&
    a.terms.every((t, k) => t.word.x === b.terms[k]!.word.x && t.word.z === b.terms[k]!.word.z)
  );
}
