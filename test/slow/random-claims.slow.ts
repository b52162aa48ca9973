import { expect, test } from 'vitest';
import { judged } from '../meaning/random-claims.js';

// SEED=… runs the cases of a failure again.
const first = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 30));
const cases = 20_000;

test(`random claims against dense matrices: ${cases} from seed ${first}`, { timeout: 3_600_000 }, () => {
  for (let seed = first; seed < first + cases; seed++) {
    const found = judged(seed);
    if (found.kind === 'claim')
      expect(found.saysTrue, `seed ${seed}\n${found.text}\nassuming ${found.assumptions.join(', ')}`).toBe(
        found.isTrue,
      );
  }
});
