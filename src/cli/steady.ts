import { ChainStudy, type DrivenChain, type Ensemble, type Member, type NumericOperator, checkRingSize, memoryText, numericOperator } from '../chain/index.js';
import { canonicalName, parseExpression } from '../language/index.js';
import { type ChainStatement, asOperator, describe, drivenChain, editDistance, evaluate, newReport, realNumber, resolversOf, topScope } from '../meaning/index.js';
import { ready } from '../numeric/index.js';
import type { Session } from '../session/index.js';
import { type Operator, isHermitian, operatorRange, sumOverChain } from '../spin/index.js';
import { type Diagnostic, DiagnosticError, type Source, type Span, errorDocument, limit, readWithin, refuse } from '../text/index.js';
import { newSession, onlyInput, writeClaim, writeIdleSettings, writeNotes } from './eval.js';
import type { CommonOptions } from './options.js';
import { type Observable, numberText, values } from './observed.js';
import { type ExitCode, type Output, exitCodeOf, worse } from './output.js';
import { progressBar } from './progress.js';
import { writeFinite } from './steady-finite.js';
import { type Part, decimal, numberList, optionSpan, partsOf } from './values.js';

export interface SteadyOptions extends CommonOptions {
  readonly ring?: string;
  readonly ensemble?: string;
  readonly observe?: string;
  readonly at?: string;
  readonly populations?: boolean;
  readonly scan?: string;
  readonly evolve?: string;
  readonly finite?: string;
}

interface Point {
  readonly observables: Record<string, number>;
  readonly lagrange?: Record<string, number>;
  /** rates of return to a truncated ensemble, ε_ph² taken out: stable when all real parts are negative */
  readonly stability?: readonly { readonly re: number; readonly im: number }[];
  readonly residual: number;
  readonly iterations: number;
}

/** What a program and the options ask for, at one set of parameters. */
interface Task {
  readonly chain: DrivenChain;
  readonly members: readonly Member[] | undefined;
  readonly resolvers: readonly NumericOperator[];
  readonly observables: readonly Observable[];
  /** ε_ph², which is taken out of rates and forces */
  readonly unit: number;
  /** λ of --at */
  readonly point: Float64Array | undefined;
  readonly code: ExitCode;
}

export async function steadyCommand(operands: readonly string[], options: SteadyOptions, output: Output): Promise<ExitCode> {
  const sites = ringOf(options);
  const kind = ensembleOf(options);
  if (options.populations && kind !== 'exact') refuse('populations-of-ensemble', '--populations goes with the exact state', { hint: 'leave out --populations or --ensemble' });
  if (options.at !== undefined && kind === 'exact') refuse('at-without-ensemble', '--at goes with a truncated ensemble', { hint: 'as in --ensemble gge:C1,C2 --at C1=0.1,C2=1' });
  const source = onlyInput(operands, 'the script');
  await ready();
  const bar = progressBar();
  const study = new ChainStudy({
    onProgress: (what, fraction) => {
      const text = bar(what, fraction);
      if (text !== undefined) output.progress(text);
    },
  });
  const scan = options.scan === undefined ? undefined : scanOf(options.scan);
  if (scan && options.at !== undefined) refuse('scan-at', '--scan and --at do not go together');
  const times = options.evolve === undefined ? undefined : timesOf(options.evolve);
  if (times && options.at === undefined) refuse('evolve-without-start', '--evolve needs the Lagrange parameters to start from', { hint: 'as in --at C1=0,C2=1 --evolve 0,1,10' });
  const strengths = options.finite === undefined ? undefined : strengthsOf(options.finite);
  if (strengths && (kind !== 'exact' || scan || options.populations)) refuse('finite-of-limit', '--finite goes with none of --ensemble, --populations and --scan', { span: optionSpan('--finite', options.finite!), hint: 'it is the state of the whole Liouvillian, at one set of parameters' });
  const ensemble = kind === 'exact' ? (options.populations ? 'exact, populations only' : 'exact') : `gge:${kind.map((p) => p.text).join(',')}`;
  const head = { sites, ensemble, ...(options.populations && { populationsOnly: true, approximation: 'coherences between degenerate states are left out' }) };
  let code: ExitCode = 0;
  const points: (Point & { at: number })[] = [];
  let shown = false;
  for (const value of scan?.values ?? [undefined]) {
    const set = value === undefined ? options.set : [...options.set, `${scan!.name}=${value}`];
    const session = newSession({ ...options, set });
    const task = taskOf(session, source, sites, kind, options, scan, output, shown);
    if ('errors' in task) return writeErrors(task.errors, output);
    code = worse(code, task.code);
    if (strengths) {
      writeFinite(task.chain, task.observables, strengths, output);
      return code;
    }
    if (!shown) announce(study, task, output, options.populations ?? false);
    shown = true;
    if (times) {
      writeEvolution(study, task, sites, ensemble, times, output);
      return code;
    }
    if (task.point) {
      writeForces(study, task, sites, ensemble, output);
      return code;
    }
    const point = solve(study, task, options.populations ?? false, output);
    if (!scan) {
      writePoint({ ...head, ...point }, output);
      return code;
    }
    points.push({ at: Number(value), ...point });
    if (!output.json) writeRow(scan.name, points, output);
  }
  if (output.json) output.document({ ...head, scan: scan!.name, points: points.map(({ at, ...p }) => ({ [scan!.name]: at, ...p })) });
  return code;
}

function ringOf({ ring }: SteadyOptions): number {
  if (ring === undefined) refuse('missing-ring', 'the number of sites is missing', { hint: 'as in --ring 8' });
  if (!/^[0-9]+$/u.test(ring)) refuse('bad-sites', `"${ring}" is not a number of sites`, { span: optionSpan('--ring', ring), hint: 'as in --ring 8' });
  checkRingSize(Number(ring));
  return Number(ring);
}

/** `exact`, or the names of a truncated ensemble. */
function ensembleOf({ ensemble = 'exact' }: SteadyOptions): 'exact' | readonly Part[] {
  const text = ensemble.trim();
  if (text === 'exact') return 'exact';
  const list = /^gge:(.*)$/su.exec(text)?.[1];
  if (list === undefined) refuse('bad-ensemble', `there is no ensemble "${text}"`, { span: optionSpan('--ensemble', ensemble), expected: ['exact', 'gge:C1,C2,…'] });
  if (list.trim() === '') refuse('no-charges', 'the ensemble names no conserved quantity', { span: optionSpan('--ensemble', ensemble), hint: 'as in --ensemble gge:C1,C2,C3' });
  return once(partsOf('--ensemble', ensemble, 'gge:C1,C2,C3', ensemble.indexOf(':') + 1), 'charge-twice', 'the ensemble');
}

/** Refuses a name that stands twice in a list. */
function once(parts: readonly Part[], code: string, where: string): readonly Part[] {
  for (const [k, { text, span }] of parts.entries()) {
    if (parts.findIndex((p) => p.text === text) < k) refuse(code, `${text} stands twice in ${where}`, { span, hint: `leave one ${text} out` });
  }
  return parts;
}

/** Most points of a scan. */
const mostPoints = 10_000;

/** `B=-5:5:0.5` (from, to, step) or `eps_d=0,0.5,1`. */
function scanOf(text: string): { name: string; span: Span; values: string[] } {
  const hint = 'as in --scan B=-5:5:0.5 or --scan eps_d=0,0.5,1';
  const bad = (why: string, start = 0, end = text.length): never => refuse('bad-scan', why, { span: optionSpan('--scan', text, start, end), hint });
  const at = text.indexOf('=');
  const name = text.slice(0, at).trim();
  if (at < 0 || name === '' || text.slice(at + 1).trim() === '') return bad(`"${text}" is no scan`);
  const span = optionSpan('--scan', text, text.indexOf(name), text.indexOf(name) + name.length);
  const pieces = text.slice(at + 1).split(text.includes(':') ? ':' : ',');
  if (pieces.length > mostPoints) limit('bad-scan', `a scan has at most ${mostPoints} points, this one has ${pieces.length}`);
  let start = at + 1;
  const numbers = pieces.map((piece) => {
    const from = start;
    start += piece.length + 1;
    return decimal(piece.trim()) ?? bad(`"${piece.trim()}" is not a finite number`, Math.min(from, text.length - 1), from + piece.length);
  });
  if (!text.includes(':')) return { name, span, values: numbers.map(String) };
  const [first, last, step] = numbers;
  if (numbers.length !== 3) return bad('a range is from:to:step', at + 1);
  if (step === 0) return bad('a step of 0 leads nowhere', text.lastIndexOf(':') + 1, text.length);
  if ((last! - first!) / step! < 0) return bad(`a step of ${step} does not lead from ${first} to ${last}`, text.lastIndexOf(':') + 1, text.length);
  const count = Math.floor((last! - first!) / step! + 1e-9) + 1;
  if (count > mostPoints) limit('bad-scan', `a scan has at most ${mostPoints} points, this one has ${count}`, { span: optionSpan('--scan', text), hint: 'take a larger step' });
  return { name, span, values: Array.from({ length: count }, (_, i) => String(Number((first! + i * step!).toPrecision(12)))) };
}

/** `0,1,10`: times from 0 on, ascending, in units of 1/ε_ph². */
function timesOf(text: string): number[] {
  const times = numberList('--evolve', text, '0,1,10');
  const wrong = times.findIndex((t, i) => t < (times[i - 1] ?? 0));
  if (wrong >= 0) refuse('bad-times', `the time ${times[wrong]} comes ${wrong === 0 ? 'before the start' : `after ${times[wrong - 1]}`}`, { span: optionSpan('--evolve', text), hint: 'ascending from 0, as in --evolve 0,1,10' });
  return times;
}

/** `1,0.1,0.01`: strengths of what is of second order. */
function strengthsOf(text: string): number[] {
  const found = numberList('--finite', text, '1,0.1,0.01');
  if (found.some((x) => x <= 0)) refuse('option-value', 'a strength is a positive number', { span: optionSpan('--finite', text), hint: 'as in --finite 1,0.1,0.01' });
  return found;
}

function writeErrors(errors: readonly Diagnostic[], output: Output): ExitCode {
  if (output.json) output.document({ error: errorDocument(errors[0]!), errors: errors.map(errorDocument) });
  else for (const diagnostic of errors) output.diagnostic(diagnostic);
  return errors.map(exitCodeOf).reduce(worse, 0);
}

function taskOf(session: Session, source: Source, sites: number, kind: 'exact' | readonly Part[], options: SteadyOptions, scan: ReturnType<typeof scanOf> | undefined, output: Output, quiet: boolean): Task | { errors: Diagnostic[] } {
  const errors: Diagnostic[] = [];
  let code: ExitCode = 0;
  for (const outcome of session.run(source)) {
    if (!quiet) writeNotes(outcome, output);
    if (outcome.kind === 'error') errors.push(outcome.diagnostic);
    if (outcome.kind === 'claim' && !quiet) code = worse(code, writeClaim(outcome.claim, output));
  }
  if (errors.length > 0) return { errors };
  const statements = session.models.filter((m): m is Extract<typeof m, ChainStatement> => m.role !== 'gas');
  if (statements.length < session.models.length) refuse('gas-in-chain', 'the script describes a gas, not a chain', { hint: 'spinlaw gas reads it' });
  const unit = strengthOf(session);
  const chain = drivenChain(statements, sites);
  const members = kind === 'exact' ? undefined : kind.map((part) => memberOf(part, session));
  const hamiltonian = statements.find((s) => s.role === 'hamiltonian')!.operator;
  // Populations, and diagonals, depend on the basis of degenerate levels.
  const needsResolvers = options.populations === true || members?.some((m) => m.conservedPart) === true || (options.observe ?? '').includes('conserved(');
  const observables = options.observe === undefined ? everything(session, sites) : once(partsOf('--observe', options.observe, 'H0,JH'), 'observable-twice', '--observe').map((part) => observableOf(part, session, sites, output));
  const point = options.at === undefined ? undefined : pointOf(options.at, members!);
  if (scan) checkScanned(session, scan);
  if (!quiet) writeIdleSettings(session, output);
  return { chain, members, resolvers: needsResolvers ? resolversOf(hamiltonian) : [], observables, unit, point, code };
}

/** ε_ph² of the script: 1 where it has no such parameter; zero leaves nothing to compare the drive with. */
function strengthOf({ environment }: Session): number {
  // A value that was set and that the script does not ask for says nothing about it.
  const value = environment.idleOverrides().includes('eps_ph') ? undefined : environment.lookup('eps_ph');
  if (value?.kind !== 'scalar') return 1;
  const strength = realNumber(value.scalar, 'eps_ph');
  if (strength === 0) refuse('no-bath', 'ε_ph = 0: without the bath only the drive is left, and there is no ratio of the two', { hint: 'only (ε_d/ε_ph)² matters: set eps_ph=1 and change eps_d' });
  return strength * strength;
}

/** A scan over what the script does not have would give the same point again and again. */
function checkScanned({ environment }: Session, { name, span }: { name: string; span: Span }): void {
  if (!environment.idleOverrides().includes(canonicalName(name))) return;
  const known = environment.parameterNames();
  const near = known.find((k) => k.length > 1 && editDistance(k, name) <= 1);
  refuse('unknown-parameter', `the script has no parameter ${name}`, {
    span,
    hint: near !== undefined ? `did you mean ${near}?` : known.length > 0 ? `there are ${known.join(', ')}` : 'use the parameter in the script: hamiltonian … - B sum_j Sz_j',
  });
}

/** The operator of an expression. */
function operatorIn(source: Source, session: Session): { operator: Operator; fixed: boolean } {
  const text = source.text.trim();
  const node = parseExpression(source);
  const value = evaluate(node, topScope(session.environment, newReport()));
  const operator = asOperator(value);
  if (!operator || value.kind === 'scalar') refuse('not-an-operator', `${describe(value)} is no operator`, { span: node.span });
  const fixed = value.kind === 'operator' && value.fixed;
  const isDensity = value.kind === 'operator' && value.free && !fixed && operator.terms.every((t) => t.place === 'local');
  const summed = isDensity ? sumOverChain(operator) : operator;
  if (operator.terms.some((t) => t.marker !== undefined)) refuse('bath-displacement', `${text} carries a bath displacement`, { span: node.span, hint: 'observables and charges are operators of the spins alone' });
  if (!isHermitian(summed)) refuse('not-hermitian', `${text} is not Hermitian`, { span: node.span, hint: 'add + h.c.' });
  return { operator: summed, fixed };
}

function memberOf({ text, span }: Part, session: Session): Member {
  const read = (start: number, end: number): NumericOperator =>
    readWithin({ ...span, start: span.start + start, end: span.start + end }, (source) => numericOperator(operatorIn(source, session).operator));
  if (/^conserved\(.*\)$/su.test(text)) return { name: text, operator: read('conserved('.length, text.length - 1), conservedPart: true };
  // JSc of the paper: the conserved part of JS, unless the script says what JSc is.
  const stem = /^(.+)c$/u.exec(text)?.[1];
  const { environment } = session;
  const conservedPart = stem !== undefined && environment.lookup(text) === undefined && environment.density(text) === undefined && environment.isOperator(stem);
  return { name: text, operator: read(0, conservedPart ? stem.length : text.length), conservedPart };
}

function observableOf({ text, span }: Part, session: Session, sites: number, output: Output): Observable {
  return readWithin(span, (source) => {
    const { operator, fixed } = operatorIn(source, session);
    if (fixed) output.note(`${text} stands on fixed sites: its expectation value is not divided by ${sites}`);
    return { name: text, operator: numericOperator(operator), sites: fixed ? 1 : sites };
  });
}

/** Every operator of the script that can be observed on this ring. */
function everything(session: Session, sites: number): Observable[] {
  return session.environment.definitions().flatMap(({ name }): Observable[] => {
    try {
      const { operator, fixed } = operatorIn({ name, text: name }, session);
      const numeric = numericOperator(operator);
      return fixed || operatorRange(operator) > sites ? [] : [{ name, operator: numeric, sites }];
    } catch (error) {
      if (error instanceof DiagnosticError) return [];
      throw error;
    }
  });
}

/** `C1=0.1,C2=1` as λ in the order of the ensemble; what is not named is 0. */
function pointOf(text: string, members: readonly Member[]): Float64Array {
  const point = new Float64Array(members.length);
  const given = new Set<number>();
  for (const part of partsOf('--at', text, 'C1=0.1,C2=1')) {
    const { span } = part;
    const at = part.text.lastIndexOf('=');
    const name = part.text.slice(0, at).trim();
    const value = decimal(part.text.slice(at + 1).trim());
    if (at < 0 || value === undefined) return refuse('bad-point', `"${part.text}" is not charge=number`, { span, hint: 'as in --at C1=0.1,C2=1' });
    const index = members.findIndex((m) => m.name === name);
    if (index < 0) refuse('unknown-charge', `${name} is no charge of the ensemble`, { span, expected: members.map((m) => m.name) });
    if (given.has(index)) refuse('charge-twice', `${name} stands twice in --at`, { span, hint: `give one value for ${name}` });
    given.add(index);
    point[index] = value;
  }
  return point;
}

/** Says before the work how much of it there is. */
function announce(study: ChainStudy, { chain, members }: Task, output: Output, populations: boolean): void {
  const basis = study.basis(chain);
  const largest = Math.max(...basis.sectors.map((s) => s.orbits.length));
  const sectors = `${basis.dimension} states in ${basis.sectors.length} sectors, the largest of ${largest}`;
  const bytes = members ? undefined : study.bytes(chain, populations);
  output.note(bytes === undefined ? sectors : `${sectors}; rates and factors take ${memoryText(bytes)}`);
}

function solve(study: ChainStudy, { chain, members, resolvers, observables, unit }: Task, populations: boolean, output: Output): Point {
  if (!members) {
    const state = study.exact(chain, populations, resolvers);
    if (state.traps > 1) output.note(`at temperature 0 the chain stays in whichever of ${state.traps} classes of levels it falls into: this is the limit of small temperatures, the ground state`);
    return { observables: values(observables, (o) => state.observe(o)), residual: state.residual, iterations: state.iterations };
  }
  const ensemble = study.ensemble(chain, members, resolvers);
  const { state, residual, iterations } = ensemble.solve();
  return {
    observables: values(observables, (o) => ensemble.observe(o, state)),
    lagrange: named(members, state.lagrange),
    stability: ensemble.ensemble.stability(state).map(({ re, im }) => ({ re: re / unit, im: im / unit })),
    residual,
    iterations,
  };
}

function named(members: readonly { readonly name: string }[], numbers: ArrayLike<number>): Record<string, number> {
  return Object.fromEntries(members.map(({ name }, i) => [name, numbers[i]!]));
}

function writePoint(point: Point & { sites: number; ensemble: string }, output: Output): void {
  if (output.json) {
    output.document(point);
    return;
  }
  output.line(`${point.ensemble} on a ring of ${point.sites}: per site`);
  const width = Math.max(1, ...Object.keys(point.observables).map((n) => n.length), ...Object.keys(point.lagrange ?? {}).map((n) => n.length + 2));
  for (const [name, value] of Object.entries(point.observables)) output.line(`  ${name.padEnd(width)}  ${numberText(value)}`);
  for (const [name, value] of Object.entries(point.lagrange ?? {})) output.line(`  ${`λ ${name}`.padEnd(width)}  ${numberText(value)}`);
  if (point.stability) {
    const [slowest] = point.stability;
    output.line(slowest!.re < 0 ? `stable: the slowest return has the rate ${numberText(-slowest!.re)} ε_ph²` : 'NOT stable: a small deviation grows');
  }
  output.line(`residual ${point.residual.toExponential(1)} after ${point.iterations} iterations`);
}

function writeRow(name: string, points: readonly (Point & { at: number })[], output: Output): void {
  const point = points.at(-1)!;
  const cells = (list: readonly string[]): string => list.map((c) => c.padStart(19)).join('');
  if (points.length === 1) output.line(cells([name, ...Object.keys(point.observables)]));
  output.line(cells([String(point.at), ...Object.values(point.observables).map(numberText)]));
}

/** dλ/dt = F after a quench, from the λ of --at. */
function writeEvolution(study: ChainStudy, { chain, members, resolvers, observables, unit, point }: Task, sites: number, ensemble: string, times: readonly number[], output: Output): void {
  const found = study.ensemble(chain, members!, resolvers);
  const states = found.ensemble.evolve(point!, times.map((t) => t / unit));
  const rows = states.map((state, i) => ({ time: times[i]!, lagrange: named(members!, state.lagrange), observables: values(observables, (o) => found.observe(o, state)) }));
  if (output.json) {
    output.document({ sites, ensemble, unit: 'times in 1/eps_ph^2', evolution: rows });
    return;
  }
  const cells = (list: readonly string[]): string => list.map((c) => c.padStart(18)).join('');
  output.line(cells(['time', ...members!.map((m) => `λ ${m.name}`), ...observables.map((o) => o.name)]));
  for (const { time, lagrange, observables: seen } of rows) output.line(cells([String(time), ...Object.values(lagrange).map(numberText), ...Object.values(seen).map(numberText)]));
}

function writeForces(study: ChainStudy, task: Task, sites: number, ensemble: string, output: Output): void {
  const { chain, members, resolvers, observables, unit, point } = task;
  const found: Ensemble = study.ensemble(chain, members!, resolvers);
  const state = found.ensemble.at(point!);
  const rates = named(members!, found.ensemble.rates(state).map((r) => r / sites / unit));
  const forces = named(members!, found.ensemble.forces(state).map((f) => f / unit));
  const chi = found.ensemble.susceptibility(state);
  const n = members!.length;
  const susceptibility = Array.from({ length: n }, (_, i) => Array.from(chi.re.subarray(i * n, (i + 1) * n), (x) => x / sites));
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
  for (const { name } of members!) output.line(`  ${name.padEnd(16)}${numberText(document.lagrange[name]!).padStart(18)}${numberText(rates[name]!).padStart(18)}${numberText(forces[name]!).padStart(18)}`);
  output.line('susceptibility');
  for (const row of susceptibility) output.line(`  ${row.map((x) => numberText(x).padStart(18)).join('')}`);
}

