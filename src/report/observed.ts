import type { NumericOperator } from '../ring/index.js';

/** Something to be observed: an operator summed over the chain, or a local one. */
export interface Observable {
  readonly name: string;
  readonly operator: NumericOperator;
  /** values are divided by it: N for sums, 1 for an operator at fixed sites */
  readonly sites: number;
}

/** By name, from expectation values of the whole ring. */
export function values(
  observables: readonly Observable[],
  mean: (operator: NumericOperator) => number,
): Record<string, number> {
  return Object.fromEntries(observables.map((o) => [o.name, mean(o.operator) / o.sites]));
}

/** Ten digits: what the residual stands behind. */
export function numberText(value: number): string {
  return value.toPrecision(10);
}
