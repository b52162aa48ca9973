import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromGaussian, gaussian } from '../../src/exact/index.js';
import { lawsOfRates, readOperatorAt } from '../../src/laws/index.js';
import { checkLaw } from '../../src/law/index.js';
import { perturb } from '../../src/perturbation/index.js';
import {
  addOperators,
  adjoint,
  anticommutator,
  isZeroOperator,
  localWord,
  multiplyOperators,
  onRing,
  scaleOperator,
  subtractOperators,
  sumOperators,
  translate,
  zeroOperator,
} from '../../src/spin/index.js';
import { operators } from '../../src/testing/index.js';
import { field, xxx, xxz } from './models.js';

const minusHalf = fromGaussian(gaussian(-1, 0, 2));
const jump = (text: string) => readOperatorAt(text);

describe('Lindblad operators, chain (2)', () => {
  test('what a jump makes of a charge is Σ_j L† C L − ½{L†L, C}, computed on a ring of six sites', () => {
    fc.assert(
      fc.property(operators({ place: 'chain', range: 2, terms: 3 }), (sum) => {
        const l = sumOperators(sum.terms.map((t) => localWord(t.word, 0, t.coefficient)));
        // On a ring of six sites L and C_3 fit without touching twice.
        const sites = 6;
        const { charges } = perturb(zeroOperator, xxx, { upto: 3, jumps: [l] });
        const { operator, decay } = charges.find((c) => c.index === 3)!;
        const c = onRing(operator, sites);
        const parts = Array.from({ length: sites }, (_, j) => {
          const at = onRing(translate(l, j), sites);
          const bar = adjoint(at);
          return addOperators(
            multiplyOperators(multiplyOperators(bar, c), at),
            scaleOperator(anticommutator(multiplyOperators(bar, at), c), minusHalf),
          );
        });
        expect(isZeroOperator(subtractOperators(sumOperators(parts), onRing(decay, sites)))).toBe(true);
      }),
      { numRuns: 10 },
    );
  });

  test('decay changes the magnetisation at once, dephasing the energy with its temperature; neither is of second order', () => {
    const decay = perturb(zeroOperator, addOperators(xxz, field), { upto: 3, jumps: [jump('Sx_j - i Sy_j')] });
    expect(decay.firstOrder).toMatchObject({ vanishes: false });
    expect(decay.firstOrder.because).toMatch(/C_1 at infinite temperature/u);
    expect(decay.charges[0]!.decay).toEqualOperator('-sum_j (1/2 + Sz_j)');
    const dephasing = perturb(zeroOperator, xxz, { upto: 3, jumps: [jump('sqrt(g) Sz_j')] });
    expect(dephasing.charges.map((c) => c.broken)).toEqual([false, true, true]);
    expect(dephasing.firstOrder.because).toMatch(/C_2 in proportion to the Lagrange parameter of C_2/u);
    expect(dephasing.symmetries.kept).toContain('Sz');
    // A Hamiltonian of the same form changes nothing at first order.
    expect(perturb(readOperatorAt('g sum_j Sz_j'), xxz, { upto: 3 }).firstOrder.vanishes).toBe(true);
  });

  test('phases of single jumps do not break a symmetry, a set of jumps may be permuted', () => {
    const lowering = perturb(zeroOperator, xxz, { upto: 2, jumps: [jump('Sx_j - i Sy_j')] });
    expect(lowering.symmetries.spins.find((s) => s.name === 'Sz')?.kept).toBe(false);
    expect(lowering.symmetries.kept).toEqual(
      expect.arrayContaining(['translation by one site', 'π rotation about z', 'reflection about a site']),
    );
    expect(lowering.symmetries.broken).toEqual(expect.arrayContaining(['Sz', 'π rotation about x']));
    const both = perturb(zeroOperator, xxz, { upto: 2, jumps: [jump('Sx_j - i Sy_j'), jump('Sx_j + i Sy_j')] });
    expect(both.symmetries.kept).toContain('π rotation about x');
    // A jump along one bond direction only: the chirality of the pump allows a spin current.
    const pump = perturb(zeroOperator, xxz, { upto: 2, jumps: [jump('(Sx_j - i Sy_j) (Sx_<j+1> + i Sy_<j+1>)')] });
    expect(pump.currents.find((c) => c.name === 'spin')).toMatchObject({ allowed: true });
    expect(pump.currents.find((c) => c.name === 'heat')?.allowed).toBe(false);
  });

  test('the laws of their rates hold', () => {
    const found = perturb(readOperatorAt('sum_j Sx_j (a_j + a†_j)'), addOperators(xxz, field), {
      upto: 2,
      jumps: [jump('sqrt(g) (Sx_j - i Sy_j)')],
    });
    for (const law of lawsOfRates(found))
      expect([law.id, checkLaw(law, { cases: 8 }).verdict.kind]).toEqual([law.id, law.expected]);
  });

  test.each([
    ['sum_j Sz_j', 'jump-density'],
    ['cos(ω t) Sz_0', 'jump-density'],
    ['cos(3/10) Sz_0', 'inexact-constant'],
  ])('%s is refused', (text, code) => {
    let found: unknown;
    try {
      perturb(zeroOperator, xxz, { jumps: [readOperatorAt(text)] });
    } catch (error) {
      found = (error as { diagnostic?: { code: string } }).diagnostic?.code;
    }
    expect(found).toBe(code);
  });
});

test('a Hamiltonian that is not Hermitian is refused', () => {
  expect(() => perturb(readOperatorAt('sum_j Sz_j'), readOperatorAt('sum_j i Sx_j'))).toThrow(/Hermitian/u);
});
