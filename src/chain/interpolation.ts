/** Number of Chebyshev nodes of a panel. */
const nodesPerPanel = 16;

const nodes = Float64Array.from({ length: nodesPerPanel }, (_, i) => Math.cos((Math.PI * (i + 0.5)) / nodesPerPanel));

const weights = Float64Array.from(
  { length: nodesPerPanel },
  (_, i) => (i % 2 === 0 ? 1 : -1) * Math.sin((Math.PI * (i + 0.5)) / nodesPerPanel),
);

/** Smallest panel next to zero, relative to `width`; inside it the function is taken as linear. */
const innermostPanel = 2 ** -30;

/**
 * An interpolating function on [−reach, reach] for a function that is expensive to compute and smooth on the scale
 * `width`, except at 0, where a term w ln|w| is allowed. Panels shrink towards 0 by factors of two. The interpolation
 * is barycentric, with 16 Chebyshev points per panel.
 */
export function interpolated(f: (w: number) => number, reach: number, width: number): (w: number) => number {
  const outer = Math.max(1, Math.ceil(reach / width));
  const inner = Math.round(-Math.log2(innermostPanel));
  // Panels of one side: inner ones [2^{−k−1}, 2^{−k}] width for k = 0 … inner − 1, then outer ones of one width each.
  const bounds = (p: number): [number, number] =>
    p < inner ? [width * 2 ** (-p - 1), width * 2 ** -p] : [(p - inner + 1) * width, (p - inner + 2) * width];
  const sides: Record<'plus' | 'minus', Map<number, Float64Array>> = { plus: new Map(), minus: new Map() };
  const atZero = f(0);
  const edge = width * innermostPanel;
  const edges = { plus: f(edge), minus: f(-edge) };
  return (w) => {
    const a = Math.abs(w);
    const side = w >= 0 ? 'plus' : 'minus';
    if (a <= edge) return atZero + (edges[side] - atZero) * (a / edge);
    const p =
      a < width
        ? Math.min(inner - 1, Math.floor(-Math.log2(a / width)))
        : inner + Math.min(outer - 1, Math.floor(a / width) - 1);
    const [from, to] = bounds(p);
    let values = sides[side].get(p);
    if (!values) {
      const sign = w >= 0 ? 1 : -1;
      values = Float64Array.from(nodes, (t) => f(sign * (from + ((to - from) * (1 + t)) / 2)));
      sides[side].set(p, values);
    }
    const t = (2 * (a - from)) / (to - from) - 1;
    let up = 0;
    let down = 0;
    for (let i = 0; i < nodesPerPanel; i++) {
      const d = t - nodes[i]!;
      if (d === 0) return values[i]!;
      const q = weights[i]! / d;
      up += q * values[i]!;
      down += q;
    }
    return up / down;
  };
}
