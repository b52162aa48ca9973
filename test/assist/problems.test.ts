import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { type TextProblem, diagnosticsOf } from '../../src/assist/index.js';
import { Session } from '../../src/session/index.js';
import { fragments } from '../language/sentences.js';
import { grammarCases, programs } from './texts.js';

/** Time for every statement, however busy the machine is. */
const patient = { seconds: 200 };

const shown = (text: string, problems: readonly TextProblem[] = diagnosticsOf(text, patient)): string[] =>
  problems.map(({ from, to, severity, code }) => `${severity} ${code ?? ''}: ${text.slice(from, to)}`);

/** The codes of the errors that a program has when it runs. */
function codesOfRun(text: string): string[] {
  return [...new Session({ spins: 'any' }).run({ name: 'text', text })].flatMap((outcome) =>
    outcome.kind === 'error' ? [outcome.diagnostic.code] : [],
  );
}

describe('problems of a text', () => {
  test.each(programs)('%s has none', (_, text) => {
    expect(diagnosticsOf(text, patient).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('every error of the cases of the grammar is one that the program has when it runs', () => {
    const texts = grammarCases
      .map((text) => [text, codesOfRun(text)] as const)
      .filter(([, codes]) => codes.length === 1);
    expect(texts.length).toBeGreaterThan(200);
    for (const [text, codes] of texts) {
      const errors = diagnosticsOf(text, patient).filter(({ severity }) => severity === 'error');
      expect(
        errors.map(({ code }) => code),
        text,
      ).toContain(codes[0]);
      for (const { from, to } of errors) expect(0 <= from && from <= to && to <= text.length, text).toBe(true);
    }
  });

  test('have a place and a hint that works in its stead', () => {
    const text = 'A = Sz_j+1\nB = sum_j Sz_j';
    const [problem, ...others] = diagnosticsOf(text, patient);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ from: 4, to: 10, severity: 'error', code: 'loose-site' });
    expect(problem!.hint).toContain('Sz_<j+1>');
  });

  test('one statement that fails hides no other, and is not blamed twice', () => {
    const text = 'A = hoping Sz_j\nB = [A, Sz_j]\nC = sum_j foo_j\nprove A = B';
    expect(shown(text)).toEqual(['error unknown-name: hoping', 'error coupling-with-site: foo_j']);
  });

  test('a statement that cannot be read leaves its name without a value', () => {
    expect(shown('H = sum_j J (Sz_j\nC3 = charge(H, 3)\nD = hermitian(C3)')).toEqual(['error unclosed-bracket: (']);
    expect(shown('param hopping rael\nA = hopping Sz_0')).toHaveLength(1);
    expect(shown('legs 9\nA = S_{j,1}·S_{j,2}')).toEqual(['error bad-cell: 9']);
  });

  test('a statement at the end that cannot be read leaves its name without a value, in what follows the text', () => {
    const before = 'H = 2\nA = H\nH = (';
    expect(diagnosticsOf('prove H = 3', { before, ...patient })).toEqual([]);
    expect(diagnosticsOf('prove A = 3', { before, ...patient }).map(({ severity }) => severity)).toEqual(['warning']);
    expect(diagnosticsOf('A = S_{j,1}·S_{j,2}', { before: 'legs 9', ...patient })).toEqual([]);
  });

  test('a claim that fails is a warning, and a remark a note', () => {
    const text = 'prove Sz_0 = Sx_0\nrefute Sz_0 = Sz_0\nsolve a Sz_0 = Sx_0 for a';
    expect(diagnosticsOf(text, patient).map(({ severity }) => severity)).toEqual(['warning', 'warning', 'warning']);
    expect(diagnosticsOf('hamiltonian S_j·S_<j+1>', patient).map(({ severity }) => severity)).toEqual(['note']);
  });

  test('what takes long is not evaluated, and nothing is said about it', () => {
    const long =
      'H = sum_j Jx Sx_j Sx_<j+1> + Jy Sy_j Sy_<j+1> + Jz Sz_j Sz_<j+1>\nC = charge(H, 12)\nprove [H, C] = 0';
    expect(diagnosticsOf(long, { seconds: 0.2 })).toEqual([]);
    expect(shown('A = eigenvalues(Hh)')).toEqual(['error unknown-name: Hh']);
    expect(diagnosticsOf('on ring(14): eigenvalues(sum_j S_j·S_<j+1>)')).toEqual([]);
  });

  test('without any time the names are looked up all the same', () => {
    expect(shown('A = Sz_0\nB = A + hoping', diagnosticsOf('A = Sz_0\nB = A + hoping', { seconds: 0 }))).toEqual([
      'error unknown-name: hoping',
    ]);
  });

  test('an earlier program and its mistakes are not reported, and its names are known', () => {
    const before = 'hopping = 2\nB = (';
    expect(diagnosticsOf('A = hopping Sz_0', { before, ...patient })).toEqual([]);
    expect(shown('A = hopping Sz_0')).toEqual(['error unknown-name: hopping']);
    expect(diagnosticsOf('    A = B', { before, ...patient })).toEqual([]);
  });

  test('definitions of a session are known, and stay as they are', () => {
    const session = new Session();
    for (const _ of session.run({ name: '', text: 'hopping = 2' }));
    const { environment } = session;
    expect(diagnosticsOf('A = hopping Sz_0\nhopping = 3', { environment, ...patient })).toEqual([]);
    expect(environment.names()).toEqual(['hopping']);
    expect(diagnosticsOf('prove hopping = 2', { environment, ...patient })).toEqual([]);
    for (const _ of session.run({ name: '', text: 'hopping = 3' }));
    expect(diagnosticsOf('prove hopping = 2', { environment, ...patient }).map(({ severity }) => severity)).toEqual([
      'warning',
    ]);
  });

  property.prop([fc.array(fc.constantFrom(...fragments, ' ', '\n', ' = ')).map((parts) => parts.join(''))], {
    numRuns: 100,
  })('have places within the text, whatever it is', (text) => {
    for (const { from, to } of diagnosticsOf(text, { seconds: 0.1 }))
      expect(0 <= from && from <= to && to <= text.length).toBe(true);
  });
});
