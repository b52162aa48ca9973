import type { Decimal } from 'decimal.js';
import type { DecimalField } from '../numeric/index.js';
import {
  type ChannelIndex,
  type DecimalChannel,
  type DecimalSystem,
  channelIndex,
  decimalAmplitudes,
  decimalChannels,
  decimalMomenta,
} from '../scattering/index.js';
import { checkInterrupt, limit, refuse } from '../text/index.js';

/** Γ^q_{j→j'} to many digits. */
export interface DecimalRate {
  readonly from: number;
  readonly to: number;
  /** q = n' − n; with q > 0 the field gains q quanta */
  readonly quanta: number;
  readonly rate: Decimal;
}

/** Rates and thermalization conditions to a given number of digits. */
export interface DecimalRates {
  /** without the elastic entries, j' = j and q = 0 */
  readonly rates: readonly DecimalRate[];
  /**
   * error relative to the largest outflow: of the quadrature, estimated from the decay of Legendre coefficients, and of
   * the truncated tail
   */
  readonly error: Decimal;
  /**
   * max_j |Σ Γ^q_{j→j'} e^{−βε_j} − Σ Γ^q_{j'→j} e^{−β(ε_j' − qω)}| divided by the larger of the two. gas (5), gas (6)
   *
   * Every incoming level has its own energies, and panels have different numbers of nodes, so that errors of the
   * quadrature become visible; on shared or ω-periodic nodes they would cancel between the two sides.
   */
  readonly thermalization: Decimal;
  readonly sidebands: number;
  /** energies at which the scattering equations were solved */
  readonly energies: number;
}

/** Options for the energy integrals of the rates. */
export interface DecimalRateOptions {
  /** sidebands −n … n; by default as many as are needed for the amplitude on the last one to be negligible */
  readonly sidebands?: number;
  /** nodes of the smallest rule; by default determined by the digits */
  readonly nodes?: number;
  /** largest number of halvings of a panel, 40 by default; a narrower resonance is reported, not resolved */
  readonly halvings?: number;
  /**
   * called once, before the first energy, with the approximate seconds that the rates will take, from the number of
   * multiplications
   */
  readonly onPlan?: (seconds: number) => void;
  /** called after each energy with the number done and the number known to be needed */
  readonly onEnergy?: (done: number, wanted: number) => void;
}

/**
 * Thermal rates of all transitions out of all modes, to the digits of the field:
 *
 *   Γ^q_{j→j'} = ρ √(β/2πm) ∫_0^∞ de e^{−βe} Σ_σσ' m²/(K'K) |T^{σ'σ}_{(j',q),(j,0)}(ε_j + e)|²                  gas (2)
 *
 * in one dimension; (β/2πm)^{3/2} 4π² and 4 K'K |F|² in three. Panels end at the thresholds, with e = a + (b − a) sin²θ
 * at square roots. A panel is halved if its Legendre coefficients show that it is not resolved.
 *
 * @param beta  inverse temperature, > 0
 * @diagnostic `beta-out-of-range`, `resonance-unresolved`, `too-many-digits`, `too-many-sidebands`
 * @cost about as many nodes as digits for each threshold below (2.3 digits)/β + sidebands · ω, and a banded elimination
 *   for each node
 * @implements gas (2) in decimal arithmetic
 */
export function decimalRates(system: DecimalSystem, beta: Decimal, options: DecimalRateOptions = {}): DecimalRates {
  const { field, model, modes } = system;
  if (!beta.isFinite() || beta.lte(0))
    refuse('beta-out-of-range', `the inverse temperature must be a positive number, not ${beta.toString()}`);
  const sidebands = options.sidebands ?? sidebandsFor(system, beta);
  const channels = decimalChannels(system, sidebands);
  const { levels } = model;
  checkCost(system, beta, sidebands);
  options.onPlan?.(operationsOf(system, sidebands) / operationsPerSecond);
  const pi = field.pi();
  const { density, mass } = model;
  const thermal = field.Real.div(beta, pi.times(mass).times(2));
  const prefactor =
    model.dimension === 1
      ? density.times(thermal.sqrt())
      : density.times(thermal.times(thermal.sqrt())).times(pi.pow(2)).times(4);
  const { halvings = 40 } = options;
  const rules = new PanelRules(field, options.nodes ?? Math.ceil(1.1 * field.digits) + 6);
  const cut = field.Real.ln(10)
    .times(field.digits + 6)
    .div(beta);
  const spread = modes.modes
    .reduce((s, m) => field.Real.max(s, m.quasienergy), modes.modes[0]!.quasienergy)
    .minus(modes.modes.reduce((s, m) => field.Real.min(s, m.quasienergy), modes.modes[0]!.quasienergy));
  // A process that gives q quanta to the field begins at e = qω, and its share of (5) is not small compared with its
  // Boltzmann factor there.
  const end = cut.plus(spread).plus(model.frequency.times(sidebands));
  let energies = 0;
  let wanted = 0;
  const totals: Decimal[][] = [];
  let error = field.real(0);
  for (let j = 0; j < levels; j++) {
    const incoming = entranceOf(channels, j);
    const origin = channels[incoming]!.energy;
    const gains = channels.map((c) => c.energy.minus(origin));
    const thresholds = gains.filter((g) => g.gt(0) && g.lt(end)).sort((a, b) => a.cmp(b));
    /** e^{−βe} times the integrand for every channel at e, where e − gain is e − gains[c] without cancellation. */
    const integrand = (e: Decimal, above: readonly Decimal[]): Decimal[] => {
      checkInterrupt();
      const momenta = decimalMomenta(system, above);
      const solved = decimalAmplitudes(system, channels, momenta);
      const found = solved(incoming, 1);
      const other = found.forward === found.backward ? found : solved(incoming, -1);
      energies += 1;
      options.onEnergy?.(energies, Math.max(wanted, energies));
      const weight = beta.times(e).neg().exp();
      return channels.map((_, c) => {
        if (!momenta.open[c] || c === incoming) return field.real(0);
        const squares = [found.forward, found.backward, other.forward, other.backward].reduce(
          (s, z) => s.plus(z[c]!.re.pow(2)).plus(z[c]!.im.pow(2)),
          field.real(0),
        );
        const k = momenta.size[incoming]!;
        const factor = model.dimension === 1 ? mass.pow(2).times(k).div(momenta.size[c]!) : k.times(momenta.size[c]!);
        return squares.times(factor).times(weight);
      });
    };
    // The term of a channel in (5): its integrand divided by its own Boltzmann factor.
    const lift = gains.map((g) => beta.times(g).exp());
    const measures = (values: readonly Decimal[]): [Decimal, Decimal] => [
      values.reduce((s, v) => s.plus(v), field.real(0)),
      values.reduce((s, v, c) => s.plus(v.times(lift[c]!)), field.real(0)),
    ];
    const done: Piece[] = [];
    const panels: Span[] = spansOf(field, thresholds, end, beta, field.digits).map((s, k) => ({
      ...s,
      order: k,
      depth: 0,
    }));
    wanted += panels.length * rules.nodes;
    const work = (span: Span): Piece => {
      const nodes = rules.at(span.order % 3, span);
      const width = span.to.minus(span.from);
      const sum = channels.map(() => field.real(0));
      const seen: [Decimal, Decimal][] = [];
      for (const node of nodes) {
        // Both distances to the ends are accurate, and there are no thresholds in between.
        const fromLeft = width.times(node.left);
        const fromRight = width.times(node.right);
        const e = span.from.plus(fromLeft);
        const above = gains.map((g) =>
          g.equals(span.to) ? fromRight.neg() : g.equals(span.from) ? fromLeft : e.minus(g),
        );
        const values = integrand(e, above);
        const weight = width.times(node.weight);
        for (const [c, v] of values.entries()) sum[c] = sum[c]!.plus(v.times(weight));
        const [a, b] = measures(values);
        seen.push([a.times(weight), b.times(weight)]);
      }
      return { span, sum, error: rules.tail(span.order % 3, seen) };
    };
    for (const span of panels) done.push(work(span));
    for (;;) {
      const sums = channels.map((_, c) => done.reduce((s, p) => s.plus(p.sum[c]!), field.real(0)));
      const [outflow, lifted] = measures(sums);
      const share = (p: Piece): Decimal =>
        field.Real.max(ratio(field, p.error[0], outflow), ratio(field, p.error[1], lifted));
      const bad = done.filter((p) => share(p).gt(new field.Real(10).pow(-field.digits - 2)) && p.span.depth < halvings);
      if (bad.length === 0) {
        totals.push(sums);
        const left = done.reduce((s, p) => s.plus(share(p)), field.real(0));
        if (options.halvings === undefined && left.gt(new field.Real(10).pow(-Math.min(6, field.digits)))) {
          limit(
            'resonance-unresolved',
            `the rates out of level ${j} hang on a resonance narrower than the energies can be cut`,
            { hint: 'an attractive coupling has bound states; a weaker or stronger one may not' },
          );
        }
        error = field.Real.max(error, left);
        break;
      }
      wanted += bad.length * 2 * rules.nodes;
      for (const p of bad) {
        const middle = p.span.from.plus(p.span.to).div(2);
        const { order, depth } = p.span;
        done.splice(
          done.indexOf(p),
          1,
          work({ ...p.span, to: middle, right: false, order, depth: depth + 1 }),
          work({ ...p.span, from: middle, left: false, order: order + 1, depth: depth + 1 }),
        );
      }
    }
  }
  const rates: DecimalRate[] = [];
  for (const [from, sums] of totals.entries()) {
    for (const [c, { level: to, index: quanta }] of channels.entries()) {
      const rate = sums[c]!.times(prefactor);
      if (!rate.isZero()) rates.push({ from, to, quanta, rate });
    }
  }
  return {
    rates,
    error: error.plus(new field.Real(10).pow(-field.digits - 5)),
    thermalization: thermalization(system, beta, rates),
    sidebands,
    energies,
  };
}

/** The channel (j, 0) by which the gas comes in at level j. */
function entranceOf(channels: readonly DecimalChannel[], level: number): ChannelIndex {
  const place = channels.findIndex((c) => c.level === level && c.index === 0);
  return channelIndex({ count: channels.length }, place);
}

interface Span {
  readonly from: Decimal;
  readonly to: Decimal;
  /** whether there is a threshold at this end */
  readonly left: boolean;
  readonly right: boolean;
  /** index of the rule; consecutive panels use rules with different numbers of nodes */
  readonly order: number;
  readonly depth: number;
}

interface Piece {
  readonly span: Span;
  readonly sum: readonly Decimal[];
  readonly error: readonly [Decimal, Decimal];
}

function ratio(field: DecimalField, a: Decimal, b: Decimal): Decimal {
  return b.isZero() ? field.real(0) : a.abs().div(b.abs());
}

/** The panels from 0 to the end, cut at the thresholds and wherever e^{−βe} falls by more than a panel resolves. */
function spansOf(
  field: DecimalField,
  thresholds: readonly Decimal[],
  end: Decimal,
  beta: Decimal,
  digits: number,
): Omit<Span, 'order' | 'depth'>[] {
  const widest = field.Real.div(digits / 2, beta);
  const spans: Omit<Span, 'order' | 'depth'>[] = [];
  let from = field.real(0);
  let left = true;
  const distinct = thresholds.filter((t, k) => k === 0 || !t.equals(thresholds[k - 1]!));
  for (const [stop, right] of [...distinct.map((t) => [t, true] as const), [end, false] as const]) {
    const parts = Math.max(1, Math.ceil(stop.minus(from).div(widest).toNumber()));
    const width = stop.minus(from).div(parts);
    for (let k = 0; k < parts; k++) {
      const to = k === parts - 1 ? stop : from.plus(width);
      spans.push({ from, to, left: left && k === 0, right: right && k === parts - 1 });
      from = to;
    }
    left = right;
  }
  return spans;
}

interface Node {
  /** e − a and b − e in units of the panel, and the weight */
  readonly left: Decimal;
  readonly right: Decimal;
  readonly weight: Decimal;
}

/** Gauss–Legendre rules of three sizes on panels with and without square roots at their ends. */
class PanelRules {
  private readonly rules = new Map<number, { nodes: Decimal[]; weights: Decimal[]; last: Decimal[][] }>();
  private readonly panels = new Map<string, Node[]>();

  constructor(
    private readonly field: DecimalField,
    readonly nodes: number,
  ) {}

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

  at(size: number, { left, right }: Pick<Span, 'left' | 'right'>): Node[] {
    const key = `${size}${left ? 'l' : ''}${right ? 'r' : ''}`;
    const known = this.panels.get(key);
    if (known) return known;
    const { nodes, weights } = this.rule(size);
    const { field } = this;
    const pi = field.pi();
    const made = nodes.map((x, k): Node => {
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

/** Largest number of decimal multiplications of complex numbers, which take about three hours. */
const mostOperations = 2e9;
/** Measured: mostOperations in three hours. */
const operationsPerSecond = mostOperations / 10_800;

/**
 * Refuses too much work in the banded eliminations at all energies, such as a few levels with many sidebands at many
 * digits.
 * @diagnostic `too-many-digits`
 */
/** Number of decimal multiplications of complex numbers for the rates at one temperature, before panels are halved. */
function operationsOf({ field, model, elements }: DecimalSystem, sidebands: number): number {
  const size = model.levels * (2 * sidebands + 1) * model.scatterers.length;
  const band = Math.min(size, model.levels * model.scatterers.length * (1 + Math.max(...elements.map((e) => e.reach))));
  const panels = model.levels * (1 + sidebands) * model.levels + 2 * Math.LN10;
  return panels * (1.1 * field.digits + 6) * size * (2 * band * band + 12 * band);
}

function checkCost(system: DecimalSystem, beta: Decimal, sidebands: number): void {
  const operations = operationsOf(system, sidebands);
  if (operations > mostOperations) {
    limit(
      'too-many-digits',
      `the rates need about ${operations.toExponential(0)} decimal multiplications at β = ${beta.toString()}`,
      {
        hint: 'fewer digits, fewer sidebands, or --energies for unitarity alone; double precision computes such rates to twelve digits in seconds',
      },
    );
  }
}

/**
 * The number of sidebands beyond which amplitudes are too small to have an effect, because their square is below the
 * digits.
 */
function sidebandsFor(system: DecimalSystem, beta: Decimal): number {
  const { field, model, elements, modes } = system;
  const reach = Math.max(...elements.map((e) => e.reach));
  const moves = Math.max(0, ...model.hamiltonian.keys(), ...model.scatterers.flatMap((s) => [...s.coupling.keys()]));
  if (reach === 0 || moves === 0) return 0;
  const small = new field.Real(10).pow(-Math.ceil(field.digits / 2) - 8);
  for (let sidebands = Math.max(8, Math.ceil(reach / 2)); ; sidebands = Math.ceil(1.25 * sidebands)) {
    checkCost(system, beta, sidebands);
    const channels = decimalChannels(system, sidebands);
    // An energy where most of the gas is, at an irrational distance from the thresholds.
    const energy = modes.modes[0]!.quasienergy.plus(new field.Real('0.7320508').div(beta));
    const momenta = decimalMomenta(
      system,
      channels.map((c) => energy.minus(c.energy)),
    );
    const solved = decimalAmplitudes(system, channels, momenta);
    let edge = field.real(0);
    let top = field.real(0);
    for (let level = 0; level < model.levels; level++) {
      for (const [d, z] of solved(entranceOf(channels, level), 1).forward.entries()) {
        top = field.Real.max(top, field.abs(z));
        if (Math.abs(channels[d]!.index) === sidebands) edge = field.Real.max(edge, field.abs(z));
      }
    }
    if (edge.lt(small.times(top))) return sidebands;
    if (sidebands > 2000) limit('too-many-sidebands', 'the amplitudes do not fall off within 2000 sidebands');
  }
}

/**
 * Residual of the thermalization conditions.   gas (5), gas (6)
 *
 * @implements gas (5) in decimal arithmetic
 */
function thermalization({ field, model, modes }: DecimalSystem, beta: Decimal, rates: readonly DecimalRate[]): Decimal {
  let worst = field.real(0);
  const energy = modes.modes.map((m) => m.quasienergy);
  for (let j = 0; j < model.levels; j++) {
    let out = field.real(0);
    let into = field.real(0);
    for (const { from, to, quanta, rate } of rates) {
      if (from === j) out = out.plus(rate);
      // Both sides are divided by e^{−βε_j}.
      if (to === j)
        into = into.plus(
          rate.times(beta.times(energy[j]!.minus(energy[from]!).plus(model.frequency.times(quanta))).exp()),
        );
    }
    const scale = field.Real.max(out, into);
    if (!scale.isZero()) worst = field.Real.max(worst, out.minus(into).abs().div(scale));
  }
  return worst;
}
