import { complex, type ComplexMatrix, solve } from '../numeric/index.js';
import type { NumericOperator } from '../ring/index.js';
import { checkInterrupt, limit, refuse } from '../text/index.js';
import type { Relaxation } from './relaxation.js';
import type { ChargeElements } from './span.js';
import { amplitudesIn } from './ring-states.js';

/** J and Δ of Σ_j J (S^x_j S^x_{j+1} + S^y_j S^y_{j+1}) + Δ S^z_j S^z_{j+1}, up to a field and a constant. */
export interface XxzCouplings {
  readonly exchange: number;
  readonly anisotropy: number;
}

/**
 * The couplings of an XXZ chain.
 *
 * @diagnostic `not-xxz`
 */
export function xxzCouplings(hamiltonian: NumericOperator): XxzCouplings {
  const largest = hamiltonian.reduce((m, t) => Math.max(m, Math.hypot(t.re, t.im)), 0);
  const tolerance = 1e-12 * largest;
  const found = { XX: 0, YY: 0, ZZ: 0 };
  for (const { word, place, sites, staggered, re, im } of hamiltonian) {
    if (Math.hypot(re, im) <= tolerance) continue;
    const letters = lettersOf(word.x, word.z);
    if (place !== 'chain' || staggered || sites.period !== 1 || Math.abs(im) > tolerance || !(letters in known))
      refuseOther();
    if (letters === 'XX' || letters === 'YY' || letters === 'ZZ') found[letters] += re;
  }
  if (Math.abs(found.XX - found.YY) > tolerance || found.XX === 0) refuseOther();
  return { exchange: 4 * found.XX, anisotropy: 4 * found.ZZ };
}

const known: Record<string, true> = { '': true, Z: true, XX: true, YY: true, ZZ: true };

function lettersOf(x: number, z: number): string {
  let text = '';
  for (let k = 0; x >> k !== 0 || z >> k !== 0; k++) {
    const [a, b] = [(x >> k) & 1, (z >> k) & 1];
    text += a === 1 ? (b === 1 ? 'Y' : 'X') : b === 1 ? 'Z' : 'I';
  }
  return text;
}

function refuseOther(): never {
  return refuse('not-xxz', 'transfer matrices are those of the XXZ chain, and the Hamiltonian has other terms', {
    hint: 'J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1> with a field along z; local:r takes any chain',
  });
}

/** A conserved operator of the transfer matrix, with the mean modulus of t, which is close to 1 for a quasi-local one. */
export interface TransferCharge extends ChargeElements {
  readonly meanModulus: number;
}

/**
 * X_s(μ) = Re(−i t* ∂_μ t) with t = T_s(γ/2 + iμ)/sin^N(iμ + (s + ½)γ), Δ/J = cos γ: conserved on every ring, a sum of
 * quasi-local operators for (2s + 1) γ < π. For Δ > J the same with γ = iη and u = γ/2 + μ, for Δ = J the rational limit.
 *
 * T_s is applied to random vectors as a matrix product. Since it commutes with H_0, its elements within a level follow
 * from those between the eigenstates and the vectors.
 *
 * @param doubled  2s, a positive integer
 * @diagnostic `not-xxz`, `not-quasi-local`
 * @cost N (2s + 1)³ 2^N for each vector, as many as the largest level has states
 */
export function transferCharge(
  relaxation: Relaxation,
  { exchange, anisotropy }: XxzCouplings,
  doubled: number,
  mu: number,
): TransferCharge {
  const name = `X(${doubled % 2 === 0 ? doubled / 2 : `${doubled}/2`}, ${mu})`;
  const { spectrum, unknowns } = relaxation.chain;
  const { basis } = spectrum;
  const factors = laxFactors(anisotropy / exchange, doubled, mu, name);
  const most = unknowns.levels.reduce((m, l) => Math.max(m, l.states.length), 1);
  const random = xorshift();
  // ⟨n|φ⟩, ⟨n|t φ⟩ and ⟨n|∂_μ t φ⟩ of every eigenstate for each vector.
  const seen = Array.from({ length: most }, () => {
    checkInterrupt();
    const phi = { re: new Float64Array(basis.dimension), im: new Float64Array(basis.dimension) };
    for (let s = 0; s < basis.dimension; s++) {
      phi.re[s] = random();
      phi.im[s] = random();
    }
    const [t, slope] = applyTransfer(factors, basis.sites, phi);
    return [phi, t, slope].map((v) => amplitudesIn(spectrum, v));
  });
  // For Δ > J the parameter runs along the other axis.
  const sign = anisotropy > exchange ? -1 : 1;
  const values = new Float64Array(relaxation.algebra.size);
  let modulus = 0;
  for (const { states } of unknowns.levels) {
    const d = states.length;
    const [b, t, slope] = [0, 1, 2].map((which) => {
      const out = complex(d, d);
      states.forEach((n, i) => {
        for (let a = 0; a < d; a++) {
          out.re[i * d + a] = seen[a]![which]!.re[n]!;
          out.im[i * d + a] = seen[a]![which]!.im[n]!;
        }
      });
      return out;
    }) as [ComplexMatrix, ComplexMatrix, ComplexMatrix];
    const [tau, change] = [quotient(t, b), quotient(slope, b)];
    // −i τ† τ' and its Hermitian part.
    for (let i = 0; i < d; i++) {
      for (let j = i; j < d; j++) {
        const x = element(tau, change, i, j);
        const y = element(tau, change, j, i);
        const re = (sign * (x.im + y.im)) / 2;
        const im = (sign * (y.re - x.re)) / 2;
        const at = i === j ? undefined : unknowns.pairOf(states[i]!, states[j]!)?.at;
        if (i === j) values[unknowns.populationAt[states[i]!]!] = re;
        else if (at !== undefined) {
          values[at] = re;
          values[at + 1] = im;
        }
      }
      let squares = 0;
      for (let a = 0; a < d; a++) squares += tau.re[a * d + i]! ** 2 + tau.im[a * d + i]! ** 2;
      modulus += Math.sqrt(squares);
    }
  }
  const meanModulus = modulus / basis.dimension;
  if (!values.every(Number.isFinite)) refuseFar(name);
  return { name, values, meanModulus };
}

/** Σ_k conj(a_ki) b_kj */
function element(a: ComplexMatrix, b: ComplexMatrix, i: number, j: number): { re: number; im: number } {
  const d = a.rows;
  let re = 0;
  let im = 0;
  for (let k = 0; k < d; k++) {
    const [p, q] = [a.re[k * d + i]!, -a.im[k * d + i]!];
    const [r, s] = [b.re[k * d + j]!, b.im[k * d + j]!];
    re += p * r - q * s;
    im += p * s + q * r;
  }
  return { re, im };
}

/** A B⁻¹ */
function quotient(a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix {
  if (a.rows === 1) {
    const out = complex(1, 1);
    const norm = b.re[0]! ** 2 + b.im[0]! ** 2;
    out.re[0] = (a.re[0]! * b.re[0]! + a.im[0]! * b.im[0]!) / norm;
    out.im[0] = (a.im[0]! * b.re[0]! - a.re[0]! * b.im[0]!) / norm;
    return out;
  }
  // (B^T X^T = A^T), column by column
  const d = a.rows;
  const out = complex(d, d);
  const solved = solve(transpose(b), transpose(a)).value;
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) {
      out.re[i * d + j] = solved.re[j * d + i]!;
      out.im[i * d + j] = solved.im[j * d + i]!;
    }
  }
  return out;
}

function transpose(a: ComplexMatrix): ComplexMatrix {
  const d = a.rows;
  const out = complex(d, d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) {
      out.re[j * d + i] = a.re[i * d + j]!;
      out.im[j * d + i] = a.im[i * d + j]!;
    }
  }
  return out;
}

/** A complex number with its derivative by μ. */
interface Dual {
  readonly re: number;
  readonly im: number;
  readonly dre: number;
  readonly dim: number;
}

/** One element of the Lax operator: auxiliary row and column, physical out and in (0 is up). */
interface LaxElement {
  readonly row: number;
  readonly column: number;
  readonly out: number;
  readonly into: number;
  readonly value: Dual;
}

interface Lax {
  readonly size: number;
  readonly elements: readonly LaxElement[];
}

/**
 * L = [[sin(u + γS^z), sin γ S^−], [sin γ S^+, sin(u − γS^z)]] over the number that normalises t, with S^z|k⟩ = (s − k)|k⟩,
 * S^+|k⟩ = [k]|k − 1⟩, S^−|k⟩ = [2s − k]|k + 1⟩, [x] = sin γx/sin γ.
 */
function laxFactors(ratio: number, doubled: number, mu: number, name: string): Lax {
  const s = doubled / 2;
  if (ratio <= -1) refuseFar(name);
  const gamma = ratio < 1 ? Math.acos(ratio) : ratio === 1 ? 0 : Math.acosh(ratio);
  if (ratio < 1 && !((doubled + 1) * gamma < Math.PI * (1 - 1e-12))) refuseFar(name);
  // f(x + y·dμ): the function of the regime with its derivative, and the bracket [x].
  const kind = ratio < 1 ? 'trigonometric' : ratio === 1 ? 'rational' : 'hyperbolic';
  const lax: (m: number) => Dual = (m) => {
    if (kind === 'trigonometric') {
      // sin(x + iμ), x = γ/2 + γ m
      const x = gamma / 2 + gamma * m;
      return {
        re: Math.sin(x) * Math.cosh(mu),
        im: Math.cos(x) * Math.sinh(mu),
        dre: Math.sin(x) * Math.sinh(mu),
        dim: Math.cos(x) * Math.cosh(mu),
      };
    }
    if (kind === 'rational') return { re: 0.5 + m, im: mu, dre: 0, dim: 1 };
    // γ = iη, u = iη/2 + μ: sin(μ + iηx) over i, x = ½ + m
    const x = gamma * (0.5 + m);
    return {
      re: Math.cos(mu) * Math.sinh(x),
      im: -Math.sin(mu) * Math.cosh(x),
      dre: -Math.sin(mu) * Math.sinh(x),
      dim: -Math.cos(mu) * Math.cosh(x),
    };
  };
  const bracket = (x: number): number =>
    kind === 'trigonometric'
      ? Math.sin(gamma * x) / Math.sin(gamma)
      : kind === 'rational'
        ? x
        : Math.sinh(gamma * x) / Math.sinh(gamma);
  const unit = kind === 'trigonometric' ? Math.sin(gamma) : kind === 'rational' ? 1 : Math.sinh(gamma);
  const norm = lax(s);
  const size = doubled + 1;
  const elements: LaxElement[] = [];
  for (let k = 0; k < size; k++) {
    elements.push({ row: k, column: k, out: 0, into: 0, value: over(lax(s - k), norm) });
    elements.push({ row: k, column: k, out: 1, into: 1, value: over(lax(k - s), norm) });
    const constant = (x: number): Dual => over({ re: unit * x, im: 0, dre: 0, dim: 0 }, norm);
    if (k + 1 < size) elements.push({ row: k + 1, column: k, out: 0, into: 1, value: constant(bracket(doubled - k)) });
    if (k > 0) elements.push({ row: k - 1, column: k, out: 1, into: 0, value: constant(bracket(k)) });
  }
  return { size, elements };
}

function over(a: Dual, b: Dual): Dual {
  const n = b.re * b.re + b.im * b.im;
  const re = (a.re * b.re + a.im * b.im) / n;
  const im = (a.im * b.re - a.re * b.im) / n;
  // (a' − q b')/b
  const x = a.dre - (re * b.dre - im * b.dim);
  const y = a.dim - (re * b.dim + im * b.dre);
  return { re, im, dre: (x * b.re + y * b.im) / n, dim: (y * b.re - x * b.im) / n };
}

interface ComplexVector {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** t φ and ∂_μ t φ for t = Tr L_1 L_2 … L_N. The order of the sites fixes the signs of terms that reflection turns. */
function applyTransfer({ size, elements }: Lax, sites: number, phi: ComplexVector): [ComplexVector, ComplexVector] {
  const n = phi.re.length;
  const empty = (): ComplexVector => ({ re: new Float64Array(n), im: new Float64Array(n) });
  const [sum, slope] = [empty(), empty()];
  for (let first = 0; first < size; first++) {
    // One vector for each state of the auxiliary space, with its derivative.
    let here: ([ComplexVector, ComplexVector] | undefined)[] = Array.from({ length: size }, () => undefined);
    here[first] = [{ re: phi.re.slice(), im: phi.im.slice() }, empty()];
    for (let site = 0; site < sites; site++) {
      checkInterrupt();
      const next: ([ComplexVector, ComplexVector] | undefined)[] = Array.from({ length: size }, () => undefined);
      const bit = 1 << site;
      for (const { row, column, out, into, value } of elements) {
        const source = here[row];
        if (!source) continue;
        const [v, d] = source;
        const target = (next[column] ??= [empty(), empty()]);
        const [w, e] = target;
        const { re: a, im: b, dre: p, dim: q } = value;
        for (let s = 0; s < n; s++) {
          if (((s >> site) & 1) !== into) continue;
          const x = v.re[s]!;
          const y = v.im[s]!;
          const t = out === 0 ? s & ~bit : s | bit;
          w.re[t]! += a * x - b * y;
          w.im[t]! += a * y + b * x;
          const f = d.re[s]!;
          const g = d.im[s]!;
          e.re[t]! += a * f - b * g + p * x - q * y;
          e.im[t]! += a * g + b * f + p * y + q * x;
        }
      }
      here = next;
    }
    const [v, d] = here[first] ?? [empty(), empty()];
    for (let s = 0; s < n; s++) {
      sum.re[s]! += v.re[s]!;
      sum.im[s]! += v.im[s]!;
      slope.re[s]! += d.re[s]!;
      slope.im[s]! += d.im[s]!;
    }
  }
  return [sum, slope];
}

/** Numbers between −1 and 1; any will do, as long as they are the same each time. */
function xorshift(): () => number {
  let state = 0x2545f491;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 0x80000000;
  };
}

function refuseFar(name: string): never {
  return limit('not-quasi-local', `${name} is no sum of quasi-local operators at this anisotropy`, {
    hint: 'X(s, μ) is quasi-local for (2s + 1) γ < π, Δ/J = cos γ: take a smaller s',
  });
}
