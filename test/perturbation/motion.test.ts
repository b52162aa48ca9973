import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compose, motions, move, motionName, reversesTime } from '../../src/perturbation/index.js';
import { cellMotions, intricacy, keyOf, motion, quarterTurns } from '../../src/perturbation/motion.js';
import { imaginaryUnit } from '../../src/exact/index.js';
import {
  commutator,
  negateOperator,
  reflect,
  scaleOperator,
  spinFlip,
  symmetries,
  timeReverse,
  translate,
} from '../../src/spin/index.js';
import { readOperatorAt } from '../../src/laws/index.js';
import { operators } from '../../src/testing/index.js';

/** Complex, uniform and staggered, without mirror symmetry. */
const chains = operators({ place: 'staggered', range: 3, terms: 3 });
const anyMotion = fc.constantFrom(...motions);

describe('motions', () => {
  test('there are 768 of them, each with a name of its own, the identity first', () => {
    expect(motions).toHaveLength(768);
    expect(new Set(motions.map(keyOf)).size).toBe(768);
    expect(new Set(motions.map(motionName)).size).toBe(768);
    expect(motionName(motions[0]!)).toBe('identity');
    expect(motions.filter(reversesTime)).toHaveLength(384);
  });

  test('symmetries(A) calls an operation as perturb does', () => {
    fc.assert(
      fc.property(chains, (a) => {
        for (const { name, apply } of symmetries) {
          // A translation by two sites is the identity up to the sublattices, and no motion of its own.
          if (name === 'translation by two sites') continue;
          const g = motions.find((m) => motionName(m) === name);
          expect(g, name).toBeDefined();
          const [image, expected] = [move(g!, a), apply(a)];
          // Both are images of the same sum up to a translation by two sites.
          expect(image).toEqualOperator(expected);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('they are automorphisms: g[A, B] = [gA, gB], linear or antilinear', () => {
    fc.assert(
      fc.property(anyMotion, chains, chains, (g, a, b) => {
        expect(move(g, commutator(a, b))).toEqualOperator(commutator(move(g, a), move(g, b)));
        const image = scaleOperator(move(g, a), imaginaryUnit);
        expect(move(g, scaleOperator(a, imaginaryUnit))).toEqualOperator(
          reversesTime(g) ? negateOperator(image) : image,
        );
      }),
    );
  });

  test('products do first the one, then the other, and the motions are a group', () => {
    const known = new Set(motions.map(keyOf));
    fc.assert(
      fc.property(anyMotion, anyMotion, chains, (g, h, a) => {
        const product = compose(g, h)!;
        expect(known.has(keyOf(product))).toBe(true);
        expect(move(product, a)).toEqualOperator(move(g, move(h, a)));
      }),
    );
  });

  test('with the exchange of the two sites of a cell: products are what they say, and never leave the list', () => {
    expect(cellMotions).toHaveLength(1152);
    expect(new Set(cellMotions.map(motionName)).size).toBe(1152);
    const known = new Set(cellMotions.map(keyOf));
    const any = fc.constantFrom(...cellMotions);
    const exchanging = fc.constantFrom(...cellMotions.filter((g) => g.exchanged));
    fc.assert(
      fc.property(fc.oneof(any, exchanging), exchanging, chains, (g, h, a) => {
        for (const [one, other] of [
          [g, h],
          [h, g],
        ] as const) {
          const product = compose(one, other);
          if (!product) continue;
          expect(known.has(keyOf(product))).toBe(true);
          expect(move(product, a)).toEqualOperator(move(one, move(other, a)));
        }
        expect(move(g, commutator(a, reflect(a)))).toEqualOperator(commutator(move(g, a), move(g, reflect(a))));
      }),
    );
    expect(
      move(motion({ exchanged: true }), readOperatorAt('sum_j (1 + (-1)^j)/2 X_j Y_<j+1> Z_<j+2>')),
    ).toEqualOperator('sum_j (1 - (-1)^j)/2 X_j Z_<j+2> Y_<j-1>');
    expect(
      move(
        motion({ exchanged: true, reflected: true, shift: true }),
        readOperatorAt('sum_j (1 + (-1)^j)/2 X_j Y_<j+3>'),
      ),
    ).toEqualOperator('sum_j (1 + (-1)^j)/2 X_j Y_<j-1>');
  });

  test('the plain ones are the maps of the language', () => {
    fc.assert(
      fc.property(chains, (a) => {
        expect(move(motion({ shift: true }), a)).toEqualOperator(translate(a, 1));
        expect(move(motion({ reflected: true }), a)).toEqualOperator(reflect(a));
        expect(move(motion({ reflected: true, shift: true }), a)).toEqualOperator(translate(reflect(a), 1));
        expect(move(motion({ about: 'x' }), a)).toEqualOperator(spinFlip(a));
        expect(move(motion({ reversed: true }), a)).toEqualOperator(timeReverse(a));
      }),
    );
  });

  test('rotations turn the right way, and staggered ones the sublattices against each other', () => {
    const quarter = quarterTurns.get('Sz')!;
    expect(move(quarter, readOperatorAt('sum_j Sx_j'))).toEqualOperator('sum_j Sy_j');
    expect(move(quarter, readOperatorAt('sum_j Sy_j'))).toEqualOperator('-sum_j Sx_j');
    expect(motionName(quarter)).toBe('π/2 rotation about z');
    expect(move(quarterTurns.get('staggered Sz')!, readOperatorAt('sum_j Sx_j'))).toEqualOperator('sum_j (-1)^j Sy_j');
    const odd = motions.find((g) => motionName(g) === 'π rotation of every second site about z')!;
    expect(move(odd, readOperatorAt('sum_j Sx_j + Sx_j Sx_<j+1> + Sz_j'))).toEqualOperator(
      'sum_j (-1)^j Sx_j - Sx_j Sx_<j+1> + Sz_j',
    );
  });

  test.each([
    ['bond-centred π rotation about y', 'sum_j (-1)^j Sz_j + Sx_j Sy_<j+1>', 'sum_j (-1)^j Sz_j - Sy_j Sx_<j+1>'],
    ['complex conjugation', 'sum_j Sy_j Sz_<j+1> + i Sx_j', 'sum_j -Sy_j Sz_<j+1> - i Sx_j'],
    ['2π/3 rotation about x+y+z', 'sum_j Sx_j + 2 Sy_j + 3 Sz_j', 'sum_j Sy_j + 2 Sz_j + 3 Sx_j'],
    ['π rotation about x+y', 'sum_j Sx_j Sz_<j+1>', 'sum_j -Sy_j Sz_<j+1>'],
  ])('%s', (name, before, after) => {
    const g = motions.find((m) => motionName(m) === name)!;
    expect(move(g, readOperatorAt(before))).toEqualOperator(after);
  });

  test('the plainer of two names comes first', () => {
    const place = (name: string): number => motions.findIndex((g) => motionName(g) === name);
    expect(place('reflection about a bond')).toBeLessThan(place('bond-centred π rotation about y'));
    expect(place('π rotation about y')).toBeLessThan(place('π/2 rotation about z'));
    expect(intricacy(motions[0]!)).toBe(0);
  });
});
