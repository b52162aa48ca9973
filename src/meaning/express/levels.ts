import {
  type Coefficient,
  equalCoefficients,
  isZeroCoefficient,
  negateCoefficient,
  writtenTerms,
} from '../../exact/index.js';
import type { Node } from '../../language/index.js';
import type { LevelOperator } from '../../spin/index.js';
import { expressCoefficient } from './coefficient.js';
import { termNode } from './item.js';
import { joinProduct, negated, resultSpan as span, sumNode } from './nodes.js';

/** Level operators as they would be typed, with the part of every scatterer in one bracket after its δ(x). */
export function expressLevels(levels: LevelOperator): Node {
  const parts: { position: Coefficient | undefined; nodes: Node[]; bare: boolean }[] = [];
  for (const entry of levels.entries) {
    let part = parts.at(-1);
    // A δ(x) without a level operator is written separately, because in a bracket with others it would be read as a
    // number added to them.
    const bare = entry.row === undefined;
    const samePlace =
      part?.position === entry.position ||
      (part?.position && entry.position && equalCoefficients(part.position, entry.position));
    if (!part || !samePlace || bare || part.bare) parts.push((part = { position: entry.position, nodes: [], bare }));
    const factors: Node[] = [];
    if (entry.row !== undefined) factors.push({ kind: 'level', row: entry.row, column: entry.column!, span });
    const [first] = writtenTerms(entry.coefficient);
    const negative = first!.negative;
    const node = termNode(negative ? negateCoefficient(entry.coefficient) : entry.coefficient, {
      coefficient: entry.coefficient,
      factors,
      joins: [],
    });
    part.nodes.push(negative ? negated(node) : node);
  }
  return sumNode(
    parts.flatMap(({ position, nodes }) => {
      if (!position) return nodes;
      const point: Node = {
        kind: 'point',
        ...(!isZeroCoefficient(position) && { position: expressCoefficient(position) }),
        span,
      };
      const inside = sumNode(nodes);
      return [inside.kind === 'negate' ? negated(joinProduct([point], inside.of)) : joinProduct([point], inside)];
    }),
  );
}
