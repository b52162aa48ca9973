import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gasModel } from '../../src/floquet/index.js';
import { type TransitionTable, transitionTable } from '../../src/gas/index.js';
import { setSharingRules } from '../../src/numeric/index.js';
import { convergedSidebands, floquetSystem } from '../../src/scattering/index.js';
import { DiagnosticError, withInterrupt } from '../../src/text/index.js';
import { hermitian, numbers, toy } from '../floquet/models.js';
import { sameBits } from '../numeric/same-bits.js';

// The calling thread only waits, so that what is compared has been computed by others.
beforeAll(() => setSharingRules({ worthwhileSeconds: 0, callerComputes: false }));
afterAll(() => setSharingRules({}));

/** Which panels share an interval: for each, the first with the same one. */
const intervalsOf = ({ panels }: TransitionTable): number[] =>
  panels.map((p) => panels.findIndex((q) => q.interval === p.interval));

/** Two driven levels at three places, which attract and repel, so that resonances are searched for. */
function severalScatterers() {
  const next = numbers(5);
  return gasModel({
    levels: 2,
    frequency: 1.3,
    hamiltonian: new Map([
      [0, hermitian(2, next, 0.5)],
      [1, hermitian(2, next, 0.05)],
    ]),
    scatterers: [0, 0.7, 1.9].map((position) => ({ position, coupling: new Map([[0, hermitian(2, next, 1)]]) })),
  });
}

describe('a table of transitions', () => {
  test.each([
    ['several scatterers', severalScatterers(), [5]],
    ['the toy of the paper', toy(), [1]],
  ] as const)('%s: 2 and 4 threads give what 1 gives, to the last bit', (_, model, betas) => {
    const system = floquetSystem(model);
    const alone = transitionTable(system, { betas });
    expect(alone.panels.length).toBeGreaterThan(8);
    for (const threads of [2, 4]) {
      const shared = transitionTable(system, { betas, threads });
      expect(sameBits(shared, alone)).toBe(true);
      expect(intervalsOf(shared)).toEqual(intervalsOf(alone));
    }
  });

  test('channels that are chosen one by one do not depend on the threads', () => {
    const next = numbers(3);
    const model = gasModel({
      levels: 2,
      frequency: 0.05,
      hamiltonian: new Map([
        [0, hermitian(2, next, 0.5)],
        [23, hermitian(2, next, 0.3)],
        [10, hermitian(2, next, 0.2)],
      ]),
      scatterers: [{ position: 0, coupling: new Map([[0, hermitian(2, next, 1, 1.5)]]) }],
    });
    const system = floquetSystem(model);
    const alone = convergedSidebands(system);
    expect(alone.sparse).toBe(true);
    expect(convergedSidebands(system, { threads: { count: 2 } })).toEqual(alone);
  });

  test('errors and interruptions are those of one thread', () => {
    const system = floquetSystem(severalScatterers());
    const code = (run: () => unknown): string => {
      try {
        run();
      } catch (error) {
        if (error instanceof DiagnosticError) return error.code;
        throw error;
      }
      return 'none';
    };
    for (const threads of [1, 2]) {
      expect(code(() => transitionTable(system, { betas: [1], threads, seconds: 1e-3 }))).toBe('too-much-work');
      let looks = 0;
      const stopped = () =>
        withInterrupt(
          () => (looks += 1) > 20,
          () => transitionTable(system, { betas: [1], threads }),
        );
      expect(code(stopped)).toBe('interrupted');
    }
    expect(code(() => transitionTable(system, { betas: [1], threads: 0 }))).toBe('threads-out-of-range');
  });
});
