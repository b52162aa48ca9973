import {
  type Bath,
  bathFunction,
  bathShift,
  type DrivenChain,
  type Jump,
  perturbationFamily,
  type Phonons,
  symmetryOf,
} from '../chain/index.js';
import { adjointMatrix, complex, type ComplexMatrix, multiplyMatrices } from '../numeric/index.js';
import {
  between,
  degeneracyTolerance,
  type NumericOperator,
  RingBasis,
  RingOperator,
  SectorOperator,
  type Spectrum,
  spectrumOf,
} from '../ring/index.js';
import { checkInterrupt, limit } from '../text/index.js';
import { type Dissipator, remembered } from './dissipator.js';
import { addTo, largestEntryIn } from './matrices.js';
import { checkSettings, commonDrive, commonHarmonics, type LiouvillianOptions } from './settings.js';
import { addElement, type Window } from './window.js';

/**
 * Largest number n of pairs of states in one block: a block and its factors take 80 n² bytes and 4/3 n³
 * multiplications.
 */
export const maxFactoredPairs = 3000;

/** Largest number of pairs of states of an undriven chain, whose state is found without the matrix: rings of nine sites. */
const maxIteratedPairs = 30_000;

/** Options for the terms of a block of the superoperator. */
export interface BlockOptions {
  /** strength s; by default that of the Liouvillian */
  readonly strength?: number;
  /** whether L_0 is included; true by default */
  readonly free?: boolean;
}

/** The element of the component ρ^(n) on a pair a d + b of eigenstates. */
interface FloquetElement {
  readonly component: number;
  readonly pair: number;
}

/**
 * The superoperator of a small ring at finite strength s of its perturbations.
 *
 * A drive is kept in full, component by component of ρ = Σ e^{−inωt} ρ^(n),
 *
 *   (Lρ)^(n) = −i[H_0, ρ^(n)] + (inω − η (1 − δ_n0)) ρ^(n) − i√s Σ_m [H_m, ρ^(n+m)] + s Dρ^(n)      chain (19)
 *
 * η is the half-width of chain (20): the regulator of L̂_0^{−1} in chain (10), which is kept finite, so that s → 0
 * gives rates of Lorentzian shape and their level shifts. Jump operators enter by D[L]ρ = LρL† − ½{L†L, ρ}, phonons to
 * second order (Redfield, without a secular approximation) by Dρ = Σ_j [Λ_jρ, V_j] + h.c., Λ_kn = (½γ + iS)(E_n − E_k)
 * V_kn.
 *
 * Only pairs |a⟩⟨b| that the perturbations can reach from a diagonal state are kept; because of translation these are
 * one in N for each n.
 */
export class FloquetSuperoperator {
  /** of H_0, by momentum alone */
  readonly spectrum: Spectrum;
  /** n_max */
  readonly components: number;
  protected readonly dimension: number;
  protected readonly momenta: Int32Array;
  protected readonly turns: number;
  protected readonly drive: { readonly frequency: number; readonly width: number };
  protected readonly harmonics: readonly { readonly multiple: number; readonly matrix: ComplexMatrix }[];
  /** the highest harmonic: the largest distance between components that the drive couples */
  protected readonly reach: number;
  /** differences of momentum that ρ^(n) may have, by n + n_max */
  protected readonly transfers: readonly ReadonlySet<number>[];
  protected readonly dissipators: readonly Dissipator[];
  /** the factor by which D multiplies ρ from the left; its adjoint is the factor on the right */
  protected readonly effective: ComplexMatrix;
  protected readonly pairsOf = new Map<number, Int32Array>();

  /**
   * @diagnostic `liouvillian-too-large`, `liouvillian-setting`, `steady-not-unique`, `drive-setting`, `bath-setting`,
   * and those of rings and spectra
   */
  constructor(
    readonly chain: DrivenChain,
    readonly options: LiouvillianOptions,
  ) {
    checkSettings(chain, options);
    const { sites, hamiltonian, perturbations } = chain;
    const { step } = symmetryOf(chain);
    // All magnetisations are kept together, because a density matrix that is not yet steady may have coherences between
    // any two.
    const basis = new RingBasis(sites, { step, modulus: 1 });
    this.turns = basis.momenta;
    this.dimension = basis.dimension;
    this.spectrum = spectrumOf(basis, RingOperator.of(hamiltonian, sites));
    this.momenta = new Int32Array(this.dimension);
    for (const { sector } of this.spectrum.sectors)
      this.momenta.fill(sector.momentum, sector.offset, sector.offset + sector.orbits.length);
    this.drive = commonDrive(perturbations);
    this.harmonics = commonHarmonics(perturbations, this.drive.frequency).map(([multiple, operator]) => ({
      multiple,
      matrix: this.matrix(operator),
    }));
    this.reach = Math.max(1, ...this.harmonics.map((h) => Math.abs(h.multiple)));
    // Components are taken in groups of `reach`, so that only neighbouring groups are coupled.
    const groups = Math.max(1, Math.ceil(((options.components ?? 4) + 1) / this.reach) - 1);
    this.components = this.harmonics.length === 0 ? 0 : (groups + 1) * this.reach - 1;
    this.transfers = this.reachable();
    const most =
      Math.max(...this.transfers.map((set) => this.countPairs(set))) * (this.reach === 1 ? 1 : 2 * this.reach - 1);
    this.checkPairs(most, this.harmonics.length === 0 ? maxIteratedPairs : maxFactoredPairs);
    this.dissipators = perturbations.flatMap((p) => (p.kind === 'drive' ? [] : this.dissipatorsOf(p, step)));
    this.effective = this.effectiveOf();
  }

  /** @diagnostic `liouvillian-too-large` */
  protected checkPairs(pairs: number, most = maxFactoredPairs): void {
    if (pairs <= most) return;
    limit(
      'liouvillian-too-large',
      `translation leaves ${pairs} elements of the density matrix of ${this.chain.sites} sites to be found at once, more than ${most}`,
      {
        hint: 'the full Liouvillian is for small rings; take fewer sites, or the limit ε → 0',
      },
    );
  }

  /** Energies of the eigenstates in whose basis components are given. */
  get energies(): Float64Array {
    return this.spectrum.energies;
  }

  /** An operator between the eigenstates. */
  matrix(operator: NumericOperator): ComplexMatrix {
    return this.represent(RingOperator.of(operator, this.chain.sites));
  }

  protected represent(operator: RingOperator): ComplexMatrix {
    const { spectrum, dimension } = this;
    const sectors = new SectorOperator(spectrum.basis, operator, 'local');
    const out = complex(dimension, dimension);
    for (const from of spectrum.sectors) {
      for (const to of spectrum.sectors) {
        const block = sectors.sparse(from.sector, to.sector);
        if (!block) continue;
        const part = between(to.vectors, block, from.vectors);
        for (let i = 0; i < part.rows; i++) {
          const at = (to.sector.offset + i) * dimension + from.sector.offset;
          out.re.set(part.re.subarray(i * part.cols, (i + 1) * part.cols), at);
          out.im.set(part.im.subarray(i * part.cols, (i + 1) * part.cols), at);
        }
      }
    }
    // Where translation forbids an element, there is only rounding error.
    const least = 1e-14 * largestEntryIn(out);
    for (const part of [out.re, out.im]) part.forEach((x, k) => Math.abs(x) < least && (part[k] = 0));
    return out;
  }

  /**
   * The members of a family at the first sites, from which translation gives all others; a single
   * operator that is not part of a family is the only member.
   */
  protected dissipatorsOf(perturbation: Bath | Jump, step: number): Dissipator[] {
    const { member, single } = perturbationFamily(perturbation, this.chain.sites);
    return Array.from({ length: single ? 1 : step }, (_, j) => {
      const matrix = this.represent(RingOperator.of(member(j), this.chain.sites));
      const copies = single ? 1 : this.turns;
      if (perturbation.kind === 'jump') return { a: matrix, b: matrix, weight: copies / 2 };
      return { a: this.relaxation(matrix, perturbation.phonons), b: matrix, weight: copies };
    });
  }

  /** The differences of momentum that the harmonics reach, starting from 0 at n = 0. */
  protected reachable(): Set<number>[] {
    const top = this.components;
    const sets = Array.from({ length: 2 * top + 1 }, () => new Set<number>());
    const moves = this.harmonics.map(({ multiple, matrix }) => ({ multiple, by: this.momentaOf(matrix) }));
    const queue: (readonly [number, number])[] = [[0, 0]];
    sets[top]!.add(0);
    for (const [n, q] of queue) {
      for (const { multiple, by } of moves) {
        // [H_m, ρ^(n)] feeds ρ^(n−m).
        const to = n - multiple;
        if (Math.abs(to) > top) continue;
        for (const p of by) {
          const k = (q + p) % this.turns;
          if (sets[top + to]!.has(k)) continue;
          sets[top + to]!.add(k);
          queue.push([to, k]);
        }
      }
    }
    return sets;
  }

  protected momentaOf(matrix: ComplexMatrix): Set<number> {
    const found = new Set<number>();
    matrix.re.forEach((x, pair) => {
      if (x !== 0 || matrix.im[pair] !== 0) found.add(this.difference(pair));
    });
    return found;
  }

  /** k_a − k_b of the pair a d + b. */
  protected difference(pair: number): number {
    const d = this.dimension;
    return (this.momenta[Math.floor(pair / d)]! - this.momenta[pair % d]! + this.turns) % this.turns;
  }

  protected countPairs(allowed: ReadonlySet<number>): number {
    const sizes = new Float64Array(this.turns);
    for (const m of this.momenta) sizes[m]! += 1;
    let count = 0;
    for (const q of allowed) sizes.forEach((size, m) => (count += size * sizes[(m - q + this.turns) % this.turns]!));
    return count;
  }

  /** Λ_kn = (½γ + iS)(E_n − E_k) V_kn with γ = 2π g.   chain (10), (21) */
  protected relaxation(coupling: ComplexMatrix, phonons: Phonons): ComplexMatrix {
    const d = this.dimension;
    const g = bathFunction(phonons);
    const shift = remembered(bathShift(phonons));
    const out = complex(d, d);
    for (let k = 0; k < d; k++) {
      checkInterrupt();
      for (let n = 0; n < d; n++) {
        const at = k * d + n;
        const [x, y] = [coupling.re[at]!, coupling.im[at]!];
        if (x === 0 && y === 0) continue;
        const w = this.energies[n]! - this.energies[k]!;
        const [p, q] = [Math.PI * g(w), shift(w)];
        out.re[at] = p * x - q * y;
        out.im[at] = p * y + q * x;
      }
    }
    return out;
  }

  /** −Σ B†A over all sites: the sum commutes with translation. */
  protected effectiveOf(): ComplexMatrix {
    const d = this.dimension;
    const out = complex(d, d);
    for (const { a, b, weight } of this.dissipators) {
      const product = multiplyMatrices(b, a, { adjointLeft: true }).value;
      for (let pair = 0; pair < d * d; pair++) {
        if (this.difference(pair) !== 0) continue;
        out.re[pair]! -= weight * product.re[pair]!;
        out.im[pair]! -= weight * product.im[pair]!;
      }
    }
    return out;
  }

  /** The pairs of ρ^(n) that are kept, in the order of its vector: a d + b for |a⟩⟨b|. */
  pairs(n = 0): Int32Array {
    let found = this.pairsOf.get(n);
    if (!found) {
      const allowed = this.transfers[n + this.components]!;
      this.pairsOf.set(
        n,
        (found = Int32Array.from({ length: this.dimension ** 2 }, (_, pair) => pair).filter((pair) =>
          allowed.has(this.difference(pair)),
        )),
      );
    }
    return found;
  }

  /**
   * Whether the levels of a pair |a⟩⟨b| have the same energy, that is, whether their difference is rounding error,
   * however weak the perturbations are.
   */
  protected degenerate(pair: number): boolean {
    return Math.abs(this.gap(pair)) <= degeneracyTolerance * this.spectrum.scale;
  }

  /** E_a − E_b */
  private gap(pair: number): number {
    return this.energies[Math.floor(pair / this.dimension)]! - this.energies[pair % this.dimension]!;
  }

  /** iω n − η (1 − δ_n0) − i(E_a − E_b), the element of L_0 on a pair of ρ^(n). */
  protected free({ component: n, pair }: FloquetElement): readonly [number, number] {
    const { frequency, width } = this.drive;
    return [n === 0 ? 0 : -width, n * frequency - (this.degenerate(pair) ? 0 : this.gap(pair))];
  }

  /** The block of L from the components `from` to the components `to`, with or without L_0. */
  protected block(
    to: readonly number[],
    from: readonly number[],
    { strength = this.options.strength, free = true }: BlockOptions = {},
  ): ComplexMatrix {
    const d = this.dimension;
    const size = (set: readonly number[]) => set.reduce((s, n) => s + this.pairs(n).length, 0);
    this.checkPairs(Math.max(size(to), size(from)));
    const out = complex(size(to), size(from));
    const root = Math.sqrt(strength);
    const place = new Int32Array(d * d);
    let left = 0;
    for (const m of from) {
      const there = this.pairs(m);
      place.fill(-1);
      there.forEach((pair, k) => (place[pair] = left + k));
      let top = 0;
      for (const n of to) {
        const here = this.pairs(n);
        const window: Window = { out, top, here, place };
        for (const { multiple, matrix } of this.harmonics) {
          if (m - n !== multiple) continue;
          this.fromLeft(window, matrix, 0, -root);
          this.fromRight(window, matrix, 0, root);
        }
        if (n === m) {
          this.fromLeft(window, this.effective, strength, 0);
          this.fromRight(window, adjointMatrix(this.effective), strength, 0);
          for (const one of this.dissipators) this.gain(window, there, one, strength);
          if (free) {
            here.forEach((pair, k) => {
              const [re, im] = this.free({ component: n, pair });
              const at = (top + k) * out.cols + place[pair]!;
              out.re[at]! += re;
              out.im[at]! += im;
            });
          }
        }
        top += here.length;
      }
      left += there.length;
    }
    return out;
  }

  /** adds ρ → (u + iv) Aρ */
  protected fromLeft({ out, top, here, place }: Window, a: ComplexMatrix, u: number, v: number): void {
    const d = this.dimension;
    here.forEach((pair, k) => {
      const [i, j] = [Math.floor(pair / d), pair % d];
      for (let c = 0; c < d; c++)
        addElement(out, (top + k) * out.cols, place[c * d + j]!, a.re[i * d + c]!, a.im[i * d + c]!, u, v);
    });
  }

  /** adds ρ → (u + iv) ρA */
  protected fromRight({ out, top, here, place }: Window, a: ComplexMatrix, u: number, v: number): void {
    const d = this.dimension;
    here.forEach((pair, k) => {
      const [i, j] = [Math.floor(pair / d), pair % d];
      for (let c = 0; c < d; c++)
        addElement(out, (top + k) * out.cols, place[i * d + c]!, a.re[c * d + j]!, a.im[c * d + j]!, u, v);
    });
  }

  /**
   * adds ρ → s Σ (AρB† + BρA†): after summation over all sites only pairs with equal differences of momentum are
   * coupled
   */
  protected gain(
    { out, top, here, place }: Window,
    there: Int32Array,
    { a, b, weight }: Dissipator,
    strength: number,
  ): void {
    const d = this.dimension;
    const c = weight * strength;
    const differences = Int32Array.from(there, (pair) => this.difference(pair));
    here.forEach((pair, k) => {
      if ((k & 63) === 0) checkInterrupt();
      const mine = this.difference(pair);
      const [i, j] = [Math.floor(pair / d) * d, (pair % d) * d];
      const row = (top + k) * out.cols;
      there.forEach((other, l) => {
        if (differences[l] !== mine) return;
        const [p, q] = [i + Math.floor(other / d), j + (other % d)];
        const [ar, ai, br, bi] = [a.re[p]!, a.im[p]!, b.re[q]!, b.im[q]!];
        const [cr, ci, er, ei] = [b.re[p]!, b.im[p]!, a.re[q]!, a.im[q]!];
        const at = row + place[other]!;
        out.re[at]! += c * (ar * br + ai * bi + cr * er + ci * ei);
        out.im[at]! += c * (ai * br - ar * bi + ci * er - cr * ei);
      });
    });
  }

  /** Lρ, component by component, in matrices, computed in another way than in `steadyState`. */
  apply(components: readonly ComplexMatrix[]): ComplexMatrix[] {
    const d = this.dimension;
    const { strength } = this.options;
    const at = (n: number): ComplexMatrix | undefined =>
      n >= 0 ? components[n] : components[-n] && adjointMatrix(components[-n]!);
    return components.map((rho, n) => {
      const out = complex(d, d);
      for (let pair = 0; pair < d * d; pair++) {
        const [p, q] = this.free({ component: n, pair });
        out.re[pair] = p * rho.re[pair]! - q * rho.im[pair]!;
        out.im[pair] = p * rho.im[pair]! + q * rho.re[pair]!;
      }
      for (const { multiple, matrix } of this.harmonics) {
        const other = at(n + multiple);
        if (!other) continue;
        const turned = multiplyMatrices(matrix, other).value;
        addTo(turned, multiplyMatrices(other, matrix).value, -1);
        const root = Math.sqrt(strength);
        for (let x = 0; x < d * d; x++) {
          out.re[x]! += root * turned.im[x]!;
          out.im[x]! -= root * turned.re[x]!;
        }
      }
      addTo(out, multiplyMatrices(this.effective, rho).value, strength);
      addTo(out, multiplyMatrices(rho, this.effective, { adjointRight: true }).value, strength);
      for (const { a, b, weight } of this.dissipators) {
        for (const q of this.transfers[n + this.components]!) {
          const part = this.ofDifference(rho, q);
          for (const [l, r] of [
            [a, b],
            [b, a],
          ] as const) {
            const gained = multiplyMatrices(multiplyMatrices(l, part).value, r, { adjointRight: true }).value;
            addTo(out, this.ofDifference(gained, q), weight * strength);
          }
        }
      }
      return out;
    });
  }

  protected ofDifference(matrix: ComplexMatrix, q: number): ComplexMatrix {
    const d = this.dimension;
    const keep = (part: Float64Array) => part.map((x, pair) => (this.difference(pair) === q ? x : 0));
    return complex(d, d, keep(matrix.re), keep(matrix.im));
  }
}
