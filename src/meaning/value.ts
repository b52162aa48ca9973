import { type Coefficient, asGaussian, isZeroCoefficient } from '../exact/index.js';
import type { EnergyState, Expectation, FiniteSpectrum, SectorMatrix } from '../finite/index.js';
import type { IntegrabilityAnswer } from '../integrability/index.js';
import type { ComplexMatrix } from '../numeric/index.js';
import type { Perturbation } from '../perturbation/index.js';
import {
  type FiniteChain,
  type LevelOperator,
  type ProductSpins,
  bySpinOfCell,
  type Operator,
  identityOperator,
  isUniform,
  isZeroOperator,
  changeParameters,
  mapCoefficients,
  rangeOf,
  sumLevels,
  weightIn,
  zeroOperator,
} from '../spin/index.js';
import { refuse } from '../text/index.js';

/**
 * The value of an expression.
 *
 * `weight` is a scalar that depends on the summed site j: multiples of the identity with powers of j and (−1)^j.
 * Operators and vectors record whether their expression contains a free j (`free`), an absolute site (`fixed`) or a
 * weighted sum (`weighted`), on which language rules 12 and 13 depend.
 */
export type Value =
  | ScalarValue
  | WeightValue
  | OperatorValue
  | VectorValue
  | LevelsValue
  | BooleanValue
  | ListValue
  | TextValue
  | PerturbationValue
  | IntegrabilityValue
  | EigenvaluesValue
  | MatrixValue
  | ExpectationValue
  | StateValue;

/** A statement about operators that is not an operator itself. */
export type Saying =
  | BooleanValue
  | ListValue
  | TextValue
  | PerturbationValue
  | IntegrabilityValue
  | EigenvaluesValue
  | MatrixValue
  | ExpectationValue
  | StateValue;

export interface ScalarValue {
  readonly kind: 'scalar';
  readonly scalar: Coefficient;
}
export interface WeightValue {
  readonly kind: 'weight';
  readonly operator: Operator;
}
export interface OperatorValue extends Origin {
  readonly kind: 'operator';
  readonly operator: Operator;
  /** the finite chain of the prefix `on ring(N):` or `on open(N):` of the whole expression, if it has one */
  readonly finite?: FiniteChain;
  /**
   * whether it changes the number of fermions by an odd number; then it is the string ∏_{k<0} (−Z_k) times `operator`
   */
  readonly odd?: true | undefined;
}
export interface VectorValue extends Origin {
  readonly kind: 'vector';
  readonly x: Operator;
  readonly y: Operator;
  readonly z: Operator;
}
/** An operator of an N-level system, point scatterers included. */
export interface LevelsValue {
  readonly kind: 'levels';
  readonly levels: LevelOperator;
}
export interface BooleanValue {
  readonly kind: 'boolean';
  readonly boolean: boolean;
}
export interface ListValue {
  readonly kind: 'list';
  readonly items: readonly string[];
}

/** Text that is not in the language: LaTeX. */
export interface TextValue {
  readonly kind: 'text';
  readonly text: string;
}
/** The effect of a perturbation on a chain. */
export interface PerturbationValue {
  readonly kind: 'perturbation';
  readonly perturbation: Perturbation;
}

/** Whether a chain is integrable. */
export interface IntegrabilityValue {
  readonly kind: 'integrability';
  readonly answer: IntegrabilityAnswer;
}

/** The eigenvalues of an operator on a finite chain. */
export interface EigenvaluesValue {
  readonly kind: 'eigenvalues';
  readonly spectrum: FiniteSpectrum;
}
/** The matrix of an operator on a finite chain: written out, or in blocks by sectors on a longer chain. */
export type MatrixValue = { readonly kind: 'matrix'; readonly chain: FiniteChain } & (
  | { readonly matrix: ComplexMatrix; readonly sectors?: undefined }
  | { readonly sectors: readonly SectorMatrix[] }
);
/** A number with its estimated error: an expectation value. */
export interface ExpectationValue extends Expectation {
  readonly kind: 'number';
}
/** A state of the chain, in which operators have expectation values; a product state may be one of the infinite chain. */
export interface StateValue {
  readonly kind: 'state';
  readonly chain: FiniteChain | undefined;
  readonly state: EnergyState | { readonly kind: 'product'; readonly spins: ProductSpins; readonly letters?: string };
}

export interface Origin {
  readonly free: boolean;
  readonly fixed: boolean;
  readonly weighted: boolean;
  /** sites from one j to the next, where the expression has a free j or stands under a sum; absent for 1 */
  readonly stride?: number | undefined;
}

export const nowhere: Origin = { free: false, fixed: false, weighted: false };

export function scalarValue(scalar: Coefficient): ScalarValue {
  return { kind: 'scalar', scalar };
}

export function operatorValue(operator: Operator, origin: Origin): OperatorValue {
  return { kind: 'operator', operator, ...plainOrigin(origin) };
}

export function vectorValue(x: Operator, y: Operator, z: Operator, origin: Origin): VectorValue {
  return { kind: 'vector', x, y, z, ...plainOrigin(origin) };
}

const plainOrigin = ({ free, fixed, weighted, stride }: Origin): Origin =>
  stride === undefined ? { free, fixed, weighted } : { free, fixed, weighted, stride };

/** A scalar that depends on j, as multiples of the identity with weights; a plain scalar if it does not depend on j. */
export function weightValue(operator: Operator): WeightValue | ScalarValue {
  if (isZeroOperator(operator)) return scalarValue({ terms: [] });
  const plain = operator.terms.length === 1 && isUniform(weightIn(operator.terms[0]!.place));
  return plain ? scalarValue(operator.terms[0]!.coefficient) : { kind: 'weight', operator };
}

/**
 * A value as an operator: scalars become multiples of the identity (language rule 21). Undefined for vectors and
 * others.
 */
export function asOperator(value: Value): Operator | undefined {
  switch (value.kind) {
    case 'scalar':
      return isZeroCoefficient(value.scalar) ? zeroOperator : identityOperator(value.scalar);
    case 'weight':
    case 'operator':
      return value.operator;
    default:
      return undefined;
  }
}

export function originOf(value: Value): Origin {
  return value.kind === 'operator' || value.kind === 'vector' ? value : nowhere;
}

/**
 * The joint origin of two operands.
 *
 * @param spins  spins in a cell, or at a site of spin 1, which a stride counts
 * @diagnostic `mixed-strides` for sites j beside sites 2j
 */
export function joinOrigins(a: Origin, b: Origin, spins: number): Origin {
  const [p, q] = [a.stride ?? 1, b.stride ?? 1];
  if (a.free && b.free && p !== q) {
    const site = (stride: number): string => (stride === spins ? 'j' : `${stride / spins}j`);
    refuse('mixed-strides', `sites ${site(p)} stand beside sites ${site(q)} in one expression`, {
      hint: `write two sums, (sum_j …) + sum_j …, or sites ${site(Math.max(p, q))}, ${site(Math.max(p, q))}+1, … in both`,
    });
  }
  const stride = a.free ? a.stride : b.stride;
  return plainOrigin({ free: a.free || b.free, fixed: a.fixed || b.fixed, weighted: a.weighted || b.weighted, stride });
}

/** Is the value a statement about operators, with which nothing can be computed? */
export function isSaying(value: Value): value is Saying {
  switch (value.kind) {
    case 'boolean':
    case 'list':
    case 'text':
    case 'perturbation':
    case 'integrability':
    case 'eigenvalues':
    case 'matrix':
    case 'number':
    case 'state':
      return true;
    default:
      return false;
  }
}

/**
 * Does the operator contain a chain sum with a position weight or a staggering?
 *
 * @param spins  spins in a cell; the weights are those of the cells
 */
export function isWeighted(operator: Operator, spins: number): boolean {
  const parts = spins === 1 ? [operator] : bySpinOfCell(operator, spins);
  return parts.some(({ terms }) => terms.some((t) => t.place.kind === 'chain' && !isUniform(t.place.weight)));
}

/** Applies `change` to every coefficient of a value; positions of point scatterers do not change. */
export function mapValue(value: Value, change: (c: Coefficient) => Coefficient): Value {
  return mapNumbers(value, change, mapCoefficients);
}

/**
 * As `mapValue` for a change of the parameters, or a look at them: it is applied to the phases that grow along the chain
 * as well.
 *
 * @diagnostic as `changeParameters`
 */
export function mapParameters(value: Value, change: (c: Coefficient) => Coefficient): Value {
  return mapNumbers(value, change, changeParameters);
}

function mapNumbers(value: Value, change: (c: Coefficient) => Coefficient, of: typeof mapCoefficients): Value {
  switch (value.kind) {
    case 'scalar':
      return scalarValue(change(value.scalar));
    case 'levels':
      return {
        kind: 'levels',
        levels: sumLevels(
          value.levels.entries.map((e) => Object.assign({ ...e }, { coefficient: change(e.coefficient) })),
        ),
      };
    default:
      return mapOperators(value, (o) => of(o, change));
  }
}

/** Applies `change` to every operator of a value; scalars pass. */
export function mapOperators(value: Value, change: (o: Operator) => Operator): Value {
  switch (value.kind) {
    case 'weight':
      return weightValue(change(value.operator));
    case 'operator':
      return { ...value, operator: change(value.operator) };
    case 'vector':
      return { ...value, x: change(value.x), y: change(value.y), z: change(value.z) };
    default:
      return value;
  }
}

/** The kind of a value in the words of a message: "a vector", "a chain sum" … */
export function describe(value: Value): string {
  switch (value.kind) {
    case 'scalar':
      return asGaussian(value.scalar) ? 'a number' : 'a scalar';
    case 'weight':
      return 'a scalar that depends on j';
    case 'operator':
      if (value.operator.terms.some((t) => t.place.kind === 'chain')) return 'a chain sum';
      return value.operator.terms.every((t) => rangeOf(t.word) === 0)
        ? 'a multiple of the identity'
        : 'a local operator';
    case 'vector':
      return 'a vector';
    case 'levels':
      return 'a level operator';
    case 'boolean':
      return 'true or false';
    case 'list':
      return 'a list';
    case 'text':
      return 'a text';
    case 'perturbation':
      return 'what a perturbation does';
    case 'integrability':
      return 'the verdict on a chain';
    case 'eigenvalues':
      return 'a list of eigenvalues';
    case 'matrix':
      return 'a matrix of numbers';
    case 'number':
      return 'a number with an error';
    case 'state':
      return 'a state';
  }
}
