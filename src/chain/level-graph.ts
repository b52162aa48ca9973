import type { Unknowns } from './unknowns.js';

/** Levels as nodes of a graph. A level with coherences is one node; any other population is a node of its own. */
export interface LevelGraph {
  readonly nodes: number;
  /** node of every unknown, including coherences */
  readonly nodeOf: Int32Array;
}

/** The nodes of a set of unknowns. */
export function levelGraph({ size, populationAt, pairs, levels, levelOf }: Unknowns): LevelGraph {
  const together = new Uint8Array(levels.length);
  for (const { level } of pairs) together[level] = 1;
  const nodeOfLevel = new Int32Array(levels.length).fill(-1);
  const nodeOf = new Int32Array(size);
  let nodes = 0;
  populationAt.forEach((at, state) => {
    const level = levelOf[state]!;
    if (together[level] !== 1) nodeOf[at] = nodes++;
    else {
      if (nodeOfLevel[level]! < 0) nodeOfLevel[level] = nodes++;
      nodeOf[at] = nodeOfLevel[level]!;
    }
  });
  for (const { at, level } of pairs) nodeOf.fill(nodeOfLevel[level]!, at, at + 2);
  return { nodes, nodeOf };
}
