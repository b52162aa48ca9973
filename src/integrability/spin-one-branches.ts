import { findTripletBoost, tripletChargesOneByOne, tripletEntries, tripletLocalCharges } from '../charges/index.js';
import { ModularPoint, fromGaussian, gaussian } from '../exact/index.js';
import { type Operator, isZeroOperator, scaleOperator, sumOperators } from '../spin/index.js';
import {
  periodicSiteWords,
  siteDimension,
  sitePeriod,
  siteRange,
  siteTerms,
  siteWordAt,
  siteWordKey,
  tripletCommutator,
} from '../triplet/index.js';
import type { TowerExtent } from './chain-algebra.js';
import type { IntegrabilityVerdict, TowerCharge } from './kinds.js';
import { siteCellHamiltonian, siteCellsOf } from './spin-one-cells.js';
import { localKernel } from './strictly-local.js';
import { isInjective } from './theorem-a.js';

/** The last charge of a tower of spins 1 that is computed; their charges grow faster than those of spins 1/2. */
const lastOfTower = 5;
/** Longest operators of spins 1 that are looked for, in sites. */
const longest = 2;

/** The branches that find charges of chains of spins 1. */
export function spinOnePositive(
  hamiltonian: Operator,
  period: number,
  extent: TowerExtent,
): IntegrabilityVerdict | undefined {
  const charges = strictlyLocal(hamiltonian, period);
  if (charges.length > 0) return { kind: 'strictly-local', charges };
  if (densitiesCommute(hamiltonian, period))
    return { kind: 'integrable', construction: 'commuting terms', commuting: 'as they are' };
  return boostTower(hamiltonian, period, extent);
}

/** The operators on one or two sites that commute with the chain; there are none where H is injective. */
function strictlyLocal(hamiltonian: Operator, period: number): Operator[] {
  const point = ModularPoint.of(hamiltonian.terms.map((t) => t.coefficient));
  const cells = siteCellsOf(hamiltonian, period);
  if (!point) return [];
  if (cells && isInjective(siteCellHamiltonian(hamiltonian, cells, point))) return [];
  const generator = scaleOperator(hamiltonian, fromGaussian(gaussian(0, -1)));
  const algebra = {
    commutator: tripletCommutator,
    entries: (a: Operator) => siteTerms(a).map((t) => [siteWordKey(t.letters, t.place), t.coefficient] as const),
  };
  for (let sites = 1; sites <= longest; sites++) {
    const found: Operator[] = [];
    for (let first = 0; first < period; first++) {
      const words = Array.from({ length: siteDimension ** sites - 1 }, (_, k) =>
        Array.from({ length: sites }, (__, n) => Math.floor((k + 1) / siteDimension ** n) % siteDimension),
      );
      found.push(
        ...localKernel(
          algebra,
          generator,
          words.map((letters) => siteWordAt(letters, first)),
          point,
        ),
      );
    }
    const exact = found.filter((x) => isZeroOperator(tripletCommutator(hamiltonian, x)));
    if (exact.length > 0) return exact;
  }
  return [];
}

/** Do the densities of all sites commute, those that begin at a site each? */
function densitiesCommute(hamiltonian: Operator, period: number): boolean {
  const words = periodicSiteWords(hamiltonian, period);
  const range = siteRange(siteTerms(hamiltonian));
  const densityAt = (site: number): Operator =>
    sumOperators(words.map(({ letters, values }) => siteWordAt(letters, site, values[site % period])));
  for (let first = 0; first < period; first++)
    for (let shift = 1; shift < range; shift++)
      if (!isZeroOperator(tripletCommutator(densityAt(first), densityAt(first + shift)))) return false;
  return true;
}

/** C_3 … by the boost, or by a repaired one; undefined where C_3 is not conserved or no further charge. */
function boostTower(hamiltonian: Operator, period: number, extent: TowerExtent): IntegrabilityVerdict | undefined {
  const isNeighbours = siteRange(siteTerms(hamiltonian)) === 2 && period === 1;
  const upto = isNeighbours && extent === 'first' ? 3 : lastOfTower;
  const plain: TowerCharge[] = [];
  for (const charge of tripletChargesOneByOne(hamiltonian, { upto }).charges) {
    if (charge.index === 2) continue;
    if (charge.nothing) break;
    if (!charge.commutes) {
      // For other chains no theorem says that further charges follow from the first one.
      if (!isNeighbours) plain.length = 0;
      break;
    }
    plain.push({ index: charge.index, range: charge.range, words: charge.words, operator: () => charge.operator() });
  }
  if (plain.length > 0) return { kind: 'integrable', construction: 'boost', tower: plain, allOrders: isNeighbours };
  const others = (): Operator[] =>
    tripletLocalCharges(hamiltonian, { range: siteRange(siteTerms(hamiltonian)) })
      .charges.map((c) => c.operator())
      .filter((q) => !hasSameWords(q, hamiltonian));
  const boost = findTripletBoost(hamiltonian, others);
  const tower = boost ? towerOf(hamiltonian, boost.operator, { isNeighbours }) : [];
  if (tower.length === 0) return undefined;
  return {
    kind: 'integrable',
    construction: 'repaired boost',
    tower,
    allOrders: isNeighbours && boost!.repair !== 'charges',
  };
}

/** [O_b, H], [O_b, [O_b, H]] … as long as they commute with H and become longer. */
function towerOf(
  hamiltonian: Operator,
  boost: Operator,
  { isNeighbours }: { readonly isNeighbours: boolean },
): TowerCharge[] {
  const tower: TowerCharge[] = [];
  let current = hamiltonian;
  let range = siteRange(siteTerms(hamiltonian));
  for (let index = 3; index <= lastOfTower; index++) {
    current = tripletCommutator(boost, current);
    const here = current;
    const terms = siteTerms(here);
    const length = siteRange(terms);
    if (length <= range) break;
    if (!isZeroOperator(tripletCommutator(hamiltonian, here))) {
      if (!isNeighbours) tower.length = 0;
      break;
    }
    range = length;
    tower.push({ index, range, words: terms.length, operator: () => here });
  }
  return tower;
}

function hasSameWords(a: Operator, b: Operator): boolean {
  const period = sitePeriod(b);
  const labels = (o: Operator): string =>
    tripletEntries(o, period)
      .map(([label]) => label)
      .join(';');
  return sitePeriod(a) === period && labels(a) === labels(b);
}
