/** Thrown where a certificate is not accepted; the message is the reason. */
export class Rejected extends Error {}

export function reject(reason: string): never {
  throw new Rejected(reason);
}

/** Declared limits. Exceeding one rejects the certificate: nothing is cut off or rounded. */
export const limits = {
  /** characters of the text */
  text: 16_000_000,
  /** letters of a word */
  word: 256,
  /** sites on either side of site 0, and sites of a translation */
  site: 1 << 29,
  /** power of j in a weight */
  power: 32,
  /** modulus of an exponent, doubled */
  exponent: 4000,
  /** numerators and denominators */
  number: 10n ** 2000n,
  /** steps of work that checking may take: so many for each character of the text, and never more in all */
  work: { first: 2_000_000, perCharacter: 8000, most: 3_000_000_000 },
};

/**
 * What is left of the work allowed. Its unit is about one operation of the machine that runs the kernel: a letter
 * multiplied, an exponent added; operations that take longer, as with long numbers, count as many. So checking takes
 * time in proportion to the text, or ends.
 */
export interface Work {
  left: number;
}

export function workFor(text: string): Work {
  const { first, perCharacter, most } = limits.work;
  return { left: Math.min(first + perCharacter * text.length, most) };
}

export function spend(work: Work, amount = 1): void {
  work.left -= amount;
  if (work.left < 0) reject('checking it takes more work than is allowed for a text of this length');
}
