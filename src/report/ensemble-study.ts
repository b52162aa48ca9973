import { type ChainStudy, type EnsembleState, type ExactState, TruncatedEnsemble } from '../chain/index.js';
import {
  type Anatomy,
  anatomyOf,
  type ChargeElements,
  type ChargeSpan,
  discover,
  discoveredCharge,
  isExactWithinRounding,
  type Discovery,
  type DiscoveryKind,
  elementsOf,
  emptySpan,
  type EnsembleItem,
  exponentIn,
  exponentOf,
  extended,
  inBasis,
  listedCharges,
  type ListRemark,
  matchedEntropy,
  type RankedCharge,
  ranked,
  rateEquation,
  Relaxation,
  relativeEntropy,
  solveEnsemble,
  type SteadyEnsemble,
  traceDistanceInLevels,
} from '../ensembles/index.js';
import type { NumericOperator } from '../ring/index.js';
import { DiagnosticError, refuse } from '../text/index.js';
import { type Mean, meanOf, perSite } from './observable.js';
import type { Candidate, EnsembleList, RefusedList, SteadyTask } from './steady-task.js';

/** Options of the ensembles of a task. */
interface StudyOptions {
  readonly populations: boolean;
  readonly until?: number | undefined;
  readonly discovery?: DiscoveryKind | undefined;
}

/** A list with its steady ensembles: before any discovered charge, and after each. */
export interface SolvedList extends Discovery {
  readonly list: EnsembleList;
  /** the bound of `--until` */
  readonly until?: number | undefined;
  readonly last: SteadyEnsemble;
  readonly remarks: readonly ListRemark[];
}

/** The distance of an ensemble from the exact state. */
export interface Distance {
  /** S(exact‖ensemble), of the whole ring */
  readonly relativeEntropy: number;
  readonly traceDistance: number;
  /** the least relative entropy of ensembles of these charges */
  readonly relativeEntropyMatched: number | undefined;
}

/** The ensembles of one task: lists, discovered charges and their measures, with rates that are computed once. */
export class EnsembleStudy {
  readonly relaxation: Relaxation;
  private exactState: ExactState | undefined;
  private readonly known = new Map<NumericOperator, Float64Array>();

  constructor(
    private readonly study: ChainStudy,
    private readonly task: SteadyTask,
    private readonly options: StudyOptions,
  ) {
    this.relaxation = new Relaxation(study.relaxation(task.chain, this.exactOptions()));
  }

  private exactOptions(): { readonly populationsOnly: boolean; readonly resolvers: SteadyTask['resolvers'] } {
    return { populationsOnly: this.options.populations, resolvers: this.task.resolvers };
  }

  exact(): ExactState {
    return (this.exactState ??= this.study.exact(this.task.chain, this.exactOptions()));
  }

  /** The conserved operators of a list, and remarks on them. */
  charges(items: readonly EnsembleItem[]): {
    readonly operators: readonly ChargeElements[];
    readonly remarks: readonly ListRemark[];
  } {
    return listedCharges(this.relaxation, items, this.task.chain.hamiltonian);
  }

  span(items: readonly EnsembleItem[]): { readonly span: ChargeSpan; readonly remarks: readonly ListRemark[] } {
    const { operators, remarks } = this.charges(items);
    const span = extended(this.relaxation, emptySpan, operators);
    if (span.basis.length === 0)
      refuse('no-charges', `no charge of the list is left on this ring: ${span.dependent.join(', ')} vanish`, {
        hint: 'as in --ensemble gge:C1,C2,C3',
      });
    return { span, remarks };
  }

  /** @diagnostic those of `discover` and `listedCharges` */
  solve(list: EnsembleList, onStep: (done: number) => void = () => {}): SolvedList {
    const { span, remarks } = this.span(list.items);
    const first = solveEnsemble(this.relaxation, span);
    const { until, discovery } = this.options;
    const found = discover(this.relaxation, first, {
      count: list.discovered,
      onStep,
      ...(until !== undefined && { until }),
      ...(discovery && { kind: discovery }),
    });
    return { ...found, list, until, remarks, last: found.ensembles.at(-1)! };
  }

  /** The ensemble of a list at given Lagrange parameters, to be evolved in time. */
  quench(items: readonly EnsembleItem[], at: (charges: readonly { readonly name: string }[]) => Float64Array): Quench {
    const { span } = this.span(items);
    return new Quench(this.relaxation, span, at(span.members));
  }

  observables(rho: Float64Array): Record<string, number> {
    return perSite(this.task.observables, this.means(rho));
  }

  /** ⟨X⟩ of every observable, of the whole ring. */
  means(rho: Float64Array): Record<string, Mean> {
    return Object.fromEntries(this.task.observables.map(({ name, operator }) => [name, this.mean(operator, rho)]));
  }

  /** The elements of an operator, which are computed once. */
  elements(operator: NumericOperator): Float64Array {
    let found = this.known.get(operator);
    if (!found) this.known.set(operator, (found = elementsOf(this.relaxation, operator)));
    return found;
  }

  private mean(operator: NumericOperator, rho: Float64Array): Mean {
    const elements = this.elements(operator);
    const { relaxation } = this;
    const size = relaxation.trace(elements.map(Math.abs), relaxation.algebra.bounds(rho));
    return meanOf(relaxation.trace(elements, rho), size);
  }

  distance(ensemble: SteadyEnsemble): Distance {
    const rho = this.exact().values;
    const { state, span } = ensemble;
    return {
      relativeEntropy: relativeEntropy(this.relaxation, rho, state.exponential, exponentOf(ensemble)),
      traceDistance: traceDistanceInLevels(this.relaxation, rho, state.values),
      relativeEntropyMatched: matchedEntropy(this.relaxation, span, rho, state.lagrange),
    };
  }

  /** The anatomy of each discovered charge in the state that lacks it; without any, that of the first there would be. */
  anatomy({ ensembles, last }: SolvedList): Anatomy[] {
    const most = Math.min(4, Math.floor(this.task.chain.sites / 2));
    const ranges = Array.from({ length: Math.max(0, most - 1) }, (_, k) => k + 2);
    if (ensembles.length === 1) {
      const next = discoveredCharge(this.relaxation, last.state.values, 'D1', this.options.discovery);
      return isExactWithinRounding(this.relaxation, last, next) ? [] : [anatomyOf(this.relaxation, last, next, ranges)];
    }
    return ensembles
      .slice(1)
      .map((with_, k) => anatomyOf(this.relaxation, ensembles[k]!, with_.span.members.at(-1)!, ranges));
  }

  /** The candidates that can be added, by how far they move the ensemble, and those that are refused. */
  ranking(
    { last }: SolvedList,
    candidates: readonly Candidate[],
  ): { readonly ranking: readonly RankedCharge[]; readonly refused: readonly RefusedList[] } {
    const refused: RefusedList[] = [];
    const taken: EnsembleItem[] = [];
    const operators: ChargeElements[] = [];
    // Products are those of all other candidates, so they come last.
    const isProducts = (c: Candidate): boolean => 'items' in c && c.items.some((i) => i.kind === 'products');
    for (const candidate of [...candidates.filter((c) => !isProducts(c)), ...candidates.filter(isProducts)]) {
      if ('refused' in candidate) {
        refused.push(candidate);
        continue;
      }
      try {
        const found = this.charges(isProducts(candidate) ? [...taken, ...candidate.items] : candidate.items);
        operators.push(...found.operators.slice(isProducts(candidate) ? operators.length : 0));
        taken.push(...candidate.items);
      } catch (error) {
        if (!(error instanceof DiagnosticError) || error.diagnostic.code === 'interrupted') throw error;
        refused.push({ text: candidate.text, refused: error.diagnostic });
      }
    }
    return { ranking: ranked(this.relaxation, last, operators), refused };
  }
}

/** An ensemble that starts from given Lagrange parameters, with absolute rates. */
export class Quench {
  readonly start: Float64Array;
  readonly ensemble: TruncatedEnsemble;

  constructor(
    private readonly relaxation: Relaxation,
    readonly span: ChargeSpan,
    private readonly lagrange: Float64Array,
  ) {
    this.start = inBasis(span, lagrange);
    this.ensemble = this.ensembleOf(span.basis.map((values, i) => ({ name: span.members[i]!.name, values })));
  }

  /** The same with the members as charges, whose forces and rates are wanted one by one. */
  inMembers(): {
    readonly ensemble: TruncatedEnsemble;
    readonly charges: readonly ChargeElements[];
    readonly point: Float64Array;
  } {
    return { ensemble: this.ensembleOf(this.span.members), charges: this.span.members, point: this.lagrange };
  }

  private ensembleOf(charges: readonly ChargeElements[]): TruncatedEnsemble {
    const { unit } = this.relaxation.chain;
    const forces = charges.map(({ values: elements }) =>
      this.relaxation.total(this.relaxation.forces(elements)).map((x) => x * unit),
    );
    return new TruncatedEnsemble(charges, forces, this.relaxation.algebra);
  }

  /** −Σ λ_i C_i at a state of the ensemble. */
  exponent({ lagrange }: EnsembleState): Float64Array {
    return exponentIn(this.span, lagrange);
  }

  /** States of the rate equation dρ/dt = Lρ at times after the start, as `rateEquation`. */
  flow(times: readonly number[], done: (rho: Float64Array) => void): void {
    const { unit } = this.relaxation.chain;
    const { values } = this.ensemble.at(this.start);
    rateEquation(
      this.relaxation,
      values,
      times.map((t) => t * unit),
      done,
    );
  }
}

/** Remarks on a list: transfer matrices that are far from quasi-local, and why the discovery ended. */
export function listNotes({ list, moved, ended, remarks, until }: SolvedList): string[] {
  const notes = remarks
    .filter(({ meanModulus }) => Math.abs(meanModulus - 1) > 1e-9)
    .map(
      ({ name, meanModulus }) =>
        `${name}: the mean of |t| is ${meanModulus.toFixed(4)}, and 1 for a quasi-local operator of a long chain`,
    );
  if (ended !== 'count' && moved.length < list.discovered) {
    const why =
      ended === 'until'
        ? 'the last moves the state by less than --until'
        : ended === 'exact'
          ? 'the ensemble is exact within rounding, and nothing is left'
          : 'the next depends on those before it on this ring';
    notes.push(`${moved.length} of ${list.discovered} charges were discovered: ${why}`);
  }
  const last = moved.at(-1);
  if (ended === 'count' && until !== undefined && last !== undefined)
    notes.push(
      `the last of ${moved.length} discovered charges still moves the state by ${last.toExponential(3)}, more than --until ${until}: take more than +${list.discovered}`,
    );
  return notes;
}
