import type { Spectrum, StateIndex } from './spectrum.js';

/**
 * Energies closer than this, relative to the largest, count as one level. Energies have rounding errors of a few 1e-15.
 * A gap below 1e-10 would mix eigenvectors by 1e-5, which changes the tenth digit of the results.
 */
export const degeneracyTolerance = 1e-10;

/** Runs of equal numbers in ascending order, as [start, end). */
export function runsOf(values: Float64Array, tolerance: number, from = 0, to = values.length): [number, number][] {
  const runs: [number, number][] = [];
  for (let a = from; a < to; ) {
    let b = a + 1;
    while (b < to && values[b]! - values[b - 1]! <= tolerance) b += 1;
    runs.push([a, b]);
    a = b;
  }
  return runs;
}

declare const kind: unique symbol;

/** Number of a level in the list of `levelsOf`. */
export type LevelIndex = number & { readonly [kind]: 'level' };

/** States of one momentum and one energy, of all charges: the coherences |n⟩⟨m| that commute with H_0. */
export interface Level {
  readonly momentum: number;
  readonly energy: number;
  /** ascending */
  readonly states: readonly StateIndex[];
}

/** Options that decide which states of one energy and momentum form one level. */
export interface LevelOptions {
  /** whether states of different S^z may form one level */
  readonly acrossCharges: boolean;
  /** values of conserved charges on every state; the states of one level share each of them */
  readonly labels?: readonly Float64Array[];
}

/** The levels of equal energy and momentum, ascending in momentum and energy. */
export function levelsOf(spectrum: Spectrum, { acrossCharges, labels = [] }: LevelOptions): Level[] {
  const { basis, energies, scale } = spectrum;
  const groups = new Map<number, StateIndex[]>();
  for (const { sector } of spectrum.sectors) {
    const key = acrossCharges ? sector.momentum : sector.index;
    let list = groups.get(key);
    if (!list) groups.set(key, (list = []));
    for (let n = 0; n < sector.orbits.length; n++) list.push((sector.offset + n) as StateIndex);
  }
  const momentumOf = new Int32Array(basis.dimension);
  for (const { sector } of spectrum.sectors)
    momentumOf.fill(sector.momentum, sector.offset, sector.offset + sector.orbits.length);
  const levels: Level[] = [];
  const tolerant = labels.map((label) => ({
    label,
    tolerance: labelTolerance * label.reduce((m, v) => Math.max(m, Math.abs(v)), 0),
  }));
  for (const list of groups.values()) {
    list.sort((p, q) => energies[p]! - energies[q]!);
    const sorted = Float64Array.from(list, (s) => energies[s]!);
    for (const [a, b] of runsOf(sorted, degeneracyTolerance * scale)) {
      const equal = list.slice(a, b);
      const energy = equal.reduce((sum, s) => sum + energies[s]!, 0) / equal.length;
      for (const states of tolerant.reduce(splitBy, [equal]))
        levels.push({ momentum: momentumOf[states[0]!]!, energy, states: states.sort((p, q) => p - q) });
    }
  }
  return levels;
}

/**
 * Eigenvalues of a charge that differ by less than this, relative to the largest, count as equal, to allow for
 * rounding.
 */
const labelTolerance = 1e-9;

/** The lists of states, split where a charge distinguishes states. */
function splitBy(
  lists: readonly StateIndex[][],
  { label, tolerance }: { readonly label: Float64Array; readonly tolerance: number },
): StateIndex[][] {
  return lists.flatMap((list) => {
    if (list.length === 1) return [list];
    const order = list.toSorted((p, q) => label[p]! - label[q]!);
    const values = Float64Array.from(order, (s) => label[s]!);
    return runsOf(values, tolerance).map(([a, b]) => order.slice(a, b));
  });
}

/** Σ degeneracy² over all energies: the number of independent conserved operators |n⟩⟨m|. */
export function countConserved(spectrum: Spectrum): number {
  const sorted = spectrum.energies.slice().sort();
  return runsOf(sorted, degeneracyTolerance * spectrum.scale).reduce((sum, [a, b]) => sum + (b - a) ** 2, 0);
}
