import type { Spectrum } from '../ring/index.js';
import type { Channel } from './channel.js';
import { type ElementOptions, visitElements } from './matrix-elements.js';
import { type SquaredImages, squaresOf, visitSquaredElements } from './squared-elements.js';
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
  const add = ({ channel, images, squares }: SquaredImages): void => {
    for (const { from, to } of images) {
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
    }
  };
  if (!options.elements) {
    visitSquaredElements(spectrum, channels, add, options);
    return growth;
  }
  visitElements(
    spectrum,
    channels,
    ({ channel, blocks }) => {
      for (const { from, to, matrix } of blocks) add({ channel, images: [{ from, to }], squares: squaresOf(matrix) });
    },
    options,
  );
  return growth;
}

/** As `forcesOn`, from a rate superoperator that has already been computed. */
export function forcesIn({ unknowns, gains }: RateSuperoperator, charges: readonly EnsembleCharge[]): StateForces {
  const { size, populationAt } = unknowns;
  const isPopulation = new Uint8Array(size);
  for (const at of populationAt) isPopulation[at] = 1;
  return charges.map(({ values }) => {
    const valueAt = new Float64Array(size);
    populationAt.forEach((at, n) => (valueAt[at] = values[n]!));
    const growthAt = new Float64Array(size);
    for (const { row, rows, column, columns, values: w } of gains) {
      for (let i = 0, e = 0; i < rows; i++, e += columns) {
        if (isPopulation[row + i] === 0) continue;
        const ck = valueAt[row + i]!;
        for (let j = 0; j < columns; j++) growthAt[column + j]! += w[e + j]! * (ck - valueAt[column + j]!);
      }
    }
    return Float64Array.from(populationAt, (at) => growthAt[at]!);
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
