import type { ChainStudy, Ensemble, EnsembleState } from '../chain/index.js';
import { ready } from '../numeric/index.js';
import { type Diagnostic, DiagnosticError, errorDocument, refuse } from '../text/index.js';
import { onlyInput } from './eval.js';
import { numberList, numberText, optionSpan, scanOf, values } from '../report/index.js';
import { type ExitCode, type Output, exitCodeOf, worse } from './output.js';
import { writeFinite } from './steady-finite.js';
import { announce, named, solve, studyFor, writePoint } from './steady-point.js';
import { stoppableScan } from './steady-stoppable.js';
import { type SteadyOptions, type Task, ensembleOf, ringOf, taskOf } from './steady-task.js';

export async function steadyCommand(
  operands: readonly string[],
  options: SteadyOptions,
  output: Output,
): Promise<ExitCode> {
  const sites = ringOf(options);
  const kind = ensembleOf(options);
  if (options.populations && kind !== 'exact')
    refuse('populations-of-ensemble', '--populations goes with the exact state', {
      hint: 'leave out --populations or --ensemble',
    });
  if (options.at !== undefined && kind === 'exact')
    refuse('at-without-ensemble', '--at goes with a truncated ensemble', {
      hint: 'as in --ensemble gge:C1,C2 --at C1=0.1,C2=1',
    });
  const source = onlyInput(operands, 'the script');
  const scan = options.scan === undefined ? undefined : scanOf(options.scan);
  if (scan && options.at !== undefined) refuse('scan-at', '--scan and --at do not go together');
  const times = options.evolve === undefined ? undefined : timesOf(options.evolve);
  if (times && options.at === undefined)
    refuse('evolve-without-start', '--evolve needs the Lagrange parameters to start from', {
      hint: 'as in --at C1=0,C2=1 --evolve 0,1,10',
    });
  const strengths = options.finite === undefined ? undefined : strengthsOf(options.finite);
  if (strengths && (kind !== 'exact' || scan || options.populations))
    refuse('finite-of-limit', '--finite goes with none of --ensemble, --populations and --scan', {
      span: optionSpan('--finite', options.finite!),
      hint: 'it is the state of the whole Liouvillian, at one set of parameters',
    });
  const ensemble =
    kind === 'exact'
      ? options.populations
        ? 'exact, populations only'
        : 'exact'
      : `gge:${kind.map((p) => p.text).join(',')}`;
  const head = {
    sites,
    ensemble,
    ...(options.populations && {
      populationsOnly: true,
      approximation: 'coherences between degenerate states are left out',
    }),
  };
  const asked = { source, sites, kind, options };
  if (scan) return stoppableScan({ asked, scan, head }, output);
  await ready();
  const task = taskOf(asked, options.set, undefined, output, false);
  if ('errors' in task) return writeErrors(task.errors, output);
  if (strengths) return worse(task.code, writeFinite(task.chain, task.observables, strengths, output));
  const study = studyFor(output);
  announce(study, task, output, options.populations ?? false);
  if (times) return worse(task.code, writeEvolution(study, task, sites, ensemble, times, output));
  if (task.point) writeForces(study, task, sites, ensemble, output);
  else writePoint({ ...head, ...solve(study, task, options.populations ?? false, output) }, output);
  return task.code;
}

/** `0,1,10`: times from 0 on, ascending, in units of 1/ε_ph². */
function timesOf(text: string): number[] {
  const times = numberList('--evolve', text, '0,1,10');
  const wrong = times.findIndex((t, i) => t < (times[i - 1] ?? 0));
  if (wrong >= 0)
    refuse(
      'bad-times',
      `the time ${times[wrong]} comes ${wrong === 0 ? 'before the start' : `after ${times[wrong - 1]}`}`,
      { span: optionSpan('--evolve', text), hint: 'ascending from 0, as in --evolve 0,1,10' },
    );
  return times;
}

/** `1,0.1,0.01`: strengths of what is of second order. */
function strengthsOf(text: string): number[] {
  const found = numberList('--finite', text, '1,0.1,0.01');
  if (found.some((x) => x <= 0))
    refuse('option-value', 'a strength is a positive number', {
      span: optionSpan('--finite', text),
      hint: 'as in --finite 1,0.1,0.01',
    });
  return found;
}

function writeErrors(errors: readonly Diagnostic[], output: Output): ExitCode {
  if (output.json) output.document({ error: errorDocument(errors[0]!), errors: errors.map(errorDocument) });
  else for (const diagnostic of errors) output.diagnostic(diagnostic);
  return errors.map(exitCodeOf).reduce(worse, 0);
}

/** dλ/dt = F after a quench, from the λ of --at. */
function writeEvolution(
  study: ChainStudy,
  { chain, members, resolvers, observables, unit, point }: Task,
  sites: number,
  ensemble: string,
  times: readonly number[],
  output: Output,
): ExitCode {
  const found = study.ensemble(chain, members!, resolvers);
  const states: EnsembleState[] = [];
  let failed: Diagnostic | undefined;
  try {
    found.ensemble.evolve(
      point!,
      times.map((t) => t / unit),
      undefined,
      (state) => states.push(state),
    );
  } catch (error) {
    // What is done is shown all the same.
    if (!(error instanceof DiagnosticError) || error.diagnostic.code !== 'stiff' || states.length === 0) throw error;
    failed = error.diagnostic;
  }
  const rows = states.map((state, i) => ({
    time: times[i]!,
    lagrange: named(members!, state.lagrange),
    observables: values(observables, (o) => found.observe(o, state)),
  }));
  if (output.json) {
    output.document({
      ...(failed && { error: errorDocument(failed) }),
      sites,
      ensemble,
      unit: 'times in 1/eps_ph^2',
      evolution: rows,
    });
    return failed ? exitCodeOf(failed) : 0;
  }
  const cells = (list: readonly string[]): string => list.map((c) => c.padStart(18)).join('');
  output.line(cells(['time', ...members!.map((m) => `λ ${m.name}`), ...observables.map((o) => o.name)]));
  for (const { time, lagrange, observables: seen } of rows)
    output.line(
      cells([String(time), ...Object.values(lagrange).map(numberText), ...Object.values(seen).map(numberText)]),
    );
  if (!failed) return 0;
  output.diagnostic(failed);
  return exitCodeOf(failed);
}

function writeForces(study: ChainStudy, task: Task, sites: number, ensemble: string, output: Output): void {
  const { chain, members, resolvers, observables, unit, point } = task;
  const found: Ensemble = study.ensemble(chain, members!, resolvers);
  const state = found.ensemble.at(point!);
  const rates = named(
    members!,
    found.ensemble.rates(state).map((r) => r / sites / unit),
  );
  const forces = named(
    members!,
    found.ensemble.forces(state).map((f) => f / unit),
  );
  const chi = found.ensemble.susceptibility(state);
  const n = members!.length;
  const susceptibility = Array.from({ length: n }, (_, i) =>
    Array.from(chi.re.subarray(i * n, (i + 1) * n), (x) => x / sites),
  );
  const document = {
    sites,
    ensemble,
    lagrange: named(members!, state.lagrange),
    rates,
    forces,
    susceptibility,
    observables: values(observables, (o) => found.observe(o, state)),
    residual: 0,
    iterations: 0,
  };
  if (output.json) {
    output.document(document);
    return;
  }
  output.line(`${ensemble} on a ring of ${sites}: per site, with ε_ph² taken out`);
  output.line(`  ${'charge'.padEnd(16)}${'λ'.padStart(18)}${'d⟨C⟩/dt'.padStart(18)}${'F = dλ/dt'.padStart(18)}`);
  for (const { name } of members!)
    output.line(
      `  ${name.padEnd(16)}${numberText(document.lagrange[name]!).padStart(18)}${numberText(rates[name]!).padStart(18)}${numberText(forces[name]!).padStart(18)}`,
    );
  output.line('susceptibility');
  for (const row of susceptibility) output.line(`  ${row.map((x) => numberText(x).padStart(18)).join('')}`);
}
