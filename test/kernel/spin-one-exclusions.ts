import { expect } from 'vitest';
import { tripletLocalCharges } from '../../src/charges/index.js';
import { checkCertificate } from '../../src/kernel/index.js';
import { certifyExclusion } from '../../src/proof/index.js';
import { Session } from '../../src/session/index.js';
import type { Operator } from '../../src/spin/index.js';
import { sitePeriod } from '../../src/triplet/index.js';
import { operatorOf } from '../triplet/value.js';
import { type Json, corruptions, pathsOf, replaced, valueAt } from './tampering.js';

const S = 'S_j·S_<j+1>';
export const chains = {
  Heisenberg: `sum_j ${S}`,
  'bilinear and biquadratic in a field': `sum_j a ${S} + b (${S})^2 + h Sz_j`,
  'an anisotropy': `sum_j ${S} - (${S})^2 + D Sz_j^2`,
  'a staggered field': `sum_j ${S} + (-1)^j h Sz_j`,
  'roots and an antisymmetric exchange': `sum_j ${S} + d (S_j×S_<j+1>)^z + sqrt(2) Sx_j`,
} as const;
export type Name = keyof typeof chains;
export const names = Object.keys(chains) as Name[];

const made = new Map<Name, string>();
export function certificate(name: Name): string {
  let text = made.get(name);
  if (text === undefined) made.set(name, (text = certifyExclusion(operatorOf(chains[name]), undefined, '1').text));
  return text;
}

export interface Document {
  hamiltonian: Json[][];
  list: null | { period: number; charges: Json[] };
}
export const documentOf = (name: Name): Document & Record<string, Json> =>
  JSON.parse(certificate(name)) as Document & Record<string, Json>;
export const reasonOf = (document: unknown): string => {
  const answer = checkCertificate(JSON.stringify(document));
  return answer.accepted ? 'accepted' : answer.reason;
};

/** The Hamiltonian of a statement; fails if one of its claims does not hold. */
export function read(statement: string): Operator {
  let hamiltonian: Operator | undefined;
  for (const outcome of new Session({ spins: 'any' }).run({ name: 'statement', text: `${statement}\nA1` })) {
    if (outcome.kind === 'error') throw new Error(outcome.diagnostic.message);
    if (outcome.kind === 'claim') expect(outcome.claim.holds, statement).toBe(true);
    if (outcome.kind === 'value' && outcome.value.kind === 'operator') hamiltonian = outcome.value.operator;
  }
  return hamiltonian!;
}

const counts = new Map<string, readonly number[]>();
/** Fails if a search among all words of up to three sites contradicts a statement. */
export function judge(statement: string, { list }: Document): void {
  const hamiltonian = read(statement);
  const key = `${list?.period} ${statement.split('\n').find((line) => line.startsWith('A1 = '))!}`;
  let found = counts.get(key);
  if (!found) {
    const period = list?.period ?? sitePeriod(hamiltonian);
    counts.set(key, (found = tripletLocalCharges(hamiltonian, { range: 3, period }).nullities));
  }
  expect(found[2], statement).toBe(found[1]);
  if (list) expect(found[1], statement).toBe(list.charges.length);
}

/** Another letter in every place of a string. */
const otherLetters = (value: Json): Json[] =>
  typeof value === 'string' && /^[IXYZPQRUV]+$/u.test(value)
    ? [...value].flatMap((letter, k) =>
        [...'IXYZU'].filter((l) => l !== letter).map((l) => value.slice(0, k) + l + value.slice(k + 1)),
      )
    : [];

/**
 * Makes every `step`-th corruption of every place of a certificate, and judges the statements that are left.
 *
 * @returns  how many were rejected, and how many left another statement
 */
export function corrupted(name: Name, step: number): { readonly rejected: number; readonly changed: number } {
  const document = documentOf(name) as unknown as Json;
  const original = checkCertificate(certificate(name)) as { statement: string };
  let [rejected, changed, count] = [0, 0, 0];
  for (const path of pathsOf(document)) {
    const before = valueAt(document, path);
    for (const value of [...corruptions(before), ...otherLetters(before)]) {
      if (JSON.stringify(value) === JSON.stringify(before)) continue;
      if ((count += 1) % step !== 0) continue;
      const now = replaced(document, path, value);
      const answer = checkCertificate(JSON.stringify(now));
      if (!answer.accepted) rejected += 1;
      else if (answer.statement !== original.statement) {
        changed += 1;
        judge(answer.statement, now as unknown as Document);
      }
    }
  }
  return { rejected, changed };
}
