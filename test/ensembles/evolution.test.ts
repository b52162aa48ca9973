import { beforeAll, describe, expect, test } from 'vitest';
import { TruncatedEnsemble } from '../../src/chain/index.js';
import { emptySpan, extended, rateEquation, solveEnsemble, stateResidual } from '../../src/ensembles/index.js';
import { integrateInTime, ready } from '../../src/numeric/index.js';
import { drivenRing } from './driven.js';

beforeAll(() => ready());

const closeTo = (a: ArrayLike<number>, b: ArrayLike<number>, tolerance: number): void => {
  expect(a.length).toBe(b.length);
  for (let i = 0; i < a.length; i++) expect(Math.abs(a[i]! - b[i]!)).toBeLessThan(tolerance);
};

describe.each([
  [4, 'populations', true],
  [4, 'states with coherences', false],
] as const)('after a quench on %d sites, %s', (sites, _, populationsOnly) => {
  const setup = () => {
    const ring = drivenRing(sites, { populationsOnly });
    const { relaxation } = ring;
    const span = extended(relaxation, emptySpan, ring.operators('C1', 'C2', 'C3'));
    const ensemble = new TruncatedEnsemble(
      span.basis.map((values, i) => ({ name: span.members[i]!.name, values })),
      span.basis.map((q) => relaxation.total(relaxation.forces(q))),
      relaxation.algebra,
    );
    const start = Float64Array.of(0.3, 0.5, -0.1);
    return { ring, relaxation, span, ensemble, start, rho: ensemble.at(start).values };
  };

  test('early times are those of explicit steps', () => {
    const { relaxation, ensemble, start, rho } = setup();
    const early = [0, 0.02, 0.3];
    const explicit = integrateInTime((x) => ensemble.forces(ensemble.at(x)), start, early, { tolerance: 1e-11 });
    ensemble.evolve(start, early).forEach((s, k) => closeTo(s.lagrange, explicit[k]!, 1e-9));
    const states = integrateInTime((x) => relaxation.flow(x), rho, early, { tolerance: 1e-12 });
    // With the last time all of them follow from the exponential of the matrix, and without it from products.
    const long = rateEquation(relaxation, rho, [...early, 1e4]);
    const short = rateEquation(relaxation, rho, early);
    states.forEach((x, k) => {
      closeTo(long[k]!, x, 1e-9);
      closeTo(short[k]!, x, 1e-9);
    });
  });

  test('late times are the steady ensemble of Newton’s method, and the exact state', () => {
    const { ring, relaxation, span, ensemble, start, rho } = setup();
    const steady = solveEnsemble(relaxation, span);
    for (const late of ensemble.evolve(start, [1e6, 1e9])) {
      closeTo(late.lagrange, steady.state.lagrange, 1e-8);
      expect(ensemble.residual(late)).toBeLessThan(1e-12);
    }
    for (const x of rateEquation(relaxation, rho, [1e6, 1e9, 1e15])) {
      expect(relaxation.trace(x, relaxation.algebra.identity)).toBeCloseTo(1, 12);
      expect(stateResidual(relaxation, x)).toBeLessThan(1e-13);
      closeTo(x, ring.exact.values, 1e-10);
    }
  });
});
