import {
  type Bath,
  bathFunction,
  bathShift,
  type DrivenChain,
  type Jump,
  perturbationFamily,
  type Phonons,
  symmetryOf,
  withReason,
} from '../chain/index.js';
import { adjointMatrix, complex, type ComplexMatrix, multiplyMatrices, solve } from '../numeric/index.js';
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
import { checkInterrupt, limit, refuse } from '../text/index.js';
import { type Dissipator, remembered } from './dissipator.js';
import { type FloquetState, smallestEigenvalue } from './floquet-state.js';
import { addTo, largestElement, scaled } from './matrices.js';
import { denseNullVector, refuseSingular } from './null-vector.js';
import { checkSettings, commonDrive, commonHarmonics, type LiouvillianOptions } from './settings.js';
import { addElement, type Window } from './window.js';

/**
 * Most pairs of states to be found at once: a block of n of them with its factors takes 80 n² bytes and 4/3 n³
 * multiplications.
 */
const maxPairs = 3000;

/**
 * The Liouvillian of a small ring at finite strength s of its perturbations.
 *
 * A drive is kept in full, component by component of ρ = Σ e^{−inωt} ρ^(n),
 *
 *   (Lρ)^(n) = −i[H_0, ρ^(n)] + (inω − η (1 − δ_n0)) ρ^(n) − i√s Σ_m [H_m, ρ^(n+m)] + s Dρ^(n)      chain (19)
 *
 * η is the half-width of chain (20): the regulator of L̂_0^{−1} in chain (10), kept finite, so that s → 0 gives rates
 * of Lorentzian shape and their level shifts. Jump operators enter by D[L]ρ = LρL† − ½{L†L, ρ}, phonons to second order
 * (Redfield, without a secular approximation) by Dρ = Σ_j [Λ_jρ, V_j] + h.c., Λ_kn = (½γ + iS)(E_n − E_k) V_kn.
 *
 * Only pairs |a⟩⟨b| that translation lets the perturbations reach from a diagonal state are kept: for each n one in N.
 */
export class Liouvillian {
  /** of H_0, by momentum alone */
  readonly spectrum: Spectrum;
  /** n_max */
  readonly components: number;
  private readonly dimension: number;
  private readonly momenta: Int32Array;
  private readonly turns: number;
  private readonly drive: { readonly frequency: number; readonly width: number };
  private readonly harmonics: readonly { readonly multiple: number; readonly matrix: ComplexMatrix }[];
  /** the highest harmonic: components so far apart are joined */
  private readonly reach: number;
  /** differences of momentum that ρ^(n) may have, by n + n_max */
  private readonly transfers: readonly ReadonlySet<number>[];
  private readonly dissipators: readonly Dissipator[];
  /** what D multiplies ρ with from the left; from the right its adjoint */
  private readonly effective: ComplexMatrix;
  private readonly pairsOf = new Map<number, Int32Array>();

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
    // All magnetisations together: a density matrix that is not steady yet may hold coherences between any two.
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
    // Components are taken in groups of `reach`, so that only neighbouring groups are joined.
    const groups = Math.max(1, Math.ceil(((options.components ?? 4) + 1) / this.reach) - 1);
    this.components = this.harmonics.length === 0 ? 0 : (groups + 1) * this.reach - 1;
    this.transfers = this.reachable();
    const most =
      Math.max(...this.transfers.map((set) => this.countPairs(set))) * (this.reach === 1 ? 1 : 2 * this.reach - 1);
    if (most > maxPairs) {
      limit(
        'liouvillian-too-large',
        `translation leaves ${most} elements of the density matrix of ${sites} sites to be found at once, more than ${maxPairs}`,
        {
          hint: 'the full Liouvillian is for small rings; take fewer sites, or the limit ε → 0',
        },
      );
    }
    this.dissipators = perturbations.flatMap((p) => (p.kind === 'drive' ? [] : this.dissipatorsOf(p, step)));
    this.effective = this.effectiveOf();
  }

  /** Energies of the eigenstates in whose basis components are given. */
  get energies(): Float64Array {
    return this.spectrum.energies;
  }

  /** An operator between the eigenstates. */
  matrix(operator: NumericOperator): ComplexMatrix {
    return this.represent(RingOperator.of(operator, this.chain.sites));
  }

  /** What an operator keeps when it is averaged over all times: its elements between equal energies. */
  conservedPart(a: ComplexMatrix): ComplexMatrix {
    const d = this.dimension;
    const keep = (x: number, pair: number): number =>
      Math.abs(this.energies[Math.floor(pair / d)]! - this.energies[pair % d]!) <=
      degeneracyTolerance * this.spectrum.scale
        ? x
        : 0;
    return complex(d, d, a.re.map(keep), a.im.map(keep));
  }

  /**
   * A Hermitian basis of all operators that H_0 and translation leave alone, but for the identity: |a⟩⟨a|, and for each
   * pair of equal energy and momentum its real and imaginary part.   chain (11)
   */
  conservedOperators(): ComplexMatrix[] {
    const d = this.dimension;
    const found: ComplexMatrix[] = [];
    const put = (a: number, b: number, re: number, im: number) => {
      const one = complex(d, d);
      one.re[a * d + b] = one.re[b * d + a] = re;
      one.im[a * d + b] = im;
      if (a !== b) one.im[b * d + a] = -im;
      found.push(one);
    };
    for (let a = 1; a < d; a++) put(a, a, 1, 0);
    for (let a = 0; a < d; a++) {
      for (let b = a + 1; b < d; b++) {
        if (
          this.momenta[a] !== this.momenta[b] ||
          Math.abs(this.energies[a]! - this.energies[b]!) > degeneracyTolerance * this.spectrum.scale
        )
          continue;
        put(a, b, Math.SQRT1_2, 0);
        put(a, b, 0, Math.SQRT1_2);
      }
    }
    return found;
  }

  /**
   * ⟨A⟩ of a matrix between the eigenstates, in the component n: Tr A ρ^(n), of which the expectation value is Σ
   * e^{−inωt}.
   */
  static expectation(a: ComplexMatrix, rho: ComplexMatrix): { re: number; im: number } {
    const d = rho.rows;
    let re = 0;
    let im = 0;
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < d; j++) {
        const [p, q, r, s] = [a.re[i * d + j]!, a.im[i * d + j]!, rho.re[j * d + i]!, rho.im[j * d + i]!];
        re += p * r - q * s;
        im += p * s + q * r;
      }
    }
    return { re, im };
  }

  private represent(operator: RingOperator): ComplexMatrix {
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
    // Rounding stands where translation forbids an element.
    const least = 1e-14 * largestElement(out);
    for (const part of [out.re, out.im]) part.forEach((x, k) => Math.abs(x) < least && (part[k] = 0));
    return out;
  }

  /**
   * The members of a family at the first sites, which translation carries to all others; an operator that stands alone
   * is the only one.
   */
  private dissipatorsOf(perturbation: Bath | Jump, step: number): Dissipator[] {
    const { member, single } = perturbationFamily(perturbation, this.chain.sites);
    return Array.from({ length: single ? 1 : step }, (_, j) => {
      const matrix = this.represent(RingOperator.of(member(j), this.chain.sites));
      const copies = single ? 1 : this.turns;
      if (perturbation.kind === 'jump') return { a: matrix, b: matrix, weight: copies / 2 };
      return { a: this.relaxation(matrix, perturbation.phonons), b: matrix, weight: copies };
    });
  }

  /** Which differences of momentum the harmonics lead to from none at n = 0. */
  private reachable(): Set<number>[] {
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

  private momentaOf(matrix: ComplexMatrix): Set<number> {
    const found = new Set<number>();
    matrix.re.forEach((x, pair) => {
      if (x !== 0 || matrix.im[pair] !== 0) found.add(this.difference(pair));
    });
    return found;
  }

  /** k_a − k_b of the pair a d + b. */
  private difference(pair: number): number {
    const d = this.dimension;
    return (this.momenta[Math.floor(pair / d)]! - this.momenta[pair % d]! + this.turns) % this.turns;
  }

  private countPairs(allowed: ReadonlySet<number>): number {
    const sizes = new Float64Array(this.turns);
    for (const m of this.momenta) sizes[m]! += 1;
    let count = 0;
    for (const q of allowed) sizes.forEach((size, m) => (count += size * sizes[(m - q + this.turns) % this.turns]!));
    return count;
  }

  /** Λ_kn = (½γ + iS)(E_n − E_k) V_kn with γ = 2π g.   chain (10), (21) */
  private relaxation(coupling: ComplexMatrix, phonons: Phonons): ComplexMatrix {
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
  private effectiveOf(): ComplexMatrix {
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

  /** iω n − η (1 − δ_n0) − i(E_a − E_b), the element of L_0 on a pair of ρ^(n). */
  private free(n: number, pair: number): readonly [number, number] {
    const { frequency, width } = this.drive;
    const d = this.dimension;
    return [n === 0 ? 0 : -width, n * frequency - (this.energies[Math.floor(pair / d)]! - this.energies[pair % d]!)];
  }

  /** What leads from the components `from` to the components `to`; L_0 is left out where it is not wanted. */
  private block(
    to: readonly number[],
    from: readonly number[],
    strength = this.options.strength,
    free = true,
  ): ComplexMatrix {
    const d = this.dimension;
    const size = (set: readonly number[]) => set.reduce((s, n) => s + this.pairs(n).length, 0);
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
              const [re, im] = this.free(n, pair);
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
  private fromLeft({ out, top, here, place }: Window, a: ComplexMatrix, u: number, v: number): void {
    const d = this.dimension;
    here.forEach((pair, k) => {
      const [i, j] = [Math.floor(pair / d), pair % d];
      for (let c = 0; c < d; c++)
        addElement(out, (top + k) * out.cols, place[c * d + j]!, a.re[i * d + c]!, a.im[i * d + c]!, u, v);
    });
  }

  /** adds ρ → (u + iv) ρA */
  private fromRight({ out, top, here, place }: Window, a: ComplexMatrix, u: number, v: number): void {
    const d = this.dimension;
    here.forEach((pair, k) => {
      const [i, j] = [Math.floor(pair / d), pair % d];
      for (let c = 0; c < d; c++)
        addElement(out, (top + k) * out.cols, place[i * d + c]!, a.re[c * d + j]!, a.im[c * d + j]!, u, v);
    });
  }

  /** adds ρ → s Σ (AρB† + BρA†): summed over all sites only pairs of equal difference of momentum are joined */
  private gain(
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

  /** L on the pairs of ρ^(0), for chains without a drive.   chain (2) */
  private static(): ComplexMatrix {
    if (this.harmonics.length > 0)
      refuse('liouvillian-setting', 'the Liouvillian of a driven chain is no matrix on ρ^(0) alone');
    return this.block([0], [0]);
  }

  /**
   * L̂^{−1}X for operators without trace, the solution without trace, for chains without a drive.   chain (12)
   *
   * @param xs  in the eigenbasis, invariant under translation
   * @diagnostic `steady-not-unique`, `liouvillian-setting`
   */
  inverse(xs: readonly ComplexMatrix[]): ComplexMatrix[] {
    const system = this.static();
    const trace = this.traceRow([0]);
    const first = trace.indexOf(1);
    system.re.set(trace, first * system.cols);
    system.im.fill(0, first * system.cols, (first + 1) * system.cols);
    const right = complex(system.rows, xs.length);
    xs.forEach((x, j) => {
      this.pairs(0).forEach((pair, k) => {
        right.re[k * xs.length + j] = k === first ? 0 : x.re[pair]!;
        right.im[k * xs.length + j] = k === first ? 0 : x.im[pair]!;
      });
    });
    const solution = refuseSingular(() => solve(system, right).value);
    return xs.map((_, j) => {
      const out = complex(this.dimension, this.dimension);
      this.pairs(0).forEach((pair, k) => {
        out.re[pair] = solution.re[k * xs.length + j]!;
        out.im[pair] = solution.im[k * xs.length + j]!;
      });
      return out;
    });
  }

  /** L̂_0 X and s L̂_1 X of an operator in the eigenbasis, for chains without a drive.   chain (2) */
  parts(x: ComplexMatrix): { readonly free: ComplexMatrix; readonly perturbation: ComplexMatrix } {
    const d = this.dimension;
    const free = complex(d, d);
    const rest = this.apply([x])[0]!;
    for (let pair = 0; pair < d * d; pair++) {
      const [, q] = this.free(0, pair);
      free.re[pair] = -q * x.im[pair]!;
      free.im[pair] = q * x.re[pair]!;
    }
    addTo(rest, free, -1);
    return { free, perturbation: rest };
  }

  /**
   * The steady state: Lρ = 0, Tr ρ^(0) = 1, Floquet components eliminated from the highest down.
   *
   * @diagnostic `steady-not-unique`
   * @cost for each group of components LU factors and as many right-hand sides, 4/3 n³ complex multiply-adds with n
   *   pairs
   */
  steadyState(onProgress?: (done: number, total: number) => void): FloquetState {
    const { reach, components: top } = this;
    const centre = Array.from({ length: 2 * reach - 1 }, (_, k) => k - reach + 1);
    const groups = this.harmonics.length === 0 ? 0 : (top + 1) / reach - 1;
    const group = (k: number): number[] => (k === 0 ? centre : Array.from({ length: reach }, (_, i) => k * reach + i));
    // ρ of group k is carriers[k] times ρ of group k − 1.
    const carriers: ComplexMatrix[] = [];
    const core = this.block(centre, centre);
    for (let k = groups; k > 0; k--) {
      const inner = this.block(group(k), group(k));
      const outer = carriers[k + 1];
      if (outer) addTo(inner, multiplyMatrices(this.block(group(k), group(k + 1)), outer).value, 1);
      const carrier = solve(inner, this.block(group(k), group(k - 1))).value;
      carriers[k] = scaled(carrier, -1);
      onProgress?.(groups + 1 - k, groups + 1);
    }
    if (carriers[1]) {
      const feedback = multiplyMatrices(this.block(centre, group(1)), carriers[1]).value;
      addTo(core, feedback, 1);
      // From below the same with ρ^(−n) = ρ^(n)†: pairs are turned around and numbers conjugated.
      addTo(core, this.mirrored(feedback, centre), 1);
    }
    const trace = this.traceRow(centre);
    const vectors: ComplexMatrix[] = [withReason(this.chain, () => denseNullVector(core, trace))];
    for (let k = 1; k <= groups; k++) vectors[k] = multiplyMatrices(carriers[k]!, vectors[k - 1]!).value;
    const components: ComplexMatrix[] = [];
    vectors.forEach((vector, k) => {
      let at = 0;
      for (const n of group(k)) {
        const pairs = this.pairs(n);
        if (n >= 0) components[n] = this.unpacked(vector, pairs, at);
        at += pairs.length;
      }
    });
    onProgress?.(groups + 1, groups + 1);
    return this.state(components);
  }

  /**
   * The limit s → 0 of the steady state, from chain (11) as it is written:
   *
   *   L^Q_mn = −Tr(Q†_m L̂_1 L̂_0^{−1} L̂_1 Q_n),   Q = |a⟩⟨b| with E_a = E_b,
   *
   * where what jump operators and phonons do is of that order already: chain (6) with every conserved operator in P̂.
   *
   * @diagnostic `steady-not-unique`
   */
  limit(): FloquetState {
    const d = this.dimension;
    const { scale } = this.spectrum;
    const pairs = this.pairs(0);
    const kept: number[] = [];
    pairs.forEach((pair, k) => {
      if (Math.abs(this.energies[Math.floor(pair / d)]! - this.energies[pair % d]!) <= degeneracyTolerance * scale)
        kept.push(k);
    });
    const whole = this.block([0], [0], 1, false);
    const out = complex(kept.length, kept.length);
    const pick = (matrix: ComplexMatrix, sign: number) => {
      kept.forEach((r, i) =>
        kept.forEach((c, j) => {
          out.re[i * kept.length + j]! += sign * matrix.re[r * matrix.cols + c]!;
          out.im[i * kept.length + j]! += sign * matrix.im[r * matrix.cols + c]!;
        }),
      );
    };
    pick(whole, 1);
    for (const { multiple } of this.harmonics) {
      const there = this.block([-multiple], [0], 1, false);
      this.pairs(-multiple).forEach((pair, row) => {
        const [p, q] = this.free(-multiple, pair);
        const size = p * p + q * q;
        for (let at = row * there.cols; at < (row + 1) * there.cols; at++) {
          const [x, y] = [there.re[at]!, there.im[at]!];
          there.re[at] = (x * p + y * q) / size;
          there.im[at] = (y * p - x * q) / size;
        }
      });
      pick(multiplyMatrices(this.block([0], [-multiple], 1, false), there).value, -1);
    }
    const trace = new Float64Array(kept.length);
    kept.forEach((k, i) => (trace[i] = Math.floor(pairs[k]! / d) === pairs[k]! % d ? 1 : 0));
    const vector = withReason(this.chain, () => denseNullVector(out, trace));
    const rho = complex(d, d);
    kept.forEach((k, i) => {
      rho.re[pairs[k]!] = vector.re[i]!;
      rho.im[pairs[k]!] = vector.im[i]!;
    });
    const left = multiplyMatrices(out, vector).value;
    return {
      components: [rho],
      residual: largestElement(left) / largestElement(out),
      truncation: 0,
      smallest: smallestEigenvalue(rho),
    };
  }

  /** Lρ, component by component, in matrices: the same by another way than `steadyState`. */
  apply(components: readonly ComplexMatrix[]): ComplexMatrix[] {
    const d = this.dimension;
    const { strength } = this.options;
    const at = (n: number): ComplexMatrix | undefined =>
      n >= 0 ? components[n] : components[-n] && adjointMatrix(components[-n]!);
    return components.map((rho, n) => {
      const out = complex(d, d);
      for (let pair = 0; pair < d * d; pair++) {
        const [p, q] = this.free(n, pair);
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

  private ofDifference(matrix: ComplexMatrix, q: number): ComplexMatrix {
    const d = this.dimension;
    const keep = (part: Float64Array) => part.map((x, pair) => (this.difference(pair) === q ? x : 0));
    return complex(d, d, keep(matrix.re), keep(matrix.im));
  }

  private state(components: ComplexMatrix[]): FloquetState {
    const change = this.apply(components);
    // The equation of the last component wants the one that was cut off.
    const inner = change.slice(0, Math.max(1, components.length - this.reach));
    const { energies } = this;
    const size =
      Math.max(...energies) -
      Math.min(...energies) +
      this.options.strength * largestElement(this.effective) +
      this.drive.frequency;
    return {
      components,
      residual: Math.max(...inner.map(largestElement)) / size,
      truncation: components.length === 1 ? 0 : largestElement(components.at(-1)!) / largestElement(components[0]!),
      smallest: smallestEigenvalue(components[0]!),
    };
  }

  private unpacked(vector: ComplexMatrix, pairs: Int32Array, from: number): ComplexMatrix {
    const out = complex(this.dimension, this.dimension);
    pairs.forEach((pair, k) => {
      out.re[pair] = vector.re[from + k]!;
      out.im[pair] = vector.im[from + k]!;
    });
    return out;
  }

  private traceRow(set: readonly number[]): Float64Array {
    const d = this.dimension;
    const row: number[] = [];
    for (const n of set)
      for (const pair of this.pairs(n)) row.push(n === 0 && Math.floor(pair / d) === pair % d ? 1 : 0);
    return Float64Array.from(row);
  }

  /** K → (ρ → (K ρ†)†) on the components of a set that holds −n with n. */
  private mirrored(k: ComplexMatrix, set: readonly number[]): ComplexMatrix {
    const d = this.dimension;
    const place = new Map<string, number>();
    let count = 0;
    for (const n of set) for (const pair of this.pairs(n)) place.set(`${n} ${pair}`, count++);
    const image = Int32Array.from(
      set.flatMap((n) =>
        Array.from(this.pairs(n), (pair) => place.get(`${-n} ${(pair % d) * d + Math.floor(pair / d)}`)!),
      ),
    );
    const out = complex(count, count);
    for (let r = 0; r < count; r++) {
      for (let c = 0; c < count; c++) {
        const at = image[r]! * count + image[c]!;
        out.re[r * count + c] = k.re[at]!;
        out.im[r * count + c] = -k.im[at]!;
      }
    }
    return out;
  }
}
