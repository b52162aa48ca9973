import { canonicalName, nameText } from '../language/index.js';
import type { Assumptions } from '../meaning/index.js';
import type { Perturbation } from '../perturbation/index.js';
import { type ProofCondition, conditionOf } from './conditions.js';

/**
 * The names in a report for V, H0, a charge, its correction and the strength, which must differ from the user's
 * couplings.
 */
export interface ReportNames {
  readonly V: string;
  readonly H0: string;
  /** the formal strength of V, as shown and as typed in ASCII */
  readonly strength: string;
  readonly ascii: string;
  readonly charge: (index: number) => string;
  readonly correction: (index: number, exception?: string) => string;
  /** names of the numerator and the denominator of a correction that is divided by a polynomial */
  readonly numerator: (index: number, exception?: string) => string;
  readonly denominator: (index: number, exception?: string) => string;
}

/**
 * The values of the parameters of H0, V and the jumps for which a report is proved.
 *
 * @param carried  their assumptions that their values no longer show
 */
export function conditionIn(
  { hamiltonian, parts }: Pick<Perturbation, 'hamiltonian' | 'parts'>,
  carried: readonly Assumptions[] = [],
): ProofCondition {
  return conditionOf([hamiltonian, parts.whole, ...parts.jumps], carried);
}

/** Names that differ from those of all parameters. */
export function namesBeside({ parameters }: ProofCondition): ReportNames {
  const taken = new Set(parameters.keys());
  const free = (...candidates: readonly string[]): string => {
    const found = candidates.find((name) => !taken.has(canonicalName(name)));
    if (found !== undefined) return found;
    let name = candidates[0]!;
    while (taken.has(canonicalName(name))) name += 'x';
    return name;
  };
  const stem = (letters: string): string => {
    // With a parameter C_3 or C3, the name C_3 would mean that parameter.
    let name = letters;
    while ([...taken].some((t) => new RegExp(`^${name}_?[0-9]+$`, 'u').test(t))) name += 'q';
    return name;
  };
  const ascii = free('eps', 'eta', 'kappa', 'zeta', 'xi');
  const [c, dc, num, den] = ['C', 'dC', 'numC', 'denC'].map(stem) as [string, string, string, string];
  return {
    V: free('V', 'W', 'Vp'),
    H0: free('H0', 'H', 'Hq'),
    ascii,
    strength: nameText(ascii),
    charge: (index) => `${c}_${index}`,
    correction: (index, exception = '') => `${dc}_${index}${exception}`,
    numerator: (index, exception = '') => `${num}_${index}${exception}`,
    denominator: (index, exception = '') => `${den}_${index}${exception}`,
  };
}
