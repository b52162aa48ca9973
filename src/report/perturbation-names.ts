import { canonicalName, nameText } from '../language/index.js';
import type { Assumptions } from '../meaning/index.js';
import type { Perturbation } from '../perturbation/index.js';
import { type ProofCondition, conditionOf } from './conditions.js';

/**
 * The names of a report: what is typed for V, H0, a charge, its correction and the strength, beside the user's
 * couplings.
 */
export interface ReportNames {
  readonly V: string;
  readonly H0: string;
  /** the formal strength of V, and as it is typed in ASCII */
  readonly strength: string;
  readonly ascii: string;
  readonly charge: (index: number) => string;
  readonly correction: (index: number, exception?: string) => string;
  /** a correction that is divided by a polynomial: what is divided, and by what */
  readonly numerator: (index: number, exception?: string) => string;
  readonly denominator: (index: number, exception?: string) => string;
}

/**
 * The values of the parameters of H0, V and the jumps that a report is proved for.
 *
 * @param carried  what their values take for granted that they do not show any more
 */
export function conditionIn(
  { hamiltonian, parts }: Pick<Perturbation, 'hamiltonian' | 'parts'>,
  carried: readonly Assumptions[] = [],
): ProofCondition {
  return conditionOf([hamiltonian, parts.whole, ...parts.jumps], carried);
}

/** Names that no parameter has. */
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
    // A parameter C_3 or C3 would be meant by C_3.
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
