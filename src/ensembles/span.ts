import type { Relaxation } from './relaxation.js';

/** A conserved operator by its elements. */
export interface ChargeElements {
  readonly name: string;
  /** elements in the algebra of the chain */
  readonly values: Float64Array;
  /** √(Tr A²/2^N) of the operator whose conserved part this is; by default that of the elements themselves */
  readonly norm?: number;
}

/** Conserved operators that are independent of each other, with an orthonormal basis of the space they span. */
export interface ChargeSpan {
  readonly members: readonly ChargeElements[];
  /** names of operators that depend on those before them, or vanish on this ring */
  readonly dependent: readonly string[];
  /** traceless, ⟨a,b⟩ = Tr(ab)/2^N */
  readonly basis: readonly Float64Array[];
  /** the traceless part of member k is Σ_i triangle[k][i] basis_i */
  readonly triangle: readonly Float64Array[];
}

/**
 * The size of the rest of an operator without those before it, relative to the operator, below which it counts as dependent
 * on them.
 */
export const dependenceTolerance = 1e-6;

/** Adds operators to a span in their order, by Gram-Schmidt; only span{C_i} matters for an ensemble. */
export function extended(relaxation: Relaxation, span: ChargeSpan, operators: readonly ChargeElements[]): ChargeSpan {
  const members = [...span.members];
  const dependent = [...span.dependent];
  const basis = [...span.basis];
  const triangle = [...span.triangle];
  for (const operator of operators) {
    const rest = traceless(relaxation, operator.values);
    const size = operator.norm ?? normOf(relaxation, rest);
    const row: number[] = basis.map(() => 0);
    // Twice is enough: the second pass removes what rounding left.
    for (let pass = 0; pass < 2; pass++) {
      basis.forEach((q, i) => {
        const overlap = relaxation.trace(q, rest) / dimension(relaxation);
        row[i]! += overlap;
        for (let m = 0; m < rest.length; m++) rest[m]! -= overlap * q[m]!;
      });
    }
    const left = normOf(relaxation, rest);
    if (!(left > dependenceTolerance * size) || size === 0) {
      dependent.push(operator.name);
      continue;
    }
    basis.push(rest.map((x) => x / left));
    triangle.push(Float64Array.from([...row, left]));
    members.push(operator);
  }
  return { members, dependent, basis, triangle };
}

export const emptySpan: ChargeSpan = { members: [], dependent: [], basis: [], triangle: [] };

/** λ of the members from the coefficients in the basis: Σ_i μ_i q_i = Σ_k λ_k C_k up to the identity. */
export function inMembers({ triangle }: ChargeSpan, coefficients: ArrayLike<number>): Float64Array {
  const n = triangle.length;
  const out = new Float64Array(n);
  for (let k = n - 1; k >= 0; k--) {
    let rest = coefficients[k]!;
    for (let later = k + 1; later < n; later++) rest -= out[later]! * triangle[later]![k]!;
    out[k] = rest / triangle[k]![k]!;
  }
  return out;
}

/** Coefficients in the basis from λ of the members. */
export function inBasis({ triangle }: ChargeSpan, lagrange: ArrayLike<number>): Float64Array {
  const out = new Float64Array(triangle.length);
  triangle.forEach((row, k) => row.forEach((t, i) => (out[i]! += lagrange[k]! * t)));
  return out;
}

/** −Σ_i μ_i q_i for coefficients in the basis of a span. */
export function exponentIn({ basis }: ChargeSpan, coefficients: ArrayLike<number>): Float64Array {
  const out = new Float64Array(basis[0]?.length ?? 0);
  basis.forEach((q, i) => {
    for (let m = 0; m < out.length; m++) out[m]! -= coefficients[i]! * q[m]!;
  });
  return out;
}

/** A − 1·Tr A/2^N */
export function traceless({ algebra }: Pick<Relaxation, 'algebra'>, values: Float64Array): Float64Array {
  const { identity } = algebra;
  let sum = 0;
  let count = 0;
  for (let m = 0; m < values.length; m++) {
    sum += identity[m]! * values[m]!;
    count += identity[m]!;
  }
  const mean = sum / count;
  return values.map((v, m) => v - mean * identity[m]!);
}

/** √(Tr A²/2^N) */
export function normOf(relaxation: Relaxation, values: Float64Array): number {
  return Math.sqrt(relaxation.trace(values, values) / dimension(relaxation));
}

const dimension = ({ chain }: Relaxation): number => chain.spectrum.basis.dimension;
