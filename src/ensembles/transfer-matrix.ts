import { complex, type ComplexMatrix, solve } from '../numeric/index.js';
import type { NumericOperator, StateIndex } from '../ring/index.js';
import { checkInterrupt, limit, refuse } from '../text/index.js';
import { anisotropyAngle, applyTransfer, type Lax, spinLax } from './lax.js';
import type { Relaxation } from './relaxation.js';
import { type ChargeElements, normOf, traceless } from './span.js';
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

/** A transfer matrix and its derivative inside one level, between its eigenstates. */
export interface TransferLevel {
  readonly states: readonly StateIndex[];
  readonly value: ComplexMatrix;
  readonly slope: ComplexMatrix;
}

/**
 * T = Tr L_1 L_2 … L_N inside every level.
 *
 * T is applied to random vectors as a matrix product. Since it commutes with H_0, its elements within a level follow
 * from those between the eigenstates and the vectors.
 *
 * @cost N size³ 2^N for each vector, as many as the largest level has states
 */
export function transferInLevels({ chain }: Relaxation, lax: Lax): TransferLevel[] {
  const { spectrum, unknowns } = chain;
  const { basis } = spectrum;
  const most = unknowns.levels.reduce((m, l) => Math.max(m, l.states.length), 1);
  const random = xorshift();
  // ⟨n|φ⟩, ⟨n|T φ⟩ and ⟨n|∂T φ⟩ of every eigenstate for each vector.
  const seen = Array.from({ length: most }, () => {
    checkInterrupt();
    const phi = { re: new Float64Array(basis.dimension), im: new Float64Array(basis.dimension) };
    for (let s = 0; s < basis.dimension; s++) {
      phi.re[s] = random();
      phi.im[s] = random();
    }
    return [phi, ...applyTransfer(lax, basis.sites, phi)].map((v) => amplitudesIn(spectrum, v));
  });
  return unknowns.levels.map(({ states }) => {
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
    return { states, value: quotient(t, b), slope: quotient(slope, b) };
  });
}

/** Hermitian matrices by level as elements in the algebra of the chain. */
export function elementsOfLevels(
  { chain: { unknowns }, algebra }: Relaxation,
  levels: readonly { readonly states: readonly StateIndex[]; at(i: number, j: number): LevelElement }[],
): Float64Array {
  const values = new Float64Array(algebra.size);
  for (const { states, at } of levels) {
    states.forEach((n, i) => {
      values[unknowns.populationAt[n]!] = at(i, i).re;
      for (let j = i + 1; j < states.length; j++) {
        const place = unknowns.pairOf(n, states[j]!)?.at;
        if (place === undefined) continue;
        const { re, im } = at(i, j);
        values[place] = re;
        values[place + 1] = im;
      }
    });
  }
  return values;
}

/** A complex number. */
export interface LevelElement {
  readonly re: number;
  readonly im: number;
}

/** The Hermitian part of −i t† ∂t, with a sign. */
export function hermitianFlow(
  relaxation: Relaxation,
  levels: readonly TransferLevel[],
  sign: 1 | -1 = 1,
): Float64Array {
  return elementsOfLevels(
    relaxation,
    levels.map(({ states, value, slope }) => ({
      states,
      at: (i, j) => {
        const x = element(value, slope, i, j);
        const y = element(value, slope, j, i);
        return { re: (sign * (x.im + y.im)) / 2, im: (sign * (y.re - x.re)) / 2 };
      },
    })),
  );
}

/** A conserved operator of the transfer matrix, with the mean modulus of t, which is close to 1 for a quasi-local one. */
export interface TransferCharge extends ChargeElements {
  readonly meanModulus: number;
}

/**
 * X_s(μ) = Re(−i t* ∂_μ t) with t = T_s(γ/2 + iμ)/sin^N(iμ + (s + ½)γ), Δ/J = cos γ: conserved on every ring, a sum of
 * quasi-local operators for (2s + 1) γ < π. For Δ > J the same with γ = iη and u = γ/2 + μ, for Δ = J the rational limit.
 *
 * @param doubled  2s, a positive integer
 * @diagnostic `not-quasi-local`
 * @cost that of `transferInLevels` with 2s + 1 auxiliary states
 */
export function transferCharge(
  relaxation: Relaxation,
  { exchange, anisotropy }: XxzCouplings,
  doubled: number,
  mu: number,
): TransferCharge {
  const name = `X(${doubled % 2 === 0 ? doubled / 2 : `${doubled}/2`}, ${mu})`;
  const ratio = anisotropy / exchange;
  if (ratio <= -1) refuseFar(name, ratio);
  if (ratio < 1 && !((doubled + 1) * anisotropyAngle(ratio) < Math.PI * (1 - 1e-12))) refuseFar(name, ratio);
  if (Math.abs(mu) > (ratio < 1 ? farthest : 1e6)) refuseWeak(name);
  const levels = transferInLevels(relaxation, spinLax(ratio, doubled, mu));
  // For Δ > J the parameter runs along the other axis.
  const values = hermitianFlow(relaxation, levels, ratio > 1 ? -1 : 1);
  if (!values.every(Number.isFinite)) refuseFar(name, ratio);
  const { sites } = relaxation.chain;
  if (normOf(relaxation, traceless(relaxation, values)) < weakest * sites) refuseWeak(name);
  return { name, values, meanModulus: meanModulus(levels) };
}

/**
 * Smallest √(Tr X²/2^N) per site. Elements of X are differences of numbers of order N, so rounding leaves errors of N ε in
 * them, and 1e-8 of the operator has to be right.
 */
const weakest = Number.EPSILON / 1e-8;

/** |μ| beyond which X has fallen below `weakest` at any Δ, before hyperbolic functions overflow. */
const farthest = 40;

/** The mean over all eigenstates n of |t|n⟩|. */
function meanModulus(levels: readonly TransferLevel[]): number {
  let sum = 0;
  let count = 0;
  for (const { states, value } of levels) {
    const d = states.length;
    for (let i = 0; i < d; i++) {
      let squares = 0;
      for (let a = 0; a < d; a++) squares += value.re[a * d + i]! ** 2 + value.im[a * d + i]! ** 2;
      sum += Math.sqrt(squares);
    }
    count += d;
  }
  return sum / count;
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

function refuseFar(name: string, ratio: number): never {
  // The largest 2s with (2s + 1) γ < π.
  const most = ratio > -1 && ratio < 1 ? Math.ceil(Math.PI / anisotropyAngle(ratio) - 1e-9) - 2 : 0;
  return limit('not-quasi-local', `${name} is no sum of quasi-local operators at Δ/J = ${ratio}`, {
    hint: `X(s, μ) is quasi-local for (2s + 1) γ < π, Δ/J = cos γ: ${most >= 1 ? `s ≤ ${most % 2 === 0 ? most / 2 : `${most}/2`} here` : 'no s here; local:3 is a list for any chain'}`,
  });
}

function refuseWeak(name: string): never {
  return limit('vanishes-on-ring', `${name} is too small to be told from rounding errors`, {
    hint: 'X(s, μ) falls fast with |μ|: take a smaller |μ|, as in X(1, 0.5)',
  });
}
