import { rational } from '../exact/rational.js';
import { type Work, spend } from './limits.js';
import { reject } from './rejected.js';
import {
  type ExclusionOperator,
  type CertificateTerm,
  collectTerms,
  commutatorOf,
  combination,
  moved,
} from './operator.js';
import type { SiteLetters } from './letters.js';
import { type ResiduePoint, residueOf } from './residues.js';
import { constantPolynomial } from './polynomial.js';

/** Cells of `sites` sites, the first of which begins at site `first`; H repeats after `period` cells. */
export interface Cells {
  readonly sites: number;
  readonly first: number;
  readonly period: number;
}

/** H = Σ_j (h_j + b_j): for every cell of a period, h_j on two cells and b_j on one, whose first site is 0. */
export interface CellParts {
  readonly bonds: readonly ExclusionOperator[];
  readonly onCells: readonly ExclusionOperator[];
}

const remainder = (n: number, by: number): number => ((n % by) + by) % by;

/** Site of a cell that a site of the chain is, counted from 0. */
export const siteInCell = (site: number, { sites, first }: Cells): number => remainder(site - first, sites);

/** The parts of a sum over the chain. Terms that cancel at some sites are merged first. */
export function cellParts(hamiltonian: ExclusionOperator, cells: Cells, work: Work): CellParts {
  const { sites, first, period } = cells;
  const bonds: ExclusionOperator[] = [];
  const onCells: ExclusionOperator[] = [];
  for (let cell = 0; cell < period; cell++) {
    const terms: CertificateTerm[] = [];
    for (let site = 0; site < sites; site++) {
      for (const { word, place, coefficient } of hamiltonian.values()) {
        if (place.kind !== 'chain') reject('the Hamiltonian has a word that is not summed over the chain');
        const minus = place.sign === -1 && remainder(first + cell * sites + site, 2) === 1;
        const one: ExclusionOperator = new Map([['', { word, place: { kind: 'local', site }, coefficient }]]);
        const times = constantPolynomial(rational(minus ? -1 : 1));
        terms.push(...combination([{ times, of: one }], work).values());
      }
    }
    const [bond, onCell]: [CertificateTerm[], CertificateTerm[]] = [[], []];
    for (const term of collectTerms(terms, work).values()) {
      const end = (term.place as { site: number }).site + term.word.length;
      if (end > 2 * sites) reject('a term of the Hamiltonian does not fit into two neighbouring cells');
      (end > sites ? bond : onCell).push(term);
    }
    bonds.push(collectTerms(bond, work));
    onCells.push(collectTerms(onCell, work));
  }
  return { bonds, onCells };
}

/** Is [t_j, h_{j+1}] + [t_{j+1}, h_j] = 0 for all j, exactly? */
export function isSolution(
  t: readonly ExclusionOperator[],
  { bonds }: CellParts,
  { sites, period }: Cells,
  work: Work,
): boolean {
  const one = constantPolynomial(rational(1));
  const next = (list: readonly ExclusionOperator[], j: number): ExclusionOperator =>
    moved(list[(j + 1) % period]!, sites, work);
  return t.every((here, j) => {
    const sum = [commutatorOf(here, next(bonds, j), work), commutatorOf(next(t, j), bonds[j]!, work)];
    return (
      combination(
        sum.map((of) => ({ times: one, of })),
        work,
      ).size === 0
    );
  });
}

/** An operator on some cells modulo a prime: residues by letters, one for every site. */
export type CellResidues = ReadonlyMap<string, number>;

export function cellResidues(
  a: ExclusionOperator,
  sites: number,
  point: ResiduePoint,
  work: Work,
): Map<string, number> {
  const residues = new Map<string, number>();
  for (const { word, place, coefficient } of a.values()) {
    const value = residueOf(coefficient, point, work);
    if (value !== 0) residues.set(padded(word, (place as { site: number }).site, sites), value);
  }
  return residues;
}

function padded(word: string, at: number, length: number): string {
  return 'I'.repeat(at) + word + 'I'.repeat(length - at - word.length);
}

/** H modulo a prime. */
export interface HamiltonianResidues extends Cells {
  readonly prime: number;
  /** the operators of its sites */
  readonly letters: SiteLetters;
  readonly bonds: readonly CellResidues[];
  readonly onCells: readonly CellResidues[];
}

/** For every cell of a period an operator. */
export type CellFamily = readonly CellResidues[];

/** Adds −(i/2) [a, b], each placed at a site of a window of so many sites. */
function addBracket(
  sum: Map<string, number>,
  [a, atA]: readonly [CellResidues, number],
  [b, atB]: readonly [CellResidues, number],
  length: number,
  { letters, prime: p }: Pick<HamiltonianResidues, 'letters' | 'prime'>,
  work: Work,
): void {
  for (const [u, x] of a) {
    const left = padded(u, atA, length);
    for (const [v, y] of b) {
      const product = (x * y) % p;
      for (const [word, value] of letters.bracket(left, padded(v, atB, length), p, work)) {
        const after = ((sum.get(word) ?? 0) + product * value) % p;
        if (after === 0) sum.delete(word);
        else sum.set(word, after);
      }
    }
  }
}

const hasLetter = (letters: string): boolean => /[^I]/u.test(letters);

/** Does a string act on the first and on the last of its cells? */
export function isOnBothEnds(letters: string, sites: number): boolean {
  return hasLetter(letters.slice(0, sites)) && hasLetter(letters.slice(letters.length - sites));
}

/** Every string on so many cells that acts on the first and on the last one. */
export function stringsOnBothEnds(
  cells: number,
  { sites, letters }: Pick<HamiltonianResidues, 'sites' | 'letters'>,
  work: Work,
): string[] {
  let list = [''];
  for (let k = 0; k < cells * sites; k++) {
    spend(work, 40 * list.length);
    list = list.flatMap((s) => [...`I${letters.traceless}`].map((letter) => s + letter));
  }
  return list.filter((s) => isOnBothEnds(s, sites));
}

/** A string at a cell of the period, as a text. */
export const stringAt = (cell: number, letters: string): string => `${cell} ${letters}`;

/** The column of M_n for a string w at a cell: [w_j, h_{j+n−2}] + [w_{j+1}, h_j]. */
export function columnOf(
  h: HamiltonianResidues,
  n: number,
  cell: number,
  letters: string,
  work: Work,
): Map<string, number> {
  const { sites, period, prime } = h;
  const w = new Map([[letters, 1]]);
  const column = new Map<string, number>();
  const enter = (at: number, a: readonly [CellResidues, number], b: readonly [CellResidues, number]): void => {
    const part = new Map<string, number>();
    addBracket(part, a, b, n * sites, h, work);
    for (const [out, value] of part) {
      const key = stringAt(at, out);
      column.set(key, ((column.get(key) ?? 0) + value) % prime);
    }
  };
  enter(cell, [w, 0], [h.bonds[(cell + n - 2) % period]!, (n - 2) * sites]);
  const before = (cell + period - 1) % period;
  enter(before, [w, sites], [h.bonds[before]!, 0]);
  return column;
}

/** a ↦ [a ⊗ 1, h_j] or a ↦ [1 ⊗ a, h_j] for a string on one cell. */
export function endColumnOf(
  h: HamiltonianResidues,
  cell: number,
  end: 'left' | 'right',
  letters: string,
  work: Work,
): Map<string, number> {
  const column = new Map<string, number>();
  const a = new Map([[letters, 1]]);
  addBracket(column, [a, end === 'left' ? 0 : h.sites], [h.bonds[cell]!, 0], 2 * h.sites, h, work);
  return column;
}

const onEnds = (a: CellResidues, sites: number): CellResidues =>
  new Map([...a].filter(([letters]) => isOnBothEnds(letters, sites)));

/** r_j = [t_{j+1}, h_j] of one more cell than t. */
function raised(h: HamiltonianResidues, t: CellFamily, cells: number, work: Work): CellFamily {
  const { sites, period } = h;
  return t.map((_, j) => {
    const sum = new Map<string, number>();
    addBracket(sum, [t[(j + 1) % period]!, sites], [h.bonds[j]!, 0], cells * sites, h, work);
    return sum;
  });
}

/** [r_j, Σ of these bonds and cells of the window]⁰ */
function withParts(
  h: HamiltonianResidues,
  r: CellFamily,
  cells: number,
  parts: { readonly bonds: readonly number[]; readonly onCells: readonly number[] },
  work: Work,
): CellFamily {
  const { sites, period } = h;
  return r.map((here, j) => {
    const sum = new Map<string, number>();
    for (const n of parts.bonds)
      addBracket(sum, [here, 0], [h.bonds[(j + n) % period]!, n * sites], cells * sites, h, work);
    for (const n of parts.onCells)
      addBracket(sum, [here, 0], [h.onCells[(j + n) % period]!, n * sites], cells * sites, h, work);
    return onEnds(sum, sites);
  });
}

/** Y_3(t)_j = [r³_j, h_j + h_{j+1} + b_j + b_{j+1} + b_{j+2}]⁰ with r³_j = [t_{j+1}, h_j] */
export function thirdFamily(h: HamiltonianResidues, t: CellFamily, work: Work): CellFamily {
  return withParts(h, raised(h, t, 3, work), 3, { bonds: [0, 1], onCells: [0, 1, 2] }, work);
}

/** K(t) − 3 D(t) − 2 O(t) and D(t) + O(t), so that their pencil is K + (k − 3) D + (k − 2) O. */
export function pencilOfSolutions(
  h: HamiltonianResidues,
  t: CellFamily,
  work: Work,
): { readonly constant: CellFamily; readonly slope: CellFamily } {
  const r4 = raised(h, raised(h, t, 3, work), 4, work);
  const part = (bonds: readonly number[], onCells: readonly number[]): CellFamily =>
    withParts(h, r4, 4, { bonds, onCells }, work);
  const K = part([0, 2], [0, 3]);
  const D = part([1], []);
  const O = part([], [1]);
  const sum = (...terms: readonly (readonly [CellFamily, number])[]): CellFamily =>
    r4.map((_, j) => {
      const total = new Map<string, number>();
      for (const [family, factor] of terms) {
        for (const [letters, value] of family[j]!)
          total.set(letters, ((total.get(letters) ?? 0) + remainder(factor, h.prime) * value) % h.prime);
      }
      return total;
    });
  return { constant: sum([K, 1], [D, -3], [O, -2]), slope: sum([D, 1], [O, 1]) };
}
