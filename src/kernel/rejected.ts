/** Thrown where a certificate is not accepted; the message is the reason. */
export class Rejected extends Error {}

export function reject(reason: string): never {
  throw new Rejected(reason);
}
