import { describe, expect, test } from 'vitest';
import { complex } from '../../src/numeric/index.js';
import { type GasModel, gasModel } from '../../src/floquet/index.js';
import { floquetSystem } from '../../src/scattering/index.js';
import { codeOf } from '../numeric/matrices.js';

/** Levels at 0 and 1 and a mass of 1/2, so that K = √(2m·1) = 1 for the energy that they exchange. */
const model = (element: number, dimension: 1 | 3 = 1, gap = 1): GasModel =>
  gasModel({
    levels: 2,
    frequency: 1,
    mass: 0.5,
    dimension,
    hamiltonian: new Map([[0, complex(2, 2, [0, 0, 0, gap])]]),
    scatterers: [{ position: 0, coupling: new Map([[0, complex(2, 2, [0, element, element, 0])]]) }],
  });

describe('couplings whose transitions double precision cannot represent are refused', () => {
  // Transitions on a strong coupling g = m|W|/K are of the size 1/g², which is 1e-20 at the limit.
  test.each([
    [2 * 0.99e10, 'none'],
    [2 * 1.01e10, 'coupling-out-of-range'],
    [2e100, 'coupling-out-of-range'],
    // The square of a weak one is 1e-280 at the limit.
    [2 * 1.01e-140, 'none'],
    [2 * 0.99e-140, 'coupling-out-of-range'],
  ])('on the line, |W| = %d: %s', (element, code) => {
    expect(codeOf(() => floquetSystem(model(element)))).toBe(code);
  });

  // A small A scatters as far as any, a large one hardly.
  test.each([
    [0.99e140, 'none'],
    [1.01e140, 'coupling-out-of-range'],
    [1e-100, 'none'],
  ])('at a centre, |A| = %d: %s', (element, code) => {
    expect(codeOf(() => floquetSystem(model(element, 3)))).toBe(code);
  });

  test('levels that exchange no energy have no scale to which a coupling is strong', () => {
    for (const element of [1e90, 1e-90]) expect(codeOf(() => floquetSystem(model(element, 1, 0)))).toBe('none');
  });
});
