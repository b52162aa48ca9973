import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numberOfCoefficient } from './number.js';
import {
  type Dense,
  dagger,
  identity,
  kron,
  largest,
  named,
  onSite,
  plus,
  spins,
  times,
  trace,
  zero,
} from './dense.js';
import { operatorOf } from './value.js';
import { writeText } from '../../src/language/index.js';
import { expressIn } from '../../src/meaning/index.js';
import { equalOperators } from '../../src/spin/index.js';
import { siteMatrices, siteNorms, siteProducts, siteTerms, tableDenominator } from '../../src/triplet/index.js';
import type { Operator } from '../../src/spin/index.js';

const notation = { legs: ['1'], fermions: false, spinOne: true } as const;
const sites = 3;
const size = 3 ** sites;

/** The matrix of a local operator, from its words. */
function matrixOf(a: Operator): Dense {
  let sum = zero(size);
  for (const { letters, place, coefficient } of siteTerms(a)) {
    const first = (place as { site: number }).site;
    let word = identity(1);
    for (let k = 0; k < sites; k++) {
      const at = (((k - first) % sites) + sites) % sites;
      word = kron(word, named[letters[at] ?? 0]!);
    }
    sum = plus(sum, word, numberOfCoefficient(coefficient));
  }
  return sum;
}

/** A random operator as text and as a matrix that is made from spin matrices alone. */
interface Case {
  readonly text: string;
  readonly matrix: Dense;
}

const axis = fc.constantFrom('x', 'y', 'z', '+', '-');
const factor = fc.record({ axis, site: fc.integer({ min: 0, max: sites - 1 }) });
const number = fc.record({ re: fc.integer({ min: -3, max: 3 }), im: fc.integer({ min: -3, max: 3 }) });
const product = fc.record({ number, factors: fc.array(factor, { minLength: 1, maxLength: 4 }) });
const operator = fc.array(product, { minLength: 1, maxLength: 3 }).map((list): Case => {
  let matrix = zero(size);
  const texts = list.map(({ number: { re, im }, factors }) => {
    let one = identity(size);
    for (const f of factors) one = times(one, onSite(spins[f.axis as 'x'], f.site, sites));
    matrix = plus(matrix, one, [re, im]);
    return `(${re} + ${im} i) ${factors.map((f) => `S${f.axis}_${f.site}`).join(' ')}`;
  });
  return { text: texts.join(' + '), matrix };
});

const close = (a: Dense, b: Dense): void => expect(largest(plus(a, b, [-1, 0]))).toBeLessThan(1e-9);

describe('spins 1 and dense matrices', () => {
  test('the table of a site is that of its matrices', () => {
    named.forEach((a, m) =>
      named.forEach((b, n) => {
        let sum = zero(3);
        for (const { letter, re, im } of siteProducts[9 * m + n]!)
          sum = plus(sum, named[letter]!, [re / tableDenominator, im / tableDenominator]);
        close(sum, times(a, b));
      }),
    );
    named.forEach((a, k) => {
      expect(trace(times(a, a))[0]).toBeCloseTo(siteNorms[k]!, 12);
      expect(siteMatrices[k]!.reduce((s, [re, im]) => s + re * re + im * im, 0)).toBe(siteNorms[k]);
    });
  });

  test('products, sums, adjoints, commutators', () => {
    fc.assert(
      fc.property(operator, operator, (a, b) => {
        close(matrixOf(operatorOf(a.text)), a.matrix);
        close(matrixOf(operatorOf(`(${a.text}) (${b.text})`)), times(a.matrix, b.matrix));
        close(
          matrixOf(operatorOf(`[${a.text}, ${b.text}]`)),
          plus(times(a.matrix, b.matrix), times(b.matrix, a.matrix), [-1, 0]),
        );
        close(
          matrixOf(operatorOf(`{${a.text}, ${b.text}}`)),
          plus(times(a.matrix, b.matrix), times(b.matrix, a.matrix)),
        );
        close(matrixOf(operatorOf(`dag(${a.text})`)), dagger(a.matrix));
      }),
      { numRuns: 25 },
    );
  });

  test('what is printed is read back, on sites, as a density and under a sum', () => {
    fc.assert(
      fc.property(operator, fc.constantFrom('', 'j ', '(-1)^j ', 'j^2 '), ({ text }, weight) => {
        const local = operatorOf(text);
        expect(equalOperators(operatorOf(writeText(expressIn(local, notation))), local)).toBe(true);
        const density = text.replaceAll(/_(\d)/gu, '_<j+$1>');
        const sum = operatorOf(`sum_j ${weight}(${density})`);
        expect(equalOperators(operatorOf(writeText(expressIn(sum, notation))), sum)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('a sum on a ring is the sum of its translates', () => {
    fc.assert(
      fc.property(operator, ({ text }) => {
        const pair = text.replaceAll('_2', '_1').replaceAll(/_(\d)/gu, '_<j+$1>');
        const sum = matrixOf(operatorOf(`on ring(${sites}): sum_j ${pair}`));
        let wanted = zero(size);
        for (let j = 0; j < sites; j++)
          wanted = plus(
            wanted,
            matrixOf(operatorOf(pair.replaceAll(/<j\+(\d)>/gu, (_, k: string) => String((Number(k) + j) % sites)))),
          );
        close(sum, wanted);
      }),
      { numRuns: 25 },
    );
  });

  test('trace, norm2 and overlap are those of matrices', () => {
    fc.assert(
      fc.property(operator, operator, (a, b) => {
        const scalar = (text: string): readonly [number, number] => {
          const terms = siteTerms(operatorOf(text));
          return terms.length === 0 ? [0, 0] : numberOfCoefficient(terms[0]!.coefficient);
        };
        const mean = (m: Dense): [number, number] => trace(m).map((x) => x / size) as [number, number];
        const same = (x: readonly [number, number], y: readonly [number, number]): void => {
          expect(x[0]).toBeCloseTo(y[0], 8);
          expect(x[1]).toBeCloseTo(y[1], 8);
        };
        same(scalar(`trace(${a.text})`), mean(a.matrix));
        same(scalar(`overlap(${a.text}, ${b.text})`), mean(times(dagger(a.matrix), b.matrix)));
        same(scalar(`norm2(${a.text})`), mean(times(dagger(a.matrix), a.matrix)));
        same(scalar(`on open(3): trace(${a.text})`), trace(a.matrix) as [number, number]);
      }),
      { numRuns: 25 },
    );
  });
});
