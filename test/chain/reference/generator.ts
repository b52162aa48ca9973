import { adjointMatrix, complex } from '../../../src/numeric/index.js';
import { lorentzian, phononRate, phononShift } from './bath.js';
import { DoubleEquations, LongEquations } from './equations.js';
import { type Dense, combine, exponential, largest, rotated, spectrum, times, traceOfProduct } from './matrices.js';
import type { DenseModel } from './model.js';

/**
 * A coupling in the basis of eigenstates, its rate and its level shift as functions of the energies before and after.
 */
interface Process {
  readonly coupling: Dense;
  rate(before: number, after: number): number;
  shift(before: number, after: number): number;
}

/** The diagonal of a Hermitian matrix. */
const diagonalOf = (a: Dense): Float64Array => Float64Array.from({ length: a.rows }, (_, n) => a.re[n * (a.rows + 1)]!);

/** What may be left out, to see that it matters. */
export interface Leave {
  readonly lamb?: boolean;
}

/** A state of the ring in the limit ε → 0, in the basis of eigenstates. */
export interface DenseState {
  readonly matrix: Dense;
  /** ⟨A⟩ of a matrix on the basis of products */
  expectation(a: Dense): number;
}

/**
 * The generator of chain (11) on all pairs of eigenstates of equal energy, in real space: no momentum, no
 * magnetisation, no charges. What it says about coherences and level shifts follows from the Hamiltonian alone.
 *
 *   L ρ = Σ γ O ρ O† − ½{Γ, ρ} − i[H_LS, ρ]
 */
export class DenseGenerator {
  readonly energies: Float64Array;
  readonly vectors: Dense;
  /** level of every state: states of one level have the same energy */
  readonly level: Int32Array;
  readonly levels: number[][] = [];
  private readonly processes: readonly Process[];
  /** γ and S of every process between representatives of levels */
  private readonly rates: readonly Float64Array[];
  private readonly shifts: readonly Float64Array[];

  /**
   * @param resolver  commutes with the Hamiltonian, and is added to it to find eigenstates of both
   */
  constructor(model: DenseModel, leave: Leave = {}, resolver?: Dense) {
    const { energies: sums, vectors } = spectrum(
      resolver ? combine([1, model.hamiltonian], [1, resolver]) : model.hamiltonian,
    );
    const energies = resolver ? diagonalOf(rotated(model.hamiltonian, vectors)) : sums;
    this.energies = energies;
    this.vectors = vectors;
    const order = [...energies.keys()].toSorted((a, b) => energies[a]! - energies[b]!);
    this.level = new Int32Array(energies.length);
    const tolerance = 1e-9 * Math.max(1, ...energies.map(Math.abs));
    let last = -Infinity;
    for (const n of order) {
      if (energies[n]! - last > tolerance) this.levels.push([]);
      this.levels.at(-1)!.push(n);
      this.level[n] = this.levels.length - 1;
      last = energies[n]!;
    }
    this.processes = processesOf(model, vectors);
    const size = this.levels.length;
    const between = (f: (before: number, after: number) => number) => {
      const table = new Float64Array(size * size);
      for (let a = 0; a < size; a++)
        for (let b = 0; b < size; b++) table[a * size + b] = f(this.energyOf(b), this.energyOf(a));
      return table;
    };
    // The couplings of one bath share their rates.
    const known = new Map<Process['rate'], { rates: Float64Array; shifts: Float64Array }>();
    const tables = this.processes.map((process) => {
      const found = known.get(process.rate) ?? {
        rates: between(process.rate),
        shifts: leave.lamb ? new Float64Array(size * size) : between(process.shift),
      };
      known.set(process.rate, found);
      return found;
    });
    this.rates = tables.map((t) => t.rates);
    this.shifts = tables.map((t) => t.shifts);
  }

  /** The mean, so that the states of a level share one number. */
  private energyOf(level: number): number {
    const states = this.levels[level]!;
    return states.reduce((s, n) => s + this.energies[n]!, 0) / states.length;
  }

  /** Σ of the squares of the degeneracies: how many operators |n⟩⟨m| commute with the Hamiltonian.   chain, Results */
  get conserved(): number {
    return this.levels.reduce((s, { length }) => s + length ** 2, 0);
  }

  /**
   * A matrix on the basis of products, in that of the eigenstates, without what connects different levels: its time
   * average.
   */
  conservedPart(a: Dense): Dense {
    const out = rotated(a, this.vectors);
    const n = out.rows;
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) if (this.level[i] !== this.level[j]) out.re[i * n + j] = out.im[i * n + j] = 0;
    return out;
  }

  /** Golden-rule rate from m to k, summed over the processes.   chain (20), (21) */
  rate(k: number, m: number): number {
    const n = this.energies.length;
    const size = this.levels.length;
    const at = k * n + m;
    return this.processes.reduce(
      (s, { coupling }, p) =>
        s + this.rates[p]![this.level[k]! * size + this.level[m]!]! * (coupling.re[at]! ** 2 + coupling.im[at]! ** 2),
      0,
    );
  }

  /** L ρ for a ρ in the basis of eigenstates that is block-diagonal in the levels. */
  apply(rho: Dense): Dense {
    const n = rho.rows;
    const size = this.levels.length;
    const out = complex(n, n);
    this.processes.forEach(({ coupling: o }, p) => {
      const jump = complex(n, n);
      for (const before of this.levels) {
        for (const after of this.levels) {
          const rate = this.rates[p]![this.level[after[0]!]! * size + this.level[before[0]!]!]!;
          for (const k of after)
            for (const l of after)
              for (const i of before)
                for (const j of before) {
                  const [a, b, c, d] = [o.re[k * n + i]!, o.im[k * n + i]!, o.re[l * n + j]!, o.im[l * n + j]!];
                  const [re, im] = [rate * (a * c + b * d), rate * (b * c - a * d)];
                  const [x, y] = [rho.re[i * n + j]!, rho.im[i * n + j]!];
                  jump.re[k * n + l]! += re * x - im * y;
                  jump.im[k * n + l]! += re * y + im * x;
                }
        }
      }
      addTo(out, jump, 1);
    });
    addTo(out, this.loss(rho), -1);
    return out;
  }

  /** L†C of a C in the basis of eigenstates that is block-diagonal in the levels: Tr(C Lρ) = Tr(L†C ρ). */
  adjoint(c: Dense): Dense {
    const n = c.rows;
    const size = this.levels.length;
    const out = complex(n, n);
    this.processes.forEach(({ coupling: o }, p) => {
      for (const before of this.levels) {
        for (const after of this.levels) {
          const rate = this.rates[p]![this.level[after[0]!]! * size + this.level[before[0]!]!]!;
          for (const k of after)
            for (const l of after) {
              const [x, y] = [rate * c.re[l * n + k]!, rate * c.im[l * n + k]!];
              if (x === 0 && y === 0) continue;
              for (const i of before)
                for (const j of before) {
                  const [a, b, e, f] = [o.re[k * n + i]!, o.im[k * n + i]!, o.re[l * n + j]!, -o.im[l * n + j]!];
                  const [re, im] = [a * e - b * f, a * f + b * e];
                  out.re[j * n + i]! += re * x - im * y;
                  out.im[j * n + i]! += re * y + im * x;
                }
            }
        }
      }
    });
    const { loss, shift } = this.effective();
    addTo(out, times(loss, c), -0.5);
    addTo(out, times(c, loss), -0.5);
    const turned = combine([1, times(shift, c)], [-1, times(c, shift)]);
    for (let x = 0; x < out.re.length; x++) {
      out.re[x]! -= turned.im[x]!;
      out.im[x]! += turned.re[x]!;
    }
    return out;
  }

  /** Λρ = ½{Γ, ρ} + i[H_LS, ρ] */
  loss(rho: Dense): Dense {
    const { loss, shift } = this.effective();
    const out = combine([0.5, times(loss, rho)], [0.5, times(rho, loss)]);
    const turned = combine([1, times(shift, rho)], [-1, times(rho, shift)]);
    for (let x = 0; x < out.re.length; x++) {
      out.re[x]! -= turned.im[x]!;
      out.im[x]! += turned.re[x]!;
    }
    return out;
  }

  /** Γ and H_LS on the levels. */
  effective(): { loss: Dense; shift: Dense } {
    const n = this.energies.length;
    const size = this.levels.length;
    const [loss, shift] = [complex(n, n), complex(n, n)];
    this.processes.forEach(({ coupling: o }, p) => {
      for (const states of this.levels) {
        for (const i of states)
          for (const j of states)
            for (let k = 0; k < n; k++) {
              const at = this.level[k]! * size + this.level[i]!;
              const [a, b, c, d] = [o.re[k * n + i]!, o.im[k * n + i]!, o.re[k * n + j]!, o.im[k * n + j]!];
              const [re, im] = [a * c + b * d, a * d - b * c];
              loss.re[i * n + j]! += this.rates[p]![at]! * re;
              loss.im[i * n + j]! += this.rates[p]![at]! * im;
              shift.re[i * n + j]! += this.shifts[p]![at]! * re;
              shift.im[i * n + j]! += this.shifts[p]![at]! * im;
            }
      }
    });
    return { loss, shift };
  }

  /**
   * The state with L ρ = 0 and trace one.   chain (11)
   *
   * @param long  in integers of any length: where sectors are joined by rates below 1e-10 of the largest, doubles fail
   *   silently
   */
  steadyState(long = false): DenseState {
    const n = this.energies.length;
    const size = this.levels.length;
    // Real unknowns of a Hermitian ρ: ρ_ii, and Re and Im of ρ_ij for i < j.
    const places = new Int32Array(n * n).fill(-1);
    let unknowns = 0;
    for (let i = 0; i < n; i++) places[i * n + i] = unknowns++;
    for (const states of this.levels)
      for (const i of states)
        for (const j of states)
          if (i < j) {
            places[i * n + j] = unknowns;
            unknowns += 2;
          }
    const system = new (long ? LongEquations : DoubleEquations)(unknowns);
    /**
     * adds (re + i im) ρ_xy to the equation of (L ρ)_kl, k ≤ l; re and im are sums of products of two elements and a
     * rate
     */
    const put = (
      k: number,
      l: number,
      x: number,
      y: number,
      terms: readonly (readonly [number, number, number, 're' | 'im'])[],
    ) => {
      const row = places[k * n + l]!;
      const column = places[Math.min(x, y) * n + Math.max(x, y)]!;
      const sign = x > y ? -1 : 1;
      for (const [a, b, c, part] of terms) {
        if (part === 're') {
          system.add(row, column, a, b, c);
          if (x !== y && k !== l) system.add(row + 1, column + 1, a, b, sign * c);
        } else {
          if (x !== y) system.add(row, column + 1, a, b, -sign * c);
          if (k !== l) system.add(row + 1, column, a, b, c);
        }
      }
    };
    this.processes.forEach(({ coupling: o }, p) => {
      for (const before of this.levels) {
        for (let k = 0; k < n; k++) {
          const at = this.level[k]! * size + this.level[before[0]!]!;
          const rate = this.rates[p]![at]!;
          const shift = this.shifts[p]![at]!;
          for (const i of before) {
            const [a, b] = [o.re[k * n + i]!, o.im[k * n + i]!];
            if (a === 0 && b === 0) continue;
            for (const l of this.levels[this.level[k]!]!) {
              if (l < k) continue;
              for (const j of before) {
                const [c, d] = [o.re[l * n + j]!, o.im[l * n + j]!];
                if (c === 0 && d === 0) continue;
                put(k, l, i, j, [
                  [a, c, rate, 're'],
                  [b, d, rate, 're'],
                  [b, c, rate, 'im'],
                  [a, -d, rate, 'im'],
                ]);
              }
            }
            // −½{Γ, ρ} − i[H_LS, ρ], with Γ_ij and H_ij the sums over k of O*_ki O_kj times γ and S
            for (const j of before) {
              const [c, d] = [o.re[k * n + j]!, o.im[k * n + j]!];
              for (const l of before) {
                // (−½Γ − iH)_ij ρ_jl
                if (i <= l)
                  put(i, l, j, l, [
                    [a, c, -rate / 2, 're'],
                    [b, d, -rate / 2, 're'],
                    [a, d, -rate / 2, 'im'],
                    [b, -c, -rate / 2, 'im'],
                    [a, c, -shift, 'im'],
                    [b, d, -shift, 'im'],
                    [a, d, shift, 're'],
                    [b, -c, shift, 're'],
                  ]);
                // ρ_li (−½Γ + iH)_ij
                if (l <= j)
                  put(l, j, l, i, [
                    [a, c, -rate / 2, 're'],
                    [b, d, -rate / 2, 're'],
                    [a, d, -rate / 2, 'im'],
                    [b, -c, -rate / 2, 'im'],
                    [a, c, shift, 'im'],
                    [b, d, shift, 'im'],
                    [a, d, -shift, 're'],
                    [b, -c, -shift, 're'],
                  ]);
              }
            }
          }
        }
      }
    });
    // The equations of the populations add up to nothing: one of them makes room for the trace.
    system.clear(0);
    for (let i = 0; i < n; i++) system.add(0, i, 1, 1, 1);
    const right = new Float64Array(unknowns);
    right[0] = 1;
    const solution = system.solve(right);
    const rho = complex(n, n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        const at = places[Math.min(i, j) * n + Math.max(i, j)]!;
        if (at < 0) continue;
        rho.re[i * n + j] = solution[at]!;
        if (i !== j) rho.im[i * n + j] = i < j ? solution[at + 1]! : -solution[at + 1]!;
      }
    return this.state(rho);
  }

  /** A state from its matrix in the basis of eigenstates. */
  state(matrix: Dense): DenseState {
    return { matrix, expectation: (a) => traceOfProduct(rotated(a, this.vectors), matrix).re };
  }

  /** exp(−Σ λ_i C_i)/Z from matrices in real space.   chain (1) */
  ensemble(charges: readonly Dense[], lagrange: readonly number[]): DenseState {
    const weight = exponential(combine(...charges.map((c, i) => [-lagrange[i]!, c] as const)));
    let z = 0;
    for (let i = 0; i < weight.rows; i++) z += weight.re[i * weight.rows + i]!;
    return this.state(combine([1 / z, rotated(weight, this.vectors)]));
  }

  /** f_i = Tr C_i L ρ_0 and χ_ij = ⟨C_i C_j⟩ − ⟨C_i⟩⟨C_j⟩, for the ring.   chain (10), (4) */
  forces(
    charges: readonly Dense[],
    lagrange: readonly number[],
  ): { rates: number[]; susceptibility: number[][]; means: number[] } {
    const { matrix: rho } = this.ensemble(charges, lagrange);
    const change = this.apply(rho);
    const turned = charges.map((c) => rotated(c, this.vectors));
    const means = turned.map((c) => traceOfProduct(c, rho).re);
    return {
      rates: turned.map((c) => traceOfProduct(c, change).re),
      susceptibility: turned.map((a, i) =>
        turned.map((b, j) => traceOfProduct(times(a, b), rho).re - means[i]! * means[j]!),
      ),
      means,
    };
  }

  /** A matrix in the basis of eigenstates, on the basis of products. */
  inSpace(a: Dense): Dense {
    const { vectors } = this;
    const n = a.rows;
    const back = complex(n, n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        back.re[j * n + i] = vectors.re[i * n + j]!;
        back.im[j * n + i] = -vectors.im[i * n + j]!;
      }
    return rotated(a, back);
  }
}

function addTo(into: Dense, a: Dense, by: number): void {
  for (let x = 0; x < into.re.length; x++) {
    into.re[x]! += by * a.re[x]!;
    into.im[x]! += by * a.im[x]!;
  }
}

function processesOf({ harmonics, phonons, jumps, width }: DenseModel, vectors: Dense): Process[] {
  const processes: Process[] = [];
  for (const { energy, operator } of harmonics) {
    processes.push({
      coupling: between(operator, vectors),
      rate: (before, after) => 2 * Math.PI * lorentzian(after - before - energy, width),
      shift: (before, after) => {
        const y = before + energy - after;
        return y / (y * y + width * width);
      },
    });
  }
  if (phonons) {
    const rate = (before: number, after: number) => 2 * Math.PI * phononRate(phonons, before - after);
    const shift = (before: number, after: number) => phononShift(phonons, before - after);
    for (const coupling of phonons.couplings) processes.push({ coupling: between(coupling, vectors), rate, shift });
  }
  const always = () => 1;
  const never = () => 0;
  for (const jump of jumps) processes.push({ coupling: between(jump, vectors), rate: always, shift: never });
  return processes;
}

/**
 * Elements between eigenstates. A symmetry may forbid one; what rounding leaves of it is 1e-16, and its rate 1e-32
 * would be a fast one where those that are allowed are 1e-40.
 */
function between(a: Dense, vectors: Dense): Dense {
  let out = rotated(a, vectors);
  // What is Hermitian stays so to the last bit: emission and absorption are in the ratio of their rates.
  if (largest(combine([1, a], [-1, adjointMatrix(a)])) === 0) out = combine([0.5, out], [0.5, adjointMatrix(out)]);
  const least = 1e-13 * largest(out);
  for (let x = 0; x < out.re.length; x++) {
    if (Math.abs(out.re[x]!) < least) out.re[x] = 0;
    if (Math.abs(out.im[x]!) < least) out.im[x] = 0;
  }
  return out;
}
