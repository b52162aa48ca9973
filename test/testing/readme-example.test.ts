import { test } from '@fast-check/vitest';
import { adjoint, commutator } from 'spinlaw';
import { conservedCharges } from 'spinlaw/charges';
import { hamiltonians, operators } from 'spinlaw/testing';
import { expect } from 'vitest';

test.prop([operators(), operators()])('† turns a commutator around', (a, b) => {
  expect(adjoint(commutator(a, b))).toEqualOperator(commutator(adjoint(b), adjoint(a)));
});
test.prop([hamiltonians({ kind: 'integrable' })])('the heat current of my chain is conserved', (h) => {
  for (const charge of conservedCharges(h, { upto: 3 }).charges) expect(charge.operator()).toBeConservedBy(h);
});
test('the chirality commutes with the isotropic chain in any field', () => {
  expect('sum_j (S_j×S_<j+1>)·S_<j+2>').toCommuteWith('sum_j S_j·S_<j+1> - Bx Sx_j - Bz Sz_j');
});
