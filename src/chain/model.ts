import type { NumericOperator } from '../ring/index.js';
import { refuse } from '../text/index.js';
import type { Phonons } from './bath.js';

/** One independent bath for each j, coupled by V_j (a_j + a†_j). chain (9) */
export interface Bath {
  readonly kind: 'bath';
  /** every term carries a displacement; V_j consists of the words with that of site j and includes ε_ph */
  readonly coupling: NumericOperator;
  readonly phonons: Phonons;
}

/** A periodic perturbation Σ_n e^{−inωt} H_n^{(+)} + h.c., n ≥ 1. chain (8), (20) */
export interface Drive {
  readonly kind: 'drive';
  /** ω > 0 */
  readonly frequency: number;
  /** half-width η_d > 0 of the Lorentzian that replaces δ in a finite system. chain (20) */
  readonly width: number;
  /** H_n^{(+)}, which absorbs n ω and includes ε_d */
  readonly harmonics: readonly { readonly multiple: number; readonly operator: NumericOperator }[];
}

/** Lindblad operators: Σ_j D[L_j], or a single one. chain (2) */
export interface Jump {
  readonly kind: 'jump';
  /** L_0; with `everywhere` there are translates of it on all sites */
  readonly operator: NumericOperator;
  readonly everywhere: boolean;
  /** sites from one translate to the next, by default 1; in a cell of several spins their number */
  readonly step?: number;
}

/** A weak perturbation of a chain. */
export type ChainPerturbation = Bath | Drive | Jump;

/** A chain whose conservation laws are weakly broken: H_0 on a ring, and the perturbations that pump and damp it. */
export interface DrivenChain {
  readonly sites: number;
  readonly hamiltonian: NumericOperator;
  readonly perturbations: readonly ChainPerturbation[];
}

/**
 * Merges drives of the same frequency and width into one, since their amplitudes add before they are squared.
 *
 * @diagnostic `drive-setting` where two drives of one frequency have different widths, or where harmonics of two drives
 *   coincide
 */
export function coherentDrives(perturbations: readonly ChainPerturbation[]): ChainPerturbation[] {
  const drives = new Map<number, Drive>();
  const others: ChainPerturbation[] = [];
  for (const p of perturbations) {
    const known = p.kind === 'drive' ? drives.get(p.frequency) : undefined;
    if (p.kind !== 'drive') others.push(p);
    else if (!known) drives.set(p.frequency, p);
    else {
      if (known.width !== p.width) {
        refuse(
          'drive-setting',
          `two drives of the frequency ${p.frequency} have different widths, ${known.width} and ${p.width}: they act together, so one width is wanted`,
        );
      }
      const multiples = [...new Set([...known.harmonics, ...p.harmonics].map((h) => h.multiple))];
      const harmonics = multiples.map((multiple) => ({
        multiple,
        operator: [known, p].flatMap((d) =>
          d.harmonics.filter((h) => h.multiple === multiple).flatMap((h) => h.operator),
        ),
      }));
      drives.set(p.frequency, { ...known, harmonics });
    }
  }
  const energies = [...drives.values()]
    .flatMap(({ frequency, harmonics }) => harmonics.map(({ multiple }) => frequency * multiple))
    .sort((a, b) => a - b);
  energies.forEach((e, k) => {
    if (k > 0 && e - energies[k - 1]! <= 1e-12 * e)
      refuse('drive-setting', `harmonics of two drives meet at the frequency ${e}`, {
        hint: 'write them as harmonics of one drive',
      });
  });
  return [...drives.values(), ...others];
}

/** A bound on the width of the spectrum, since words have norm one. */
export function spectrumReach({ hamiltonian, sites }: DrivenChain): number {
  return (
    2 * hamiltonian.reduce((sum, t) => sum + (t.place === 'chain' ? sites : 1) * Math.hypot(t.re, t.im), 0) + 1e-300
  );
}
