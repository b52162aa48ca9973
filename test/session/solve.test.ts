import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { solveEquations } from '../../src/index.js';
import { type AffineSolution, type SolveResult } from '../../src/proof/index.js';
import { runReport } from '../../src/report/index.js';
import { solveParts } from '../../src/report/solve.js';
import { Session } from '../../src/session/index.js';

function solved(text: string): SolveResult {
  for (const outcome of new Session().run({ name: 'test', text })) {
    if (outcome.kind === 'error') throw new Error(outcome.diagnostic.message);
    if (outcome.kind === 'solve') return outcome.solved;
  }
  throw new Error('no solve');
}

function errorOf(text: string): string | undefined {
  for (const outcome of new Session().run({ name: 'test', text }))
    if (outcome.kind === 'error') return `${outcome.diagnostic.code}: ${outcome.diagnostic.message}`;
  return undefined;
}

const values = (text: string): string => solveParts(solved(text)).values.join(', ');

/** Does a claim hold? */
function holds(text: string): boolean {
  const outcomes = [...new Session().run({ name: 'test', text })];
  return outcomes.length > 0 && outcomes.every((o) => o.kind !== 'error' && (o.kind !== 'claim' || o.claim.holds));
}

const chain = 'H = sum_j J S_j·S_<j+1> + D (S_j×S_<j+1>)^z\n';

describe('solutions', () => {
  test.each([
    // The Dzyaloshinskii–Moriya chain conserves its energy, and no other combination of its two parts.
    [`${chain}solve [H, sum_j S_j·S_<j+1> + b (S_j×S_<j+1>)^z] = 0 for b`, 'b = D J^-1'],
    // S² = Σ_i S_i² + 2 Σ_{i<k} S_i·S_k on a ring of four sites, where j and j+2 are counted twice.
    [
      'on ring(4): solve (sum_j S_j)^2 = a + b sum_j S_j·S_<j+1> + c sum_j S_j·S_<j+2> for a, b, c',
      'a = 3, b = 2, c = 1',
    ],
    ['solve S_0×S_0 = a S_0 for a', 'no solution for a'],
    ['param a complex\nsolve S_0×S_0 = a S_0 for a', 'a = i'],
    ['solve (J - Δ) a Z_0 = (J^2 - Δ^2) Z_0 for a', 'a = Δ + J'],
    ['solve (J + Δ) a Z_0 = (J - 2 Δ) Z_0 for a', 'a = (-2 Δ + J)/(Δ + J)'],
    ['solve a + 3 b = 2 for a, b', 'a = -3 b + 2, b is free'],
    ['solve a + 3 b = 2 for b, a', 'b = -1/3 a + 2/3, a is free'],
    ['solve [sum_j S_j·S_<j+1>, sum_j a Sz_j + b Sx_j] = 0 for a, b', 'a and b are free'],
    ['solve cos(ω t) X_0 = (a exp(i ω t) + b exp(-i ω t)) X_0 for a, b', 'a = 1/2, b = 1/2'],
    ['solve [|1><1|, |1><2|] = a |1><2| for a', 'a = 1'],
    ['solve a sqrt(2) X_0 = sqrt(3) X_0 for a', 'a = 1/2 sqrt(2) sqrt(3)'],
    ['with J = 2: solve J a X_0 = J^3 X_0 for a', 'a = 4'],
    ['solve foo X_0 = 2 X_0 for foo', 'foo = 2'],
  ])('%s', (text, wanted) => {
    const found = values(text);
    expect(found).toBe(wanted);
  });

  test.each([
    ['solve a i X_0 = X_0 for a', 'X_0: i a - 1 = 0'],
    ['param φ phase\nsolve exp(i φ) a X_0 = X_0 for a', 'X_0: exp(i φ) a - 1 = 0'],
    ['param g complex\nsolve g a X_0 = X_0 for a', 'X_0: g a - 1 = 0'],
    ['param g complex\nsolve a X_0 = (1 + 2 i) X_0 for a', 'X_0: a - 1 - 2 i = 0'],
    ['solve (2 + i) a X_0 + i b Z_0 = X_0 + Z_0 for a, b', 'X_0: (2 + i) a - 1 = 0'],
  ])('%s shows the equation of the two sides, not its conjugate', (text, wanted) => {
    expect(solveParts(solved(text)).remarks.join('\n')).toContain(wanted);
  });

  test.each([
    'solve (sqrt(2) a + b) X_0 + (2 a + sqrt(2) b) Z_0 = X_0 + Z_0 for a, b',
    'solve (sqrt(2) - sqrt(3)) a X_0 = X_0 for a',
    'solve (1 + i sqrt(2)) a X_0 = (1 + i sqrt(2)) X_0 for a',
  ])('%s: no number is taken for a coupling', (text) => {
    expect(solveParts(solved(text)).remarks.filter((remark) => remark.startsWith('at '))).toEqual([]);
    expect(solved(text).solution.special.nonzero).toEqual([]);
  });

  test('the field is exact: large numbers, several couplings', () => {
    expect(values('solve 3 a X_0 = 100000000000000000000000000000001 X_0 for a')).toBe(
      'a = 100000000000000000000000000000001/3',
    );
  });

  test('nothing is defined by a solution', () => {
    const session = new Session();
    const outcomes = [...session.run({ name: 'test', text: 'solve a X_0 = 2 X_0 for a\na X_0' })];
    expect(outcomes[1]).toMatchObject({ kind: 'value', parameters: ['a'] });
  });
});

describe('where there is another answer', () => {
  test('a pivot that vanishes: no solution, and every value', () => {
    const found = solved('solve (J - Δ) a X_0 = h X_0 for a');
    expect(solveParts(found).remarks).toEqual([
      'for all real J, Δ, h with Δ - J ≠ 0',
      'at Δ = J: there is no solution',
      'at h = 0 and Δ = J: a is free',
    ]);
    expect(found.solution.special.answers).toHaveLength(1);
  });

  test('a coupling that divides everything is no condition where the answer stays', () => {
    // J a = J Δ has the solution Δ; at J = 0 every a is one, which is another answer.
    expect(solved('solve J a X_0 = J Δ X_0 for a').solution.special.answers).toHaveLength(1);
    // An answer without a division, from two equations of which one is not needed.
    const twice = solved('solve a X_0 + J a Y_0 = Δ X_0 + J Δ Y_0 for a');
    expect(twice.solution.special.answers).toEqual([]);
    expect(solveParts(twice).values).toEqual(['a = Δ']);
  });

  test('where two couplings vanish together there are more values, and the one for all couplings remains', () => {
    const found = solved('solve (J + Δ) a X_0 + (J - Δ) a Y_0 = (J + Δ) X_0 + (J - Δ) Y_0 for a');
    expect(solveParts(found).values).toEqual(['a = 1']);
    expect(solveParts(found).remarks).toEqual(['for all real J, Δ', 'at J = 0 and Δ = 0: a is free']);
    expect(found.solution.special.nonzero).toEqual([]);
  });

  test('a coupling that is positive does not vanish', () => {
    const found = solved('solve sqrt(J) a X_0 = Y_0 h + J X_0 for a, h');
    expect(solveParts(found).values).toEqual(['a = sqrt(J)', 'h = 0']);
    expect(found.solution.special.answers).toEqual([]);
    expect(found.assumptions).toEqual(['J > 0']);
  });

  test('no solution, except at a coupling', () => {
    const found = solved('solve a X_0 + Δ Y_0 = 2 X_0 for a');
    expect(found.solution.kind).toBe('none');
    expect(solveParts(found).remarks).toContain('at Δ = 0: a = 2');
  });
});

describe('no solution', () => {
  test('the equation that contradicts the others', () => {
    const { solution } = solved('solve a (X_0 + Y_0) = J X_0 + Δ Y_0 for a');
    expect(solution.kind).toBe('none');
    const { rest, equation } = solution as Extract<AffineSolution, { kind: 'none' }>;
    expect(['X_0', 'Y_0']).toContain(equation.label);
    // ±(J − Δ) is left
    expect(rest.terms).toHaveLength(2);
  });

  test('exit code 1 in scripts, as for a claim that fails', () => {
    const listener = { line() {}, note() {}, remark() {}, error() {}, progress() {} };
    const code = (text: string): number => runReport({ name: 'test', text }, [], listener).code;
    expect(code('solve a X_0 = Y_0 for a')).toBe(1);
    expect(code('solve a X_0 = 2 X_0 for a')).toBe(0);
  });

  test('a real unknown has no imaginary value', () => {
    const found = solved('solve a X_0 = i J X_0 for a');
    expect(found.solution.kind).toBe('none');
    expect(solveParts(found).remarks).toContain('complex unknowns would solve it: a = i J');
  });
});

describe('refusals', () => {
  test.each([
    ['solve a b X_0 = X_0 for a, b', 'nonlinear-unknown: the equation contains a*b'],
    ['solve a^2 X_0 = X_0 for a', 'nonlinear-unknown: the equation contains a^2'],
    ['solve X_0/a = X_0 for a', 'nonlinear-unknown: the equation contains a^-1'],
    ['solve sqrt(a) X_0 = X_0 for a', 'nonlinear-unknown: the equation contains a^(1/2)'],
    ['solve cos(a t) X_0 = X_0 for a', 'nonlinear-unknown: the equation contains the frequency a'],
    ['param g complex\nsolve conj(g) X_0 = X_0 for g', 'nonlinear-unknown: the equation contains conj(g)'],
    ['param g complex\nsolve g X_0 + a X_0 = X_0 for g, a', 'nonlinear-unknown: an equation for real and complex'],
    ['param φ phase\nsolve cos(φ) X_0 = X_0 for φ', 'nonlinear-unknown: φ is an angle'],
    ['solve δ(x - a) = δ(x) for a', 'nonlinear-unknown: the equation contains the position a'],
    ['solve range(a X_0) = 1 for a', 'nonlinear-unknown: a function in the equation was answered'],
    ['a = 1\nsolve a X_0 = X_0 for a', 'bad-unknown: a is defined already'],
    ['solve J X_0 = X_0 for a', 'bad-unknown: a does not occur'],
    ['solve a X_0 = X_0 for a, a', 'bad-unknown: a stands there twice'],
    ['with a = 1: solve a X_0 = X_0 for a', 'bad-unknown: a prefix gives a a value'],
    ['solve hermitian(a X_0) = true for a', 'not-an-equation'],
    ['solve cos(0.3) a X_0 = X_0 for a', 'inexact-constant'],
    ['solve a X_0 = S_0 for a', 'not-comparable'],
  ])('%s', (text, wanted) => {
    expect(errorOf(text)).toContain(wanted);
  });
});

describe('limits', () => {
  test('of unknowns', () => {
    const names = Array.from({ length: 201 }, (_, k) => `a_${k}`);
    expect(errorOf(`solve ${names.join(' X_0 + ')} X_0 = X_0 for ${names.join(', ')}`)).toContain('too-many-unknowns');
  });

  test('of coefficients: many sums of couplings in every equation', () => {
    const size = 7;
    const rows = Array.from({ length: size }, (_, k) =>
      Array.from({ length: size }, (_, n) => `(u_${k}${n} + v_${k}${n} + w_${k}${n}) a_${n} X_${k}`).join(' + '),
    );
    const names = Array.from({ length: size }, (_, n) => `a_${n}`);
    expect(errorOf(`solve ${rows.join(' + ')} = X_0 for ${names.join(', ')}`)).toContain('solution-too-long');
  });
});

describe('laws', () => {
  const operators = ['X_0', 'Y_0 Z_1', 'sum_j Z_j Z_<j+1>', 'sum_j (-1)^j X_j', 'i Z_0 X_2'] as const;
  const number = fc.integer({ min: -4, max: 4 });
  const rows = fc.array(fc.tuple(number, number, number, number), { minLength: 1, maxLength: operators.length });

  test('a random system: its solution inserted is proved; elimination of fractions agrees that there is none', () => {
    fc.assert(
      fc.property(rows, fc.boolean(), (matrix, symbolic) => {
        const scale = symbolic ? '(J + 2)' : '1';
        const sides = matrix.map(([p, q, r, s], k) => ({
          left: `(${p}*a + ${q}*${scale}*b + ${r}*c) * (${operators[k]!})`,
          right: `${s} * (${operators[k]!})`,
        }));
        const left = sides.map((s) => `(${s.left})`).join(' + ');
        const right = sides.map((s) => `(${s.right})`).join(' + ');
        const found = solved(`solve (${left}) + (a - a + b - b + c - c) X_9 = (${right}) for a, b, c`);
        const rankOf = (m: number[][]): number => rank(m.map((row) => row.map((x) => [x, 1] as [number, number])));
        const coefficients = matrix.map(([p, q, r]) => [p, q, r]);
        const consistent = rankOf(coefficients) === rankOf(matrix.map((row) => [...row]));
        expect(found.solution.kind).toBe(consistent ? 'solved' : 'none');
        if (found.solution.kind === 'none') return;
        expect(found.solution.free).toHaveLength(3 - rankOf(coefficients));
        // A value that is a fraction of sums is not a coefficient of the language; J = 1 makes it a number.
        const given = solveParts(found).values.filter((v) => v.includes('='));
        const inserted = given.map((v) => v.replaceAll('J', '(1)')).join(', ');
        const prefix = inserted === '' ? '' : `with ${inserted}: `;
        const claim = `${prefix}prove (${left}) = (${right})`.replaceAll('J', '(1)');
        expect(holds(claim), claim).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  /** Rank over the rationals, as pairs numerator / denominator, by elimination without any code of the package. */
  function rank(m: [number, number][][]): number {
    const rows = m.map((row) => row.map(([n, d]) => n / d));
    let found = 0;
    for (let c = 0; c < (rows[0]?.length ?? 0); c++) {
      const pivot = rows.findIndex((row, k) => k >= found && Math.abs(row[c]!) > 1e-9);
      if (pivot < 0) continue;
      [rows[found], rows[pivot]] = [rows[pivot]!, rows[found]!];
      for (let k = found + 1; k < rows.length; k++) {
        const factor = rows[k]![c]! / rows[found]![c]!;
        rows[k] = rows[k]!.map((x, n) => x - factor * rows[found]![n]!);
      }
      found += 1;
    }
    return found;
  }
});

test('the function of the library', () => {
  const { solved: all, solutions } =
    solveEquations(`${chain}solve [H, sum_j a S_j·S_<j+1> + D (S_j×S_<j+1>)^z] = 0 for a
solve a X_0 = Y_0 for a`);
  expect(all).toBe(false);
  expect(solutions.map((s) => s.values)).toEqual([[{ name: 'a', value: 'J' }], []]);
  expect(() => solveEquations('X_0')).toThrow(/no equation/u);
});
