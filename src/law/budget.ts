import { DiagnosticError, type Diagnostic, withInterrupt } from '../text/index.js';

/** Milliseconds since some moment. */
export type Clock = () => number;

/**
 * The time a check may take. It is consulted between cases, and within long cases by every loop that can be
 * interrupted.
 */
export class Budget {
  private readonly end: number;

  constructor(
    readonly milliseconds = Number.POSITIVE_INFINITY,
    readonly clock: Clock = () => performance.now(),
  ) {
    this.end = clock() + milliseconds;
  }

  get left(): number {
    return Math.max(0, this.end - this.clock());
  }

  get spent(): boolean {
    return this.clock() >= this.end;
  }

  /** A part of the remaining time. */
  share(milliseconds: number): Budget {
    return new Budget(Math.min(milliseconds, this.left), this.clock);
  }

  /** Runs `body`, or ends it with the diagnostic `budget-spent` when the time is over. */
  within<T>(body: () => T): T | Diagnostic {
    if (this.spent) return budgetSpent;
    if (this.end === Number.POSITIVE_INFINITY) return body();
    try {
      return withInterrupt(() => this.spent, body);
    } catch (error) {
      // An interruption with another cause is passed on.
      if (error instanceof DiagnosticError && error.diagnostic.code === 'interrupted' && this.spent) return budgetSpent;
      throw error;
    }
  }
}

export const budgetSpent: Diagnostic = {
  kind: 'limit',
  code: 'budget-spent',
  message: 'the time is over before the check is done',
  hint: 'give it more time: --budget 60s',
};
