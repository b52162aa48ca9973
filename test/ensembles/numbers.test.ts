import { beforeAll, describe, expect, test } from 'vitest';
import {
  anatomyOf,
  discover,
  discoveredCharge,
  ensembleOf,
  exponentOf,
  matchedEntropy,
  ranked,
  relativeEntropy,
  type SteadyEnsemble,
} from '../../src/ensembles/index.js';
import { ready } from '../../src/numeric/index.js';
import { ChainStudy } from '../../src/chain/index.js';
import { memberNamed } from '../../src/document/figures/chain-model.js';
import { type Driven, drivenChainAt, drivenRing, paperLists } from './driven.js';

/*
 * A ring of eight sites at the point of figure 3, x = 2.5, populations. The numbers come from a program of other authors'
 * hands that builds the rates from dense matrices of the whole ring.
 */

beforeAll(() => ready());

const entropyOf = ({ relaxation, exact }: Driven, e: SteadyEnsemble): number =>
  relativeEntropy(relaxation, exact.values, e.state.exponential, exponentOf(e));

describe('eight sites, populations', () => {
  let ring: Driven;
  beforeAll(() => {
    ring = drivenRing(8);
  }, 60_000);

  test('the exact state', () => {
    expect(ring.mean(ring.exact.values, 'H0')).toBeCloseTo(-0.204179375, 9);
    expect(ring.mean(ring.exact.values, 'JH')).toBeCloseTo(0.000906378, 9);
  });

  test('two charges', () => {
    const e = ensembleOf(ring.relaxation, ring.operators('C1', 'C2'));
    expect(e.lagrange[0]).toBeCloseTo(0.8318106, 7);
    expect(e.lagrange[1]).toBeCloseTo(0.3023363, 7);
    expect(entropyOf(ring, e)).toBeCloseTo(0.0271856, 6);
  });

  test.each([
    [
      'C1,C2',
      ['C1', 'C2'],
      [
        [0.000271172, 0.0069436],
        [0.000759682, 0.0018964],
        [0.000960297, 0.0004076],
        [0.000975655, 0.0001487],
      ],
    ],
    [
      'NC = 6',
      paperLists[6],
      [
        [0.001014389, 0.0026075],
        [0.000825137, 0.0005284],
      ],
    ],
  ] as const)('discovered charges after %s', (_, list, expected) => {
    const { ensembles } = discover(ring.relaxation, ensembleOf(ring.relaxation, ring.operators(...list)), {
      count: expected.length,
    });
    expected.forEach(([current, entropy], k) => {
      expect(ring.mean(ensembles[k + 1]!.state.values, 'JH')).toBeCloseTo(current, 8);
      expect(entropyOf(ring, ensembles[k + 1]!)).toBeCloseTo(entropy, 6);
    });
  });

  test('how far each discovered charge moves the state', () => {
    const { moved } = discover(ring.relaxation, ensembleOf(ring.relaxation, ring.operators('C1', 'C2')), { count: 4 });
    [0.0175482, 0.0031226, 0.0010579, 0.0001916].forEach((m, k) => expect(moved[k]).toBeCloseTo(m, 6));
  });

  test.each([
    [4, 0.002357568, 0.0245624],
    [6, 0.002200005, 0.0144082],
  ] as const)('NC = %i of the paper', (count, current, entropy) => {
    const e = ensembleOf(ring.relaxation, ring.operators(...paperLists[count]));
    expect(ring.mean(e.state.values, 'JH')).toBeCloseTo(current, 9);
    expect(entropyOf(ring, e)).toBeCloseTo(entropy, 6);
  });

  test.each([
    [2, 4, -0.199767225, 0.024436, 0.0223796],
    [3, 12, -0.194866541, 0.0140221, 0.0089015],
    [4, 34, -0.200749567, 0.0060682, 0.0048495],
  ] as const)('local:%i', (range, rank, energy, entropy, least) => {
    const e = ensembleOf(ring.relaxation, ring.operators({ kind: 'local', range }));
    expect(e.span.basis).toHaveLength(rank);
    expect(ring.mean(e.state.values, 'H0')).toBeCloseTo(energy, 8);
    expect(entropyOf(ring, e)).toBeCloseTo(entropy, 6);
    expect(matchedEntropy(ring.relaxation, e.span, ring.exact.values, e.state.lagrange)).toBeCloseTo(least, 6);
  });

  test('the anatomy of the first charge after NC = 6, and what ranks first', () => {
    const e = ensembleOf(ring.relaxation, ring.operators(...paperLists[6]));
    const { deviation, range } = anatomyOf(
      ring.relaxation,
      e,
      discoveredCharge(ring.relaxation, e.state.values, 'D1'),
      [2, 3, 4],
    );
    expect(deviation).toBeCloseTo(0.1627, 4);
    expect(range[2]).toBeCloseTo(0.0034, 4);
    expect(range[3]).toBeCloseTo(0.2314, 4);
    expect(range[4]).toBeCloseTo(0.4422, 4);
    const [first] = ranked(ring.relaxation, e, ring.operators({ kind: 'local', range: 3 }));
    expect(first!.charge).toBe('conserved(sum_j S+_j S-_<j+2> + h.c.)');
    expect(first!.moved).toBeCloseTo(0.004, 4);
  });
});

describe('eight sites with coherences', () => {
  test('two charges, and three that are discovered', () => {
    const ring = drivenRing(8, { populationsOnly: false });
    const { ensembles } = discover(ring.relaxation, ensembleOf(ring.relaxation, ring.operators('C1', 'C2')), {
      count: 3,
    });
    [0.02763, 0.007021, 0.001905, 0.000419].forEach((s, k) => {
      expect(Math.abs(entropyOf(ring, ensembles[k]!) / s - 1)).toBeLessThan(1e-3);
    });
  });
});

describe('a strong field, in which one state is hardly left', () => {
  test('six charges, in their orthonormal basis and each by itself', () => {
    const ring = drivenRing(8, { values: { B: -4 } });
    const { state, residual } = ensembleOf(ring.relaxation, ring.operators(...paperLists[6]));
    expect(residual).toBeLessThan(1e-12);
    const { chain, operator } = drivenChainAt({ B: -4, ring: 8 });
    const members = paperLists[6].map((name) => memberNamed(name, operator));
    const own = new ChainStudy().ensemble(chain, members, { resolvers: [operator('C3')] });
    const other = own.solve();
    expect(other.residual).toBeLessThan(1e-12);
    for (const name of ['C1', 'C2', 'C3', 'JH'])
      expect(ring.mean(state.values, name)).toBeCloseTo(own.observe(operator(name), other.state) / 8, 9);
  });
});
