import type { Operator } from '../../src/spin/index.js';
import { termDocuments } from '../../src/report/index.js';
import { Elimination, inverse, modulo } from './elimination.js';

const prime = 67_108_859;

/** A Pauli string at a site, and its value modulo the prime. */
interface Placed {
  readonly letters: string;
  readonly value: number;
}

function residue(text: string): number {
  const found = /^(?<num>-?\d+)(?:\/(?<den>\d+))?$/u.exec(text);
  if (!found) throw new Error(`${text} is no rational number`);
  const { num, den = '1' } = found.groups!;
  return (modulo(Number(num), prime) * inverse(Number(den), prime)) % prime;
}

/** The strings of H that begin at the sites 0 … p − 1. */
function stringsOf(hamiltonian: Operator, period: number): Placed[][] {
  return Array.from({ length: period }, (_, j) =>
    termDocuments(hamiltonian)
      .filter(({ string }) => string !== '')
      .map(({ string, weight, coefficient }) => {
        if (weight !== '1' && weight !== '(-1)^j') throw new Error(`a weight ${weight}`);
        const sign = weight === '1' || j % 2 === 0 ? 1 : prime - 1;
        return { letters: string, value: (sign * residue(coefficient)) % prime };
      }),
  );
}

const products: Record<string, [letter: string, sign: number]> = {
  XY: ['Z', 1],
  YZ: ['X', 1],
  ZX: ['Y', 1],
  YX: ['Z', -1],
  ZY: ['X', -1],
  XZ: ['Y', -1],
};

/** −(i/2) [P, Q] of two strings, letter by letter; undefined where they commute. */
function bracket(p: string, atP: number, q: string, atQ: number) {
  const first = Math.min(atP, atQ);
  const last = Math.max(atP + p.length, atQ + q.length);
  let power = 0;
  let letters = '';
  for (let site = first; site < last; site++) {
    const a = p[site - atP] ?? 'I';
    const b = q[site - atQ] ?? 'I';
    if (a === 'I' || b === 'I' || a === b) {
      letters += a === b ? 'I' : a === 'I' ? b : a;
      continue;
    }
    const [letter, sign] = products[a + b]!;
    letters += letter;
    power += sign;
  }
  // P Q = i^power R, and an odd power means that they anticommute.
  if (power % 2 === 0) return undefined;
  const start = letters.search(/[^I]/u);
  return {
    at: first + start,
    letters: letters.slice(start).replace(/I+$/u, ''),
    sign: ((power % 4) + 4) % 4 === 1 ? 1 : prime - 1,
  };
}

/** Every string of exactly so many sites that begins and ends with a letter. */
function stringsOfLength(n: number): string[] {
  let list = ['X', 'Y', 'Z'];
  for (let k = 1; k < n; k++) list = list.flatMap((s) => ['I', 'X', 'Y', 'Z'].map((l) => s + l));
  return list.filter((s) => !s.endsWith('I'));
}

/**
 * The numbers of independent local charges of period p and of up to 1 … `range` sites, by commuting every string with
 * every string of H, letter by letter, and elimination modulo a prime.
 *
 * @param hamiltonian  a chain sum with rational coefficients
 */
export function countedCharges(hamiltonian: Operator, period: number, range: number): number[] {
  const terms = stringsOf(hamiltonian, period);
  const longest = Math.max(...terms.flat().map(({ letters }) => letters.length));
  const pivots = new Elimination(prime);
  const counts: number[] = [];
  let count = 0;
  for (let n = 1; n <= range; n++) {
    for (const string of stringsOfLength(n)) {
      for (let at = 0; at < period; at++) {
        const column = new Map<string, number>();
        for (let site = at - longest + 1; site < at + n; site++) {
          for (const { letters, value } of terms[((site % period) + period) % period]!) {
            const found = bracket(letters, site, string, at);
            if (!found) continue;
            const key = `${((found.at % period) + period) % period} ${found.letters}`;
            const sum = ((column.get(key) ?? 0) + found.sign * value) % prime;
            if (sum === 0) column.delete(key);
            else column.set(key, sum);
          }
        }
        if (!pivots.add(column)) count += 1;
      }
    }
    counts.push(count);
  }
  return counts;
}
