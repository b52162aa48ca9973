import { reject } from './rejected.js';

/** Limits of certificates of excluded charges. One that exceeds one is rejected: nothing is cut off or rounded. */
export const exclusionLimits = {
  /** characters of the text */
  text: 16_000_000,
  /** letters of a word */
  word: 256,
  /** sites on either side of site 0 */
  site: 1 << 29,
  /** sites of a cell, its period, solutions of T_2 and minors of the pencil, in a certificate of excluded charges */
  cellSites: 3,
  cellPeriod: 8,
  solutions: 8,
  minors: 8,
  /** modulus of an exponent, doubled */
  exponent: 4000,
  /** numerators and denominators */
  number: 10n ** 2000n,
  /** steps of work allowed: `first`, plus `perCharacter` for each character of the text, at most `most` in all */
  work: { first: 2_000_000, perCharacter: 8000, most: 3_000_000_000 },
};

/**
 * The remaining allowance of work. Its unit is about one machine operation: a letter multiplied, an exponent added.
 * Longer operations, such as those on long numbers, count as several. So the time to check a certificate is at most
 * proportional to its length.
 */
export interface Work {
  left: number;
}

export function workFor(characters: number): Work {
  const { first, perCharacter, most } = exclusionLimits.work;
  return { left: Math.min(first + perCharacter * characters, most) };
}

export function spend(work: Work, amount = 1): void {
  work.left -= amount;
  if (work.left < 0) reject('checking it takes more work than is allowed for a text of this length');
}
