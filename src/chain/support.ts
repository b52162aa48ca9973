import { limit } from '../text/index.js';
import { closedClasses } from './closed-classes.js';
import { levelGraph, type LevelGraph } from './level-graph.js';
import { leastRate } from './population-rates.js';
import { refuseNotUnique } from './refusals.js';
import type { WeightedSuperoperator } from './superoperator-product.js';

/** The part of the levels in which the state can have weight, according to the rates. */
export interface Support {
  readonly graph: LevelGraph;
  /** 1 at the nodes of the closed class */
  readonly closed: Uint8Array;
  /**
   * the unknowns of the class; all unknowns if levels with coherences are outside, since these may have dark states in
   * spite of their rates
   */
  readonly unknowns: Int32Array;
}

/**
 * The closed class of levels in which every state ends.
 *
 * @returns the class; undefined where it consists of all levels
 * @diagnostic `steady-not-unique` where there are several; `not-resolved` where rates that underflow decide
 */
export function supportOf(active: readonly WeightedSuperoperator[]): Support | undefined {
  const generators = active.map((p) => p.superoperator);
  const { unknowns } = generators[0]!;
  const graph = levelGraph(unknowns);
  const { classOf, count } = closedClasses(graph, generators);
  if (count > 1)
    refuseNotUnique(
      `the perturbations lead into ${count} closed classes of levels, and each holds a steady state of its own`,
    );
  let found = classOf;
  if (generators.some((g) => g.underflows)) {
    const resolved = closedClasses(graph, generators, { resolved: true });
    if (resolved.count > 1) {
      const common = Array.from(resolved.classOf, (c, node) => (c >= 0 && classOf[node] === 0 ? c : -1));
      // Among the classes that are closed except for such rates, only those count that are never left forever.
      if (new Set(common.filter((c) => c >= 0)).size > 1) {
        limit(
          'not-resolved',
          `${resolved.count} classes of levels are joined only by rates below ${leastRate.toExponential(0)} of the others: doubles cannot weigh them against each other`,
          {
            hint: 'is a temperature, or the width of a bath, too small beside the energies?',
          },
        );
      }
      found = Int32Array.from(common);
    } else found = resolved.classOf;
  }
  if (found.every((c) => c >= 0)) return undefined;
  const closed = Uint8Array.from(found, (c) => Number(c >= 0));
  const outside = unknowns.pairs.some(({ at }) => closed[graph.nodeOf[at]!] === 0);
  return {
    graph,
    closed,
    unknowns: Int32Array.from(graph.nodeOf.keys()).filter((u) => outside || closed[graph.nodeOf[u]!] === 1),
  };
}
