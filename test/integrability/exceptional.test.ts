// Special couplings against verdicts at numbers: on each stratum the verdict is the one that is said, and at random points
// outside of a complete list it is that of generic couplings.
import { fc, test as check } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { writeText } from '../../src/language/index.js';
import { exceptionalCouplings, integrabilityOf, kindText } from '../../src/integrability/index.js';
import { expressCoefficient } from '../../src/meaning/index.js';
import { operator } from '../meaning/program.js';

const found = (text: string): { list: string[]; complete: boolean } => {
  const { list, complete } = exceptionalCouplings(operator(text), 30);
  const where = list.map((e) =>
    e.where
      .map(({ name, value }) => `${name} = ${writeText(expressCoefficient(value))}`)
      .sort()
      .join(', '),
  );
  return { list: list.map((e, k) => `${where[k]!}: ${kindText(e.verdict)}`).sort(), complete };
};

const xyz = 'Jx X_j X_<j+1> + Jy Y_j Y_<j+1> + Jz Z_j Z_<j+1>';

describe('the special couplings', () => {
  test('of XYZ with a field are h = 0, J_z = 0 and J_x = J_y; J_x = −J_y is none', () => {
    expect(found(`sum_j ${xyz} + h Z_j`)).toEqual({
      list: ['Jx = Jy: integrable (boost)', 'Jz = 0: integrable (free fermions)', 'h = 0: integrable (boost)'],
      complete: true,
    });
  });

  test('at both zeros of a square, where J_x = J_y', () => {
    expect(found('sum_j a^2 X_j X_<j+1> + 2 Y_j Y_<j+1> + 3 Z_j Z_<j+1> + h Z_j')).toEqual({
      list: ['a = -sqrt(2): integrable (boost)', 'a = sqrt(2): integrable (boost)', 'h = 0: integrable (boost)'],
      complete: true,
    });
    expect(found('sum_j J^2 X_j X_<j+1> + 2 a^2 Y_j Y_<j+1> + 3 J^2 Z_j Z_<j+1> + Z_j').list).toContain(
      'a = 1/2 sqrt(2) J: integrable (boost)',
    );
  });

  test('of XYZ with an oblique field', () => {
    const { list } = found(`sum_j ${xyz} + hx X_j + hy Y_j + hz Z_j`);
    for (const wanted of [
      'hx = 0, hy = 0, hz = 0: integrable (boost)',
      'Jx = Jz, Jy = Jz: integrable (boost)',
      'Jx = Jy, hx = 0, hy = 0: integrable (boost)',
      'Jx = Jz, hx = 0, hz = 0: integrable (boost)',
      'Jy = Jz, hy = 0, hz = 0: integrable (boost)',
      'Jx = 0, hy = 0, hz = 0: integrable (free fermions)',
      'Jy = 0, hx = 0, hz = 0: integrable (free fermions)',
      'Jz = 0, hx = 0, hy = 0: integrable (free fermions)',
    ])
      expect(list).toContain(wanted);
    // The others leave an exchange of rank one.
    expect(list.filter((l) => !l.includes('literature') && !l.includes('2307.16703')).length).toBe(8);
  });

  test.each([
    ['sum_j S_j·S_<j+1> + J2 S_j·S_<j+2>', ['J2 = 0: integrable (boost)'], true],
    ['sum_j S_j·S_<j+1> + h (-1)^j Sz_j', ['h = 0: integrable (boost)'], true],
    [
      'sum_j S_j·S_<j+1> + d (-1)^j S_j·S_<j+1>',
      ['d = -1: has strictly local charges', 'd = 0: integrable (boost)', 'd = 1: has strictly local charges'],
      true,
    ],
    [
      'sum_j X_j X_<j+1> + Y_j Y_<j+1> + D Z_j Z_<j+1> + h X_j',
      ['D = 1: integrable (boost)', 'h = 0: integrable (boost)'],
      true,
    ],
  ])('of %s', (text, list, complete) => {
    expect(found(text)).toEqual({ list, complete });
  });

  const number = fc.integer({ min: -3, max: 3 });
  check.prop([number, number, number, number], { numRuns: 60 })(
    'of XYZ with a field are those where the verdict at numbers is another one',
    (jx, jy, jz, h) => {
      const text = `sum_j (${jx}) X_j X_<j+1> + (${jy}) Y_j Y_<j+1> + (${jz}) Z_j Z_<j+1> + (${h}) Z_j`;
      if (jx === 0 && jy === 0 && jz === 0) return;
      const { verdict } = integrabilityOf(operator(text));
      expect(verdict.kind === 'not-integrable').toBe(h !== 0 && jz !== 0 && jx !== jy);
    },
  );

  test('a search without time says that it is not complete', () => {
    expect(exceptionalCouplings(operator(`sum_j ${xyz} + h Z_j`), 0).complete).toBe(false);
  });
});
