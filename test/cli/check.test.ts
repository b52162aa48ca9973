import { describe, expect, test } from 'vitest';
import { spinlaw } from './run.js';

describe('spinlaw check', () => {
  // A slow test runs the command on all of them; the quick tests of the laws run each by itself.
  test('the laws of charges have the expected verdict; the document has the fields that other tools read', () => {
    const { code, json } = spinlaw(['check', 'charges.*', '--json']);
    expect(code).toBe(0);
    expect(json.laws.length).toBeGreaterThanOrEqual(10);
    for (const law of json.laws) {
      expect(law).toMatchObject({
        id: expect.stringMatching(/^\w+\.[\w-]+$/u),
        title: expect.any(String),
        source: expect.any(String),
        seed: 1,
        cases: expect.any(Number),
        seconds: expect.any(Number),
      });
      expect(law.verdict.kind).toBe(law.expected);
    }
    const failing = json.laws.find((l: { expected: string }) => l.expected === 'fails');
    expect(failing.verdict.witness).toMatchObject({
      line: expect.stringContaining('prove'),
      where: { J: '1', Delta: '1', B: '1' },
      seed: 1,
      path: expect.any(String),
    });
  });

  test('patterns choose laws, in the order of the catalogue', () => {
    const { json } = spinlaw(['check', 'charges.range', 'spin.j*', '--json']);
    expect(json.laws.map((l: { id: string }) => l.id)).toEqual(['spin.jacobi', 'charges.range']);
  });

  test('one line a law for people, and the witness of the false statement, which the language finds false too', () => {
    const { code, out } = spinlaw(['check', 'charges.heat-current-conserved-in-a-field']);
    expect(code).toBe(0);
    const line = out.split('\n').find((l) => l.trim().startsWith('prove'))!;
    expect(spinlaw(['prove', line.trim()]).code).toBe(1);
    expect(out).toContain('1 of 1 laws are as expected');
  });

  test('a parameter that is set keeps its value; where that makes a false statement true, the run is not green', () => {
    expect(spinlaw(['check', 'charges.heat-current', '--set', 'Delta=1/2']).code).toBe(0);
    const { code, json } = spinlaw(['check', 'charges.heat-current-conserved-in-a-field', '--set', 'Δ=0', '--json']);
    expect(code).toBe(1);
    expect(json.laws[0]).toMatchObject({ expected: 'fails', verdict: { kind: 'holds' } });
  });

  test('a seed and a path give a counterexample again', () => {
    const id = 'charges.heat-current-conserved-in-a-field';
    const [found] = spinlaw(['check', id, '--seed', '7', '--json']).json.laws;
    const { code, json } = spinlaw(['check', id, '--seed', '7', '--path', found.verdict.witness.path, '--json']);
    expect(code).toBe(0);
    expect(json.laws[0].verdict).toEqual(found.verdict);
  });

  test('what is cut off is undecided, exit 3', () => {
    const { code, json } = spinlaw(['check', 'charges.*', '--budget', '1ms', '--json']);
    expect(code).toBe(3);
    for (const law of json.laws)
      expect(law.verdict).toMatchObject({ kind: 'undecided', because: { code: 'budget-spent' } });
  });

  test.each([
    [['charges.heatcurrent'], 'unknown-law', 'charges.heat-current'],
    [['jacobi'], 'unknown-law', 'spin.jacobi'],
    [['charges.range', '--set', 'Gamma=1'], 'unknown-parameter', 'Δ'],
    [['charges.range', '--set', 'k=9'], 'bad-value', ''],
    [['charges.range', '--set', 'k'], 'bad-setting', ''],
    [['charges.range', '--budget', 'soon'], 'option-value', '30s'],
    [['charges.range', '--seed', '-1'], 'option-value', ''],
    [['charges.range', '--path', 'x'], 'bad-path', ''],
    [['charges.*', '--path', '0'], 'path-of-one-law', ''],
  ])('%j is refused', (args, error, hint) => {
    const { code, json } = spinlaw(['check', ...args, '--json']);
    expect(code).toBe(2);
    expect(json.error.code).toBe(error);
    expect(json.error.hint ?? '').toContain(hint);
  });
});
