import {
  type Operator,
  chainWeight,
  firstSite,
  lettersOf,
  localWord,
  sumOperators,
  sumOverChain,
  weighted,
  weightIn,
  wordFrom,
} from '../../src/spin/index.js';
import { type Coefficient, asGaussian, fromGaussian, gaussian } from '../../src/exact/index.js';
import { fc } from '@fast-check/vitest';
import { type Complex, type Matrix, addScaled, stringMatrix, zeros } from './dense.js';
import { type Strings, addString } from './strings.js';

/**
 * One summand before it becomes an operator: c · w(j) · letters, first letter at `site`. Small integers: floats are
 * exact.
 */
export interface Part {
  readonly letters: string;
  readonly site: number;
  readonly c: Complex;
  readonly power: number;
  readonly staggered: boolean;
}

const letter = fc.constantFrom('I', 'X', 'Y', 'Z');
const amount = fc.integer({ min: -3, max: 3 });
/** Letters that begin and end with one that is not I, of at most so many sites. */
const strings = (longest: number): fc.Arbitrary<string> =>
  fc
    .array(letter, { minLength: 1, maxLength: longest })
    .map((l) => l.join(''))
    .filter((s) => /^[XYZ](.*[XYZ])?$/u.test(s));

export interface PartOptions {
  /** sites [0, sites) for local words; chain words start at 0 */
  readonly sites?: number;
  readonly longest: number;
  readonly powers?: number;
  readonly staggered?: boolean;
  readonly most?: number;
}

/** A handful of words with complex coefficients. */
export function parts({
  sites = 1,
  longest,
  powers = 0,
  staggered = false,
  most = 3,
}: PartOptions): fc.Arbitrary<Part[]> {
  const part = fc
    .record({
      letters: strings(longest),
      at: fc.nat(1000),
      re: amount,
      im: amount,
      power: fc.integer({ min: 0, max: powers }),
      staggered: staggered ? fc.boolean() : fc.constant(false),
    })
    .map(
      ({ letters, at, re, im, ...weight }): Part => ({
        letters,
        site: at % Math.max(1, sites - letters.length + 1),
        c: { re, im },
        ...weight,
      }),
    );
  return fc.array(part, { minLength: 1, maxLength: most });
}

const number = (c: Complex): Coefficient => fromGaussian(gaussian(c.re, c.im));

/** Σ_parts as a local operator. */
export function localOf(list: readonly Part[]): Operator {
  return sumOperators(list.map((p) => localWord(wordFrom(p.letters).word, p.site, number(p.c))));
}

/** Σ_j w(j) Σ_parts. */
export function chainOf(list: readonly Part[]): Operator {
  return sumOverChain(
    sumOperators(
      list.map((p) => {
        return weighted(
          localWord(wordFrom(p.letters).word, p.site, number(p.c)),
          chainWeight(p.power, p.staggered ? -1 : 1),
        );
      }),
    ),
  );
}

export function weight({ power, staggered }: Pick<Part, 'power' | 'staggered'>, j: number): number {
  return j ** power * (staggered && j % 2 !== 0 ? -1 : 1);
}

/** The parts of an operator, as plain data. */
export function partsOf(operator: Operator): (Part & { place: 'chain' | 'local' })[] {
  return operator.terms.map((t) => {
    const { re, im, den } = asGaussian(t.coefficient)!;
    const { power, sign } = weightIn(t.place);
    return {
      letters: lettersOf(t.word),
      site: firstSite(t.place),
      c: { re: Number(re) / Number(den), im: Number(im) / Number(den) },
      power,
      staggered: sign === -1,
      place: t.place.kind === 'chain' ? 'chain' : 'local',
    };
  });
}

/** Letters on the sites first … first + length − 1 of a window [0, n); undefined where they do not fit. */
function inWindow(letters: string, first: number, n: number): string | undefined {
  if (letters === '') return 'I'.repeat(n);
  if (first < 0 || first + letters.length > n) return undefined;
  return 'I'.repeat(first) + letters + 'I'.repeat(n - first - letters.length);
}

function onRing(letters: string, first: number, n: number): string {
  const out = Array.from({ length: n }, () => 'I');
  for (let k = 0; k < letters.length; k++) out[(((first + k) % n) + n) % n] = letters[k]!;
  return out.join('');
}

/** Local parts as strings on a window whose first site is `origin`. */
export function localStrings(list: readonly Part[], n: number, origin = 0): Strings {
  const out: Strings = new Map();
  for (const p of list) {
    const letters = inWindow(p.letters, p.site - origin, n);
    if (letters === undefined) throw new Error(`${p.letters} at ${p.site} leaves the window`);
    addString(out, letters, p.c);
  }
  return out;
}

/** Chain parts as strings on a window: all their translates that fit. */
export function chainStrings(list: readonly Part[], n: number, origin = 0): Strings {
  const out: Strings = new Map();
  for (const p of list)
    for (let j = origin - n; j < origin + 2 * n; j++) {
      const letters = p.letters === '' ? undefined : inWindow(p.letters, j + p.site - origin, n);
      const w = weight(p, j);
      if (letters !== undefined) addString(out, letters, { re: p.c.re * w, im: p.c.im * w });
    }
  return out;
}

/** Chain parts on a ring of n sites, j = 0 … n − 1; weights must fit the ring. */
export function ringStrings(list: readonly Part[], n: number): Strings {
  const out: Strings = new Map();
  for (const p of list)
    for (let j = 0; j < n; j++) {
      const w = weight(p, j);
      addString(out, onRing(p.letters, j + p.site, n), { re: p.c.re * w, im: p.c.im * w });
    }
  return out;
}

export function matrixOf(strings: Strings, n: number): Matrix {
  const out = zeros(2 ** n);
  for (const [letters, c] of strings) addScaled(out, stringMatrix(letters), c);
  return out;
}
