import type { DrivenChain, ExactState } from '../chain/index.js';
import { type AnswerPart, valueTable } from './answer-parts.js';
import { numberText } from './observable.js';
import { perturbationLabels, perturbationNumbers } from './perturbation-numbers.js';

/** The sources and sinks of energy, per site, with rates in units of ε_ph². */
export interface Balance {
  /**
   * energy flows, if they are resolved: one entry for each perturbation, drives first, with the `heat` into a bath, the
   * `power` of a drive, or the `energy` that jump operators bring
   */
  readonly flows?: readonly (
    | { readonly bath: number; readonly heat: number }
    | { readonly drive: number; readonly power: number }
    | { readonly jump: number; readonly energy: number }
  )[];
  /** their sum, which is a rounding error */
  readonly sum?: number;
  /** −Tr ρ ln ρ / N */
  readonly entropy: number;
  /** Σ heat/T, if only drives and baths of nonzero temperature act */
  readonly entropyProduction?: number;
  /** (⟨H_0²⟩ − ⟨H_0⟩²)/N, and (⟨(Σ S^z)²⟩ − ⟨Σ S^z⟩²)/N where H_0 conserves Σ S^z */
  readonly fluctuations: { readonly energy?: number; readonly Sz?: number };
}

/**
 * The balance of an exact state.
 *
 * @param unit   ε_ph², the unit of rates
 * @param notes  receives a line for each part that is left out
 */
export function steadyBalance(
  { powers, acting, entropy, fluctuations }: ExactState,
  { sites, perturbations }: DrivenChain,
  unit: number,
  notes: string[],
): Balance {
  const each = powers?.map((x) => x / sites / unit);
  const isFlow = each?.every(Number.isFinite) === true;
  if (!each)
    notes.push('heat and power are left out: they are smaller than the rounding of the transitions they are made of');
  else if (!isFlow) notes.push('heat and power are left out: they are beyond the range of doubles');
  const moments = {
    energy: fluctuations.energy / sites,
    Sz: fluctuations.magnetisation === undefined ? undefined : fluctuations.magnetisation / sites,
  };
  const hasEnergy = Number.isFinite(moments.energy);
  if (!hasEnergy) notes.push('the energy fluctuation is left out: it is beyond the range of doubles');
  return {
    ...(each && isFlow && flowsOf(each, acting, perturbations)),
    entropy: entropy / sites,
    fluctuations: { ...(hasEnergy && { energy: moments.energy }), ...(moments.Sz !== undefined && { Sz: moments.Sz }) },
  };
}

/** The energy flows per site. */
function flowsOf(
  powers: readonly number[],
  acting: readonly boolean[],
  perturbations: DrivenChain['perturbations'],
): Pick<Balance, 'flows' | 'sum' | 'entropyProduction'> {
  const flows = perturbationNumbers({ perturbations }).map((number, p): NonNullable<Balance['flows']>[number] => {
    const energy = powers[p]!;
    // −0 and 0 are one number.
    if ('bath' in number) return { ...number, heat: 0 - energy };
    return 'drive' in number ? { ...number, power: energy } : { ...number, energy };
  });
  const isDefined = perturbations.every(
    (p, k) => !acting[k] || p.kind === 'drive' || (p.kind === 'bath' && p.phonons.temperature > 0),
  );
  const production = perturbations.reduce(
    (sum, p, k) => (p.kind === 'bath' && powers[k] !== 0 ? sum - powers[k]! / p.phonons.temperature : sum),
    0,
  );
  return {
    flows,
    sum: powers.reduce((sum, x) => sum + x, 0),
    ...(isDefined && Number.isFinite(production) && { entropyProduction: production }),
  };
}

/** The numbers of a balance with their names. */
export function balanceEntries({ flows = [], entropy, entropyProduction, fluctuations }: Balance): [string, number][] {
  const labels = perturbationLabels(flows);
  return [
    ...flows.map((f, k): [string, number] =>
      'bath' in f
        ? [`heat into the ${labels[k]}`, f.heat]
        : 'drive' in f
          ? [`power of the ${labels[k]}`, f.power]
          : [`energy from the ${labels[k]}`, f.energy],
    ),
    ['entropy', entropy],
    ...(entropyProduction === undefined ? [] : [['entropy production', entropyProduction] as [string, number]]),
    ...(fluctuations.energy === undefined ? [] : [['energy fluctuation', fluctuations.energy] as [string, number]]),
    ...(fluctuations.Sz === undefined ? [] : [['Sz fluctuation', fluctuations.Sz] as [string, number]]),
  ];
}

/** The balance as a table with a heading. */
export function balanceParts(balance: Balance): AnswerPart[] {
  return [
    'energy and entropy, per site, with ε_ph² taken out of rates:',
    valueTable(
      ['quantity', 'per site'],
      balanceEntries(balance).map(([name, value]) => [name, numberText(value)] as const),
    ),
  ];
}
