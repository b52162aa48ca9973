import { isOneClass } from './connectedness.js';
import type { LevelGraph } from './level-graph.js';
import { leastRateOf } from './population-rates.js';
import type { RateSuperoperator } from './rate-superoperator.js';

/** Options that decide which rates connect two levels. */
export interface LinkOptions {
  /** whether rates that underflow count as zero */
  readonly resolved?: boolean;
}

/** The transitions between nodes: bit `to` of row `from`. */
class Links {
  private readonly words: number;
  private readonly bits: Uint32Array;

  constructor(readonly nodes: number) {
    this.words = Math.ceil(nodes / 32);
    this.bits = new Uint32Array(nodes * this.words);
  }

  add(from: number, to: number): void {
    this.bits[from * this.words + (to >>> 5)]! |= 1 << (to & 31);
  }

  join(other: Links): void {
    for (let w = 0; w < this.bits.length; w++) this.bits[w]! |= other.bits[w]!;
  }

  /** The first node after `after` that `from` leads to; −1 where there is none. */
  next(from: number, after: number): number {
    const row = from * this.words;
    let w = (after + 1) >>> 5;
    if (w >= this.words) return -1;
    let word = this.bits[row + w]! & (-1 << ((after + 1) & 31));
    while (word === 0) {
      w += 1;
      if (w >= this.words) return -1;
      word = this.bits[row + w]!;
    }
    return w * 32 + 31 - Math.clz32(word & -word);
  }
}

/**
 * Links of one rate superoperator. They do not depend on its strength; links whose rates underflow are kept separately.
 */
const knownLinks = new WeakMap<RateSuperoperator, Map<boolean, Links>>();

/** The rate up to which transitions do not count. */
const thresholdOf = (resolved: boolean, generators: readonly RateSuperoperator[]): number =>
  resolved
    ? generators.reduce((m, { gains }) => gains.reduce((n, { values }) => Math.max(n, 1e3 * leastRateOf(values)), m), 0)
    : 0;

function linksOf(
  generator: RateSuperoperator,
  { nodes, nodeOf }: LevelGraph,
  { resolved }: Required<LinkOptions>,
): Links {
  let both = knownLinks.get(generator);
  if (!both) knownLinks.set(generator, (both = new Map()));
  const found = both.get(resolved);
  if (found) return found;
  const links = new Links(nodes);
  const { populationAt } = generator.unknowns;
  const isPopulation = new Uint8Array(nodeOf.length);
  for (const p of populationAt) isPopulation[p] = 1;
  const least = thresholdOf(resolved, [generator]);
  for (const { row, rows, column, columns, values } of generator.gains) {
    for (let i = 0; i < rows; i++) {
      if (isPopulation[row + i] !== 1) continue;
      const to = nodeOf[row + i]!;
      for (let j = 0; j < columns; j++)
        if (values[i * columns + j]! > least && isPopulation[column + j] === 1) links.add(nodeOf[column + j]!, to);
    }
  }
  both.set(resolved, links);
  return links;
}

/**
 * The closed classes of levels: sets that are never left and within which every level is reached from every other. Each
 * contains at least one steady state. All other levels are transient and have no weight in any steady state.
 *
 * @returns         class of every node, numbered from 0; −1 for transient nodes
 * @cost            Tarjan's search, one pass through all rates
 */
export function closedClasses(
  graph: LevelGraph,
  generators: readonly RateSuperoperator[],
  { resolved = false }: LinkOptions = {},
): { readonly classOf: Int32Array; readonly count: number } {
  const { nodes } = graph;
  if (isOneClass(graph, generators, thresholdOf(resolved, generators)))
    return { classOf: new Int32Array(nodes), count: 1 };
  const links = new Links(nodes);
  for (const generator of generators) links.join(linksOf(generator, graph, { resolved }));
  const order = new Int32Array(nodes).fill(-1);
  const low = new Int32Array(nodes);
  const component = new Int32Array(nodes).fill(-1);
  const cursor = new Int32Array(nodes).fill(-1);
  const waiting: number[] = [];
  const isOpen: boolean[] = [];
  let visited = 0;
  for (let root = 0; root < nodes; root++) {
    if (order[root]! >= 0) continue;
    const path = [root];
    order[root] = low[root] = visited++;
    waiting.push(root);
    while (path.length > 0) {
      const node = path.at(-1)!;
      const next = links.next(node, cursor[node]!);
      if (next >= 0) {
        cursor[node] = next;
        if (order[next]! < 0) {
          order[next] = low[next] = visited++;
          waiting.push(next);
          path.push(next);
        } else if (component[next]! < 0) low[node] = Math.min(low[node]!, order[next]!);
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above !== undefined) low[above] = Math.min(low[above]!, low[node]!);
      if (low[node] !== order[node]) continue;
      const mine = isOpen.length;
      const members: number[] = [];
      for (let member = waiting.pop()!; ; member = waiting.pop()!) {
        component[member] = mine;
        members.push(member);
        if (member === node) break;
      }
      // Components are found in reverse order, so every component to which this one leads already has its number.
      isOpen.push(members.some((m) => leadsOut(links, m, component, mine)));
    }
  }
  let count = 0;
  const numbers = isOpen.map((open) => (open ? -1 : count++));
  return { classOf: component.map((c) => numbers[c]!), count };
}

function leadsOut(links: Links, node: number, component: Int32Array, mine: number): boolean {
  for (let to = links.next(node, -1); to >= 0; to = links.next(node, to)) if (component[to] !== mine) return true;
  return false;
}
