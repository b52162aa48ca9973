import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Budget, type Law, checkLaw, replay, writePoint } from '../../src/law/index.js';
import { laws } from '../../src/laws/index.js';
import { parseProgram } from '../../src/language/index.js';
import { Session } from '../../src/session/index.js';
import { existsSync } from 'node:fs';
import { pointsOf } from '../../src/testing/index.js';

/** Refusals by which the language says that a claim is false: degrees that are mixed, a string longer than its ring. */
const refusals = new Set(['not-homogeneous', 'ring-too-small']);

/** How many models a program declares. */
function models(text: string): number {
  const session = new Session();
  for (const outcome of session.run({ name: '<law>', text }))
    if (outcome.kind === 'error') throw new Error(`${outcome.diagnostic.message} in\n${text}`);
  return session.models.length;
}

/** What the claims of a program say, one by one; a program that is wrong is an error. */
function claims(text: string): boolean[] {
  const held: boolean[] = [];
  for (const outcome of new Session().run({ name: '<law>', text })) {
    if (outcome.kind === 'error' && refusals.has(outcome.diagnostic.code)) return [...held, false];
    if (outcome.kind === 'error') throw new Error(`${outcome.diagnostic.message} in\n${text}`);
    if (outcome.kind === 'claim') held.push(outcome.claim.holds);
  }
  return held;
}

/** Where a statement that is false in general is true; at all other points it has to fail. */
const trueAt: Readonly<Record<string, (values: Readonly<Record<string, string>>) => boolean>> = {
  // J_H = C_3 − B J_S: without a field it is C_3, and at Δ = 0 the spin current is conserved too.   chain (17)
  'charges.heat-current-conserved-in-a-field': ({ Delta, B }) => Delta === '0' || B === '0',
};

const verdictOf = (law: Law<unknown>, point: Parameters<typeof law.cases.build>[0]): string => {
  const verdict = law.check(law.cases.build(point), new Budget());
  return verdict.kind === 'fails' && law.expected === 'holds'
    ? `${verdict.witness.line}\n${verdict.residual.text}`
    : verdict.kind;
};

test('ids name a room and a claim, once', () => {
  for (const { id } of laws)
    expect(id).toMatch(/^(?:exact|spin|charges|chain|ensembles|perturb|gas)\.[a-z]+(?:-[a-z]+)*$/u);
  expect(new Set(laws.map((l) => l.id)).size).toBe(laws.length);
  expect(laws.length).toBeGreaterThanOrEqual(20);
});

describe.each(laws.map((law) => [law.id, law] as const))('%s', (_, law) => {
  test('its statement is a program of the language, with the verdict of the law', () => {
    expect(parseProgram({ name: '<law>', text: law.statement }).diagnostics).toEqual([]);
    // What is decided in floating point is said in a comment, about a model that follows.
    if (law.strength !== 'identity' && !law.statement.includes('prove ')) {
      expect(law.statement).toMatch(/^# .*$/mu);
      expect(models(law.statement)).toBeGreaterThan(0);
      return;
    }
    const held = claims(law.statement);
    expect(held.length).toBeGreaterThan(0);
    expect(held.every(Boolean)).toBe(law.expected === 'holds');
  });

  test('its records are complete', () => {
    expect(law.title).not.toBe('');
    expect(law.source).not.toBe('');
    if (law.proof !== undefined) expect(existsSync(law.proof)).toBe(true);
    if (law.strength !== 'identity') expect(law.strength.because.length).toBeGreaterThan(20);
    for (const domain of Object.values(law.cases.parameters)) {
      expect(domain.about).not.toBe('');
      // What is written can be read: --set and where take it.
      for (const corner of domain.corners)
        expect(domain.write(domain.read(domain.write(corner)))).toBe(domain.write(corner));
    }
  });

  test('has the expected verdict, and few cases are outside its precondition', () => {
    const { verdict, green } = checkLaw(law);
    expect({ kind: verdict.kind, green }).toEqual({ kind: law.expected, green: true });
    if (verdict.kind === 'holds') expect(verdict.evidence.skipped).toBeLessThanOrEqual(verdict.evidence.cases / 4);
  });

  test('under fast-check: the verdict of every point is the one that is known', () => {
    let decided = 0;
    const runs = Math.min(40, law.cases.wanted);
    fc.assert(
      fc.property(pointsOf(law), (point) => {
        let found: string;
        try {
          found = verdictOf(law, point);
        } catch (error) {
          if ((error as Error).name === 'DiagnosticError') return;
          throw error;
        }
        if (found === 'undecided') return;
        decided += 1;
        const isTrue = law.expected === 'holds' || (trueAt[law.id]?.(writePoint(law.cases, point)) ?? false);
        expect(found).toBe(isTrue ? 'holds' : 'fails');
      }),
      { numRuns: runs, seed: 20 },
    );
    // What is outside the precondition of a law, or refused, is the exception.
    expect(decided).toBeGreaterThanOrEqual((3 * runs) / 4);
  });

  test('notices at least two mutants', () => {
    expect(law.mutants.length).toBeGreaterThanOrEqual(2);
    expect(new Set(law.mutants.map((m) => m.name)).size).toBe(law.mutants.length);
  });

  test.each(law.mutants.map((m) => [m.name, m] as const))('notices: %s', (_name, mutant) => {
    const change = (c: unknown): unknown => mutant.breaks(c);
    for (const seed of [1, 2]) {
      const { verdict } = checkLaw(law, { change, seed });
      expect(verdict.kind).toBe(law.expected === 'holds' ? 'fails' : 'holds');
      if (verdict.kind !== 'fails') return;
      // The same seed and path give the same counterexample.
      expect(replay(law, verdict.witness.path!, { change, seed: verdict.witness.seed! })).toEqual(verdict);
      // The line can be pasted, and fails there too where the mutant broke an operator rather than an operation.
      expect(verdict.witness.line).not.toContain('\n');
      const held = claims(verdict.witness.line);
      if (!mutant.operation) expect(held).toContain(false);
      else if (law.id.startsWith('gas.')) expect(models(verdict.witness.line)).toBe(1);
    }
  });
});

test('the false statement shows its witness, which is the smallest one', () => {
  const law = laws.find((l) => l.id === 'charges.heat-current-conserved-in-a-field')!;
  const { verdict } = checkLaw(law);
  if (verdict.kind !== 'fails') throw new Error('it should fail');
  expect(verdict.witness.where).toEqual({ J: '1', Delta: '1', B: '1' });
  expect(claims(verdict.witness.line)).toEqual([false]);
  expect(claims(`prove ${verdict.residual.text} = 0`)).toEqual([false]);
});

test('some cases of the charges have neither time reversal nor a real matrix', () => {
  const conserved = laws.find((l) => l.id === 'charges.conserved')!;
  expect(conserved.cases.parameters.model!.corners).toContain('dm');
  expect(Object.keys(conserved.cases.parameters)).toContain('kappa');
});
