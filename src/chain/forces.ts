import type { Spectrum } from '../ring/index.js';
import type { Channel } from './channel.js';
import { type ElementOptions, visitElements } from './matrix-elements.js';
import { type SquaredElements, squaresOf, visitSquaredElements } from './squared-elements.js';
import type { RateSuperoperator } from './rate-superoperator.js';

/** A conserved quantity by its eigenvalues on every state of the basis. */
export interface EnsembleCharge {
  readonly name: string;
  readonly values: Float64Array;
}

/** G_i(m) = Σ_k W_km (C_i(k) − C_i(m)): the rate at which charge i grows in state m; one list for each perturbation. */
export type StateForces = readonly Float64Array[];

/**
 * The growth rates of charges in every state due to golden-rule transitions. They do not depend on the Lagrange
 * parameters, so the rates are computed only once. chain (20), (21)
 *
 * Only differences C_i(k) − C_i(m) enter. For C_1 these vanish exactly inside a sector, so that rates of 1e-40 between
 * sectors are not lost next to those inside.
 *
 * @implements chain (20)
 * @implements chain (21)
 */
export function forcesOn(
  spectrum: Spectrum,
  channels: readonly Channel[],
  charges: readonly EnsembleCharge[],
  options: ElementOptions = {},
): StateForces {
  const { energies, basis } = spectrum;
  const growth = charges.map(() => new Float64Array(basis.dimension));
  const add = ({ channel, from, to, squares }: SquaredElements): void => {
    const [rows, cols] = [to.orbits.length, from.orbits.length];
    const w = channel.rates(
      energies.subarray(from.offset, from.offset + cols),
      energies.subarray(to.offset, to.offset + rows),
    );
    for (let e = 0; e < w.length; e++) w[e]! *= channel.multiplicity * squares[e]!;
    charges.forEach(({ values }, c) => {
      const g = growth[c]!;
      for (let i = 0; i < rows; i++) {
        const ck = values[to.offset + i]!;
        for (let j = 0; j < cols; j++) g[from.offset + j]! += w[i * cols + j]! * (ck - values[from.offset + j]!);
      }
    });
  };
  if (!options.elements) {
    visitSquaredElements(spectrum, channels, add, options);
    return growth;
  }
  visitElements(
    spectrum,
    channels,
    ({ channel, blocks }) => {
      for (const { from, to, matrix } of blocks) add({ channel, from, to, squares: squaresOf(matrix) });
    },
    options,
  );
  return growth;
}

/** As `forcesOn`, from a rate superoperator that has already been computed. */
export function forcesIn({ unknowns, gains }: RateSuperoperator, charges: readonly EnsembleCharge[]): StateForces {
  const stateAt = new Int32Array(unknowns.size).fill(-1);
  unknowns.populationAt.forEach((at, n) => (stateAt[at] = n));
  return charges.map(({ values }) => {
    const growth = new Float64Array(unknowns.populationAt.length);
    for (const { row, rows, column, columns, values: w } of gains) {
      for (let i = 0; i < rows; i++) {
        const k = stateAt[row + i]!;
        if (k < 0) continue;
        const ck = values[k]!;
        for (let j = 0; j < columns; j++) {
          const m = stateAt[column + j]!;
          if (m >= 0) growth[m]! += w[i * columns + j]! * (ck - values[m]!);
        }
      }
    }
    return growth;
  });
}

/** The sum of the growth rates of several perturbations, weighted with their strengths. */
export function sumForces(parts: readonly { readonly growth: StateForces; readonly strength: number }[]): StateForces {
  const first = parts[0];
  if (!first) return [];
  return first.growth.map((g, i) => {
    const sum = new Float64Array(g.length);
    for (const { growth, strength } of parts) for (let m = 0; m < sum.length; m++) sum[m]! += strength * growth[i]![m]!;
    return sum;
  });
}
