import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { asGaussian } from '../../src/exact/index.js';
import {
  type Operator,
  adjoint,
  atSite,
  chainWeight,
  commutator,
  equalOperators,
  overlap,
  reflect,
  shiftBody,
  sumOperators,
  sumOverChain,
  translate,
  weighted as times,
} from '../../src/spin/index.js';
import { bracket, dagger, distance, traceInner } from './dense.js';
import {
  type Part,
  chainOf,
  chainStrings,
  localOf,
  localStrings,
  matrixOf,
  parts,
  partsOf,
  ringStrings,
  weight,
} from './realise.js';
import { type Strings, bracketStrings } from './strings.js';

const chain = (a: Operator): Part[] => partsOf(a).filter((p) => p.place === 'chain');
const local = (a: Operator): Part[] => partsOf(a).filter((p) => p.place === 'local');
const sorted = (s: Strings): [string, number, number][] =>
  [...s]
    .map(([letters, c]): [string, number, number] => [letters, c.re + 0, c.im + 0])
    .sort(([a], [b]) => (a < b ? -1 : 1));

describe('chain sums on a ring are matrices', () => {
  // Words of 3 and 2 sites overlap once only on a ring of 5.
  const n = 5;

  test.prop([parts({ longest: 3 }), parts({ longest: 2 })], { numRuns: 40 })(
    'commutator of two uniform sums',
    (a, b) => {
      const expected = bracket(matrixOf(ringStrings(a, n), n), matrixOf(ringStrings(b, n), n), -1);
      const found = commutator(chainOf(a), chainOf(b));
      expect(local(found)).toEqual([]);
      expect(distance(matrixOf(ringStrings(chain(found), n), n), expected)).toBe(0);
    },
  );

  test.prop([parts({ longest: 3, staggered: true }), parts({ longest: 3, staggered: true })], { numRuns: 40 })(
    'commutator of staggered sums, on an even ring',
    (a, b) => {
      const expected = bracket(matrixOf(ringStrings(a, 6), 6), matrixOf(ringStrings(b, 6), 6), -1);
      const found = chain(commutator(chainOf(a), chainOf(b)));
      expect(distance(matrixOf(ringStrings(found, 6), 6), expected)).toBe(0);
    },
  );

  test.prop([parts({ longest: 3, staggered: true }), parts({ longest: 3, staggered: true })], { numRuns: 40 })(
    'adjoint and inner product per site',
    (a, b) => {
      const [A, B] = [matrixOf(ringStrings(a, 6), 6), matrixOf(ringStrings(b, 6), 6)];
      expect(distance(matrixOf(ringStrings(chain(adjoint(chainOf(a))), 6), 6), dagger(A))).toBe(0);
      const inner = traceInner(A, B);
      const found = asGaussian(overlap(chainOf(a), chainOf(b)))!;
      // Tr(A†B) / (2^N N)
      expect([Number(found.re), Number(found.im)]).toEqual([inner.re / (64 * 6) + 0, inner.im / (64 * 6) + 0]);
    },
  );
});

describe('a chain sum and a local operator', () => {
  test.prop([parts({ longest: 2, powers: 2, staggered: true }), parts({ sites: 4, longest: 4 })], { numRuns: 40 })(
    'commutator, weights included, against matrices on a window',
    (a, b) => {
      // Sites −1 … 4 hold every bond that touches sites 0 … 3.
      const n = 6;
      const A = matrixOf(chainStrings(a, n, -1), n);
      const B = matrixOf(localStrings(b, n, -1), n);
      const [left, right] = [commutator(chainOf(a), localOf(b)), commutator(localOf(b), chainOf(a))];
      expect(chain(left)).toEqual([]);
      expect(distance(matrixOf(localStrings(local(left), n, -1), n), bracket(A, B, -1))).toBe(0);
      expect(distance(matrixOf(localStrings(local(right), n, -1), n), bracket(B, A, -1))).toBe(0);
    },
  );

  test.prop([
    parts({ longest: 4, powers: 3, staggered: true }),
    parts({ longest: 4 }),
    fc.integer({ min: -9, max: 9 }),
  ])('commutator at sites far from the origin, against strings', (a, b, site) => {
    const moved = b.map((p) => ({ ...p, site: p.site + site }));
    const found = commutator(chainOf(a), localOf(moved));
    const [n, origin] = [12, site - 4];
    expect(sorted(localStrings(local(found), n, origin))).toEqual(
      sorted(bracketStrings(chainStrings(a, n, origin), localStrings(moved, n, origin), -1)),
    );
  });
});

describe('weighted sums', () => {
  const weighted = parts({ longest: 3, powers: 2, staggered: true });
  const [n, origin] = [11, -5];
  /** Words at least two sites away from the ends: words of three sites beyond the window cannot reach them. */
  const bulk = (s: Strings): Strings => new Map([...s].filter(([letters]) => /^II.*II$/u.test(letters)));

  test.prop([weighted, weighted])('commute as they do in the bulk of an open window', (a, b) => {
    const expected = bracketStrings(chainStrings(a, n, origin), chainStrings(b, n, origin), -1);
    const found = chainStrings(chain(commutator(chainOf(a), chainOf(b))), n, origin);
    expect(sorted(bulk(found))).toEqual(sorted(bulk(expected)));
  });

  test.prop([weighted, fc.integer({ min: -7, max: 7 })])('translate: a letter at site j goes to j + n', (a, by) => {
    expect(sorted(chainStrings(chain(translate(chainOf(a), by)), n, origin + by))).toEqual(
      sorted(chainStrings(a, n, origin)),
    );
  });

  test.prop([weighted])('reflect: a letter at site j goes to −j', (a) => {
    const mirrored: Strings = new Map(
      [...chainStrings(a, n, origin)].map(([letters, c]) => [[...letters].reverse().join(''), c]),
    );
    expect(sorted(chainStrings(chain(reflect(chainOf(a))), n, origin))).toEqual(sorted(mirrored));
  });

  /** The body of a sum: words relative to j with weights in j. */
  const body = (list: readonly Part[]): Operator =>
    sumOperators(list.map((p) => times(localOf([p]), chainWeight(p.power, p.staggered ? -1 : 1))));
  const offsets = parts({ sites: 6, longest: 3, powers: 2, staggered: true, most: 1 });

  test.prop([offsets, fc.integer({ min: -6, max: 6 })])('do not notice the name of the summed site', (a, by) => {
    expect(equalOperators(sumOverChain(shiftBody(body(a), by)), sumOverChain(body(a)))).toBe(true);
  });

  test.prop([offsets, fc.integer({ min: -6, max: 6 })])('have bodies that can be taken at one site', (a, j) => {
    const expected = a.map((p) => ({
      ...p,
      site: p.site + j,
      c: { re: p.c.re * weight(p, j), im: p.c.im * weight(p, j) },
    }));
    expect(sorted(localStrings(local(atSite(body(a), j)), 14, j - 2))).toEqual(
      sorted(localStrings(expected, 14, j - 2)),
    );
  });

  test.prop([offsets])('re-anchor words that do not start at j', (a) => {
    expect(sorted(chainStrings(chain(sumOverChain(body(a))), n, origin))).toEqual(sorted(chainStrings(a, n, origin)));
  });
});
