import { refuse } from '../text/index.js';
import type { Result } from './result.js';

/** Nodes ascending in (−1, 1) and weights of Gauss–Legendre quadrature. */
export interface Rule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const rules = new Map<number, Rule>();

/**
 * Gauss–Legendre rule with n nodes, exact for polynomials of degree 2n − 1. Each rule is computed once and kept.
 * @diagnostic `nodes-not-integer`
 */
export function gaussLegendre(n: number): Rule {
  // Newton's iteration converges from its starting values for every n; ten thousand nodes take a second.
  if (!Number.isInteger(n) || n < 1 || n > 10_000)
    refuse('nodes-not-integer', `the number of nodes must be a whole number from 1 to 10000, not ${n}`);
  const known = rules.get(n);
  if (known) return known;
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n / 2; i++) {
    // Tricomi's estimate; three Newton steps double its digits each time.
    const theta = (Math.PI * (i + 0.75)) / (n + 0.5);
    let x = (1 - (n - 1) / (8 * n ** 3)) * Math.cos(theta);
    if (2 * i + 1 === n) x = 0;
    let slope = 1;
    for (let step = 0; step < 10; step++) {
      let p = 1;
      let q = 0;
      for (let k = 1; k <= n; k++) [p, q] = [((2 * k - 1) * x * p - (k - 1) * q) / k, p];
      slope = (n * (x * p - q)) / (x * x - 1);
      const dx = p / slope;
      x -= dx;
      if (Math.abs(dx) < 1e-15 * (1 - x * x)) break;
    }
    nodes[n - 1 - i] = x;
    nodes[i] = -x;
    weights[i] = weights[n - 1 - i] = 2 / ((1 - x * x) * slope * slope);
  }
  if (n % 2 === 1) nodes[(n - 1) / 2] = 0;
  const rule = { nodes, weights };
  rules.set(n, rule);
  return rule;
}

/** The ends of a panel at which there is a square root: (x − a)^{1/2}, (b − x)^{1/2}. */
export type Ends = 'smooth' | 'left' | 'right' | 'both';

/** Points of one panel. `left` = x − a and `right` = b − x are accurate even where the subtraction would cancel. */
export interface Panel {
  readonly x: Float64Array;
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Gauss points on [a, b] after the substitution that makes square roots at its ends smooth:
 * x = a + (b − a) sin²θ for both ends, t² for one. No point coincides with an end.
 *
 * @param n  points
 * @returns  x ascending with weights for ∫_a^b f dx
 * @diagnostic `panel-empty`
 */
export function quadraturePanel(a: number, b: number, n: number, ends: Ends = 'smooth'): Panel {
  if (!(b > a) || !Number.isFinite(b - a))
    refuse('panel-empty', `a panel must run from a smaller to a larger number, not from ${a} to ${b}`);
  const { nodes, weights } = gaussLegendre(n);
  const width = b - a;
  const out = {
    x: new Float64Array(n),
    left: new Float64Array(n),
    right: new Float64Array(n),
    weights: new Float64Array(n),
  };
  for (let i = 0; i < n; i++) {
    const t = nodes[i]!;
    const { left, right, slope } = substitution((1 + t) / 2, (1 - t) / 2, ends);
    out.left[i] = width * left;
    out.right[i] = width * right;
    out.x[i] = left <= right ? a + width * left : b - width * right;
    out.weights[i] = (width * slope * weights[i]!) / 2;
  }
  return out;
}

/** An integrand: x, and its distances from the ends of the interval between two given breaks. */
export type Integrand = (x: number, left: number, right: number) => number;

export interface QuadratureOptions {
  /** square roots at the breaks; default `smooth` */
  readonly ends?: Ends;
  /** required error relative to ∫|f|; 1e-12 by default, which leaves two digits for rounding */
  readonly tolerance?: number;
  /** number of Gauss points of the first estimate, doubled for the second; 16 by default */
  readonly nodes?: number;
  /** largest number of evaluations of the integrand; 200000 by default */
  readonly evaluations?: number;
}

/** An integral; `residual` is the estimated error, `scale` is ∫|f|. */
export interface Integral extends Result<number> {
  /** whether the estimate met the tolerance */
  readonly converged: boolean;
  readonly evaluations: number;
}

/**
 * ∫ f over consecutive panels. In each panel the number of points is doubled, and the difference is taken as the error.
 * The panel with the largest error is halved until the sum of errors is small enough or the evaluations are used up. A
 * resonance that is too narrow to be resolved is therefore reported, not hidden, provided that some point lies on it;
 * put breaks where one is expected.
 *
 * @param breaks  at least two numbers, ascending: the ends, and every point where f is not smooth
 * @diagnostic `panel-empty`, `not-finite` with the point, `nodes-not-integer`
 */
export function integrate(f: Integrand, breaks: readonly number[], options: QuadratureOptions = {}): Integral {
  const { ends = 'smooth', tolerance = 1e-12, nodes = 16, evaluations: allowed = 200_000 } = options;
  if (breaks.length < 2) refuse('panel-empty', 'an integral needs at least two ends');
  interface Piece {
    /** the interval between two breaks, and the part of [0, 1] after substitution that this piece covers */
    a: number;
    b: number;
    from: number;
    to: number;
    value: number;
    error: number;
    size: number;
  }
  let evaluations = 0;
  const estimate = (a: number, b: number, from: number, to: number, n: number): { value: number; size: number } => {
    const { nodes: t, weights } = gaussLegendre(n);
    const width = b - a;
    let value = 0;
    let size = 0;
    for (let i = 0; i < n; i++) {
      const u = from + ((to - from) * (1 + t[i]!)) / 2;
      const v = 1 - to + ((to - from) * (1 - t[i]!)) / 2;
      const { left, right, slope } = substitution(u, v, ends);
      const x = left <= right ? a + width * left : b - width * right;
      const y = f(x, width * left, width * right);
      if (!Number.isFinite(y)) refuse('not-finite', `the integrand is ${y} at ${x}`);
      const w = (width * slope * weights[i]! * (to - from)) / 2;
      value += w * y;
      size += w * Math.abs(y);
    }
    evaluations += n;
    return { value, size };
  };
  const piece = (a: number, b: number, from: number, to: number): Piece => {
    const coarse = estimate(a, b, from, to, nodes);
    const fine = estimate(a, b, from, to, 2 * nodes);
    return { a, b, from, to, value: fine.value, size: fine.size, error: Math.abs(fine.value - coarse.value) };
  };
  const pieces: Piece[] = [];
  for (let i = 1; i < breaks.length; i++) {
    const [a, b] = [breaks[i - 1]!, breaks[i]!];
    if (!(b > a) || !Number.isFinite(b - a)) refuse('panel-empty', `breaks must ascend, ${a} is followed by ${b}`);
    pieces.push(piece(a, b, 0, 1));
  }
  const total = (key: 'value' | 'error' | 'size') => pieces.reduce((s, p) => s + p[key], 0);
  let converged = false;
  for (;;) {
    converged = total('error') <= tolerance * total('size');
    if (converged || evaluations + 6 * nodes > allowed) break;
    let worst = 0;
    for (let i = 1; i < pieces.length; i++) if (pieces[i]!.error > pieces[worst]!.error) worst = i;
    const { a, b, from, to } = pieces[worst]!;
    const middle = (from + to) / 2;
    // The panel is as narrow as the spacing of doubles, so nothing more can be resolved.
    if (!(middle > from && middle < to)) break;
    pieces.splice(worst, 1, piece(a, b, from, middle), piece(a, b, middle, to));
  }
  return {
    value: total('value'),
    residual: total('error'),
    scale: total('size'),
    backend: 'typescript',
    converged,
    evaluations,
  };
}

/** Left and right distances in [0, 1] and the slope of the substitution at u, v = 1 − u. */
function substitution(u: number, v: number, ends: Ends): { left: number; right: number; slope: number } {
  switch (ends) {
    case 'smooth':
      return { left: u, right: v, slope: 1 };
    case 'left':
      return { left: u * u, right: v * (1 + u), slope: 2 * u };
    case 'right':
      return { left: u * (1 + v), right: v * v, slope: 2 * v };
    case 'both': {
      const s = Math.sin((Math.PI / 2) * u);
      const c = Math.sin((Math.PI / 2) * v);
      return { left: s * s, right: c * c, slope: Math.PI * s * c };
    }
  }
}

/**
 * Principal value P∫_a^b f(x)/(x − c) dx for a < c < b and f smooth at c: folded about c, (f(c+u) − f(c−u))/u is
 * smooth, and the part that the shorter side does not cover is an ordinary integral.
 *
 * @param breaks  ascending, the ends a and b and every point where f is not smooth; c must not be one of them
 * @returns       as `integrate`; `scale` is the integral of the modulus after folding
 * @diagnostic `pole-outside`, `pole-at-break`, and those of `integrate`
 */
export function principalValue(
  f: (x: number) => number,
  pole: number,
  breaks: readonly number[],
  options: Omit<QuadratureOptions, 'ends'> = {},
): Integral {
  const [a, b] = [breaks[0], breaks.at(-1)];
  if (a === undefined || b === undefined || !(pole > a && pole < b))
    refuse('pole-outside', `the pole ${pole} must lie inside the interval`);
  if (breaks.includes(pole))
    refuse(
      'pole-at-break',
      `the principal value does not exist at ${pole}, where the integrand is declared not smooth`,
    );
  const reach = Math.min(pole - a, b - pole);
  const folds = breaks.map((x) => Math.abs(x - pole)).filter((u) => u < reach);
  const folded = integrate((u) => (f(pole + u) - f(pole - u)) / u, ascending([0, ...folds, reach]), options);
  const near = pole - a < b - pole ? pole + reach : pole - reach;
  const rest = near < pole ? breaks.filter((x) => x < near) : breaks.filter((x) => x > near);
  if (rest.length === 0) return folded;
  const tail = integrate((x) => f(x) / (x - pole), ascending([near, ...rest]), options);
  return {
    value: folded.value + tail.value,
    residual: folded.residual + tail.residual,
    scale: folded.scale + tail.scale,
    backend: 'typescript',
    converged: folded.converged && tail.converged,
    evaluations: folded.evaluations + tail.evaluations,
  };
}

function ascending(points: readonly number[]): number[] {
  return [...new Set(points)].sort((x, y) => x - y);
}
