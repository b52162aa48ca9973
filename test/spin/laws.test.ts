import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { fromGaussian, gaussian, imaginaryUnit } from '../../src/exact/index.js';
import {
  type Operator,
  addOperators,
  adjoint,
  anticommutator,
  commutator,
  equalOperators,
  isZeroOperator,
  multiplyOperators,
  negateOperator,
  reflect,
  scaleOperator,
  subtractOperators,
  sumOperators,
  translate,
} from '../../src/spin/index.js';
import { chainOf, localOf, parts } from './realise.js';

const uniform = parts({ longest: 3 }).map(chainOf);
const weighted = parts({ longest: 3, powers: 2, staggered: true, most: 2 }).map(chainOf);
const local = parts({ sites: 5, longest: 3 }).map(localOf);
/** Anything a commutator takes. */
const any: fc.Arbitrary<Operator> = fc.oneof(
  uniform,
  weighted,
  local,
  fc.tuple(weighted, local).map(([a, b]) => addOperators(a, b)),
);
const equal = (a: Operator, b: Operator): void => {
  expect(isZeroOperator(subtractOperators(a, b))).toBe(true);
  expect(equalOperators(a, b)).toBe(true);
};
const shifts = fc.integer({ min: -40, max: 40 });

describe('the commutator', () => {
  test.prop([any, any, any])('obeys the Jacobi identity', (a, b, c) => {
    equal(
      sumOperators([commutator(a, commutator(b, c)), commutator(b, commutator(c, a)), commutator(c, commutator(a, b))]),
      { terms: [] },
    );
  });

  test.prop([any, any])('is antisymmetric', (a, b) => {
    equal(commutator(a, b), negateOperator(commutator(b, a)));
    equal(commutator(a, a), { terms: [] });
  });

  test.prop([any, any, any, fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 })])(
    'is bilinear',
    (a, b, c, re, im) => {
      const z = fromGaussian(gaussian(re, im, 3));
      equal(
        commutator(addOperators(a, scaleOperator(b, z)), c),
        addOperators(commutator(a, c), scaleOperator(commutator(b, c), z)),
      );
    },
  );

  test.prop([any, local, local])('is a derivation of local products', (a, b, c) => {
    equal(
      commutator(a, multiplyOperators(b, c)),
      addOperators(multiplyOperators(commutator(a, b), c), multiplyOperators(b, commutator(a, c))),
    );
  });

  test.prop([any, any])('has the adjoint [B†, A†]', (a, b) => {
    equal(adjoint(commutator(a, b)), commutator(adjoint(b), adjoint(a)));
  });

  test.prop([any, any, shifts])('moves with its operands', (a, b, by) => {
    equal(commutator(translate(a, by), translate(b, by)), translate(commutator(a, b), by));
  });

  test.prop([any, any])('is mirrored with its operands', (a, b) => {
    equal(commutator(reflect(a), reflect(b)), reflect(commutator(a, b)));
  });

  test.prop([local, local])(
    'is the product minus the product the other way, the anticommutator is their sum',
    (a, b) => {
      equal(commutator(a, b), subtractOperators(multiplyOperators(a, b), multiplyOperators(b, a)));
      equal(anticommutator(a, b), addOperators(multiplyOperators(a, b), multiplyOperators(b, a)));
    },
  );
});

describe('products of local operators', () => {
  test.prop([local, local, local])('associate and distribute', (a, b, c) => {
    equal(multiplyOperators(multiplyOperators(a, b), c), multiplyOperators(a, multiplyOperators(b, c)));
    equal(multiplyOperators(a, addOperators(b, c)), addOperators(multiplyOperators(a, b), multiplyOperators(a, c)));
  });

  test.prop([local, local, shifts])('are mirrored and moved factor by factor, and reversed by †', (a, b, by) => {
    equal(reflect(multiplyOperators(a, b)), multiplyOperators(reflect(a), reflect(b)));
    equal(translate(multiplyOperators(a, b), by), multiplyOperators(translate(a, by), translate(b, by)));
    equal(adjoint(multiplyOperators(a, b)), multiplyOperators(adjoint(b), adjoint(a)));
  });
});

test('a tally counts the words that meet and cancel, beside those of before', () => {
  const sumOf = (...strings: string[]): Operator =>
    chainOf(strings.map((letters) => ({ letters, site: 0, c: { re: 1, im: 0 }, power: 0, staggered: false })));
  const [bonds, spins] = [sumOf('XX', 'YY', 'ZZ'), sumOf('Z')];
  // [XX, Σ Z] and [YY, Σ Z] are both made of XY and YX, with opposite signs.
  const tally = { cancelled: 3 };
  expect(isZeroOperator(commutator(bonds, spins, tally))).toBe(true);
  expect(tally.cancelled).toBe(3 + 2);
  subtractOperators(bonds, bonds, tally);
  expect(tally.cancelled).toBe(3 + 2 + 3);
  addOperators(bonds, spins);
  expect(tally.cancelled).toBe(3 + 2 + 3);
});

describe('reflection and translation', () => {
  test.prop([any, shifts, shifts])('are a representation of the symmetries of the line', (a, m, n) => {
    equal(reflect(reflect(a)), a);
    equal(translate(translate(a, m), n), translate(a, m + n));
    equal(reflect(translate(a, m)), translate(reflect(a), -m));
  });

  test.prop([uniform, shifts])('uniform sums do not notice a translation', (a, by) => {
    equal(translate(a, by), a);
  });

  test.prop([parts({ longest: 3, powers: 1, most: 2 }), shifts])(
    'a shifted origin of j adds a multiple of the unweighted sum',
    (list, by) => {
      // Σ (j − by) P_j = Σ j P_j − by Σ P_j
      const linear = chainOf(list.map((p) => ({ ...p, power: 1 })));
      const plain = chainOf(list.map((p) => ({ ...p, power: 0 })));
      equal(translate(linear, by), subtractOperators(linear, scaleOperator(plain, fromGaussian(gaussian(by)))));
    },
  );

  test.prop([any])('commute with † and with multiplication by i', (a) => {
    equal(adjoint(reflect(a)), reflect(adjoint(a)));
    equal(adjoint(scaleOperator(a, imaginaryUnit)), scaleOperator(adjoint(a), fromGaussian(gaussian(0, -1))));
  });
});
