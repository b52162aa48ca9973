import { type SteadyDocument, drudeWeight as drudeWeightOf, steadyQuestion, steadyReport } from '../report/index.js';
import type { DrudeWeight } from '../lindblad/index.js';
import { programOf } from '../session/index.js';
import { readableAsync } from '../text/index.js';
import { type Answer, type OnAnswerProgress, type Parameters, documentOf, noting, settingsFrom } from './answer.js';
import { type ChainModel, programSource, programText } from './program.js';

/** Options for the steady state of a chain. */
export interface ChainSteadyOptions {
  /** number of sites of the ring */
  readonly sites: number;
  /** values of the parameters of the model */
  readonly parameters?: Parameters;
  /**
   * `exact`, the state for vanishing strengths, or the conserved quantities of a truncated ensemble by their names in
   * the model, such as `['C1', 'C2', 'conserved(JS)']`; `exact` by default
   */
  readonly ensemble?: 'exact' | readonly string[];
  /** names or expressions; all operators of the model by default */
  readonly observe?: readonly string[];
  /** whether the exact state leaves out coherences between degenerate states, which is an approximation */
  readonly populationsOnly?: boolean;
  readonly onProgress?: OnAnswerProgress;
}

/**
 * The steady state of a weakly driven chain on a ring, in the limit of vanishing strengths of its drives, baths and
 * jumps.
 *
 *   L_2 ρ = 0 on the diagonal of H_0 for the exact state, d⟨C_i⟩/dt = 0 for a truncated ensemble    chain (10), (11)
 *
 * `value.observables` are expectation values per site, `value.lagrange` the Lagrange parameters of an ensemble. The
 * residual is relative: that of d⟨C_i⟩/dt, or of Lρ, over the sum of the sizes of its terms.
 *
 * @param model  a program with `hamiltonian`, `drive`, `bath` and `jump` statements, or the operators
 * @throws DiagnosticError those of the program and of the engine: `ring-size`, `unset-parameter`,
 *   `susceptibility-singular`, `steady-not-unique` …
 * @cost         O(D³) for the largest sector of D states
 */
export async function chainSteadyState(
  model: ChainModel,
  { sites, parameters, ensemble = 'exact', observe, populationsOnly = false, onProgress }: ChainSteadyOptions,
): Promise<Answer<SteadyDocument>> {
  return readableAsync(async () => {
    const { listener, notes, errors } = noting(onProgress);
    const question = steadyQuestion({
      ring: String(sites),
      set: settingsFrom(parameters),
      ensemble: ensemble === 'exact' ? 'exact' : `gge:${ensemble.join(',')}`,
      ...(observe && { observe: observe.join(',') }),
      ...(populationsOnly && { populations: true }),
    });
    const report = await steadyReport(question, programOf(programSource(model)), listener);
    const value = documentOf<SteadyDocument>(report, errors);
    const what = ensemble === 'exact' ? 'golden-rule rates between all eigenstates' : 'Newton steps in the ensemble';
    return {
      value,
      residual: value.residual,
      scale: 1,
      method: `${what}, ${value.iterations} ${value.iterations === 1 ? 'iteration' : 'iterations'}`,
      notes,
    };
  });
}

/** Options for the Drude weight of a current. */
export interface DrudeOptions {
  /** number of sites of the ring */
  readonly sites: number;
  /** an expression: Hermitian, a sum over the chain */
  readonly current: string;
  /** conserved, independent operators; the share of each depends on their order */
  readonly charges?: readonly string[];
  /** T > 0 in the unit of the Hamiltonian; Infinity by default */
  readonly temperature?: number;
  /** values of the parameters of the model */
  readonly parameters?: Parameters;
}

/**
 * The Drude weight: the part of a current that never decays on a ring, and how much of it conserved charges explain.
 *
 *   C̄ = (1/N) Σ_{E_n=E_m} p_n |⟨n|J|m⟩|² − ⟨J⟩²/N  ≥  (1/N) Σ_ij ⟨J C_i⟩ (χ^{−1})_ij ⟨C_j J⟩,   D = C̄/2T
 *
 * The residual is the largest part of a charge between different levels, relative to the charge: 0 where it is
 * conserved.
 *
 * @returns  in units of the current squared, per site
 * @throws DiagnosticError `charge-not-conserved`, `susceptibility-singular`, `temperature`, `ring-size`,
 *   `current-not-extensive`, and those of the program
 */
export async function chainDrudeWeight(
  model: ChainModel,
  { sites, current, charges = [], temperature = Infinity, parameters = {} }: DrudeOptions,
): Promise<Answer<DrudeWeight>> {
  return readableAsync(async () => {
    const program = { text: programText(model), sites, set: parameters, temperature };
    const value = await drudeWeightOf(program, current, charges);
    return {
      value,
      residual: value.leak,
      scale: 1,
      method: 'all eigenstates of the ring, sector by sector',
      notes: [],
    };
  });
}
