import type { Node } from '../../language/index.js';
import type { Value } from '../value.js';
import { expressCoefficient } from './coefficient.js';
import { expressLevels } from './levels.js';
import { resultSpan as span } from './nodes.js';
import { expressOperator } from './operator.js';
import { expressVector } from './vector.js';

/**
 * The tree of an expression for any value, as a person would type it.
 *
 * @param legs  the spins of a cell by their labels, by default one
 */
export function expressValue(value: Value, legs?: readonly string[]): Node {
  const cell = legs && { legs };
  switch (value.kind) {
    case 'scalar':
      return expressCoefficient(value.scalar);
    case 'weight':
      return expressOperator(value.operator, { free: true, ...cell });
    case 'operator':
      return expressOperator(value.operator, { free: value.free && !value.fixed, stride: value.stride, ...cell });
    case 'vector':
      return expressVector(value, { free: value.free && !value.fixed, stride: value.stride, ...cell });
    case 'levels':
      return expressLevels(value.levels);
    case 'boolean':
      return { kind: 'name', name: String(value.boolean), span };
    case 'list':
      return { kind: 'name', name: value.items.join(', '), span };
    case 'text':
      return { kind: 'name', name: value.text, span };
    case 'perturbation':
    case 'eigenvalues':
    case 'matrix':
      return { kind: 'name', name: value.kind, span };
  }
}

export { siteWriter } from './bodies.js';
export { expressCoefficient } from './coefficient.js';
export { numberNode } from './nodes.js';
export { type ExpressOptions, expressOperator } from './operator.js';
