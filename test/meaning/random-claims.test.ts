import { describe, expect, test } from 'vitest';
import { judged } from './random-claims.js';

// SEED=… begins elsewhere; npm run test:slow looks at more.
const first = Number(process.env.SEED ?? 1);
const cases = 400;

describe('random claims against dense matrices', () => {
  test(`no false claim of ${cases} is proved, and no true one refuted (from seed ${first})`, () => {
    const verdicts = { right: 0, refused: 0 };
    const times = { true: 0, false: 0, conditional: 0 };
    for (let seed = first; seed < first + cases; seed++) {
      const found = judged(seed);
      if (found.kind === 'refused') {
        verdicts.refused += 1;
        continue;
      }
      expect(found.saysTrue, `seed ${seed}\n${found.text}\nassuming ${found.assumptions.join(', ')}`).toBe(
        found.isTrue,
      );
      verdicts.right += 1;
      times[found.isTrue ? 'true' : 'false'] += 1;
      if (found.assumptions.length > 0) times.conditional += 1;
    }
    // Claims that are all refused, all true or all false would test nothing.
    expect(verdicts.right).toBeGreaterThan(0.85 * cases);
    expect(Math.min(times.true, times.false, times.conditional)).toBeGreaterThan(cases / 8);
  }, 300_000);
});
