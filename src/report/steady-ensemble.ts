import type { ChainStudy } from '../chain/index.js';
import { inMembers, relativeEntropy, stateResidual, traceDistanceInLevels } from '../ensembles/index.js';
import type { RealMatrix } from '../numeric/index.js';
import { type Diagnostic, DiagnosticError } from '../text/index.js';
import { type AnswerPart, paddedLine, paddedTable } from './answer-parts.js';
import { EnsembleStudy } from './ensemble-study.js';
import { named, numberText, values } from './observable.js';
import type { PopulationsOption } from './steady-point.js';
import type { SteadyTask } from './steady-task.js';
import { streamedEnsemble } from './streamed-ensemble.js';

/** Width of a column, in characters. */
const width = 18;

/** One time after a quench. */
export interface EvolutionRow {
  time: number;
  lagrange: Record<string, number>;
  observables: Record<string, number>;
  /** ‖f‖ divided by the sum of the sizes of its terms, which vanishes in the steady ensemble */
  residual: number;
  /** the state of the rate equation at this time: S(ρ‖ensemble) of the whole ring, the trace distance, and ‖Lρ‖/‖L‖‖ρ‖ */
  rateEquation: {
    observables: Record<string, number>;
    relativeEntropy: number;
    traceDistance: number;
    residual: number;
  };
}

/**
 * The evolution dλ/dt = F after a quench, from the λ of `--at`, at times in units of 1/ε_ph², and its distance from the
 * evolution of the rate equation, dρ/dt = Lρ, from the same state.
 *
 * @returns  the rows, and the error that ended the evolution before its last time
 * @diagnostic `stiff` if not even the first time is reached, and those of the ensemble
 */
export function evolution(
  study: ChainStudy,
  task: SteadyTask,
  times: readonly number[],
  options: PopulationsOption,
): { readonly rows: readonly EvolutionRow[]; readonly failed?: Diagnostic } {
  const { unit } = task;
  const ensembles = new EnsembleStudy(study, task, options);
  const { relaxation } = ensembles;
  const quench = ensembles.quench(task.list!.items, task.point!);
  const rows: EvolutionRow[] = [];
  const inUnits = times.map((t) => t / unit);
  const states: Float64Array[] = [];
  const failed = lateError(() => quench.flow(inUnits, (rho) => states.push(rho)));
  const later = lateError(() => {
    quench.ensemble.evolve(quench.start, inUnits.slice(0, states.length), undefined, (state) => {
      const rho = states[rows.length]!;
      rows.push({
        time: times[rows.length]!,
        lagrange: named(quench.span.members, inMembers(quench.span, state.lagrange)),
        observables: ensembles.observables(state.values),
        residual: quench.ensemble.residual(state),
        rateEquation: {
          observables: ensembles.observables(rho),
          relativeEntropy: relativeEntropy(relaxation, rho, state.exponential, quench.exponent(state)),
          traceDistance: traceDistanceInLevels(relaxation, rho, state.values),
          residual: stateResidual(relaxation, rho),
        },
      });
    });
  });
  const error = later ?? failed;
  if (error && rows.length === 0) throw new DiagnosticError(error);
  return { rows, ...(error && { failed: error }) };
}

/** Errors that end an evolution; the times that were reached are an answer nevertheless. */
const endings: ReadonlySet<string> = new Set(['stiff', 'ensemble-frozen']);

function lateError(evolve: () => void): Diagnostic | undefined {
  try {
    evolve();
  } catch (error) {
    if (!(error instanceof DiagnosticError) || !endings.has(error.diagnostic.code)) throw error;
    return error.diagnostic;
  }
  return undefined;
}

/** Residuals below which both evolutions have ended in their steady states. */
const steadyResidual = 1e-11;

/** A remark on the time from which on both evolutions stand still. */
export function evolutionNotes(rows: readonly EvolutionRow[]): string[] {
  const isSteady = (row: EvolutionRow): boolean => Math.max(row.residual, row.rateEquation.residual) < steadyResidual;
  const first = rows.findLastIndex((row) => !isSteady(row)) + 1;
  const row = rows[first];
  if (!row || row.time === 0) return [];
  return [
    `from t = ${row.time} on both are steady: d⟨C⟩/dt is ${row.residual.toExponential(1)} of its terms, and dρ/dt ` +
      `${row.rateEquation.residual.toExponential(1)} of the rates`,
  ];
}

/** The table of an evolution. */
export function evolutionParts(rows: readonly EvolutionRow[]): AnswerPart[] {
  const [first] = rows;
  if (!first) return [];
  const columns = [
    'time',
    ...Object.keys(first.lagrange).map((name) => `λ ${name}`),
    ...Object.keys(first.observables).flatMap((name) => [name, `${name}, rates`]),
    'S(rates‖ensemble)',
  ];
  const cells = rows.map(({ time, lagrange, observables, rateEquation }) => [
    String(time),
    ...Object.values(lagrange).map(numberText),
    ...Object.entries(observables).flatMap(([name, seen]) => [
      numberText(seen),
      numberText(rateEquation.observables[name]!),
    ]),
    rateEquation.relativeEntropy.toExponential(4),
  ]);
  return [paddedTable(columns, cells, width)];
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

export function forcesDocument(study: ChainStudy, task: SteadyTask, options: PopulationsOption): ForcesDocument {
  const { observables, unit } = task;
  const { sites } = task.chain;
  const found = streamedEnsemble(study, task);
  if (found) {
    const members = task.members!;
    const state = found.ensemble.at(task.point!(members));
    return {
      lagrange: named(members, state.lagrange),
      rates: named(
        members,
        found.ensemble.rates(state).map((r) => r / sites / unit),
      ),
      forces: named(
        members,
        found.ensemble.forces(state).map((f) => f / unit),
      ),
      susceptibility: rowsOf(found.ensemble.susceptibility(state), sites),
      observables: values(observables, (o) => found.observe(o, state)),
      residual: 0,
      iterations: 0,
    };
  }
  const ensembles = new EnsembleStudy(study, task, options);
  const { ensemble, charges, point } = ensembles.quench(task.list!.items, task.point!).inMembers();
  const state = ensemble.at(point);
  return {
    lagrange: named(charges, state.lagrange),
    rates: named(
      charges,
      ensemble.rates(state).map((r) => r / sites / unit),
    ),
    forces: named(
      charges,
      ensemble.forces(state).map((f) => f / unit),
    ),
    susceptibility: rowsOf(ensemble.susceptibility(state), sites),
    observables: ensembles.observables(state.values),
    residual: 0,
    iterations: 0,
  };
}

/** A matrix per site, row by row. */
function rowsOf({ cols, re }: RealMatrix, sites: number): number[][] {
  return Array.from({ length: cols }, (_, i) => Array.from(re.subarray(i * cols, (i + 1) * cols), (x) => x / sites));
}

export function forcesParts({
  sites,
  ensemble,
  lagrange,
  rates,
  forces,
  susceptibility,
}: ForcesDocument & { readonly sites: number; readonly ensemble: string }): AnswerPart[] {
  const names = Object.keys(lagrange);
  const widest = Math.max(16, ...names.map((name) => name.length + 1));
  const line = ([name, ...numbers]: readonly string[]): string =>
    `  ${name!.padEnd(widest)}${paddedLine(numbers, width)}`;
  const columns = ['charge', 'λ', 'd⟨C⟩/dt', 'F = dλ/dt'];
  const rows = names.map((name) => [name, ...[lagrange, rates, forces].map((of) => numberText(of[name]!))]);
  const matrix = susceptibility.map((numbers) => numbers.map(numberText));
  return [
    `${ensemble} on a ring of ${sites}: per site, with ε_ph² taken out`,
    { columns, rows, lines: [columns, ...rows].map(line) },
    'susceptibility',
    {
      columns: ['charge', ...names],
      rows: matrix.map((numbers, i) => [names[i]!, ...numbers]),
      lines: matrix.map((numbers) => `  ${paddedLine(numbers, width)}`),
    },
  ];
}
