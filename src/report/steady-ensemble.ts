import type { ChainStudy, EnsembleState } from '../chain/index.js';
import { type Diagnostic, DiagnosticError } from '../text/index.js';
import { named, numberText, values } from './observable.js';
import type { SteadyTask } from './steady-task.js';

const cells = (list: readonly string[]): string => list.map((c) => c.padStart(18)).join('');

/** One time after a quench. */
export interface EvolutionRow {
  time: number;
  lagrange: Record<string, number>;
  observables: Record<string, number>;
}

/**
 * The evolution dλ/dt = F after a quench, from the λ of `--at`, at times in units of 1/ε_ph².
 *
 * @returns  the rows, and the error that ended the evolution before its last time
 * @diagnostic `stiff` if not even the first time is reached, and those of the ensemble
 */
export function evolution(
  study: ChainStudy,
  { chain, members, resolvers, observables, unit, point }: SteadyTask,
  times: readonly number[],
): { readonly rows: readonly EvolutionRow[]; readonly failed?: Diagnostic } {
  const found = study.ensemble(chain, members!, resolvers);
  const states: EnsembleState[] = [];
  let failed: Diagnostic | undefined;
  const inUnits = times.map((t) => t / unit);
  try {
    found.ensemble.evolve(point!, inUnits, undefined, (state) => states.push(state));
  } catch (error) {
    // The times that were reached are an answer nevertheless.
    if (!(error instanceof DiagnosticError) || error.diagnostic.code !== 'stiff' || states.length === 0) throw error;
    failed = error.diagnostic;
  }
  const rows = states.map((state, i) => ({
    time: times[i]!,
    lagrange: named(members!, state.lagrange),
    observables: values(observables, (o) => found.observe(o, state)),
  }));
  return { rows, ...(failed && { failed }) };
}

/** The table of an evolution. */
export function evolutionLines({ members, observables }: SteadyTask, rows: readonly EvolutionRow[]): string[] {
  return [
    cells(['time', ...members!.map((m) => `λ ${m.name}`), ...observables.map((o) => o.name)]),
    ...rows.map(({ time, lagrange, observables: seen }) =>
      cells([String(time), ...[...Object.values(lagrange), ...Object.values(seen)].map(numberText)]),
    ),
  ];
}

/** Rates, forces and susceptibility at the Lagrange parameters of `--at`, per site, in units of ε_ph². */
export interface ForcesDocument {
  lagrange: Record<string, number>;
  /** f_i = d⟨C_i⟩/dt   chain (10) */
  rates: Record<string, number>;
  /** F = −χ⁻¹ f */
  forces: Record<string, number>;
  susceptibility: number[][];
  observables: Record<string, number>;
  residual: 0;
  iterations: 0;
}

export function forcesDocument(study: ChainStudy, task: SteadyTask): ForcesDocument {
  const { chain, members, resolvers, observables, unit, point } = task;
  const { sites } = chain;
  const found = study.ensemble(chain, members!, resolvers);
  const { ensemble } = found;
  const state = ensemble.at(point!);
  const chi = ensemble.susceptibility(state);
  const n = members!.length;
  return {
    lagrange: named(members!, state.lagrange),
    rates: named(
      members!,
      ensemble.rates(state).map((r) => r / sites / unit),
    ),
    forces: named(
      members!,
      ensemble.forces(state).map((f) => f / unit),
    ),
    susceptibility: Array.from({ length: n }, (_, i) =>
      Array.from(chi.re.subarray(i * n, (i + 1) * n), (x) => x / sites),
    ),
    observables: values(observables, (o) => found.observe(o, state)),
    residual: 0,
    iterations: 0,
  };
}

export function forcesLines({
  sites,
  ensemble,
  lagrange,
  rates,
  forces,
  susceptibility,
}: ForcesDocument & { readonly sites: number; readonly ensemble: string }): string[] {
  const row = (name: string, list: readonly string[]): string => `  ${name.padEnd(16)}${cells(list)}`;
  return [
    `${ensemble} on a ring of ${sites}: per site, with ε_ph² taken out`,
    row('charge', ['λ', 'd⟨C⟩/dt', 'F = dλ/dt']),
    ...Object.keys(lagrange).map((name) =>
      row(
        name,
        [lagrange, rates, forces].map((of) => numberText(of[name]!)),
      ),
    ),
    'susceptibility',
    ...susceptibility.map((numbers) => `  ${cells(numbers.map(numberText))}`),
  ];
}
