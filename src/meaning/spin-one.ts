import { type Operator, maxRange, weightPeriod } from '../spin/index.js';
import { type Span, limit, refuse } from '../text/index.js';
import { siteTerms, spinsOfSite } from '../triplet/index.js';
import type { Environment } from './environment.js';

/**
 * Refuses a part of the language that means spins 1/2 where the sites hold spins 1.
 *
 * @diagnostic `spin-half-only`
 */
export function refuseForSpinOne(what: string, span: Span, { isSpinOne }: Environment): void {
  if (!isSpinOne) return;
  refuse('spin-half-only', `${what} is known for spins 1/2 only, and the sites hold spins 1`, {
    span,
    hint: 'on spins 1 there are sums, products, commutators, claims, charge(H, n) and integrable(H)',
  });
}

/** @diagnostic `ring-size`, `open-size` for more spins 1 than a word can hold */
export function checkSpinOneChain(kind: 'ring' | 'open', sites: number): void {
  const most = maxRange / spinsOfSite;
  if (sites > most)
    limit(`${kind}-size`, `${kind === 'ring' ? 'a ring' : 'an open chain'} of spins 1 has at most ${most} sites`, {
      hint: `on ${kind}(${most}): … is the largest one`,
    });
}

/** @diagnostic `ring-too-small` where a word is longer than the ring, `odd-ring` for a period that does not divide its sites */
export function checkSpinOneRing(operator: Operator, sites: number): void {
  for (const { letters, place, weight } of siteTerms(operator)) {
    if (letters.length > sites)
      refuse('ring-too-small', `a word of ${letters.length} sites does not fit a ring of ${sites}`, {
        hint: `take a ring of at least ${letters.length} sites`,
      });
    const period = weightPeriod(weight);
    if (place === 'chain' && sites % period !== 0)
      refuse('odd-ring', `a sum that repeats after ${period} sites does not fit a ring of ${sites}`, {
        hint: `take a ring whose number of sites is a multiple of ${period}`,
      });
  }
}
