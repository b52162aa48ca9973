import { type Diagnostic, DiagnosticError, refuse } from '../text/index.js';
import { Budget, type Clock, budgetSpent } from './budget.js';
import { type CaseSpace, type Point, pointAt, simplerPoints, writePoint } from './case-space.js';
import { type Evidence, type Law, type Verdict, isExpected } from './law.js';

/** Options for checking a law: its cases, their number and the time. */
export interface RunOptions<Case = unknown> {
  /** determines all cases; 1 by default */
  readonly seed?: number;
  /** number of cases; by default as many as the law asks for */
  readonly cases?: number;
  /** milliseconds for the whole run; no limit by default */
  readonly budget?: number;
  readonly clock?: Clock;
  /** a restricted space */
  readonly space?: CaseSpace<Case>;
  /** changes every subject before it is examined: a mutant, or another implementation */
  readonly change?: (subject: Case) => Case;
  /** called after every case */
  readonly onCase?: (progress: Progress) => void;
}

/** How many cases of a law have been tried. */
export interface Progress {
  readonly law: string;
  readonly done: number;
  readonly wanted: number;
}

/** The result of a run for one law. */
export interface LawReport {
  readonly law: Law<unknown>;
  readonly verdict: Verdict;
  /** number of cases examined, not counting skipped ones */
  readonly cases: number;
  readonly seed: number;
  readonly seconds: number;
  /** whether the verdict is the expected one */
  readonly green: boolean;
}

/** Largest number of cases tried while a counterexample is simplified. */
const mostShrinks = 400;

/** The checks of one law, which may stop when their time is over and continue later. */
class LawRun<Case> {
  private index = 0;
  private evidence: Evidence = { cases: 0, skipped: 0, cancelled: 0 };
  private spent = 0;
  private last: Diagnostic | undefined;
  private readonly space: CaseSpace<Case>;
  private readonly wanted: number;
  private readonly seed: number;

  constructor(
    private readonly law: Law<Case>,
    private readonly options: RunOptions<Case>,
  ) {
    this.space = options.space ?? law.cases;
    this.wanted = options.cases ?? law.cases.wanted;
    this.seed = options.seed ?? 1;
  }

  /** Continues until the law is decided or the budget is spent. */
  advance(budget: Budget): LawReport {
    const start = budget.clock();
    const verdict = this.decide(budget);
    this.spent += budget.clock() - start;
    const cases = this.evidence.cases + (verdict.kind === 'fails' ? 1 : 0);
    const law = this.law as Law<unknown>;
    return { law, verdict, cases, seed: this.seed, seconds: this.spent / 1000, green: isExpected(law, verdict) };
  }

  private decide(budget: Budget): Verdict {
    for (; this.index < this.wanted; this.index++) {
      if (budget.spent) return { kind: 'undecided', because: budgetSpent };
      const point = pointAt(this.space, this.seed, this.index);
      const verdict = this.look(point, budget);
      if (verdict.kind === 'fails') return this.smallest(point, verdict, budget);
      if (verdict.kind === 'undecided') {
        // A limit decides nothing; a refusal says that the case is outside the law's precondition.
        if (verdict.because.kind === 'limit') return verdict;
        this.last = verdict.because;
        this.evidence = { ...this.evidence, skipped: this.evidence.skipped + 1 };
      } else {
        this.evidence = joined(this.evidence, verdict.evidence);
      }
      this.options.onCase?.({ law: this.law.id, done: this.index + 1, wanted: this.wanted });
    }
    if (this.evidence.cases === 0) return { kind: 'undecided', because: this.last ?? noCases };
    return { kind: 'holds', evidence: this.evidence };
  }

  look(point: Point, budget: Budget): Verdict {
    let subject: Case | Diagnostic;
    try {
      subject = budget.within(() => {
        const built = this.space.build(point);
        return this.options.change ? this.options.change(built) : built;
      });
    } catch (error) {
      if (!(error instanceof DiagnosticError) || error.diagnostic.code === 'interrupted') throw error;
      return { kind: 'undecided', because: error.diagnostic };
    }
    if (subject === budgetSpent) return { kind: 'undecided', because: budgetSpent };
    return this.law.check(subject as Case, budget);
  }

  /** Repeatedly moves to the first simpler case that also fails. The path records which one it was at each step. */
  private smallest(point: Point, verdict: Verdict & { kind: 'fails' }, budget: Budget): Verdict {
    const path = [this.index];
    let best = verdict;
    let at = point;
    let tried = 0;
    for (let found = true; found; ) {
      found = false;
      let child = 0;
      for (const simpler of simplerPoints(this.space, at)) {
        if (budget.spent || ++tried > mostShrinks) break;
        const next = this.look(simpler, budget);
        if (next.kind === 'fails') {
          [best, at, found] = [next, simpler, true];
          path.push(child);
          break;
        }
        child += 1;
      }
    }
    return this.named(best, at, path.join(':'));
  }

  named(verdict: Verdict & { kind: 'fails' }, point: Point, path: string): Verdict {
    return { ...verdict, witness: { ...verdict.witness, where: writePoint(this.space, point), seed: this.seed, path } };
  }

  /** The case a path leads to. */
  replay(path: string, budget: Budget): Verdict {
    const [index, ...steps] = path.split(':').map(Number);
    if (!/^\d+(?::\d+)*$/u.test(path)) refuse('bad-path', `"${path}" is no path`, { hint: 'as in 7:0:2' });
    let point = pointAt(this.space, this.seed, index!);
    for (const step of steps) {
      const next = nth(simplerPoints(this.space, point), step);
      if (!next)
        refuse('bad-path', `the path ${path} leads nowhere`, {
          hint: 'a path belongs to a law, a seed and the values given',
        });
      point = next;
    }
    const verdict = this.look(point, budget);
    return verdict.kind === 'fails' ? this.named(verdict, point, path) : verdict;
  }
}

const noCases: Diagnostic = { kind: 'input', code: 'no-cases', message: 'no case was tried' };

function nth<T>(items: Iterable<T>, n: number): T | undefined {
  let k = 0;
  for (const item of items) if (k++ === n) return item;
  return undefined;
}

function joined(a: Evidence, b: Evidence): Evidence {
  const deviation = Math.max(a.deviation ?? 0, b.deviation ?? 0);
  return {
    cases: a.cases + b.cases,
    skipped: a.skipped + b.skipped,
    cancelled: a.cancelled + b.cancelled,
    ...((a.deviation !== undefined || b.deviation !== undefined) && { deviation }),
  };
}

/**
 * Checks a law case by case, and simplifies a counterexample as far as possible.
 *
 * @param options  seed, number of cases, and the time in milliseconds
 * @returns        the verdict, with the smallest counterexample if the law fails
 */
export function checkLaw<Case>(law: Law<Case>, options: RunOptions<Case> = {}): LawReport {
  return new LawRun(law, options).advance(new Budget(options.budget, options.clock));
}

/**
 * The verdict about the one case that a seed and a path lead to.
 *
 * @param path     the path of a counterexample, from its witness
 * @param options  the seed of that run
 */
export function replay<Case>(law: Law<Case>, path: string, options: RunOptions<Case> = {}): Verdict {
  return new LawRun(law, options).replay(path, new Budget(options.budget, options.clock));
}

/**
 * Does the law notice this mutant? A law that holds must fail on it; one that is expected to fail must hold.
 *
 * @param change  the mutant: breaks a subject
 */
export function notices<Case>(
  law: Law<Case>,
  change: (subject: Case) => Case,
  options: RunOptions<Case> = {},
): boolean {
  const { verdict } = checkLaw(law, { ...options, change });
  return verdict.kind === (law.expected === 'holds' ? 'fails' : 'holds');
}

/** Options for checking several laws. */
export interface ManyOptions extends Omit<RunOptions, 'space' | 'change'> {
  /** the case space of a law, where it is restricted */
  readonly spaceOf?: (law: Law<unknown>) => CaseSpace<unknown>;
  /** called when a law is decided, or when its time is over */
  readonly onReport?: (report: LawReport) => void;
}

/** The part of the budget that is shared equally; the laws that need longer then have the rest. */
const equalPart = 1 / 2;

/**
 * Checks laws one after another. Each has an equal share of half the time, so that a slow law does not keep the others
 * from being checked. Those that are still undecided then continue where they stopped, in order, with the remaining
 * time.
 */
export function checkLaws(laws: readonly Law<unknown>[], options: ManyOptions = {}): LawReport[] {
  const { spaceOf = (law) => law.cases, onReport, ...rest } = options;
  const budget = new Budget(options.budget, options.clock);
  const runs = laws.map((law) => new LawRun(law, { ...rest, space: spaceOf(law) }));
  const reports: LawReport[] = [];
  const outOfTime = ({ verdict }: LawReport): boolean =>
    verdict.kind === 'undecided' && verdict.because === budgetSpent;
  const late: number[] = [];
  for (const [k, run] of runs.entries()) {
    const report = run.advance(budget.share((budget.milliseconds * equalPart) / runs.length));
    reports[k] = report;
    if (outOfTime(report)) late.push(k);
    else onReport?.(report);
  }
  for (const k of late) {
    const report = runs[k]!.advance(budget);
    reports[k] = report;
    onReport?.(report);
  }
  return reports;
}
