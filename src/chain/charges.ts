import { real, solveSmall } from '../numeric/index.js';
import { conservedPart, SectorOperator, type Spectrum } from '../ring/index.js';
import { refuse } from '../text/index.js';
import type { Phonons } from './bath.js';
import { TruncatedEnsemble } from './ensemble.js';
import type { EnsembleCharge } from './forces.js';
import { checkIndependent } from './independence.js';
import type { Member } from './study-types.js';

/**
 * Largest relative violation with which a quantity counts as conserved, to allow for rounding in the eigenvectors of
 * close levels.
 */
export const conservedTolerance = 1e-7;

export function ensembleCharge(
  spectrum: Spectrum,
  operator: SectorOperator,
  { name, conservedPart: projected }: Member,
): EnsembleCharge {
  const { diagonal, leaves, crosses, mixes } = conservedPart(spectrum, operator);
  if (!projected && leaves > conservedTolerance) {
    refuse('not-conserved', `${name} is not conserved by the Hamiltonian`, {
      hint: `conserved(${name}) is its conserved part`,
    });
  }
  if (mixes > conservedTolerance || crosses > conservedTolerance) {
    refuse('charges-do-not-commute', `${name} cannot be diagonalised together with the quantities before it`, {
      hint: 'this ensemble is solved from rates with coherences: --compare does it, and --ensemble on rings where they fit',
    });
  }
  return { name, values: diagonal };
}

/** @diagnostic `charge-not-broken` */
export function checkBroken({ stateForces: growth }: TruncatedEnsemble, charges: readonly EnsembleCharge[]): void {
  charges.forEach(({ name, values }, i) => {
    const size = values.reduce((m, v) => Math.max(m, Math.abs(v)), 0);
    if (size === 0)
      refuse('susceptibility-singular', `${name} vanishes on this ring, so its Lagrange parameter is not determined`, {
        hint: `leave ${name} out of the ensemble`,
      });
    if (growth[i]!.every((g) => g === 0)) {
      refuse(
        'charge-not-broken',
        `${name} is conserved by every perturbation, so its Lagrange parameter stays what it was at the start`,
        {
          hint: `leave ${name} out of the ensemble, or add a perturbation that breaks it`,
        },
      );
    }
  });
}

/**
 * λ of the thermal state, as far as the charges can represent H_0: Σ λ_i C_i = H_0/T by least squares. (λ_1, λ_2) =
 * (−B/T, 1/T)
 */
export function thermalLagrange(
  { energies }: Spectrum,
  charges: readonly EnsembleCharge[],
  { temperature }: Phonons,
): Float64Array {
  const n = charges.length;
  const gram = real(n, n);
  const right = new Float64Array(n);
  // An overall constant is a multiple of the identity, so only deviations from the mean count.
  const centred = (v: Float64Array): Float64Array => {
    const mean = v.reduce((s, x) => s + x, 0) / v.length;
    return v.map((x) => x - mean);
  };
  const values = charges.map((c) => centred(c.values));
  const h = centred(energies);
  for (let i = 0; i < n; i++) {
    for (let m = 0; m < h.length; m++) right[i]! += values[i]![m]! * h[m]!;
    for (let j = 0; j < n; j++)
      for (let m = 0; m < h.length; m++) gram.re[i * n + j]! += values[i]![m]! * values[j]![m]!;
  }
  checkIndependent(gram, charges);
  return solveSmall(gram, right).value.map((a) => a / temperature);
}
