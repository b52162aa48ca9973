import type { Channel } from './channel.js';
import type { Unknowns } from './unknowns.js';

/**
 * Number of rates of one perturbation from which on those between populations are kept in single precision. It rounds
 * each by up to 6e-8 of itself; on a ring of eight sites expectation values then change by less than 1e-8.
 */
export const minSingleRates = 4e8;

/** Are the rates of a set of channels kept in single precision? */
export function isSingle(unknowns: Unknowns, channels: readonly Channel[]): boolean {
  return unknowns.pairs.length === 0 && rateNumbers(unknowns, channels) >= minSingleRates;
}

function rateNumbers(unknowns: Unknowns, channels: readonly Channel[]): number {
  let numbers = 0;
  for (const { row, end, column, columnEnd } of blockCouplings(unknowns, channels))
    numbers += (end - row) * (columnEnd - column);
  return numbers;
}

/** Number of bytes for the gains of a set of channels. */
export function rateBytes(unknowns: Unknowns, channels: readonly Channel[]): number {
  return (isSingle(unknowns, channels) ? 4 : 8) * rateNumbers(unknowns, channels);
}

/** The pairs of stretches that the channels can couple. */
export function blockCouplings(
  unknowns: Unknowns,
  channels: readonly Channel[],
): { row: number; end: number; column: number; columnEnd: number; key: number }[] {
  const { stretches, classes, spectrum } = unknowns;
  const n = spectrum.basis.momenta;
  const found: { row: number; end: number; column: number; columnEnd: number; key: number }[] = [];
  const reach = channels.map((c) => new Map(spectrum.basis.charges.map((q) => [q, new Set(c.operator.targets(q))])));
  stretches.forEach((s, i) => {
    const [a, b] = classes[s.klass]!.charges;
    stretches.forEach((t, j) => {
      const [c, d] = classes[t.klass]!.charges;
      const coupled = channels.some((channel, x) => {
        const transfer = channel.operator.transfer;
        if (transfer !== 'local' && (s.momentum + transfer - t.momentum) % n !== 0) return false;
        const to = (p: number, q: number): boolean => reach[x]!.get(p)?.has(q) ?? false;
        return (to(a, c) && to(b, d)) || (to(a, d) && to(b, c));
      });
      if (coupled)
        found.push({ row: t.start, end: t.end, column: s.start, columnEnd: s.end, key: j * stretches.length + i });
    });
  });
  return found;
}

type BlockCoupling = ReturnType<typeof blockCouplings>[number];

/**
 * Couplings grouped by the two classes that they connect, with the stretches of unknowns of both classes and the number
 * of possible couplings.
 */
export function groupedByCharge(
  { classes, stretches }: Unknowns,
  list: readonly BlockCoupling[],
): { items: BlockCoupling[]; all: number; row: number; end: number; column: number; columnEnd: number }[] {
  const count = classes.map((_, c) => stretches.filter((s) => s.klass === c).length);
  const groups = new Map<number, ReturnType<typeof groupedByCharge>[number]>();
  for (const coupling of list) {
    const to = stretches[Math.floor(coupling.key / stretches.length)]!.klass;
    const from = stretches[coupling.key % stretches.length]!.klass;
    let group = groups.get(to * classes.length + from);
    if (!group) {
      const [a, b] = [classes[to]!, classes[from]!];
      group = {
        items: [],
        all: count[to]! * count[from]!,
        row: a.start,
        end: a.end,
        column: b.start,
        columnEnd: b.end,
      };
      groups.set(to * classes.length + from, group);
    }
    group.items.push(coupling);
  }
  return [...groups.values()];
}
