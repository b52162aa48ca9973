import type { DrivenChain, Member } from '../chain/index.js';
import { type NumericOperator, numericOperator } from '../ring/index.js';
import type { EnsembleItem } from '../ensembles/index.js';
import { canonicalName } from '../language/index.js';
import { editDistance } from '../meaning/index.js';
import { type ChainStatement, chargeResolversOf, drivenChain, realNumber, resolversOf } from '../models/index.js';
import {
  type RunnableProgram,
  type ProgramRun,
  type Session,
  hamiltonianOfDriven,
  noteIdleSettings,
} from '../session/index.js';
import { isHermitian, operatorRange } from '../spin/index.js';
import { type Diagnostic, type ExitCode, DiagnosticError, readWithin, refuse } from '../text/index.js';
import { chainOperator } from './chain-operator.js';
import { type EnsembleText, ensembleItems } from './ensemble-list.js';
import type { Observable } from './observable.js';
import { type OptionPart, decimal, optionParts } from './option-values.js';
import { type Listener, hearing } from './report.js';
import type { Scan } from './scan.js';
import { type SteadyQuestion, eachOnce } from './steady-question.js';

/** A list of charges, and the number of charges to be discovered after it. */
export interface EnsembleList {
  readonly text: string;
  readonly items: readonly EnsembleItem[];
  readonly discovered: number;
}

/** A list whose charges are refused, as one that is not known, with the reason. */
export interface RefusedList {
  readonly text: string;
  readonly refused: Diagnostic;
}

/** Charges to be added one at a time, as they are typed, or the reason why they are refused. */
export type Candidate = { readonly text: string; readonly items: readonly EnsembleItem[] } | RefusedList;

/** The task that a program and the options define at one set of parameters. */
export interface SteadyTask {
  readonly chain: DrivenChain;
  /** the operators of an ensemble that consists of named operators only */
  readonly members: readonly Member[] | undefined;
  readonly list?: EnsembleList;
  readonly compare?: readonly (EnsembleList | RefusedList)[];
  readonly candidates?: readonly Candidate[];
  readonly resolvers: readonly NumericOperator[];
  readonly observables: readonly Observable[];
  /** ε_ph², the unit of rates and forces */
  readonly unit: number;
  /** λ of --at in the order of these charges; refuses names that are not among them */
  readonly point: ((charges: readonly { readonly name: string }[]) => Float64Array) | undefined;
  readonly code: ExitCode;
}

/**
 * The task of a program at one set of parameters, or its errors.
 *
 * @param set       settings that replace those of the question, at a point of a scan
 * @param listener  receives the notes and the failing claims of the program
 */
export function taskOf(
  question: SteadyQuestion,
  program: RunnableProgram,
  set: readonly string[],
  listener: Listener,
): SteadyTask | { readonly errors: readonly Diagnostic[] } {
  const { sites, ensemble, scan } = question;
  const { session, run } = program(set, hearing(listener));
  if (run.errors.length > 0) return { errors: run.errors };
  checkCells(sites, session);
  const stated = run.said.models.filter((m): m is Extract<typeof m, ChainStatement> => m.role !== 'gas');
  const statements = withHamiltonian(stated, run, (note) => listener.note(note));
  if (stated.length < run.said.models.length)
    refuse('gas-in-chain', 'the script describes a gas, not a chain', {
      hint: 'spinlaw gas reads it',
      hintInCells: 'as in :gas 1',
    });
  const unit = strengthOf(session);
  const chain = drivenChain(statements, sites);
  const hamiltonian = statements.find((s) => s.role === 'hamiltonian')!.operator;
  const listed = ({ text, parts, discovered }: EnsembleText): EnsembleList => ({
    text,
    items: ensembleItems(parts, session, hamiltonian),
    discovered,
  });
  const list = ensemble === 'exact' ? undefined : listed(ensemble);
  const members = list && operatorsOnly(list);
  const resolvers = (): NumericOperator[] => {
    // Populations are those of the eigenstates of C_3 and J_S; levels that no charge resolves keep their coherences.
    if (question.populations || ((question.compare ?? list) !== undefined && !members))
      return chargeResolversOf(hamiltonian);
    // Diagonal elements depend on the basis in degenerate levels.
    const needsBasis =
      members?.some((m) => m.conservedPart) === true || (question.observe ?? '').includes('conserved(');
    return needsBasis ? resolversOf(hamiltonian) : [];
  };
  const observables = observablesOf(question, session);
  const fixed = observables.filter((o) => o.sites !== sites).map((o) => o.name);
  if (sites > 1 && fixed.length > 0) {
    const one = fixed.length === 1;
    listener.note(
      `${fixed.join(', ')} ${one ? 'stands' : 'stand'} on fixed sites: ` +
        `${one ? 'its expectation value is' : 'their expectation values are'} not divided by ${sites}`,
    );
  }
  const { at } = question;
  if (at !== undefined && list!.discovered > 0)
    refuse('at-discovered', 'charges are discovered from a steady state, and --at has none', {
      hint: `leave out +${list!.discovered}`,
    });
  const point = at === undefined ? undefined : (charges: readonly { readonly name: string }[]) => pointOf(at, charges);
  // With names alone a mistake is found before any work.
  if (members) point?.(members);
  if (scan) checkScanned(session, scan);
  noteIdleSettings(session, listener);
  return {
    chain,
    members,
    resolvers: resolvers(),
    observables,
    unit,
    point,
    ...(list && { list }),
    ...(question.compare && { compare: question.compare.map((text) => orRefused(text.text, () => listed(text))) }),
    ...(question.rank && {
      candidates: question.rank.parts.map((part) =>
        orRefused(part.text, () => ({ text: part.text, items: ensembleItems([part], session, hamiltonian) })),
      ),
    }),
    code: run.claimsHold ? 0 : 1,
  };
}

/** The charges of a list, or the reason why it is refused: other lists have their answers all the same. */
function orRefused<T>(text: string, read: () => T): T | RefusedList {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.diagnostic.code === 'interrupted') throw error;
    return { text, refused: error.diagnostic };
  }
}

/** @diagnostic `odd-ring` for a ring that does not consist of whole cells */
function checkCells(sites: number, { environment: { legs } }: Session): void {
  if (sites % legs.length === 0) return;
  refuse('odd-ring', `a ring of ${sites} spins does not consist of cells of ${legs.length}`, {
    hint: `--ring counts spins: take a multiple of ${legs.length}`,
  });
}

/** ε_ph² of the script, 1 if it has no such parameter. Zero is refused, since there would be no scale for the drive. */
function strengthOf({ environment }: Session): number {
  // A value that was set but that the script does not use has no meaning.
  const value = environment.idleOverrides().includes('eps_ph') ? undefined : environment.lookup('eps_ph');
  if (value?.kind !== 'scalar') return 1;
  const strength = realNumber(value.scalar, 'eps_ph');
  if (strength === 0)
    refuse('no-bath', 'ε_ph = 0: without the bath only the drive is left, and there is no ratio of the two', {
      hint: 'only (ε_d/ε_ph)² matters: set eps_ph=1 and change eps_d',
    });
  return strength * strength;
}

/** Refuses a scan over a parameter that the script does not have, since all points would be the same. */
function checkScanned({ environment }: Session, { name, span }: Scan): void {
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

/** The operators of a list that holds nothing else; undefined for lists with families or discovered charges. */
function operatorsOnly({ items, discovered }: EnsembleList): readonly Member[] | undefined {
  if (discovered > 0) return undefined;
  const members = items.flatMap((i) => (i.kind === 'operator' ? [i.member] : []));
  return members.length === items.length ? members : undefined;
}

/** The operators that `--observe` names, or every operator of the program. */
function observablesOf({ observe, sites }: SteadyQuestion, session: Session): Observable[] {
  if (observe === undefined) return everything(session, sites);
  const parts = optionParts('--observe', observe, 'H0,JH').map(onOneLine);
  return eachOnce(parts, 'observable-twice', '--observe').map((part) => observableOf(part, session, sites));
}

/** The name of a column, without comments, tabs and line breaks. */
function onOneLine({ text, span }: OptionPart): OptionPart {
  return {
    text: text
      .replaceAll(/#[^\n]*/gu, ' ')
      .replaceAll(/\s+/gu, ' ')
      .trim(),
    span,
  };
}

function observableOf({ text, span }: OptionPart, session: Session, sites: number): Observable {
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

/** `C1=0.1,C2=1` as λ in the order of the ensemble; charges that are not named have λ = 0. */
function pointOf(text: string, members: readonly { readonly name: string }[]): Float64Array {
  const point = new Float64Array(members.length);
  const given = new Set<number>();
  for (const part of optionParts('--at', text, 'C1=0.1,C2=1')) {
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

/** The statements of a model, with the only Hamiltonian of the program added if no statement names it. */
function withHamiltonian(
  stated: readonly ChainStatement[],
  { said, span }: ProgramRun,
  note: (text: string) => void,
): readonly ChainStatement[] {
  if (stated.some((s) => s.role === 'hamiltonian')) return stated;
  const found = hamiltonianOfDriven(said);
  if (!found) return stated;
  for (const text of found.notes) note(text);
  if (!isHermitian(found.operator)) refuse('not-hermitian', 'the hamiltonian is not Hermitian', { hint: 'add + h.c.' });
  return [{ role: 'hamiltonian', operator: found.operator, settings: new Map(), everywhere: false, span }, ...stated];
}
