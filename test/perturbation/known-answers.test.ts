import { describe, expect, test } from 'vitest';
import { type Perturbation, perturb, selectionOf } from '../../src/perturbation/index.js';
import {
  type Operator,
  addOperators,
  commutator,
  isZeroOperator,
  negateOperator,
  scaleOperator,
} from '../../src/spin/index.js';
import { readOperatorAt } from '../../src/laws/index.js';
import '../../src/testing/index.js';
import { drive, field, phonons, xxx, xxz, xyz } from './models.js';

const current = (p: Perturbation, name: string) => p.currents.find((c) => c.name === name)!;
const charge = (p: Perturbation, index: number) => p.charges.find((c) => c.index === index)!;

/** [H0, C'] = −[V, C], by the commutator of spin/. */
function corrects(p: Perturbation, index: number): boolean {
  const { correction, operator } = charge(p, index);
  if (correction.kind !== 'exists') return false;
  const left = addOperators(
    commutator(p.hamiltonian, correction.operator),
    scaleOperator(commutator(p.parts.whole, operator), correction.denominator),
  );
  return isZeroOperator(left);
}

describe('a staggered field on the XXZ chain', () => {
  const p = perturb(readOperatorAt('b sum_j (-1)^j Sz_j'), xxz, { upto: 4 });

  test('keeps Sz, a reflection, and the translation with a spin flip', () => {
    expect(p.symmetries.kept).toEqual(
      expect.arrayContaining([
        'Sz',
        'translation by two sites',
        'reflection about a site',
        'translation by one site with π rotation about x',
      ]),
    );
    expect(p.symmetries.broken).toEqual(
      expect.arrayContaining([
        'translation by one site',
        'reflection about a bond',
        'π rotation about x',
        'time reversal',
      ]),
    );
  });

  test('breaks C_3 and C_4 without correction; the energy is corrected by V itself', () => {
    expect(p.charges.map((c) => [c.index, c.broken])).toEqual([
      [1, false],
      [2, true],
      [3, true],
      [4, true],
    ]);
    expect(charge(p, 2).correction).toMatchObject({ kind: 'exists', range: 1 });
    expect(charge(p, 2).residual).toEqualOperator(commutator(p.parts.whole, charge(p, 2).operator));
    expect(charge(p, 3).correction).toMatchObject({ kind: 'none', range: 6 });
    expect(charge(p, 4).correction.kind).toBe('none');
  });

  test('forbids both currents by the reflection', () => {
    expect(current(p, 'heat')).toMatchObject({ allowed: false, forbiddenBy: 'reflection about a site', order: 'all' });
    expect(current(p, 'spin')).toMatchObject({ allowed: false, forbiddenBy: 'reflection about a site' });
  });
});

test('the boost of the Ising chain gives no charge, because all its bonds commute, and the first that is missing is named', () => {
  const p = perturb(readOperatorAt('b sum_j Sx_j'), readOperatorAt('sum_j J Sz_j Sz_<j+1>'), { upto: 5 });
  expect(p.charges.map((c) => c.index)).toEqual([1, 2]);
  expect(p.nothing).toEqual({ index: 3, of: [] });
  expect(perturb(readOperatorAt('b sum_j Sx_j'), xxx, { upto: 4 }).nothing).toBeUndefined();
});

test('next-nearest neighbours keep all symmetries of XXX and break C_3, which has a correction of four sites (Jung, Helmes, Rosch 2006)', () => {
  const p = perturb(readOperatorAt('J2 sum_j S_j·S_<j+2>'), xxx, { upto: 4 });
  expect(p.symmetries.broken).toEqual([]);
  expect(p.symmetries.kept[0]).toBe('SU(2)');
  expect(charge(p, 3).correction).toMatchObject({ kind: 'exists', range: 4 });
  expect([2, 3, 4].every((k) => corrects(p, k))).toBe(true);
  // A correction that is asked for within three sites is not there.
  expect(
    charge(perturb(readOperatorAt('J2 sum_j S_j·S_<j+2>'), xxx, { upto: 3, range: 3 }), 3).correction,
  ).toMatchObject({
    kind: 'none',
    range: 3,
  });
});

test('dimerisation breaks the translation and has no correction', () => {
  const p = perturb(readOperatorAt('d sum_j (-1)^j S_j·S_<j+1>'), xxx, { upto: 4 });
  expect(p.symmetries.broken).toEqual(['translation by one site', 'reflection about a site']);
  expect(charge(p, 3).correction.kind).toBe('none');
  expect(current(p, 'heat')).toMatchObject({ allowed: false, forbiddenBy: 'reflection about a bond' });
});

test('Dzyaloshinskii–Moriya along z twists the XXZ chain: every charge has a correction of its own range', () => {
  const p = perturb(readOperatorAt('D sum_j (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>)'), xxz, { upto: 5 });
  for (const k of [2, 3, 4, 5]) {
    expect(charge(p, k).broken).toBe(true);
    expect(charge(p, k).correction).toMatchObject({ kind: 'exists', range: k });
    expect(corrects(p, k)).toBe(true);
  }
});

test('a field along x breaks Sz and the charges of XXZ, and none but Sz at the isotropic point', () => {
  const p = perturb(readOperatorAt('b sum_j Sx_j'), xxz, { upto: 4 });
  expect(p.symmetries.broken).toContain('Sz');
  expect(p.symmetries.kept).toContain('π rotation about x');
  expect(charge(p, 1).correction.kind).toBe('none');
  expect(charge(p, 3).correction.kind).toBe('none');
  const isotropic = perturb(readOperatorAt('b sum_j Sx_j'), xxx, { upto: 4 });
  expect(isotropic.charges.map((c) => c.broken)).toEqual([true, false, false, false]);
  expect(isotropic.symmetries.kept).toContain('Sx');
  expect(isotropic.symmetries.broken).toEqual(expect.arrayContaining(['SU(2)', 'Sz', 'Sy']));
});

test('the scalar chirality is C_3 at Δ = J: nothing breaks', () => {
  const chirality = readOperatorAt('k sum_j (S_j×S_<j+1>)·S_<j+2>');
  const p = perturb(chirality, xxx, { upto: 5 });
  expect(p.charges.some((c) => c.broken)).toBe(false);
  expect(p.symmetries.broken).toEqual(expect.arrayContaining(['reflection about a site', 'time reversal']));
  expect(charge(perturb(chirality, xxz, { upto: 3 }), 3).broken).toBe(true);
});

describe("the paper's drive and phonons, chain (7), (8), (9)", () => {
  const both = addOperators(drive, phonons);
  const without = perturb(both, xxz, { upto: 3 });
  const within = perturb(both, addOperators(xxz, field), { upto: 3 });

  test('without a field the bond-centred rotation by π about y forbids the heat current, and no other symmetry that they have', () => {
    expect(current(without, 'heat')).toMatchObject({
      allowed: false,
      forbiddenBy: 'bond-centred π rotation about y',
      order: 'all',
    });
    expect(current(without, 'spin').allowed).toBe(true);
    expect(without.symmetries.kept).toEqual(
      expect.arrayContaining(['translation by one site and half a period', 'bond-centred π rotation about y']),
    );
    // Rotations about x are broken by γ_m alone.
    const plain = perturb(addOperators(drive, readOperatorAt('sum_j S_j·S_<j+1> (a_j + a†_j)')), xxz, { upto: 2 });
    expect(plain.symmetries.kept).toContain('Sz');
  });

  test('a field allows both currents', () => {
    expect(within.currents.map((c) => [c.name, c.allowed])).toEqual([
      ['heat', true],
      ['spin', true],
    ]);
    expect(within.symmetries.kept).not.toContain('bond-centred π rotation about y');
  });

  test('A → −A changes the sign of all currents, B → −B that of the heat current only', () => {
    const A = readOperatorAt('eps_d J sum_j (-1)^(j+1) S_j·S_<j+1> sin(ω t)');
    const reversesA = within.reversals.find(
      (r) => isZeroOperator(r.ofHamiltonian) && isZeroOperator(addOperators(r.ofPerturbation, negateOperator(A))),
    );
    expect(reversesA).toMatchObject({ name: 'reflection about a site', flipped: ['heat', 'spin'] });
    const reversesB = within.reversals.find((r) => isZeroOperator(r.ofPerturbation));
    expect(reversesB?.ofHamiltonian).toEqualOperator(field);
    expect(reversesB).toMatchObject({
      name: 'bond-centred π rotation about y',
      flipped: ['heat'],
      unchanged: ['spin'],
    });
  });

  test('the first order vanishes, and a bath has no correction of finite range that could be written', () => {
    expect(within.firstOrder.vanishes).toBe(true);
    expect(within.charges.every((c) => c.broken && c.correction.kind === 'undecided')).toBe(true);
  });

  test('one of the two parts of the drive alone drives nothing: a reflection forbids it', () => {
    const A = perturb(readOperatorAt('sum_j (-1)^j S_j·S_<j+1> sin(ω t)'), addOperators(xxz, field), { upto: 2 });
    expect(A.currents.map((c) => c.forbiddenBy)).toEqual(['reflection about a bond', 'reflection about a bond']);
    const M = perturb(readOperatorAt('sum_j (-1)^j Sz_j cos(ω t)'), addOperators(xxz, field), { upto: 2 });
    expect(M.currents.map((c) => c.forbiddenBy)).toEqual(['reflection about a site', 'reflection about a site']);
  });

  test('in phase they are allowed by every unitary symmetry, but odd under complex conjugation', () => {
    const p = perturb(readOperatorAt('sum_j ((-1)^j S_j·S_<j+1> + (-1)^j Sz_j) cos(ω t)'), addOperators(xxz, field), {
      upto: 2,
    });
    expect(current(p, 'heat')).toMatchObject({ allowed: true, oddUnder: 'complex conjugation' });
    expect(current(within, 'heat').oddUnder).toBeUndefined();
  });
});

test('currents are those of chain (16), (17) and (18)', () => {
  const p = perturb(readOperatorAt('sum_j Sz_j'), addOperators(xxz, field), { upto: 2 });
  expect(current(p, 'spin').operator).toEqualOperator('J sum_j (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>)');
  expect(current(p, 'heat').operator).toEqualOperator(
    "(J^2 sum_j (S'_j×S''_<j+1>)·S'_<j+2>) - B J sum_j (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>)",
  );
  // XYZ conserves no spin, so there is no spin current.
  expect(perturb(readOperatorAt('sum_j Sz_j'), xyz, { upto: 2 }).currents.map((c) => c.name)).toEqual(['heat']);
});

test('a harmonic may be moved in time, and a drive may have several', () => {
  const circular = perturb(readOperatorAt('sum_j Sx_j cos(ω t) + Sy_j sin(ω t)'), addOperators(xxz, field), {
    upto: 2,
  });
  expect(circular.symmetries.motions.map((m) => m.name)).toContain('π/2 rotation about z and a shift in time');
  const two = perturb(
    readOperatorAt('sum_j (-1)^j Sz_j cos(3 ω t) + (Sx_j Sx_<j+1> - Sy_j Sy_<j+1>) cos(6 ω t)'),
    xxz,
    {
      upto: 2,
    },
  );
  expect(two.symmetries.kept).toContain('translation by one site and half a period');
  // The sixth harmonic changes its sign too: no time does that to both, the rates of order ε² do not mind.
  const leading = perturb(readOperatorAt('sum_j (-1)^j Sz_j (cos(ω t) + cos(2 ω t))'), xxz, {
    upto: 2,
  }).symmetries.motions.find((m) => m.name.startsWith('translation by one site,'));
  expect(leading).toMatchObject({ order: 'leading', name: 'translation by one site, harmonic by harmonic' });
});

test('what no single symmetry turns around may be forbidden by several together', () => {
  // Each rotation by π leaves one component of the spin alone; together they leave none.
  const spins = readOperatorAt('sum_j Sx_j + Sy_j + Sz_j');
  const { motions } = perturb(readOperatorAt('sum_j S_j·S_<j+2>'), xyz, { upto: 2 }).symmetries;
  const found = selectionOf(spins, motions);
  expect(found).toMatchObject({ allowed: false, order: 'all' });
  expect(found.forbiddenBy).toMatch(/^π rotation about . together with π rotation about .$/u);
  const one = perturb(readOperatorAt('b sum_j Sx_j'), xyz, { upto: 2 }).symmetries.motions;
  expect(
    selectionOf(
      spins,
      one.filter((k) => k.order === 'all'),
    ).allowed,
  ).toBe(true);
});

test('a string far longer than the charges is looked at, and what would take too long is undecided', () => {
  const p = perturb(readOperatorAt('sum_j S_j·S_<j+20>'), xxx, { upto: 3 });
  expect(p.symmetries.broken).toEqual([]);
  expect(charge(p, 3)).toMatchObject({ broken: true, correction: { kind: 'undecided' } });
});

const refused: [string, string, string][] = [
  ['local', 'Sz_0', 'not-a-chain-sum'],
  ['growing', 'sum_j j Sz_j', 'grows-along-the-chain'],
  ['not Hermitian', 'sum_j i Sz_j', 'not-hermitian'],
  ['nothing', '0', 'zero-perturbation'],
  ['driven bath', 'sum_j Sz_j cos(ω t) (a_j + a†_j)', 'driven-bath'],
  ['inexact', 'sum_j cos(3/10) Sz_j', 'inexact-constant'],
];
test.each(refused)('%s: %s is refused', (_name, text, code) => {
  const run = (): unknown => perturb(readOperatorAt(text), xxz as Operator);
  let found: unknown;
  try {
    run();
  } catch (error) {
    found = (error as { diagnostic?: { code: string } }).diagnostic?.code;
  }
  expect(found).toBe(code);
});
