import {
  type CoherenceOptions,
  type DrivenChain,
  type Unknowns,
  type WeightedSuperoperator,
  applySuperoperators,
  coherentDrives,
  rateSuperoperatorOf,
  symmetryOf,
  transitionChannels,
  unknownsOf,
} from '../../chain/index.js';
import { RingBasis, RingOperator, spectrumOf } from '../../ring/index.js';

/** Golden-rule rates between the eigenstates of a ring. */
export interface RingRates {
  readonly energies: Float64Array;
  /** rate into state k out of state m at [k · states + m]; the diagonal has minus the outflow */
  readonly rates: Float64Array;
}

/**
 * A perturbed chain with numerical couplings on a ring, and the functions that compute its rates: the subject of the
 * laws of a perturbation.
 */
export interface PerturbedRing {
  /** the chain with perturbations multiplied by a factor */
  readonly chain: (factor: number) => DrivenChain;
  readonly temperature: number;
  readonly factor: number;
  /** the rates of a chain; a mutant replaces them */
  readonly rates: (chain: DrivenChain) => RingRates;
  /** L on the operators that commute with H0, including coherences, by rows */
  readonly generator: (chain: DrivenChain) => { readonly size: number; readonly matrix: Float64Array };
  /** the case as statements of the language */
  readonly line: string;
}

/** W of a chain, for populations only, in an eigenbasis of energy, S^z and momentum. chain (20), (21) */
export function ringRates(chain: DrivenChain): RingRates {
  const { unknowns, parts } = generatorsOf(chain, 'none');
  const { basis, energies } = unknowns.spectrum;
  const n = basis.dimension;
  const rates = new Float64Array(n * n);
  const unit = new Float64Array(unknowns.size);
  const { populationAt } = unknowns;
  for (let m = 0; m < n; m++) {
    unit.fill(0);
    unit[populationAt[m]!] = 1;
    const column = applySuperoperators(parts, unit);
    for (let k = 0; k < n; k++) rates[k * n + m] = column[populationAt[k]!]!;
  }
  return { energies, rates };
}

export function generatorsOf(
  chain: DrivenChain,
  coherences: CoherenceOptions['coherences'],
): { unknowns: Unknowns; parts: WeightedSuperoperator[] } {
  const basis = new RingBasis(chain.sites, symmetryOf(chain));
  const spectrum = spectrumOf(basis, RingOperator.of(chain.hamiltonian, chain.sites));
  const unknowns = unknownsOf(spectrum, { coherences });
  const channels = coherentDrives(chain.perturbations).flatMap((p) =>
    transitionChannels(basis, p, { reach: 2.1 * spectrum.scale }),
  );
  return { unknowns, parts: [{ superoperator: rateSuperoperatorOf(unknowns, channels), strength: 1 }] };
}
