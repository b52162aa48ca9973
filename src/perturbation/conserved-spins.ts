import { sitesText } from '../charges/index.js';
import { fromGaussian, gaussian, oneCoefficient } from '../exact/index.js';
import {
  type Operator,
  type Weight,
  commutator,
  firstSite,
  isZeroOperator,
  localWord,
  residueWeight,
  scaleOperator,
  staggeredWeight,
  sumOperators,
  sumOverChain,
  uniformWeight,
  weighted,
  wordFrom,
  zeroOperator,
} from '../spin/index.js';
import { type SpinAxis, spinAxes, stringsOf } from './ladder-strings.js';
import type { Parts } from './parts.js';
import { periodUnder } from './periods.js';

/** A sum Σ_j n_j σ^a_j, the generator of rotations of the spins about an axis. */
export interface ConservedSpin {
  /** `Sz`, `staggered Sx`, `Sz of the sites 3j` … */
  readonly name: string;
  readonly axis: SpinAxis;
  readonly operator: Operator;
  /** whether V conserves it too */
  readonly kept: boolean;
}

const total = (axis: SpinAxis, weight: Weight): Operator =>
  weighted(sumOverChain(localWord(wordFrom(axis.toUpperCase()).word, 0, oneCoefficient)), weight);

/** Σ_j σ^a_j and Σ_j (−1)^j σ^a_j: the generators of rotations, of the whole chain and of its sublattices. */
const totals = (['', 'staggered '] as const).flatMap((way) =>
  (['z', 'x', 'y'] as const).map((axis) => ({
    name: `${way}S${axis}`,
    axis,
    operator: total(axis, way === '' ? uniformWeight : staggeredWeight),
  })),
);

/**
 * The spins that H0 conserves: the total ones and the staggered ones, and for a common period of H0 and V above 2 those of
 * parts of the cell.
 */
export function conservedSpins(hamiltonian: Operator, parts: Parts): ConservedSpin[] {
  const period = periodUnder(hamiltonian, parts);
  const all = [parts.whole, ...parts.jumps];
  const candidates = [
    ...totals,
    ...(period <= 2 ? [] : spinAxes.flatMap((axis) => partsOfCell(axis, { hamiltonian, all, period }))),
  ];
  return candidates.flatMap(({ name, axis, operator }) =>
    isZeroOperator(commutator(operator, hamiltonian))
      ? [{ name, axis, operator, kept: all.every((v) => isZeroOperator(commutator(operator, v))) }]
      : [],
  );
}

interface Question {
  readonly hamiltonian: Operator;
  /** V and its jumps */
  readonly all: readonly Operator[];
  readonly period: number;
}

/**
 * The spins Σ_r n_r S^a_r of parts of the cell that H0 conserves, and those that V conserves too: the solutions of
 * Σ_r n_r q_r = 0 for the charges q_r, on the sites of each class, of every ladder string.
 */
function partsOfCell(
  axis: SpinAxis,
  { hamiltonian, all, period }: Question,
): { readonly name: string; readonly axis: SpinAxis; readonly operator: Operator }[] {
  const ofHamiltonian = chargesOf([hamiltonian], axis, period);
  if (!ofHamiltonian) return [];
  const ofBoth = chargesOf(all, axis, period);
  const found = new Map<string, readonly bigint[]>();
  for (const charges of [ofHamiltonian, ...(ofBoth ? [[...ofHamiltonian, ...ofBoth]] : [])])
    for (const n of kernelOf(charges, period)) found.set(n.join(), n);
  return [...found.values()].flatMap((n) =>
    isListed(n) ? [] : [{ name: nameOf(axis, n), axis, operator: spinOf(axis, n) }],
  );
}

/** The total and the staggered spin are in the list already. */
function isListed(n: readonly bigint[]): boolean {
  return n.every((c) => c === n[0]) || n.every((c, r) => c === (r % 2 === 0 ? n[0]! : -n[0]!));
}

/** The charges of all ladder strings on each class of sites; undefined where there are too many strings. */
function chargesOf(operators: readonly Operator[], axis: SpinAxis, period: number): (readonly number[])[] | undefined {
  const found = new Map<string, readonly number[]>();
  for (const a of operators) {
    for (const site of new Set(a.terms.map((t) => firstSite(t.place)))) {
      const strings = stringsOf({ terms: a.terms.filter((t) => firstSite(t.place) === site) }, axis, period);
      if (!strings) return undefined;
      for (const key of strings.coefficients.keys()) {
        const { classes } = strings.moments.get(key)!;
        if (classes.some((q) => q !== 0)) found.set(classes.join(), classes);
      }
    }
  }
  return [...found.values()];
}

/** A basis of the integer vectors n with Σ_r n_r q_r = 0 for all rows q, by Gauss's and Jordan's elimination. */
function kernelOf(rows: readonly (readonly number[])[], length: number): bigint[][] {
  const reduced: { readonly row: bigint[]; readonly pivot: number }[] = [];
  for (const numbers of rows) {
    let row = numbers.map(BigInt);
    for (const known of reduced) row = cleared(row, known);
    const pivot = row.findIndex((c) => c !== 0n);
    if (pivot < 0) continue;
    const fresh = { row: primitive(row), pivot };
    for (const [k, known] of reduced.entries())
      reduced[k] = { row: primitive(cleared(known.row, fresh)), pivot: known.pivot };
    reduced.push(fresh);
  }
  const free = Array.from({ length }, (_, r) => r).filter((r) => reduced.every(({ pivot }) => pivot !== r));
  return free.map((column) => {
    const common = reduced.reduce((m, { row, pivot }) => (m * row[pivot]!) / divisor(m, row[pivot]!), 1n);
    const n = Array<bigint>(length).fill(0n);
    n[column] = common;
    for (const { row, pivot } of reduced) n[pivot] = (-row[column]! * common) / row[pivot]!;
    const whole = primitive(n);
    return whole.find((c) => c !== 0n)! < 0n ? whole.map((c) => -c) : whole;
  });
}

/** A multiple of a row minus one of a reduced row, with zero at its pivot. */
function cleared(row: bigint[], { row: known, pivot }: { readonly row: bigint[]; readonly pivot: number }): bigint[] {
  const [a, b] = [row[pivot]!, known[pivot]!];
  return a === 0n ? row : row.map((c, k) => c * b - known[k]! * a);
}

function primitive(row: readonly bigint[]): bigint[] {
  const common = row.reduce(divisor, 0n);
  return common === 0n ? [...row] : row.map((c) => c / common);
}

function divisor(a: bigint, b: bigint): bigint {
  return b === 0n ? (a < 0n ? -a : a) : divisor(b, a % b);
}

function spinOf(axis: SpinAxis, n: readonly bigint[]): Operator {
  return sumOperators([
    zeroOperator,
    ...n.flatMap((c, r) =>
      c === 0n ? [] : [scaleOperator(total(axis, residueWeight(n.length, r)), fromGaussian(gaussian(c)))],
    ),
  ]);
}

/** `Sz of the sites 3j`, `Sz of the sites 3j minus Sz of the sites 3j+1` */
function nameOf(axis: SpinAxis, n: readonly bigint[]): string {
  const values = [...new Set(n.filter((c) => c !== 0n))];
  return values
    .map((value, k) => {
      const size = value < 0n ? -value : value;
      const residues = [...n.keys()].filter((r) => n[r] === value);
      const sign = k === 0 ? '' : value < 0n ? ' minus ' : ' plus ';
      return `${sign}${size === 1n ? '' : `${size} `}S${axis} ${sitesText(residues, n.length)}`;
    })
    .join('');
}
