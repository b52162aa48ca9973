import { type Diagnostic, type DiagnosticCode, DiagnosticError } from '../text/index.js';
import { type Budget, budgetSpent } from './budget.js';
import type { CaseSpace } from './case-space.js';

/** How a law is decided: exactly, or in floating point up to a tolerance that has a reason. */
export type Strength = 'identity' | { readonly relative: number; readonly because: string };

/** A way to break the subject that the law must notice. */
export interface Mutant<Case> {
  readonly name: string;
  /**
   * breaks an operation rather than an operator: then the witness holds when it is typed, since the language is not
   * broken
   */
  readonly operation?: true;
  /** the subject with its fault */
  breaks(subject: Case): Case;
}

/** What one look at a subject finds. */
export type Finding =
  /** words that cancelled, or the largest relative deviation */
  | { readonly holds: true; readonly cancelled?: number; readonly deviation?: number }
  | { readonly holds: false; readonly residual: Residual };

/** What is left where nothing should be. */
export interface Residual {
  /** as text of the language where it is an operator */
  readonly text: string;
  /** Pauli strings, where it is an operator */
  readonly terms?: number;
}

/** What a law that holds has been tried on. */
export interface Evidence {
  readonly cases: number;
  /** cases outside the precondition of the law */
  readonly skipped: number;
  readonly cancelled: number;
  /** the largest relative deviation, where the law is numerical */
  readonly deviation?: number;
}

/** The smallest case found at which a law fails. */
export interface Witness {
  /** one line of the language */
  readonly line: string;
  /** its parameters; absent where the subject was not drawn from the case space */
  readonly where?: Readonly<Record<string, string>>;
  /** both together replay it */
  readonly seed?: number;
  readonly path?: string;
}

/** What became of a law: it holds in all cases that were tried, it fails in one, or it is undecided. */
export type Verdict =
  | { readonly kind: 'holds'; readonly evidence: Evidence }
  | { readonly kind: 'fails'; readonly witness: Witness; readonly residual: Residual }
  /** out of time, or a precondition is not met: never `holds` */
  | { readonly kind: 'undecided'; readonly because: Diagnostic };

/** One record, many readers: tests, the command line, the dialogue, the manual. */
export interface Law<Case> {
  /** room.claim, stable */
  readonly id: string;
  readonly title: string;
  /** an equation of the papers or a reference */
  readonly source: string;
  /** in the spin language, one statement a line */
  readonly statement: string;
  readonly cases: CaseSpace<Case>;
  readonly strength: Strength;
  /** a script that proves it, in proofs/ */
  readonly proof?: string;
  readonly mutants: readonly Mutant<Case>[];
  /** a false statement of a paper is a law expected to fail */
  readonly expected: 'holds' | 'fails';
  /**
   * the code of the refusal by which every case is outside the precondition, where that is known: then undecided is
   * expected
   */
  readonly refusal?: DiagnosticCode;
  /** one case; total and pure */
  check(subject: Case, budget: Budget): Verdict;
  /** a line of the language that shows the case: pasted, it fails where the law does */
  line(subject: Case): string;
}

/** A law as it is written down, before `law` completes it. */
export type LawRecord<Case> = Omit<Law<Case>, 'check' | 'expected'> & {
  readonly expected?: 'holds' | 'fails';
  /** @diagnostic a refusal where a precondition is not met */
  examine(subject: Case): Finding;
};

/** Is this what the law is expected to say? */
export function isExpected({ expected, refusal }: Pick<Law<never>, 'expected' | 'refusal'>, verdict: Verdict): boolean {
  return refusal === undefined
    ? verdict.kind === expected
    : verdict.kind === 'undecided' && verdict.because.code === refusal;
}

/** A law from its record: `examine` may refuse and may be slow, `check` is total and keeps its budget. */
export function law<Case>(record: LawRecord<Case>): Law<Case> {
  const { examine, ...rest } = record;
  return {
    expected: 'holds',
    ...rest,
    check(subject, budget) {
      let found: Finding | Diagnostic;
      try {
        found = budget.within(() => examine(subject));
      } catch (error) {
        if (!(error instanceof DiagnosticError) || error.diagnostic.code === 'interrupted') throw error;
        found = error.diagnostic;
      }
      if ('code' in found) return { kind: 'undecided', because: found };
      if (!found.holds) return { kind: 'fails', witness: { line: rest.line(subject) }, residual: found.residual };
      // A budget that was overrun where nothing looked at it is overrun all the same.
      if (budget.spent) return { kind: 'undecided', because: budgetSpent };
      const { cancelled = 0, deviation } = found;
      return {
        kind: 'holds',
        evidence: { cases: 1, skipped: 0, cancelled, ...(deviation !== undefined && { deviation }) },
      };
    },
  };
}
