import {
  applySuperoperators,
  type ChainRelaxation,
  levelAlgebra,
  type LossBlock,
  type RateSuperoperator,
  type StateAlgebra,
  type WeightedSuperoperator,
} from '../chain/index.js';
import { real, solveSmall } from '../numeric/index.js';
import { checkInterrupt, refuse } from '../text/index.js';

/**
 * The generator of a driven chain on the states that commute with H_0, split into gain and loss:
 *
 *   L ρ = 𝒥 ρ − Λ ρ,   𝒥 ρ = Σ γ O ρ O†,   Λ ρ = −(K ρ + ρ K†),   K = −Γ/2 − i H_LS
 *
 * States and charges are vectors of the elements of `algebra`, of length `algebra.size`.
 */
export class Relaxation {
  readonly algebra: StateAlgebra;
  private readonly loss: Float64Array;
  /**
   * Rates from an eigenstate to itself. In a rate equation for populations they change nothing, and they count neither as
   * gain nor as loss; as parts of O ρ O† they stay where there are coherences.
   */
  private readonly idle: Float64Array;
  private readonly losses: readonly LossBlock[];

  constructor(readonly chain: ChainRelaxation) {
    this.algebra = levelAlgebra(chain.unknowns);
    const { populationAt } = chain.unknowns;
    this.loss = new Float64Array(this.algebra.size);
    for (const { superoperator, strength } of chain.parts) {
      for (let n = 0; n < populationAt.length; n++) this.loss[populationAt[n]!]! += strength * superoperator.loss[n]!;
    }
    this.losses = sumOfLosses(chain.parts);
    this.idle = new Float64Array(this.algebra.size);
    if (!chain.populationsOnly) return;
    for (const { superoperator, strength } of chain.parts) {
      for (const { row, rows, column, columns, values } of superoperator.gains) {
        for (let at = Math.max(row, column); at < Math.min(row + rows, column + columns); at++)
          this.idle[at]! += strength * values[(at - row) * columns + at - column]!;
      }
    }
    for (const { at } of this.losses) for (const place of at) this.idle[place] = 0;
    for (let m = 0; m < this.idle.length; m++) this.loss[m]! -= this.idle[m]!;
  }

  /** L ρ */
  flow(rho: Float64Array): Float64Array {
    return applySuperoperators(this.chain.parts, rho);
  }

  /** L_p ρ of each perturbation */
  flows(rho: Float64Array): Float64Array[] {
    return this.chain.parts.map((part) => applySuperoperators([part], rho));
  }

  /** 𝒥 ρ */
  gain(rho: Float64Array): Float64Array {
    const out = new Float64Array(rho.length);
    for (const { superoperator, strength } of this.chain.parts) {
      const lossless = { ...superoperator, loss: new Float64Array(superoperator.loss.length), losses: [] };
      const part = applySuperoperators([{ superoperator: lossless, strength }], rho);
      for (let m = 0; m < out.length; m++) out[m]! += part[m]!;
    }
    for (let m = 0; m < out.length; m++) out[m]! -= this.idle[m]! * rho[m]!;
    return out;
  }

  /**
   * Φ ρ = Λ⁻¹ 𝒥 ρ, which is positive if ρ is, and whose fixed point is the steady state:
   * Λ⁻¹ Y = ∫_0^∞ e^{Kt} Y e^{K†t} dt.
   *
   * @diagnostic `dark-state` where nothing leaves a state
   */
  step(rho: Float64Array): Float64Array {
    checkInterrupt();
    const gain = this.gain(rho);
    const out = new Float64Array(rho.length);
    const inBlock = new Uint8Array(rho.length);
    for (const { at, values } of this.losses) {
      const d = at.length;
      const matrix = real(d, d);
      for (let i = 0; i < d * d; i++) matrix.re[i] = -values[i]!;
      if (values.every((v) => v === 0)) refuseDark();
      const solved = solveSmall(
        matrix,
        Float64Array.from(at, (place) => gain[place]!),
      ).value;
      at.forEach((place, i) => {
        out[place] = solved[i]!;
        inBlock[place] = 1;
      });
    }
    for (let m = 0; m < out.length; m++) {
      if (inBlock[m] === 1) continue;
      if (!(this.loss[m]! > 0)) refuseDark();
      out[m] = gain[m]! / this.loss[m]!;
    }
    return out;
  }

  /**
   * L†C of each part at strength one, with the metric: Tr(ρ L†C) is its product with the elements of ρ.
   *
   * Between populations only differences C(k) − C(m) enter, so that a charge which is a number on a whole sector, as C_1
   * is, gets no rounding errors from rates inside the sector.
   */
  forces(charge: Float64Array): Float64Array[] {
    const { metric, identity } = this.algebra;
    return this.chain.parts.map(({ superoperator }) => forceOf(superoperator, charge, metric, identity));
  }

  /** The sum of the parts of a force with their strengths. */
  total(parts: readonly Float64Array[]): Float64Array {
    const sum = new Float64Array(this.algebra.size);
    this.chain.parts.forEach(({ strength }, p) => {
      for (let m = 0; m < sum.length; m++) sum[m]! += strength * parts[p]![m]!;
    });
    return sum;
  }

  /** Tr(AB) */
  trace(a: Float64Array, b: Float64Array): number {
    const { metric } = this.algebra;
    let sum = 0;
    for (let m = 0; m < a.length; m++) sum += metric[m]! * a[m]! * b[m]!;
    return sum;
  }

  /** The elements of H_0. */
  energies(): Float64Array {
    const { spectrum, populationAt } = this.chain.unknowns;
    const out = new Float64Array(this.algebra.size);
    spectrum.energies.forEach((e, n) => (out[populationAt[n]!] = e));
    return out;
  }
}

function refuseDark(): never {
  return refuse('dark-state', 'nothing leaves some eigenstate of the Hamiltonian, so the loss has no inverse', {
    hint: 'add a perturbation that acts on every state, such as a bath, or ask for the exact state without discovered charges',
  });
}

function sumOfLosses(parts: readonly WeightedSuperoperator[]): LossBlock[] {
  const sums = new Map<number, { at: Int32Array; values: Float64Array }>();
  for (const { superoperator, strength } of parts) {
    for (const { at, values } of superoperator.losses) {
      const known = sums.get(at[0]!);
      if (!known) sums.set(at[0]!, { at, values: values.map((v) => strength * v) });
      else for (let i = 0; i < values.length; i++) known.values[i]! += strength * values[i]!;
    }
  }
  return [...sums.values()];
}

function forceOf(
  { gains, losses, loss, unknowns }: RateSuperoperator,
  charge: Float64Array,
  metric: Float64Array,
  identity: Float64Array,
): Float64Array {
  const out = new Float64Array(charge.length);
  // Populations whose losses are sums of rates, with the value of the charge; 0 for the others.
  const own = new Float64Array(charge.length);
  unknowns.populationAt.forEach((at, n) => {
    if (loss[n]! > 0) own[at] = charge[at]!;
  });
  for (const { row, rows, column, columns, values } of gains) {
    for (let i = 0; i < rows; i++) {
      const weight = metric[row + i]! * charge[row + i]!;
      const at = i * columns;
      if (identity[row + i] === 1) {
        for (let j = 0; j < columns; j++) out[column + j]! += values[at + j]! * (weight - own[column + j]!);
      } else if (weight !== 0) {
        for (let j = 0; j < columns; j++) out[column + j]! += values[at + j]! * weight;
      }
    }
  }
  for (const { at, values } of losses) {
    const d = at.length;
    for (let i = 0; i < d; i++) {
      const weight = metric[at[i]!]! * charge[at[i]!]!;
      for (let j = 0; j < d; j++) out[at[j]!]! += values[i * d + j]! * weight;
    }
  }
  return out;
}
