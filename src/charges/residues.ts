import type { Coefficient, ScalarSymbol } from '../exact/index.js';
import { commonDenominator, gcd, bigResidue, modularPower, modularRoot, residue } from '../exact/index.js';
import { limit } from '../text/index.js';
import { integerParts } from './monomial-table.js';

/** An integer times roots of primes, i, and powers of the variables. */
interface Part {
  readonly value: bigint;
  /** by variable */
  readonly exponents: readonly number[];
  /** numbers of the roots in `Variables.roots` */
  readonly roots: readonly number[];
}

/** A coefficient with integers only, without denominators, negative powers and roots of parameters. */
export type IntegerPolynomial = readonly Part[];

/** symbol^(doubled/2), the largest power of a symbol of which all powers that occur are powers. */
export interface Variable {
  readonly symbol: ScalarSymbol;
  readonly doubled: number;
}

/** A ring homomorphism to the residues of a prime: the images of the variables and of the roots. */
export interface Evaluation {
  readonly prime: number;
  readonly roots: readonly number[];
  readonly point: readonly number[];
}

/** Largest number of square roots of numbers, including i; each doubles the number of primes that a proof needs. */
const maxRoots = 6;

/**
 * The coefficients of operators as polynomials over the integers of Q(i, √p, …).
 *
 * Every group of coefficients is multiplied by one number and one monomial, which do not vanish. This removes
 * denominators, negative powers and common factors, and does not change whether a commutator of the operators vanishes.
 */
export class Polynomials {
  readonly variables: readonly Variable[];
  /** numbers whose square roots occur: −1 for i, and primes */
  readonly roots: readonly number[];
  readonly groups: readonly (readonly IntegerPolynomial[])[];
  /** whether all parts of each group have the same degree in the parameters */
  readonly homogeneous: boolean;

  /** @diagnostic `too-many-roots` */
  constructor(groups: readonly (readonly Coefficient[])[]) {
    const cleared = groups.map(clear);
    const parts = cleared.flat(2);
    const symbols = [...new Set(parts.flatMap((part) => [...part.powers.keys()]))];
    this.variables = symbols.map((symbol) => ({
      symbol,
      doubled: parts.reduce((g, { powers }) => gcd(g, powers.get(symbol) ?? 0), 0),
    }));
    this.roots = [...new Set(parts.flatMap((part) => part.roots))].sort((a, b) => a - b);
    if (this.roots.length > maxRoots) {
      limit(
        'too-many-roots',
        `${this.roots.length} different square roots of numbers; modular proofs take up to ${maxRoots}`,
        { hint: 'leave modular arithmetic out' },
      );
    }
    this.groups = cleared.map((group) =>
      group.map((coefficient) =>
        coefficient.map(({ value, powers, roots }) => ({
          value,
          exponents: this.variables.map(({ symbol, doubled }) => (powers.get(symbol) ?? 0) / doubled),
          roots: roots.map((n) => this.roots.indexOf(n)),
        })),
      ),
    );
    this.homogeneous = this.groups.every(
      (group) => new Set(group.flat().map((part) => this.totalDegree(part.exponents))).size <= 1,
    );
  }

  /** The degree in the parameters themselves, doubled. */
  totalDegree(exponents: readonly number[]): number {
    return exponents.reduce((sum, e, i) => sum + e * this.variables[i]!.doubled, 0);
  }

  /** Degree of the field in which the roots lie: square roots of −1 and of different primes are independent. */
  get fieldDegree(): number {
    return 2 ** this.roots.length;
  }

  /** The roots modulo a prime; undefined unless all of them exist. */
  rootsModulo(prime: number): number[] | undefined {
    const roots = this.roots.map((n) => modularRoot(n, prime));
    return roots.every((r) => r !== undefined) ? roots : undefined;
  }

  evaluate(polynomial: IntegerPolynomial, { prime, roots, point }: Evaluation): number {
    let sum = 0;
    for (const part of polynomial) {
      let product = bigResidue(part.value, prime);
      for (const n of part.roots) product = residue(product * roots[n]!, prime);
      part.exponents.forEach((e, i) => {
        if (e > 0) product = residue(product * modularPower(point[i]!, e, prime), prime);
      });
      sum = residue(sum + product, prime);
    }
    return sum;
  }

  /**
   * The sum of the absolute values, with √p rounded up to an integer, which bounds every conjugate of a coefficient.
   */
  norm(polynomial: IntegerPolynomial): bigint {
    let sum = 0n;
    for (const { value, roots } of polynomial) {
      sum += roots.reduce(
        (size, n) => size * BigInt(Math.ceil(Math.sqrt(Math.abs(this.roots[n]!)))),
        value < 0n ? -value : value,
      );
    }
    return sum;
  }
}

interface ClearedPart {
  readonly value: bigint;
  readonly powers: ReadonlyMap<ScalarSymbol, number>;
  readonly roots: readonly number[];
}

/** Clears denominators, and divides by the lowest power of every parameter. */
function clear(group: readonly Coefficient[]): ClearedPart[][] {
  const den = commonDenominator(group);
  const parts = group.map((coefficient) => integerParts(coefficient, den));
  const lowest = new Map<ScalarSymbol, number>();
  const all = parts.flat();
  for (const { monomial } of all)
    for (const { symbol } of monomial.factors)
      if (symbol.kind !== 'prime') lowest.set(symbol, Number.POSITIVE_INFINITY);
  for (const { monomial } of all) {
    for (const [symbol, least] of lowest) {
      lowest.set(symbol, Math.min(least, monomial.factors.find((f) => f.symbol === symbol)?.doubled ?? 0));
    }
  }
  return parts.map((coefficient) =>
    coefficient.map(({ monomial, imaginary, value }) => {
      const powers = new Map<ScalarSymbol, number>();
      for (const [symbol, least] of lowest) {
        const power = (monomial.factors.find((f) => f.symbol === symbol)?.doubled ?? 0) - least;
        if (power > 0) powers.set(symbol, power);
      }
      const roots = monomial.factors.flatMap(({ symbol }) => (symbol.kind === 'prime' ? [Number(symbol.name)] : []));
      return { value, powers, roots: imaginary ? [-1, ...roots] : roots };
    }),
  );
}
