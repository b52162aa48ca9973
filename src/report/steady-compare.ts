import type { ChainStudy } from '../chain/index.js';
import type { Anatomy, RankedCharge } from '../ensembles/index.js';
import { type Diagnostic, DiagnosticError, errorDocument } from '../text/index.js';
import type { AnatomyDocument, ComparedEnsemble, ComparisonOnRing, RankedDocument } from './comparison.js';
import { errorSourcesOf } from './error-sources.js';
import { EnsembleStudy, listNotes, type SolvedList } from './ensemble-study.js';
import { type Mean, meansDifference, named, perSite } from './observable.js';
import type { Listener } from './report.js';
import type { SteadyQuestion } from './steady-question.js';
import type { EnsembleList, SteadyTask } from './steady-task.js';

/** A comparison, and the first of the reasons for which a list has no ensemble. */
export interface Comparison {
  readonly ring: ComparisonOnRing;
  readonly refused?: Diagnostic;
}

/** The comparison of the lists of a task on its ring. A list that is refused is reported in its place. */
export function compareOnRing(
  study: ChainStudy,
  task: SteadyTask,
  question: SteadyQuestion,
  listener: Listener,
): Comparison {
  const { sites } = task.chain;
  const ensembles = new EnsembleStudy(study, task, question);
  let exact: Readonly<Record<string, Mean>> | undefined;
  try {
    exact = ensembles.means(ensembles.exact().values);
  } catch (error) {
    if (
      !(error instanceof DiagnosticError) ||
      error.diagnostic.kind !== 'limit' ||
      error.diagnostic.code === 'interrupted'
    )
      throw error;
    listener.note(`without the exact state: ${error.diagnostic.message}`);
  }
  const sources = exact && question.anatomy === true ? errorSourcesOf(ensembles, task, exact) : undefined;
  let refused: Diagnostic | undefined;
  const found = (task.compare ?? [task.list!]).map((list) => {
    const solved =
      'refused' in list
        ? list.refused
        : orRefusal(() => comparedEnsemble(ensembles, list, { question, task, exact, sources, listener }));
    if (!('code' in solved)) return solved;
    refused ??= solved;
    return { ensemble: list.text, error: errorDocument(solved) };
  });
  const ring = { sites, ensembles: found, ...(exact && { exact: { observables: perSite(task.observables, exact) } }) };
  return { ring, ...(refused && { refused }) };
}

/** Errors that are not due to the charges of a list. */
const anywhere: ReadonlySet<string> = new Set(['interrupted', 'out-of-memory']);

function orRefusal<T>(solve: () => T): T | Diagnostic {
  try {
    return solve();
  } catch (error) {
    if (!(error instanceof DiagnosticError) || anywhere.has(error.diagnostic.code)) throw error;
    return error.diagnostic;
  }
}

interface ComparisonContext {
  readonly question: SteadyQuestion;
  readonly task: SteadyTask;
  readonly exact: Readonly<Record<string, Mean>> | undefined;
  readonly sources: ReturnType<typeof errorSourcesOf>;
  readonly listener: Listener;
}

function comparedEnsemble(
  ensembles: EnsembleStudy,
  list: EnsembleList,
  { question, task, exact, sources, listener }: ComparisonContext,
): ComparedEnsemble {
  const solved = ensembles.solve(list, (done) => listener.progress(`charges of ${list.text}`, done / list.discovered));
  for (const note of listNotes(solved)) listener.note(`${list.text}: ${note}`);
  const { last, moved } = solved;
  const means = ensembles.means(last.state.values);
  return {
    ensemble: list.text,
    charges: last.span.basis.length,
    dependent: last.span.dependent,
    observables: perSite(task.observables, means),
    lagrange: named(last.span.members, last.lagrange),
    moved,
    ...(exact && { ...ensembles.distance(last), errors: errorsOf(means, exact) }),
    ...(sources && { errorSources: sources(last.state.values) }),
    ...(question.anatomy === true && { anatomy: ensembles.anatomy(solved).map(anatomyDocument) }),
    ...(task.candidates && { ranking: rankingOf(ensembles, solved, task, means) }),
    residual: last.residual,
  };
}

/** ⟨X⟩/⟨X⟩_exact − 1; 0 where the difference is smaller than the rounding errors of its terms. */
function errorsOf(
  means: Readonly<Record<string, Mean>>,
  exact: Readonly<Record<string, Mean>>,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(means).flatMap(([name, mean]) => {
      const reference = exact[name]!;
      return reference.value === 0 ? [] : [[name, meansDifference(mean, reference) / reference.value]];
    }),
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

/** Candidates by how far they move the state; those that are refused come last. */
function rankingOf(
  ensembles: EnsembleStudy,
  solved: SolvedList,
  { candidates, observables }: SteadyTask,
  before: Readonly<Record<string, Mean>>,
): RankedDocument[] {
  const { ranking, refused } = ensembles.ranking(solved, candidates!);
  const shiftsOf = (found: NonNullable<RankedCharge['with']>): Record<string, number> => {
    const means = ensembles.means(found.state.values);
    return Object.fromEntries(
      observables.map(({ name, sites }) => [name, meansDifference(means[name]!, before[name]!) / sites]),
    );
  };
  return [
    ...ranking.map(({ charge, moved, with: found, refused: reason }) => ({
      charge,
      moved: moved ?? null,
      ...(found && { shifts: shiftsOf(found) }),
      ...(reason && { error: errorDocument(reason) }),
    })),
    ...refused.map(({ text, refused: reason }) => ({ charge: text, moved: null, error: errorDocument(reason) })),
  ];
}
