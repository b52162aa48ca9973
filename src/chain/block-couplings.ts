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

const knownCouplings = new WeakMap<Unknowns, WeakMap<readonly Channel[], BlockCoupling[]>>();

/** The pairs of stretches that the channels can couple. */
export function blockCouplings(unknowns: Unknowns, channels: readonly Channel[]): readonly BlockCoupling[] {
  let own = knownCouplings.get(unknowns);
  if (!own) knownCouplings.set(unknowns, (own = new WeakMap()));
  let found = own.get(channels);
  if (!found) own.set(channels, (found = coupledStretches(unknowns, channels)));
  return found;
}

function coupledStretches({ stretches, classes, spectrum }: Unknowns, channels: readonly Channel[]): BlockCoupling[] {
  const n = spectrum.basis.momenta;
  const transfers = new Set(channels.map((c) => c.operator.transfer));
  const reach = channels.map((c) => new Map(spectrum.basis.charges.map((q) => [q, new Set(c.operator.targets(q))])));
  // Which channels couple two classes does not depend on the momenta.
  const between = classes.map(({ charges: [a, b] }) =>
    classes.map(({ charges: [c, d] }) =>
      channels.filter((_, x) => {
        const to = (p: number, q: number): boolean => reach[x]!.get(p)?.has(q) ?? false;
        return (to(a, c) && to(b, d)) || (to(a, d) && to(b, c));
      }),
    ),
  );
  const found: BlockCoupling[] = [];
  stretches.forEach((s, i) => {
    stretches.forEach((t, j) => {
      const acting = between[s.klass]![t.klass]!;
      if (acting.length === 0) return;
      const isCoupled =
        (transfers.size === 1 && transfers.has('local')) ||
        acting.some(
          ({ operator: { transfer } }) => transfer === 'local' || (s.momentum + transfer - t.momentum) % n === 0,
        );
      if (isCoupled)
        found.push({ row: t.start, end: t.end, column: s.start, columnEnd: s.end, key: j * stretches.length + i });
    });
  });
  return found;
}

/** Two stretches, and their key: to · stretches + from. */
interface BlockCoupling {
  readonly row: number;
  readonly end: number;
  readonly column: number;
  readonly columnEnd: number;
  readonly key: number;
}

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
