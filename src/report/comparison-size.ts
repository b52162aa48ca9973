import type { ComparisonOnRing, SizeVerdict } from './comparison.js';

/** On smaller rings the winding of operators of four sites dominates every error, and nothing is decided. */
const leastSites = 8;
/** An error that grows faster has not settled. */
const mostGrowth = 1.1;
/** Errors as small as this are not told apart from those of the computation. */
const leastError = 1e-6;

/**
 * Whether an error on two rings is one of the finite size. What is due to products of charges and windings falls at least
 * as fast as 1/N; what long chains miss does not fall. In between two rings do not decide, and neither do errors of
 * opposite sign, since the error passes through zero between the rings or is still on its way to its limit.
 */
export function sizeVerdicts(a: ComparisonOnRing, b: ComparisonOnRing): SizeVerdict[] {
  const [small, large] = a.sites < b.sites ? [a, b] : [b, a];
  const inverse = small.sites / large.sites;
  return small.ensembles.flatMap((here, k): SizeVerdict[] => {
    const there = large.ensembles[k]!;
    if ('error' in here || 'error' in there || !here.errors || !there.errors) return [];
    const { ensemble } = here;
    const others = there.errors;
    return Object.entries(here.errors).flatMap(([observable, first]) => {
      const second = others[observable];
      if (second === undefined) return [];
      const ratio = second / first;
      const tiny = Math.max(Math.abs(first), Math.abs(second)) < leastError || small.sites < leastSites;
      const falls = ratio > 0 && ratio <= 1.03 * inverse;
      const stays = ratio >= (1 + inverse) / 2 && ratio <= mostGrowth;
      return [
        {
          ensemble,
          observable,
          errors: [first, second] as const,
          verdict: tiny ? null : falls ? ('finite size' as const) : stays ? ('physical' as const) : null,
        },
      ];
    });
  });
}
