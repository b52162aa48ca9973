import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromGaussian, gaussian } from '../../src/exact/index.js';
import { readOperatorAt } from '../../src/laws/index.js';
import {
  type Perturbation,
  equivalentBaths,
  motion,
  move,
  partsOf,
  perturb,
  symmetriesUnder,
  turnedMotions,
} from '../../src/perturbation/index.js';
import {
  type Operator,
  addOperators,
  chainPlace,
  firstSite,
  isZeroOperator,
  lettersOf,
  scaleOperator,
  subtractOperators,
  sumOperators,
  translate,
  uniformWeight,
  withDisplacements,
  wordFrom,
} from '../../src/spin/index.js';
import { operators } from '../../src/testing/index.js';
import { drive, field, xxx, xxz } from './models.js';

const current = (p: Perturbation, name: string) => p.currents.find((c) => c.name === name)!;
const times = (n: number, d: number, a: Operator): Operator => scaleOperator(a, fromGaussian(gaussian(n, 0, d)));

/**
 * Every spin turned about z by the angle of cosine 3/5: its powers never come back, so no list of rotations holds it.
 */
function turnedAboutZ(a: Operator): Operator {
  const terms = a.terms.flatMap((term) => {
    let words: [string, number, number][] = [['', 1, 1]];
    for (const letter of lettersOf(term.word)) {
      const images: [string, number, number][] =
        letter === 'X'
          ? [
              ['X', 3, 5],
              ['Y', 4, 5],
            ]
          : letter === 'Y'
            ? [
                ['Y', 3, 5],
                ['X', -4, 5],
              ]
            : [[letter, 1, 1]];
      words = words.flatMap(([w, n, d]) => images.map(([l, p, q]): [string, number, number] => [w + l, n * p, d * q]));
    }
    return words.map(([w, n, d]) => times(n, d, { terms: [{ ...term, word: wordFrom(w).word }] }));
  });
  return sumOperators(terms);
}

const staggered = operators({ place: 'staggered', hermitian: true, range: 3, terms: 3, parameters: false });
const flip = motion({ about: 'x' });
const bond = motion({ reflected: true, shift: true });

describe('rotations about a conserved spin, by any angle', () => {
  const chain = addOperators(xxz, readOperatorAt('c sum_j Sz_j Sz_<j+2>'));
  const has = (v: Operator, shape: { shift: boolean; reflected: boolean; flipped: boolean }): boolean => {
    const parts = partsOf(v);
    return turnedMotions(chain, parts, symmetriesUnder(chain, parts).spins).some(
      ({ motion: g, order, grows }) =>
        order === 'all' &&
        !grows &&
        g.even.sign[2] === (shape.flipped ? -1 : 1) &&
        g.even.sign.join() === (shape.flipped ? '1,-1,-1' : '1,1,1') &&
        g.shift === shape.shift &&
        g.reflected === shape.reflected,
    );
  };

  test.each([
    ['a flip', flip, { shift: false, reflected: false, flipped: true }],
    ['a reflection', bond, { shift: true, reflected: true, flipped: false }],
  ] as const)(
    '%s is found where V is turned after it has been symmetrised, and not beside an odd part',
    (_name, g, shape) => {
      fc.assert(
        fc.property(staggered, (a) => {
          const even = addOperators(a, move(g, a));
          fc.pre(!isZeroOperator(even));
          const turned = turnedAboutZ(even);
          expect(has(turned, shape)).toBe(true);
          // No rotation about z makes S^z odd under the reflection or even under the flip, nor mirrors strings of
          // another length.
          expect(
            has(
              addOperators(turned, readOperatorAt('sum_j Sz_j + Sx_j Sz_<j+1> Sz_<j+2> Sx_<j+3> + 2 Sz_j Sx_<j+3>')),
              shape,
            ),
          ).toBe(false);
        }),
        { numRuns: 12 },
      );
    },
  );

  test('a spin current forbidden by a rotation about an axis of no cube', () => {
    const text = (x: string, y: string): string => `sum_j (3/5 ${x} + 4/5 ${y})`;
    const V = readOperatorAt(
      `(${text('Sx_j', 'Sy_j')} cos(ω t)) + (${text('(-1)^j Sx_j', '(-1)^j Sy_j')} sin(ω t)) + (sum_j (3/5 Sx_j + 4/5 Sy_j) Sz_<j+1> Sz_<j+2> (a_j + a†_j))`,
    );
    const p = perturb(V, xxz, { upto: 2 });
    expect(current(p, 'spin')).toMatchObject({ allowed: false, order: 'all' });
    expect(current(p, 'spin').forbiddenBy).toMatch(/rotation about z/u);
    expect(p.symmetries.kept.some((name) => name.endsWith('and a rotation about z'))).toBe(true);
  });

  test('what a Dzyaloshinskii–Moriya coupling twists is reflected into itself on the infinite chain, not on a ring', () => {
    const twisted = addOperators(xxz, readOperatorAt('D sum_j (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>)'));
    const V = readOperatorAt('sum_j (-1)^j Sz_j cos(ω t) + Sz_j Sz_<j+1> (a_j + a†_j)');
    const p = perturb(V, twisted, { upto: 2 });
    expect(current(p, 'spin')).toMatchObject({
      allowed: true,
      onInfiniteChain: 'reflection about a site and rotations about z by an angle that grows along the chain',
    });
    // Without the twist it is an ordinary reflection, and a hopping in V that has another angle breaks the twisted one.
    expect(current(perturb(V, xxz, { upto: 2 }), 'spin')).toMatchObject({
      allowed: false,
      forbiddenBy: 'reflection about a site',
    });
    const other = perturb(
      addOperators(V, readOperatorAt('sum_j (-1)^j (Sx_j Sx_<j+2> + Sy_j Sy_<j+2>) sin(ω t)')),
      twisted,
      { upto: 2 },
    );
    expect(current(other, 'spin').onInfiniteChain).toBeUndefined();
  });

  test('with a field the spins of the levels are sharp, and strings of different charge do not interfere at order ε²', () => {
    const V = readOperatorAt(
      'sum_j (3/5 Sx_j + 7/5 Sy_j + 2 Sz_<j+1>) cos(ω t) + (-1)^j (Sx_j + Sz_j) sin(ω t) + (Sx_j + 2 Sx_<j+1> - Sz_j) (a_j + a†_j)',
    );
    const p = perturb(V, addOperators(xxz, field), { upto: 2 });
    for (const name of ['heat', 'spin']) expect(current(p, name)).toMatchObject({ allowed: false, order: 'leading' });
    expect(perturb(V, xxz, { upto: 2 }).currents.every((c) => c.allowed)).toBe(true);
  });
});

describe('baths and jumps that are mixed', () => {
  test('two jumps may be mixed by a unitary matrix and moved, not by another one', () => {
    const density = operators({ place: 'chain', range: 2, terms: 2, parameters: false });
    fc.assert(
      fc.property(density, density, (a, b) => {
        const [l, m] = [withDisplacements(a), withDisplacements(b)];
        const mixed = addOperators(times(3, 5, l), times(4, 5, m));
        const moved: Operator = {
          terms: mixed.terms.map((t) => ({ ...t, place: chainPlace(uniformWeight, firstSite(t.place) + 3) })),
        };
        const other = subtractOperators(times(4, 5, l), times(3, 5, m));
        expect(equivalentBaths([moved, other], [l, m])).toBe(true);
        if (!isZeroOperator(l) && !isZeroOperator(m))
          expect(equivalentBaths([moved, times(2, 1, other)], [l, m])).toBe(isZeroOperator(other));
      }),
      { numRuns: 30 },
    );
  });

  test('a bath on two sites is reflected into itself, since Σ_j V_j V_j is; a jump with a phase between its sites is not', () => {
    const p = perturb(readOperatorAt('sum_j (Sz_j + 2 Sz_<j+1>) (a_j + a†_j) + (-1)^j Sx_j cos(ω t)'), xxz, {
      upto: 2,
    });
    expect(p.symmetries.kept).toContain('reflection about a site with the baths mixed among each other');
    expect(p.currents.every((c) => !c.allowed)).toBe(true);
    const one = (jump: string): readonly string[] =>
      perturb(readOperatorAt('0 sum_j Sz_j'), xxx, { upto: 2, jumps: [readOperatorAt(jump)] }).symmetries.kept;
    expect(one('Sx_j + 2 Sx_<j+1>')).toContain('reflection about a site');
    expect(one('Sx_j + 2 i Sx_<j+1>')).not.toContain('reflection about a site');
  });

  test('it is one and the same bath where the staggered part goes along', () => {
    const bath = partsOf(readOperatorAt('sum_j (Sx_j + (-1)^j Sz_<j+1>) (a_j + a†_j)')).bath;
    const mirrored = translate(bath, 1);
    expect(equivalentBaths([mirrored], [bath])).toBe(false);
    expect(equivalentBaths([translate(bath, 2)], [bath])).toBe(true);
  });
});

describe('what the report does not promise', () => {
  test('a symmetry that reverses a conserved spin forbids where that spin is zero', () => {
    const V = addOperators(drive, readOperatorAt('sum_j S_j·S_<j+1> (a_j + a†_j)'));
    expect(current(perturb(V, xxz, { upto: 2 }), 'heat')).toMatchObject({
      allowed: false,
      forbiddenBy: 'bond-centred π rotation about x',
      without: ['Sz'],
    });
    const free = addOperators(V, readOperatorAt('sum_j Sx_j Sz_<j+1> (a_j + a†_j) + Sz_j Sx_<j+1> (a_j + a†_j)'));
    expect(current(perturb(free, xxz, { upto: 2 }), 'heat').without).toBeUndefined();
    // A rotation about x that may have any angle is one by π here: it reverses S^z as well as the listed one does.
    const isotropic = perturb(
      readOperatorAt(
        'sum_j (-1)^j (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>) cos(ω t) + (-1)^j Sz_j Sz_<j+1> sin(ω t) + (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>) + (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) (a_j + a†_j)',
      ),
      xxx,
      { upto: 2 },
    );
    expect(current(isotropic, 'heat')).toMatchObject({ allowed: false, without: ['Sz'] });
    // A reflection leaves the spin alone, so it forbids in every sector.
    expect(current(perturb(readOperatorAt('sum_j (-1)^j Sz_j'), xxz, { upto: 2 }), 'heat').without).toBeUndefined();
  });

  test('drives alone and Hermitian jumps heat without end, static parts and baths do not drive', () => {
    const pumps = (v: string, jumps: string[] = []): boolean =>
      perturb(readOperatorAt(v), xxz, { upto: 2, jumps: jumps.map((l) => readOperatorAt(l)) }).pumping.possible;
    expect(pumps('sum_j (-1)^j Sz_j')).toBe(false);
    expect(pumps('sum_j Sx_j (a_j + a†_j)')).toBe(false);
    expect(pumps('sum_j Sx_j cos(ω t)')).toBe(false);
    expect(pumps('sum_j Sx_j cos(ω t) + Sx_j (a_j + a†_j)')).toBe(true);
    expect(pumps('0', ['Sx_j'])).toBe(false);
    // Asymmetric hopping leaves infinite temperature alone too; decay does not.
    expect(pumps('0', ['(Sx_j + i Sy_j) (Sx_<j+1> - i Sy_<j+1>)'])).toBe(false);
    expect(pumps('0', ['Sx_j - i Sy_j'])).toBe(true);
  });
});
