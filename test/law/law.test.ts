import { describe, expect, test, vi } from 'vitest';
import {
  Budget,
  type Law,
  Random,
  caseSpace,
  checkLaw,
  checkLaws,
  choices,
  cornerCount,
  law,
  notices,
  pointAt,
  replay,
  restrict,
  simplerPoints,
  wholes,
} from '../../src/law/index.js';
import { checkInterrupt, DiagnosticError, refuse, setInterruptSource } from '../../src/text/index.js';

// Laws about whole numbers: the mechanism knows no physics, so neither do its tests.

interface Case {
  readonly n: number;
  readonly limit: number;
}

const parameters = { n: wholes({ from: 0, to: 1000, corners: [0, 3] }), mode: choices(['plain', 'odd']) };

/** n < limit, for n up to 1000. */
function below(limit: number, extra: Partial<Law<Case>> = {}): Law<Case> {
  return law<Case>({
    id: 'numbers.below',
    title: `numbers are below ${limit}`,
    source: 'arithmetic',
    statement: 'prove 1 = 1',
    cases: caseSpace({ parameters, wanted: 100, build: ({ n }) => ({ n, limit }) }),
    strength: 'identity',
    mutants: [{ name: 'one million is added', breaks: (c) => ({ ...c, n: c.n + 1e6 }) }],
    examine: ({ n }) => (n < limit ? { holds: true, cancelled: 1 } : { holds: false, residual: { text: `${n}` } }),
    line: ({ n }) => `${n}`,
    ...extra,
  });
}

/** A clock that goes on by `step` milliseconds whenever it is looked at. */
function fakeClock(step: number): () => number {
  let now = 0;
  return () => (now += step);
}

describe('case spaces', () => {
  const space = below(1).cases;

  test('corners come first, one parameter at a time', () => {
    expect(cornerCount(space)).toBe(3);
    expect([0, 1, 2].map((k) => pointAt(space, 5, k))).toEqual([
      { n: 0, mode: 'plain' },
      { n: 3, mode: 'plain' },
      { n: 0, mode: 'odd' },
    ]);
  });

  test('a seed and an index decide the rest', () => {
    const points = Array.from({ length: 40 }, (_, k) => pointAt(space, 7, k + 3));
    expect(points).toEqual(Array.from({ length: 40 }, (_, k) => pointAt(space, 7, k + 3)));
    expect(points).not.toEqual(Array.from({ length: 40 }, (_, k) => pointAt(space, 8, k + 3)));
    expect(new Set(points.map((p) => p.n)).size).toBeGreaterThan(20);
  });

  test('numbers of the generator are spread evenly', () => {
    const counts = Array.from({ length: 10 }, () => 0);
    for (let k = 0; k < 10_000; k++) counts[new Random(1, k).whole(0, 9)]! += 1;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  test('a parameter that has a value keeps it', () => {
    const fixed = restrict(space, { n: '17' });
    for (let k = 0; k < 30; k++) expect(pointAt(fixed, 1, k).n).toBe(17);
    expect([...simplerPoints(fixed, { n: 17, mode: 'odd' })]).toEqual([{ n: 17, mode: 'plain' }]);
    expect(() => restrict(space, { m: '1' })).toThrow('no parameter m');
    expect(() => restrict(space, { n: '1001' })).toThrow(DiagnosticError);
    expect(() => restrict(space, { mode: 'blue' })).toThrow(DiagnosticError);
  });
});

describe('a run', () => {
  test('counts what it has seen', () => {
    expect(checkLaw(below(2000))).toMatchObject({
      verdict: { kind: 'holds', evidence: { cases: 100, skipped: 0, cancelled: 100 } },
      cases: 100,
      seed: 1,
      green: true,
    });
    expect(checkLaw(below(2000), { cases: 7 }).cases).toBe(7);
  });

  test('finds the smallest counterexample, which a seed and a path give again', () => {
    for (const seed of [1, 2, 3, 99]) {
      const { verdict } = checkLaw(below(500), { seed });
      if (verdict.kind !== 'fails') throw new Error('it should fail');
      expect(verdict.witness).toMatchObject({ line: '500', where: { n: '500', mode: 'plain' }, seed });
      expect(checkLaw(below(500), { seed }).verdict).toEqual(verdict);
      expect(replay(below(500), verdict.witness.path!, { seed })).toEqual(verdict);
    }
    expect(() => replay(below(500), '3:x')).toThrow('no path');
    expect(() => replay(below(500), '0:0:0')).toThrow('leads nowhere');
  });

  test('skips what is outside the precondition, and decides nothing where nothing is left', () => {
    const build = (space: Law<Case>['cases'], accept: (n: number) => boolean): Law<Case>['cases'] => ({
      ...space,
      build: (point) => (accept(point.n as number) ? space.build(point) : refuse('no-case', 'n is odd')),
    });
    const l = below(2000);
    const half = checkLaw({ ...l, cases: build(l.cases, (n) => n % 2 === 0) });
    expect(half.verdict).toMatchObject({ kind: 'holds' });
    if (half.verdict.kind === 'holds') expect(half.verdict.evidence.cases + half.verdict.evidence.skipped).toBe(100);
    expect(checkLaw({ ...l, cases: build(l.cases, () => false) })).toMatchObject({
      verdict: { kind: 'undecided', because: { code: 'no-case' } },
      green: false,
    });
    expect(checkLaw(l, { cases: 0 }).verdict).toMatchObject({ kind: 'undecided', because: { code: 'no-cases' } });
  });

  test('a law that is expected to fail is green where it does', () => {
    expect(checkLaw(below(500, { expected: 'fails' })).green).toBe(true);
    expect(checkLaw(below(2000, { expected: 'fails' })).green).toBe(false);
  });

  test('mutants are noticed where the verdict changes', () => {
    const l = below(2000);
    expect(notices(l, (c) => l.mutants[0]!.breaks(c))).toBe(true);
    expect(notices(l, (c) => c)).toBe(false);
    expect(notices(below(500, { expected: 'fails' }), (c) => ({ ...c, n: 0 }))).toBe(true);
  });

  test('many laws, with progress', () => {
    const seen: string[] = [];
    const reports = checkLaws([below(2000), below(500)] as Law<unknown>[], {
      cases: 50,
      onReport: ({ verdict }) => seen.push(verdict.kind),
      onCase: ({ done, wanted }) => expect(done).toBeLessThanOrEqual(wanted),
    });
    expect(seen).toEqual(['holds', 'fails']);
    expect(reports.map((r) => r.green)).toEqual([true, false]);
  });
});

describe('budgets', () => {
  test('a run that is cut off is undecided', () => {
    const report = checkLaw(below(2000), { budget: 100, clock: fakeClock(1) });
    expect(report.verdict).toMatchObject({ kind: 'undecided', because: { code: 'budget-spent', kind: 'limit' } });
    expect(report.cases).toBeGreaterThan(5);
    expect(report.cases).toBeLessThan(100);
    expect(checkLaw(below(2000), { budget: 10_000, clock: fakeClock(1) }).verdict.kind).toBe('holds');
  });

  test('a case that is cut off inside is undecided, and the budget is overrun by one look at most', () => {
    const endless = below(2000, {});
    let now = 0;
    const clock = (): number => now;
    const slow = law<Case>({
      ...endless,
      examine: () => {
        for (;;) {
          now += 5;
          checkInterrupt();
        }
      },
    });
    expect(checkLaw(slow, { budget: 100, clock }).verdict).toMatchObject({
      kind: 'undecided',
      because: { code: 'budget-spent' },
    });
    expect(now).toBe(100);
  });

  test('a case that does not look at the clock is undecided all the same', () => {
    let now = 0;
    const deaf = law<Case>({ ...below(2000), examine: () => ((now += 200), { holds: true }) });
    expect(checkLaw(deaf, { budget: 100, cases: 1, clock: () => now }).verdict.kind).toBe('undecided');
  });

  test('a counterexample found in time stays one, as small as there was time for', () => {
    let now = 0;
    const l = law<Case>({
      ...below(500),
      examine: ({ n }) => ((now += 1), n < 500 ? { holds: true } : { holds: false, residual: { text: '' } }),
    });
    const { verdict } = checkLaw(l, { budget: 20, clock: () => now });
    expect(verdict.kind).toBe('fails');
    if (verdict.kind === 'fails') expect(replay(l, verdict.witness.path!).kind).toBe('fails');
    expect(now).toBeLessThanOrEqual(22);
  });

  test('are kept by many laws together; quick ones are decided beside slow ones', () => {
    let now = 0;
    const slow = law<Case>({
      ...below(2000),
      examine: () => {
        for (let k = 0; k < 100; k++) {
          now += 1;
          checkInterrupt();
        }
        return { holds: true };
      },
    });
    const quick = law<Case>({ ...below(2000), examine: () => ((now += 0.01), { holds: true }) });
    const reports = checkLaws([slow, quick, slow] as Law<unknown>[], { budget: 1000, clock: () => now });
    expect(reports.map((r) => r.verdict.kind)).toEqual(['undecided', 'holds', 'undecided']);
    expect(now).toBeGreaterThanOrEqual(1000);
    expect(now).toBeLessThanOrEqual(1100);
    // The first goes on with what is left after everybody's share.
    expect(reports[0]!.cases).toBeGreaterThan(reports[2]!.cases);
  });

  test('are kept by the clock of the machine where none is given', () => {
    let now = 500;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
    try {
      const slow = law<Case>({
        ...below(2000),
        examine: () => {
          for (let k = 0; k < 20; k++) {
            now += 1;
            checkInterrupt();
          }
          return { holds: true };
        },
      });
      expect(checkLaw(slow, { budget: 1000 })).toMatchObject({
        verdict: { kind: 'undecided', because: { code: 'budget-spent' } },
        cases: 49,
        seconds: 1,
      });
      expect(now).toBe(1500);
    } finally {
      clock.mockRestore();
    }
  });

  test('somebody else’s interruption is not a verdict', () => {
    setInterruptSource(() => true);
    try {
      const l = law<Case>({ ...below(2000), examine: () => (checkInterrupt(), { holds: true }) });
      expect(() => checkLaw(l, { budget: 1000 })).toThrow('interrupted');
      expect(() => checkLaw(l)).toThrow('interrupted');
    } finally {
      setInterruptSource(undefined);
    }
    expect(() => new Budget().within(checkInterrupt)).not.toThrow();
  });
});
