import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modularCharges, modularCommutator } from '../../src/charges/index.js';
import { setSharingRules } from '../../src/numeric/index.js';
import { sumOperators } from '../../src/spin/index.js';
import { DiagnosticError, withInterrupt } from '../../src/text/index.js';
import { chain, parameter } from './chains.js';
import { chargesOf, hamiltonian } from './engine.js';

// The calling thread only waits, so that what is compared has been computed by others.
beforeAll(() => setSharingRules({ worthwhileSeconds: 0, callerComputes: false }));
afterAll(() => setSharingRules({}));

const upto = 8;

/** The same number wherever a proof asks for a random one. */
const random = (): number => 0.6180339887;

describe('proofs modulo primes', () => {
  test('charges are proved with the same evidence by 1, 2 and 4 threads', () => {
    const h = hamiltonian('xyz');
    const [alone, ...shared] = [1, 2, 4].map((threads) => {
      const progress: number[] = [];
      const found = modularCharges(h, {
        mode: 'modular',
        upto,
        threads,
        random,
        onProgress: (done, all) => progress.push(done / all),
      });
      expect(progress.at(-1)).toBe(1);
      return found;
    });
    expect(alone!.charges.every((c) => c.commutes)).toBe(true);
    // More evaluations than are processed at once, so that there are several chunks.
    expect(alone!.evidence!.points * alone!.evidence!.primes.length).toBeGreaterThan(64);
    for (const found of shared) expect(found).toEqual(alone);
  });

  test('what fails at few points only is refuted by all numbers of threads in the same place', () => {
    // Δ is zero at the point of the probabilistic check, which therefore does not see the field.
    const h = hamiltonian('xxz');
    const charge = chargesOf(h, 4).at(-1)!.operator();
    const field = chain({ X: parameter('Delta') });
    const wrong = sumOperators([charge, field]);
    const found = [1, 2, 4].map((threads) =>
      modularCommutator(h, wrong, { mode: 'modular', threads, random: () => 0 }),
    );
    expect(found[0]!.vanishes).toBe(false);
    for (const other of found) expect(other).toEqual(found[0]);
    const proved = [1, 2].map((threads) => modularCommutator(h, charge, { mode: 'modular', threads, random }));
    expect(proved[0]!.vanishes).toBe(true);
    expect(proved[1]).toEqual(proved[0]);
  });

  test.each([1, 2])('limits and interruptions are those of one thread (%i)', (threads) => {
    const code = (run: () => unknown): string => {
      try {
        run();
      } catch (error) {
        if (error instanceof DiagnosticError) return error.code;
        throw error;
      }
      return 'none';
    };
    const h = hamiltonian('xyz');
    const options = { mode: 'modular', upto, threads, random } as const;
    expect(code(() => modularCharges(h, { ...options, maxWords: 5 }))).toBe('too-many-words');
    let looks = 0;
    const stopped = () =>
      withInterrupt(
        () => (looks += 1) > 15,
        () => modularCharges(h, options),
      );
    expect(code(stopped)).toBe('interrupted');
  });
});
