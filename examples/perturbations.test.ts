// A property of every perturbation that conserves Σ S^z, tested on perturbations that fast-check draws.
import { test } from '@fast-check/vitest';
import { isHermitian, operator } from 'spinlaw';
import { perturb } from 'spinlaw/perturbation';
import { perturbations } from 'spinlaw/testing';
import { expect } from 'vitest';

const H0 = operator('sum_j J S_j·S_<j+1>');

test.prop([perturbations({ symmetry: 'Sz', terms: 1 })], { numRuns: 10 })(
  'a perturbation that conserves Sz keeps C_1, and its other commutators are anti-Hermitian',
  (v) => {
    expect(v).toConserve('C_1', { of: H0 });
    for (const { residual } of perturb(v, H0, { upto: 2 }).charges) {
      // [V, C] of two Hermitian operators is i times a Hermitian one.
      expect(isHermitian(residual)).toBe(residual.terms.length === 0);
    }
  },
);
