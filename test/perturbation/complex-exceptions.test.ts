import { describe, expect, test } from 'vitest';
import {
  coefficientText,
  fromGaussian,
  fromSymbol,
  gaussian,
  parameterSymbol,
  phaseSymbol,
  rational,
  rootOfUnity,
} from '../../src/exact/index.js';
import { conservedCharges } from '../../src/charges/index.js';
import { readOperatorAt, scalarOf } from '../../src/laws/language.js';
import { zerosOf } from '../../src/perturbation/factors.js';
import { correctionOf, partsOf } from '../../src/perturbation/index.js';
import { commutator, negateOperator, substituteOperator } from '../../src/spin/index.js';
import { solvable } from './plain-algebra.js';

/** w = e^{iφ} of a phase φ, and a complex coupling g. */
const declared = { w: fromSymbol(phaseSymbol('phi')), g: fromSymbol(parameterSymbol('g', 'complex')) };

describe('special phases of a coupling', () => {
  const isotropic = readOperatorAt('sum_j S_j·S_<j+1>');
  const conserved = [
    ...[...conservedCharges(isotropic, { upto: 5 }).charges].map((c) => c.operator()),
    ...['x', 'y', 'z'].map((a) => readOperatorAt(`sum_j S${a}_j`)),
  ];
  const C3 = conserved[1]!;
  const V = readOperatorAt('sum_j (-1)^j (w S+_j S-_<j+1> + h.c.)', declared);

  test('a staggered exchange becomes a staggered twist at φ = ±π/2, and only there', () => {
    const found = correctionOf(isotropic, partsOf(V), C3, conserved);
    if (found.kind !== 'none') throw new Error(found.kind);
    expect(found.generic).toEqual([]);
    const angles = found.exceptions.map(({ at }) => at!.map(({ name, angle }) => [name, angle!.num, angle!.den]));
    expect(angles).toEqual([[['phi', 1, 2]], [['phi', -1, 2]]]);
    expect(found.exceptions.map(({ there }) => there!.kind)).toEqual(['exists', 'exists']);
  });

  test.each([
    [0, 1, 1, 'exists'],
    [0, -1, 1, 'exists'],
    [1, 0, 1, 'none'],
    [-1, 0, 1, 'none'],
    [3, 4, 5, 'none'],
  ] as const)('e^{iφ} = (%d + %d i)/%d has the verdict of a dense matrix over all strings', (re, im, den, expected) => {
    const at = substituteOperator(V, new Map([['phi', fromGaussian(gaussian(re, im, den))]]));
    expect(solvable(isotropic, negateOperator(commutator(at, C3)), 3)).toBe(expected === 'exists');
    expect(correctionOf(isotropic, partsOf(at), C3, conserved).kind).toBe(expected);
  });
});

describe('zeros of complex couplings', () => {
  test.each([
    ['g - 2 J', 'g', '2*J'],
    ['3 g', 'g', '0'],
    ['w - 1', 'phi', coefficientText(rootOfUnity(rational(0))!)],
    ['w + i', 'phi', coefficientText(rootOfUnity(rational(-1, 2))!)],
    ['2 w + 1 + i sqrt(3)', 'phi', coefficientText(rootOfUnity(rational(-2, 3))!)],
  ])('%s', (text, name, value) => {
    const zeros = zerosOf(scalarOf(text, declared));
    if (zeros === undefined || zeros === 'never') throw new Error(String(zeros));
    expect(zeros.map((c) => [c.name, coefficientText(c.value)])).toEqual([[name, value]]);
    const { angle } = zeros[0]!;
    if (name === 'phi') expect(coefficientText(rootOfUnity(angle!)!)).toBe(value);
  });

  test.each([
    ['w - 2', 'never'],
    ['w - J', undefined],
    ['w - 3/5 - 4/5 i', undefined],
    ['g - conj(g)', undefined],
  ])('%s: %s', (text, expected) => {
    expect(zerosOf(scalarOf(text, declared))).toBe(expected);
  });
});
