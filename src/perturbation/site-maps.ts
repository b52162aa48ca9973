import { sitesText } from '../charges/index.js';
import { type Operator, moveCells, operatorRange } from '../spin/index.js';

/**
 * A map of the sites of a chain to themselves that commutes with the translation by p sites, or reverses it:
 *
 *   p n + r  →  ±p n + to[r],   0 ≤ to[0] < p
 *
 * Translations by p sites count as the identity.
 */
export interface SiteMap {
  readonly period: number;
  readonly reflected: boolean;
  readonly to: readonly number[];
  /** empty for the identity, and for products of maps that were not tried themselves */
  readonly name: string;
  readonly intricacy: number;
}

const remainder = (n: number, m: number): number => ((n % m) + m) % m;

function siteMap({
  to,
  reflected = false,
  name = '',
  intricacy = 0,
}: Partial<Omit<SiteMap, 'period'>> & Pick<SiteMap, 'to'>): SiteMap {
  const period = to.length;
  const back = remainder(to[0]!, period) - to[0]!;
  return { period, reflected, to: to.map((site) => site + back), name, intricacy };
}

const identityOf = (period: number): number[] => Array.from({ length: period }, (_, r) => r);

/** The identity as a map of period p. */
export const stillSites = (period: number): SiteMap => siteMap({ to: identityOf(period) });

export function keyOfSites({ reflected, to }: SiteMap): string {
  return `${reflected ? '-' : '+'}${to.join()} `;
}

/**
 * The map that does `first`, then `second`; undefined if it takes sites of one cell further apart than neighbouring cells.
 * Decoupled chains may move past one another, so without a bound there would be infinitely many products.
 */
export function composeSites(second: SiteMap, first: SiteMap): SiteMap | undefined {
  const { period } = first;
  const image = (site: number): number => {
    const r = remainder(site, period);
    return (second.reflected ? r - site : site - r) + second.to[r]!;
  };
  const product = siteMap({ to: first.to.map(image), reflected: first.reflected !== second.reflected });
  return product.to.every((site) => site > 0 - period && site < 2 * period) ? product : undefined;
}

/** The image of a chain sum whose spins stay as they are. */
export function moveSites(a: Operator, { reflected, to }: SiteMap): Operator {
  return moveCells(a, { to, reflected });
}

/** Longest period for which permutations of the sites of a cell are tried. */
const longestPermuted = 24;
/** Largest cell of which every permutation is tried; in larger ones two sites are exchanged. */
const largestPermuted = 4;
/** Largest cell of which two sites are exchanged. */
const largestExchanged = 8;
/** Longest string of an operator whose sites are permuted, since that may make it longer. */
const longestString = 16;

/**
 * The maps of the sites that are tried for a period above 2: translations, and reflections about sites and bonds; for
 * periods of up to 24 sites also permutations of the sites of cells whose size divides the period, with the order of the
 * cells reflected or not, and followed by translations by cells.
 *
 * @param among  the operators to which they are applied
 */
export function siteMaps(period: number, among: readonly Operator[]): SiteMap[] {
  const found = new Map<string, SiteMap>();
  const add = (map: SiteMap): void => {
    if (!found.has(keyOfSites(map))) found.set(keyOfSites(map), map);
  };
  for (let by = 0; by < period; by++) {
    add(
      siteMap({
        to: identityOf(period).map((r) => r + by),
        name: translationName(by),
        intricacy: by && 1 + by / period,
      }),
    );
  }
  for (let centre = 0; centre < period; centre++) {
    const to = identityOf(period).map((r) => centre - r);
    add(siteMap({ to, reflected: true, name: reflectionName(centre, period), intricacy: 2 + centre / period }));
  }
  if (period > longestPermuted || among.some((a) => operatorRange(a) > longestString)) return [...found.values()];
  for (let size = 2; size <= Math.min(period, largestExchanged); size++) {
    if (period % size !== 0) continue;
    for (const permutation of permutationsOf(size)) {
      for (const reflected of [false, true]) {
        for (let by = 0; by < period; by += size) {
          const to = identityOf(period).map((r) => {
            const cell = r - (r % size);
            return (reflected ? 0 - cell : cell) + by + permutation[r % size]!;
          });
          const text = [
            ...(reflected ? [`reflection of the cells of ${size} sites`] : []),
            permutationName(permutation),
            ...(by > 0 ? [translationName(by)] : []),
          ];
          const names = text.filter((part) => part !== '');
          add(
            siteMap({
              to,
              reflected,
              name: names.join(' and '),
              intricacy: 1 + names.length + size / 10 + by / period,
            }),
          );
        }
      }
    }
  }
  return [...found.values()];
}

function translationName(by: number): string {
  if (by === 0) return '';
  return `translation by ${by === 1 ? 'one site' : by === 2 ? 'two sites' : `${by} sites`}`;
}

const siteText = (period: number, residue: number): string => `${period}j${residue === 0 ? '' : `+${residue}`}`;

/** The reflection j → centre − j, about sites where there are such. */
function reflectionName(centre: number, period: number): string {
  const twice = centre % 2 === 0 ? centre : period % 2 === 1 ? centre + period : undefined;
  if (twice !== undefined) return `reflection about the ${sitesText([(twice / 2) % period], period).slice(7)}`;
  const left = (centre - 1) / 2;
  return `reflection about the bonds ${siteText(period, left)}, ${siteText(period, left + 1)}`;
}

/** Every permutation of a small cell, and for a larger one the exchanges of two sites. */
function permutationsOf(size: number): number[][] {
  const still = identityOf(size);
  if (size > largestPermuted)
    return [
      still,
      ...still.flatMap((l) => still.slice(l + 1).map((m) => still.map((k) => (k === l ? m : k === m ? l : k)))),
    ];
  const all = still.reduce<number[][]>(
    (lists) => lists.flatMap((list) => still.filter((k) => !list.includes(k)).map((k) => [...list, k])),
    [[]],
  );
  const movedSites = (p: readonly number[]): number => p.filter((k, l) => k !== l).length;
  return all.sort((a, b) => movedSites(a) - movedSites(b));
}

/** The cycles of a permutation of the sites of a cell. */
function permutationName(to: readonly number[]): string {
  const size = to.length;
  const seen = new Set<number>();
  const cycles: string[] = [];
  for (const start of to.keys()) {
    const cycle: number[] = [];
    for (let site = start; !seen.has(site); site = to[site]!) {
      seen.add(site);
      cycle.push(site);
    }
    if (cycle.length === 2) cycles.push(`exchange of the sites ${cycle.map((r) => siteText(size, r)).join(' and ')}`);
    if (cycle.length > 2) {
      const path = [...cycle, start].map((r) => siteText(size, r)).join(' → ');
      cycles.push(`permutation ${path}`);
    }
  }
  return cycles.join(' and ');
}
