import { describe, expect, test } from 'vitest';
import {
  rateSuperoperatorOf,
  solveSteadyState,
  symmetryOf,
  transitionChannels,
  unknownsOf,
} from '../../src/chain/index.js';
import { type ChainState, checkState } from '../../src/chain/state.js';
import { RingBasis, RingOperator, spectrumOf } from '../../src/ring/index.js';
import { codeOf } from '../numeric/matrices.js';
import { drivenChain, operators, paper } from './model.js';

const chain = drivenChain(4, operators(paper));
const basis = new RingBasis(4, symmetryOf(chain));
const spectrum = spectrumOf(basis, RingOperator.of(chain.hamiltonian, 4));
const unknowns = unknownsOf(spectrum, { coherences: 'across charges' });
const state = solveSteadyState(
  chain.perturbations.map((p) => ({
    superoperator: rateSuperoperatorOf(unknowns, transitionChannels(basis, p, { reach: 2.1 * spectrum.scale })),
    strength: 1,
  })),
);

describe('the final check of a state', () => {
  /** The state with one population changed. */
  const shifted = (by: number): Float64Array =>
    state.values.map((x, i) => (i === unknowns.populationAt[0] ? x + by : x));

  // Twelve orders of magnitude are what double precision leaves of a system of equations.
  test.each<[string, (by: number) => Partial<ChainState>]>([
    ['trace', (by) => ({ values: shifted(by) })],
    ['trace too small', (by) => ({ values: shifted(-by) })],
    ['negative probability', (by) => ({ smallest: -by })],
    ['residual', (by) => ({ residual: by })],
  ])('%s', (_, changed) => {
    expect(checkState({ ...state, ...changed(1e-11) })).toMatchObject({ unknowns });
    for (const by of [1e-7, 1e-3, 0.5])
      expect(codeOf(() => checkState({ ...state, ...changed(by) }))).toBe('not-resolved');
  });

  test('what is no number is no state', () => {
    for (const wrong of [
      { values: shifted(Number.NaN) },
      { values: shifted(Infinity) },
      { smallest: Number.NaN },
      { residual: Number.NaN },
    ])
      expect(codeOf(() => checkState({ ...state, ...wrong }))).toBe('not-resolved');
  });
});
