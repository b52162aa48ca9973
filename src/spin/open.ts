import { limit, refuse } from '../text/index.js';
import { putMultiple } from './algebra.js';
import { Accumulator, type Operator } from './operator.js';
import { displacementSite, firstSite, placeOfWord, weightIn } from './place.js';
import { uniformWeight, weightAt } from './weight.js';
import { isIdentity, maxRange, rangeOf } from './word.js';

/**
 * An operator realised on an open chain of N sites 0 … N − 1. A chain sum keeps the strings that fit into the chain,
 *
 *   Σ_j w(j) P_j  →  Σ_j w(j) P_j   over the j with all letters of P_j, and its bath displacement, on the sites 0 … N − 1
 *
 * and a multiple of the identity keeps the N sites. Everything is local there, so every product is allowed. The sites
 * have a first one, so weights such as j and e^{iφj} have values.
 *
 * @group Finite chains
 * @param sites  number of sites N, from 1 to 64
 * @throws DiagnosticError `open-size`, `range-exceeds-chain` where a string is longer than the chain, `site-outside`
 *   where a local string leaves the chain
 */
export function onOpenChain(operator: Operator, sites: number): Operator {
  checkOpenChain(sites);
  const result = new Accumulator();
  for (const { word, place, coefficient } of operator.terms) {
    const displacement = displacementSite(place);
    const letters = isIdentity(word) ? [] : [firstSite(place), firstSite(place) + rangeOf(word) - 1];
    const ends = displacement === undefined ? letters : [...letters, displacement];
    const first = ends.length === 0 ? 0 : Math.min(...ends);
    const last = ends.length === 0 ? 0 : Math.max(...ends);
    if (last - first >= sites) {
      refuse('range-exceeds-chain', `a string of ${last - first + 1} sites does not fit an open chain of ${sites}`, {
        hint: `take an open chain of at least ${last - first + 1} sites`,
      });
    }
    if (place.kind !== 'chain' && (first < 0 || last >= sites)) {
      refuse(
        'site-outside',
        `a string leaves the open chain: it stands on site ${first < 0 ? first : last}, and the sites are 0 … ${sites - 1}`,
        { hint: `take a longer chain, or operators on the sites 0 … ${sites - 1} only` },
      );
    }
    const weight = weightIn(place);
    for (let j = place.kind === 'chain' ? -first : 0, end = place.kind === 'chain' ? sites - last : 1; j < end; j++) {
      const moved = displacement === undefined ? undefined : displacement + j;
      const there = placeOfWord(word, uniformWeight, firstSite(place) + j, moved);
      putMultiple(result, word, there, coefficient, weightAt(weight, j));
    }
  }
  return result.finish();
}

/** @diagnostic `open-size` */
export function checkOpenChain(sites: number): void {
  if (!Number.isSafeInteger(sites) || sites < 1)
    refuse('open-size', 'an open chain has at least one site', { hint: 'as in on open(12): …' });
  if (sites > maxRange)
    limit('open-size', `an open chain has at most ${maxRange} sites`, {
      hint: `on open(${maxRange}): … is the longest one`,
    });
}
