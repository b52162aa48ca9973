import fc from 'fast-check';
import { expect, test } from 'vitest';
import { equalCoefficients } from '../../src/exact/index.js';
import { operator } from '../../src/index.js';
import { overlap, squaredNorm } from '../../src/spin/index.js';

/** The value of one side as the mean of products of site values, without weights. */
function meanProduct(a: readonly number[], b: readonly number[]): string {
  let sum = 0;
  for (let j = 0; j < 12; j++) sum += a[j % a.length]! * b[j % b.length]!;
  return `${sum}/12`;
}

/** Σ_j v(j) X_j for the values of one period */
const along = (values: readonly number[]): string =>
  `sum_j ${values.map((v, r) => `(${v}) X_<${values.length}j+${r}>`).join(' + ')}`;

test('a word on every third site has a third of the norm per site', () => {
  expect(equalCoefficients(squaredNorm(operator('sum_j X_<3j>')), operator('1/3').terms[0]!.coefficient)).toBe(true);
});

test('the inner product is the mean over the sites, for weights of all periods', () => {
  const values = fc.integer({ min: -3, max: 3 });
  const weight = fc.constantFrom(1, 2, 3, 4, 6).chain((n) => fc.array(values, { minLength: n, maxLength: n }));
  fc.assert(
    fc.property(weight, weight, (a, b) => {
      const found = overlap(operator(along(a)), operator(along(b)));
      const wanted = operator(meanProduct(a, b)).terms[0]?.coefficient ?? { terms: [] };
      expect(equalCoefficients(found, wanted), `${along(a)} ${along(b)}`).toBe(true);
    }),
    { numRuns: 200 },
  );
});
