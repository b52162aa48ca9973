import { ChainStudy, type DrivenChain, type ExactState, memoryText, type NumberCache } from '../chain/index.js';
import { type Enclosure, ballOf, divideBalls, exactly, intervalOf } from '../numeric/index.js';
import { limit } from '../text/index.js';
import { intervalText, named, numberText, shortList, values } from './observable.js';
import type { Listener } from './report.js';
import { type AnswerPart, valueTable } from './answer-parts.js';
import { EnsembleStudy, listNotes } from './ensemble-study.js';
import { type Balance, balanceEntries, balanceParts, steadyBalance } from './steady-balance.js';
import type { SteadyQuestion } from './steady-question.js';
import type { SteadyTask } from './steady-task.js';
import { streamedEnsemble } from './streamed-ensemble.js';

/** The steady state at one set of parameters. */
export interface SteadyPoint {
  readonly observables: Record<string, number>;
  /** observables on fixed sites, whose values are not divided by the number of sites */
  readonly fixed?: readonly string[];
  /** number of independent charges of a truncated ensemble, and names of those that depend on others on this ring */
  readonly charges?: number;
  readonly dependent?: readonly string[];
  readonly lagrange?: Record<string, number>;
  /** S(ρ_new‖ρ_old) of each discovered charge */
  readonly moved?: readonly number[];
  /** rates of return to a truncated ensemble, in units of ε_ph²; it is stable if all real parts are negative */
  readonly stability?: readonly { readonly re: number; readonly im: number }[];
  readonly residual: number;
  readonly iterations: number;
  /** energy, entropy and fluctuations of the exact state, per site */
  readonly balance?: Balance;
  /** intervals of the exact state, with the rates as they are in double precision */
  readonly enclosures?: StateEnclosures;
  /** remarks on these numbers */
  readonly notes?: readonly string[];
}

/** Numbers between which the exact state of the computed rates is proved to lie. */
export interface StateEnclosures {
  /** per site where the observable is a sum, in the order of the observables */
  readonly observables: Readonly<Record<string, Enclosure>>;
  /** the smallest probability; ρ is proved to be positive where its first number is */
  readonly smallest: Enclosure;
}

/** A study that reports its progress, with what its caller keeps for other studies. */
export function studyFor(
  listener: Listener,
  { threads = 1, cache }: Pick<SteadyQuestion, 'threads'> & { readonly cache?: NumberCache | undefined },
): ChainStudy {
  return new ChainStudy({
    threads,
    onProgress: (what, fraction) => listener.progress(what, fraction),
    ...(cache && { cache }),
  });
}

/** Whether the state keeps populations alone. */
export interface PopulationsOption {
  readonly populations: boolean;
}

/** Options of the steady state at one set of parameters. */
export interface PointOptions extends PopulationsOption, Pick<SteadyQuestion, 'until' | 'discovery' | 'rigorous'> {
  readonly onStep?: (done: number) => void;
}

/** Time from which on it is reported beforehand. */
const minAnnouncedSeconds = 120;

/** Reports the amount of work before it begins. */
export function announce(
  study: ChainStudy,
  { chain, members, resolvers }: SteadyTask,
  listener: Listener,
  { populations }: PopulationsOption,
): void {
  const basis = study.basis(chain);
  const largest = Math.max(...basis.sectors.map((s) => s.orbits.length));
  const sectors = `${basis.dimension} states in ${basis.sectors.length} sectors, the largest of ${largest}`;
  if (!members) {
    const { seconds, bytes } = study.estimate(chain, { populationsOnly: populations, resolvers });
    if (seconds >= minAnnouncedSeconds)
      listener.note(
        `${sectors}: this takes about ${memoryText(bytes)}, and about ${Math.ceil(seconds / 60)} minutes on a free processor`,
      );
  }
  const bytes = members ? undefined : study.bytes(chain, { populationsOnly: populations, resolvers });
  listener.note(bytes === undefined ? sectors : `${sectors}; rates and factors take ${memoryText(bytes)}`);
}

/**
 * The steady state of a task.
 *
 * @diagnostic those of the study; `not-resolved` where a number is not finite
 */
export function steadyPoint(study: ChainStudy, task: SteadyTask, options: PointOptions): SteadyPoint {
  const point = task.list ? ensembleAt(study, task, options) : exactAt(study, task, options);
  const numbers = [
    ...Object.entries(point.observables),
    ...Object.entries(point.lagrange ?? {}),
    ...(point.balance ? balanceEntries(point.balance) : []),
  ];
  const lost = numbers.find(([, value]) => !Number.isFinite(value));
  if (lost && Number.isNaN(lost[1]))
    limit('not-resolved', `double precision does not resolve the steady state: ${lost[0]} is ${lost[1]}`);
  if (lost)
    limit('overflow', `${lost[0]} exceeds the range of double precision`, { hint: 'observe a smaller multiple of it' });
  return point;
}

function exactAt(
  study: ChainStudy,
  { chain, resolvers, observables, unit }: SteadyTask,
  { populations, rigorous = false }: Pick<PointOptions, 'populations' | 'rigorous'>,
): SteadyPoint {
  const state = study.exact(chain, { populationsOnly: populations, resolvers });
  const notes: string[] = [];
  if (state.traps > 1) {
    notes.push(
      `at temperature 0 the chain stays in whichever of ${state.traps} classes of levels it falls into: this is the limit of small temperatures, the ground state`,
    );
  }
  const coherences = coherenceNote(state);
  if (coherences !== undefined) notes.push(coherences);
  const balance = steadyBalance(state, chain, unit, notes);
  return {
    observables: values(observables, (o) => state.observe(o)),
    ...fixedOf(observables, chain),
    residual: state.residual,
    iterations: state.iterations,
    balance,
    ...(rigorous && { enclosures: enclosuresOf(state, observables) }),
    ...(notes.length > 0 && { notes }),
  };
}

/** @diagnostic `not-enclosed`, `ring-size` */
function enclosuresOf(state: ExactState, observables: SteadyTask['observables']): StateEnclosures {
  const { smallest, expectations } = state.enclose(observables.map(({ operator }) => operator));
  return {
    observables: Object.fromEntries(
      observables.map(({ name, sites }, k) => {
        return [name, intervalOf(divideBalls(ballOf(expectations[k]!), exactly(sites)))];
      }),
    ),
    smallest,
  };
}

/** A remark on coherences, if only populations are requested. */
function coherenceNote({ degenerateLevels: { kept, leftOut } }: ExactState): string | undefined {
  const levels = (n: number): string => (n === 1 ? 'one degenerate level' : `${n} degenerate levels`);
  const parts = [
    kept > 0 &&
      `in ${levels(kept)} of H_0 no charge fixes a basis, and populations alone are not closed: coherences inside them are kept`,
    leftOut > 0 &&
      `in ${levels(leftOut)} coherences between states that S^z, C_3 or J_S tells apart are left out: without --populations they are there`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? parts.join('; ') : undefined;
}

/** Names of the observables whose values are not divided by the number of sites. */
function fixedOf(observables: SteadyTask['observables'], { sites }: DrivenChain): Pick<SteadyPoint, 'fixed'> {
  const names = observables.filter((o) => o.sites !== sites).map((o) => o.name);
  return names.length > 0 ? { fixed: names } : {};
}

function ensembleAt(study: ChainStudy, task: SteadyTask, options: PointOptions): SteadyPoint {
  const { chain, observables, unit, list } = task;
  const ensemble = streamedEnsemble(study, task, { independent: true });
  if (ensemble) {
    const { state, residual, iterations } = ensemble.solve();
    return {
      observables: values(observables, (o) => ensemble.observe(o, state)),
      ...fixedOf(observables, chain),
      charges: ensemble.charges.length,
      lagrange: named(ensemble.charges, state.lagrange),
      stability: ensemble.ensemble.stability(state).map(({ re, im }) => ({ re: re / unit, im: im / unit })),
      residual,
      iterations,
      ...dependentOf(ensemble.dependent),
    };
  }
  const ensembles = new EnsembleStudy(study, task, options);
  const solved = ensembles.solve(list!, options.onStep);
  const { last } = solved;
  const notes = [...(dependentOf(last.span.dependent).notes ?? []), ...listNotes(solved)];
  return {
    observables: ensembles.observables(last.state.values),
    ...fixedOf(observables, chain),
    charges: last.span.basis.length,
    dependent: last.span.dependent,
    lagrange: named(last.span.members, last.lagrange),
    stability: last.ensemble.stability(last.state).map(({ re, im }) => ({
      re: (re * ensembles.relaxation.chain.unit) / unit,
      im: (im * ensembles.relaxation.chain.unit) / unit,
    })),
    ...(list!.discovered > 0 && { moved: solved.moved }),
    residual: last.residual,
    iterations: last.iterations,
    ...(notes.length > 0 && { notes }),
  };
}

/** Names of charges that were left out, and a note on them. */
function dependentOf(dependent: readonly string[]): { dependent?: readonly string[]; notes?: readonly string[] } {
  if (dependent.length === 0) return {};
  const names = shortList(dependent);
  const one = dependent.length === 1;
  return {
    dependent,
    notes: [
      `${names} ${one ? 'depends' : 'depend'} on the charges before, or ${one ? 'vanishes' : 'vanish'}, on this ring, and ${one ? 'is' : 'are'} left out`,
    ],
  };
}

/** A steady state as text, with its numbers as tables. */
export function pointParts(point: SteadyPoint & { readonly sites: number; readonly ensemble: string }): AnswerPart[] {
  const whole = (name: string): string => (point.fixed?.includes(name) ? '  (whole ring)' : '');
  return [
    `${point.ensemble} on a ring of ${point.sites}: per site`,
    valueTable(
      ['observable', 'value'],
      [
        ...Object.entries(point.observables).map(
          ([name, value]) => [name, `${numberText(value)}${whole(name)}`] as const,
        ),
        ...Object.entries(point.lagrange ?? {}).map(([name, value]) => [`λ ${name}`, numberText(value)] as const),
      ],
    ),
    ...(point.moved
      ? [`moved by the discovered charges: ${point.moved.map((m) => m.toExponential(3)).join(', ')}`]
      : []),
    ...(point.stability ? [stabilityLine(point.stability)] : []),
    ...(point.balance ? balanceParts(point.balance) : []),
    ...(point.enclosures ? enclosureParts(point.enclosures) : []),
    `residual ${point.residual.toExponential(1)} after ${point.iterations} iterations`,
  ];
}

function enclosureParts({ observables, smallest }: StateEnclosures): AnswerPart[] {
  return [
    'enclosed, for the rates as they are in double precision',
    valueTable(
      ['observable', 'interval'],
      Object.entries({ ...observables, 'smallest probability': smallest }).map(
        ([name, enclosure]) => [name, intervalText(enclosure)] as const,
      ),
    ),
    smallest[0] > 0
      ? 'for these rates the state is proved to be unique and positive'
      : 'for these rates the state is proved to be unique; a probability cannot be told from zero',
  ];
}

function stabilityLine([slowest]: NonNullable<SteadyPoint['stability']>): string {
  return slowest!.re < 0
    ? `stable: the slowest return has the rate ${numberText(-slowest!.re)} ε_ph²`
    : 'NOT stable: a small deviation grows';
}
