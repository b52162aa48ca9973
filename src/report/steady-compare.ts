import type { ChainStudy } from '../chain/index.js';
import type { Anatomy } from '../ensembles/index.js';
import { DiagnosticError } from '../text/index.js';
import { type Distance, EnsembleStudy, listNotes, type SolvedList } from './ensemble-study.js';
import { named, shortList } from './observable.js';
import type { Listener } from './report.js';
import type { SteadyQuestion } from './steady-question.js';
import type { EnsembleList, SteadyTask } from './steady-task.js';

/** One ensemble of a comparison. */
export interface ComparedEnsemble extends Partial<Distance> {
  readonly ensemble: string;
  /** number of independent charges */
  readonly charges: number;
  readonly dependent: readonly string[];
  readonly observables: Readonly<Record<string, number>>;
  readonly lagrange: Readonly<Record<string, number>>;
  readonly moved: readonly number[];
  /** ⟨X⟩/⟨X⟩_exact − 1, where the exact value is not zero */
  readonly errors?: Readonly<Record<string, number>>;
  readonly anatomy?: readonly AnatomyDocument[];
  readonly ranking?: readonly RankedDocument[];
  readonly residual: number;
}

/** The anatomy of one charge, with shares by range and those of products, and even shares. */
export interface AnatomyDocument {
  readonly charge: string;
  readonly std: number;
  readonly range: Readonly<Record<number, number>>;
  readonly products: number;
  readonly parity: { readonly spinFlip?: number; readonly reflection?: number };
}

/** A candidate: how far it moves the state, and by how much the observables change. */
export interface RankedDocument {
  readonly charge: string;
  readonly moved: number | null;
  readonly shifts?: Readonly<Record<string, number>>;
}

/** The comparison on one ring. */
export interface ComparisonOnRing {
  readonly sites: number;
  readonly ensembles: readonly ComparedEnsemble[];
  /** left out where the exact state is not feasible */
  readonly exact?: { readonly observables: Readonly<Record<string, number>> };
}

/** The answer of --compare, --anatomy and --rank. */
export interface ComparisonDocument extends ComparisonOnRing {
  readonly populationsOnly?: true;
  /** the same on a second ring */
  readonly beside?: ComparisonOnRing;
  /** what the two rings decide about the error of an observable */
  readonly size?: readonly SizeVerdict[];
}

/** An error on two rings, and whether it is one of a finite size; null where the two do not decide. */
export interface SizeVerdict {
  readonly ensemble: string;
  readonly observable: string;
  readonly errors: readonly [number, number];
  readonly verdict: 'finite size' | 'physical' | null;
}

/** The comparison of the lists of a task on its ring. */
export function compareOnRing(
  study: ChainStudy,
  task: SteadyTask,
  question: SteadyQuestion,
  listener: Listener,
): ComparisonOnRing {
  const { sites } = task.chain;
  const lists = task.compare ?? [task.list!];
  const ensembles = new EnsembleStudy(study, task, question);
  let exact: Readonly<Record<string, number>> | undefined;
  try {
    exact = ensembles.observables(ensembles.exact().values);
  } catch (error) {
    if (
      !(error instanceof DiagnosticError) ||
      error.diagnostic.kind !== 'limit' ||
      error.diagnostic.code === 'interrupted'
    )
      throw error;
    listener.note(`without the exact state: ${error.diagnostic.message}`);
  }
  const found = lists.map((list) => comparedEnsemble(ensembles, list, { question, task, exact, listener }));
  return { sites, ensembles: found, ...(exact && { exact: { observables: exact } }) };
}

interface ComparisonContext {
  readonly question: SteadyQuestion;
  readonly task: SteadyTask;
  readonly exact: Readonly<Record<string, number>> | undefined;
  readonly listener: Listener;
}

function comparedEnsemble(
  ensembles: EnsembleStudy,
  list: EnsembleList,
  { question, task, exact, listener }: ComparisonContext,
): ComparedEnsemble {
  const solved = ensembles.solve(list, (done) => listener.progress(`charges of ${list.text}`, done / list.discovered));
  for (const note of listNotes(solved)) listener.note(`${list.text}: ${note}`);
  const { last, moved } = solved;
  const observables = ensembles.observables(last.state.values);
  return {
    ensemble: list.text,
    charges: last.span.basis.length,
    dependent: last.span.dependent,
    observables,
    lagrange: named(last.span.members, last.lagrange),
    moved,
    ...(exact && { ...ensembles.distance(last), errors: errorsOf(observables, exact) }),
    ...(question.anatomy === true && { anatomy: ensembles.anatomy(solved).map(anatomyDocument) }),
    ...(task.candidates && { ranking: rankingOf(ensembles, solved, task.candidates, observables) }),
    residual: last.residual,
  };
}

function errorsOf(
  observables: Readonly<Record<string, number>>,
  exact: Readonly<Record<string, number>>,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(observables).flatMap(([name, value]) => (exact[name] ? [[name, value / exact[name]! - 1]] : [])),
  );
}

function anatomyDocument({ charge, deviation, range, products, even }: Anatomy): AnatomyDocument {
  return {
    charge,
    std: deviation,
    range,
    products,
    parity: {
      ...(even.spinFlip !== undefined && { spinFlip: even.spinFlip }),
      ...(even.reflection !== undefined && { reflection: even.reflection }),
    },
  };
}

function rankingOf(
  ensembles: EnsembleStudy,
  solved: SolvedList,
  candidates: NonNullable<SteadyTask['candidates']>,
  before: Readonly<Record<string, number>>,
): RankedDocument[] {
  return ensembles.ranking(solved, candidates).map(({ charge, moved, with: found }) => ({
    charge,
    moved: moved ?? null,
    ...(found && {
      shifts: Object.fromEntries(
        Object.entries(ensembles.observables(found.state.values)).map(([name, value]) => [name, value - before[name]!]),
      ),
    }),
  }));
}

/** On smaller rings the winding of operators of four sites dominates every error, and nothing is decided. */
const leastSites = 8;
/** An error that grows faster has not settled. */
const mostGrowth = 1.1;

/**
 * Whether an error on two rings is one of the finite size. What is due to products of charges and windings falls at least
 * as fast as 1/N; what long chains miss does not fall. In between two rings do not decide.
 */
export function sizeVerdicts(a: ComparisonOnRing, b: ComparisonOnRing): SizeVerdict[] {
  const [small, large] = a.sites < b.sites ? [a, b] : [b, a];
  return small.ensembles.flatMap(({ ensemble, errors }, k): SizeVerdict[] => {
    const other = large.ensembles[k]!.errors;
    if (!errors || !other) return [];
    return Object.entries(errors).flatMap(([observable, first]) => {
      const second = other[observable];
      if (second === undefined) return [];
      const ratio = Math.abs(second) / Math.abs(first);
      const inverse = small.sites / large.sites;
      // Errors of opposite sign on the two rings pass through zero, which happens on finite rings only.
      const falls = ratio <= 1.03 * inverse || (first * second < 0 && ratio < 1);
      const stays = first * second > 0 && ratio >= (1 + inverse) / 2 && ratio <= mostGrowth;
      const tiny = Math.max(Math.abs(first), Math.abs(second)) < 1e-6 || small.sites < leastSites;
      return [
        {
          ensemble,
          observable,
          errors: [first, second] as const,
          verdict: tiny ? null : falls ? ('finite size' as const) : stays ? ('physical' as const) : null,
        },
      ];
    });
  });
}

const shortNumber = (x: number): string => (x === 0 ? '0' : x.toPrecision(6));
const percent = (x: number): string => `${x < 0 ? '−' : '+'}${(100 * Math.abs(x)).toFixed(2)} %`;

/** The table of a comparison. */
export function comparisonLines({ sites, ensembles, exact }: ComparisonOnRing, populations: boolean): string[] {
  const names = Object.keys(ensembles[0]!.observables);
  const rows = ensembles.map((e) => [
    e.ensemble,
    String(e.charges),
    e.relativeEntropy?.toExponential(4) ?? '',
    e.relativeEntropyMatched?.toExponential(4) ?? '',
    e.traceDistance?.toExponential(2) ?? '',
    ...names.map((n) => {
      const error = e.errors?.[n];
      return `${shortNumber(e.observables[n]!)}${error === undefined ? '' : ` (${percent(error)})`}`;
    }),
  ]);
  const head = ['ensemble', 'charges', 'S', 'S matched', 'distance', ...names];
  const whole = exact ? [['exact', '', '', '', '', ...names.map((n) => shortNumber(exact.observables[n]!))]] : [];
  const shown = exact ? rows : rows.map((r) => r.filter((_, c) => c < 2 || c > 4));
  const all = [exact ? head : head.filter((_, c) => c < 2 || c > 4), ...whole, ...shown];
  const widths = all[0]!.map((_, c) => Math.max(...all.map((r) => r[c]!.length)));
  return [
    `ensembles on a ring of ${sites}${populations ? ', populations only' : ''}: observables per site, S = S(exact‖ensemble) of the whole ring`,
    ...all.map(
      (r) => `  ${r.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!))).join('  ')}`,
    ),
    ...ensembles.flatMap((e) => [
      ...(e.moved.length > 0
        ? [`${e.ensemble}: moved by the discovered charges ${e.moved.map((m) => m.toExponential(3)).join(', ')}`]
        : []),
      ...(e.dependent.length > 0 ? [`${e.ensemble}: left out as dependent: ${shortList(e.dependent)}`] : []),
      ...(e.anatomy?.length === 0
        ? [`${e.ensemble}: the ensemble is exact within rounding, so there is no charge to take apart`]
        : []),
      ...(e.anatomy ?? []).flatMap((a) => anatomyLines(e.ensemble, a)),
      ...rankingLines(e.ranking, names),
    ]),
  ];
}

function anatomyLines(ensemble: string, { charge, std, range, products, parity }: AnatomyDocument): string[] {
  const share = (x: number): string => `${(100 * x).toFixed(1)} %`;
  const even = [
    parity.spinFlip !== undefined && `${share(parity.spinFlip)} even under spin flip`,
    parity.reflection !== undefined && `${share(parity.reflection)} even under reflection`,
  ].filter((part) => part !== false);
  return [
    `${ensemble}, ${charge}: standard deviation ${std.toPrecision(4)} beside the present charges`,
    `  products of two charges hold ${share(products)}; conserved parts of short operators, which overlap with them:`,
    `  ${Object.entries(range)
      .map(([r, x]) => `${r} sites ${share(x)}`)
      .join(', ')}`,
    ...(even.length > 0 ? [`  ${even.join(', ')}`] : []),
  ];
}

function rankingLines(ranking: readonly RankedDocument[] | undefined, names: readonly string[]): string[] {
  if (!ranking) return [];
  const rows = [
    ['candidate', 'moved', ...names.map((n) => `change of ${n}`)],
    ...ranking.map(({ charge, moved, shifts }) => [
      charge,
      moved === null ? 'no ensemble found' : moved.toExponential(3),
      ...names.map((n) => shifts?.[n]?.toExponential(3) ?? ''),
    ]),
  ];
  const widths = rows[0]!.map((_, c) => Math.max(...rows.map((r) => r[c]!.length)));
  return rows.map(
    (r) => `  ${r.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!))).join('  ')}`,
  );
}

/** The sentences on two rings. */
export function sizeLines(verdicts: readonly SizeVerdict[], [a, b]: readonly [number, number]): string[] {
  const [small, large] = a < b ? [a, b] : [b, a];
  return verdicts.map(({ ensemble, observable, errors, verdict }) => {
    const says =
      verdict === 'finite size'
        ? 'finite size: it falls at least as fast as 1/N'
        : verdict === 'physical'
          ? 'physical: it does not fall with N'
          : 'the two rings do not decide';
    return `${ensemble}, ${observable}: ${percent(errors[0])} at N = ${small}, ${percent(errors[1])} at N = ${large}; ${says}`;
  });
}
