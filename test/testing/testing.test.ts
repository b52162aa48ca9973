import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import {
  equalOperators,
  isHermitian,
  isUniform,
  isZeroOperator,
  lettersOf,
  operatorRange,
  symmetriesOf,
  weightIn,
} from '../../src/spin/index.js';
import { conjugateCoefficient, equalCoefficients } from '../../src/exact/index.js';
import {
  coefficients,
  findLaw,
  hamiltonians,
  law,
  operator,
  operators,
  perturbations,
  wholes,
  caseSpace,
  words,
} from '../../src/testing/index.js';
import { operatorDomain as operatorsDomain } from '../../src/laws/cases/operators.js';
import { commutator } from '../../src/spin/algebra.js';
import { Session } from '../../src/session/index.js';

/** What a failing assertion says. */
function failure(body: () => void): string {
  try {
    body();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it should have failed');
}

/** The lines of a message that are claims, run by the language. */
function pasted(message: string): boolean[] {
  const lines = message
    .split('\n')
    .map((l) => l.trim())
    .filter((l) => /(?:^|; |: )prove /u.test(l));
  expect(lines.length).toBeGreaterThan(0);
  return lines.flatMap((text) =>
    [...new Session().run({ name: '<message>', text })].flatMap((o) => {
      if (o.kind === 'error') throw new Error(o.diagnostic.message);
      return o.kind === 'claim' ? [o.claim.holds] : [];
    }),
  );
}

describe('arbitraries', () => {
  test.prop([coefficients({ real: true })])('real coefficients are real', (c) => {
    expect(equalCoefficients(c, conjugateCoefficient(c))).toBe(true);
  });

  test.prop([words({ range: 5 })])('words are trimmed and no longer than asked', (w) => {
    expect(lettersOf(w)).toMatch(/^[XYZ](?:[IXYZ]{0,3}[XYZ])?$/u);
  });

  test.prop([operators({ range: 2 })])('operators have no longer strings than asked, and are not zero', (a) => {
    expect(operatorRange(a)).toBeLessThanOrEqual(2);
    expect(isZeroOperator(a)).toBe(false);
  });

  test.prop([operators({ hermitian: true })])('Hermitian ones are', (a) => {
    expect(isHermitian(a)).toBe(true);
  });

  test.prop([operators({ place: 'chain', symmetry: ['reflection about a site', 'time reversal'] })])(
    'symmetric ones are',
    (a) => {
      expect(symmetriesOf(a)).toEqual(expect.arrayContaining(['reflection about a site', 'time reversal']));
    },
  );

  test.prop([operators({ range: 4, symmetry: ['Sz'] })])('those that conserve Sz commute with it', (a) => {
    expect(a).toCommuteWith('sum_j Sz_j');
  });

  test.prop([operators({ place: 'chain', hermitian: true, symmetry: ['Sz', 'reflection about a site', 'spin flip'] })])(
    'Sz goes with the others',
    (a) => {
      expect(symmetriesOf(a)).toEqual(expect.arrayContaining(['Sz', 'reflection about a site', 'π rotation about x']));
      expect(isHermitian(a)).toBe(true);
    },
  );

  test('operators that conserve Sz are not only those of Z: hopping, currents and the chirality are among them', () => {
    const drawn = fc.sample(operators({ place: 'chain', hermitian: true, symmetry: ['Sz'] }), {
      numRuns: 200,
      seed: 3,
    });
    const words = new Set(drawn.flatMap((a) => a.terms.map((t) => lettersOf(t.word))));
    for (const word of ['XX', 'YY', 'XY', 'YX', 'XZY', 'ZXX']) expect(words).toContain(word);
    // What conserves Sz is left as it is.
    const chirality = operator('sum_j (S_j×S_<j+1>)·S_<j+2>');
    expect(
      operatorsDomain({ place: 'chain', symmetry: ['Sz'] }).read('sum_j (S_j×S_<j+1>)·S_<j+2> + S+_j S+_<j+1>'),
    ).toEqualOperator(chirality);
  });

  test.prop([hamiltonians()])('Hamiltonians are Hermitian chain sums', (h) => {
    expect(isHermitian(h) && h.terms.every((t) => t.place.kind === 'chain' && isUniform(t.place.weight))).toBe(true);
  });

  test.prop([perturbations()])('perturbations are Hermitian and have no position weights', (v) => {
    expect(isHermitian(v) && v.terms.every((t) => t.place.kind === 'chain' && t.place.weight.power === 0)).toBe(true);
  });

  test('operators are complex unless told: not Hermitian, with Y, some without time reversal', () => {
    const drawn = fc.sample(operators({ place: 'chain' }), { numRuns: 200, seed: 3 });
    expect(drawn.filter((a) => !isHermitian(a)).length).toBeGreaterThan(80);
    expect(drawn.filter((a) => !symmetriesOf(a).includes('time reversal')).length).toBeGreaterThan(80);
    expect(
      fc
        .sample(perturbations(), { numRuns: 100, seed: 3 })
        .some((v) => v.terms.some((t) => weightIn(t.place).sign === -1)),
    ).toBe(true);
  });

  test('a counterexample shrinks to a single letter with coefficient 1', () => {
    const found = fc.check(
      fc.property(operators(), (a) => operatorRange(a) < 1),
      { seed: 5 },
    );
    expect(found.failed).toBe(true);
    expect(found.counterexample![0].terms).toHaveLength(1);
    const [smallest] = found.counterexample!;
    expect(operatorRange(smallest)).toBe(1);
    const two = fc.check(
      fc.property(operators({ place: 'chain' }), (a) => a.terms.length < 2),
      { seed: 5 },
    ).counterexample![0];
    expect(two.terms).toHaveLength(2);
  });

  test('a symmetry has its name of `symmetries(A)` or its synonym, and a slip of one is understood', () => {
    const draw = (symmetry: string): unknown => fc.sample(operators({ symmetry }), { numRuns: 10, seed: 3 });
    expect(draw('spin flip')).toEqual(draw('π rotation about x'));
    expect(draw('spin flip')).not.toEqual(draw('time reversal'));
    expect(() => draw('spin flop')).toThrow(
      expect.objectContaining({ diagnostic: expect.objectContaining({ hint: 'did you mean spin flip?' }) }),
    );
    expect(() => draw('parity')).toThrow(
      expect.objectContaining({
        diagnostic: expect.objectContaining({ hint: expect.stringContaining('π rotation about x, spin flip') }),
      }),
    );
  });

  test('the same seed gives the same operators', () => {
    const draw = (): unknown => fc.sample(operators(), { numRuns: 30, seed: 11 });
    expect(draw()).toEqual(draw());
  });
});

describe('matchers', () => {
  test('pass and fail', () => {
    expect('sum_j Sx_j Sx_<j+1>').toEqualOperator('sum_j 1/4 X_j X_<j+1>');
    expect('sum_j Sx_j').not.toEqualOperator('sum_j Sy_j');
    expect(operator('sum_j Sz_j')).toCommuteWith('sum_j S_j·S_<j+1>');
    expect('sum_j Sz_j').toBeConservedBy(operator('sum_j S_j·S_<j+1>'));
    expect('sum_j (-1)^j Sz_j').not.toBeConservedBy('sum_j S_j·S_<j+1>');
    expect(() => expect(7).toCommuteWith('sum_j Sz_j')).toThrow('takes an operator');
  });

  test('a failure is a line to paste, and what is left', () => {
    for (const body of [
      () => expect('sum_j Sx_j').toEqualOperator('sum_j Sy_j + J Sx_j'),
      () => expect('sum_j j Sx_j').toCommuteWith('sum_j S_j·S_<j+1>'),
      () => expect('sum_j (-1)^j Sz_j').toBeConservedBy('sum_j S_j·S_<j+1>'),
    ]) {
      const message = failure(body);
      expect(pasted(message)).toEqual([false]);
      const residual = message.split('residual')[1]!.split('\n')[1]!.trim();
      expect(isZeroOperator(operator(residual))).toBe(false);
    }
    expect(failure(() => expect('sum_j Sz_j').not.toCommuteWith('sum_j Z_j'))).toContain('expected not to');
  });

  test('under fast-check the message has seed and path too', () => {
    const message = failure(() =>
      fc.assert(
        fc.property(operators({ place: 'chain' }), (a) => {
          expect(a).toCommuteWith('sum_j Z_j Z_<j+1>');
        }),
        { seed: 4, includeErrorInReport: true },
      ),
    );
    expect(message).toMatch(/seed: 4, path: "/u);
    expect(pasted(message)).toContain(false);
    expect(message).toContain('residual');
  });

  test('seed and path of the report lead to the same line again', () => {
    const property = fc.property(operators({ place: 'chain' }), (a) => {
      expect(a).toBeConservedBy('sum_j Z_j Z_<j+1>');
    });
    const { seed, counterexamplePath, errorInstance } = fc.check(property, { seed: 4 });
    const { message } = errorInstance as Error;
    expect(pasted(message)).toEqual([false]);
    const again = fc.check(property, { seed, path: counterexamplePath!, endOnFailure: true });
    expect((again.errorInstance as Error).message).toBe(message);
  });

  test('toObey: a subject', () => {
    const h = operator('sum_j S_j·S_<j+1>');
    expect({ hamiltonian: h, charge: operator('sum_j (S_j×S_<j+1>)·S_<j+2>'), index: 3 }).toObey('charges.conserved');
    const message = failure(() =>
      expect({ hamiltonian: h, charge: operator('sum_j X_j Y_<j+1>'), index: 3 }).toObey('charges.conserved'),
    );
    expect(pasted(message)).toEqual([false]);
    expect(message).toContain('residual');
    expect(() => expect(h).toObey('charges.nonsense')).toThrow('no law');
  });

  test('toObey: an implementation, whose failure can be replayed', () => {
    expect((c: object) => ({ ...c, bracket: commutator })).toObey('spin.jacobi', { cases: 30 });
    const wrong = (c: { charge: ReturnType<typeof operator> }): object => ({
      ...c,
      charge: { ...c.charge, terms: c.charge.terms.slice(1) },
    });
    const message = failure(() => expect(wrong).toObey('charges.heat-current', { seed: 9 }));
    expect(pasted(message)).toEqual([false]);
    const { path } = /seed 9, path (?<path>[\d:]+)/u.exec(message)!.groups as { path: string };
    expect(failure(() => expect(wrong).toObey('charges.heat-current', { seed: 9, path }))).toBe(message);
  });

  test('toObey: a law of one’s own', () => {
    const even = law<number>({
      id: 'mine.even',
      title: 'numbers are even',
      source: 'mine',
      statement: 'prove 2 = 2',
      cases: caseSpace({ parameters: { n: wholes({ from: 0, to: 50 }) }, wanted: 20, build: ({ n }) => 2 * n }),
      strength: 'identity',
      mutants: [],
      examine: (n) => (n % 2 === 0 ? { holds: true } : { holds: false, residual: { text: '1' } }),
      line: (n) => `prove ${n} = 0`,
    });
    expect(6).toObey(even);
    expect((n: number) => n + 2).toObey(even);
    expect(failure(() => expect((n: number) => n + 1).toObey(even))).toContain('prove 1 = 0');
  });

  test('what is equal is what the engine calls equal', () => {
    expect(equalOperators(operator('sum_j Sz_j'), operator('sum_j Z_j/2'))).toBe(true);
    expect(findLaw('spin.jacobi')!.id).toBe('spin.jacobi');
  });
});
