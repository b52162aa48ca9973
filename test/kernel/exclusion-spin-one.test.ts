// Certificates of Theorem A for spins 1: the kernel's table of the operators of a site is that of matrices, it accepts the
// certificates of true verdicts, and no change of one leaves a false statement.
import { describe, expect, test } from 'vitest';
import { oneLetters } from '../../src/kernel/letters.js';
import { checkCertificate } from '../../src/kernel/index.js';
import { equalOperators } from '../../src/spin/index.js';
import { withoutIdentityPart } from '../../src/triplet/index.js';
import { type Dense, commutator, identity, kron, named, plus, zero } from '../triplet/dense.js';
import { operatorOf } from '../triplet/value.js';
import { certificate, chains, corrupted, documentOf, judge, names, read, reasonOf } from './spin-one-exclusions.js';

test('−(i/2) [P, Q] of words is that of matrices', () => {
  const letters = `I${oneLetters.traceless}`;
  const dense = (word: string): Dense => [...word].reduce((a, l) => kron(a, named[letters.indexOf(l)]!), identity(1));
  const prime = 67_108_837;
  const sixths = (value: number): number => (value * 36) % prime;
  for (const [left, right] of [
    ...[...letters].flatMap((a) => [...letters].map((b) => [a, b] as const)),
    ['XP', 'UQ'],
    ['VIR', 'ZXP'],
    ['QU', 'RV'],
  ] as const) {
    const parts = oneLetters.bracket(left, right, prime, { left: 1e9 });
    const scaled = commutator(dense(left), dense(right));
    // 36 times the coefficients are small whole numbers.
    const sum = parts.reduce((total, [word, value]) => {
      const n = sixths(value);
      return plus(total, dense(word), [0, (2 * (n > prime / 2 ? n - prime : n)) / 36]);
    }, zero(scaled.size));
    const rest = plus(scaled, sum, [-1, 0]);
    expect(Math.max(...rest.re.map(Math.abs), ...rest.im.map(Math.abs)), `${left} ${right}`).toBeLessThan(1e-9);
  }
});

describe.each(names)('%s', (name) => {
  test('the kernel accepts; the statement is about the chain, and a search finds what it says', () => {
    const answer = checkCertificate(certificate(name));
    if (!answer.accepted) throw new Error(answer.reason);
    const given = operatorOf(chains[name]);
    expect(equalOperators(read(answer.statement), withoutIdentityPart(given))).toBe(true);
    judge(answer.statement, documentOf(name));
    expect(answer.statement).toMatch(/^# Every local charge of period [12] sites?, of any range, /mu);
  });
});

test('every hundredth corruption is rejected, or another true statement is left', () => {
  const { rejected, changed } = corrupted('an anisotropy', 100);
  expect(rejected).toBeGreaterThan(20 * changed);
});

describe('forged certificates', () => {
  test('the couplings of Takhtajan and Babujian in the certificate of another chain', () => {
    const document = documentOf('an anisotropy');
    const withoutAnisotropy = document.hamiltonian.filter(([word]) => word !== 'U');
    const forged = {
      ...document,
      parameters: [],
      roots: (document.roots as [string, number][]).filter(([name]) => name === 'i'),
      hamiltonian: withoutAnisotropy,
      list: null,
    };
    expect(reasonOf(forged)).toBe('the minor of [M_3 | Y_3] vanishes modulo the prime');
  });

  test('another spin, letters of another spin, solutions and larger cells', () => {
    const document = documentOf('Heisenberg');
    const { spin, ...half } = document;
    expect(spin).toBe('1');
    expect(reasonOf(half)).not.toBe('accepted');
    expect(reasonOf({ ...document, spin: '1/2' })).toContain('it is not 1');
    expect(reasonOf({ ...document, spin: '3/2' })).toContain('it is not 1');
    const words = document.hamiltonian;
    expect(reasonOf({ ...document, hamiltonian: [['XA', ...words[0]!.slice(1)], ...words.slice(1)] })).toContain(
      'other letters',
    );
    expect(reasonOf({ ...document, solutions: [[[]], [[]]] })).not.toBe('accepted');
    expect(reasonOf({ ...document, cells: { sites: 2, first: 0, period: 1 } })).toContain('more than one site');
  });

  test('one charge fewer, and one twice', () => {
    const document = documentOf('Heisenberg');
    const list = document.list!;
    expect(reasonOf({ ...document, list: { ...list, charges: list.charges.slice(1) } })).toContain(
      'as many free words',
    );
    const twice = [list.charges[0], list.charges[0], ...list.charges.slice(2)];
    expect(reasonOf({ ...document, list: { ...list, charges: twice } })).toContain('not independent');
  });
});
