import type { Relaxation } from '../../ensembles/index.js';
import { type Mutant, law } from '../../law/index.js';
import { chainLine } from '../cases/chain-models.js';
import {
  deviationOf,
  type EnsembleCase,
  ensembleCases,
  ensembleModel,
  relaxationIn,
  relaxationOnly,
} from '../engines/ensembles.js';
import { all } from '../findings/chain.js';
import { within } from '../findings/within.js';

interface Case extends EnsembleCase {
  /** Φ ρ */
  readonly step: (relaxation: Relaxation, rho: Float64Array, subject: EnsembleCase) => Float64Array;
}

const relative = 1e-8;
const space = ensembleCases(8);

const otherStep = (name: string, step: Case['step']): Mutant<Case> => ({
  name,
  operation: true,
  breaks: (c) => ({ ...c, step }),
});

/** The transpose of Φ, which acts on charges: Tr(A Φρ) = Tr(ρ Φ†A). */
function transposedStep(relaxation: Relaxation, rho: Float64Array): Float64Array {
  const { size, metric } = relaxation.algebra;
  const out = new Float64Array(size);
  for (let m = 0; m < size; m++) {
    const unit = new Float64Array(size);
    unit[m] = 1;
    out[m] = relaxation.trace(relaxation.step(unit), rho) / metric[m]!;
  }
  return out;
}

/** The relaxation of a chain whose channels do not shift levels. */
function withoutShift(subject: EnsembleCase): Relaxation {
  const { engine } = subject;
  return relaxationOnly({
    ...subject,
    engine: {
      ...engine,
      channels: (...of) => engine.channels(...of).map((channel) => ({ ...channel, shift: () => 0 })),
    },
  });
}

/**
 * Lρ = 𝒥ρ − Λρ vanishes in the steady state, so that Φρ = Λ⁻¹𝒥ρ = ρ. A discovered charge, ln Φρ − ln ρ, is zero there
 * and nowhere else.   chain (11)
 */
export const fixedPoint = law<Case>({
  id: 'ensembles.fixed-point',
  title: 'the exact steady state is the fixed point of Φ = Λ⁻¹𝒥, and Φ keeps states positive',
  source: 'chain (11)',
  statement: `# Λ^(−1) 𝒥 ρ = ρ\n${ensembleModel}`,
  cases: { ...space, build: (point) => ({ ...space.build(point), step: (r, rho) => r.step(rho) }) },
  strength: { relative, because: 'the null vector is found to 1e-12, and Λ⁻¹ multiplies by the ratio of two rates' },
  mutants: [
    otherStep('Φ is transposed', transposedStep),
    otherStep('Λ is without the Lamb shift', (_, rho, subject) => withoutShift(subject).step(rho)),
    otherStep('coherences decay at the mean of two rates, apart from the populations', (r, rho) => {
      const gain = r.gain(rho);
      const { unknowns, parts } = r.chain;
      const rate = (n: number): number => parts.reduce((sum, p) => sum + p.strength * p.superoperator.outflow[n]!, 0);
      const out = gain.slice();
      unknowns.populationAt.forEach((at, n) => (out[at] = gain[at]! / rate(n)));
      for (const { n, m, at } of unknowns.pairs) {
        const mean = (rate(n) + rate(m)) / 2;
        out[at] = gain[at]! / mean;
        out[at + 1] = gain[at + 1]! / mean;
      }
      return r.chain.populationsOnly ? r.step(rho) : out;
    }),
  ],
  examine(subject) {
    const { relaxation, exact } = relaxationIn(subject);
    const { algebra } = relaxation;
    // A state far from the steady one, with coherences wherever there are pairs.
    const other = algebra.exponential(
      Float64Array.from({ length: algebra.size }, (_, m) => Math.cos(1 + 2.3 * m)),
    ).values;
    const stepped = subject.step(relaxation, other, subject);
    const smallest = algebra.eigenvalues(stepped).reduce((a, b) => Math.min(a, b), Infinity);
    return all(
      within(deviationOf(subject.step(relaxation, exact, subject), exact), relative, 'Φρ − ρ'),
      within(Math.max(0, -smallest), relative, 'a negative eigenvalue of Φρ'),
    );
  },
  line: ({ values }) => chainLine(values),
});
