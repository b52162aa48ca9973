import { type ComplexMatrix, eigenvalues, generalEigenvalues } from '../numeric/index.js';
import { degeneracyTolerance, partBlock } from '../ring/index.js';
import { type FiniteChain, type Operator, isHermitian } from '../spin/index.js';
import { checkInterrupt } from '../text/index.js';
import { type QuantumNumbers, hermitianBlock, quantumNumbers, finiteSectors } from './sectors.js';
import { type ParameterValues, normBound, numbersOn } from './words.js';

/** The eigenvalues of one sector; `im` is absent where the operator is Hermitian. */
export interface SectorEigenvalues {
  readonly numbers: QuantumNumbers;
  readonly re: Float64Array;
  readonly im?: Float64Array;
}

/** A distinct eigenvalue and how often it occurs. */
export interface SpectrumLevel {
  readonly re: number;
  readonly im: number;
  readonly degeneracy: number;
}

/** All eigenvalues of an operator on a finite chain. */
export interface FiniteSpectrum {
  readonly chain: FiniteChain;
  readonly hermitian: boolean;
  readonly sectors: readonly SectorEigenvalues[];
  /** all 2^N eigenvalues, ascending, by real and then by imaginary part */
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** distinct eigenvalues, ascending: those closer than 1e-10 of the largest modulus, or than their errors, count as one */
  readonly levels: readonly SpectrumLevel[];
  /** estimated error of the eigenvalues: the largest */
  readonly error: number;
}

/**
 * The spectrum of an operator on a ring or an open chain, sector by sector.
 *
 * Hermitian operators have real eigenvalues, whose errors are those of the matrix elements and of a backward stable
 * eigenproblem (Weyl). Other operators have complex ones, whose errors are larger by their condition numbers.
 *
 * @param at  values of the parameters
 * @diagnostic those of `numbersOn`, `sector-too-large`, `matrix-too-large`, `no-convergence`
 * @cost Σ n³ over the sectors; sectors that reflection or spin flip make equal are computed once
 */
export function finiteSpectrum(operator: Operator, chain: FiniteChain, at: ParameterValues): FiniteSpectrum {
  const numeric = numbersOn(operator, chain, at);
  const { basis, operator: blocks, parities, parts } = finiteSectors(numeric, chain);
  const hermitian = isHermitian(operator);
  const size = normBound(numeric);
  const known = new Map<string, Omit<SectorEigenvalues, 'numbers'>>();
  let error = 0;
  const sectors = parts.map((part): SectorEigenvalues => {
    const { charge, momentum } = part.sector;
    const { momenta, sites, symmetry } = basis;
    const c = parities.flip && symmetry.modulus === 0 ? Math.min(charge, sites - charge) : charge;
    const m = parities.reflection && symmetry.step === 1 ? Math.min(momentum, momenta - momentum) : momentum;
    const key = `${c} ${m} ${part.reflection} ${part.flip}`;
    let found = known.get(key);
    if (!found) {
      checkInterrupt();
      // Matrix elements are sums of numbers and phases that are rounded once or twice each.
      const elements = 4 * Number.EPSILON * size;
      if (hermitian) {
        const { matrix, dropped } = hermitianBlock(blocks, part, size);
        const { value, residual, scale } = eigenvalues(matrix);
        found = { re: value };
        error = Math.max(error, elements + dropped + residual + 4 * Number.EPSILON * Math.sqrt(part.size) * scale);
      } else {
        const { re, im, error: own } = generalEigenvalues(withoutRounding(partBlock(blocks, part, part), elements));
        found = { re, im };
        // The condition of an eigenvalue is its error over that of the reduction, so it applies to the elements as well.
        const rounding = 4 * Number.EPSILON * Math.sqrt(part.size) * (size || 1);
        for (const e of own) error = Math.max(error, e + (e === 0 ? elements : (e / rounding) * elements));
      }
      known.set(key, found);
    }
    return { numbers: quantumNumbers(basis, part), ...found };
  });
  const all = sectors.flatMap(({ re, im }) => [...re].map((x, k) => [x, im?.[k] ?? 0] as const));
  all.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const scale = all.reduce((most, [x, y]) => Math.max(most, Math.hypot(x, y)), 0);
  return {
    chain,
    hermitian,
    sectors,
    re: Float64Array.from(all, ([x]) => x),
    im: Float64Array.from(all, ([, y]) => y),
    levels: grouped(all, Math.max(degeneracyTolerance * scale, hermitian ? 0 : 2 * error)),
    error,
  };
}

/**
 * A block with zeros for the elements that are rounding errors of momentum phases, so that a triangular block stays one:
 * its eigenvalues would be sensitive to them.
 */
function withoutRounding(block: ComplexMatrix, rounding: number): ComplexMatrix {
  for (let k = 0; k < block.re.length; k++) {
    if (Math.hypot(block.re[k]!, block.im[k]!) <= rounding) block.re[k] = block.im[k] = 0;
  }
  return block;
}

/** Numbers in ascending order by groups of equal ones; a group has the mean of its members. */
function grouped(all: readonly (readonly [number, number])[], tolerance: number): SpectrumLevel[] {
  const groups: { re: number; im: number; degeneracy: number }[] = [];
  // The groups whose real parts a number could still have, which are few.
  let first = 0;
  for (const [x, y] of all) {
    while (first < groups.length && groups[first]!.re / groups[first]!.degeneracy < x - 2 * tolerance) first += 1;
    const near = groups
      .slice(first)
      .find(({ re, im, degeneracy: n }) => Math.hypot(re / n - x, im / n - y) <= tolerance);
    if (near) {
      near.re += x;
      near.im += y;
      near.degeneracy += 1;
    } else groups.push({ re: x, im: y, degeneracy: 1 });
  }
  return groups.map(({ re, im, degeneracy }) => ({ re: re / degeneracy, im: im / degeneracy, degeneracy }));
}
