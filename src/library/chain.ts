import {
  type ComparisonDocument,
  type SteadyDocument,
  drudeWeight as drudeWeightOf,
  steadyQuestion,
  steadyReport,
} from '../report/index.js';
import type { DrudeWeight } from '../lindblad/index.js';
import { programOf } from '../session/index.js';
import { readableAsync, refuse } from '../text/index.js';
import { type Answer, type OnAnswerProgress, type Parameters, documentOf, noting, settingsFrom } from './answer.js';
import { type ChainModel, programSource, programText } from './program.js';

/** Options for the steady state of a chain. */
export interface ChainSteadyOptions {
  /** number of sites of the ring */
  readonly sites: number;
  /** values of the parameters of the model */
  readonly parameters?: Parameters;
  /**
   * `exact`, the state for vanishing strengths, or the conserved quantities of a truncated ensemble: names of the model,
   * `conserved(X)`, `C1..C6`, `NC6`, `local:3`, `X(1/2, 0)`, `Z(0)`, `products`, and `+2` at the end for two
   * discovered charges; `exact` by default
   */
  readonly ensemble?: 'exact' | readonly string[];
  /** names or expressions; all operators of the model by default */
  readonly observe?: readonly string[];
  /** whether the exact state leaves out coherences between degenerate states, which is an approximation */
  readonly populationsOnly?: boolean;
  /** number of threads that share spectra and rates; 1 by default, and no digit depends on it */
  readonly threads?: number;
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
  { sites, parameters, ensemble = 'exact', observe, populationsOnly = false, threads, onProgress }: ChainSteadyOptions,
): Promise<Answer<SteadyDocument>> {
  return readableAsync(async () => {
    const { listener, notes, errors } = noting(onProgress);
    const asked = steadyQuestion({
      ring: String(sites),
      set: settingsFrom(parameters),
      ensemble: ensemble === 'exact' ? 'exact' : listText('ensemble', ensemble),
      ...(observe && { observe: observe.join(',') }),
      ...(populationsOnly && { populations: true }),
    });
    const question = { ...asked, ...(threads !== undefined && { threads }) };
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

/**
 * A list of charges as it is typed after `--ensemble`.
 *
 * @diagnostic `bad-ensemble` for a value that is not a list of names
 */
function listText(option: string, names: unknown): string {
  if (!Array.isArray(names) || names.length === 0 || !names.every((n) => typeof n === 'string' && n.trim() !== ''))
    refuse('bad-ensemble', `${option} is not a list of names of charges`, {
      hint: "a list has one text for each charge, and may end in the number of discovered ones: ['C1', 'C2+3']",
    });
  return `gge:${names.join(',')}`;
}

/** Options of a comparison of ensembles. */
export interface CompareOptions extends Omit<ChainSteadyOptions, 'ensemble'> {
  /** the lists, each as the `ensemble` of `steadyState` */
  readonly ensembles: readonly (readonly string[])[];
  /** whether to say what the discovered charges consist of */
  readonly anatomy?: boolean;
  /** candidates for one more charge, each added to each ensemble alone */
  readonly rank?: readonly string[];
  /** a discovered charge that moves the state by less is the last */
  readonly until?: number;
  /** whether charges are discovered from d ln ρ/dt instead of ln Φρ − ln ρ */
  readonly flow?: boolean;
  /** sites of a second ring, to tell a finite size from physics */
  readonly beside?: number;
}

/**
 * Truncated ensembles of a driven chain beside each other and beside the exact state.
 *
 *   S(ρ‖σ) = Tr ρ (ln ρ − ln σ), ½‖ρ − σ‖₁, and the least S that ensembles of the same charges can reach
 *
 * Relative entropies are of the whole ring, in natural units; observables are per site. The residual is the largest of the
 * ensembles. A list that has no ensemble has `error` in its place, and is an exception only where no list has one.
 *
 * @throws DiagnosticError those of `steadyState`; `bad-ensemble` for options that are no lists of names; `local-range`,
 *   `not-xxz`, `not-quasi-local`, `not-positive`
 */
export async function compareEnsembles(
  model: ChainModel,
  {
    sites,
    parameters,
    ensembles,
    observe,
    populationsOnly = false,
    anatomy,
    rank,
    until,
    flow,
    beside,
    onProgress,
  }: CompareOptions,
): Promise<Answer<ComparisonDocument>> {
  return readableAsync(async () => {
    const { listener, notes, errors } = noting(onProgress);
    const lists: unknown = ensembles;
    if (!Array.isArray(lists) || lists.length === 0)
      refuse('bad-ensemble', 'there is nothing to compare: ensembles is a list of at least one ensemble', {
        hint: "as in ensembles: [['C1', 'C2'], ['NC6', 'C7+2']]",
      });
    const question = steadyQuestion({
      ring: String(sites),
      set: settingsFrom(parameters),
      compare: lists.map((list: unknown, k) => listText(`ensembles[${k}]`, list)),
      ...(observe && { observe: observe.join(',') }),
      ...(populationsOnly && { populations: true }),
      ...(anatomy === true && { anatomy }),
      ...(rank !== undefined && { rank: listText('rank', rank) }),
      ...(until !== undefined && { until: String(until) }),
      ...(flow === true && { flow }),
      ...(beside !== undefined && { beside: String(beside) }),
    });
    const report = await steadyReport(question, programOf(programSource(model)), listener);
    const value = documentOf<ComparisonDocument>(report, errors);
    const residual = Math.max(...value.ensembles.map((e) => ('error' in e ? 0 : e.residual)));
    return {
      value,
      residual,
      scale: 1,
      method: 'golden-rule rates between all eigenstates, Newton steps in each ensemble',
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
