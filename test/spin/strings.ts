import type { Complex } from './dense.js';

/**
 * A second, slow oracle for what matrices are too large for: finite sums of Pauli strings on fixed sites, multiplied
 * letter by letter. It is itself held to the matrices in oracle.test.ts. No code of src.
 */
export type Strings = Map<string, Complex>;

/** σ^a σ^b = i^phase σ^c, written out. */
const table: Readonly<Record<string, readonly [letter: string, phase: number]>> = {
  II: ['I', 0],
  IX: ['X', 0],
  IY: ['Y', 0],
  IZ: ['Z', 0],
  XI: ['X', 0],
  XX: ['I', 0],
  XY: ['Z', 1],
  XZ: ['Y', 3],
  YI: ['Y', 0],
  YX: ['Z', 3],
  YY: ['I', 0],
  YZ: ['X', 1],
  ZI: ['Z', 0],
  ZX: ['Y', 1],
  ZY: ['X', 3],
  ZZ: ['I', 0],
};

/** The product of two strings on the same sites. */
export function letterProduct(a: string, b: string): { letters: string; phase: number } {
  let letters = '';
  let phase = 0;
  for (let k = 0; k < a.length; k++) {
    const [letter, p] = table[a[k]! + b[k]!]!;
    letters += letter;
    phase += p;
  }
  return { letters, phase: phase % 4 };
}

export function turned(c: Complex, phase: number): Complex {
  return [c, { re: -c.im, im: c.re }, { re: -c.re, im: -c.im }, { re: c.im, im: -c.re }][phase % 4]!;
}

export function addString(into: Strings, letters: string, c: Complex): void {
  const before = into.get(letters) ?? { re: 0, im: 0 };
  const sum = { re: before.re + c.re, im: before.im + c.im };
  if (sum.re === 0 && sum.im === 0) into.delete(letters);
  else into.set(letters, sum);
}

export function multiplyStrings(a: Strings, b: Strings, sign = 1, into: Strings = new Map()): Strings {
  for (const [p, c] of a)
    for (const [q, d] of b) {
      const { letters, phase } = letterProduct(p, q);
      const e = turned({ re: c.re * d.re - c.im * d.im, im: c.re * d.im + c.im * d.re }, phase);
      addString(into, letters, { re: sign * e.re, im: sign * e.im });
    }
  return into;
}

/** ab − ba, or ab + ba */
export function bracketStrings(a: Strings, b: Strings, sign: 1 | -1): Strings {
  return multiplyStrings(b, a, sign, multiplyStrings(a, b));
}
