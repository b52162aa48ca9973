import { checkInterrupt } from '../text/index.js';
import type { ProductVector } from './ring-states.js';

/** A complex number with its derivative by a parameter. */
export interface Dual {
  readonly re: number;
  readonly im: number;
  readonly dre: number;
  readonly dim: number;
}

/** One element of a Lax operator: auxiliary row and column, physical out and in (0 is up). */
export interface LaxElement {
  readonly row: number;
  readonly column: number;
  readonly out: number;
  readonly into: number;
  readonly value: Dual;
}

/** L of a transfer matrix T = Tr L_1 L_2 … L_N, with an auxiliary space of `size` states. */
export interface Lax {
  readonly size: number;
  readonly elements: readonly LaxElement[];
}

/** A branch of the parametrisation of Δ/J: cos γ, 1, or cosh η. */
type Regime = 'trigonometric' | 'rational' | 'hyperbolic';

const regimeOf = (ratio: number): Regime => (ratio < 1 ? 'trigonometric' : ratio === 1 ? 'rational' : 'hyperbolic');

/** γ of Δ/J = cos γ, η of Δ/J = cosh η; 0 for Δ = J. */
export function anisotropyAngle(ratio: number): number {
  return ratio < 1 ? Math.acos(ratio) : ratio === 1 ? 0 : Math.acosh(ratio);
}

/**
 * L = [[sin(u + γS^z), sin γ S^−], [sin γ S^+, sin(u − γS^z)]] with S^z|k⟩ = (s − k)|k⟩, S^+|k⟩ = [k]|k − 1⟩,
 * S^−|k⟩ = [2s − k]|k + 1⟩, [x] = sin γx/sin γ, at u = γ/2 + iμ and over sin(iμ + (s + ½)γ), with derivatives by μ. For
 * Δ > J the same with γ = iη and u = γ/2 + μ, for Δ = J the rational limit.
 *
 * @param ratio    Δ/J > −1
 * @param doubled  2s
 */
export function spinLax(ratio: number, doubled: number, mu: number): Lax {
  const s = doubled / 2;
  const regime = regimeOf(ratio);
  const gamma = anisotropyAngle(ratio);
  const entry = (m: number): Dual => sineOf(regime, gamma, m, mu);
  const bracket = (x: number): number =>
    regime === 'trigonometric' ? Math.sin(gamma * x) : regime === 'rational' ? x : Math.sinh(gamma * x);
  const norm = entry(s);
  const constant = (re: number): Dual => over({ re, im: 0, dre: 0, dim: 0 }, norm);
  return laxOf(doubled + 1, {
    up: (k) => over(entry(s - k), norm),
    down: (k) => over(entry(k - s), norm),
    raise: (k) => constant(bracket(k)),
    lower: (k) => constant(bracket(doubled - k)),
  });
}

/** sin(γ/2 + γm + iμ) with its derivative by μ; over i where γ is imaginary, and ½ + m + iμ in the rational limit. */
function sineOf(regime: Regime, gamma: number, m: number, mu: number): Dual {
  if (regime === 'rational') return { re: 0.5 + m, im: mu, dre: 0, dim: 1 };
  const x = gamma * (0.5 + m);
  if (regime === 'trigonometric') {
    return {
      re: Math.sin(x) * Math.cosh(mu),
      im: Math.cos(x) * Math.sinh(mu),
      dre: Math.sin(x) * Math.sinh(mu),
      dim: Math.cos(x) * Math.cosh(mu),
    };
  }
  return {
    re: Math.cos(mu) * Math.sinh(x),
    im: -Math.sin(mu) * Math.cosh(x),
    dre: -Math.sin(mu) * Math.sinh(x),
    dim: -Math.cos(mu) * Math.cosh(x),
  };
}

/**
 * L/sin u at u = π/2 + iμ in the highest-weight module of m states, γ = πl/m, at s = 0 and with derivatives by s. The
 * module has m states because [m] = 0.
 *
 * @param turns  l
 * @param size   m
 */
export function highestWeightLax(turns: number, size: number, mu: number): Lax {
  const gamma = (Math.PI * turns) / size;
  const [cosh, sinh] = [Math.cosh(mu), Math.sinh(mu)];
  // sin u = cosh μ
  const constant = (x: number, slope: number): Dual => ({ re: x / cosh, im: 0, dre: slope / cosh, dim: 0 });
  // sin(u ± γ(s − k)) = cos(γ(s − k) ± iμ)
  const diagonal = (k: number, sign: number): Dual => {
    const x = -gamma * k;
    return {
      re: Math.cos(x),
      im: (-sign * Math.sin(x) * sinh) / cosh,
      dre: -gamma * Math.sin(x),
      dim: (-sign * gamma * Math.cos(x) * sinh) / cosh,
    };
  };
  return laxOf(size, {
    up: (k) => diagonal(k, 1),
    down: (k) => diagonal(k, -1),
    raise: (k) => constant(Math.sin(gamma * k), 0),
    lower: (k) => constant(-Math.sin(gamma * k), 2 * gamma * Math.cos(gamma * k)),
  });
}

/** L with up and down exchanged on the physical site. */
export function spinFlippedLax({ size, elements }: Lax): Lax {
  return { size, elements: elements.map((e) => ({ ...e, out: 1 - e.out, into: 1 - e.into })) };
}

function laxOf(
  size: number,
  { up, down, raise, lower }: Readonly<Record<'up' | 'down' | 'raise' | 'lower', (k: number) => Dual>>,
): Lax {
  const elements: LaxElement[] = [];
  for (let k = 0; k < size; k++) {
    elements.push({ row: k, column: k, out: 0, into: 0, value: up(k) });
    elements.push({ row: k, column: k, out: 1, into: 1, value: down(k) });
    if (k + 1 < size) elements.push({ row: k + 1, column: k, out: 0, into: 1, value: lower(k) });
    if (k > 0) elements.push({ row: k - 1, column: k, out: 1, into: 0, value: raise(k) });
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

type DualVector = readonly [ProductVector, ProductVector];

/**
 * T φ and its derivative for T = Tr L_1 L_2 … L_N. The order of the sites fixes the signs of terms that reflection turns.
 *
 * @cost N size³ 2^N
 */
export function applyTransfer(lax: Lax, sites: number, phi: ProductVector): DualVector {
  const n = phi.re.length;
  const empty = (): ProductVector => ({ re: new Float64Array(n), im: new Float64Array(n) });
  const [sum, slope] = [empty(), empty()];
  for (let first = 0; first < lax.size; first++) {
    // One vector for each state of the auxiliary space, with its derivative.
    let here: (DualVector | undefined)[] = Array.from({ length: lax.size }, () => undefined);
    here[first] = [{ re: phi.re.slice(), im: phi.im.slice() }, empty()];
    for (let site = 0; site < sites; site++) here = throughSite(lax, site, here, empty);
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

/** The vectors of the auxiliary states after the L of one site. */
function throughSite(
  { size, elements }: Lax,
  site: number,
  here: readonly (DualVector | undefined)[],
  empty: () => ProductVector,
): (DualVector | undefined)[] {
  checkInterrupt();
  const next: (DualVector | undefined)[] = Array.from({ length: size }, () => undefined);
  const bit = 1 << site;
  for (const { row, column, out, into, value } of elements) {
    const source = here[row];
    if (!source) continue;
    const [v, d] = source;
    const [w, e] = (next[column] ??= [empty(), empty()]);
    const { re: a, im: b, dre: p, dim: q } = value;
    for (let s = 0; s < v.re.length; s++) {
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
  return next;
}
