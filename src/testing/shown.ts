import { inspect } from 'node:util';
import { toStringMethod } from 'fast-check';
import type { Coefficient } from '../exact/index.js';
import { scalarText } from '../laws/index.js';
import { type Word, lettersOf } from '../spin/index.js';

/**
 * A copy of a value that fast-check and Node print as `text` says. Values that are not objects are returned as they
 * are.
 *
 * The two methods have symbols for names and are not enumerable. So the copy equals the value for `toEqual` and
 * `toStrictEqual`, and a structured clone, a spread, or a value computed from the copy does not inherit the text.
 */
export function shown<V>(value: V, text: () => string): V {
  if (typeof value !== 'object' || value === null) return value;
  const copy: object = Object.assign(Object.create(Object.getPrototypeOf(value) as object | null) as object, value);
  Object.defineProperty(copy, toStringMethod, { value: text, enumerable: false });
  Object.defineProperty(copy, inspect.custom, { value: text, enumerable: false });
  return copy as V;
}

/** A program whose value is the scalar: complex parameters are declared first. */
export function scalarProgram(c: Coefficient): string {
  const complex = new Set<string>();
  for (const { monomial } of c.terms) {
    for (const { symbol } of monomial.factors)
      if (symbol.kind === 'complex' || symbol.kind === 'conjugate') complex.add(symbol.name);
  }
  return [...[...complex].sort().map((name) => `param ${name} complex`), scalarText(c)].join('; ');
}

/** A word as a local operator that begins at site 0: `X_0 Z_2`. */
export function localWordText(word: Word): string {
  return [...lettersOf(word)].flatMap((letter, site) => (letter === 'I' ? [] : [`${letter}_${site}`])).join(' ');
}
