import { type Diagnostic, DiagnosticError, refuse } from '../text/index.js';
import { Budget, type Clock, budgetSpent } from './budget.js';
import { type CaseSpace, type Point, pointAt, simplerPoints, writePoint } from './case-space.js';
import { type Evidence, type Law, type Verdict, isExpected } from './law.js';

/** How a law is checked: its cases, their number and the time. */
export interface RunOptions<Case = unknown> {
  /** decides every case; 1 by default */
  readonly seed?: number;
  /** as many as the law wants by default */
  readonly cases?: number;
  /** milliseconds for the whole run; no limit by default */
  readonly budget?: number;
  readonly clock?: Clock;
  /** a restricted space */
  readonly space?: CaseSpace<Case>;
  /** changes every subject before it is looked at: a mutant, or another implementation */
  readonly change?: (subject: Case) => Case;
  /** after every case */
  readonly onCase?: (progress: Progress) => void;
}

/** How many cases of a law have been tried. */
export interface Progress {
  readonly law: string;
  readonly done: number;
  readonly wanted: number;
}

/** What a run says about a law. */
export interface LawReport {
  readonly law: Law<unknown>;
  readonly verdict: Verdict;
  /** cases looked at, skipped ones apart */
  readonly cases: number;
  readonly seed: number;
  readonly seconds: number;
  /** is the verdict the expected one? */
  readonly green: boolean;
}

/** Most cases that are tried while a counterexample is made smaller. */
const mostShrinks = 400;

/** The checks of one law, which may stop when their time is over and go on later. */
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

  /** Goes on until the law is decided or the budget is spent. */
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

  /** Takes the first simpler case that fails too, again and again. The path holds which of them it was each time. */
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

/** Checks a law, case by case, and makes a counterexample as small as it gets. */
export function checkLaw<Case>(law: Law<Case>, options: RunOptions<Case> = {}): LawReport {
  return new LawRun(law, options).advance(new Budget(options.budget, options.clock));
}

/** The verdict about the one case that a seed and a path lead to. */
export function replay<Case>(law: Law<Case>, path: string, options: RunOptions<Case> = {}): Verdict {
  return new LawRun(law, options).replay(path, new Budget(options.budget, options.clock));
}

/**
 * Does the law notice this mutant? A law that holds must fail on it; one that is expected to fail must hold.
 */
export function notices<Case>(
  law: Law<Case>,
  change: (subject: Case) => Case,
  options: RunOptions<Case> = {},
): boolean {
  const { verdict } = checkLaw(law, { ...options, change });
  return verdict.kind === (law.expected === 'holds' ? 'fails' : 'holds');
}

/** How several laws are checked. */
export interface ManyOptions extends Omit<RunOptions, 'space' | 'change'> {
  /** the case space of a law, where it is restricted */
  readonly spaceOf?: (law: Law<unknown>) => CaseSpace<unknown>;
  /** when a law is decided, or will not be any more */
  readonly onReport?: (report: LawReport) => void;
}

/** The part of the budget that is shared out equally, before the laws that need longer have the rest. */
const equalPart = 1 / 2;

/**
 * Checks laws one after another. Each has an equal share of half the time, so that no slow one keeps the others from
 * being looked at; those that are not decided then go on where they stopped, in their order, with all that is left.
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
