import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { type Coefficient, evaluateCoefficient } from '../../src/exact/index.js';
import { writeText } from '../../src/language/index.js';
import { expressOperator } from '../../src/meaning/index.js';
import { formatOf } from '../../src/exchange/index.js';
import { type Operator, equalOperators, firstSite, lettersOf, onOpenChain } from '../../src/spin/index.js';
import { type Matrix, addScaled, bracket, distance, linear, product, stringMatrix, zeros } from '../spin/dense.js';
import { chainOf, chainStrings, localOf, localStrings, matrixOf, parts } from '../spin/realise.js';
import { claim, error, operator, scalar, terms, value } from './program.js';

// An open chain of N sites keeps of a sum the strings that fit on 0 … N − 1. The matrices are made by loops over the
// sites, never from a chain operator.

const numberOf = (c: Coefficient) => evaluateCoefficient(c, () => Number.NaN);

function matrix(o: Operator, n: number): Matrix {
  const out = zeros(2 ** n);
  for (const t of o.terms) {
    const [letters, site] = [lettersOf(t.word), firstSite(t.place)];
    expect({ place: t.place.kind, fits: site >= 0 && site + letters.length <= n }).toEqual({
      place: 'local',
      fits: true,
    });
    addScaled(
      out,
      stringMatrix('I'.repeat(site) + letters + 'I'.repeat(n - site - letters.length)),
      numberOf(t.coefficient),
    );
  }
  return out;
}

const open = (n: number, text: string): Matrix => matrix(operator(`on open(${n}): ${text}`), n);
const expectSame = (a: Matrix, b: Matrix): void => expect(distance(a, b)).toBe(0);
const textOf = (a: Operator): string => `(${writeText(expressOperator(a, { free: false }))})`;

/** P A P for the permutation of basis states that reads the chain from right to left. */
function mirrored(a: Matrix, n: number): Matrix {
  const back = (s: number): number => Number.parseInt([...s.toString(2).padStart(n, '0')].reverse().join(''), 2);
  const out = zeros(a.size);
  for (let i = 0; i < a.size; i++)
    for (let k = 0; k < a.size; k++) {
      out.re[back(i) * a.size + back(k)] = a.re[i * a.size + k]!;
      out.im[back(i) * a.size + back(k)] = a.im[i * a.size + k]!;
    }
  return out;
}

describe('a sum on an open chain', () => {
  test('keeps the strings that fit', () => {
    expect(terms('on open(4): sum_j X_j Y_<j+1>')).toEqual({ 'XY@0': '1', 'XY@1': '1', 'XY@2': '1' });
    expect(terms('on open(3): sum_j X_j Z_<j+2>')).toEqual({ 'XIZ@0': '1' });
    expect(terms('on open(3): sum_j Z_<j-5>')).toEqual({ 'Z@0': '1', 'Z@1': '1', 'Z@2': '1' });
    expect(terms('on open(1): sum_j Z_j')).toEqual({ 'Z@0': '1' });
    // A number is that multiple of the identity on each of the N sites.
    expect(terms('on open(5): sum_j 3')).toEqual({ '1@0': '15' });
  });

  test('has position weights, staggering on any number of sites, and phases', () => {
    expect(terms('on open(4): sum_j j Z_j')).toEqual({ 'Z@1': '1', 'Z@2': '2', 'Z@3': '3' });
    // The weight is that of the summed j, wherever the letters are: j = 2, 1, 0, −1.
    expect(terms('on open(4): sum_j j Z_<j+1>')).toEqual({ 'Z@0': '-1', 'Z@2': '1', 'Z@3': '2' });
    expect(terms('on open(3): sum_j (-1)^j Z_j')).toEqual({ 'Z@0': '1', 'Z@1': '-1', 'Z@2': '1' });
    expect(terms('param φ phase; on open(3): sum_j exp(i φ j) Z_j')).toEqual({
      'Z@0': '1',
      'Z@1': 'exp(i*phi)',
      'Z@2': 'exp(2*i*phi)',
    });
    expect(terms('on open(5): sum_j j')).toEqual({ '1@0': '10' });
  });

  test('stands beside operators at the ends', () => {
    expect(terms('H = sum_j X_j X_<j+1>; on open(3): H + h Z_0 - h Z_2')).toEqual({
      'XX@0': '1',
      'XX@1': '1',
      'Z@0': 'h',
      'Z@2': '-h',
    });
  });

  const pair = fc.tuple(
    fc.integer({ min: 3, max: 4 }),
    parts({ longest: 3, powers: 2, staggered: true }),
    parts({ longest: 3, powers: 1, staggered: true }),
    parts({ longest: 2, sites: 3 }),
  );
  test.prop([pair], { numRuns: 60 })('random sums: product, commutator, adjoint, mirror image', ([n, a, b, ends]) => {
    const [p, q, e] = [textOf(chainOf(a)), textOf(chainOf(b)), textOf(localOf(ends))];
    const [x, y] = [a, b].map((list) => matrixOf(chainStrings(list, n), n)) as [Matrix, Matrix];
    const z = matrixOf(localStrings(ends, n), n);
    expectSame(open(n, p), x);
    expectSame(open(n, `${p} ${q}`), product(x, y));
    expectSame(open(n, `[${p} + ${e}, ${q}]`), bracket(linear(x, 1, z, 1), y, -1));
    expectSame(open(n, `reflect(${p} + ${e})`), mirrored(linear(x, 1, z, 1), n));
    expect(value(`on open(${n}): hermitian(${p})`)).toEqual({
      kind: 'boolean',
      boolean: operatorIsHermitian(x),
    });
    expect(numberOf(scalarOf(`on open(${n}): norm2(${p})`)).re).toBeCloseTo(frobenius(x) / 2 ** n, 9);
  });

  const operatorIsHermitian = (a: Matrix): boolean => {
    for (let i = 0; i < a.size; i++)
      for (let k = 0; k < a.size; k++)
        if (a.re[i * a.size + k] !== a.re[k * a.size + i] || a.im[i * a.size + k] !== -a.im[k * a.size + i]!)
          return false;
    return true;
  };
  const frobenius = (a: Matrix): number => a.re.reduce((s, v, k) => s + v * v + a.im[k]! ** 2, 0);
  const scalarOf = (text: string): Coefficient => {
    const found = value(text);
    if (found.kind !== 'scalar') throw new Error(found.kind);
    return found.scalar;
  };
});

describe('functions on an open chain', () => {
  test('symmetries are those of the chain with its ends', () => {
    const items = (text: string): readonly string[] => {
      const found = value(text);
      return found.kind === 'list' ? found.items : [];
    };
    const h = '(sum_j S_j·S_<j+1>)';
    expect(items(`on open(4): symmetries(${h})`)).toEqual([
      'SU(2)',
      'Sz',
      'Sx',
      'Sy',
      'reflection about the middle',
      'π rotation about x',
      'time reversal',
      'π rotation about x with reflection about the middle',
    ]);
    expect(items(`on open(4): symmetries(${h} + Z_0 - Z_3)`)).toEqual([
      'Sz',
      'π rotation about x with reflection about the middle',
    ]);
    // The field is at the ends only, and the total S^x commutes with it.
    expect(items(`on open(5): symmetries(${h} + X_0 + X_4)`)).toEqual([
      'Sx',
      'reflection about the middle',
      'π rotation about x',
      'π rotation about x with reflection about the middle',
    ]);
    expect(items('on open(4): symmetries(sum_j j X_j X_<j+1>)')).toEqual(['Sx', 'π rotation about x', 'time reversal']);
  });

  test('range and support are those of the strings', () => {
    expect(scalar('on open(4): range(sum_j X_j Z_<j+2>)')).toBe('3');
    expect(value('on open(4): support(sum_j X_j Z_<j+2>)')).toEqual({ kind: 'list', items: ['0', '1', '2', '3'] });
    expect(scalar('on open(4): terms(sum_j X_j X_<j+1>)')).toBe('3');
    // On a ring X_0 X_3 are neighbours.
    expect(scalar('on open(4): range(X_0 X_3)')).toBe('4');
    expect(scalar('on ring(4): range(X_0 X_3)')).toBe('2');
  });

  test('translate moves strings, as long as they stay on the chain', () => {
    expect(terms('on open(4): translate(X_0 Z_1, 2)')).toEqual({ 'XZ@2': '1' });
    expect(error('on open(4): translate(X_0 Z_1, 3)').code).toBe('site-outside');
    expect(error('on open(4): translate(X_0, -1)').code).toBe('site-outside');
  });

  test('charge and boost are those of the infinite chain, cut to the chain', () => {
    expect(terms('on open(4): charge(sum_j S_j·S_<j+1>, 3) - sum_j (S_j×S_<j+1>)·S_<j+2>')).toEqual({});
    expect(terms('on open(3): boost(sum_j Z_j Z_<j+1>)')).toEqual({ 'ZZ@1': '-i' });
  });
});

describe('claims on an open chain', () => {
  test('a field and an exchange commute with the field, the charge C_3 does not survive the ends', () => {
    const h = 'H = sum_j S_j·S_<j+1>; C3 = sum_j (S_j×S_<j+1>)·S_<j+2>;';
    expect(claim(`${h} on open(6): prove [H, sum_j Sz_j] = 0`).holds).toBe(true);
    const found = claim(`${h} prove on open(8): [H, C3] = 0`);
    expect(found.holds).toBe(false);
    expect(claim(`${h} on open(8): refute [H, C3] = 0`).holds).toBe(true);
    // The residual is at the two ends.
    const ends = found.residual!.terms.map((t) => {
      const first = firstSite(t.place);
      const last = first + lettersOf(t.word).length - 1;
      return last <= 2 ? 'left' : first >= 5 ? 'right' : `${first} … ${last}`;
    });
    expect(new Set(ends)).toEqual(new Set(['left', 'right']));
    expect(claim(`${h} on ring(6): prove [H, C3] = 0`).holds).toBe(true);
  });

  test('with and on open nest in either order; chains do not', () => {
    expect(terms('with J = 2: on open(3): sum_j J X_j X_<j+1>')).toEqual({ 'XX@0': '2', 'XX@1': '2' });
    expect(terms('on open(3): with J = 2: sum_j J X_j X_<j+1>')).toEqual({ 'XX@0': '2', 'XX@1': '2' });
    expect(error('on open(3): on ring(3): X_0').code).toBe('ring-in-ring');
    expect(error('on open(3): prove on ring(3): X_0 = X_0').code).toBe('ring-in-ring');
  });
});

describe('an open chain refuses', () => {
  test.each([
    ['on open(4): X_j', 'free-site-on-open-chain'],
    ['h_<j,j+1> = X_j X_<j+1>; on open(4): h_<j,j+1>', 'free-site-on-open-chain'],
    ['on open(4): density(sum_j X_j)', 'free-site-on-open-chain'],
    ['on open(2): sum_j X_j X_<j+2>', 'range-exceeds-chain'],
    ['on open(4): X_4', 'site-outside'],
    ['A = X_3 X_4; on open(4): A', 'site-outside'],
    ['on open(4): X_<-1>', 'site-outside'],
    ['on open(4): (a_<7> + a†_<7>)', 'site-outside'],
    ['on open(0): X_0', 'open-size'],
    ['on open(65): X_0', 'open-size'],
    ['on open(J): X_0', 'open-size'],
    ['sum_j (on open(4): Z_j)', 'ring-in-sum'],
    ['on open(4): on open(6): X_0', 'ring-in-ring'],
  ])('%s', (text, code) => {
    expect(error(text).code).toBe(code);
  });

  test('a bath displacement that leaves the chain with its string is left out', () => {
    const a = operator('on open(3): sum_j Z_j Z_<j+1> (a_<j+2> + a†_<j+2>)');
    expect(
      a.terms.map((t) => [lettersOf(t.word), firstSite(t.place), t.place.kind === 'local' && t.place.displacement]),
    ).toEqual([['ZZ', 0, 2]]);
  });
});

describe('an operator on an open chain for other libraries', () => {
  test('is what the format makes of the sum itself, with --open', () => {
    const sum = operator('sum_j X_j X_<j+1> + (-1)^j Z_j + j Y_j');
    for (const id of ['qiskit', 'openfermion', 'quspin', 'itensor', 'mathematica', 'paulistrings'])
      expect(formatOf(id).write(onOpenChain(sum, 5), { sites: 5 })).toEqual(
        formatOf(id).write(sum, { sites: 5, open: true }),
      );
    expect(equalOperators(onOpenChain(sum, 5), operator('on open(5): sum_j X_j X_<j+1> + (-1)^j Z_j + j Y_j'))).toBe(
      true,
    );
  });
});
