import type { Enclosure } from '../numeric/index.js';
import type { NumericOperator } from '../ring/index.js';

/** An operator whose expectation value is to be computed: a sum over the chain, or an operator at fixed sites. */
export interface Observable {
  readonly name: string;
  readonly operator: NumericOperator;
  /** divisor of values: N for sums, 1 for an operator at fixed sites */
  readonly sites: number;
}

/** Values by name, from expectation values of the whole ring. */
export function values(
  observables: readonly Observable[],
  mean: (operator: NumericOperator) => number,
): Record<string, number> {
  return Object.fromEntries(observables.map((o) => [o.name, mean(o.operator) / o.sites]));
}

/** ⟨X⟩ of the whole ring, and the rounding errors that it may have. */
export interface Mean {
  readonly value: number;
  readonly rounding: number;
}

/** Rounding errors of an expectation value, relative to the sum of the moduli of its terms. */
const meanRounding = 1e-14;

/** A sum with the moduli of its terms; 0 where it is smaller than their rounding errors. */
export function meanOf(sum: number, size: number): Mean {
  const rounding = meanRounding * size;
  return { value: Math.abs(sum) <= rounding ? 0 : sum, rounding };
}

/** The difference of two expectation values; 0 where it is smaller than their rounding errors. */
export function meansDifference(a: Mean, b: Mean): number {
  const difference = a.value - b.value;
  return Math.abs(difference) <= a.rounding + b.rounding ? 0 : difference;
}

/** Values by name, from expectation values of the whole ring by name. */
export function perSite(
  observables: readonly Observable[],
  means: Readonly<Record<string, Mean>>,
): Record<string, number> {
  return Object.fromEntries(observables.map(({ name, sites }) => [name, means[name]!.value / sites]));
}

/** Numbers by the names of the members to which they belong, in the same order. */
export function named(
  members: readonly { readonly name: string }[],
  numbers: ArrayLike<number>,
): Record<string, number> {
  return Object.fromEntries(members.map(({ name }, i) => [name, numbers[i]!]));
}

/** `[a, b]`, with all digits of the two numbers. */
export function intervalText([least, largest]: Enclosure): string {
  return `[${least}, ${largest}]`;
}

/** A number with ten significant digits. */
export function numberText(value: number): string {
  return value.toPrecision(10);
}

/** Names in a sentence; of many only the first. */
export function shortList(names: readonly string[], most = 3): string {
  return names.length > most + 1
    ? `${names.slice(0, most).join(', ')} and ${names.length - most} more`
    : names.join(', ');
}
