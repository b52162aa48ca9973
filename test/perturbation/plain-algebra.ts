import {
  type Operator,
  type Weight,
  commutator,
  localWord,
  staggeredWeight,
  sumOverChain,
  termLabel,
  uniformWeight,
  weighted,
  wordFrom,
} from '../../src/spin/index.js';
import { oneCoefficient, type Coefficient } from '../../src/exact/index.js';

const p = 1_000_003n;

/** A number of the field modulo p; i is a root of −1 modulo p² … so −i on both sides keeps everything real instead. */
function real(c: Coefficient): bigint {
  const [term] = c.terms;
  if (!term) return 0n;
  if (c.terms.length > 1 || term.value.im !== 0 || term.monomial.factors.length > 0)
    throw new Error('a plain number is wanted');
  return mod(BigInt(term.value.re) * power(mod(BigInt(term.value.den)), p - 2n));
}
const mod = (n: bigint): bigint => ((n % p) + p) % p;
function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let b = base, e = exponent; e > 0n; e >>= 1n, b = mod(b * b)) if ((e & 1n) === 1n) result = mod(result * b);
  return result;
}

/** Every string of at most `range` sites as a chain sum. */
function strings(range: number, weight: Weight): Operator[] {
  const found: Operator[] = [];
  const grow = (letters: string): void => {
    if (letters !== '' && !letters.endsWith('I')) {
      found.push(weighted(sumOverChain(localWord(wordFrom(letters).word, 0, oneCoefficient)), weight));
    }
    if (letters.length < range) for (const l of letters === '' ? 'XYZ' : 'IXYZ') grow(letters + l);
  };
  grow('');
  return found;
}

function rank(rows: bigint[][]): number {
  let found = 0;
  const columns = rows[0]?.length ?? 0;
  for (let c = 0; c < columns && found < rows.length; c++) {
    const pivot = rows.findIndex((r, k) => k >= found && r[c] !== 0n);
    if (pivot < 0) continue;
    [rows[found], rows[pivot]] = [rows[pivot]!, rows[found]!];
    const inverse = power(rows[found]![c]!, p - 2n);
    for (let k = found + 1; k < rows.length; k++) {
      const factor = mod(rows[k]![c]! * inverse);
      if (factor !== 0n) for (let m = c; m < columns; m++) rows[k]![m] = mod(rows[k]![m]! - factor * rows[found]![m]!);
    }
    found += 1;
  }
  return found;
}

/**
 * Is there an X of at most `range` sites with [H, X] = right? By the ranks of a dense matrix over all strings, modulo
 * 1000003: another way to the answer of correctionOf. Couplings are real numbers, `right` is anti-Hermitian.
 */
export function solvable(hamiltonian: Operator, right: Operator, range: number): boolean {
  const unknowns = [...strings(range, uniformWeight), ...strings(range, staggeredWeight)];
  // All coefficients are imaginary: their imaginary parts make the system.
  const imaginary = (o: Operator): Map<string, bigint> =>
    new Map(
      o.terms.map((t) => [
        termLabel(t),
        real({
          terms: t.coefficient.terms.map(({ monomial, value }) => ({
            monomial,
            value: { re: value.im, im: value.re, den: value.den },
          })),
        }),
      ]),
    );
  const columns = [...unknowns.map((u) => imaginary(commutator(hamiltonian, u))), imaginary(right)];
  const labels = [...new Set(columns.flatMap((c) => [...c.keys()]))];
  const rows = labels.map((label) => columns.map((c) => c.get(label) ?? 0n));
  const left = rows.map((r) => r.slice(0, -1));
  return rank(rows) === rank(left);
}
