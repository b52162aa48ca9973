import {
  complex,
  type ComplexMatrix,
  eigen,
  multiplyMatrices,
  real,
  type RealMatrix,
  solveSmall,
} from '../numeric/index.js';
import { DiagnosticError, refuse } from '../text/index.js';
import { Liouvillian } from './liouvillian.js';
import { addTo, scaledMatrix } from './matrices.js';

/**
 * The projector onto the tangent space of a generalized Gibbs ensemble,
 *
 *   P̂X = −Σ_ii' ∂ρ_0/∂λ_i (χ^{−1})_ii' Tr(C_i' X),   χ_ii' = −Tr(C_i ∂ρ_0/∂λ_i'),   ρ_0 = e^{−Σλ_iC_i}/Z
 *   chain (1), (4)
 *
 * in matrices of a small ring, whether or not the C_i commute with one another.
 */
export class TangentProjector {
  /** ρ_0 in the eigenbasis of H_0 */
  readonly ensemble: ComplexMatrix;
  /** ∂ρ_0/∂λ_i */
  readonly tangents: readonly ComplexMatrix[];
  /** χ, of the whole ring */
  readonly susceptibility: RealMatrix;

  /**
   * @param charges   Hermitian and conserved, in the eigenbasis of H_0
   * @param lagrange  λ_i, one for each charge
   * @diagnostic `charge-not-conserved`, `susceptibility-singular`
   */
  constructor(
    readonly liouvillian: Liouvillian,
    private readonly charges: readonly ComplexMatrix[],
    readonly lagrange: readonly number[],
  ) {
    this.charges.forEach((c, i) => checkConserved(c, liouvillian.energies, i));
    const d = liouvillian.energies.length;
    const exponent = complex(d, d);
    this.charges.forEach((c, i) => addTo(exponent, c, lagrange[i]!));
    const { values, vectors } = eigen(exponent).value;
    const least = values[0]!;
    const weights = values.map((e) => Math.exp(least - e));
    const z = weights.reduce((s, w) => s + w, 0);
    const back = (a: ComplexMatrix) =>
      multiplyMatrices(multiplyMatrices(vectors, a).value, vectors, { adjointRight: true }).value;
    const diagonal = complex(d, d);
    weights.forEach((w, n) => (diagonal.re[n * d + n] = w / z));
    this.ensemble = back(diagonal);
    this.tangents = this.charges.map((c) => {
      const turned = multiplyMatrices(multiplyMatrices(vectors, c, { adjointLeft: true }).value, vectors).value;
      let mean = 0;
      for (let n = 0; n < d; n++) mean += (weights[n]! / z) * turned.re[n * d + n]!;
      for (let n = 0; n < d; n++) turned.re[n * d + n]! -= mean;
      // ∂e^{−K} = −∫ e^{−sK} ∂K e^{−(1−s)K} ds: divided differences of the exponential.
      for (let n = 0; n < d; n++) {
        for (let m = 0; m < d; m++) {
          const factor = -slope(values[n]! - least, values[m]! - least) / z;
          turned.re[n * d + m]! *= factor;
          turned.im[n * d + m]! *= factor;
        }
      }
      return back(turned);
    });
    const n = charges.length;
    this.susceptibility = real(n, n);
    this.charges.forEach((c, i) =>
      this.tangents.forEach((t, j) => (this.susceptibility.re[i * n + j] = -Liouvillian.expectation(c, t).re)),
    );
    this.solve(new Float64Array(n));
  }

  /** χ^{−1} b */
  private solve(b: ArrayLike<number>): Float64Array {
    const n = this.charges.length;
    try {
      return solveSmall(this.susceptibility, b).value;
    } catch (error) {
      if (!isSingular(error)) throw error;
      return refuse('susceptibility-singular', `the ${n} charges are not independent in this ensemble`, {
        hint: 'leave one of them out',
      });
    }
  }

  /** The coefficients of P̂X on the tangents; X Hermitian. */
  coordinates(x: ComplexMatrix): Float64Array {
    return this.solve(this.charges.map((c) => -Liouvillian.expectation(c, x).re));
  }

  /** Σ a_i ∂ρ_0/∂λ_i */
  combine(a: ArrayLike<number>): ComplexMatrix {
    const d = this.ensemble.rows;
    const out = complex(d, d);
    this.tangents.forEach((t, i) => addTo(out, t, a[i]!));
    return out;
  }

  /**
   * P̂X for a Hermitian X.   chain (4)
   *
   * @implements chain (4)
   */
  project(x: ComplexMatrix): ComplexMatrix {
    return this.combine(this.coordinates(x));
  }

  /**
   * dλ_i/dt by the perturbations: P̂(s L̂_1ρ_0) = Σ F_i ∂ρ_0/∂λ_i. They vanish where chain (3), (5) hold.
   *
   * @implements chain (5)
   */
  forces(): Float64Array {
    return this.coordinates(this.liouvillian.parts(this.ensemble).perturbation);
  }

  /**
   * X̂ = P̂ s L̂_1 P̂ among the tangents: column j is the image of ∂ρ_0/∂λ_j.   chain (14)
   *
   * @implements chain (14) for X̂
   */
  private inside(): RealMatrix {
    const n = this.tangents.length;
    const out = real(n, n);
    this.tangents.forEach((t, j) =>
      this.coordinates(this.liouvillian.parts(t).perturbation).forEach((x, i) => (out.re[i * n + j] = x)),
    );
    return out;
  }

  /**
   * L̂^{−1}P̂ on the tangents, computed by inverting L̂ and by the two terms of chain (15),
   *
   *   L̂^{−1}P̂ = X̂^{−1}P̂ − (X̂ + Ŷ)^{−1} Q̂ŶP̂ X̂^{−1}P̂,   Ŷ = L̂_0 + Q̂sL̂_1Q̂ + P̂sL̂_1Q̂ + Q̂sL̂_1P̂
   *   chain (13), (14), (15)
   *
   * @diagnostic `steady-not-unique`, `forces-singular` where X̂ has no inverse
   * @implements chain (12)
   * @implements chain (13)
   * @implements chain (15)
   */
  inverse(): ProjectedInverse {
    const { liouvillian, tangents } = this;
    const inside = this.inside();
    const n = tangents.length;
    const images = tangents.map((_, j) => {
      try {
        return solveSmall(
          inside,
          Float64Array.from({ length: n }, (__, i) => (i === j ? 1 : 0)),
        ).value;
      } catch (error) {
        if (!isSingular(error)) throw error;
        return refuse(
          'forces-singular',
          'the perturbations conserve a combination of the charges, so X̂ has no inverse',
        );
      }
    });
    const leading = images.map((a) => this.combine(a));
    const whole = liouvillian.inverse(tangents);
    const rest = liouvillian.inverse(leading.map((z) => scaledMatrix(this.outside(this.remainder(z)), -1)));
    const general = liouvillian.inverse(leading.map((z) => scaledMatrix(this.remainder(z), -1)));
    const size = Math.max(...whole.map(norm));
    return {
      whole,
      leading,
      rest,
      norm: this.norm(whole),
      restNorm: this.norm(rest),
      // (13) with Ŷ from its four terms, and (15), where P̂ŶP̂ = 0 has been used.
      identity: Math.max(...whole.map((w, j) => norm(sum([1, w], [-1, leading[j]!], [-1, general[j]!])))) / size,
      split: Math.max(...whole.map((w, j) => norm(sum([1, w], [-1, leading[j]!], [-1, rest[j]!])))) / size,
    };
  }

  private outside(x: ComplexMatrix): ComplexMatrix {
    return sum([1, x], [-1, this.project(x)]);
  }

  /**
   * Ŷ Z by its definition.   chain (14)
   *
   * @implements chain (14) for Ŷ
   */
  private remainder(z: ComplexMatrix): ComplexMatrix {
    const [p, q] = [this.project(z), this.outside(z)];
    const { free } = this.liouvillian.parts(z);
    const ofP = this.liouvillian.parts(p).perturbation;
    const ofQ = this.liouvillian.parts(q).perturbation;
    return sum([1, free], [1, this.outside(ofQ)], [1, this.project(ofQ)], [1, this.outside(ofP)]);
  }

  /**
   * Hilbert-Schmidt norm of −Σ Y_i (χ^{−1})_ij Tr(C_j ·), for images Y_i of the tangents: its square is Σ G_ik A_ik.
   */
  private norm(images: readonly ComplexMatrix[]): number {
    const n = images.length;
    const columns = this.charges.map((c) => this.solve(this.charges.map((other) => inner(other, c))));
    let total = 0;
    for (let i = 0; i < n; i++) {
      // χ^{−1} (Gram matrix of the charges) χ^{−1}, row i
      const row = this.solve(columns.map((column) => column[i]!));
      for (let k = 0; k < n; k++) total += inner(images[i]!, images[k]!) * row[k]!;
    }
    return Math.sqrt(Math.max(0, total));
  }
}

/** Numerical results for chain (12) to (15). */
export interface ProjectedInverse {
  /** L̂^{−1} ∂ρ_0/∂λ_i */
  readonly whole: readonly ComplexMatrix[];
  /** X̂^{−1} ∂ρ_0/∂λ_i, of order 1/ε */
  readonly leading: readonly ComplexMatrix[];
  /** the second term of chain (15), of order one */
  readonly rest: readonly ComplexMatrix[];
  /** Hilbert-Schmidt norm of L̂^{−1}P̂.   chain (12) */
  readonly norm: number;
  readonly restNorm: number;
  /** residual of chain (13), relative to its terms */
  readonly identity: number;
  /** residual of chain (15), relative to its terms */
  readonly split: number;
}

/** (e^{−a} − e^{−b})/(b − a), and e^{−a} for a = b. */
function slope(a: number, b: number): number {
  const x = b - a;
  return Math.exp(-a) * (Math.abs(x) < 1e-9 ? 1 - x / 2 : -Math.expm1(-x) / x);
}

/** @diagnostic `charge-not-conserved` */
function checkConserved(c: ComplexMatrix, energies: Float64Array, index: number): void {
  const d = c.rows;
  const scale = energies.reduce((m, e) => Math.max(m, Math.abs(e)), 0) || 1;
  let worst = 0;
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++)
      worst = Math.max(
        worst,
        (Math.abs(energies[i]! - energies[j]!) / scale) * Math.hypot(c.re[i * d + j]!, c.im[i * d + j]!),
      );
  }
  if (worst > 1e-9 * norm(c))
    refuse('charge-not-conserved', `charge ${index + 1} does not commute with the Hamiltonian`, {
      hint: 'take its conserved part',
    });
}

function sum(...terms: readonly (readonly [number, ComplexMatrix])[]): ComplexMatrix {
  const [, first] = terms[0]!;
  const out = complex(first.rows, first.cols);
  for (const [by, a] of terms) addTo(out, a, by);
  return out;
}

/** Re Tr A†B */
function inner(a: ComplexMatrix, b: ComplexMatrix): number {
  let s = 0;
  for (let x = 0; x < a.re.length; x++) s += a.re[x]! * b.re[x]! + a.im[x]! * b.im[x]!;
  return s;
}

function norm(a: ComplexMatrix): number {
  return Math.sqrt(inner(a, a));
}

function isSingular(error: unknown): boolean {
  return error instanceof DiagnosticError && error.code === 'singular';
}
