import { Matrix as Oracle, pseudoInverse } from 'ml-matrix';
import { beforeAll, describe, expect, test } from 'vitest';
import { elementsOf, emptySpan, ErrorSources, extended, solveEnsemble } from '../../src/ensembles/index.js';
import { ready } from '../../src/numeric/index.js';
import { bareRelaxation } from '../../src/laws/engines/ensembles.js';
import { spinlaw } from '../cli/run.js';
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

test('sources that do not add up to the error are left out', () => {
  const { relaxation, exact, operator } = drivenRing(4);
  const elements = elementsOf(relaxation, operator('H0'));
  const { state } = solveEnsemble(
    relaxation,
    extended(relaxation, emptySpan, [{ name: 'H0', values: relaxation.energies() }]),
  );
  const confirmed = (steady: Float64Array) => {
    const sources = new ErrorSources(relaxation, steady);
    return sources.confirmed(elements, sources.excess(elements), state.values);
  };
  expect(confirmed(exact.values)).toBeDefined();
  // A state that is not the steady one, but a ten-thousandth of the way to the ensemble.
  const shifted = exact.values.map((p, m) => p + 1e-4 * (state.values[m]! - p));
  expect(confirmed(shifted)).toBeUndefined();
});

test('a generator without a unique steady state has no sources', () => {
  const hamiltonian = drivenRing(4).hamiltonian;
  const relaxation = bareRelaxation(4, hamiltonian);
  const mixed = relaxation.algebra.identity.map((x) => x / 16);
  expect(ErrorSources.find(relaxation, mixed)).toBeUndefined();
});

test('rings whose generator is too large for a matrix are left out', () => {
  const { relaxation, exact } = drivenRing(4);
  expect(ErrorSources.find(relaxation, exact.values)).toBeInstanceOf(ErrorSources);
  expect(ErrorSources.isFeasible(relaxation)).toBe(true);
  expect(ErrorSources.isFeasible({ ...relaxation, algebra: { ...relaxation.algebra, size: 4096 } } as never)).toBe(
    false,
  );
});

describe('the sources of a task', () => {
  const chain = [
    'param a, b real',
    'ω = 1.6',
    'H = sum_j Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + 0.8 Sz_j Sz_<j+1> + Sz_j',
    'hamiltonian H',
    'bath sum_j (S_j·S_<j+1> + Sx_j Sz_<j+1> + Sz_j Sx_<j+1>) (a_j + a†_j) with temperature = 1, frequency = 1, width = 0.4',
  ];
  const first = 'sum_j ((-1)^(j+1) S_j·S_<j+1> sin(ω t) + (-1)^j Sz_j cos(ω t)) with width = 0.1';
  const second = 'sum_j Sx_j Sx_<j+1> cos(2 ω t) with width = 0.3';
  const jump = 'jump 0.7 Sx_j';

  /** The contributions to the error of H by perturbation, the flows of the balance, and the error itself. */
  function sourcesOf(...statements: readonly string[]) {
    const script = [...chain, ...statements].join('\n');
    const ask = (...more: string[]) => {
      const { json } = spinlaw(['steady', '-', '--ring', '4', '--observe', 'H', '--json', ...more], script);
      expect(json.error).toBeUndefined();
      return json;
    };
    const [row] = ask('--ensemble', 'gge:H', '--anatomy').ensembles;
    const { perturbations, Sz } = row.errorSources.H as {
      perturbations: Readonly<Record<string, number>>[];
      Sz?: { error: number }[];
    };
    const { flows } = ask().balance as { flows: Readonly<Record<string, number>>[] };
    const numbered = (one: Readonly<Record<string, number>>): string =>
      Object.entries(one)
        .filter(([key]) => ['bath', 'drive', 'jump'].includes(key))
        .join(' ');
    return {
      error: row.errors.H as number,
      by: new Map(perturbations.map((p) => [numbered(p), p.error!])),
      flows: new Map(flows.map((f) => [numbered(f), f.power ?? f.heat ?? f.energy!])),
      Sz: Sz?.map(({ error }) => error),
    };
  }

  test.each([
    ['one drive', [`drive ${first}`], ['drive,1', 'bath,1']],
    ['a drive of strength zero, which is none', [`drive 0 a ${first}`, `drive ${second}`], ['drive,1', 'bath,1']],
    ['a jump that does not act before one that does', [jump.replace('0.7', '0'), jump], ['bath,1', 'jump,1', 'jump,2']],
    ['two drives of two frequencies', [`drive ${first}`, `drive ${second}`], ['drive,1', 'drive,2', 'bath,1']],
    [
      'drives, a jump and a bath',
      [jump, `drive ${second}`, `drive ${first}`],
      ['drive,1', 'drive,2', 'bath,1', 'jump,1'],
    ],
  ])('%s: they are numbered as the flows of the balance, and add up to the error', (_, statements, numbers) => {
    const { by, flows, error, Sz } = sourcesOf(...statements);
    expect([...by.keys()]).toEqual(numbers);
    expect([...flows.keys()]).toEqual(numbers);
    expect(Math.abs(error)).toBeGreaterThan(1e-4);
    expect(sum(by.values()) / error).toBeCloseTo(1, 6);
    if (Sz) expect(sum(Sz) / error).toBeCloseTo(1, 6);
    // One that gives no energy because it does not act is no source either, and every other one is.
    for (const [number, source] of by) expect(source === 0, number).toBe(flows.get(number) === 0);
  });

  test('drives change their numbers with their order, and their contributions with them', () => {
    const [one, other] = [
      sourcesOf(`drive ${first}`, `drive ${second}`),
      sourcesOf(`drive ${second}`, `drive ${first}`),
    ];
    expect(other.by.get('drive,2')! / one.by.get('drive,1')!).toBeCloseTo(1, 6);
    expect(other.by.get('drive,1')! / one.by.get('drive,2')!).toBeCloseTo(1, 6);
  });

  test('two drives of one frequency are one, whose amplitudes add', () => {
    const parts = sourcesOf(
      'drive sum_j (-1)^(j+1) S_j·S_<j+1> sin(ω t) with width = 0.1',
      'drive sum_j (-1)^j Sz_j cos(ω t) with width = 0.1',
    );
    const whole = sourcesOf(`drive ${first}`);
    expect([...parts.by.keys()]).toEqual(['drive,1', 'bath,1']);
    for (const [number, source] of whole.by) expect(parts.by.get(number)! / source, number).toBeCloseTo(1, 6);
  });
});
