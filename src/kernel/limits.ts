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
  /** products of two terms of coefficients or of two words */
  work: 100_000_000,
};

/** What is left of the work allowed. */
export interface Work {
  left: number;
}

export function spend(work: Work): void {
  work.left -= 1;
  if (work.left < 0) reject('checking it takes more work than is allowed');
}
