import { type Diagnostic, type DiagnosticCode, DiagnosticError } from '../text/index.js';
import { type Budget, budgetSpent } from './budget.js';
import type { CaseSpace } from './case-space.js';

/** How a law is decided: exactly, or in floating point up to a tolerance that has a reason. */
export type Strength = 'identity' | { readonly relative: number; readonly because: string };

/** A way to break the subject that the law must notice. */
export interface Mutant<Case> {
  readonly name: string;
  /**
   * whether it breaks an operation rather than an operator; the printed witness then holds in the language, which is
   * not broken
   */
  readonly operation?: true;
  /** the subject with its fault */
  breaks(subject: Case): Case;
}

/** The result of examining one subject. */
export type Finding =
  /** words that cancelled, or the largest relative deviation */
  | { readonly holds: true; readonly cancelled?: number; readonly deviation?: number }
  | { readonly holds: false; readonly residual: Residual };

/** The difference that should vanish but does not. */
export interface Residual {
  /** as text of the language where it is an operator */
  readonly text: string;
  /** Pauli strings, where it is an operator */
  readonly terms?: number;
}

/** The cases on which a law was tried and held. */
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
  /** its parameters; absent if the subject was not drawn from the case space */
  readonly where?: Readonly<Record<string, string>>;
  /** replays the case together with the path */
  readonly seed?: number;
  readonly path?: string;
}

/** The verdict on a law: it holds in all cases that were tried, it fails in one, or it is undecided. */
export type Verdict =
  | { readonly kind: 'holds'; readonly evidence: Evidence }
  | { readonly kind: 'fails'; readonly witness: Witness; readonly residual: Residual }
  /** the time ran out, or a precondition is not met; such a law never counts as `holds` */
  | { readonly kind: 'undecided'; readonly because: Diagnostic };

/** A law as one record, which tests, the command line, the dialogue and the manual read. */
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
   * code of the refusal where it is known that every case is outside the precondition; the expected verdict is then
   * undecided
   */
  readonly refusal?: DiagnosticCode;
  /** decides one case; total and pure */
  check(subject: Case, budget: Budget): Verdict;
  /** a line of the language that shows the case; pasted into a session, it fails where the law fails */
  line(subject: Case): string;
}

/** The parts of a law that its author writes; `law` adds the rest. */
export type LawRecord<Case> = Omit<Law<Case>, 'check' | 'expected'> & {
  readonly expected?: 'holds' | 'fails';
  /** @diagnostic a refusal where a precondition is not met */
  examine(subject: Case): Finding;
};

/** Is this verdict the expected one? */
export function isExpected({ expected, refusal }: Pick<Law<never>, 'expected' | 'refusal'>, verdict: Verdict): boolean {
  return refusal === undefined
    ? verdict.kind === expected
    : verdict.kind === 'undecided' && verdict.because.code === refusal;
}

/** Makes a law from its record. `examine` may refuse and may be slow; `check` is total and keeps its budget. */
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
      // The budget may have been exceeded in code that does not consult it; that counts as well.
      if (budget.spent) return { kind: 'undecided', because: budgetSpent };
      const { cancelled = 0, deviation } = found;
      return {
        kind: 'holds',
        evidence: { cases: 1, skipped: 0, cancelled, ...(deviation !== undefined && { deviation }) },
      };
    },
  };
}
