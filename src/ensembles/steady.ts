import { type EnsembleState, isSteady, steadyEnsemble, TruncatedEnsemble } from '../chain/index.js';
import { DiagnosticError, refuse } from '../text/index.js';
import type { Relaxation } from './relaxation.js';
import { inBasis, inMembers, type ChargeSpan } from './span.js';

/** A steady ensemble: d⟨C_i⟩/dt = 0 for every charge of a span. chain (10) */
export interface SteadyEnsemble {
  readonly span: ChargeSpan;
  readonly ensemble: TruncatedEnsemble;
  /** the state; its λ and means are those of the orthonormal basis */
  readonly state: EnsembleState;
  /** λ of the members of the span */
  readonly lagrange: Float64Array;
  readonly residual: number;
  readonly iterations: number;
  /** forces of the basis by part, which an ensemble with further charges uses again */
  readonly forces: readonly (readonly Float64Array[])[];
}

/**
 * The steady ensemble of a span, by Newton's method from an earlier ensemble with fewer charges, or by continuation from
 * the thermal state.
 *
 * @diagnostic `charge-not-broken`, `no-convergence`, `susceptibility-singular`
 */
export function solveEnsemble(relaxation: Relaxation, span: ChargeSpan, before?: SteadyEnsemble): SteadyEnsemble {
  const { parts } = relaxation.chain;
  const charges = span.basis.map((values, i) => ({ name: span.members[i]!.name, values }));
  const known = before?.forces ?? [];
  const forces = span.basis.map((q, i) => known[i] ?? relaxation.forces(q));
  forces.forEach((own, i) => {
    if (own.every((f) => f.every((x) => x === 0))) refuseUnbroken(span.members[i]!.name);
  });
  const total = forces.map((f) => relaxation.total(f));
  const result = (
    ensemble: TruncatedEnsemble,
    state: EnsembleState,
    residual: number,
    iterations: number,
  ): SteadyEnsemble => ({
    span,
    ensemble,
    state,
    lagrange: inMembers(span, state.lagrange),
    residual,
    iterations,
    forces,
  });
  if (before) {
    const start = new Float64Array(charges.length);
    start.set(inBasis(before.span, before.lagrange));
    const ensemble = new TruncatedEnsemble(charges, total, relaxation.algebra);
    const near = solvedOrNot(() => ensemble.solve(start));
    if (near) {
      const residual = ensemble.residual(near);
      if (isSteady(near.report, residual)) return result(ensemble, near, residual, near.report.history.length);
    }
  }
  const found = steadyEnsemble(
    charges,
    parts.map(({ strength, perturbation }, p) => ({
      growth: forces.map((f) => f[p]!),
      strength,
      turnedOn: perturbation.kind !== 'bath',
    })),
    thermal(relaxation, span),
    relaxation.algebra,
  );
  return result(found.ensemble, found.state, found.residual, found.iterations);
}

function refuseUnbroken(name: string): never {
  return refuse(
    'charge-not-broken',
    `${name} is conserved by every perturbation, so its Lagrange parameter stays what it was at the start`,
    { hint: `leave ${name} out of the ensemble, or add a perturbation that breaks it` },
  );
}

/** μ of the thermal state of the first bath, as far as the span can represent H_0; zero without a bath. */
function thermal(relaxation: Relaxation, { basis }: ChargeSpan): Float64Array {
  const bath = relaxation.chain.parts.map((p) => p.perturbation).find((p) => p.kind === 'bath');
  const out = new Float64Array(basis.length);
  if (!bath) return out;
  const energies = relaxation.energies();
  const states = relaxation.chain.spectrum.basis.dimension;
  basis.forEach((q, i) => (out[i] = relaxation.trace(q, energies) / states / bath.phonons.temperature));
  return out;
}

/** undefined where no answer was found; interruptions are passed on. */
export function solvedOrNot<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof DiagnosticError && error.diagnostic.code !== 'interrupted') return undefined;
    throw error;
  }
}
