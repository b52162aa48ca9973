import type { RingBasis } from '../ring/index.js';
import type { Channel } from './channel.js';

/** Pairs of momenta between which a piece of work computes matrix elements, by from · momenta + to. */
export type MomentumPairs = ReadonlySet<number>;

/**
 * The pairs of momenta that channels connect, in groups that are independent of each other: with (k, q) a group has
 * (q, k), from which Hermitian operators follow, and (−k, −q), to which complex conjugation leads.
 */
export function momentumGroups(basis: RingBasis, channels: readonly Channel[]): MomentumPairs[] {
  const n = basis.momenta;
  const groups = new Map<number, Set<number>>();
  for (let k = 0; k < n; k++) {
    for (let q = 0; q < n; q++) {
      const isCoupled = channels.some(
        ({ operator: { transfer } }) => transfer === 'local' || (k + transfer - q) % n === 0,
      );
      if (!isCoupled) continue;
      const [minusK, minusQ] = [(n - k) % n, (n - q) % n];
      const key = Math.min(k * n + q, q * n + k, minusK * n + minusQ, minusQ * n + minusK);
      let group = groups.get(key);
      if (!group) groups.set(key, (group = new Set()));
      group.add(k * n + q);
    }
  }
  return [...groups.values()];
}
