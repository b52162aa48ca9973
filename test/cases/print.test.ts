import { describe, expect, test } from 'vitest';
import { writeText } from '../../src/language/index.js';
import { type Value, expressValue } from '../../src/meaning/index.js';
import { Session } from '../../src/session/index.js';
import { claimDocument, valueDocument } from '../../src/report/index.js';
import { claim, error, last, value } from '../meaning/program.js';

/** Everything a value says about its operators, in one shape for scalars, operators and vectors. */
function content(found: Value): unknown {
  const document = valueDocument(found);
  if (document.kind === 'vector') return document.components;
  return document.kind === 'operator' ? document.terms : document.text;
}

const same = (text: string, plain: string): void => {
  expect(content(value(text))).toEqual(content(value(plain)));
};

describe('products with vectors', () => {
  test.each([
    ['S_0·S_1 S_0·S_1', '(S_0·S_1)^2'],
    ['Sz_2 S_0·S_1 J', 'J Sz_2 (S_0·S_1)'],
    ['(S_0·S_1) S_2', 'vector((S_0·S_1) Sx_2, (S_0·S_1) Sy_2, (S_0·S_1) Sz_2)'],
    ['S_0·S_1·S_2', '(S_0·S_1) S_2'],
    ['S_0·(S_1·S_2)', 'vector(Sx_0 (S_1·S_2), Sy_0 (S_1·S_2), Sz_0 (S_1·S_2))'],
    // the order of factors that do not commute
    ['S_0 Sz_0', 'vector(Sx_0 Sz_0, Sy_0 Sz_0, Sz_0 Sz_0)'],
    ['Sz_0 S_0', 'vector(Sz_0 Sx_0, Sz_0 Sy_0, Sz_0 Sz_0)'],
    ['S_0·Sz_0', 'S_0 Sz_0'],
    ['Sz_0*S_0', 'Sz_0 S_0'],
    ['(Sx_0 S_0)·S_0', 'Sx_0 (S_0·S_0)'],
    ['(S_0 Sx_0)·S_0', 'Sx_0 Sx_0 Sx_0 + Sy_0 Sx_0 Sy_0 + Sz_0 Sx_0 Sz_0'],
    ['S_0·(Sx_0 S_0)', '(S_0 Sx_0)·S_0'],
    ['S_0 S+_1/2', 'vector(Sx_0 S+_1/2, Sy_0 S+_1/2, Sz_0 S+_1/2)'],
    ['σ_0·σ_1 σ_0·σ_1', '3 - 2 σ_0·σ_1'],
  ])('%s is %s', same);
});

describe('commutators with vectors', () => {
  test.each([
    ['[Sz_0, S_0]', 'vector([Sz_0, Sx_0], [Sz_0, Sy_0], 0)'],
    ['[S_0, Sz_0]', '-[Sz_0, S_0]'],
    ['{S_0, Sz_0}', 'vector({Sx_0, Sz_0}, {Sy_0, Sz_0}, {Sz_0, Sz_0})'],
    ['{2, S_0}', '4 S_0'],
    ['[2, S_0]', 'S_0 - S_0'],
    ['H = sum_j S_j·S_<j+1>; [H, S_0]^z', 'H = sum_j S_j·S_<j+1>; [H, Sz_0]'],
    ['H = sum_j S_j·S_<j+1>; [H, S_j]_x', 'H = sum_j S_j·S_<j+1>; [H, Sx_j]'],
    ['h_<j,j+1> = S_j·S_<j+1>; sum_j [h_<j,j+1>, S_j]', 'sum_j [S_j·S_<j+1>, S_j]'],
    ['with J = 2: [J Sz_0, S_0]', '2 [Sz_0, S_0]'],
    [
      'on ring(3): [sum_j Sz_j Sz_<j+1>, sum_j S_j]',
      'on ring(3): vector([sum_j Sz_j Sz_<j+1>, sum_j Sx_j], [sum_j Sz_j Sz_<j+1>, sum_j Sy_j], 0)',
    ],
    ['param g complex; (g S_0 X_1)†', 'param g complex; conj(g) S_0 X_1'],
    ['i S_0 Sx_0 + h.c.', 'vector(i Sx_0 Sx_0 + h.c., i Sy_0 Sx_0 + h.c., i Sz_0 Sx_0 + h.c.)'],
    ['m_j = S_j Sz_<j+1>; sum_j j m_j', 'vector(sum_j j Sx_j Sz_<j+1>, sum_j j Sy_j Sz_<j+1>, sum_j j Sz_j Sz_<j+1>)'],
    [
      'sum_j (-1)^j S_j Sz_<j+1>',
      'vector(sum_j (-1)^j Sx_j Sz_<j+1>, sum_j (-1)^j Sy_j Sz_<j+1>, sum_j (-1)^j Sz_j Sz_<j+1>)',
    ],
  ])('%s is %s', same);

  test.each([
    'H = sum_j J S_j·S_<j+1>; prove [H, sum_j S_j] = 0',
    'H = sum_j J S_j·S_<j+1> + K S_j·S_<j+2>; prove [sum_j S_j, H] = 0',
    'H = sum_j S_j·S_<j+1>; on ring(5): prove [H, sum_j S_j] = 0',
    'prove [sum_j Sz_j, sum_j S_j] = vector(sum_j i Sy_j, -sum_j i Sx_j, 0)',
    'refute [sum_j Sz_j Sz_<j+1>, sum_j S_j] = 0',
    'prove hermitian(S_0 Sx_1)',
    'refute hermitian(S_0 Sx_0)',
    // A charge is one of the infinite chain, put on the ring.
    'H = sum_j S_j·S_<j+1>; on ring(4): prove [H, charge(H, 4)] = 0',
    'H = sum_j S_j·S_<j+1>; on ring(6): prove charge(H, 3) = sum_j (S_j×S_<j+1>)·S_<j+2>',
    'H = sum_j Z_j Z_<j+1>; on ring(4): prove density(H) = Z_0 Z_1',
  ])('%s', (text) => {
    expect(claim(text).holds).toBe(true);
  });

  test('the residual of a claim about vectors has three components', () => {
    const document = claimDocument(claim('prove [sum_j Δ Sx_j, sum_j S_j] = 0'));
    expect(document.components).toEqual({
      x: [],
      y: [{ string: 'Z', site: 0, weight: '1', coefficient: '1/2*i*Delta' }],
      z: [{ string: 'Y', site: 0, weight: '1', coefficient: '-1/2*i*Delta' }],
    });
    expect(document.residual).toEqual(document.components!.y);
    expect(document.point).toEqual({ Delta: '1' });
    expect(claim('prove [sum_j Δ Sx_j, sum_j S_j] = 0').residualText).toBe(
      'vector(0, sum_j i Δ Sz_j, sum_j -i Δ Sy_j)',
    );
  });

  test.each(['S_0·S_1 S_2', '[sum_j Sz_j Sz_<j+1>, S_0]', 'sum_j S_j Sz_<j+1>', 'S_0 Sx_0'])(
    '%s prints as it is read',
    (text) => {
      same(writeText(expressValue(value(text))), text);
    },
  );

  test.each([
    ['[S_0, S_1]', 'bracket-of-vectors', ['S_0·S_1 - S_1·S_0', 'S_0×S_1 - S_1×S_0', '[(S_0)^x, (S_1)^y]']],
    [
      '{S_0×S_1, 2 S_1}',
      'bracket-of-vectors',
      ['(S_0×S_1)·(2 S_1) + (2 S_1)·(S_0×S_1)', '{((S_0×S_1))^x, ((2 S_1))^y}'],
    ],
    ['S_0 S_1', 'vectors-side-by-side', ['S_0·S_1', 'S_0×S_1']],
    ['J S_0·S_1 S_2 * S_3', 'vectors-side-by-side', ['J S_0·S_1 S_2·S_3']],
  ])('%s is refused, and what is meant can be pasted', (text, code, pasted) => {
    const { code: found, hint } = error(text);
    expect(found).toBe(code);
    for (const line of pasted) {
      expect(hint).toContain(line);
      expect(last(line).kind).toBe('value');
    }
  });
});

describe('a sign after a sign', () => {
  test.each([
    ['X_0 + -0.5 Z_0', 'X_0 - 0.5 Z_0'],
    ['+ -0.5 Z_0', '-1/2 Z_0'],
    ['X_0 + (-0.5) Z_0', 'X_0 - 1/2 Z_0'],
    ['X_0 - -0.5 Z_0', 'X_0 + 1/2 Z_0'],
    ['X_0 - +0.5 Z_0', 'X_0 - 1/2 Z_0'],
    ['-1 * ( X_0 X_1 ) + -1 * ( Y_0 Y_1 )', '-(X_0 X_1) - Y_0 Y_1'],
    ['1.0 X_0 + -1.0 Y_0 + -2.5e-1 Z_0', 'X_0 - Y_0 - 1/4 Z_0'],
    ['sum_j + -X_j - -Z_j', 'sum_j Z_j - X_j'],
    ['(- -X_0) Z_1', 'X_0 Z_1'],
    ['[X_0 + -Z_0, -+Y_0]', '[X_0 - Z_0, -Y_0]'],
  ])('%s is %s', same);

  // A difference stays one, and dashes are no signs.
  test.each(['X_0 - - -Z_0', 'X_0--Z_0', 'X_0 ++ Z_0', '2 * -Z_0', '2/-3 X_0', 'X_0\n+ -Z_0'])(
    '%j is refused',
    (text) => {
      expect(last(text).kind).toBe('error');
    },
  );
});

describe('h.c. in the middle', () => {
  test.each([
    ['S+_0 S-_1 + h.c. + Z_0', '(S+_0 S-_1 + dag(S+_0 S-_1)) + Z_0', 'S+_0 S-_1 + dag(S+_0 S-_1) + 2 Z_0'],
    [
      'H = sum_j S+_j S-_<j+1> + h.c. - Δ Z_j',
      'sum_j S+_j S-_<j+1> + S-_j S+_<j+1> - Δ Z_j',
      'sum_j S+_j S-_<j+1> + S-_j S+_<j+1> - 2 Δ Z_j',
    ],
    ['[i X_0 - h.c. + Z_0, Y_0]', '[2 i X_0 + Z_0, Y_0]', '[2 i X_0, Y_0]'],
    [
      'sum_j i S+_j + h.c. + sum_j S+_j S-_<j+1> + h.c.',
      'sum_j i S+_j - i S-_j + S+_j S-_<j+1> + S-_j S+_<j+1>',
      'sum_j i S+_j - i S-_j + S+_j S-_<j+1> + S-_j S+_<j+1>',
    ],
    ['prove S+_0 + h.c. + Z_0 = 2 Sx_0 + Z_0', undefined, undefined],
  ])('%s', (text, apart, together) => {
    const { code, hint } = error(text);
    expect(code).toBe('misplaced-hc');
    const [, ...lines] = hint!.split('\n').map((line) => line.trim());
    expect(lines).toHaveLength(2);
    if (apart === undefined) {
      expect(lines.map((line) => claim(line).isTrue)).toEqual([true, false]);
      return;
    }
    same(lines[0]!, apart);
    same(lines[1]!, together);
  });
});

describe('phases', () => {
  test.each([
    'cos(φ)^2 + sin(φ)^2 = 1',
    'exp(i φ) exp(-i φ) = 1',
    'exp(i(φ + θ)) = exp(i φ) exp(i θ)',
    'e^{2 i φ} = exp(i φ)^2',
    'exp(2 i φ) = (cos(φ) + i sin(φ))^2',
    'cos(φ - θ) = cos(φ) cos(θ) + sin(φ) sin(θ)',
    'sin(2 φ) = 2 sin(φ) cos(φ)',
    'conj(exp(i φ)) = 1/exp(i φ)',
    'dag(exp(i φ) S+_0) = exp(-i φ) S-_0',
    'exp(i(φ + π/3)) = exp(i φ) (1/2 + i sqrt(3)/2)',
    'hermitian(exp(i φ) S+_0 S-_1 + h.c.)',
    '[sum_j exp(i φ) S+_j S-_<j+1> + h.c., sum_j Sz_j] = 0',
    'norm2(exp(i φ) X_0) = 1',
    'with φ = π/2: exp(i φ) X_0 = i X_0',
    'with φ = θ + π: exp(3 i φ) X_0 = -exp(3 i θ) X_0',
    '(with φ = -θ, θ = φ: exp(i φ + 2 i θ)) = exp(2 i φ - i θ)',
    'degree(exp(i φ) J X_0) = 1',
  ])('%s', (text) => {
    expect(claim(`param φ, θ phase; prove ${text}`).isTrue).toBe(true);
  });

  test.each([
    'exp(i φ) X_0 = X_0',
    'exp(2 i φ) = 1',
    'exp(24 i φ) X_0 = X_0',
    'exp(i φ) = exp(i θ)',
    'cos(φ) = sin(φ)',
  ])('%s is false, at angles that are shown', (text) => {
    const { isTrue, point } = claim(`param φ, θ phase; prove ${text}`);
    expect(isTrue).toBe(false);
    const bindings = [...point!].map(([name, at]) => `${name} = ${at}`).join(', ');
    // Roots of unity of order 24 are no help against exp(24 i φ) = 1, so it stays open.
    if (bindings === '') expect(text).toContain('24');
    else expect(claim(`param φ, θ phase; prove with ${bindings}: ${text}`).isTrue).toBe(false);
  });

  test.each([
    'exp(i φ) X_0',
    'exp(-2 i φ) X_0 + cos(φ) Z_0',
    'sum_j exp(i φ) S+_j S-_<j+1> + h.c.',
    'exp(i φ) exp(-3 i θ) g Y_0',
  ])('%s prints as it is read', (text) => {
    const declared = 'param φ, θ phase; param g complex; ';
    same(`${declared}${writeText(expressValue(value(declared + text)))}`, declared + text);
  });

  test.each([
    ['param φ phase; exp(i φ/2)', 'part-of-a-phase'],
    ['param φ phase; cos(0.3 φ) X_0', 'part-of-a-phase'],
    ['param φ phase; sqrt(exp(i φ))', 'root-of-phase'],
    ['param φ phase; φ X_0', 'bare-phase'],
    ['param φ phase; exp(φ)', 'phase'],
    ['param φ phase; exp(i φ t)', 'phase'],
    ['param φ phase; exp(i φ^2)', 'phase'],
    ['param φ phase; with φ = i: exp(i φ)', 'not-real'],
    ['param φ phase; 1/cos(φ)', 'division-by-sum'],
    ['param φ phase; prove with φ = 0.3: exp(i φ) X_0 = X_0', 'inexact-constant'],
  ])('%s is refused', (text, code) => {
    expect(error(text).code).toBe(code);
  });

  test.each([
    'exp(i φ) X_0',
    'prove cos(φ)^2 + sin(φ)^2 = 1',
    'param φ real; exp(i (φ - 2 θ)) X_0',
    'A = e^{i χ} S+_0',
  ])('%s: the hint leads to what works', (text) => {
    const { code, hint } = error(text);
    expect(code).toBe('phase');
    const [declaration] = /param [^,]+(?:, [^,]+)* phase/u.exec(hint!)!;
    const found = last(`${text.split('; ').slice(0, -1).join('; ')};${declaration}; ${text.split('; ').at(-1)}`);
    expect(found.kind).not.toBe('error');
    // in the same session too, after the error
    const session = new Session();
    for (const line of [text, declaration]) last(line, session);
    expect(last(text.split('; ').at(-1)!, session).kind).not.toBe('error');
  });
});

describe('H(t) = … defines H', () => {
  test.each([
    ['H(t) = J X_0 + g cos(ω t) Z_0\nH', 'J X_0 + g cos(ω t) Z_0'],
    [String.raw`\hat{H}(t) = J \sigma^x_0 + g\cos\omega t\,\sigma^z_0` + '\nH', 'J X_0 + g cos(ω t) Z_0'],
    [String.raw`H(\lambda) = \lambda X_0` + '\nwith λ = 2: H', '2 X_0'],
  ])('%s', same);

  test.each([
    ['H(t) = X_0 + cos(ω t) Z_0\nH(t)', 'defined-with-argument'],
    ['H(t) = X_0 + cos(ω t) Z_0\nH(0)', 'defined-with-argument'],
    [String.raw`H(\lambda) = \lambda X_0` + '\nH(2)', 'defined-with-argument'],
    // in plain text a reader would expect a function
    ['H(λ) = λ X_0', 'not-definable'],
  ])('%s is refused', (text, code) => {
    const found = error(text);
    expect(found.code).toBe(code);
    expect(found.hint).toBeTruthy();
  });

  test('a definition without brackets takes their place', () => {
    same('H(t) = X_0\nH = J\nH(X_0 + Z_0)', 'J (X_0 + Z_0)');
  });
});
