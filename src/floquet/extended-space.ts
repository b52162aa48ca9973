import { tooManyHarmonics } from './harmonics.js';
import { type FourierMatrix, bandwidth } from './model.js';

/** Largest number of states of an extended space that is searched for parts. */
const largestSpace = 1e6;

/** The parts into which the extended space decomposes: sets of places k, i that the Hamiltonian connects. */
export function extendedParts(hamiltonian: FourierMatrix, levels: number, harmonics: number): number[][] {
  const count = levels * (2 * harmonics + 1);
  if (!(count <= largestSpace)) tooManyHarmonics(count, { width: bandwidth(hamiltonian) });
  const parent = Int32Array.from({ length: count }, (_, p) => p);
  const root = (p: number): number => {
    let r = p;
    while (parent[r] !== r) r = parent[r] = parent[parent[r]!]!;
    return r;
  };
  for (const [shift, { re, im }] of hamiltonian) {
    if (shift < 0) continue;
    for (let i = 0; i < levels; i++) {
      for (let j = 0; j < levels; j++) {
        if (re[i * levels + j] === 0 && im[i * levels + j] === 0) continue;
        for (let k = 0; k + shift <= 2 * harmonics; k++) parent[root((k + shift) * levels + i)] = root(k * levels + j);
      }
    }
  }
  const groups = new Map<number, number[]>();
  for (let p = 0; p < count; p++) {
    const r = root(p);
    const group = groups.get(r) ?? [];
    if (group.length === 0) groups.set(r, group);
    group.push(p);
  }
  return [...groups.values()];
}
