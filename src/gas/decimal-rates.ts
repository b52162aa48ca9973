import type { Decimal } from 'decimal.js';
import type { DecimalField } from '../numeric/index.js';
import { type DecimalSystem, decimalAmplitudes, decimalChannels, decimalMomenta } from '../scattering/index.js';
import { checkInterrupt, limit, refuse } from '../text/index.js';
import { checkCost, secondsOfRates } from './decimal-cost.js';
import { type DecimalPanel, DecimalPanelRules, panelsTo } from './decimal-panels.js';
import { entranceOf, sidebandsFor } from './decimal-sidebands.js';

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
  options.onPlan?.(secondsOfRates(system, sidebands));
  const pi = field.pi();
  const { density, mass } = model;
  const thermal = field.Real.div(beta, pi.times(mass).times(2));
  const prefactor =
    model.dimension === 1
      ? density.times(thermal.sqrt())
      : density.times(thermal.times(thermal.sqrt())).times(pi.pow(2)).times(4);
  const { halvings = 40 } = options;
  const rules = new DecimalPanelRules(field, options.nodes ?? Math.ceil(1.1 * field.digits) + 6);
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
    const panels: DecimalPanel[] = panelsTo(field, thresholds, end, beta, field.digits).map((s, k) => ({
      ...s,
      order: k,
      depth: 0,
    }));
    wanted += panels.length * rules.nodes;
    const work = (panel: DecimalPanel): Piece => {
      const nodes = rules.at(panel.order % 3, panel);
      const width = panel.to.minus(panel.from);
      const sum = channels.map(() => field.real(0));
      const seen: [Decimal, Decimal][] = [];
      for (const node of nodes) {
        // Both distances to the ends are accurate, and there are no thresholds in between.
        const fromLeft = width.times(node.left);
        const fromRight = width.times(node.right);
        const e = panel.from.plus(fromLeft);
        const above = gains.map((g) =>
          g.equals(panel.to) ? fromRight.neg() : g.equals(panel.from) ? fromLeft : e.minus(g),
        );
        const values = integrand(e, above);
        const weight = width.times(node.weight);
        for (const [c, v] of values.entries()) sum[c] = sum[c]!.plus(v.times(weight));
        const [a, b] = measures(values);
        seen.push([a.times(weight), b.times(weight)]);
      }
      return { panel, sum, error: rules.tail(panel.order % 3, seen) };
    };
    for (const panel of panels) done.push(work(panel));
    for (;;) {
      const sums = channels.map((_, c) => done.reduce((s, p) => s.plus(p.sum[c]!), field.real(0)));
      const [outflow, lifted] = measures(sums);
      const share = (p: Piece): Decimal =>
        field.Real.max(ratio(field, p.error[0], outflow), ratio(field, p.error[1], lifted));
      const bad = done.filter(
        (p) => share(p).gt(new field.Real(10).pow(-field.digits - 2)) && p.panel.depth < halvings,
      );
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
        const middle = p.panel.from.plus(p.panel.to).div(2);
        const { order, depth } = p.panel;
        done.splice(
          done.indexOf(p),
          1,
          work({ ...p.panel, to: middle, right: false, order, depth: depth + 1 }),
          work({ ...p.panel, from: middle, left: false, order: order + 1, depth: depth + 1 }),
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

/** A panel with the integrals over it, channel by channel, and their errors in the two measures. */
interface Piece {
  readonly panel: DecimalPanel;
  readonly sum: readonly Decimal[];
  readonly error: readonly [Decimal, Decimal];
}

/** |a/b|; 0 where b vanishes. */
function ratio(field: DecimalField, a: Decimal, b: Decimal): Decimal {
  return b.isZero() ? field.real(0) : a.abs().div(b.abs());
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
