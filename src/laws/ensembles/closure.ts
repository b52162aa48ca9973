import { type ChargeElements, ensembleOf, type Relaxation } from '../../ensembles/index.js';
import { type Mutant, law } from '../../law/index.js';
import { chainLine } from '../cases/chain-models.js';
import { chargesOf, type EnsembleCase, ensembleCases, ensembleModel, relaxationOnly } from '../engines/ensembles.js';
import { within } from '../findings/within.js';

interface Case extends EnsembleCase {
  /** λ of the charges in the steady ensemble */
  readonly lagrange: (relaxation: Relaxation, charges: readonly ChargeElements[]) => Float64Array;
}

const relative = 1e-9;
const space = ensembleCases(6, ['4', '6']);

const otherLagrange = (name: string, lagrange: Case['lagrange']): Mutant<Case> => ({
  name,
  operation: true,
  breaks: (c) => ({ ...c, lagrange }),
});

/**
 * Tr(C_i L ρ) = 0 for ρ = exp(−Σ λ_i C_i)/Z at the λ that are printed. L acts on ρ, where the solution uses L† on the
 * charges.   chain (10)
 */
export const closure = law<Case>({
  id: 'ensembles.closure',
  title: 'no charge of a steady ensemble changes: Tr(C_i L exp(−Σ λ_i C_i)) = 0',
  source: 'chain (1), (10)',
  statement: `# Tr(C_i L ρ) = 0, ρ = exp(−Σ λ_i C_i)/Z\n${ensembleModel}`,
  cases: { ...space, build: (point) => ({ ...space.build(point), lagrange: (r, c) => ensembleOf(r, c).lagrange }) },
  strength: { relative, because: 'relative to Tr |C_i| Λρ; Newton’s method ends at 1e-11' },
  mutants: [
    otherLagrange('λ has the wrong sign', (r, c) => ensembleOf(r, c).lagrange.map((l) => -l)),
    otherLagrange('λ is that of the orthonormal basis', (r, c) => ensembleOf(r, c).state.lagrange),
    otherLagrange('gain and loss are exchanged between states: L is transposed', (r, c) => {
      const transposed = Object.create(r) as Relaxation;
      transposed.forces = (charge) => [
        r.flow(charge).map((x, m) => x * r.algebra.metric[m]!),
        ...r.chain.parts.slice(1).map(() => new Float64Array(charge.length)),
      ];
      return ensembleOf(transposed, c).lagrange;
    }),
  ],
  examine(subject) {
    const relaxation = relaxationOnly(subject);
    const charges = chargesOf(relaxation, subject, ['C1', 'C2', 'C3', 'JS']);
    const lagrange = subject.lagrange(relaxation, charges);
    const exponent = new Float64Array(relaxation.algebra.size);
    charges.forEach(({ values }, i) => values.forEach((x, m) => (exponent[m]! -= lagrange[i]! * x)));
    const rho = relaxation.algebra.exponential(exponent).values;
    const [flow, gain] = [relaxation.flow(rho), relaxation.gain(rho)];
    const scale = (values: Float64Array): number =>
      values.reduce((sum, x, m) => sum + relaxation.algebra.metric[m]! * Math.abs(x * gain[m]!), 0);
    return within(
      Math.max(...charges.map(({ values }) => Math.abs(relaxation.trace(values, flow)) / scale(values))),
      relative,
      'rate of a charge',
    );
  },
  line: ({ values }) => chainLine(values),
});
