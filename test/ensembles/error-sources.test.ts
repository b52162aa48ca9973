import { Matrix as Oracle, pseudoInverse } from 'ml-matrix';
import { beforeAll, describe, expect, test } from 'vitest';
import { elementsOf, emptySpan, ErrorSources, extended, solveEnsemble } from '../../src/ensembles/index.js';
import { ready } from '../../src/numeric/index.js';
import { drivenRing } from './driven.js';

beforeAll(() => ready());

const sum = (x: Iterable<number>): number => [...x].reduce((total, y) => total + y, 0);

describe.each([
  ['populations', true],
  ['states with coherences', false],
] as const)('sources of errors, %s', (_, populationsOnly) => {
  const ring = drivenRing(4, { populationsOnly });
  const { relaxation, exact } = ring;
  const { algebra } = relaxation;
  const sources = new ErrorSources(relaxation, exact.values);
  const { state } = solveEnsemble(relaxation, extended(relaxation, emptySpan, ring.operators('C1', 'C2')));

  test.each(['H0', 'C3', 'JS', 'JH'])('those of %s add up to its error, as perturbations and as states', (name) => {
    const operator = elementsOf(relaxation, ring.operator(name));
    const error = relaxation.trace(operator, exact.values) - relaxation.trace(operator, state.values);
    const { perturbations, elements } = sources.of(sources.excess(operator), state.values);
    expect(perturbations).toHaveLength(2);
    expect(sum(perturbations)).toBeCloseTo(error, 10);
    expect(sum(elements)).toBeCloseTo(error, 10);
  });

  test.each(['H0'])('what each perturbation contributes to %s is ∫ Tr(O e^{Lt} L_p ρ) dt', (name) => {
    const operator = elementsOf(relaxation, ring.operator(name));
    // L column by column from its action, and −L⁻¹ on traceless states from a singular value decomposition.
    const columns = Array.from({ length: algebra.size }, (__, m) => {
      const unit = new Float64Array(algebra.size);
      unit[m] = 1;
      return Array.from(relaxation.flow(unit));
    });
    const inverse = pseudoInverse(new Oracle(columns).transpose());
    const { perturbations } = sources.of(sources.excess(operator), state.values);
    relaxation.flows(state.values).forEach((flow, p) => {
      const integral = inverse
        .mmul(Oracle.columnVector(Array.from(flow)))
        .to1DArray()
        .map((x) => -x);
      const trace = relaxation.trace(algebra.identity, Float64Array.from(integral));
      const traceless = Float64Array.from(integral, (x, m) => x - trace * exact.values[m]!);
      expect(perturbations[p]).toBeCloseTo(relaxation.trace(operator, traceless), 9);
    });
    // Neither vanishes, so that an exchange of the two would be seen.
    expect(Math.min(...perturbations.map(Math.abs))).toBeGreaterThan(1e-4);
  });

  test('the excess of the exact state is zero, and in it there is no error', () => {
    const excess = sources.excess(elementsOf(relaxation, ring.operator('H0')));
    expect(sum(excess.map((z, m) => z * exact.values[m]!))).toBeCloseTo(0, 10);
    expect(sum(sources.of(excess, exact.values).perturbations)).toBeCloseTo(0, 9);
  });
});

test('rings whose generator is too large for a matrix are left out', () => {
  const { relaxation } = drivenRing(4);
  expect(ErrorSources.isFeasible(relaxation)).toBe(true);
  expect(ErrorSources.isFeasible({ ...relaxation, algebra: { ...relaxation.algebra, size: 4096 } } as never)).toBe(
    false,
  );
});
