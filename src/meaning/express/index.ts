import type { Node } from '../../language/index.js';
import type { Coefficient } from '../../exact/index.js';
import type { Operator } from '../../spin/index.js';
import { spinsOfSite } from '../../triplet/index.js';
import { limit } from '../../text/index.js';
import type { Value } from '../value.js';
import { expressCoefficient } from './coefficient.js';
import { fermionItems } from './fermions.js';
import { expressLevels } from './levels.js';
import { resultSpan as span } from './nodes.js';
import type { OperatorForm } from './form.js';
import { expressOperator } from './operator.js';
import { expressTripletVector, expressTriplets, withoutWrittenConstant } from './triplets.js';
import { expressVector } from './vector.js';

/** How operators of a program are written. */
export interface Notation {
  /** whether every site holds a spin one */
  readonly spinOne?: true;
  /** the spins of a cell by their labels */
  readonly legs: readonly string[];
  /** whether operators that keep the parity of the number of fermions are written as fermions */
  readonly fermions: boolean;
  /** by default the shortest of dot products, S^± and components; ignored for spins one */
  readonly form?: OperatorForm;
  /** λ_z of the rescaled spins S' and S'', if they may be used in vector form */
  readonly anisotropy?: Coefficient;
}

/** One spin in a cell, and no fermions. */
export const plainNotation: Notation = { legs: ['1'], fermions: false };

/** The tree of an expression for any value, as a person would type it. */
export function expressValue(value: Value, notation: Notation = plainNotation): Node {
  if (notation.spinOne) return expressOfTriplets(value) ?? expressValue(value);
  const { legs, fermions, form, anisotropy } = notation;
  switch (value.kind) {
    case 'scalar':
      return expressCoefficient(value.scalar);
    case 'weight':
      return expressOperator(value.operator, { free: true, legs, form, anisotropy });
    case 'operator': {
      const { operator, free, fixed, stride, finite, odd = false } = value;
      const options = { free: free && !fixed, stride, legs, form, anisotropy };
      // The last bond of a ring has no short form in fermions.
      const inFermions =
        (odd || (fermions && (form === undefined || form === 'vectors'))) && finite === undefined
          ? expressOperator(operator, options, (terms, sites, along) => fermionItems(terms, sites, { odd, along }))
          : undefined;
      if (odd && !inFermions) limit('range-too-long', 'a string is too long to be written in fermions');
      return inFermions ?? expressOperator(operator, options);
    }
    case 'vector':
      return expressVector(value, { free: value.free && !value.fixed, stride: value.stride, legs, form, anisotropy });
    case 'levels':
      return expressLevels(value.levels);
    case 'boolean':
      return { kind: 'name', name: String(value.boolean), span };
    case 'list':
      return { kind: 'name', name: value.items.join(', '), span };
    case 'text':
      return { kind: 'name', name: value.text, span };
    case 'perturbation':
    case 'integrability':
    case 'eigenvalues':
    case 'matrix':
    case 'number':
    case 'state':
      return { kind: 'name', name: value.kind, span };
  }
}

/** The tree of a value of a chain of spins one; undefined where the value has no operators. */
function expressOfTriplets(value: Value): Node | undefined {
  switch (value.kind) {
    case 'weight':
      return expressTriplets(value.operator, { free: true });
    case 'operator':
    case 'vector': {
      const { free, fixed, stride = spinsOfSite } = value;
      const options = { free: free && !fixed, stride: stride / spinsOfSite };
      return value.kind === 'operator'
        ? expressTriplets(value.operator, options)
        : expressTripletVector(value, options);
    }
    default:
      return undefined;
  }
}

/**
 * A charge without the constant with which it would be written. Charges are known up to multiples of the identity, and those
 * of spins 1/2 have none.
 */
export const withoutConstant = (operator: Operator, { spinOne }: Notation): Operator =>
  spinOne ? withoutWrittenConstant(operator) : operator;

/** The tree of an operator that is no value of an expression, such as a charge, as its program writes operators. */
export function expressIn(operator: Operator, notation: Notation): Node {
  return expressValue({ kind: 'operator', operator, free: false, fixed: false, weighted: false }, notation);
}

export { siteWriter } from './bodies.js';
export { expressCoefficient } from './coefficient.js';
export type { OperatorForm } from './form.js';
export { type Diagonal, nestedTensor } from './nested.js';
export { numberNode } from './nodes.js';
export { type ExpressOptions, expressOperator } from './operator.js';
