import {
  complex,
  type ComplexMatrix,
  dot,
  identity,
  minimalResidual,
  solve,
  subtractScaled,
} from '../numeric/index.js';
import { DiagnosticError } from '../text/index.js';
import { Dissipation, dissipationBetween, type DissipationTerms } from './dissipation.js';
import { largestEntryIn } from './matrices.js';

/** Number of vectors of one Krylov space, and of spaces, each of which starts from the state of the one before. */
const krylovLimits = { vectors: 120, spaces: 6 };

/** ‖b − A x‖/‖b‖ at which a space ends, and up to which a state counts as found. */
const residuals = { wanted: 1e-14, accepted: 1e-12 };

/**
 * Growth of a solution in units of the right-hand side and of the largest element of D, beyond which the equations may
 * have a second solution; it is measured to a residual that is small enough to show it.
 */
const doubtful = { growth: 1e8, residual: 1e-5 };

/** Largest number of pairs between which L is inverted exactly: rings of nine sites in which Sz and −Sz are degenerate. */
const maxExactPairs = 1200;

/** The terms of L with those of L_0, and where L_0 vanishes. */
export interface IteratedTerms extends DissipationTerms {
  readonly strength: number;
  readonly energies: Float64Array;
  /** whether |a⟩⟨b| of the pair a d + b commutes with H_0 */
  readonly degenerate: (pair: number) => boolean;
}

/**
 * The steady state of an undriven chain by minimal residuals, preconditioned by the exact L on the pairs that commute
 * with H_0 and by its diagonal on all others: to first order in s this is the inverse already. Where very many commute,
 * it is exact on the populations alone. With z = Mx/s,
 *
 *   (L/s + κ p Tr) M⁻¹ s z = κ p,   ρ = M⁻¹ s z
 *
 * where L_0, which may be larger by any factor, has dropped out. p is the state of infinite temperature; since L keeps
 * the trace, Tr ρ = 1.
 *
 * @returns undefined where no state is found, or where there may be several
 * @cost some tens of products `Dissipation.times`
 */
export function iteratedState(
  terms: IteratedTerms,
  onProgress?: (done: number, total: number) => void,
): ComplexMatrix | undefined {
  const equations = Equations.of(terms);
  if (!equations) return undefined;
  const { right } = equations;
  const found = solved(equations, right, residuals.wanted, (residual) =>
    onProgress?.(Math.min(1, Math.log(residual) / Math.log(residuals.wanted)), 1),
  );
  if (!found || found.residual > residuals.accepted) return undefined;
  // Another right-hand side has no solution, or one that grows without bound, if a second state is steady.
  const other = equations.hermitian((i) => Math.sin(1 + 12.9898 * i));
  const second = solved(equations, other, doubtful.residual);
  if (!second || second.residual > doubtful.residual) return undefined;
  const grown = equations.inverse(second.z);
  if (!(equations.scale * norm(grown) < doubtful.growth * norm(other))) return undefined;
  return equations.matrix(equations.inverse(found.z));
}

const norm = (x: Float64Array): number => Math.sqrt(dot(x, x));

/** Spaces one after another, until the residual is small enough or does not fall any more. */
function solved(
  equations: Equations,
  right: Float64Array,
  wanted: number,
  onProgress?: (residual: number) => void,
): { readonly z: Float64Array; readonly residual: number } | undefined {
  const size = norm(right);
  const z = new Float64Array(right.length);
  let rest = right;
  let residual = 1;
  for (let space = 0; space < krylovLimits.spaces; space++) {
    const { x } = minimalResidual((v) => equations.times(v), rest, {
      most: krylovLimits.vectors,
      tolerance: wanted * size,
      onProgress: (r) => onProgress?.(Math.max(r / size, wanted)),
    });
    subtractScaled(z, -1, x);
    rest = right.slice();
    subtractScaled(rest, 1, equations.times(z));
    const before = residual;
    residual = norm(rest) / size;
    if (!Number.isFinite(residual)) return undefined;
    if (residual <= 10 * wanted || residual > before / 2) break;
  }
  return { z, residual };
}

/** The equations of z, with vectors as in `Dissipation`. */
class Equations {
  /** κ p */
  readonly right: Float64Array;
  private readonly dissipation: Dissipation;

  private constructor(
    private readonly terms: IteratedTerms,
    /** the places in a vector of the pairs between which L is inverted, and of the populations */
    private readonly kept: Int32Array,
    private readonly isKept: Uint8Array,
    private readonly populations: Int32Array,
    private readonly keptInverse: ComplexMatrix,
    /** s/(element of L_0 + s · diagonal element of D) of the other pairs, real parts and then imaginary ones */
    private readonly others: Float64Array,
    /** the diagonal elements of D on the other pairs */
    private readonly diagonal: Float64Array,
    /** κ: the largest element of D between the pairs that commute with H_0 */
    readonly scale: number,
  ) {
    this.dissipation = new Dissipation(terms);
    this.right = new Float64Array(others.length);
    for (const at of populations) this.right[at] = scale / populations.length;
  }

  /** @returns undefined where L itself is singular between the pairs that commute with H_0 */
  static of(terms: IteratedTerms): Equations | undefined {
    const { ranges, dimension: d, strength, energies, degenerate } = terms;
    const commuting: number[] = [];
    const populations: number[] = [];
    const labels: { readonly at: number; readonly a: number; readonly b: number }[] = [];
    for (const { offset, size } of ranges) {
      for (let a = offset; a < offset + size; a++) {
        for (let b = offset; b < offset + size; b++) {
          const at = labels.length;
          labels.push({ at, a, b });
          if (a === b) populations.push(at);
          if (degenerate(a * d + b)) commuting.push(at);
        }
      }
    }
    const count = labels.length;
    const kept = commuting.length > maxExactPairs ? populations : commuting;
    const pairs = kept.map((at) => labels[at]!.a * d + labels[at]!.b);
    const isKept = new Uint8Array(count);
    for (const at of kept) isKept[at] = 1;
    const system = dissipationBetween(terms, Int32Array.from(pairs));
    const scale = largestEntryIn(system);
    if (!(scale > 0)) return undefined;
    const trace = Uint8Array.from(pairs, (pair) => (Math.floor(pair / d) === pair % d ? 1 : 0));
    const n = pairs.length;
    for (let i = 0; i < n; i++)
      if (trace[i] === 1) for (let j = 0; j < n; j++) if (trace[j] === 1) system.re[i * n + j]! += scale / d;
    let inverse: ComplexMatrix;
    try {
      inverse = solve(system, identity(n)).value;
    } catch (error) {
      if (!(error instanceof DiagnosticError) || error.diagnostic.code !== 'singular') throw error;
      return undefined;
    }
    const others = new Float64Array(2 * count);
    const diagonal = new Float64Array(2 * count);
    for (const { at, a, b } of labels) {
      if (isKept[at] === 1) continue;
      const [x, y] = diagonalElement(terms, a, b);
      diagonal[at] = x;
      diagonal[count + at] = y;
      const gap = degenerate(a * d + b) ? 0 : (energies[b]! - energies[a]!) / strength;
      const [p, q] = [x, gap + y];
      const size = Math.hypot(p, q);
      if (size === 0) return undefined;
      others[at] = p / size / size;
      others[count + at] = -q / size / size;
    }
    return new Equations(
      terms,
      Int32Array.from(kept),
      isKept,
      Int32Array.from(populations),
      inverse,
      others,
      diagonal,
      scale,
    );
  }

  /** A Hermitian matrix whose elements are made by a function of their place. */
  hermitian(element: (place: number) => number): Float64Array {
    const { elements, starts } = this.dissipation;
    const out = new Float64Array(2 * elements);
    this.terms.ranges.forEach(({ size }, k) => {
      const at = starts[k]!;
      for (let i = 0; i < size; i++) {
        for (let j = 0; j <= i; j++) {
          const [here, there] = [at + i * size + j, at + j * size + i];
          out[here] = out[there] = element(here);
          if (i === j) continue;
          out[elements + here] = element(elements + here);
          out[elements + there] = -out[elements + here]!;
        }
      }
    });
    return out;
  }

  /** M⁻¹ s z */
  inverse(z: Float64Array): Float64Array {
    const { kept, keptInverse, others } = this;
    const half = z.length / 2;
    const out = new Float64Array(z.length);
    for (let e = 0; e < half; e++) {
      const p = others[e]!;
      const q = others[half + e]!;
      out[e] = p * z[e]! - q * z[half + e]!;
      out[half + e] = p * z[half + e]! + q * z[e]!;
    }
    const n = kept.length;
    const { re, im } = keptInverse;
    const u = Float64Array.from(kept, (at) => z[at]!);
    const v = Float64Array.from(kept, (at) => z[half + at]!);
    for (let i = 0, e = 0; i < n; i++) {
      let x = 0;
      let y = 0;
      for (let j = 0; j < n; j++, e++) {
        x += re[e]! * u[j]! - im[e]! * v[j]!;
        y += re[e]! * v[j]! + im[e]! * u[j]!;
      }
      out[kept[i]!] = x;
      out[half + kept[i]!] = y;
    }
    return out;
  }

  /** (L/s + κ p Tr) M⁻¹ s z. Where L_0 does not vanish, L/s = M/s + D − its diagonal, and M/s gives z back. */
  times(z: Float64Array): Float64Array {
    const { isKept, populations, diagonal, scale } = this;
    const half = z.length / 2;
    const x = this.inverse(z);
    const out = this.dissipation.times(x);
    for (let e = 0; e < half; e++) {
      if (isKept[e] === 1) continue;
      const p = diagonal[e]!;
      const q = diagonal[half + e]!;
      out[e]! += z[e]! - (p * x[e]! - q * x[half + e]!);
      out[half + e]! += z[half + e]! - (p * x[half + e]! + q * x[e]!);
    }
    let trace = 0;
    for (const at of populations) trace += x[at]!;
    for (const at of populations) out[at]! += (scale * trace) / populations.length;
    return out;
  }

  /** The state of a vector with trace one, between the eigenstates. */
  matrix(x: Float64Array): ComplexMatrix {
    const { ranges, dimension: d } = this.terms;
    const out = complex(d, d);
    let trace = 0;
    for (const at of this.populations) trace += x[at]!;
    ranges.forEach(({ offset, size }, k) => {
      const { re, im } = this.dissipation.block(x, k);
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) {
          out.re[(offset + i) * d + offset + j] = re[i * size + j]! / trace;
          out.im[(offset + i) * d + offset + j] = im[i * size + j]! / trace;
        }
      }
    });
    return out;
  }
}

/** The diagonal element of D on |a⟩⟨b|. */
function diagonalElement(
  { dimension: d, effective, dissipators }: DissipationTerms,
  a: number,
  b: number,
): readonly [number, number] {
  const [p, q] = [a * d + a, b * d + b];
  let x = effective.re[p]! + effective.re[q]!;
  let y = effective.im[p]! - effective.im[q]!;
  for (const { a: one, b: two, weight } of dissipators) {
    const [ar, ai, br, bi] = [one.re[p]!, one.im[p]!, two.re[q]!, two.im[q]!];
    const [cr, ci, er, ei] = [two.re[p]!, two.im[p]!, one.re[q]!, one.im[q]!];
    x += weight * (ar * br + ai * bi + cr * er + ci * ei);
    y += weight * (ai * br - ar * bi + ci * er - cr * ei);
  }
  return [x, y];
}
