import { type RealMatrix, real } from '../numeric/index.js';
import { scaledIntegrals } from './integrals.js';
import type { TransitionTable } from './table.js';

/**
 * The rates Γ^q_{j→j'} at one temperature.
 *
 * q is the gain of the Floquet index: the gas loses qω in addition to ε_j' − ε_j, so a process with q > 0 hands q
 * quanta to the field.
 */
export interface Rates {
  readonly beta: number;
  readonly levels: number;
  readonly sidebands: number;
  readonly frequency: number;
  readonly dimension: 1 | 3;
  /** ε_j */
  readonly quasienergies: Float64Array;
  /** Γ^q_{j→j'} at ((q + sidebands) N + j') N + j; the elastic entry is that of the scattered part |T|² */
  readonly rate: Float64Array;
  /** e^{β max(0, ε_j' + qω − ε_j)} Γ^q_{j→j'}: nothing underflows in it */
  readonly scaled: Float64Array;
  /** dΓ^q_{j→j'}/dβ */
  readonly slope: Float64Array;
}

/** The place of Γ^q_{j→j'} in the arrays of `Rates`. */
export function rateIndex(
  { levels, sidebands }: Pick<Rates, 'levels' | 'sidebands'>,
  from: number,
  to: number,
  quanta: number,
): number {
  return ((quanta + sidebands) * levels + to) * levels + from;
}

/** Is the entry at a place of the arrays of `Rates` one that changes the levels or the field? */
export function isInelastic({ levels, sidebands }: Pick<Rates, 'levels' | 'sidebands'>, place: number): boolean {
  return Math.floor(place / levels) !== sidebands * levels + (place % levels);
}

/**
 * Rates of all transitions at inverse temperature β, from a table of transition probabilities:
 *
 *   Γ^q_{j→j'} = ρ (2π)^{d−1} Z⁻¹ ∫_0^∞ de e^{−βe} Σ_{σσ'} |S − 1|²_{(j',q),(j,0)}(ε_j + e),  Z = (2πm/β)^{d/2}   gas
 *   (2), gas (S3), gas (S34)
 *
 * @diagnostic `beta-out-of-range` outside the table's temperatures
 * @implements gas (2)
 */
export function rates(table: TransitionTable, beta: number): Rates {
  const { model, modes } = table.system;
  const { quasienergies } = modes;
  const { levels } = model;
  const { integrals, moments } = scaledIntegrals(table, beta);
  const half = model.dimension / 2;
  const flux = model.density * (2 * Math.PI) ** (model.dimension - 1) * (beta / (2 * Math.PI * model.mass)) ** half;
  const size = levels * levels * (2 * table.sidebands + 1);
  const out = { rate: new Float64Array(size), scaled: new Float64Array(size), slope: new Float64Array(size) };
  for (let f = 0; f < table.transitions; f++) {
    const from = f % levels;
    const into = table.places[Math.floor(f / levels)]! * levels + from;
    const gap = table.opens[f]! - quasienergies[from]!;
    const factor = Math.exp(-beta * gap);
    out.scaled[into] = flux * integrals[f]!;
    out.rate[into] = factor * out.scaled[into]!;
    // ∫ e^{−βe} e: e = gap + distance from the opening; the prefactor is β^{d/2}.
    out.slope[into] = (half / beta - gap) * out.rate[into]! - factor * flux * moments[f]!;
  }
  return {
    beta,
    levels,
    sidebands: table.sidebands,
    frequency: model.frequency,
    dimension: model.dimension,
    quasienergies,
    ...out,
  };
}

/**
 * Γ_{j→j'} = Σ_q Γ^q_{j→j'} in row j', column j, elastic scattering left out of the diagonal.   gas (1), gas (S25), gas
 * (S38)
 *
 * @implements gas (S25)
 */
export function totalRates({ levels, sidebands, rate }: Rates): RealMatrix {
  const total = real(levels, levels);
  for (let q = -sidebands; q <= sidebands; q++) {
    for (let to = 0; to < levels; to++) {
      for (let from = 0; from < levels; from++) {
        if (q === 0 && to === from) continue;
        total.re[to * levels + from]! += rate[((q + sidebands) * levels + to) * levels + from]!;
      }
    }
  }
  return total;
}
