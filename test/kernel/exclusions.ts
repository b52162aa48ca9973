// Certificates of Theorem A, their corruptions, and a judge who knows which statements are true.
import { expect } from 'vitest';
import { localCharges, operatorPeriod } from '../../src/charges/index.js';
import { checkCertificate } from '../../src/kernel/index.js';
import { certifyExclusion } from '../../src/proof/index.js';
import { Session } from '../../src/session/index.js';
import type { Operator } from '../../src/spin/index.js';
import { operator } from '../meaning/program.js';
import { type Json, corruptions, pathsOf, replaced, valueAt } from './tampering.js';

/** One chain of each kind: symbols, a staggered field, a pencil with and without roots, cells of two, a ladder. */
export const chains = {
  'XYZ in a field': 'sum_j Jx X_j X_<j+1> + Jy Y_j Y_<j+1> + Jz Z_j Z_<j+1> + h Z_j',
  'XXX in a staggered field': 'sum_j X_j X_<j+1> + Y_j Y_<j+1> + Z_j Z_<j+1> + (-1)^j Z_j + X_j',
  'complex and irrational couplings':
    'param g complex\nsum_j X_j X_<j+1> + sqrt(2) Y_j Y_<j+1> + (g + conj(g)) Z_j Z_<j+1> + i (g - conj(g)) X_j + 2 Z_j',
  'XY in an oblique field': 'sum_j X_j X_<j+1> + 2 Y_j Y_<j+1> + X_j + Z_j',
  'DM in a field': 'sum_j X_j Y_<j+1> - Y_j X_<j+1> + h X_j',
  'four sites at every second site': 'sum_j S_j·S_<j+1> + S_j·S_<j+2> + (1+(-1)^j) X_j Y_<j+1> Z_<j+2> X_<j+3> + Z_j',
  'J1-J2': 'sum_j S_j·S_<j+1> + 1/2 S_j·S_<j+2>',
  ladder: 'legs 2\nsum_j S_{j,1}·S_{j+1,1} + S_{j,2}·S_{j+1,2} + K S_{j,1}·S_{j,2}',
} as const;
export type Name = keyof typeof chains;
export const names = Object.keys(chains) as Name[];

const made = new Map<Name, string>();
export function certificate(name: Name): string {
  let text = made.get(name);
  if (text === undefined) made.set(name, (text = certifyExclusion(operator(chains[name])).text));
  return text;
}

export interface Document {
  parameters: Json[];
  hamiltonian: Json[][];
  cells: { sites: number; first: number; period: number };
  prime: number;
  roots: [string, number][];
  injective: { left: string[]; right: string[] }[];
  solutions: Json[][];
  third: { dropped: string[][]; rows: string[][] };
  pencil: null | { dropped: string[][]; rows: string[][]; minors: string[][][] };
  list: null | { period: number; charges: Json[]; free: string[][]; rows: string[][] };
}
export const documentOf = (name: Name): Document => JSON.parse(certificate(name)) as Document;

/** The Hamiltonian of a statement, and the charges that it lists. */
function read(statement: string): { hamiltonian: Operator; claims: boolean[] } {
  const claims: boolean[] = [];
  let hamiltonian: Operator | undefined;
  for (const outcome of new Session().run({ name: 'statement', text: `${statement}\nA1` })) {
    if (outcome.kind === 'error') throw new Error(outcome.diagnostic.message);
    if (outcome.kind === 'claim') claims.push(outcome.claim.holds);
    if (outcome.kind === 'value' && outcome.value.kind === 'operator') hamiltonian = outcome.value.operator;
  }
  return { hamiltonian: hamiltonian!, claims };
}

const counts = new Map<string, number[]>();
/** Numbers of local charges of up to so many sites, by a search among all strings. */
function nullities(key: string, hamiltonian: Operator, range: number, period: number): readonly number[] {
  const name = `${key} ${range} ${period}`;
  let found = counts.get(name);
  if (!found) counts.set(name, (found = [...localCharges(hamiltonian, { range, period }).nullities]));
  return found;
}

/** Fails if a statement of the kernel is not true, as far as a search among strings can tell. */
export function judge(statement: string, { cells, list }: Document): void {
  const { hamiltonian, claims } = read(statement);
  const definition = statement.split('\n').find((line) => line.startsWith('A1 = '))!;
  expect(claims.every(Boolean), statement).toBe(true);
  expect(claims).toHaveLength(list?.charges.length ?? 0);
  // A string of one site more than two cells reaches three of them; one that is short enough fits into two somewhere.
  const own = operatorPeriod(hamiltonian);
  const periods = [1, 2].filter((p) => (cells.sites * cells.period) % p === 0 && p % own === 0);
  for (const period of periods) {
    const fits = period === 1 ? cells.sites + 1 : 2 * cells.sites;
    const found = nullities(definition, hamiltonian, Math.max(fits + 1, 4), period);
    if (list?.period === period) expect(found[fits - 1], statement).toBe(list.charges.length);
    expect(found.at(-1), statement).toBe(found[fits - 1]);
  }
}

/** What one string of a matrix may be changed to, beyond the general corruptions. */
export const otherLetters = (value: Json): Json[] =>
  typeof value === 'string' && /^[IXYZ]+$/u.test(value)
    ? [...value].flatMap((letter, k) =>
        [...'IXYZ'].filter((l) => l !== letter).map((l) => value.slice(0, k) + l + value.slice(k + 1)),
      )
    : [];

/** Chains whose certificates are short enough to be corrupted at every place. */
export const shortOnes: readonly Name[] = names.filter(
  (name) => !['ladder', 'J1-J2', 'four sites at every second site'].includes(name),
);

/** Changes every `step`-th place of a certificate in every way, and fails where that leaves a false statement. */
export function corrupted(name: Name, step: number): { rejected: number; accepted: number; changed: number } {
  const document = documentOf(name) as unknown as Json;
  const original = checkCertificate(certificate(name)) as { statement: string };
  let [rejected, accepted, changed] = [0, 0, 0];
  for (const path of pathsOf(document).filter((_, k) => k % step === 0)) {
    const before = valueAt(document, path);
    for (const value of [...corruptions(before), ...otherLetters(before)]) {
      if (JSON.stringify(value) === JSON.stringify(before)) continue;
      const now = replaced(document, path, value);
      const answer = checkCertificate(JSON.stringify(now));
      if (!answer.accepted) {
        rejected += 1;
        continue;
      }
      accepted += 1;
      if (answer.statement === original.statement) {
        // The same statement by another minor: rows, columns, residues and primes prove, and state nothing.
        expect([
          'prime',
          'roots',
          'injective',
          'third',
          'pencil',
          'list',
          'parameters',
          'hamiltonian',
          'solutions',
        ]).toContain(path[0]);
        continue;
      }
      changed += 1;
      judge(answer.statement, now as unknown as Document);
    }
  }
  return { rejected, accepted, changed };
}
