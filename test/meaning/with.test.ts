import { describe, expect, test } from 'vitest';
import { Session } from '../../src/session/index.js';
import { claim, error, last, operator, scalar, terms, truth } from './program.js';

describe('rule 17: with', () => {
  test.each([
    // All bindings of one prefix act at once.
    ['with a = b, b = a: a^2 b', 'a*b^2'],
    ['with a = b, b = a: a - b', '-a + b'],
    ['with a = a + 1: a', 'a + 1'],
    // The outer prefix acts first.
    ['with a = b: with b = 2: a + b', '4'],
    // a + b → a + 2 → b + 2
    ['with b = 2: with a = b: a + b', 'b + 2'],
    ['with a = 1: with a = 2: a', '1'],
    ['with a = b: with b = c: with c = 3: a b c', '27'],
    // Modes and roots.
    ['with ω = 2 ν: exp(i ω t)', 'exp(2*i*nu*t)'],
    ['with ν = ω: cos(ω t) - cos(ν t)', '0'],
    ['with Δ = 8, J = 9: sqrt(Δ/J)', '2/3*2^(1/2)'],
    ['with Δ = 0: Δ/J', '0'],
  ])('%s is %s', (text, expected) => {
    expect(scalar(text)).toBe(expected);
  });

  test('acts on definitions as on what is typed', () => {
    const program = 'H = sum_j J X_j X_<j+1> + Δ Z_j Z_<j+1>';
    expect(terms(`${program}; with Δ = 1, J = 2: H`)).toEqual({ 'Σ XX': '2', 'Σ ZZ': '1' });
    expect(terms(`${program}; with Δ = 0: H`)).toEqual({ 'Σ XX': 'J' });
    expect(terms("with Δ = J: S'^z_0")).toEqual({ 'Z@0': '1/2' });
    // The definition itself is left alone.
    expect(terms(`${program}; with Δ = 1, J = 2: H; H`)).toEqual({ 'Σ XX': 'J', 'Σ ZZ': 'Delta' });
  });

  test('changes for which parameters a claim is decided', () => {
    const names = (text: string): string[] => [...claim(text).parameters].map(([name, domain]) => `${domain} ${name}`);
    expect(names('prove with J = K: J X_0 = K X_0')).toEqual(['real K']);
    expect(names('param g complex; prove with J = g conj(g): J X_0 = g conj(g) X_0')).toEqual(['complex g']);
    expect(names('prove with J = sqrt(2): J X_0 = sqrt(2) X_0')).toEqual([]);
  });

  test('acts before functions that do not commute with it', () => {
    expect(scalar('with Δ = 0: range(Δ X_0 X_1 + X_0)')).toBe('1');
    expect(scalar('range(Δ X_0 X_1 + X_0)')).toBe('2');
    expect(truth('with g = 0: hermitian(X_0 + i g X_1)')).toBe(true);
    expect(scalar('with a = J^2: degree(a X_0)')).toBe('2');
    // H with Δ = J is the isotropic chain, whose field commutes with it; XYZ in a field has no C_3.
    const h = 'H = sum_j J X_j X_<j+1> + K Y_j Y_<j+1> + Δ Z_j Z_<j+1> + B Z_j';
    expect(error(`${h}; charge(H, 4)`).code).toBe('recursion-fails');
    // i Σ [h_j, h_{j+1}] in Pauli letters: [σ^a σ^b, σ^b' σ^c] gives 2 J_a J_c for every even permutation.
    expect(terms(`${h}; with K = J: charge(H, 3)`)).toEqual({
      'Σ XYZ': '2*Delta*J',
      'Σ YZX': '2*J^2',
      'Σ ZXY': '2*Delta*J',
      'Σ XZY': '-2*J^2',
      'Σ ZYX': '-2*Delta*J',
      'Σ YXZ': '-2*Delta*J',
    });
  });

  test('what such a function made is not substituted a second time', () => {
    // range is 2, whatever 2 is called; the outer a = b acts on the argument once.
    expect(scalar('with a = b: with b = 0: range(a X_0 X_1 + X_0)')).toBe('1');
    expect(terms('with a = b, b = a: boost(sum_j a X_j X_<j+1> + b Z_j)')).toEqual(
      terms('boost(sum_j b X_j X_<j+1> + a Z_j)'),
    );
    expect(terms('with a = 2 a: fourier(a cos(ω t) X_0, 1)')).toEqual({ 'X@0': 'a' });
  });

  test('commutes with norm2, † and conj: values of complex parameters reach their conjugates', () => {
    expect(scalar('param g complex; with g = 1 + i: norm2(g X_0)')).toBe('2');
    expect(terms('param g complex; with g = i: (g Z_0)†')).toEqual({ 'Z@0': '-i' });
    expect(terms('param g complex; with g = i: g S+_0 + h.c.')).toEqual({ 'Y@0': '-1' });
  });

  test.each([
    ['with J = 0: 1/J', 'division-by-zero'],
    ['with J = 0: Z_0/sqrt(J)', 'division-by-zero'],
    ['with Δ = -1: sqrt(Δ)', 'root-of-negative'],
    ["with Δ = -1: S'^z_0", 'root-of-negative'],
    ['with J = Z_0: J', 'not-a-scalar'],
    ['with a = 1, a = 2: a', 'bound-twice'],
    ['a = 1; with a = 2: a', 'not-a-parameter'],
    ['H = sum_j X_j; with H = 2: H', 'not-a-parameter'],
    // A real parameter with an imaginary value would make † and conj wrong.
    ['with J = i: J Z_0', 'not-real'],
    ['param g complex; with J = g: J Z_0', 'not-real'],
    ['with ω = a + b: cos(ω t)', 'frequency'],
    // What a definition takes for granted, and what it has answered already, outlive the definition.
    ['A = sqrt(J^(-2)); with J = -1: A', 'assumed-positive'],
    ['A = sqrt(J^2); with J = -1: A', 'assumed-positive'],
    ['A = sqrt(J)^2; with J = K - 1: A', 'assumed-positive'],
    ['A = J/J; with J = 0: A', 'division-by-zero'],
    ['R = range(J Sz_0 Sz_1 + Sz_0); with J = 0: R', 'settled-before'],
    ['R = range(J Sz_0 Sz_1 + Sz_0); T = 2 R; with J = 0: T', 'settled-before'],
  ])('%s is refused', (text, code) => {
    expect(error(text).code).toBe(code);
  });

  test('stands before claims', () => {
    expect(claim('with Δ = J: prove J X_0 = Δ X_0').holds).toBe(true);
    expect(claim('with a = b: with b = 2: prove a = 2').holds).toBe(true);
    expect(claim('with a = b, b = a: prove a = b').holds).toBe(false);
    expect(claim('H = sum_j J X_j X_<j+1> + Δ Z_j; with Δ = 0: prove range(H) = 2').holds).toBe(true);
  });
});

describe('--set', () => {
  test('acts instead of a parameter or a definition, from the beginning', () => {
    const session = new Session();
    session.set('Δ = 1/2');
    session.set('B=0');
    const outcome = last('B = 7; H = sum_j Δ X_j + B Z_j; H', session);
    if (outcome.kind !== 'value' || outcome.value.kind !== 'operator') throw new Error('no operator');
    expect(outcome.value.operator).toEqual(operator('sum_j X_j/2'));
  });

  test.each(['Delta', 'Delta = Z_0', '= 1'])('refuses %s', (setting) => {
    expect(() => new Session().set(setting)).toThrow();
  });
});
