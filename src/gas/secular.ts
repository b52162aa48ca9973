import { inelasticProcesses, type Rates } from './rates.js';

/**
 * The validity of the secular approximation, which keeps populations without coherences and is the limit of low
 * density.
 */
export interface Secularity {
  /** the modes for which the comparison is worst */
  readonly levels: readonly [number, number];
  /** |ε_i − ε_j|, modulo ω where quanta are exchanged */
  readonly gap: number;
  /** Γ: the larger of the two rates at which the gas changes these levels, Σ Γ^q_{j→j'} without elastic scattering */
  readonly rate: number;
}

/**
 * The pair of quasienergies that are closest in comparison with the rates at which the gas changes them. Where the gap
 * is below the rate, coherences between the two do not rotate fast enough to average out, and the populations of (3)
 * are valid only for a more dilute gas.
 *
 * @returns  undefined for a single level
 */
export function secularity(rates: Rates): Secularity | undefined {
  const { levels, sidebands, rate, quasienergies: e, frequency } = rates;
  const out = new Float64Array(levels);
  for (const process of inelasticProcesses(rate)) out[process.initial]! += rate.at(process);
  let worst: Secularity | undefined;
  for (let i = 0; i < levels; i++) {
    for (let j = i + 1; j < levels; j++) {
      const distance = e[j]! - e[i]!;
      const gap = Math.abs(sidebands === 0 ? distance : distance - frequency * Math.round(distance / frequency));
      const fastest = Math.max(out[i]!, out[j]!);
      // Compares fastest / gap with the worst so far, without a division by zero.
      if (!worst || fastest * worst.gap > worst.rate * gap || (worst.gap > 0 && gap === 0))
        worst = { levels: [i, j], gap, rate: fastest };
    }
  }
  return worst;
}
