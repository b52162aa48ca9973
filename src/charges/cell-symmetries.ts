import {
  type CellMotion,
  type FiniteChain,
  type Operator,
  equalOperators,
  moveCells,
  spinFlip,
  symmetriesOf,
} from '../spin/index.js';
import { partsOfSpin } from './currents.js';
import { operatorPeriod } from './unit-cell.js';

/** Largest number of sites of a cell whose permutations are tried. */
const largestCell = 8;

/**
 * The names of the symmetries of an operator, as `symmetriesOf` gives them; for a sum with a unit cell also those of the
 * cells: translations, reflections and exchanges of two sites of every cell, and the spins of parts of the cell that are
 * conserved separately.
 *
 * @param chain  the finite chain on which the operator is realised
 * @param spins  the names of the spins of a cell, if the chain was declared to have such cells
 */
export function chainSymmetries(a: Operator, chain?: FiniteChain, spins: readonly string[] = []): string[] {
  const usual = symmetriesOf(a, chain);
  if (chain || a.terms.some((t) => t.place.kind !== 'chain')) return usual;
  const period = operatorPeriod(a);
  const declared = spins.length > 1 && spins.length % period === 0;
  const size = declared ? spins.length : period;
  if (size === 1 || size > largestCell) return usual;
  const identity = Array.from({ length: size }, (_, l) => l);
  const has = (motion: CellMotion, after: (b: Operator) => Operator = (b) => b): boolean =>
    equalOperators(after(moveCells(a, motion)), a);
  const named = (l: number): string => (declared ? spins[l]! : `${size}j${l === 0 ? '' : `+${l}`}`);
  const found: string[] = [];
  if (declared) found.push('translation by one cell');
  else if (size > 2) found.push(`translation by ${size} sites`);
  if (has({ to: identity, reflected: true })) found.push('reflection of the cells');
  else if (has({ to: identity, reflected: true }, spinFlip))
    found.push('reflection of the cells with π rotation about x');
  for (const l of identity) {
    for (const m of identity.slice(l + 1)) {
      const to = identity.map((k) => (k === l ? m : k === m ? l : k));
      const what = declared
        ? `exchange of the spins ${named(l)} and ${named(m)}`
        : `exchange of the sites ${named(l)} and ${named(m)}`;
      if (has({ to, reflected: false })) found.push(what);
      else if (has({ to, reflected: false }, spinFlip)) found.push(`${what} with π rotation about x`);
    }
  }
  const parts = partsOfSpin(a, 'z').map(
    ({ name }) => `Sz ${declared && size === period ? partName(name, spins) : name}`,
  );
  // Sites and bonds of one chain are not those of a declared cell.
  const kept = declared ? usual.filter((name) => !/translation|reflection|bond-centred/u.test(name)) : usual;
  const isSpin = (name: string): boolean => /^(?:SU\(2\)|S[xyz])$/u.test(name);
  return [...kept.filter(isSpin), ...parts, ...found, ...kept.filter((name) => !isSpin(name))];
}

/** `of the sites 2j` → `of the spin up` */
function partName(name: string, spins: readonly string[]): string {
  const residues = [...name.matchAll(/[0-9]+j(?:\+(?<residue>[0-9]+))?/gu)].map((m) => Number(m.groups!.residue ?? 0));
  const list = residues.map((r) => spins[r]!);
  return `of the ${list.length === 1 ? 'spin' : 'spins'} ${list.join(' and ')}`;
}
