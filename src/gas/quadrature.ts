import { type EnergyPanel, resolution, topOrders } from './panels.js';

/** The error of a panel is estimated by this power of the last Legendre coefficients. */
const errorPower = 2;
/** Rates below this share of the largest need no relative accuracy of their own. */
const smallShare = 1e-6;
/**
 * Required error estimate of one panel, relative to the integral; the estimate is two to four orders of magnitude above
 * the error.
 */
const panelTolerance = 5e-9;
/** The transitions whose integrals are tested. */
export interface JudgedTransitions {
  readonly betas: readonly number[];
  readonly transitions: number;
  /** distinct openings, and the index of each transition's opening among them */
  readonly distinct: Float64Array;
  readonly opening: Int32Array;
  /** 1 for elastic scattering, which changes nothing */
  readonly elastic: Uint8Array;
}

/** Integrals at every temperature from all panels, and which panels are not good enough. */
export function judgedPanels(
  panels: readonly EnergyPanel[],
  { betas, transitions, distinct, opening, elastic }: JudgedTransitions,
): { readonly errors: number; readonly bad: ReadonlySet<number> } {
  const size = transitions;
  const top = topOrders;
  const bad = new Set<number>();
  let errors = 0;
  const estimate = new Float64Array(panels.length * size);
  for (const beta of betas) {
    const totals = new Float64Array(size);
    const noise = new Float64Array(size);
    estimate.fill(0);
    for (const [k, p] of panels.entries()) {
      const sums = new Float64Array(size);
      const tails = new Float64Array(size * top);
      const boltzmann = new Float64Array(distinct.length);
      for (let i = 0; i < p.energy.length; i++) {
        let seen = false;
        for (let g = 0; g < distinct.length; g++) {
          const x = beta * (p.interval.a - distinct[g]! + p.above[i]!);
          boltzmann[g] = x >= 0 && x < 745 ? Math.exp(-x) : 0;
          seen ||= boltzmann[g]! > 1e-19;
        }
        if (!seen) continue;
        const w = p.weights[i]!;
        const at = i * size;
        const l0 = p.rule.top[i * top]!;
        const l1 = p.rule.top[i * top + 1]!;
        const l2 = p.rule.top[i * top + 2]!;
        for (let f = 0; f < size; f++) {
          const g = p.probability[at + f]! * boltzmann[opening[f]!]! * w;
          sums[f]! += g;
          tails[f]! += g * l0;
          tails[size + f]! += g * l1;
          tails[2 * size + f]! += g * l2;
        }
      }
      // Energies are rounded, which changes the probabilities noticeably near a resonance as narrow as the panel.
      const rounding = resolution(p);
      for (let f = 0; f < size; f++) {
        const s = sums[f]!;
        if (s === 0) continue;
        totals[f]! += s;
        const tail = Math.max(Math.abs(tails[f]!), Math.abs(tails[size + f]!), Math.abs(tails[2 * size + f]!)) / s;
        // n points integrate to order 2n, so the error is about the square of the last coefficients.
        estimate[k * size + f] = s * Math.min(1, tail) ** errorPower;
        noise[f]! += s * Math.min(1, rounding);
      }
    }
    // Small rates are compared with the largest inelastic one, not with elastic scattering.
    let largest = 0;
    for (let f = 0; f < size; f++) if (elastic[f] === 0) largest = Math.max(largest, totals[f]!);
    const sums = new Float64Array(size);
    for (let k = 0; k < panels.length; k++) {
      for (let f = 0; f < size; f++) {
        const e = estimate[k * size + f]!;
        sums[f]! += e;
        if (e > panelTolerance * (totals[f]! + smallShare * largest)) bad.add(k);
      }
    }
    for (let f = 0; f < size; f++)
      if (totals[f]! > 0) errors = Math.max(errors, (sums[f]! + noise[f]!) / (totals[f]! + smallShare * largest));
  }
  return { errors, bad };
}
