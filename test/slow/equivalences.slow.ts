import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogueGroups, hamiltonianOfChain } from '../../src/document/catalogue/index.js';
import { spinOfSites } from '../../src/report/index.js';
import { operatorRange } from '../../src/spin/index.js';
import { rationalRotation, wordsOfChain } from '../integrability/equivalent-chains.js';
import { chainOfWords, commonOf, equivalentChains, rotation } from '../integrability/equivalences.js';
import { operator } from '../meaning/program.js';

const ways = Object.keys(equivalentChains([], rationalRotation([1, 0, 0, 0]))).filter((way) => way !== 'itself');

/** Chains of spins 1/2 with terms of two sites, whose images under oblique rotations are not too long. */
const neighbours = catalogueGroups
  .flatMap(({ chains }) => chains)
  .filter((chain) => {
    const { hamiltonian, notation } = hamiltonianOfChain(chain);
    return spinOfSites(notation) === '1/2' && operatorRange(hamiltonian) <= 2;
  });

describe('equivalent chains have the same verdict', () => {
  test.each(neighbours)(
    '$id',
    (chain) => {
      const words = wordsOfChain(hamiltonianOfChain(chain).hamiltonian);
      const chains = equivalentChains(words, rationalRotation([1, 2, 3, -1]));
      const own = commonOf(chains.itself!());
      for (const way of ways) expect(commonOf(chains[way]!()), way).toEqual(own);
    },
    600_000,
  );

  test.each(ways)(
    '%s: random couplings of up to three sites',
    (way) => {
      const isRotation = way.includes('rotation');
      fc.assert(
        fc.property(chainOfWords(isRotation ? 2 : 3), rotation, (words, turn) => {
          const chains = equivalentChains(words, turn);
          fc.pre(operator(chains.itself!()).terms.length > 0);
          expect(commonOf(chains[way]!())).toEqual(commonOf(chains.itself!()));
        }),
        { numRuns: 60, seed: 12 },
      );
    },
    600_000,
  );
});
