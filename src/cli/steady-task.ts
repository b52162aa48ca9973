import { type DrivenChain, type Member } from '../chain/index.js';
import { type NumericOperator, checkRingSize, numericOperator } from '../ring/index.js';
import { canonicalName } from '../language/index.js';
import {
  type ChainStatement,
  drivenChain,
  editDistance,
  realNumber,
  resolversOf,
  thirdChargeOf,
} from '../meaning/index.js';
import { type Outcome, type Said, type Session, hamiltonianOfDriven, saidBy } from '../session/index.js';
import { type Observable, type Part, type Scan, chainOperator, decimal, optionSpan, partsOf } from '../report/index.js';
import { isHermitian, operatorRange } from '../spin/index.js';
import { type Diagnostic, DiagnosticError, type Source, type Span, readWithin, refuse } from '../text/index.js';
import { newSession, writeClaim, writeIdleSettings, writeNotes } from './eval.js';
import type { CommonOptions } from './options.js';
import { type ExitCode, type Output, worse } from './output.js';

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

/** What a program and the options ask for, at one set of parameters. */
export interface Task {
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
/** @diagnostic `missing-ring`, `bad-sites`, `ring-size` */
export function ringOf({ ring }: SteadyOptions): number {
  if (ring === undefined) refuse('missing-ring', 'the number of sites is missing', { hint: 'as in --ring 8' });
  if (!/^[0-9]+$/u.test(ring))
    refuse('bad-sites', `"${ring}" is not a number of sites`, {
      span: optionSpan('--ring', ring),
      hint: 'as in --ring 8',
    });
  checkRingSize(Number(ring));
  return Number(ring);
}

/** `exact`, or the names of a truncated ensemble. */
export function ensembleOf({ ensemble = 'exact' }: SteadyOptions): 'exact' | readonly Part[] {
  const text = ensemble.trim();
  if (text === 'exact') return 'exact';
  const list = /^gge:(.*)$/su.exec(text)?.[1];
  if (list === undefined)
    refuse('bad-ensemble', `there is no ensemble "${text}"`, {
      span: optionSpan('--ensemble', ensemble),
      expected: ['exact', 'gge:C1,C2,…'],
    });
  if (list.trim() === '')
    refuse('no-charges', 'the ensemble names no conserved quantity', {
      span: optionSpan('--ensemble', ensemble),
      hint: 'as in --ensemble gge:C1,C2,C3',
    });
  return once(
    partsOf('--ensemble', ensemble, 'gge:C1,C2,C3', ensemble.indexOf(':') + 1),
    'charge-twice',
    'the ensemble',
  );
}

/** Refuses a name that stands twice in a list. */
export function once(parts: readonly Part[], code: string, where: string): readonly Part[] {
  for (const [k, { text, span }] of parts.entries()) {
    if (parts.findIndex((p) => p.text === text) < k)
      refuse(code, `${text} stands twice in ${where}`, { span, hint: `leave one ${text} out` });
  }
  return parts;
}

/** What is asked on the command line, whatever the parameters. */
export interface Asked {
  readonly source: Source;
  readonly sites: number;
  readonly kind: 'exact' | readonly Part[];
  readonly options: SteadyOptions;
}

/**
 * The script at one set of parameters, or what is wrong with it. Notes and claims of the script are written where it is
 * not quiet.
 */
export function taskOf(
  { source, sites, kind, options }: Asked,
  set: readonly string[],
  scan: Scan | undefined,
  output: Output,
  quiet: boolean,
): Task | { errors: Diagnostic[] } {
  const session = newSession({ ...options, set });
  const errors: Diagnostic[] = [];
  const outcomes: Outcome[] = [];
  let code: ExitCode = 0;
  for (const outcome of session.run(source)) {
    outcomes.push(outcome);
    if (!quiet) writeNotes(outcome, output);
    if (outcome.kind === 'error') errors.push(outcome.diagnostic);
    if (outcome.kind === 'claim' && !quiet) code = worse(code, writeClaim(outcome.claim, output));
  }
  if (errors.length > 0) return { errors };
  const stated = session.models.filter((m): m is Extract<typeof m, ChainStatement> => m.role !== 'gas');
  const statements = withHamiltonian(stated, saidBy(outcomes), source, (note) => !quiet && output.note(note));
  if (stated.length < session.models.length)
    refuse('gas-in-chain', 'the script describes a gas, not a chain', { hint: 'spinlaw gas reads it' });
  const unit = strengthOf(session);
  const chain = drivenChain(statements, sites);
  const members = kind === 'exact' ? undefined : kind.map((part) => memberOf(part, session));
  const hamiltonian = statements.find((s) => s.role === 'hamiltonian')!.operator;
  const resolvers = (): NumericOperator[] => {
    // Populations are those of the eigenstates of C_3; what it leaves degenerate keeps its coherences.
    if (options.populations === true) return [thirdChargeOf(hamiltonian)].filter((c) => c !== undefined);
    // Diagonals depend on the basis of degenerate levels.
    const needsBasis = members?.some((m) => m.conservedPart) === true || (options.observe ?? '').includes('conserved(');
    return needsBasis ? resolversOf(hamiltonian) : [];
  };
  const observables =
    options.observe === undefined
      ? everything(session, sites)
      : once(partsOf('--observe', options.observe, 'H0,JH').map(onOneLine), 'observable-twice', '--observe').map(
          (part) => observableOf(part, session, sites),
        );
  const fixed = observables.filter((o) => o.sites !== sites).map((o) => o.name);
  if (!quiet && sites > 1 && fixed.length > 0) {
    output.note(
      `${fixed.join(', ')} ${fixed.length === 1 ? 'stands' : 'stand'} on fixed sites: ${fixed.length === 1 ? 'its expectation value is' : 'their expectation values are'} not divided by ${sites}`,
    );
  }
  const point = options.at === undefined ? undefined : pointOf(options.at, members!);
  if (scan) checkScanned(session, scan);
  if (!quiet) writeIdleSettings(session, output);
  return { chain, members, resolvers: resolvers(), observables, unit, point, code };
}

/** ε_ph² of the script: 1 where it has no such parameter; zero leaves nothing to compare the drive with. */
function strengthOf({ environment }: Session): number {
  // A value that was set and that the script does not ask for says nothing about it.
  const value = environment.idleOverrides().includes('eps_ph') ? undefined : environment.lookup('eps_ph');
  if (value?.kind !== 'scalar') return 1;
  const strength = realNumber(value.scalar, 'eps_ph');
  if (strength === 0)
    refuse('no-bath', 'ε_ph = 0: without the bath only the drive is left, and there is no ratio of the two', {
      hint: 'only (ε_d/ε_ph)² matters: set eps_ph=1 and change eps_d',
    });
  return strength * strength;
}

/** A scan over what the script does not have would give the same point again and again. */
function checkScanned({ environment }: Session, { name, span }: { name: string; span: Span }): void {
  if (!environment.idleOverrides().includes(canonicalName(name))) return;
  const known = environment.parameterNames();
  const near = known.find((k) => k.length > 1 && editDistance(k, name) <= 1);
  refuse('unknown-parameter', `the script has no parameter ${name}`, {
    span,
    hint:
      near !== undefined
        ? `did you mean ${near}?`
        : known.length > 0
          ? `there are ${known.join(', ')}`
          : 'use the parameter in the script: hamiltonian … - B sum_j Sz_j',
  });
}

function memberOf({ text, span }: Part, session: Session): Member {
  const read = (start: number, end: number): NumericOperator =>
    readWithin({ ...span, start: span.start + start, end: span.start + end }, (source) =>
      numericOperator(chainOperator(source, session).operator),
    );
  if (/^conserved\(.*\)$/su.test(text))
    return { name: text, operator: read('conserved('.length, text.length - 1), conservedPart: true };
  // JSc of the paper: the conserved part of JS, unless the script says what JSc is.
  const stem = /^(.+)c$/u.exec(text)?.[1];
  const { environment } = session;
  const conservedPart =
    stem !== undefined &&
    environment.lookup(text) === undefined &&
    environment.density(text) === undefined &&
    environment.isOperator(stem);
  return { name: text, operator: read(0, conservedPart ? stem.length : text.length), conservedPart };
}

/** The name of a column: without comments, tabs and ends of lines. */
function onOneLine({ text, span }: Part): Part {
  return {
    text: text
      .replaceAll(/#[^\n]*/gu, ' ')
      .replaceAll(/\s+/gu, ' ')
      .trim(),
    span,
  };
}

function observableOf({ text, span }: Part, session: Session, sites: number): Observable {
  return readWithin(span, (source) => {
    const { operator, fixed } = chainOperator(source, session);
    return { name: text, operator: numericOperator(operator), sites: fixed ? 1 : sites };
  });
}

/** Every operator of the script that can be observed on this ring. */
function everything(session: Session, sites: number): Observable[] {
  return session.environment.definitions().flatMap(({ name }): Observable[] => {
    try {
      const { operator, fixed } = chainOperator({ name, text: name }, session);
      const numeric = numericOperator(operator);
      return operatorRange(operator) > sites ? [] : [{ name, operator: numeric, sites: fixed ? 1 : sites }];
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
    if (at < 0 || value === undefined)
      return refuse('bad-point', `"${part.text}" is not charge=number`, { span, hint: 'as in --at C1=0.1,C2=1' });
    const index = members.findIndex((m) => m.name === name);
    if (index < 0)
      refuse('unknown-charge', `${name} is no charge of the ensemble`, { span, expected: members.map((m) => m.name) });
    if (given.has(index))
      refuse('charge-twice', `${name} stands twice in --at`, { span, hint: `give one value for ${name}` });
    given.add(index);
    point[index] = value;
  }
  return point;
}

/** The statements of a model with its Hamiltonian, where no statement names it but the program has only one. */
function withHamiltonian(
  stated: readonly ChainStatement[],
  said: Said,
  source: Source,
  note: (text: string) => void,
): readonly ChainStatement[] {
  if (stated.some((s) => s.role === 'hamiltonian')) return stated;
  const found = hamiltonianOfDriven(said);
  if (!found) return stated;
  for (const text of found.notes) note(text);
  if (!isHermitian(found.operator)) refuse('not-hermitian', 'the hamiltonian is not Hermitian', { hint: 'add + h.c.' });
  return [
    {
      role: 'hamiltonian',
      operator: found.operator,
      settings: new Map(),
      everywhere: false,
      span: { source, start: 0, end: source.text.length },
    },
    ...stated,
  ];
}
