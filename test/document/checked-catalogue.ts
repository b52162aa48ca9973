import { parametersOf } from '../../src/charges/index.js';
import { fromNumber, rational } from '../../src/exact/index.js';
import { type CatalogueChain, hamiltonianOfChain } from '../../src/document/catalogue/index.js';
import { integrabilityAnswer } from '../../src/integrability/index.js';
import { substituteOperator } from '../../src/spin/index.js';
import { spinOfSites } from '../../src/report/index.js';
import { countedCharges } from './counted-charges.js';
import { countedSiteCharges } from './counted-site-charges.js';

/** Values of couplings that obey no simple relation. */
const values = [
  [7, 5],
  [-11, 3],
  [13, 17],
  [19, 23],
  [29, 31],
  [-37, 41],
  [43, 47],
] as const;

/**
 * The numbers of charges of a chain by its answer and by brute force at a point of the couplings, and the number of
 * sites from which on there may be no further ones, where Theorem A says so.
 */
export function checkedChain(chain: CatalogueChain, range: number) {
  const { hamiltonian, notation } = hamiltonianOfChain(chain);
  const spin = spinOfSites(notation);
  const { short, verdict, cells, order, period } = integrabilityAnswer(hamiltonian, { range, spin, seconds: 0 });
  const point = new Map(
    parametersOf(hamiltonian).map((name, k) => [
      name,
      fromNumber(rational(values[k % values.length]![0], values[k % values.length]![1])),
    ]),
  );
  const count = spin === '1' ? countedSiteCharges : countedCharges;
  const counted = count(substituteOperator(hamiltonian, point), period, range);
  const isComplete = verdict.kind === 'not-integrable' && cells !== undefined && order === undefined;
  return {
    nullities: [...short.nullities],
    counted,
    ...(isComplete && { last: period === 1 ? cells.size + 1 : 2 * cells.size }),
  };
}
