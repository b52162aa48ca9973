import type { DrivenChain } from '../chain/index.js';

/** The number of a perturbation among those of its kind, from 1 on: `{ drive: 2 }`. */
export type PerturbationNumber = { readonly bath: number } | { readonly drive: number } | { readonly jump: number };

/** The numbers of the perturbations of a chain, in which drives of one frequency are one. */
export function perturbationNumbers({ perturbations }: Pick<DrivenChain, 'perturbations'>): PerturbationNumber[] {
  const count = { bath: 0, drive: 0, jump: 0 };
  return perturbations.map(({ kind }) => {
    const number = (count[kind] += 1);
    return kind === 'bath' ? { bath: number } : kind === 'drive' ? { drive: number } : { jump: number };
  });
}

/** Labels of perturbations: `bath`, and `drive 1`, `drive 2` where there are several. */
export function perturbationLabels(numbers: readonly PerturbationNumber[]): string[] {
  const named = numbers.map((n): readonly [string, number] =>
    'bath' in n ? ['bath', n.bath] : 'drive' in n ? ['drive', n.drive] : ['jump', n.jump],
  );
  return named.map(([kind, number]) =>
    named.filter(([other]) => other === kind).length > 1 ? `${kind} ${number}` : kind,
  );
}
