/** Number of Chebyshev nodes of a panel. */
const nodesPerPanel = 16;

const nodes = Float64Array.from({ length: nodesPerPanel }, (_, i) => Math.cos((Math.PI * (i + 0.5)) / nodesPerPanel));

/** (2/n) T_k(t_i), half of it for k = 0, at k · n + i: what makes coefficients of values at the nodes. */
const transform = Float64Array.from({ length: nodesPerPanel ** 2 }, (_, e) => {
  const [k, i] = [Math.floor(e / nodesPerPanel), e % nodesPerPanel];
  return ((k === 0 ? 1 : 2) / nodesPerPanel) * Math.cos((Math.PI * k * (i + 0.5)) / nodesPerPanel);
});

/** Number of panels between `width` and zero, which shrink by factors of two; below them the function is linear. */
const innerPanels = 30;

/** Panels of one sign, with the coefficients of those that have been needed. */
interface Side {
  readonly sign: 1 | -1;
  readonly edge: number;
  readonly coefficients: Float64Array;
  readonly isKnown: Uint8Array;
}

/**
 * An interpolating function on [−reach, reach] for a function that is expensive to compute and smooth on the scale
 * `width`, except at 0, where a term w ln|w| is allowed. Panels shrink towards 0 by factors of two; in each the function
 * is a sum of 16 Chebyshev polynomials.
 */
export function interpolated(f: (w: number) => number, reach: number, width: number): (w: number) => number {
  const outer = Math.max(1, Math.ceil(reach / width));
  const edge = width * 2 ** -innerPanels;
  const atZero = f(0);
  const panels = innerPanels + outer;
  const side = (sign: 1 | -1): Side => ({
    sign,
    edge: f(sign * edge),
    coefficients: new Float64Array(panels * nodesPerPanel),
    isKnown: new Uint8Array(panels),
  });
  const [plus, minus] = [side(1), side(-1)];
  // Panels of one side: inner ones [2^{−k−1}, 2^{−k}] width for k = 0 …, then outer ones of one width each.
  const start = Float64Array.from({ length: panels }, (_, p) =>
    p < innerPanels ? width * 2 ** (-p - 1) : (p - innerPanels + 1) * width,
  );
  const size = Float64Array.from({ length: panels }, (_, p) => (p < innerPanels ? start[p]! : width));
  const fill = ({ sign, coefficients, isKnown }: Side, p: number): void => {
    const values = nodes.map((t) => f(sign * (start[p]! + (size[p]! * (1 + t)) / 2)));
    for (let k = 0; k < nodesPerPanel; k++) {
      let sum = 0;
      for (let i = 0; i < nodesPerPanel; i++) sum += transform[k * nodesPerPanel + i]! * values[i]!;
      coefficients[p * nodesPerPanel + k] = sum;
    }
    isKnown[p] = 1;
  };
  return (w) => {
    const own = w >= 0 ? plus : minus;
    const a = w >= 0 ? w : -w;
    if (a <= edge) return atZero + (own.edge - atZero) * (a / edge);
    const p =
      a < width
        ? Math.min(innerPanels - 1, Math.floor(-Math.log2(a / width)))
        : innerPanels + Math.min(outer - 1, Math.floor(a / width) - 1);
    if (own.isKnown[p] === 0) fill(own, p);
    // Clenshaw's recursion.
    const t = (2 * (a - start[p]!)) / size[p]! - 1;
    const { coefficients } = own;
    const at = p * nodesPerPanel;
    let b = 0;
    let c = 0;
    for (let k = nodesPerPanel - 1; k > 0; k--) {
      const next = coefficients[at + k]! + 2 * t * b - c;
      c = b;
      b = next;
    }
    return coefficients[at]! + t * b - c;
  };
}
