import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Outcome, Session } from '../src/session/index.js';
import { valueDocument } from '../src/report/index.js';

const outcomes: Outcome[] = [
  ...new Session().run({ name: 'regressions.spin', text: readFileSync('test/regressions.spin', 'utf8') }),
];

/** Programs that once gave an answer and should not. */
const refused: readonly (readonly [string, string])[] = [
  ['A = sqrt(J^2); prove with J = -1: A = -1', 'assumed-positive'],
  ['A = sqrt(J^2); with J = K - L: A', 'assumed-positive'],
  ['with J = -1: prove norm2(sqrt(J) X_0) = -1', 'assumed-positive'],
  ['param w complex; prove hermitian(cos(w t) X_0)', 'complex-frequency'],
  ['prove range((cos(1)^2+sin(1)^2-1) X_0 X_1 + Z_0) = 2', 'inexact-constant'],
  ['param g complex; prove sqrt(g^2) = g', 'root-of-complex'],
  ['H = g Sz_0; param g complex; hermitian(H)', 'already-used'],
  ['param g complex; A = g Sz_0; param g real', 'already-used'],
  ['R = range(J Sz_0 Sz_1 + Sz_0); prove with J = 0: R = 2', 'settled-before'],
  ['param g complex; A = hermitian(g Sz_0); refute with g = 1: A', 'settled-before'],
  ['H = sum_j S_j·S_<j+1>; C3 = charge(H, 3); prove [H, C9] = 0', 'unknown-name'],
  ['cos(ω t) Sz_0 + cos(ν t) Sx_0', 'two-frequencies'],
];

describe('regressions', () => {
  test('the script runs to its end', () => {
    expect(outcomes.filter((o) => o.kind === 'error')).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(20);
  });

  test.each(outcomes.flatMap((o) => (o.kind === 'claim' ? [[o.claim.name, o.claim.holds] as const] : [])))(
    '%s',
    (_, holds) => {
      expect(holds).toBe(true);
    },
  );

  test.each(refused)('%s is refused', (text, code) => {
    const errors = [...new Session().run({ name: 'case', text })].flatMap((o) =>
      o.kind === 'error' ? [o.diagnostic.code] : [],
    );
    expect(errors[0]).toBe(code);
  });

  // Texts whose printed form once read back as something else, or not at all.
  test.each([
    'Δ |2><3| + δ(x - 4/5) + δ(x - 4/5) |1><1|',
    '2 J δ(x) - δ(x) |1><1| + (1 + i) δ(x - 1)',
    'i (S_0×S_1)·S_2 - i X_0 Y_1 X_2',
    'a_<1> + a†_<1>',
    'sum_j (-1)^j 1/2 Sz_j',
  ])('%s prints and reads back', (text) => {
    const valueOf = (input: string) => {
      const [outcome] = new Session().run({ name: 'case', text: input });
      if (outcome?.kind !== 'value') throw new Error(`${input}: ${outcome?.kind}`);
      return valueDocument(outcome.value);
    };
    const once = valueOf(text);
    expect(valueOf(once.text)).toEqual(once);
  });

  test('a claim that fails, or that cannot be read, does not end a script', () => {
    const kinds = [...new Session().run({ name: 'case', text: 'prove 1 = 2\nprove 1/0 = 1\nprove 1 = 1\n' })].map(
      (o) => o.kind,
    );
    expect(kinds).toEqual(['claim', 'error', 'claim']);
  });

  test('a definition that fails ends it, since what follows would mean something else', () => {
    const kinds = [...new Session().run({ name: 'case', text: 'C = 1/0\nprove C - C = 0\n' })].map((o) => o.kind);
    expect(kinds).toEqual(['error']);
  });
});
