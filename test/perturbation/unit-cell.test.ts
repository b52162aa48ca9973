import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { imaginaryUnit } from '../../src/exact/index.js';
import { type Perturbation, move, perturb } from '../../src/perturbation/index.js';
import { verdictOn } from '../../src/report/index.js';
import {
  type Operator,
  addOperators,
  commutator,
  equalOperators,
  isZeroOperator,
  negateOperator,
  scaleOperator,
} from '../../src/spin/index.js';
import { operator } from '../../src/index.js';
import '../../src/testing/index.js';

const hubbard = operator('sum_j 1/2 (X_j X_<j+2> + Y_j Y_<j+2>) + U (1 + (-1)^j)/2 Z_j Z_<j+1>');
const dimers = operator('sum_j (1 + d (-1)^j) (X_j X_<j+1> + Y_j Y_<j+1>)');

/** [H0, C'] = −[V, C], by the commutator of spin/. */
function corrects(p: Perturbation, index: number): boolean {
  const { correction, operator: c } = p.charges.find((q) => q.index === index)!;
  if (correction.kind !== 'exists') return false;
  return isZeroOperator(
    addOperators(
      commutator(p.hamiltonian, correction.operator),
      scaleOperator(commutator(p.parts.whole, c), correction.denominator),
    ),
  );
}

const verdicts = (p: Perturbation): string[] => p.charges.map((c) => `${c.index} ${verdictOn(c, p)}`);

describe('a Hamiltonian with a unit cell of two sites', () => {
  test('a field on the Hubbard model keeps C_3, a coupling along the legs breaks it', () => {
    expect(verdicts(perturb(operator('sum_j Z_j'), hubbard, { upto: 3 }))).toEqual(['1 kept', '2 kept', '3 kept']);
    const broken = perturb(
      operator('sum_j Z_j Z_<j+2>'),
      operator('sum_j 1/2 (X_j X_<j+2> + Y_j Y_<j+2>) + 3 (1 + (-1)^j)/2 Z_j Z_<j+1>'),
      {
        upto: 3,
        range: 5,
      },
    );
    expect(verdicts(broken)).toEqual(['1 kept', '2 energy', '3 broken']);
    expect(broken.cell).toMatchObject({ period: 2, boost: undefined });
  });

  test('a staggered field on dimers leaves the charges of the Rice–Mele chain', () => {
    // C_2, C_3 and C_4 of the Rice–Mele chain continue those of the dimers, so all of them have corrections.
    const p = perturb(operator('b sum_j (-1)^j Z_j'), dimers, { upto: 4 });
    expect(verdicts(p)).toEqual(['1 kept', '2 energy', '3 kept', '4 nearly']);
    expect(corrects(p, 4)).toBe(true);
  });

  test('an alternating DM chain answers as the XXZ chain of which it is a gauge', () => {
    const xxz = operator('sum_j 5 (X_j X_<j+1> + Y_j Y_<j+1>) + 2 Z_j Z_<j+1>');
    const gauge = operator(
      'sum_j 3 (X_j X_<j+1> + Y_j Y_<j+1>) + 2 Z_j Z_<j+1> + 4 (-1)^j (X_j Y_<j+1> - Y_j X_<j+1>)',
    );
    for (const v of ['sum_j (-1)^j Z_j', 'sum_j Z_j Z_<j+2>', 'sum_j Z_j Z_<j+1>', 'sum_j Z_j']) {
      const [one, other] = [xxz, gauge].map((h) => perturb(operator(v), h, { upto: 3, range: 4 })) as [
        Perturbation,
        Perturbation,
      ];
      expect(verdicts(other), v).toEqual(verdicts(one));
    }
  });

  test('a perturbation that only rotates the chain, V = i [X, H0], has a correction for every charge', () => {
    const word = fc.constantFrom('X_j', 'Y_j', 'Z_j', 'X_j Y_<j+1>', 'Z_j Z_<j+1>', 'X_j Z_<j+1>');
    const number = fc.integer({ min: -3, max: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(word, number, number), { minLength: 1, maxLength: 2 }), (parts) => {
        const x = operator(`sum_j ${parts.map(([w, a, b]) => `(${a} + ${b} (-1)^j) ${w}`).join(' + ')}`);
        const h = operator('sum_j (1 + 2 (-1)^j) (X_j X_<j+1> + Y_j Y_<j+1>) + 3 (-1)^j Z_j');
        const v: Operator = scaleOperator(commutator(x, h), imaginaryUnit);
        if (isZeroOperator(v)) return;
        const p = perturb(v, h, { upto: 3 });
        // C' = i [X, C] is one.
        for (const c of p.charges.filter(({ index }) => index > 1)) {
          expect(['kept', 'energy', 'nearly']).toContain(verdictOn(c, p));
          if (c.correction.kind === 'exists') expect(corrects(p, c.index)).toBe(true);
        }
      }),
      { numRuns: 12, seed: 2 },
    );
  });

  test('symmetries of the legs, and what they forbid', () => {
    const ladder = operator('sum_j S_j·S_<j+2> + J (1 + (-1)^j)/2 S_j·S_<j+1>');
    const p = perturb(operator('sum_j (-1)^j Z_j cos(ω t)'), ladder, { upto: 2 });
    expect(p.symmetries.kept).toEqual(expect.arrayContaining(['reflection of the cells']));
    expect(p.symmetries.broken).toEqual(expect.arrayContaining(['exchange of the sites 2j and 2j+1']));
    expect(p.currents.find(({ name }) => name === 'heat')!.forbiddenBy).toBe('reflection of the cells');
    expect(p.currents.find(({ name }) => name === 'spin')!.forbiddenBy).toBe('reflection of the cells');
    for (const current of p.currents) {
      const { motion: g } = p.symmetries.motions.find(({ name }) => name === current.forbiddenBy)!;
      expect(equalOperators(move(g, ladder), ladder)).toBe(true);
      expect(equalOperators(move(g, current.operator), negateOperator(current.operator))).toBe(true);
    }
  });

  test('several charges of as many cells have no name, and are not examined', () => {
    const p = perturb(operator('sum_j Z_j Z_<j+1>'), operator('sum_j (1 + 2 (-1)^j) X_j X_<j+1> + (3 + (-1)^j) Z_j'), {
      upto: 3,
      range: 2,
    });
    expect(p.charges.map(({ index }) => index)).toEqual([2]);
    expect(p.cell!.searched).toMatchObject([{ cells: 3, count: 4 }]);
  });
});
