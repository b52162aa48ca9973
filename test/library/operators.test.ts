import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DiagnosticError,
  add,
  adjoint,
  chainSum,
  commutator,
  equal,
  exportOperator,
  isOperator,
  isZero,
  multiply,
  operator,
  pauli,
  prove,
  scale,
  spin,
  substitute,
  subtract,
  toJson,
  toTex,
  toText,
} from '../../src/index.js';
import { operators } from '../../src/testing/index.js';

/** What a call refuses. */
function refusal(call: () => unknown): DiagnosticError {
  try {
    call();
  } catch (error) {
    if (error instanceof DiagnosticError) return error;
    throw error;
  }
  throw new Error('it should have been refused');
}

describe('constructors', () => {
  test('spins obey [S^x, S^y] = i S^z, and S^± = S^x ± i S^y', () => {
    expect(equal(commutator(spin('x', 3), spin('y', 3)), scale(spin('z', 3), 'i'))).toBe(true);
    expect(equal(spin('+', 0), add(spin('x', 0), scale(spin('y', 0), 'i')))).toBe(true);
    expect(equal(adjoint(spin('+', 0)), spin('-', 0))).toBe(true);
  });

  test('Pauli matrices square to one, and are twice the spins', () => {
    for (const a of ['x', 'y', 'z'] as const) {
      expect(toText(multiply(pauli(a, -2), pauli(a, -2)))).toBe('1');
      expect(isZero(subtract(pauli(a, 1), scale(spin(a, 1), 2)))).toBe(true);
    }
  });

  test('a chain built from its parts is the chain as it is typed', () => {
    const bonds = (['x', 'y', 'z'] as const).map((a) => multiply(spin(a, 0), spin(a, 1)));
    const built = subtract(scale(chainSum(add(...bonds)), 'J'), scale(chainSum(spin('z', 0)), 'B'));
    expect(equal(built, operator('sum_j J S_j·S_<j+1> - B Sz_j'))).toBe(true);
    expect(isZero(add())).toBe(true);
  });

  test.each([
    [() => pauli('w' as 'x', 0), 'pauli-component'],
    [() => spin('z', 0.5), 'site-not-whole'],
    [() => spin('z', 2 ** 40), 'site-too-far'],
    [() => add('sum_j X_j' as never), 'not-an-operator'],
    [() => toText(undefined as never), 'not-an-operator'],
    [() => scale(spin('z', 0), Number.NaN), 'bad-value'],
    [() => scale(spin('z', 0), 'S_0·S_1'), 'bad-value'],
    [() => multiply(operator('sum_j X_j'), operator('sum_j X_j')), 'product-of-sums'],
    [() => chainSum(operator('sum_j X_j')), 'sum-in-sum'],
    [() => substitute(operator('sum_j J X_j'), { K: 1 }), 'unknown-parameter'],
    [() => exportOperator(spin('z', 0), 'quantum'), 'unknown-format'],
    [() => prove('H = sum_j X_j'), 'no-claim'],
  ])('%s is refused with %s', (call, code) => {
    expect(refusal(call).code).toBe(code);
  });

  test('operators are told from other values by their words', () => {
    const [term] = spin('z', 0).terms;
    for (const a of [spin('z', 0), operator('sum_j J X_j'), add()]) expect(isOperator(a)).toBe(true);
    for (const value of [
      undefined,
      'X_0',
      [term],
      term!.coefficient,
      { terms: term },
      { terms: [term, undefined] },
      { terms: [{ ...term, word: 'Z' }] },
      { terms: [{ ...term, place: undefined }] },
      { terms: [{ ...term, place: 'local' }] },
      { terms: [{ ...term, place: { kind: 'here' } }] },
      { terms: [{ ...term, coefficient: 1 }] },
    ])
      expect(isOperator(value)).toBe(false);
  });

  test('an error shows the place and a hint, and has them as data', () => {
    const error = refusal(() => operator('sum_j S_j·S_k'));
    expect(error.diagnostic.span).toMatchObject({ start: expect.any(Number) as number });
    expect(error.message).toContain('sum_j S_j·S_k');
    expect(error.message).toContain(error.diagnostic.hint!);
  });
});

describe('arithmetic', () => {
  test('substitution acts as the language does', () => {
    const h = operator('sum_j J X_j X_<j+1> + Δ Z_j');
    expect(equal(substitute(h, { Δ: 'J/2', J: 3 }), operator('sum_j 3 X_j X_<j+1> + J/2 Z_j'))).toBe(true);
  });

  test('decimals are taken at their decimal value', () => {
    expect(equal(scale(spin('z', 0), 0.1), scale(spin('z', 0), '1/10'))).toBe(true);
  });
});

describe('printing', () => {
  test('texts read back', () => {
    fc.assert(
      fc.property(operators(), (a) => equal(operator(toText(a)), a)),
      { numRuns: 40 },
    );
  });

  test('documents are plain data: S^x S^x is σ^x σ^x / 4', () => {
    const document = toJson(operator('sum_j J Sx_j Sx_<j+1>'));
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    expect(document).toMatchObject({
      kind: 'operator',
      hermitian: true,
      range: 2,
      terms: [{ string: 'XX', site: 0, weight: '1', coefficient: '1/4*J' }],
    });
    expect(toTex(operator('sum_j Δ Sz_j'))).toContain('\\Delta');
  });

  test('other libraries get what they read', () => {
    expect(exportOperator(operator('X_0 X_1'), 'json')).toContain('"XX"');
    expect(exportOperator(operator('sum_j Z_j'), 'qiskit', { sites: 3 })).toContain('SparsePauliOp');
  });
});

describe('proofs', () => {
  test('a true claim holds, a false one has its residual as data', () => {
    const program = `H = sum_j J S_j·S_<j+1>
prove spin: [H, sum_j Sz_j] = 0
prove field: [H, sum_j (-1)^j Sz_j] = 0`;
    const { holds, claims } = prove(program);
    expect(holds).toBe(false);
    expect(claims.map((c) => [c.name, c.holds])).toEqual([
      ['spin', true],
      ['field', false],
    ]);
    expect(claims[1]!.residual!.length).toBeGreaterThan(0);
    expect(JSON.parse(JSON.stringify(claims))).toEqual(claims);
  });
});
