import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ChainStudy,
  type ExactOptions,
  type ExactState,
  rateSuperoperatorOf,
  solveSteadyState,
  transitionChannels,
  unknownsOf,
} from '../../src/chain/index.js';
import { setSharingRules } from '../../src/numeric/index.js';
import { DiagnosticError, withInterrupt } from '../../src/text/index.js';
import { sameBits } from '../numeric/same-bits.js';
import { drivenChain, operators, paper } from './model.js';

// The calling thread only waits, so that what is compared has been computed by others.
beforeAll(() => setSharingRules({ worthwhileSeconds: 0, callerComputes: false }));
afterAll(() => setSharingRules({}));

const op = operators(paper);

/** Everything that is known of a state. */
function contentOf({ values, spectrum, residual, iterations, smallest, observe, ...rest }: ExactState): unknown[] {
  const { energies, sectors } = spectrum;
  const vectors = sectors.map((s) => [[...s.vectors.re], [...s.vectors.im], s.realVectors && [...s.realVectors.re]]);
  const seen = ['H0', 'JH', 'JS'].map((name) => observe(op(name)));
  const { fluctuations, entropy, traps, degenerateLevels } = rest;
  return [
    values,
    energies,
    vectors,
    residual,
    iterations,
    smallest,
    seen,
    fluctuations,
    entropy,
    traps,
    degenerateLevels,
  ];
}

/** The states of a study at several fields, whose later points use what the first has computed. */
function states(sites: number, threads: number, options: ExactOptions = {}): unknown[][] {
  const study = new ChainStudy({ threads });
  return [-1, 0.5].map((B) => {
    const at = operators({ ...paper, B });
    return contentOf(study.exact(drivenChain(sites, at), options));
  });
}

const code = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof DiagnosticError) return error.code;
    throw error;
  }
  return 'none';
};

describe('a driven chain', () => {
  test.each([
    ['with coherences, by elimination', 6, {}],
    ['with coherences, by elimination', 8, {}],
    ['populations', 8, { populationsOnly: true, resolvers: [op('C3'), op('JS')] }],
  ] as const)('%s, %i sites: 2 and 4 threads give what 1 gives, to the last bit', (_, sites, options) => {
    const alone = states(sites, 1, options);
    for (const threads of [2, 4]) expect(sameBits(states(sites, threads, options), alone)).toBe(true);
  });

  test.each(['sweeps', 'products'] as const)('%s give the same state with 1, 2 and 4 threads', (method) => {
    const chain = drivenChain(8, op);
    const [alone, ...shared] = [1, 2, 4].map((threads) => {
      const study = new ChainStudy({ threads });
      const unknowns = unknownsOf(study.spectrum(chain, [op('C3'), op('JS')]), { coherences: 'none' });
      const reach = 10;
      const parts = chain.perturbations.map((perturbation) => ({
        superoperator: rateSuperoperatorOf(
          unknowns,
          transitionChannels(unknowns.spectrum.basis, perturbation, { reach }),
          { sharing: { threads, perturbation, reach } },
        ),
        strength: 1,
      }));
      const { values } = solveSteadyState(parts, { method, sharing: { threads } });
      return [values, parts.map(({ superoperator: { gains, outflow } }) => [gains, outflow])];
    });
    for (const other of shared) expect(sameBits(other, alone)).toBe(true);
  });

  test('a truncated ensemble does not depend on the threads', () => {
    const [alone, shared] = [1, 3].map((threads) => {
      const members = ['C1', 'C2', 'C3'].map((name) => ({ name, operator: op(name), conservedPart: false }));
      const ensemble = new ChainStudy({ threads }).ensemble(drivenChain(8, op), members);
      const { state, residual } = ensemble.solve();
      return [state.values, residual, ensemble.observe(op('JH'), state)];
    });
    expect(sameBits(shared, alone)).toBe(true);
  });

  test('errors and interruptions are those of one thread', () => {
    const chain = drivenChain(6, op);
    const { perturbations } = chain;
    const wrong = { ...chain, perturbations: [perturbations[0]!, { ...perturbations[1]!, width: -1 }] };
    for (const threads of [1, 2]) {
      expect(code(() => new ChainStudy({ threads }).exact(wrong as typeof chain))).toBe('drive-setting');
      let looks = 0;
      const stopped = () =>
        withInterrupt(
          () => (looks += 1) > 30,
          () => new ChainStudy({ threads }).exact(chain),
        );
      expect(code(stopped)).toBe('interrupted');
    }
    expect(code(() => new ChainStudy({ threads: 1.5 }))).toBe('threads-out-of-range');
  });
});
