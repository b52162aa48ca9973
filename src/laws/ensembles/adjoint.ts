import { ensembleOf, elementsOf, ErrorSources, type Relaxation } from '../../ensembles/index.js';
import { real, solve } from '../../numeric/index.js';
import { type Mutant, law } from '../../law/index.js';
import { chainLine, paperOperator } from '../cases/chain-models.js';
import { chargesOf, type EnsembleCase, ensembleCases, ensembleModel, relaxationIn } from '../engines/ensembles.js';
import { all } from '../findings/chain.js';
import { within } from '../findings/within.js';

interface Case extends EnsembleCase {
  /** L†A with the metric, so that Tr(ρ L†A) is its product with the elements of ρ */
  readonly adjoint: (relaxation: Relaxation, a: Float64Array) => Float64Array;
  /** Tr(z L ρ) */
  readonly error: (relaxation: Relaxation, z: Float64Array, rho: Float64Array) => number;
  /** the sources of errors by the code of --anatomy */
  readonly sources: (relaxation: Relaxation, exact: Float64Array) => Pick<ErrorSources, 'excess' | 'of'>;
}

const relative = 1e-8;
const space = ensembleCases(6);

const otherAdjoint = (name: string, adjoint: Case['adjoint']): Mutant<Case> => ({
  name,
  operation: true,
  breaks: (c) => ({ ...c, adjoint }),
});

const otherSources = (
  name: string,
  change: (sources: ErrorSources, relaxation: Relaxation) => Pick<ErrorSources, 'excess' | 'of'>,
): Mutant<Case> => ({
  name,
  operation: true,
  breaks: (c) => ({
    ...c,
    sources: (relaxation, exact) => change(new ErrorSources(relaxation, exact), relaxation),
  }),
});

const total = (terms: ArrayLike<number>): number => Array.from(terms).reduce((sum, x) => sum + x, 0);

/** z with L†z = −(O − ⟨O⟩), without trace. */
function adjointSolution(subject: Case, relaxation: Relaxation, operator: Float64Array, mean: number): Float64Array {
  const { size, metric, identity } = relaxation.algebra;
  const matrix = real(size, size);
  for (let m = 0; m < size; m++) {
    const unit = new Float64Array(size);
    unit[m] = 1;
    // The identity spans the kernel of L†; a term on it fixes the trace of z.
    subject.adjoint(relaxation, unit).forEach((x, j) => {
      matrix.re[j * size + m] = x + identity[j]! * identity[m]!;
    });
  }
  const right = real(size, 1);
  for (let j = 0; j < size; j++) right.re[j] = -metric[j]! * (operator[j]! - mean * identity[j]!);
  return Float64Array.from(solve(matrix, right).value.re);
}

/**
 * With L†z = −(O − ⟨O⟩_exact) the error of an ensemble is a sum over states: ⟨O⟩_exact − ⟨O⟩ = Tr(z Lρ) for every ρ.
 */
export const adjointErrors = law<Case>({
  id: 'ensembles.adjoint',
  title: 'the error of an observable in an ensemble is Tr(z Lρ), where L†z = −(O − ⟨O⟩)',
  source: 'chain (11) and its adjoint',
  statement: `# ⟨O⟩_exact − ⟨O⟩ = Tr(z L ρ), L† z = −(O − ⟨O⟩_exact)\n${ensembleModel}`,
  cases: {
    ...space,
    build: (point) => ({
      ...space.build(point),
      adjoint: (r, a) => r.total(r.forces(a)),
      error: (r, z, rho) => r.trace(z, r.flow(rho)),
      sources: (r, exact) => new ErrorSources(r, exact),
    }),
  },
  strength: { relative, because: 'a linear system of 2^N unknowns whose slowest rate is 1e-3 of the fastest' },
  mutants: [
    otherAdjoint('L is taken for its adjoint', (r, a) => r.flow(a).map((x, m) => x * r.algebra.metric[m]!)),
    otherAdjoint('half of the loss is left out', (r, a) => {
      // Tr(A 𝒥ρ) is linear in the elements of ρ.
      const gains = a.map((_, m) => {
        const unit = new Float64Array(a.length);
        unit[m] = 1;
        return r.trace(a, r.gain(unit));
      });
      return r.total(r.forces(a)).map((x, m) => (x + gains[m]!) / 2);
    }),
    {
      name: 'a coherence is counted once in the trace',
      operation: true,
      breaks: (c) => ({
        ...c,
        error: (r, z, rho) => r.flow(rho).reduce((sum, x, m) => sum + x * z[m]!, 0),
      }),
    },
    {
      name: 'the sign of z is wrong',
      operation: true,
      breaks: (c) => ({ ...c, error: (r, z, rho) => -r.trace(z, r.flow(rho)) }),
    },
    otherSources('the last perturbation is not among the sources', (sources) => ({
      excess: (operator) => sources.excess(operator),
      of: (excess, rho) => {
        const { perturbations, elements } = sources.of(excess, rho);
        return { perturbations: perturbations.slice(0, -1), elements };
      },
    })),
    otherSources('the states are weighed with the state itself instead of its flow', (sources) => ({
      excess: (operator) => sources.excess(operator),
      of: (excess, rho) => ({ ...sources.of(excess, rho), elements: rho.map((x, m) => x * excess[m]!) }),
    })),
    otherSources('z of the sources has no metric', (sources, { algebra }) => ({
      excess: (operator) => sources.excess(operator).map((x, m) => x / algebra.metric[m]!),
      of: (excess, rho) => sources.of(excess, rho),
    })),
  ],
  examine(subject) {
    const { relaxation, exact } = relaxationIn(subject);
    const { state } = ensembleOf(relaxation, chargesOf(relaxation, subject, ['C1', 'C2']));
    // A state with coherences, so that their part in the trace is seen.
    const other = relaxation.algebra.exponential(
      Float64Array.from({ length: exact.length }, (_, m) => Math.cos(1 + 2.3 * m)),
    ).values;
    const sources = subject.sources(relaxation, exact);
    return all(
      ...(['H0', 'C3', 'JS'] as const).flatMap((name) => {
        const operator = elementsOf(relaxation, paperOperator(name, subject.values));
        const mean = relaxation.trace(operator, exact);
        const z = adjointSolution(subject, relaxation, operator, mean);
        const excess = sources.excess(operator);
        return [state.values, other].flatMap((rho) => {
          const error = mean - relaxation.trace(operator, rho);
          const { perturbations, elements } = sources.of(excess, rho);
          return [
            within(Math.abs(error - subject.error(relaxation, z, rho)), relative, `error of ${name}`),
            within(Math.abs(error - total(perturbations)), relative, `error of ${name} by perturbations`),
            within(Math.abs(error - total(elements)), relative, `error of ${name} by states`),
          ];
        });
      }),
    );
  },
  line: ({ values }) => chainLine(values),
});
