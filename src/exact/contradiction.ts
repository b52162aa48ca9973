import { type Equation, type Ring, eliminate } from './elimination.js';

/** A combination of equations that contradicts itself: Σ_k y_k A_k = 0, while Σ_k y_k b_k = rest ≠ 0. */
export interface Contradiction<T> {
  readonly rest: T;
  /** y_k by the number of the equation; none is zero */
  readonly multipliers: ReadonlyMap<number, T>;
}

/** The right side of an equation in terms of the right sides that were given. */
type Origin<T> =
  | { readonly kind: 'given'; readonly equation: number }
  | { readonly kind: 'scaled'; readonly by: T; readonly of: Origin<T> }
  | { readonly kind: 'difference'; readonly minuend: Origin<T>; readonly subtrahend: Origin<T> };

/** A number of an elimination; right sides have an origin. */
interface Traced<T> {
  readonly value: T;
  readonly origin?: Origin<T>;
}

/**
 * The contradiction of a linear system, found by elimination.
 *
 * @returns  undefined where the system has a solution
 * @diagnostic `interrupted`
 */
export function contradictionOf<T>(equations: readonly Equation<T>[], ring: Ring<T>): Contradiction<T> | undefined {
  const traced = equations.map(
    ({ entries, right }, equation): Equation<Traced<T>> => ({
      entries: new Map([...entries].map(([column, value]) => [column, { value }])),
      right: { value: right, origin: { kind: 'given', equation } },
    }),
  );
  const found = eliminate(traced, tracing(ring));
  if (found.kind === 'solved') return undefined;
  return { rest: found.rest.value, multipliers: multipliersOf(found.rest.origin!, ring) };
}

/** The same ring, which notes how right sides are made. An elimination multiplies and subtracts them among themselves. */
function tracing<T>(ring: Ring<T>): Ring<Traced<T>> {
  const one: Traced<T> = { value: ring.one };
  return {
    one,
    isZero: ({ value }) => ring.isZero(value),
    invert({ value }) {
      const inverse = ring.invert(value);
      return inverse === undefined ? undefined : { value: inverse };
    },
    multiply(a, b) {
      const value = ring.multiply(a.value, b.value);
      if (a.origin) return { value, origin: { kind: 'scaled', by: b.value, of: a.origin } };
      return b.origin ? { value, origin: { kind: 'scaled', by: a.value, of: b.origin } } : { value };
    },
    subtract(a, b) {
      const value = ring.subtract(a.value, b.value);
      if (!a.origin || !b.origin) return { value };
      return { value, origin: { kind: 'difference', minuend: a.origin, subtrahend: b.origin } };
    },
    size: ({ value }) => ring.size(value),
  };
}

/** The derivatives of a right side with respect to those that were given, from the last operation back to the first. */
function multipliersOf<T>(rest: Origin<T>, ring: Ring<T>): Map<number, T> {
  const zero = ring.subtract(ring.one, ring.one);
  const derivatives = new Map<Origin<T>, T>([[rest, ring.one]]);
  const subtract = (of: Origin<T>, amount: T): void => {
    derivatives.set(of, ring.subtract(derivatives.get(of) ?? zero, amount));
  };
  const found = new Map<number, T>();
  for (const origin of inOrder(rest).reverse()) {
    const derivative = derivatives.get(origin)!;
    if (origin.kind === 'scaled') {
      subtract(origin.of, ring.subtract(zero, ring.multiply(derivative, origin.by)));
    } else if (origin.kind === 'difference') {
      subtract(origin.minuend, ring.subtract(zero, derivative));
      subtract(origin.subtrahend, derivative);
    } else if (!ring.isZero(derivative)) {
      found.set(origin.equation, derivative);
    }
  }
  return found;
}

/** All origins of a right side, each after those that it is made of. */
function inOrder<T>(top: Origin<T>): Origin<T>[] {
  const done = new Set<Origin<T>>();
  const open = [top];
  while (open.length > 0) {
    const origin = open.at(-1)!;
    const needed = partsOf(origin).filter((part) => !done.has(part));
    open.push(...needed);
    if (needed.length > 0) continue;
    done.add(origin);
    open.pop();
  }
  return [...done];
}

function partsOf<T>(origin: Origin<T>): Origin<T>[] {
  if (origin.kind === 'given') return [];
  return origin.kind === 'scaled' ? [origin.of] : [origin.minuend, origin.subtrahend];
}
