import { type ComplexMatrix, complex } from '../numeric/index.js';
import type { FourierMatrix, GasModel } from './model.js';

/**
 * Ratio of the shared energy to everything else above which it is subtracted; below this ratio the loss is about 1e-14.
 */
const dominance = 100;

/**
 * A model without the energy that all levels share, if that is far larger than the differences between the levels,
 * which rounding of the sum would hide. Only quasienergies and mean energies depend on the shared energy, and both are
 * shifted by it.
 *
 * @returns  the model and the subtracted `energy`, 0 where nothing was subtracted
 */
export function withoutSharedEnergy(model: GasModel): { readonly model: GasModel; readonly energy: number } {
  const { hamiltonian, levels, frequency } = model;
  const still = hamiltonian.get(0);
  if (!still) return { model, energy: 0 };
  const diagonal = Array.from({ length: levels }, (_, i) => still.re[i * (levels + 1)]!);
  // Half-way between the extremes, so that the differences vanish exactly where all levels are equal.
  const energy = Math.min(...diagonal) / 2 + Math.max(...diagonal) / 2;
  const left = complex(levels, levels, still.re.slice(), still.im.slice());
  for (let i = 0; i < levels; i++) left.re[i * (levels + 1)]! -= energy;
  const rest = new Map(hamiltonian);
  if (largest(left) > 0) rest.set(0, left);
  else rest.delete(0);
  if (!(Math.abs(energy) > dominance * Math.max(size(rest), rest.size > (rest.has(0) ? 1 : 0) ? frequency : 0)))
    return { model, energy: 0 };
  return { model: { ...model, hamiltonian: rest }, energy };
}

function size(hamiltonian: FourierMatrix): number {
  return Math.max(0, ...[...hamiltonian.values()].map(largest));
}

function largest({ re, im }: ComplexMatrix): number {
  return re.reduce((m, x, p) => Math.max(m, Math.hypot(x, im[p]!)), 0);
}
