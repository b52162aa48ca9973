import { checkPhonons, type Drive, type DrivenChain } from '../chain/index.js';
import { adjointNumeric, type NumericOperator } from '../ring/index.js';
import { refuse } from '../text/index.js';

/** Options for the Liouvillian of a chain. */
export interface LiouvillianOptions {
  /**
   * The factor of all second-order terms: ε² for a drive and phonons, ε for jump operators. chain (2), (11) A drive
   * enters with its square root.
   */
  readonly strength: number;
  /** n_max: Floquet components |n| ≤ n_max are kept; 4 by default, 0 without a drive.   chain (19) */
  readonly components?: number;
  /**
   * How the steady state of an undriven chain is found: by factors of the whole matrix, or by minimal residuals; by
   * default the number of elements of ρ decides.
   */
  readonly method?: 'factors' | 'iteration';
}

/** Largest integer that is tried as the ratio of the lowest frequency of the drives to their common frequency. */
const maxFrequencyDivisor = 24;

/**
 * One frequency and one width for all drives: components of chain (19) are multiples of one frequency.
 *
 * @diagnostic `drive-setting`
 */
export function commonDrive(perturbations: DrivenChain['perturbations']): { frequency: number; width: number } {
  const drives = perturbations.filter((p): p is Drive => p.kind === 'drive');
  const [first] = drives;
  if (!first) return { frequency: 0, width: 0 };
  const { width } = first;
  for (const { frequency, width: own } of drives) {
    for (const [name, value] of [
      ['frequency', frequency],
      ['width', own],
    ] as const) {
      if (!(value > 0) || !Number.isFinite(value))
        refuse('drive-setting', `the ${name} of the drive must be a positive number, not ${value}`);
    }
  }
  if (drives.some((d) => d.width !== width)) refuse('drive-setting', 'the full Liouvillian takes drives of one width');
  const energies = drives.flatMap((d) => d.harmonics.map((h) => h.multiple * d.frequency));
  const least = Math.min(...energies);
  for (let part = 1; part <= maxFrequencyDivisor; part++) {
    const frequency = least / part;
    if (energies.every((e) => Math.abs(e / frequency - Math.round(e / frequency)) < 1e-9 * part))
      return { frequency, width };
  }
  return refuse('drive-setting', 'the frequencies of the drives are not multiples of one', {
    hint: 'a state that is periodic in time needs frequencies in the ratio of small whole numbers',
  });
}

/** H_n^(+) multiplies e^{−inωt} and its adjoint e^{inωt}; operators that multiply the same exponential are added. */
export function commonHarmonics(
  perturbations: DrivenChain['perturbations'],
  frequency: number,
): [number, NumericOperator][] {
  const found = new Map<number, NumericOperator>();
  for (const p of perturbations) {
    if (p.kind !== 'drive') continue;
    for (const { multiple: own, operator } of p.harmonics) {
      const multiple = Math.round((own * p.frequency) / frequency);
      found.set(-multiple, [...(found.get(-multiple) ?? []), ...operator]);
      found.set(multiple, [...(found.get(multiple) ?? []), ...adjointNumeric(operator)]);
    }
  }
  return [...found];
}

/** @diagnostic `liouvillian-setting`, `steady-not-unique`, `bath-setting` */
export function checkSettings({ perturbations }: DrivenChain, { strength, components = 0 }: LiouvillianOptions): void {
  if (!(strength > 0) || !Number.isFinite(strength)) {
    refuse('liouvillian-setting', `the strength of the perturbations must be a positive number, not ${strength}`, {
      hint: 'the limit of none is computed by itself',
    });
  }
  if (!Number.isInteger(components) || components < 0)
    refuse('liouvillian-setting', `n_max must be a whole number, not ${components}`);
  if (perturbations.every((p) => p.kind === 'drive')) {
    refuse('steady-not-unique', 'without a bath and without jump operators nothing makes the steady state unique', {
      hint: 'add a bath or a jump operator',
    });
  }
  for (const p of perturbations) if (p.kind === 'bath') checkPhonons(p.phonons);
}
