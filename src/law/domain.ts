import { refuse } from '../text/index.js';
import type { Random } from './random.js';

/** The values that a named parameter of a law may take, which can be listed, sampled, simplified, written and read. */
export interface Domain<V> {
  /** in words, for the manual: `whole number from 2 to 6` */
  readonly about: string;
  /** unit of the value: `J`, `sites` */
  readonly unit?: string;
  /** values that are tried first; the first of them is the usual value */
  readonly corners: readonly V[];
  /** a value, drawn at random */
  sample(random: Random): V;
  /** simpler values, the simplest first; empty for the simplest of all */
  simpler(value: V): Iterable<V>;
  /** the value as a line of the language, or as a number */
  write(value: V): string;
  /** @diagnostic `bad-value` for a value outside the domain */
  read(text: string): V;
}

/** The range of a whole number. */
export interface WholeOptions {
  readonly from: number;
  readonly to: number;
  /** the two ends by default */
  readonly corners?: readonly number[];
  readonly unit?: string;
}

/** Whole numbers; smaller is simpler. */
export function wholes({ from, to, corners = [from, to], unit }: WholeOptions): Domain<number> {
  return {
    about: `whole number from ${from} to ${to}`,
    ...(unit !== undefined && { unit }),
    corners,
    sample: (random) => random.whole(from, to),
    *simpler(value) {
      // The smallest value first, then repeatedly half of the remaining distance, so that a limit is found in few
      // steps.
      for (let n = from; n < value; n = Math.max(n + 1, Math.ceil((n + value) / 2))) yield n;
    },
    write: String,
    read(text) {
      const value = /^-?\d+$/u.test(text) ? Number(text) : Number.NaN;
      if (!(value >= from && value <= to)) refuse('bad-value', `${text} is no whole number from ${from} to ${to}`);
      return value;
    },
  };
}

/** The range of a real parameter. */
export interface RealOptions {
  readonly from: number;
  readonly to: number;
  /** the usual value first */
  readonly corners: readonly number[];
  readonly unit?: string;
  /** decimals of a value that is drawn; 2 by default */
  readonly decimals?: number;
}

/** Real numbers of a few decimals; the usual value is the simplest, then those of fewer decimals. */
export function reals({ from, to, corners, unit, decimals = 2 }: RealOptions): Domain<number> {
  const inside = (x: number): boolean => x >= from && x <= to;
  return {
    about: `real number from ${from} to ${to}`,
    ...(unit !== undefined && { unit }),
    corners,
    sample: (random) =>
      random.whole(Math.ceil(from * 10 ** decimals), Math.floor(to * 10 ** decimals)) / 10 ** decimals,
    *simpler(value) {
      if (value === corners[0]) return;
      yield corners[0]!;
      for (let d = 0; d < decimals; d++) {
        const rounded = Number(value.toFixed(d));
        if (rounded === value) return;
        if (inside(rounded)) yield rounded;
      }
    },
    write: String,
    read(text) {
      const value = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(text) ? Number(text) : Number.NaN;
      if (!inside(value)) refuse('bad-value', `${text} is no number from ${from} to ${to}`);
      return value;
    },
  };
}

/** One of a list of names, the simplest first. */
export function choices<const T extends string>(names: readonly T[]): Domain<T> {
  return {
    about: `one of ${names.join(', ')}`,
    corners: names,
    sample: (random) => random.pick(names),
    *simpler(value) {
      yield* names.slice(0, names.indexOf(value));
    },
    write: (value) => value,
    read(text) {
      const found = names.find((name) => name === text);
      return found ?? refuse('bad-value', `"${text}" is none of ${names.join(', ')}`);
    },
  };
}

/** A value that is computed once, when it is first needed, so that loading the catalogue does not parse anything. */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** The domain of a parameter whose value was given. */
export function fixed<V>(domain: Domain<V>, value: V): Domain<V> {
  return { ...domain, corners: [value], sample: () => value, simpler: () => [] };
}
