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

/** The contribution of a panel to the integrals of all transitions at one temperature. */
interface PanelShare {
  readonly sums: Float64Array;
  /** estimates of their errors */
  readonly errors: Float64Array;
  /** the part of each integral that the rounding of energies may change */
  readonly noise: Float64Array;
}

/** Judges the panels of a table. A panel is integrated once, although panels are judged again after every refinement. */
export class PanelJudge {
  private readonly known = new WeakMap<EnergyPanel, readonly PanelShare[]>();

  constructor(private readonly judged: JudgedTransitions) {}

  /** Integrals at every temperature from all panels, and which panels are not good enough. */
  judge(panels: readonly EnergyPanel[]): { readonly errors: number; readonly bad: ReadonlySet<number> } {
    const { betas, transitions: size, elastic } = this.judged;
    const shares = panels.map((panel) => this.sharesOf(panel));
    const bad = new Set<number>();
    let worst = 0;
    for (const b of betas.keys()) {
      const totals = new Float64Array(size);
      const uncertain = new Float64Array(size);
      for (const share of shares) {
        const { sums, errors, noise } = share[b]!;
        for (let f = 0; f < size; f++) {
          totals[f]! += sums[f]!;
          uncertain[f]! += errors[f]! + noise[f]!;
        }
      }
      // Small rates are compared with the largest inelastic one, not with elastic scattering.
      let largest = 0;
      for (let f = 0; f < size; f++) if (elastic[f] === 0) largest = Math.max(largest, totals[f]!);
      for (const [k, share] of shares.entries()) {
        const { errors } = share[b]!;
        for (let f = 0; f < size; f++)
          if (errors[f]! > panelTolerance * (totals[f]! + smallShare * largest)) bad.add(k);
      }
      for (let f = 0; f < size; f++)
        if (totals[f]! > 0) worst = Math.max(worst, uncertain[f]! / (totals[f]! + smallShare * largest));
    }
    return { errors: worst, bad };
  }

  private sharesOf(panel: EnergyPanel): readonly PanelShare[] {
    let found = this.known.get(panel);
    if (!found) {
      found = this.judged.betas.map((beta) => panelShare(panel, beta, this.judged));
      this.known.set(panel, found);
    }
    return found;
  }
}

function panelShare(
  p: EnergyPanel,
  beta: number,
  { transitions: size, distinct, opening }: JudgedTransitions,
): PanelShare {
  const sums = new Float64Array(size);
  const tails = new Float64Array(size * topOrders);
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
    const l0 = p.rule.top[i * topOrders]!;
    const l1 = p.rule.top[i * topOrders + 1]!;
    const l2 = p.rule.top[i * topOrders + 2]!;
    for (let f = 0; f < size; f++) {
      const g = p.probability[at + f]! * boltzmann[opening[f]!]! * w;
      sums[f]! += g;
      tails[f]! += g * l0;
      tails[size + f]! += g * l1;
      tails[2 * size + f]! += g * l2;
    }
  }
  // Energies are rounded, which changes the probabilities noticeably near a resonance as narrow as the panel.
  const rounding = Math.min(1, resolution(p));
  const errors = new Float64Array(size);
  const noise = new Float64Array(size);
  for (let f = 0; f < size; f++) {
    const s = sums[f]!;
    if (s === 0) continue;
    const tail = Math.max(Math.abs(tails[f]!), Math.abs(tails[size + f]!), Math.abs(tails[2 * size + f]!)) / s;
    // n points integrate to order 2n, so the error is about the square of the last coefficients.
    errors[f] = s * Math.min(1, tail) ** errorPower;
    noise[f] = s * rounding;
  }
  return { sums, errors, noise };
}
