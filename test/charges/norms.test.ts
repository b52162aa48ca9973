import { describe, expect, test } from 'vitest';
import { equalCoefficients, fromGaussian, gaussian, rational } from '../../src/exact/index.js';
import { type Operator, squaredNorm } from '../../src/spin/index.js';
import { chain, number, parameter, times } from './chains.js';
import { at, chargesOf, hamiltonian } from './engine.js';

// Σ |coefficient|² is kept in three ways: small integers, integers beyond 2^53, polynomials. The words themselves know
// better.
const chains: Record<string, Operator> = {
  'small integers': at(hamiltonian('xxz'), { J: 1, Delta: 3 }),
  'squares whose sum leaves 2^53': at(hamiltonian('xyz'), { Jx: 7001, Jy: 6997, Jz: 7013 }),
  'odd squares whose sum leaves 2^53': chain({
    XX: number(7001),
    YY: number(6997),
    ZZ: number(7013),
    XY: number(6991),
    YX: number(3),
  }),
  'squares beyond 2^53': at(hamiltonian('xyz'), {
    Jx: rational(123457, 1009),
    Jy: rational(-76543, 997),
    Jz: rational(271829, 31415),
  }),
  'big integers': at(hamiltonian('xyz'), {
    Jx: rational(123456789, 1000003),
    Jy: rational(-7654321, 999983),
    Jz: rational(271828182, 3141592),
  }),
  'one parameter': hamiltonian('xxx'),
  'two parameters': hamiltonian('xxz', true),
  'not even under reflection': chain({
    XX: number(1),
    YY: number(1),
    XY: number(3, 2),
    YX: number(-3, 2),
    ZZ: number(0),
  }),
  'an imaginary parameter': chain({
    XX: times(parameter('J'), fromGaussian(gaussian(0, 1))),
    YY: times(parameter('J'), fromGaussian(gaussian(0, 1))),
  }),
};

describe('the norm per site is that of the words', () => {
  test.each(Object.keys(chains))('%s', (name) => {
    for (const charge of chargesOf(chains[name]!, 7)) {
      const operator = charge.operator();
      expect(equalCoefficients(charge.squaredNorm(), squaredNorm(operator))).toBe(true);
      expect(operator.terms).toHaveLength(charge.words);
    }
  });
});
