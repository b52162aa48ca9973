import { type RealMatrix, real } from '../numeric/index.js';
import { scaledIntegrals } from './integrals.js';
import type { TransitionTable } from './table.js';

/** A process that the gas causes: levels change as j → j', and the field gains q quanta. */
export interface GasProcess {
  /** j */
  readonly initial: number;
  /** j' */
  readonly final: number;
  /** q */
  readonly quanta: number;
}

/** Does a process change the levels or the field? */
export function isInelastic({ initial, final, quanta }: GasProcess): boolean {
  return quanta !== 0 || initial !== final;
}

/** The inelastic processes among N levels with |q| ≤ sidebands, in the order of q, j', j. */
export function* inelasticProcesses({ levels, sidebands }: Pick<Rates, 'levels' | 'sidebands'>): Generator<GasProcess> {
  for (const process of processesOf(levels, sidebands)) if (isInelastic(process)) yield process;
}

function* processesOf(levels: number, sidebands: number): Generator<GasProcess> {
  for (let quanta = -sidebands; quanta <= sidebands; quanta++)
    for (let final = 0; final < levels; final++)
      for (let initial = 0; initial < levels; initial++) yield { initial, final, quanta };
}

/** A number for every process among N levels with |q| ≤ sidebands. It is read by the names of j, j' and q. */
export class RateTable implements Iterable<number> {
  private readonly values: Float64Array;

  /** @param values  in the order of q, j', j */
  constructor(
    readonly levels: number,
    readonly sidebands: number,
    values: Iterable<number>,
  ) {
    this.values = Float64Array.from(values);
    const size = levels * levels * (2 * sidebands + 1);
    if (this.values.length !== size)
      throw new RangeError(`${this.values.length} rates where there are ${size} processes`);
  }

  /** The table with these values. */
  static of(
    { levels, sidebands }: Pick<Rates, 'levels' | 'sidebands'>,
    valueOf: (process: GasProcess) => number,
  ): RateTable {
    const values = new Float64Array(levels * levels * (2 * sidebands + 1));
    let next = 0;
    for (const process of processesOf(levels, sidebands)) values[next++] = valueOf(process);
    return new RateTable(levels, sidebands, values);
  }

  /** Γ^q_{j→j'}; zero where q is beyond the sidebands. */
  at({ initial, final, quanta }: GasProcess): number {
    const { levels, sidebands, values } = this;
    if (Math.abs(quanta) > sidebands) return 0;
    return values[((quanta + sidebands) * levels + final) * levels + initial]!;
  }

  get largest(): number {
    return this.values.reduce((a, b) => Math.max(a, b), 0);
  }

  /** A table of the same processes with other values. */
  map(change: (value: number, process: GasProcess) => number): RateTable {
    return RateTable.of(this, (process) => change(this.at(process), process));
  }

  /** The values, in the order of q, j', j. */
  [Symbol.iterator](): Iterator<number> {
    return this.values.values();
  }
}

/**
 * The rates Γ^q_{j→j'} at one temperature.
 *
 * q is the gain of the Floquet index: the gas loses qω in addition to ε_j' − ε_j, so a process with q > 0 gives q
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
  /** Γ^q_{j→j'}; the elastic entry is that of the scattered wave, |T|² */
  readonly rate: RateTable;
  /** e^{β max(0, ε_j' + qω − ε_j)} Γ^q_{j→j'}: nothing underflows in it */
  readonly scaled: RateTable;
  /** dΓ^q_{j→j'}/dβ */
  readonly slope: RateTable;
}

/**
 * Rates of all transitions at inverse temperature β, from a table of transition probabilities:
 *
 *   Γ^q_{j→j'} = ρ (2π)^{d−1} Z⁻¹ ∫_0^∞ de e^{−βe} Σ_{σσ'} |S − 1|²_{(j',q),(j,0)}(ε_j + e),  Z = (2πm/β)^{d/2}
 *   gas (2), gas (S3), gas (S34)
 *
 * @param beta  inverse temperature > 0, in the inverse unit of the energies
 * @returns     Γ^q_{j→j'} for all j, j' and |q| ≤ sidebands, in units of energy (ħ = 1)
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
  const { sidebands } = table;
  return {
    beta,
    levels,
    sidebands,
    frequency: model.frequency,
    dimension: model.dimension,
    quasienergies,
    rate: new RateTable(levels, sidebands, out.rate),
    scaled: new RateTable(levels, sidebands, out.scaled),
    slope: new RateTable(levels, sidebands, out.slope),
  };
}

/**
 * Γ_{j→j'} = Σ_q Γ^q_{j→j'} in row j', column j, elastic scattering left out of the diagonal.   gas (1), gas (S25),
 * gas (S38)
 *
 * @implements gas (S25)
 */
export function totalRates({ levels, rate }: Rates): RealMatrix {
  const total = real(levels, levels);
  for (const process of inelasticProcesses(rate))
    total.re[process.final * levels + process.initial]! += rate.at(process);
  return total;
}
