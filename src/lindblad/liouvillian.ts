import { refuseNotUnique, withReason } from '../chain/index.js';
import { complex, type ComplexMatrix, multiplyMatrices, solve } from '../numeric/index.js';
import { refuse } from '../text/index.js';
import { type FloquetState, smallestEigenvalue } from './floquet-state.js';
import { dissipationBetween } from './dissipation.js';
import { iteratedState } from './iterated-state.js';
import { addTo, largestEntryIn, scaledMatrix } from './matrices.js';
import { denseNullVector, nullVectorOfWeak, refuseSingular } from './null-vector.js';
import { FloquetSuperoperator, maxFactoredPairs } from './superoperator.js';

/** Number of elements of ρ from which on minimal residuals are faster than factors of the whole matrix. */
const minIteratedPairs = 250;

/**
 * The Liouvillian of a small ring at finite strength s of its perturbations: its steady state, the limit of that state
 * for s → 0, and its inverse.   chain (2), (11), (19)
 */
export class Liouvillian extends FloquetSuperoperator {
  /** The average of an operator over all times: its elements between equal energies. */
  conservedPart(a: ComplexMatrix): ComplexMatrix {
    const d = this.dimension;
    const keep = (x: number, pair: number): number => (this.degenerate(pair) ? x : 0);
    return complex(d, d, a.re.map(keep), a.im.map(keep));
  }

  /**
   * A Hermitian basis of all operators that commute with H_0 and translation, except the identity: |a⟩⟨a|, and the real
   * and imaginary parts for each pair of equal energy and momentum.   chain (11)
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
        if (this.momenta[a] !== this.momenta[b] || !this.degenerate(a * d + b)) continue;
        put(a, b, Math.SQRT1_2, 0);
        put(a, b, 0, Math.SQRT1_2);
      }
    }
    return found;
  }

  /**
   * Tr A ρ^(n) of a matrix between the eigenstates, the component n of the expectation value ⟨A⟩ = Σ_n e^{−inωt} Tr A
   * ρ^(n).
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

  /** L on the pairs of ρ^(0), for undriven chains.   chain (2) */
  private static(): ComplexMatrix {
    if (this.harmonics.length > 0)
      refuse('liouvillian-setting', 'the Liouvillian of a driven chain is no matrix on ρ^(0) alone');
    return this.block([0], [0]);
  }

  /**
   * L̂^{−1}X for traceless operators X: the traceless solution, for undriven chains.   chain (12)
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

  /**
   * L̂_0 X and s L̂_1 X of an operator in the eigenbasis, for undriven chains.   chain (2)
   *
   * @implements chain (2)
   */
  parts(x: ComplexMatrix): { readonly free: ComplexMatrix; readonly perturbation: ComplexMatrix } {
    const d = this.dimension;
    const free = complex(d, d);
    const rest = this.apply([x])[0]!;
    for (let pair = 0; pair < d * d; pair++) {
      const [, q] = this.free({ component: 0, pair });
      free.re[pair] = -q * x.im[pair]!;
      free.im[pair] = q * x.re[pair]!;
    }
    addTo(rest, free, -1);
    return { free, perturbation: rest };
  }

  /**
   * The steady state: Lρ = 0, Tr ρ^(0) = 1. That of an undriven chain of more than a few sites is found by minimal
   * residuals; otherwise Floquet components are eliminated from the highest down.
   *
   * @diagnostic `steady-not-unique`, `liouvillian-too-large`
   * @cost for an undriven chain of d states some tens of times 2 d³/N complex multiply-adds for each perturbation;
   *   otherwise for each group of components with n pairs, an LU factorisation and n right-hand sides: 4/3 n³
   */
  steadyState(onProgress?: (done: number, total: number) => void): FloquetState {
    return this.iterated(onProgress) ?? this.eliminated(onProgress);
  }

  /** The steady state of an undriven chain by iteration; undefined where factors are faster, or needed. */
  private iterated(onProgress?: (done: number, total: number) => void): FloquetState | undefined {
    const { method = this.pairs(0).length >= minIteratedPairs ? 'iteration' : 'factors' } = this.options;
    if (this.harmonics.length > 0 || method === 'factors') return undefined;
    const rho = iteratedState(
      {
        dimension: this.dimension,
        ranges: this.spectrum.sectors.map(({ sector }) => ({ offset: sector.offset, size: sector.orbits.length })),
        effective: this.effective,
        dissipators: this.dissipators,
        strength: this.options.strength,
        energies: this.energies,
        degenerate: (pair) => this.degenerate(pair),
      },
      onProgress,
    );
    if (!rho && this.pairs(0).length > maxFactoredPairs)
      return withReason(this.chain, () =>
        refuseNotUnique('the equations have a second solution, or one that decays so slowly that it looks like it'),
      );
    return rho && this.state([rho]);
  }

  private eliminated(onProgress?: (done: number, total: number) => void): FloquetState {
    const { reach, components: top } = this;
    const centre = Array.from({ length: 2 * reach - 1 }, (_, k) => k - reach + 1);
    const groups = this.harmonics.length === 0 ? 0 : (top + 1) / reach - 1;
    const group = (k: number): number[] => (k === 0 ? centre : Array.from({ length: reach }, (_, i) => k * reach + i));
    // The components of group k are carriers[k] times those of group k − 1.
    const carriers: ComplexMatrix[] = [];
    const core = this.block(centre, centre);
    for (let k = groups; k > 0; k--) {
      const inner = this.block(group(k), group(k));
      const outer = carriers[k + 1];
      if (outer) addTo(inner, multiplyMatrices(this.block(group(k), group(k + 1)), outer).value, 1);
      const carrier = solve(inner, this.block(group(k), group(k - 1))).value;
      carriers[k] = scaledMatrix(carrier, -1);
      onProgress?.(groups + 1 - k, groups + 1);
    }
    if (carriers[1]) {
      const feedback = multiplyMatrices(this.block(centre, group(1)), carriers[1]).value;
      addTo(core, feedback, 1);
      // The negative components follow from ρ^(−n) = ρ^(n)†: pairs are transposed and numbers conjugated.
      addTo(core, this.mirrored(feedback, centre), 1);
    }
    const trace = this.traceRow(centre);
    const kept = centre.flatMap((n) => Array.from(this.pairs(n), (pair) => n === 0 && this.degenerate(pair)));
    const vectors: ComplexMatrix[] = [withReason(this.chain, () => nullVectorOfWeak(core, kept, trace))];
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
   * The limit s → 0 of the steady state, directly from chain (11):
   *
   *   L^Q_mn = −Tr(Q†_m L̂_1 L̂_0^{−1} L̂_1 Q_n),   Q = |a⟩⟨b| with E_a = E_b,
   *
   * where the terms of jump operators and phonons are of this order already. This is chain (6) with every conserved
   * operator in P̂.
   *
   * @diagnostic `steady-not-unique`
   * @implements chain (6)
   * @implements chain (11) by superoperators
   */
  limit(): FloquetState {
    const d = this.dimension;
    const pairs = this.pairs(0);
    const kept: number[] = [];
    pairs.forEach((pair, k) => {
      if (this.degenerate(pair)) kept.push(k);
    });
    this.checkPairs(kept.length);
    const { dimension, effective, dissipators } = this;
    const own = Int32Array.from(kept, (k) => pairs[k]!);
    const out = dissipationBetween(
      { dimension, effective, dissipators },
      own,
      own.map((pair) => this.difference(pair)),
    );
    for (const { multiple } of this.harmonics) {
      const there = this.block([-multiple], [0], { strength: 1, free: false });
      this.pairs(-multiple).forEach((pair, row) => {
        const [p, q] = this.free({ component: -multiple, pair });
        const size = p * p + q * q;
        for (let at = row * there.cols; at < (row + 1) * there.cols; at++) {
          const [x, y] = [there.re[at]!, there.im[at]!];
          there.re[at] = (x * p + y * q) / size;
          there.im[at] = (y * p - x * q) / size;
        }
      });
      const back = multiplyMatrices(this.block([0], [-multiple], { strength: 1, free: false }), there).value;
      kept.forEach((r, i) =>
        kept.forEach((c, j) => {
          out.re[i * kept.length + j]! -= back.re[r * back.cols + c]!;
          out.im[i * kept.length + j]! -= back.im[r * back.cols + c]!;
        }),
      );
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
      residual: largestEntryIn(left) / largestEntryIn(out),
      truncation: 0,
      smallest: smallestEigenvalue(rho),
    };
  }

  private state(components: ComplexMatrix[]): FloquetState {
    const change = this.apply(components);
    // The equation of the last component contains the first one that was cut off.
    const inner = change.slice(0, Math.max(1, components.length - this.reach));
    const { energies } = this;
    const size =
      Math.max(...energies) -
      Math.min(...energies) +
      this.options.strength * largestEntryIn(this.effective) +
      this.drive.frequency;
    return {
      components,
      residual: Math.max(...inner.map(largestEntryIn)) / size,
      truncation: components.length === 1 ? 0 : largestEntryIn(components.at(-1)!) / largestEntryIn(components[0]!),
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
