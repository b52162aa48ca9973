// Fermions by Jordan and Wigner, against explicit matrices of c and c† on an open chain.
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { evaluateCoefficient, refuseUnset } from '../../src/exact/index.js';
import { writeTex, writeText } from '../../src/language/index.js';
import { type OperatorValue, expressValue } from '../../src/meaning/index.js';
import { Session } from '../../src/session/index.js';
import { type Operator, equalOperators, firstSite, lettersOf } from '../../src/spin/index.js';
import { type Matrix, addScaled, dagger, distance, product, stringMatrix, zeros } from '../spin/dense.js';
import { claim, error, last, value } from './program.js';

interface Factor {
  readonly kind: 'c' | 'c†' | 'n';
  readonly cell: number;
  readonly leg: number;
}
interface Summand {
  readonly re: number;
  readonly im: number;
  readonly factors: readonly Factor[];
}

const shapes = [
  { legs: 1, cells: 5 },
  { legs: 2, cells: 3 },
  { legs: 3, cells: 2 },
] as const;

const summandOf = (shape: (typeof shapes)[number], { even }: { even: boolean }): fc.Arbitrary<Summand> => {
  const factor: fc.Arbitrary<Factor> = fc.record({
    kind: fc.constantFrom('c', 'c†', 'n'),
    cell: fc.nat(shape.cells - 1),
    leg: fc.nat(shape.legs - 1),
  });
  return fc
    .record({
      re: fc.integer({ min: -2, max: 2 }),
      im: fc.integer({ min: -2, max: 2 }),
      factors: fc.array(factor, { minLength: 1, maxLength: 4 }),
    })
    .filter(({ factors }) => (factors.filter(({ kind }) => kind !== 'n').length % 2 === 0) === even);
};
const cases = (even: boolean) =>
  fc.constantFrom(...shapes).chain((shape) =>
    fc.record({
      shape: fc.constant(shape),
      list: fc.array(summandOf(shape, { even }), { minLength: 1, maxLength: 3 }),
    }),
  );

const siteText = (legs: number, { cell, leg }: Factor): string => (legs === 1 ? `<${cell}>` : `{${cell},${leg + 1}}`);
const text = (legs: number, list: readonly Summand[]): string =>
  list
    .map(
      ({ re, im, factors }) => `(${re} + (${im}) i) ${factors.map((f) => `${f.kind}_${siteText(legs, f)}`).join(' ')}`,
    )
    .join(' + ');

/** (1 − 2n) left of the site, then |0⟩⟨1| of the site; up is occupied. */
function annihilator(site: number, sites: number): Matrix {
  const out = zeros(2 ** sites);
  const before = 'Z'.repeat(site);
  const after = 'I'.repeat(sites - site - 1);
  const sign = site % 2 === 0 ? 1 : -1;
  addScaled(out, stringMatrix(`${before}X${after}`), { re: sign / 2, im: 0 });
  addScaled(out, stringMatrix(`${before}Y${after}`), { re: 0, im: -sign / 2 });
  return out;
}

function matrixOf({ legs, cells }: { legs: number; cells: number }, list: readonly Summand[]): Matrix {
  const sites = legs * cells;
  const out = zeros(2 ** sites);
  for (const { re, im, factors } of list) {
    let m = stringMatrix('I'.repeat(sites));
    for (const { kind, cell, leg } of factors) {
      const c = annihilator(legs * cell + leg, sites);
      m = product(m, kind === 'c' ? c : kind === 'c†' ? dagger(c) : product(dagger(c), c));
    }
    addScaled(out, m, { re, im });
  }
  return out;
}

function operatorMatrix({ terms }: Operator, sites: number): Matrix {
  const out = zeros(2 ** sites);
  for (const { word, place, coefficient } of terms)
    addScaled(
      out,
      stringMatrix(`${'I'.repeat(firstSite(place))}${lettersOf(word)}`.padEnd(sites, 'I')),
      evaluateCoefficient(coefficient, refuseUnset),
    );
  return out;
}

function sessionWith(legs: number): Session {
  const session = new Session();
  if (legs > 1) last(`legs ${legs}`, session);
  return session;
}

function valueIn(session: Session, program: string): OperatorValue {
  const outcome = last(program, session);
  if (outcome.kind !== 'value' && outcome.kind !== 'definition')
    throw new Error(`${program}: ${outcome.kind === 'error' ? outcome.diagnostic.message : outcome.kind}`);
  if (outcome.value.kind === 'scalar')
    return { kind: 'operator', operator: { terms: [] }, free: false, fixed: true, weighted: false };
  return outcome.value as OperatorValue;
}

describe('products of fermions', () => {
  test('anticommute as they should', () => {
    for (const [legs, sites] of [
      [1, ['<-3>', '<0>', '<2>']],
      [2, ['{-1,2}', '{0,1}', '{0,2}', '{2,1}']],
    ] as const) {
      for (const p of sites)
        for (const q of sites) {
          const declared = legs === 1 ? '' : `legs ${legs}\n`;
          const same = p === q ? 1 : 0;
          expect(claim(`${declared}prove {c_${p}, c†_${q}} = ${same}`).holds).toBe(true);
          expect(claim(`${declared}prove {c_${p}, c_${q}} = 0`).holds).toBe(true);
          expect(claim(`${declared}prove {c†_${p}, c†_${q}} = 0`).holds).toBe(true);
          expect(claim(`${declared}prove [n_${p}, c†_${q}] = ${same} c†_${q}`).holds).toBe(true);
        }
    }
  });

  test.prop([cases(true)], { numRuns: 60 })(
    'are the matrices of the chain, if they keep the parity',
    ({ shape, list }) => {
      const { legs, cells } = shape;
      const wanted = matrixOf(shape, list);
      // Left of the first site there is nothing, so the infinite chain has the same matrices.
      const local = valueIn(sessionWith(legs), `0 X_{0${legs > 1 ? ',1' : ''}} + ${text(legs, list)}`);
      expect(distance(operatorMatrix(local.operator, legs * cells), wanted)).toBeLessThan(1e-9);
      const open = valueIn(sessionWith(legs), `on open(${cells}): ${text(legs, list)}`);
      expect(distance(operatorMatrix(open.operator, legs * cells), wanted)).toBeLessThan(1e-9);
    },
  );

  test.prop([cases(false)], { numRuns: 40 })('are matrices of an open chain, if they change it', ({ shape, list }) => {
    const open = valueIn(sessionWith(shape.legs), `on open(${shape.cells}): ${text(shape.legs, list)}`);
    expect(distance(operatorMatrix(open.operator, shape.legs * shape.cells), matrixOf(shape, list))).toBeLessThan(1e-9);
  });

  test.prop([cases(false), fc.integer({ min: -4, max: 4 })], { numRuns: 40 })(
    'do not depend on where the sites are counted from',
    ({ shape, list }, by) => {
      const session = sessionWith(shape.legs);
      const moved = list.map((s) => ({ ...s, factors: s.factors.map((f) => ({ ...f, cell: f.cell + by })) }));
      const adjoint = (of: readonly Summand[]): string => `(${text(shape.legs, of)})†`;
      const here = valueIn(
        session,
        `0 X_{0${shape.legs > 1 ? ',1' : ''}} + {${text(shape.legs, list)}, ${adjoint(list)}}`,
      );
      const there = valueIn(
        session,
        `0 X_{0${shape.legs > 1 ? ',1' : ''}} + translate({${text(shape.legs, moved)}, ${adjoint(moved)}}, ${-by})`,
      );
      expect(equalOperators(here.operator, there.operator)).toBe(true);
    },
  );
});

describe('printing in fermions', () => {
  test.prop([cases(true)], { numRuns: 60 })('reads back: numbered sites', ({ shape, list }) => {
    const session = sessionWith(shape.legs);
    const found = valueIn(
      session,
      `A = c_{0${shape.legs > 1 ? ',1' : ''}}^2 + ${text(shape.legs, list)}`.replace('c_{0}', 'c_<0>'),
    );
    const tree = expressValue(found, session.environment.notation);
    expect(
      equalOperators(
        valueIn(session, `0 c_<0>^2 + ${writeText(tree)}`.replace('0 c_<0>^2 + ', '')).operator,
        found.operator,
      ),
    ).toBe(true);
    expect(writeText(tree)).not.toMatch(/S|X_|Y_|Z_/u);
    expect(writeTex(tree)).not.toBe('');
  });

  test.prop([cases(false)], { numRuns: 40 })('reads back: an odd number of them', ({ shape, list }) => {
    const session = sessionWith(shape.legs);
    const found = valueIn(session, `A = ${text(shape.legs, list)}`);
    const shown = writeText(expressValue(found, session.environment.notation));
    if (shown === '0') return;
    expect(equalOperators(valueIn(session, `B = ${shown}`).operator, found.operator)).toBe(true);
  });

  test.each([
    'sum_j -t0 (c†_j c_<j+1> + h.c.) + V n_j n_<j+1>',
    'sum_j (-1)^j (n_j n_<j+1> + c†_j c_<j+2> + h.c.)',
    'sum_j j n_<j+1> + (-1)^j n_<j+1>',
    'sum_j i c†_<3j> c_<3j+1> + h.c.',
    'sum_j n_<3j+1> n_<3j+4>',
  ])('reads back: %s', (typed) => {
    const session = new Session();
    const found = valueIn(session, typed);
    const shown = writeText(expressValue(found, session.environment.notation));
    expect({ shown, same: equalOperators(valueIn(session, shown).operator, found.operator) }).toEqual({
      shown,
      same: true,
    });
  });

  test('is as typed', () => {
    const session = new Session();
    last('species up, down', session);
    const hubbard = 'sum_j U n_{j,up} n_{j,down} - t0 (c†_{j,up} c_{j+1,up} + c†_{j,down} c_{j+1,down} + h.c.)';
    expect(writeText(expressValue(valueIn(session, hubbard), session.environment.notation))).toBe(hubbard);
  });
});

describe('the Hubbard chain', () => {
  const declared = `species up, down
    H = sum_j -t0 (c†_{j,up} c_{j+1,up} + c†_{j,down} c_{j+1,down} + h.c.) + U (n_{j,up} - 1/2) (n_{j,down} - 1/2)
`.replaceAll('\n    ', '\n');
  test.each([
    ['charge', '[H, sum_j n_{j,up}] = 0'],
    ['spin SU(2)', '[H, sum_j c†_{j,up} c_{j,down}] = 0'],
    ['η pairing', '[H, sum_j (-1)^j c†_{j,up} c†_{j,down}] = 0'],
    ['the equation of motion', '[H, c_{0,up}] = t0 (c_{-1,up} + c_{1,up}) - U c_{0,up} (n_{0,down} - 1/2)'],
  ])('%s', (_, equation) => {
    expect(claim(`${declared}prove ${equation}`).holds).toBe(true);
  });

  test('pairing without the sign is not conserved', () => {
    expect(claim(`${declared}refute [H, sum_j c†_{j,up} c†_{j,down}] = 0`).holds).toBe(true);
  });

  test('is that of two chains of spins with the sign of the other spin between', () => {
    expect(
      claim(
        `${declared}prove with U = 0: H = t0 sum_j 2 (S+_{j,up} Sz_{j,down} S-_{j+1,up} + S+_{j,down} Sz_{j+1,up} S-_{j+1,down} + h.c.)`,
      ).holds,
    ).toBe(true);
  });
});

describe('what is refused', () => {
  test.each([
    ['c_<0>', 'parity-odd'],
    ['sum_j c_j', 'parity-odd'],
    ['hermitian(c_<0>)', 'parity-odd'],
    ['sum_j c†_j c_<j+1> c_<j+2>', 'parity-odd'],
    ['c_<0> + 1', 'mixed-parity'],
    ['prove c_<0> = n_<0>', 'mixed-parity'],
    ['c_0 + c†_1', 'fermion-or-parameter'],
    ['c†_1 c_0', 'fermion-or-parameter'],
    ['n_3 n_<4>', 'fermion-or-parameter'],
    ['c†_j = X_j', 'not-definable'],
    ['[sum_j X_j, c_<0>]', 'mixed-parity'],
    ['X_0 c_<1>', 'mixed-parity'],
    ['S_<0> c_<1>', 'parity-odd'],
    ['b†_j b_j', 'no-fermions'],
    ['-t (c†_j c_<j+1> + h.c.)', 'time'],
  ])('%s', (program, code) => {
    expect(error(program).code).toBe(code);
  });

  test('c and n may be couplings and densities', () => {
    expect(value('c_1 X_0').kind).toBe('operator');
    expect(value('param c_1 real\nc_1 c†_<0> c_<1>').kind).toBe('operator');
    expect(claim('n_j = (1 - Z_j)/2\nprove sum_j n_j n_<j+1> = sum_j 1/4 (1 - 2 Z_j + Z_j Z_<j+1>)').holds).toBe(true);
    expect(claim('m_j = c_j + c†_j\nprove {m_<-3>, m_<4>} = 0').holds).toBe(true);
    expect(claim('m_j = c_j + c†_j\nprove m_<-3>^2 = 1').holds).toBe(true);
  });
});
