import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import {
  editDistance,
  functionNames,
  greekName,
  greekSymbol,
  keywords,
  looksLikeCoupling,
  operatorWord,
  closest,
} from '../../src/language/index.js';
import { Session } from '../../src/session/index.js';
import { conditionText } from '../../src/report/index.js';
import { claim, error, last, marked, scalar, terms } from '../meaning/program.js';

/** What an error says, where it points, and what it proposes. */
const said = (text: string): string => {
  const { code, message, hint } = error(text);
  return [code, message, hint].filter((part) => part !== undefined).join(' | ');
};

/** The `param …` line of a hint. */
const declaration = (text: string): string => /param \w+ real/u.exec(error(text).hint ?? '')?.[0] ?? '';

describe('rule 23: a name nobody introduced is a parameter where it looks like a coupling', () => {
  test.each([
    'J',
    'J2',
    'Jx',
    'hz',
    'Jxy',
    'D',
    'B',
    'U',
    't0',
    'Δ',
    'Delta',
    'Delta2',
    'eps_d',
    'gamma_m',
    'λ_z',
    'J_perp',
    'J_{H}',
    'J_ab',
    'ω',
    'g',
    'κ_1',
    'W_12',
  ])('%s', (name) => {
    expect(last(`${name} Z_0`).kind).toBe('value');
  });

  test.each([
    ['hopping Z_0', 'hopping', ''],
    ['mass Z_0', 'mass', ''],
    ['Detla Z_0', 'Detla', 'Delta'],
    ['detla Z_0', 'detla', 'delta'],
    ['lamda Z_0', 'lamda', 'lambda'],
    ['gama Z_0', 'gama', 'gamma'],
    ['omgea Z_0', 'omgea', 'omega'],
    ['coupling = 2; Coupling Z_0', 'Coupling', 'coupling'],
    ['coupling = 2; copuling Z_0', 'copuling', 'coupling'],
    ['param exchange; exchnage Z_0', 'exchnage', 'exchange'],
    ['symmetry Z_0', 'symmetry', ''],
    ['overlpa Z_0', 'overlpa', 'overlap(…)'],
    ['prov Z_0', 'prov', 'prove'],
    ['JH Z_0', 'JH', ''],
    ['iJ Z_0', 'iJ', 'i J'],
    ['jJ Z_0', 'jJ', 'j J'],
    ['JDelta Z_0', 'JDelta', 'J Delta'],
    ['cos(omegat) Z_0', 'omegat', 'omega t'],
    ['constructor Z_0', 'constructor', ''],
    ['toString Z_0', 'toString', ''],
    ['hasOwnProperty', 'hasOwnProperty', ''],
    ['density Z_0', 'density', 'density(…)'],
    ['sqrt (2) Z_0', 'sqrt', 'sqrt(…)'],
    ['param_x = 1; hopping', 'hopping', ''],
  ])('%s: %s is not known, %s is proposed', (text, at, proposal) => {
    const found = error(text);
    expect(found.code).toBe('unknown-name');
    expect(marked(found)).toBe(at);
    expect(found.hint).toContain(proposal);
    // The declaration in the hint can be put before the line.
    if (!text.includes('cos('))
      expect(last(`${declaration(text)}\n${text.replace('sqrt (2)', 'sqrt')}`).kind).toBe('value');
  });

  test.each([
    ['param Jx real; Jx Sx_0 + Jy Sy_0', { 'X@0': '1/2*Jx', 'Y@0': '1/2*Jy' }],
    ['HX = X_0; hx Z_0', { 'Z@0': 'hx' }],
    ['C2 = X_0; C9 Z_0', { 'Z@0': 'C9' }],
    ['eps_d = 2; eps_p Z_0', { 'Z@0': 'eps_p' }],
    ['param hx real; hz Z_0 + hX Z_0', undefined],
  ])('%s: other digits, components and subscripts are no slips', (text, expected) => {
    if (expected) expect(terms(text)).toEqual(expected);
    else expect(said(text)).toContain('h X_j');
  });

  test('alpha = 1 and alpha2', () => {
    expect(terms('alpha = 1; alpha2 Z_0')).toEqual({ 'Z@0': 'alpha2' });
  });

  test.each([
    ['with Detla = 1: Δ Z_0', 'Delta'],
    ['with toString = 3: Z_0', 'param toString real'],
    ['with constructor = 3: Z_0', 'param constructor real'],
    ['with hasOwnProperty = 3: Z_0', 'param hasOwnProperty real'],
    ['with valueOf = 3: prove Z_0 = Z_0', 'param valueOf real'],
  ])('%s: no parameter to replace, %s is proposed', (text, proposal) => {
    expect(error(text).code).toBe('unknown-name');
    expect(error(text).hint).toContain(proposal);
  });

  test('a script is judged by its own names', () => {
    const session = new Session();
    for (const _ of session.run({ name: 'a', text: 'param hx, Jx real; coupling = 1; HX = X_0' })) void _;
    const outcome = [...session.run({ name: 'b', text: 'hX = 2; hz Z_0 + Jy Y_0 + hx X_0 + hy Z_0' })].at(-1)!;
    expect(outcome.kind).toBe('value');
  });

  // Latin letters by words that no rule knows.
  const word = fc
    .stringMatching(/^[A-Za-z]{2,12}$/u)
    .filter((w) => !looksLikeCoupling(w) && w !== 'true' && w !== 'false' && w !== 'pi');
  test.prop([word], { numRuns: 400 })('a random word is never a parameter unless it looks like a coupling', (w) => {
    expect(last(`${w} Z_0`).kind).toBe('error');
    expect(last(`prove ${w} Z_0 = Z_0 ${w}`).kind).toBe('error');
  });

  const letter = fc.constantFrom(
    ...'ABCDEFGHJKLMNOPQRTUVWabcdfghklmnopqrsuvwyz',
    ...[...greekName.values()].filter((n) => !['pi', 'sigma', 'Sigma', 'tau'].includes(n)),
  );
  const tail = fc.oneof(
    fc.constant(''),
    fc.nat({ max: 99 }).map(String),
    fc.constantFrom('x', 'y', 'z', 'xy', 'xx', 'zz'),
  );
  const below = fc.oneof(fc.constant(''), fc.constantFrom('_d', '_perp', '_{eff}', '_H2', '_omega'));
  const shaped = fc
    .tuple(letter, tail, below)
    .map((parts) => parts.join(''))
    .filter((n) => operatorWord(n) === undefined);
  test.prop([shaped], { numRuns: 400 })('a random name of that look always is one', (name) => {
    const outcome = last(`prove ${name} Z_0 = Z_0 ${name}`);
    expect(outcome.kind === 'claim' && outcome.claim.holds).toBe(true);
  });
});

describe('rule 24: operators never become parameters', () => {
  test.each([
    ['prove X Y = Y X', 'X', 'X_3'],
    ['prove X1 Y1 = Y1 X1', 'X1', 'X_1'],
    ['prove Sp Sm = Sm Sp', 'Sp', 'S+_j'],
    ['sum_j X Z_{j+1}', 'X', 'X_j'],
    ['Z X Z', 'Z', 'Z_j'],
    ['prove S1·S2 = S2·S1', 'S1', 'S_1'],
    ['prove Sz1 = Sz1', 'Sz1', 'Sz_1'],
    ['JX_1 X_2', 'JX_1', 'J X_1'],
    ['DeltaZ_0 Z_1', 'DeltaZ_0', 'Delta Z_0'],
    ['sum_j hX_j', 'hX_j', 'h X_j'],
    ['sum_j JSz_j', 'JSz_j', 'J Sz_j'],
    ['sum_j JX_{j+1}', 'JX_{j+1}', 'J X_<j+1>'],
    ['iX_0', 'iX_0', 'i X_0'],
    ['XX', 'XX', 'X_j X_<j+1>'],
    ['J ZZ', 'ZZ', 'Z_3 Z_4'],
    ['XYZ_2', 'XYZ_2', 'X_2 Y_3 Z_4'],
    ['sx_0 sy_1', 'sx_0', 'Sx_0'],
    ['sz', 'sz', 'Sz_j'],
    ['sigmap_0', 'sigmap_0', 'sigma+_0'],
    ['Splus_j', 'Splus_j', 'S+_j'],
    ['Z(1)', 'Z', 'Z_1'],
    ['X(0) Y(1)', 'X', 'X_0'],
    ['Sx', 'Sx', 'Sx_j'],
    ['[S, X_0]', 'S', 'S_j'],
  ])('%s: %s has no site; %s', (text, at, mend) => {
    const found = error(text);
    expect(found.code).toBe('missing-site');
    expect(marked(found)).toBe(at);
    expect(found.hint).toContain(mend);
    // The mend is an operator.
    expect(last(/_j|<j/u.test(mend) ? `sum_j ${mend.replace('X_j X_<j+1>', '(X_j X_<j+1>)')}` : mend).kind).toBe(
      'value',
    );
  });

  test.each([
    ['prove X_0^2 = I', 'identity', 'the identity is 1'],
    ['1_j X_0', 'identity', 'the identity is 1'],
    ['II', 'identity', 'the identity is 1'],
    ['τ Z_0', 'no-species', 'param tau real'],
    ['τ^x_j', undefined, ''],
    ['b†_j b_<j+1>', 'no-fermions', 'c†_j'],
    ['d^\\dagger_{j} d_{j+1}', 'no-fermions', 'c†_j'],
    ['sum_j f_j', 'no-fermions', 'c†_j'],
    ['c† c', 'no-fermions', 'c†_j'],
    ['dag(c)', 'no-fermions', 'c†_j'],
    ['X = X_0', 'reserved-name', 'choose another name'],
    ['param Y', 'reserved-name', 'choose another name'],
    ['with I = 1: X_0', 'reserved-name', 'choose another name'],
    ['1_000 X_0', 'bad-number', 'write 1000'],
  ])('%s is refused (%s)', (text, code, words) => {
    if (code === undefined) expect(last(text).kind).toBe('error');
    else expect(said(text)).toMatch(new RegExp(`^${code} .*${words}`, 'u'));
  });

  test('τ may be declared, and XX defined', () => {
    expect(terms('param tau real; τ Z_0')).toEqual({ 'Z@0': 'tau' });
    expect(terms('XX = X_0 X_1; 2 XX')).toEqual({ 'XX@0': '2' });
  });
});

describe('an operator nobody defined is no scalar', () => {
  const h = 'H = sum_j S_j·S_<j+1>; C2 = H; C3 = charge(H, 3); A = S_0; ';
  test.each([
    ['[H, Q]', 'Q'],
    ['prove [H, -Q] = 0', 'Q'],
    ['[H, 2 Q]', 'Q'],
    ['[H, Q/2]', 'Q'],
    ['[H, (Q)]', 'Q'],
    ['[H, Q^2]', 'Q'],
    ['[H, Q R]', 'Q'],
    ['prove [Q, H] = 0', 'Q'],
    ['refute [H, C9] = 0', 'C9'],
    ['[H, C3 + C9]', 'C9'],
    ['[C2 - 2 C9, C3]', 'C9'],
    ['{Z_0, Q}', 'Q'],
    ['A×Q', 'Q'],
    ['Q×A', 'Q'],
    ['overlap(H, Q)', 'Q'],
    ['overlap(Q, H)', 'Q'],
    ['range(Q)', 'Q'],
    ['range(2 Q)', 'Q'],
    ['prove hermitian(Q)', 'Q'],
    ['prove hermitian(-Q)', 'Q'],
    ['reflect(Q)', 'Q'],
    ['norm2(Q)', 'Q'],
    ['charge(Q, 3)', 'Q'],
    ['perturb(sum_j (-1)^j Sz_j, Q)', 'Q'],
    ['dag(Q)', 'Q'],
    ['Q†', 'Q'],
    ['prove Q = H', 'Q'],
    ['refute H = Q', 'Q'],
    ['refute C9 = 0', 'C9'],
    ['prove H - C9 = C3', 'C9'],
    ['refute Q = R', 'Q'],
    ['hamiltonian Q', 'Q'],
    ['with J = 1: [H, Q]', 'Q'],
    ['on ring(4): prove [H, Q] = 0', 'Q'],
  ])('%s', (text, name) => {
    const found = error(h + text);
    expect(found.code).toBe('unknown-name');
    expect(found.message).toBe(`"${name}" is not defined`);
    expect(marked(found)).toBe(name);
    // Declared it is what it says.
    expect(found.hint).toContain(`param ${name} real`);
  });

  test('with what is defined already in the hint', () => {
    expect(error(`${h}[H, C9]`).hint).toContain('C2, C3 are defined');
  });

  test.each([
    'prove norm2(g X_0) = g^2',
    'prove J (X_0 X_0) = J',
    'A = sqrt(J); with J = K^2: prove A = K',
    'prove J = J',
    'refute J = 1',
    'prove (J + B)^2 = J^2 + 2 J B + B^2',
    'with a = b: with b = 2: prove a = 2',
    'prove [J X_0 - J/4, X_0] = 0',
    'param g real; prove [g, X_0] = 0',
    'prove fourier(λ cos(ω t), 1) = λ/2',
    'prove overlap(X_0, J X_0) = J',
  ])('%s is a claim as before', (text) => {
    expect(claim(text).holds).toBe(true);
  });
});

describe('rule 25: a name before a bracket', () => {
  const h = 'H = sum_j S_j·S_<j+1>; A = X_0; B = Z_0; ';
  test.each([
    ['symetries(H)', 'symmetries(H)'],
    ['hermitan(A)', 'hermitian(A)'],
    ['Hermitian(A)', 'hermitian(A)'],
    ['Sqrt(2)', 'sqrt(2)'],
    ['Charge(H, 3)', 'charge(H, 3)'],
    ['dagger(H)', 'dag(H)'],
    ['adjoint(H)', 'dag(H)'],
    ['conjugate(J)', 'conj(J)'],
    ['commutator(A, B)', '[A, B]'],
    ['anticommutator(A, B)', '{A, B}'],
    ['subs(H, J = 1)', 'with J = 1: H'],
    ['norm(A)', 'norm2(A)'],
    ['Tr(A)', 'trace(A)'],
    ['simplify(H)', 'H'],
    ['expand(A B)', 'A B'],
    ['Re(J)', '((J) + conj(J))/2'],
    ['Im(J)', '((J) - conj(J))/(2 i)'],
    ['abs(J)', '(J) conj(J)'],
    ['shift(A, 2)', 'translate(A, 2)'],
    ['kron(X_0, Y_1)', 'X_0 Y_1'],
    ['Jx(A)', 'Jx*(A)'],
    ['J(2)', 'J*(2)'],
    ['H0(1)', 'H0*(1)'],
  ])('%s: %s', (text, mend) => {
    const found = error(h + text);
    expect(found.code).toBe('unknown-function');
    expect(found.hint).toContain(mend.replace('Jx*(A)', 'Jx*(…)'));
    expect(last(h + mend).kind).toBe('value');
  });

  test.each([
    'spectrum(H)',
    'eigenvectors(H)',
    'cosh(0)',
    'tan(1)',
    'log(2)',
    'ln(2)',
    'det(A)',
    'rank(A)',
    'expval(A)',
    'max(1, 2)',
    'foo(A)',
    'toString(A)',
    'Tr()',
    'f(t)',
    'theta(t)',
    'H1(j)',
    'g(j+1)',
  ])('%s is no product', (text) => {
    expect(said(`${h}${text}`)).toMatch(/^unknown-function/u);
  });

  test.each([
    ['J(A + B)', { 'X@0': 'J', 'Z@0': 'J' }],
    ['Δ(A)', { 'X@0': 'Delta' }],
    ['Delta(A)', { 'X@0': 'Delta' }],
    ['J_perp(A)', { 'X@0': 'J_perp' }],
    ['param Jx; Jx(A)', { 'X@0': 'Jx' }],
    ['param hopping; hopping(A)', { 'X@0': 'hopping' }],
    ['c = 3; c(A)', { 'X@0': '3' }],
    ['i(A)', { 'X@0': 'i' }],
    ['J (2) A', { 'X@0': '2*J' }],
  ])('%s is one', (text, expected) => {
    expect(terms(h + text)).toEqual(expected);
  });
});

describe('rule 26: sites and brackets that lost something', () => {
  test.each([
    ['sum_j Sz_j Sz_j+1', 'Sz_j+1', 'Sz_<j+1>', 'Sz_j + 1'],
    ['sum_j S_j.S_j+1', 'S_j+1', 'S_<j+1>', 'S_j + 1'],
    ['sum_j S^z_j S^z_j-1', 'S^z_j-1', 'S^z_<j-1>', 'S^z_j - 1'],
    ['sum_j \\sigma^z_j \\sigma^z_j+1', '\\sigma^z_j+1', '\\sigma^z_<j+1>', '\\sigma^z_j + 1'],
    ['sum_j X_j+2', 'X_j+2', 'X_<j+2>', 'X_j + 2'],
    ['h_j = X_j; sum_j h_j+1', 'h_j+1', 'h_<j+1>', 'h_j + 1'],
    ['sum_j X_j (a_j+1 + a†_j+1)', 'a_j+1', 'a_<j+1>', 'a_j + 1'],
  ])('%s: %s is %s or %s', (text, at, neighbour, sum) => {
    const found = error(text);
    expect(found.code).toBe('loose-site');
    expect(marked(found)).toBe(at);
    expect(found.hint).toContain(neighbour);
    expect(found.hint).toContain(sum);
  });

  test('with a space it is the sum', () => {
    expect(terms('sum_j Sz_j + 1')).toEqual({ 'Σ Z': '1/2', 'Σ 1': '1' });
    expect(terms('sum_j Z_j + J')).toEqual({ 'Σ Z': '1', 'Σ 1': 'J' });
  });

  test.each([
    ['[Sx_0 Sy_0]', '[Sx_0, Sy_0]'],
    ['prove [X_0 X_1] = 0', '[X_0, X_1]'],
    ['[X_0]', '(X_0)'],
    ['[X_0 + Z_0]', '(X_0 + Z_0)'],
    ['\\{X_0 Y_0\\}', '{X_0, Y_0}'],
    ['2 [X_0 Y_0]', '[X_0, Y_0]'],
  ])('%s has no comma; %s', (text, mend) => {
    expect(error(text).code).toBe('missing-comma');
    expect(error(text).hint).toContain(mend);
    expect(last(mend).kind).toBe('value');
  });

  test('a sum in square brackets beside a factor is a group, as in print', () => {
    expect(terms('sum_j J [X_j X_<j+1> + Z_j]')).toEqual({ 'Σ XX': 'J', 'Σ Z': 'J' });
    expect(terms('sum_j [X_j X_<j+1> + Z_j]')).toEqual({ 'Σ XX': '1', 'Σ Z': '1' });
  });
});

describe('rule 13: a free j has no place beside a site with a number', () => {
  test.each([
    ['prove [X_j, Y_3] = 0', 'Y_3'],
    ['prove X_j = X_0', 'X_0'],
    ['[X_j, Y_0]', 'Y_0'],
    ['X_j X_0', 'X_0'],
    ['X_0 + Z_<j+1>', 'Z_<j+1>'],
    ['S_j·S_0', 'S_0'],
    ['A = X_j; B = Y_3; [A, B]', 'B'],
    ['A = X_j; prove A = X_0', 'X_0'],
    ['B = Y_3; with J = 1: J X_j B', 'B'],
    ['h_<j,j+1> = X_j X_<j+1>; h_<j,j+1> - h_<0,1>', 'h_<0,1>'],
    ['m_j = X_j; m_j m_0', 'm_0'],
    ['prove translate(X_j, 3) = X_3', 'X_3'],
    ['prove norm2(X_j) = norm2(X_0)', 'X_0'],
    ['on ring(4): X_j Y_1', 'Y_1'],
    ['on ring(6): prove [X_j, Y_3] = 0', 'Y_3'],
    ['(a_j + a†_j) X_0', 'X_0'],
    ['A = X_j; reflect(A) Z_1', 'Z_1'],
  ])('%s: %s', (text, at) => {
    const found = error(text);
    expect(found.code).toBe('free-beside-numbered');
    expect(marked(found)).toBe(at);
  });

  test.each([
    ['prove [sum_j j X_j, Y_0] = Z_j', 'free-beside-numbered'],
    ['prove [sum_j j X_j, sum_j Y_j] = Z_j', 'free-site-with-weight'],
    ['A = sum_j (-1)^j X_j; A Y_j', 'free-site-with-weight'],
    ['j X_j', 'free-position'],
    ['(-1)^j X_j', 'free-position'],
  ])('%s is %s', (text, code) => {
    expect(error(text).code).toBe(code);
  });

  test.each([
    'X_j X_<j+1>',
    'X_j + sum_j X_j',
    '[sum_j X_j Z_<j+1>, Y_j]',
    'h_<j,j+1> = X_j X_<j+1>; [h_<j,j+1>, h_<j+1,j+2>]',
    'A = X_j; sum_j A',
    '[sum_j j X_j, Y_0]',
    'on ring(4): X_j + sum_j Z_j',
  ])('%s stays', (text) => {
    expect(last(text).kind).toBe('value');
  });
});

describe('an answer names the parameters it holds for', () => {
  test.each([
    ['prove J X_0 - J X_0 = 0', 'all real J'],
    ['H = sum_j J S_j·S_<j+1> + Δ Z_j Z_<j+1>; prove [H, sum_j Z_j] = 0', 'all real J, Δ'],
    ['param g complex; prove g J X_0 = J g X_0', 'all real J and complex g'],
    ['A = J X_0 - J X_0; prove A = 0', 'all real J'],
    ['with J = K^2: prove J X_0 = X_0 J', 'all real K'],
    ['with J = 2: prove J X_0 = X_0 J', ''],
    ['with a = b: with b = 2: prove a X_0 = 2 X_0', ''],
    ["prove J S'_0·S'_0 = S'_0·S'_0 J", 'all real J, Δ with J ≠ 0'],
    ['h_<j,j+1> = J X_j X_<j+1>; prove h_<0,1> = J X_0 X_1', 'all real J'],
    ['prove X_0 Y_0 = i Z_0', ''],
    ['prove hermitian(cos(ω t) J X_0)', 'all real ω, J'],
  ])('%s: for %s', (text, expected) => {
    expect(conditionText(claim(text))).toBe(expected);
  });

  test('in JSON by their ASCII names', () => {
    expect([...claim('H = J X_0 + Δ Z_0; refute H = 0').parameters]).toEqual([
      ['J', 'real'],
      ['Delta', 'real'],
    ]);
    expect(last('J X_0 - J X_0 + eps_d Z_0')).toMatchObject({ parameters: ['J', 'eps_d'] });
  });

  test.each([
    ['with K = 1: Δ Z_0', ['nothing that follows depends on K']],
    ['with Δ = 1: Δ Z_0', []],
    ['A = B X_0 - B X_0 + J Z_0; with J = 1, B = 0: A', []],
    ['with a = b: with b = 2: a Z_0', []],
    ['with a = 1: with b = 2: a Z_0', ['nothing that follows depends on b']],
    ['with J = 1: range(J X_0)', []],
  ])('%s: a substitution that replaces nothing is noted', (text, expected) => {
    const outcome = last(text);
    expect('notes' in outcome && outcome.notes.map((n) => n.message)).toEqual(expected);
  });

  test('in a claim too', () => {
    expect(claim('with K = 1: prove X_0 = X_0').notes.map((n) => n.message)).toEqual([
      'nothing that follows depends on K',
    ]);
    expect(claim('with J = 1: prove X_0 = J X_0').notes).toEqual([]);
  });
});

describe('names have a length, and slips are looked for cheaply', () => {
  test('names beyond 100 letters are refused as a limit', () => {
    const long = (letter: string): string => letter.repeat(30_000);
    for (const text of [
      `${long('a')} + ${long('b')}`,
      `${long('a')} = 1; ${long('b')} = 2`,
      `with ${long('a')} = 1: X_0`,
      `param ${long('a')}`,
      `J_{${long('a')}}`,
    ]) {
      expect(error(text)).toMatchObject({ kind: 'limit', code: 'name-too-long' });
    }
    expect(() => new Session().set(`${long('a')}=1`)).toThrow(/at most 100/u);
    expect(scalar(`param ${'a'.repeat(100)}; ${'a'.repeat(100)}`)).toBe('a'.repeat(100));
  });

  /** The whole table, by its definition. */
  const distance = (a: string, b: string): number => {
    const at = (i: number, k: number): number => {
      if (i === 0 || k === 0) return i + k;
      let best = Math.min(at(i - 1, k) + 1, at(i, k - 1) + 1, at(i - 1, k - 1) + (a[i - 1] === b[k - 1] ? 0 : 1));
      if (i > 1 && k > 1 && a[i - 1] === b[k - 2] && a[i - 2] === b[k - 1]) best = Math.min(best, at(i - 2, k - 2) + 1);
      return best;
    };
    return at(a.length, b.length);
  };
  const short = fc.stringMatching(/^[ab]{0,6}$/u);
  test.prop([short, short], { numRuns: 300 })('the distance of two words', (a, b) => {
    expect(editDistance(a, b)).toBe(Math.min(3, distance(a, b)));
  });

  test('long words cost no more than their length', () => {
    expect(editDistance('a'.repeat(1_000_000), 'b'.repeat(1_000_000))).toBe(3);
    expect(editDistance(`${'a'.repeat(100_000)}bc`, `${'a'.repeat(100_000)}cb`)).toBe(1);
  });

  test('what is proposed', () => {
    const known = [
      'Delta',
      'delta',
      'Jx',
      'alpha',
      'H0',
      'eps_d',
      ...functionNames,
      ...keywords,
      ...greekSymbol.keys(),
    ];
    expect(closest('Detla', known)).toBe('Delta');
    expect(closest('DELTA', known)).toBe('Delta');
    for (const typed of ['Jy', 'alpha2', 'H1', 'eps_p', 'xyzzy']) expect(closest(typed, known)).toBeUndefined();
  });
});
