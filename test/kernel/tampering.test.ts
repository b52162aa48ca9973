import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { checkCertificate } from '../../src/kernel/index.js';
import {
  type Json,
  type Path,
  corruptions,
  engineObjects,
  pathsOf,
  read,
  replaced,
  samples,
  valueAt,
} from './tampering.js';

/** Rejected, or what is left is a theorem the engine proves too, and it is printed. */
function judge(text: string): 'rejected' | string {
  const answer = checkCertificate(text);
  if (!answer.accepted) {
    expect(answer.reason).not.toBe('');
    return 'rejected';
  }
  expect(engineObjects(answer.statement), answer.statement).toBeUndefined();
  return answer.statement;
}

describe.each(samples)('%s', (name) => {
  const text = read(name);
  const document = JSON.parse(text) as Json;
  const original = judge(text);

  test('is accepted', () => {
    expect(original).not.toBe('rejected');
  });

  test('every corruption of every single place is rejected, or another theorem is left and printed', () => {
    let rejected = 0;
    let accepted = 0;
    for (const path of pathsOf(document)) {
      const before = valueAt(document, path);
      for (const value of corruptions(before)) {
        if (JSON.stringify(value) === JSON.stringify(before)) continue;
        // `judge` asks the engine about the statement that is left.
        if (judge(JSON.stringify(replaced(document, path, value))) === 'rejected') rejected += 1;
        else accepted += 1;
      }
    }
    // Most of what can happen to an equation breaks it; two operators that differ go on differing.
    expect(rejected).toBeGreaterThan((original.includes('refute') ? 1 : 8) * accepted);
  });

  test('a text cut off anywhere is rejected', () => {
    for (let length = 0; length < text.trimEnd().length; length++)
      expect(checkCertificate(text.slice(0, length)).accepted).toBe(false);
  });

  test('a field given twice is rejected', () => {
    for (const key of ['"format":', '"parameters":', '"steps":', '"claims":', '"words":']) {
      const at = text.indexOf(key);
      if (at < 0) continue;
      expect(checkCertificate(`${text.slice(0, at)}${key} [],${text.slice(at)}`).accepted).toBe(false);
    }
  });

  test('a parameter renamed everywhere gives the statement about that name', () => {
    const [first] = (document as { parameters: [string, string][] }).parameters[0]!;
    const left = judge(text.replace(new RegExp(`(?<![A-Za-z])${first}(?![A-Za-z])`, 'gu'), 'kappa2'));
    // λ, ε and the like are pure numbers to a degree, κ is an energy as every other name.
    expect(left).toContain('kappa2');
    expect(left).not.toBe(original);
  });
});

describe('several corruptions at once', () => {
  const texts = samples.slice(0, 6).map((name) => JSON.parse(read(name)) as Json);
  propertyTest.prop(
    [fc.constantFrom(...texts), fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 2, maxLength: 4 })],
    { numRuns: 400 },
  )('never leave a false statement', (document, choices) => {
    let now = document;
    for (const [where, what] of choices) {
      const paths: Path[] = pathsOf(now);
      const path = paths[where % paths.length]!;
      const values = corruptions(valueAt(now, path));
      now = replaced(now, path, values[what % values.length]!);
    }
    judge(JSON.stringify(now));
  });

  propertyTest.prop([fc.json(), fc.string()])('anything else is rejected with a reason', (json, text) => {
    for (const input of [json, text]) expect(checkCertificate(input)).toMatchObject({ accepted: false });
  });
});
