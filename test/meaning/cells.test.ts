// Chains whose cells hold several spins, and sums over sites that are some apart, against matrices of rings that are built
// letter by letter.
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { evaluateCoefficient, refuseUnset } from '../../src/exact/index.js';
import { writeText, writeTex } from '../../src/language/index.js';
import { asOperator, expressValue } from '../../src/meaning/index.js';
import { Session } from '../../src/session/index.js';
import { type Operator, equalOperators, firstSite, lettersOf } from '../../src/spin/index.js';
import { type Complex, type Matrix, addScaled, bracket, dagger, distance, stringMatrix, zeros } from '../spin/dense.js';
import { error, last, scalar, value } from './program.js';

interface Letter {
  readonly letter: 'X' | 'Y' | 'Z';
  readonly cell: number;
  readonly leg: number;
}
/** c · w(j) · letters, summed over the cells j. */
interface Summand {
  readonly letters: readonly Letter[];
  readonly weight: '1' | '(-1)^j' | 'i^j' | 'exp(2 i π/3)^j';
  readonly re: number;
  readonly im: number;
}

/** Spins in a cell, and cells of a ring that holds two strings of two cells and all weights. */
const shapes = [
  { legs: 1, cells: 6, weights: ['1', '(-1)^j', 'exp(2 i π/3)^j'] },
  { legs: 1, cells: 8, weights: ['1', '(-1)^j', 'i^j'] },
  { legs: 2, cells: 4, weights: ['1', '(-1)^j', 'i^j'] },
  { legs: 2, cells: 3, weights: ['1', 'exp(2 i π/3)^j'] },
  { legs: 3, cells: 2, weights: ['1', '(-1)^j'] },
  { legs: 4, cells: 2, weights: ['1', '(-1)^j'] },
] as const;

const amount = fc.integer({ min: -2, max: 2 });
const sums = fc.constantFrom(...shapes).chain((shape) => {
  const letter = fc.record({
    letter: fc.constantFrom('X', 'Y', 'Z'),
    cell: fc.nat(shape.cells > 2 ? 1 : 0),
    leg: fc.nat(shape.legs - 1),
  });
  const summand: fc.Arbitrary<Summand> = fc.record({
    letters: fc.uniqueArray(letter, { minLength: 1, maxLength: 3, selector: (l) => `${l.cell} ${l.leg}` }),
    weight: fc.constantFrom(...shape.weights),
    re: amount,
    im: amount,
  });
  const list = fc.array(summand, { minLength: 1, maxLength: 3 });
  return fc.record({ shape: fc.constant(shape), a: list, b: list });
});

const site = (legs: number, { cell, leg }: Letter): string => {
  const j = cell === 0 ? 'j' : `j+${cell}`;
  return legs === 1 ? `<${j}>` : `{${j},${leg + 1}}`;
};
const text = (legs: number, list: readonly Summand[]): string =>
  list
    .map(
      ({ letters, weight, re, im }) =>
        `sum_j (${re} + (${im}) i) ${weight} ${letters.map((l) => `${l.letter}_${site(legs, l)}`).join(' ')}`,
    )
    .join(' + ');

const turns = { '1': 0, '(-1)^j': 1 / 2, 'i^j': 1 / 4, 'exp(2 i π/3)^j': 1 / 3 } as const;

/** Every summand at every cell of the ring. */
function ringMatrix({ legs, cells }: { legs: number; cells: number }, list: readonly Summand[]): Matrix {
  const out = zeros(2 ** (legs * cells));
  for (const { letters, weight, re, im } of list) {
    for (let j = 0; j < cells; j++) {
      const word = Array<string>(legs * cells).fill('I');
      for (const { letter, cell, leg } of letters) word[legs * ((j + cell) % cells) + leg] = letter;
      const angle = 2 * Math.PI * turns[weight] * j;
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      addScaled(out, stringMatrix(word.join('')), { re: re * c - im * s, im: re * s + im * c });
    }
  }
  return out;
}

/** The matrix of local words. */
function matrixOf({ terms }: Operator, sites: number): Matrix {
  const out = zeros(2 ** sites);
  for (const { word, place, coefficient } of terms) {
    const c: Complex = evaluateCoefficient(coefficient, refuseUnset);
    const from = firstSite(place);
    addScaled(out, stringMatrix(`${'I'.repeat(from)}${lettersOf(word)}`.padEnd(sites, 'I')), c);
  }
  return out;
}

function sessionWith(legs: number): Session {
  const session = new Session();
  if (legs > 1) last(`legs ${legs}`, session);
  return session;
}

function operatorIn(session: Session, program: string): Operator {
  const outcome = last(program, session);
  if (outcome.kind !== 'value')
    throw new Error(`${program}: ${outcome.kind === 'error' ? outcome.diagnostic.message : outcome.kind}`);
  return asOperator(outcome.value)!;
}

describe('a chain of cells', () => {
  test.prop([sums], { numRuns: 60 })('has the commutators, sums and adjoints of its rings', ({ shape, a, b }) => {
    const { legs, cells } = shape;
    const session = sessionWith(legs);
    const [p, q] = [text(legs, a), text(legs, b)];
    const on = (expression: string): Matrix =>
      matrixOf(operatorIn(session, `on ring(${cells}): ${expression}`), legs * cells);
    const [m, n] = [ringMatrix(shape, a), ringMatrix(shape, b)];
    expect(distance(on(`(${p})`), m)).toBeLessThan(1e-12);
    expect(distance(on(`(${p})†`), dagger(m))).toBeLessThan(1e-12);
    last(`A = ${p}`, session);
    last(`B = ${q}`, session);
    last('C = [A, B]', session);
    expect(distance(on('C'), bracket(m, n, -1))).toBeLessThan(1e-9);
  });

  test.prop([sums], { numRuns: 60 })('prints as it is typed, and reads back', ({ shape, a }) => {
    const session = sessionWith(shape.legs);
    const outcome = last(text(shape.legs, a), session);
    if (outcome.kind !== 'value') throw new Error('no value');
    const tree = expressValue(outcome.value, outcome.notation);
    const again = last(writeText(tree), session);
    if (again.kind !== 'value') throw new Error(`${writeText(tree)} has no value`);
    expect(equalOperators(asOperator(again.value)!, asOperator(outcome.value)!)).toBe(true);
    expect(writeTex(tree)).not.toBe('');
  });

  test.prop([sums], { numRuns: 30 })('is moved by cells and reflected cell by cell', ({ shape, a }) => {
    const session = sessionWith(shape.legs);
    last(`A = ${text(shape.legs, a)}`, session);
    const same = (left: string, right: string): void => {
      const outcome = last(`prove ${left} = ${right}`, session);
      expect(outcome.kind === 'claim' && outcome.claim.holds, `${left} = ${right} for ${text(shape.legs, a)}`).toBe(
        true,
      );
    };
    same('translate(translate(A, 1), -1)', 'A');
    same('translate(A, 12)', 'A');
    same('reflect(reflect(A))', 'A');
    same('reflect(translate(A, 1))', 'translate(reflect(A), -1)');
    const back = a.map((s) => ({ ...s, letters: s.letters.map((l) => ({ ...l, cell: 1 - l.cell })) }));
    const plain = back.every((s) => s.weight === '1');
    if (plain) same('reflect(A)', text(shape.legs, back));
  });
});

describe('densities of cells', () => {
  test.prop([sums], { numRuns: 60 })('summed over the cells are the chain again', ({ shape, a }) => {
    const typed = text(
      shape.legs,
      a.map((summand) => ({ ...summand, weight: '1' as const })),
    );
    const outcome = last(`legs ${shape.legs}\nA = ${typed}\nprove sum_j density(A) = A`);
    expect(outcome.kind === 'claim' && outcome.claim.holds, typed).toBe(true);
  });

  test('have every spin of the cell at j', () => {
    const holds = (a: string, b: string): boolean => {
      const outcome = last(`legs 2\nprove ${a} = ${b}`);
      return outcome.kind === 'claim' && outcome.claim.holds;
    };
    expect(holds('density(sum_j Z_{j,1} + Z_{j,2})', 'Z_{j,1} + Z_{j,2}')).toBe(true);
    expect(holds('density(sum_j Z_{j,2} Z_{j+1,1} + 3)', 'Z_{j,2} Z_{j+1,1} + 3')).toBe(true);
    expect(holds('density(sum_j Z_{j,2} Z_{j+1,1})', 'Z_{j,1} Z_{j+1,1}')).toBe(false);
    expect(error('legs 2\ndensity(sum_j (-1)^j Z_{j,2})').code).toBe('not-translation-invariant');
  });
});

describe('product states of cells', () => {
  const up = fc.record({ cell: fc.nat(3), leg: fc.nat(1), letter: fc.constantFrom('X', 'Y', 'Z') });
  const bloch = { X: ['1/4', 0.25], Y: ['1/2', 0.5], Z: ['1/3 (-1)^j', 1 / 3] } as const;
  test.prop([fc.uniqueArray(up, { minLength: 1, maxLength: 4, selector: (l) => `${l.cell} ${l.leg}` })], {
    numRuns: 30,
  })('have the vector of their cell at each of its spins', (letters) => {
    const word = letters.map(({ letter, ...at }) => `${letter}_{${at.cell},${at.leg + 1}}`).join(' ');
    const state = `product(vector(${bloch.X[0]}, ${bloch.Y[0]}, ${bloch.Z[0]}))`;
    const wanted = letters.reduce(
      (n, { letter, cell }) => n * bloch[letter][1] * (letter === 'Z' ? (-1) ** cell : 1),
      1,
    );
    for (const prefix of ['', 'on open(4): ', 'on ring(4): ']) {
      const found = value(`legs 2\n${prefix}expect(${word}, ${state})`);
      if (found.kind !== 'scalar') throw new Error(found.kind);
      expect(evaluateCoefficient(found.scalar, refuseUnset).re).toBeCloseTo(wanted, 12);
    }
  });

  test.each([
    ['on open(2): expect(Z_{0,2}, product(vector(0, 0, (-1)^j)))', '1'],
    ['on open(2): expect(Z_{1,1}, product(vector(0, 0, (-1)^j)))', '-1'],
    ['on ring(4): expect(sum_j Z_{j,1} Z_{j+1,2}, product(vector(0, 0, (-1)^j)))', '-4'],
    ['expect(sum_j (-1)^j (Z_{j,1} + Z_{j,2}), product(vector(0, 0, (-1)^j)))', '1'],
  ])('%s is %s', (program, wanted) => {
    expect(scalar(`legs 2\n${program}`)).toBe(wanted);
  });
});

describe('sites that are some apart', () => {
  test('are a class of sites', () => {
    const z = (expression: string): string => writeText(expressValue(value(expression)));
    expect(z('sum_j Z_<2j>')).toBe(z('sum_j (1 + (-1)^j)/2 Z_j'));
    expect(z('sum_j Z_<3j> + Z_<3j+1> + Z_<3j+2>')).toBe(z('sum_j Z_j'));
    expect(z('sum_j Z_<3j-1>')).toBe('sum_j 2 Sz_<3j+2>');
    expect(z('sum_j i^j Z_j')).toBe(z('sum_j Z_<4j> + i Z_<4j+1> - Z_<4j+2> - i Z_<4j+3>'));
    expect(z('sum_j (2j+1) Z_<2j+1>')).toBe(z('sum_j j (1 - (-1)^j)/2 Z_j'));
    expect(z('sum_j j Z_<3j+1>')).toBe(z('1/3 ((sum_j (3j+1) Z_<3j+1>) - sum_j Z_<3j+1>)'));
    expect(z('sum_j exp(2 i π/3)^j Z_<2j>')).toBe(z('sum_j exp(i π/3)^j (1 + (-1)^j)/2 Z_j'));
  });

  test('a density is used at them', () => {
    const program = 'h_<j,j+1> = S_j·S_<j+1>\nA = sum_j h_<2j,2j+1> + h_<2j+1,2j+2>\nprove A = sum_j h_<j,j+1>';
    const outcome = last(program);
    expect(outcome.kind === 'claim' && outcome.claim.holds).toBe(true);
    const weighted = last('m_j = (-1)^j Z_j + j X_j\nprove sum_j m_<2j+1> = sum_j -Z_<2j+1> + (2j+1) X_<2j+1>');
    expect(weighted.kind === 'claim' && weighted.claim.holds).toBe(true);
  });

  test('numbers beside them count once for every j', () => {
    expect(scalar('overlap(on ring(4): sum_j 1 + 0 Z_<2j>, on ring(4): 1 + 0 Z_0)')).toBe('2');
  });
});

describe('phases along cells', () => {
  test('a twist takes the Dzyaloshinskii–Moriya exchange of a ladder away, for all couplings', () => {
    const rung = 'K S_{j,1}·S_{j,2}';
    const leg = (phase: string): string =>
      [1, 2].map((l) => `J/2 (${phase} S+_{j,${l}} S-_{j+1,${l}} + h.c.) + Δ Sz_{j,${l}} Sz_{j+1,${l}}`).join(' + ');
    const program = `param φ phase\nlegs 2\nprove twist(sum_j ${leg('exp(i φ)')} + ${rung}, φ) = sum_j ${leg('')} + ${rung}`;
    const outcome = last(program);
    expect(outcome.kind === 'claim' && outcome.claim.holds).toBe(true);
  });

  test('a phase of the cell is no phase of the site', () => {
    for (const legs of [2, 3]) {
      const program = (left: string, right: string): string => `param φ phase\nlegs ${legs}\nprove ${left} = ${right}`;
      const holds = (left: string, right: string): boolean => {
        const outcome = last(program(left, right));
        return outcome.kind === 'claim' && outcome.claim.holds;
      };
      const A = 'sum_j exp(i φ j) X_{j,2} Z_{j+1,1}';
      expect(holds(`translate(${A}, 1)`, `exp(-i φ) ${A}`)).toBe(true);
      expect(holds(`reflect(${A})`, 'exp(-i φ) sum_j exp(-i φ j) Z_{j,1} X_{j+1,2}')).toBe(true);
      expect(holds(`reflect(${A})`, 'exp(i φ) sum_j exp(-i φ j) Z_{j,1} X_{j+1,2}')).toBe(false);
      expect(holds(`[${A}, sum_j exp(-i φ j) Y_{j,2}]`, '2 i sum_j Z_{j,2} Z_{j+1,1}')).toBe(true);
    }
  });
});

describe('open chains of cells', () => {
  test.each([
    ['sum_j X_{j,1} Z_{j+1,2}', 'X_{0,1} Z_{1,2} + X_{1,1} Z_{2,2}'],
    ['sum_j j X_{j,2} X_{j,1}', 'X_{1,1} X_{1,2} + 2 X_{2,1} X_{2,2}'],
    ['sum_j 1/2 + 0 X_{j,1}', '3/2'],
    ['reflect(X_{0,1} Z_{1,2})', 'X_{2,1} Z_{1,2}'],
    ['range(X_{0,2} Z_{2,1})', '3'],
    ['(sum_j Z_{j,1}) Z_{2,2}', '(Z_{0,1} + Z_{1,1} + Z_{2,1}) Z_{2,2}'],
  ])('of three cells: %s = %s', (left, right) => {
    const outcome = last(`legs 2\non open(3): prove ${left} = ${right}`);
    expect(outcome.kind === 'claim' && outcome.claim.holds).toBe(true);
  });

  test('rings and open chains have cells 0 … N − 1', () => {
    expect(error('legs 2\non open(3): X_{3,1}').code).toBe('site-outside');
    expect(error('legs 2\non open(3): X_{-1,1}').code).toBe('site-outside');
  });
});

describe('what is refused', () => {
  test.each([
    ['legs 5', 'bad-cell'],
    ['legs 0', 'bad-cell'],
    ['legs 1.5', 'bad-cell'],
    ['species up, up', 'bad-cell'],
    ['species z, w', 'bad-cell'],
    ['species a, b, c, d, f', 'bad-cell'],
    ['H = X_0\nlegs 2', 'cell-too-late'],
    ['legs 2\nX_j', 'no-leg'],
    ['legs 2\nX_{j,3}', 'unknown-leg'],
    ['species up, down\nX_{j,1}', 'unknown-leg'],
    ['X_{j,2}', 'unknown-leg'],
    ['legs 2\nX_3', 'no-leg'],
    ['legs 2\non ring(3): X_{3,1}', 'site-off-the-ring'],
    ['sum_j X_<2j> + X_j', 'mixed-strides'],
    ['sum_j X_<2j> X_<3j>', 'mixed-strides'],
    ['on ring(5): sum_j X_<2j>', 'odd-ring'],
    ['on ring(4): sum_j X_<3j>', 'odd-ring'],
    ['h_<2j,2j+1> = X_<2j>', 'bad-density'],
    ['sum_j X_<200j> Z_<200j+1> + (-1)^j Z_<200j>', 'period-too-long'],
  ])('%s', (program, code) => {
    expect(error(program).code).toBe(code);
  });

  test.each([
    ['sum_j X_<2j> + X_j', 'sites 2j stand beside sites j'],
    ['legs 2\nsum_j X_{2j,1} X_{j,2}', 'sites 2j stand beside sites j'],
    ['legs 2\nprove X_{2j,1} = X_{j,2}', 'sites 2j stand beside sites j'],
  ])('%s speaks of the sites as they are typed', (program, message) => {
    expect(error(program).message).toContain(message);
  });

  test('the names of species are read with arrows too', () => {
    const outcome = last('species up, down\nprove X_{j\\uparrow} Z_{j+1,↓} = X_{j,up} Z_{<j+1>,down}');
    expect(outcome.kind === 'claim' && outcome.claim.holds).toBe(true);
  });

  test('the same cell may be declared again', () => {
    expect(last('legs 2\nH = X_{0,1}\nlegs 2\nX_{0,1}').kind).toBe('value');
  });
});
