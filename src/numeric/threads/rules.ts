/** When work is shared between threads. */
export interface SharingRules {
  /** seconds of work from which on threads are started; the start of one takes a tenth of a second */
  readonly worthwhileSeconds: number;
  /** whether the calling thread computes chunks too; otherwise it only waits for the others */
  readonly callerComputes: boolean;
}

const usual: SharingRules = { worthwhileSeconds: 0.5, callerComputes: true };

let rules = usual;

/** The rules in force. */
export function sharingRules(): SharingRules {
  return rules;
}

/** Sets rules other than the usual ones: tests of small problems share them, and let other threads compute everything. */
export function setSharingRules(other: Partial<SharingRules>): void {
  rules = { ...usual, ...other };
}

/** Seconds of work from which on threads that have been started take part; a round of messages takes a millisecond. */
export function worthwhileRound(): number {
  return Math.min(0.005, rules.worthwhileSeconds);
}
