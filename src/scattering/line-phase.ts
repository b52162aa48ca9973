import { type ComplexMatrix, accretivePhase, complex, solve } from '../numeric/index.js';

/**
 * arg det(1 − W G⁰) = arg det(W − G⁰⁻¹) + arg det(−G⁰), each continued from zero coupling.
 *
 * G⁰⁻¹ maps the wave function at the scatterers to the jumps of its slope, (1/2m) ψ'(x_a + 0) − (1/2m) ψ'(x_a − 0):
 * for outgoing waves e^{±iKx} outside and neighbours at a distance d it has −(K/2m) cot Kd on the diagonal for each
 * neighbour, (K/2m)/sin Kd off the diagonal, and iK/2m at both ends. Where sin Kd = 0 it has a pole, which is counted:
 * there are waves with nodes at both neighbours.   gas (S87), gas (S90)
 */
export function linePhase(w: readonly ComplexMatrix[], x: readonly number[], m: number, kinetic: Float64Array): number {
  const n = kinetic.length;
  const sites = x.length;
  let phase = 0;
  // The scatterers are eliminated one after another from the adjoint of W − G⁰⁻¹, whose anti-Hermitian part is
  // positive.
  let before: { readonly link: Float64Array; readonly inverse: ComplexMatrix } | undefined;
  for (let a = 0; a < sites; a++) {
    const block = complex(n, n, w[a]!.re.slice(), w[a]!.im.slice());
    const link = complex(n, n);
    const links = new Float64Array(n);
    let largest = 0;
    for (let c = 0; c < n; c++) {
      const open = kinetic[c]! > 0;
      const k = Math.sqrt(2 * m * Math.abs(kinetic[c]!));
      const plane = open ? block.im : block.re;
      if (a === 0) plane[c * n + c]! += k / (2 * m);
      if (a === sites - 1) plane[c * n + c]! += k / (2 * m);
      if (open) phase += Math.PI / 2;
      let size = Math.abs(block.re[c * n + c]!);
      const add = (own: number): void => {
        block.re[c * n + c]! += own;
        size += Math.abs(own);
      };
      if (a > 0) add(neighbour(k, open, x[a]! - x[a - 1]!, m).own);
      if (a + 1 < sites) {
        const { own, other, free } = neighbour(k, open, x[a + 1]! - x[a]!, m);
        add(own);
        link.re[c * n + c] = links[c] = other;
        phase += free;
      }
      largest = Math.max(largest, size);
    }
    if (before) {
      for (let c = 0; c < n; c++) {
        for (let d = 0; d < n; d++) {
          block.re[c * n + d]! -= before.link[c]! * before.inverse.re[c * n + d]!;
          block.im[c * n + d]! -= before.link[c]! * before.inverse.im[c * n + d]!;
        }
      }
    }
    // A width below rounding makes the matrix invertible at a bound state of this scatterer alone.
    for (let c = 0; c < n; c++) block.im[c * n + c]! += Number.EPSILON * largest;
    phase -= accretivePhase(block);
    if (a + 1 < sites) before = { link: links, inverse: solve(block, link).value };
  }
  return phase;
}

/**
 * Contribution of a neighbour at a distance for one channel: to the diagonal of W − G⁰⁻¹, to its off-diagonal element,
 * and to arg det(−G⁰).
 */
function neighbour(
  k: number,
  open: boolean,
  distance: number,
  m: number,
): { readonly own: number; readonly other: number; readonly free: number } {
  const angle = k * distance;
  if (angle < 1e-8)
    return { own: 1 / (2 * m * distance), other: -1 / (2 * m * distance), free: open ? angle - Math.PI / 2 : 0 };
  const half = k / (2 * m);
  if (!open) return { own: half / Math.tanh(angle), other: angle > 700 ? 0 : -half / Math.sinh(angle), free: 0 };
  const turns = Math.floor(angle / Math.PI);
  // A smaller distance from a pole is rounding error of the angle.
  const rest = Math.max(angle - turns * Math.PI, turns === 0 ? 0 : 1e-15 * angle);
  return {
    own: half / Math.tan(rest),
    other: (half / Math.sin(rest)) * (turns % 2 === 0 ? -1 : 1),
    free: rest - Math.PI / 2,
  };
}
