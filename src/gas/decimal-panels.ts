import type { Decimal } from 'decimal.js';
import type { DecimalField } from '../numeric/index.js';

/** A panel of energies e above the incoming level. */
export interface DecimalPanel {
  readonly from: Decimal;
  readonly to: Decimal;
  /** whether there is a threshold at this end */
  readonly left: boolean;
  readonly right: boolean;
  /** index of the rule; consecutive panels use rules with different numbers of nodes */
  readonly order: number;
  readonly depth: number;
}

/** The panels from 0 to the end, cut at the thresholds and wherever e^{−βe} falls by more than a panel resolves. */
export function panelsTo(
  field: DecimalField,
  thresholds: readonly Decimal[],
  end: Decimal,
  beta: Decimal,
  digits: number,
): Omit<DecimalPanel, 'order' | 'depth'>[] {
  const widest = field.Real.div(digits / 2, beta);
  const panels: Omit<DecimalPanel, 'order' | 'depth'>[] = [];
  let from = field.real(0);
  let left = true;
  const distinct = thresholds.filter((t, k) => k === 0 || !t.equals(thresholds[k - 1]!));
  for (const [stop, right] of [...distinct.map((t) => [t, true] as const), [end, false] as const]) {
    const parts = Math.max(1, Math.ceil(stop.minus(from).div(widest).toNumber()));
    const width = stop.minus(from).div(parts);
    for (let k = 0; k < parts; k++) {
      const to = k === parts - 1 ? stop : from.plus(width);
      panels.push({ from, to, left: left && k === 0, right: right && k === parts - 1 });
      from = to;
    }
    left = right;
  }
  return panels;
}

/** A node of a rule on one panel. */
interface PanelNode {
  /** e − a and b − e in units of the panel, and the weight */
  readonly left: Decimal;
  readonly right: Decimal;
  readonly weight: Decimal;
}

/** Gauss–Legendre rules of three sizes on panels with and without square roots at their ends. */
export class DecimalPanelRules {
  private readonly rules = new Map<number, { nodes: Decimal[]; weights: Decimal[]; last: Decimal[][] }>();
  private readonly panels = new Map<string, PanelNode[]>();

  constructor(
    private readonly field: DecimalField,
    readonly nodes: number,
  ) {}

  /** The rule of a size on (−1, 1), with the highest Legendre polynomials at its nodes. */
  private rule(size: number): { nodes: Decimal[]; weights: Decimal[]; last: Decimal[][] } {
    const known = this.rules.get(size);
    if (known) return known;
    const n = this.nodes + 2 * size;
    const { nodes, weights } = this.field.gaussLegendre(n);
    // (2k + 1)/2 P_k at the nodes, for the last four k
    const rows: Decimal[][] = [];
    let [p, q] = [nodes.map(() => this.field.real(1)), nodes.map(() => this.field.real(0))];
    for (let k = 0; k < n; k++) {
      if (k >= n - 4) rows.push(p.map((x) => x.times(2 * k + 1)));
      [p, q] = [
        p.map((x, i) =>
          nodes[i]!.times(x)
            .times(2 * k + 1)
            .minus(q[i]!.times(k))
            .div(k + 1),
        ),
        p,
      ];
    }
    const made = { nodes, weights, last: rows };
    this.rules.set(size, made);
    return made;
  }

  /** The nodes on a panel, dense at the ends that are thresholds. */
  at(size: number, { left, right }: Pick<DecimalPanel, 'left' | 'right'>): PanelNode[] {
    const key = `${size}${left ? 'l' : ''}${right ? 'r' : ''}`;
    const known = this.panels.get(key);
    if (known) return known;
    const { nodes, weights } = this.rule(size);
    const { field } = this;
    const pi = field.pi();
    const made = nodes.map((x, k): PanelNode => {
      const u = x.plus(1).div(2);
      // The rule is symmetric, so 1 − u is the mirror node, without cancellation.
      const v = nodes[nodes.length - 1 - k]!.plus(1).div(2);
      const w = weights[k]!.div(2);
      if (left && right) {
        const [s, c] = [field.Real.sin(pi.times(u).div(2)), field.Real.sin(pi.times(v).div(2))];
        return { left: s.times(s), right: c.times(c), weight: w.times(pi).times(s).times(c) };
      }
      if (left) return { left: u.times(u), right: v.times(u.plus(1)), weight: w.times(u).times(2) };
      if (right) return { left: u.times(v.plus(1)), right: v.times(v), weight: w.times(v).times(2) };
      return { left: u, right: v, weight: w };
    });
    this.panels.set(key, made);
    return made;
  }

  /**
   * The error of a rule of n nodes is the 2n-th coefficient: if they decay geometrically, it is the square of the n-th
   * divided by the zeroth.
   */
  tail(size: number, weighted: readonly (readonly [Decimal, Decimal])[]): [Decimal, Decimal] {
    const { last } = this.rule(size);
    const { field } = this;
    const one = (which: 0 | 1): Decimal => {
      const total = weighted.reduce((s, w) => s.plus(w[which].abs()), field.real(0));
      if (total.isZero()) return total;
      const largest = last.reduce(
        (m, row) =>
          field.Real.max(m, weighted.reduce((s, w, k) => s.plus(w[which].times(row[k]!)), field.real(0)).abs()),
        field.real(0),
      );
      return largest.times(largest).div(total);
    };
    return [one(0), one(1)];
  }
}
