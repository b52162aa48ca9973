import { symbolsOf } from '../exact/index.js';
import { canonicalName, nameText } from '../language/index.js';
import type { Perturbation } from '../perturbation/index.js';

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

/** A parameter of a perturbed chain. */
export interface Parameter {
  readonly name: string;
  readonly domain: 'real' | 'complex';
}

/** Every parameter of H0, V and the jumps, by its ASCII name. */
export function parametersIn({ hamiltonian, parts }: Pick<Perturbation, 'hamiltonian' | 'parts'>): Parameter[] {
  const found = new Map<string, Parameter>();
  for (const operator of [hamiltonian, parts.whole, ...parts.jumps]) {
    for (const { coefficient } of operator.terms) {
      for (const { name, kind } of symbolsOf(coefficient)) {
        if (kind === 'prime' || kind === 'constant') continue;
        found.set(name, { name, domain: kind === 'real' ? 'real' : 'complex' });
      }
      for (const { monomial } of coefficient.terms) {
        for (const { symbol } of monomial.mode?.base.factors ?? [])
          found.set(symbol.name, { name: symbol.name, domain: 'real' });
      }
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Names that no parameter has. */
export function namesBeside(parameters: readonly Parameter[]): ReportNames {
  const taken = new Set(parameters.map(({ name }) => name));
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
