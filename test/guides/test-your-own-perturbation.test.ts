import { test } from '@fast-check/vitest';
import { operator } from 'spinlaw';
import { perturb } from 'spinlaw/perturbation';
import { type PerturbedRing, lawsOfRates, perturbations } from 'spinlaw/testing';
import { describe, expect } from 'vitest';

const H0 = operator('sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1> - B Sz_j');
const V = operator('sum_j (-1)^j Sz_j');

describe('a staggered field on the XXZ chain', () => {
  test('keeps the magnetisation, breaks the heat current', () => {
    expect(V).toConserve('C_1', { of: H0 });
    expect(V).toBreak('C_3', { of: H0 });
  });

  test('leaves an energy that is conserved, and no heat current of up to four sites', () => {
    expect(V).toNearlyConserve('C_2', { of: H0 });
    expect(V).not.toNearlyConserve('C_3', { of: H0, range: 4 });
  });

  test('has rates that obey their laws', () => {
    const found = perturb(V, H0, { upto: 3 });
    for (const law of lawsOfRates(found)) expect(found).toObey(law, { cases: 8 });
  });
});

test.prop([perturbations({ symmetry: 'Sz' })], { numRuns: 20 })('a perturbation that conserves Sz keeps C_1', (v) => {
  expect(v).toConserve('C_1', { of: H0 });
});

test('a wrong rate is noticed', () => {
  // Transitions from m to k that lose energy are forgotten; the rate is at [k · states + m].
  const withoutEmission = (ring: PerturbedRing): PerturbedRing => ({
    ...ring,
    rates: (chain) => {
      const { energies, rates } = ring.rates(chain);
      const n = energies.length;
      return { energies, rates: rates.map((w, at) => (energies[Math.floor(at / n)]! < energies[at % n]! ? 0 : w)) };
    },
  });
  expect(withoutEmission).not.toObey('perturb.detailed-balance', { cases: 4 });
});
