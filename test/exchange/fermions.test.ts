// The text of a FermionOperator, read into matrices of c and c† that share nothing with the package.
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { formatOf } from '../../src/exchange/index.js';
import { Session } from '../../src/session/index.js';
import { asOperator } from '../../src/meaning/index.js';
import type { Operator } from '../../src/spin/index.js';
import { refusal } from '../exact/refusal.js';
import { last } from '../meaning/program.js';
import { type Matrix, addScaled, dagger, distance, product, stringMatrix, zeros } from '../spin/dense.js';
import { directMatrix } from './direct.js';

const direct = (operator: Operator, sites: number, open: boolean): Matrix => {
  const { dimension, re, im } = directMatrix(operator, sites, open);
  return { size: dimension, re, im };
};

function annihilator(site: number, sites: number): Matrix {
  const out = zeros(2 ** sites);
  const [before, after] = ['Z'.repeat(site), 'I'.repeat(sites - site - 1)];
  const sign = site % 2 === 0 ? 1 : -1;
  addScaled(out, stringMatrix(`${before}X${after}`), { re: sign / 2, im: 0 });
  addScaled(out, stringMatrix(`${before}Y${after}`), { re: 0, im: -sign / 2 });
  return out;
}

/** `(0.5-1.0j) [0^ 1]` lines joined by `+`. */
function read(text: string, sites: number): Matrix {
  const out = zeros(2 ** sites);
  for (const line of text.trim().split(' +\n')) {
    const { re, im, modes } = /^\(?(?<re>-?[0-9.e-]+)(?:(?<im>[+-][0-9.e-]+)j\))? \[(?<modes>[^\]]*)\]$/u.exec(line)!
      .groups!;
    const whole = modes!
      .split(' ')
      .filter((mode) => mode !== '')
      .map((mode) => {
        const c = annihilator(Number.parseInt(mode, 10), sites);
        return mode.endsWith('^') ? dagger(c) : c;
      })
      .reduce(product, stringMatrix('I'.repeat(sites)));
    addScaled(out, whole, { re: Number(re), im: Number(im ?? 0) });
  }
  return out;
}

function operatorOf(text: string): Operator {
  const outcome = last(text, new Session());
  if (outcome.kind !== 'value') throw new Error(text);
  return asOperator(outcome.value)!;
}

const write = (operator: Operator, sites: number, open: boolean): string =>
  formatOf('fermionoperator').write(operator, { sites, open }) as string;

const even = fc
  .array(
    fc.record({
      letters: fc.array(fc.constantFrom('I', 'X', 'Y', 'Z'), { minLength: 1, maxLength: 4 }),
      re: fc.integer({ min: -3, max: 3 }),
      im: fc.integer({ min: -3, max: 3 }),
      staggered: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .filter((list) => list.every(({ letters }) => letters.filter((l) => l === 'X' || l === 'Y').length % 2 === 0));

describe('fermionoperator', () => {
  test.prop([even], { numRuns: 50 })('is the matrix of the operator on an open chain', (list) => {
    const text = list
      .map(({ letters, re, im, staggered }) => {
        const word = letters.map((l, k) => (l === 'I' ? '' : `${l}_<j+${k}>`)).join(' ');
        return `sum_j (${re} + (${im}) i) ${staggered ? '(-1)^j' : ''} ${word}`;
      })
      .join(' + ');
    const operator = operatorOf(text);
    expect(distance(read(write(operator, 5, true), 5), direct(operator, 5, true))).toBeLessThan(1e-9);
  });

  test('puts products on a ring of fermions', () => {
    const hopping = operatorOf('sum_j c†_j c_<j+1> + h.c.');
    const [ring, open] = [read(write(hopping, 4, false), 4), read(write(hopping, 4, true), 4)];
    const last = product(dagger(annihilator(3, 4)), annihilator(0, 4));
    addScaled(open, last, { re: 1, im: 0 });
    addScaled(open, dagger(last), { re: 1, im: 0 });
    expect(distance(ring, open)).toBeLessThan(1e-12);
    // The bond of the ring of spins has the parity of the fermions instead.
    expect(distance(ring, direct(hopping, 4, false))).toBeGreaterThan(0.5);
  });

  test('refuses what changes the parity', () => {
    expect(refusal(() => write(operatorOf('sum_j X_j'), 3, true)).code).toBe('parity-odd');
    expect(refusal(() => write(operatorOf('sum_j J c†_j c_j'), 3, true)).code).toBe('parameters-left');
  });
});
