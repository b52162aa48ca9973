import { constantPolynomial, isPrimeName } from './polynomial.js';
import { rational } from '../exact/rational.js';
import {
  type CellFamily,
  type CellParts,
  type Cells,
  type HamiltonianResidues,
  cellParts,
  cellResidues,
  columnOf,
  endColumnOf,
  isOnBothEnds,
  isSolution,
  pencilOfSolutions,
  siteInCell,
  stringAt,
  stringsOnBothEnds,
  thirdFamily,
} from './cells.js';
import { type Work, exclusionLimits, spend, workFor } from './limits.js';
import { reject } from './rejected.js';
import { type SiteLetters, halfLetters, oneLetters } from './letters.js';
import { type ExclusionOperator, collectTerms, combination } from './operator.js';
import { isPrime, list, whole } from './algebra.js';
import { Reader, exactFields } from './read.js';
import {
  type ResiduePoint,
  type ResidueRow,
  commonFactor,
  eliminateSquare,
  pencilDeterminant,
  primeBound,
  residueOf,
  withoutRoot,
} from './residues.js';
import { type Exclusion, exclusionStatement } from './exclusion-statement.js';

/** The format of certificates that a chain has no charges of three and more cells. */
export const exclusionFormat = 'spinlaw-exclusion-1';

/** Strings by cell, as a certificate lists the rows or columns of a matrix. */
type Strings = readonly (readonly string[])[];

/**
 * Checks the hypotheses of Theorem A (docs/background/integrability.md) from a certificate: that H is injective, that
 * T_2 has no more solutions than are listed, and that no solution meets the condition for charges of three and more
 * cells. Each is a square minor that does not vanish modulo a prime, so it does not vanish over the numbers either.
 *
 * @param characters  the length of the text
 * @returns           the statement that was checked
 */
export function checkExclusion(document: unknown, characters: number, work = workFor(characters)): string {
  if (characters > exclusionLimits.text) reject('the text is too long');
  const isOne = typeof document === 'object' && document !== null && 'spin' in document;
  const top = exactFields(document, 'the certificate', [
    'format',
    'parameters',
    'hamiltonian',
    'cells',
    'prime',
    'roots',
    'injective',
    'solutions',
    'third',
    'pencil',
    'list',
    ...(isOne ? ['spin'] : []),
  ]);
  if (isOne && top.spin !== '1') reject('the spin is given, and it is not 1');
  const letters = isOne ? oneLetters : halfLetters;
  const reader = new Reader(work, letters.traceless);
  for (const entry of list(top.parameters, 'parameters')) reader.declare(entry);
  const hamiltonian = chainSum(reader.words(top.hamiltonian, 'the Hamiltonian'), 'the Hamiltonian');
  const cells = readCells(top.cells);
  if (isOne && cells.sites > 1) reject('a cell of spins 1 has more than one site');
  if (isStaggered(hamiltonian) && (cells.sites * cells.period) % 2 !== 0)
    reject('the Hamiltonian does not repeat after this period');
  const solutions = readSolutions(top.solutions, cells, reader);
  if (isOne && solutions.length > 0) reject('solutions are listed for spins 1');
  const charges = top.list === null ? undefined : readCharges(top.list, cells, reader);
  for (const name of reader.domains.keys()) if (!reader.used.has(name)) reject(`the parameter ${name} does not occur`);
  const point = readPoint(top.prime, top.roots, [hamiltonian, ...solutions.flat(), ...(charges?.operators ?? [])]);

  const parts = cellParts(hamiltonian, cells, work);
  const residues = (of: readonly ExclusionOperator[]): CellFamily =>
    of.map((a) => cellResidues(a, 2 * cells.sites, point, work));
  const onCells = parts.onCells.map((a) => cellResidues(a, cells.sites, point, work));
  const h: HamiltonianResidues = { ...cells, prime: point.prime, letters, bonds: residues(parts.bonds), onCells };
  checkInjective(top.injective, h, work);
  const tops = topsOf(solutions, parts, h, residues, work);
  checkThird(top.third, h, tops, work);
  const below = checkPencil(top.pencil, h, solutions.length > 0 ? tops : [], work);
  if (charges) checkList(charges, hamiltonian, { ...cells, letters }, point, work);
  const exclusion: Exclusion = {
    domains: reader.domains,
    positive: reader.positive,
    nonzero: reader.nonzero,
    hamiltonian,
    letters,
    cells,
    solutions: tops.length,
    below,
    ...(charges && { charges: { period: charges.period, operators: charges.operators } }),
  };
  return exclusionStatement(exclusion);
}

/** A sum over the chain, without the identity. */
function chainSum(a: ExclusionOperator, what: string): ExclusionOperator {
  if (a.size === 0) reject(`${what} is zero`);
  for (const { word, place } of a.values()) {
    if (word === '') reject(`${what} has the identity`);
    if (place.kind !== 'chain') reject(`${what} is not a sum over the chain`);
  }
  return a;
}

const isStaggered = (a: ExclusionOperator): boolean =>
  [...a.values()].some(({ place }) => place.kind === 'chain' && place.sign === -1);

function readCells(value: unknown): Cells {
  const what = 'cells';
  const cells = exactFields(value, what, ['sites', 'first', 'period']);
  const sites = whole(cells.sites, `sites of ${what}`, 1, exclusionLimits.cellSites);
  return {
    sites,
    first: whole(cells.first, `first of ${what}`, 0, sites - 1),
    period: whole(cells.period, `period of ${what}`, 1, exclusionLimits.cellPeriod),
  };
}

/** For each solution and each cell of a period, an operator on two cells. */
function readSolutions(value: unknown, { sites, period }: Cells, reader: Reader): ExclusionOperator[][] {
  const what = 'a solution';
  const all = list(value, 'solutions').map((solution) =>
    list(solution, what, period).map((bond) => {
      const operator = reader.words(bond, what);
      for (const { word, place } of operator.values()) {
        if (place.kind !== 'local' || word === '') reject(`${what} has a word that is not at a site`);
        const end = place.site + word.length;
        if (place.site < 0 || place.site >= sites || end <= sites || end > 2 * sites)
          reject(`${what} has a word that does not act on both cells`);
      }
      return operator;
    }),
  );
  if (all.length === 1 || all.length > exclusionLimits.solutions)
    reject(`the number of solutions is 1 or above ${exclusionLimits.solutions}; with one, none is listed`);
  return all;
}

interface Charges {
  readonly period: number;
  readonly operators: readonly ExclusionOperator[];
  readonly free: unknown;
  readonly rows: unknown;
}

function readCharges(value: unknown, { sites, period }: Cells, reader: Reader): Charges {
  const what = 'the list';
  const given = exactFields(value, what, ['period', 'charges', 'free', 'rows']);
  const own = whole(given.period, `period of ${what}`, 1, 2);
  if ((sites * period) % own !== 0) reject(`the period of ${what} does not divide that of the Hamiltonian`);
  const operators = list(given.charges, `charges of ${what}`).map((words) =>
    chainSum(reader.words(words, 'a charge'), 'a charge'),
  );
  if (own === 1 && operators.some(isStaggered)) reject('a charge does not repeat after the period of the list');
  return { period: own, operators, free: given.free, rows: given.rows };
}

/** The prime, and a residue for the root of every name that occurs and for i. */
function readPoint(prime: unknown, roots: unknown, operators: readonly ExclusionOperator[]): ResiduePoint {
  // The pencil is interpolated between the lengths 0 … d, which have to differ modulo p.
  const p = whole(prime, 'prime', exclusionLimits.solutions + 1, primeBound - 1);
  if (!isPrime(p)) reject('prime is not a prime');
  const names = new Set(['i']);
  for (const operator of operators) {
    for (const { coefficient } of operator.values())
      for (const { powers } of coefficient.values()) for (const name of powers.keys()) names.add(name);
  }
  const found = new Map<string, number>();
  for (const entry of list(roots, 'roots', names.size)) {
    const [name, root] = list(entry, 'a root', 2);
    if (typeof name !== 'string' || !names.has(name)) reject('a root is given for a name that does not occur');
    if (found.has(name)) reject(`the root of ${name} is given twice`);
    const value = whole(root, `the root of ${name}`, 1, p - 1);
    const square = (value * value) % p;
    if (name === 'i' && square !== p - 1) reject('the square of the residue of i is not -1');
    if (isPrimeName(name) && square !== Number(name) % p) reject(`the square of the root of ${name} is not ${name}`);
    found.set(name, value);
  }
  const i = found.get('i')!;
  found.delete('i');
  return { prime: p, i, roots: found };
}

/** Strings on so many cells for every cell of a period, none twice, each accepted by `allows`. */
function readStrings(
  value: unknown,
  what: string,
  cells: number,
  { traceless }: SiteLetters,
  allows: (letters: string, cell: number) => boolean,
): Strings {
  const isString = lettersPattern(traceless);
  return list(value, what, cells).map((strings, cell) => {
    const seen = new Set<string>();
    for (const letters of list(strings, what)) {
      if (typeof letters !== 'string' || letters.length > exclusionLimits.word || !isString.test(letters))
        reject(`${what}: one is not a string of the letters ${[...`I${traceless}`].join(', ')}`);
      if (!allows(letters, cell)) reject(`${what}: ${letters} does not belong there`);
      if (seen.has(letters)) reject(`${what}: ${letters} is listed twice`);
      seen.add(letters);
    }
    return [...seen];
  });
}

const lettersPattern = (traceless: string): RegExp => new RegExp(`^[I${traceless}]+$`, 'u');

const countOf = (strings: Strings): number => strings.reduce((sum, { length }) => sum + length, 0);

/** Which row a string at a cell is. */
function numbered(strings: Strings): Map<string, number> {
  const numbers = new Map<string, number>();
  strings.forEach((of, cell) => of.forEach((letters) => numbers.set(stringAt(cell, letters), numbers.size)));
  return numbers;
}

/** Adds a column to the rows that are listed. */
function enterColumn(
  rows: readonly ResidueRow[],
  numbers: ReadonlyMap<string, number>,
  column: number,
  entries: Iterable<readonly [string, number]>,
): void {
  for (const [key, value] of entries) {
    const row = numbers.get(key);
    if (row !== undefined && value !== 0) rows[row]!.set(column, value);
  }
}

const emptyRows = (count: number): ResidueRow[] => Array.from({ length: count }, () => new Map<number, number>());

function* entriesOf(family: CellFamily): Generator<readonly [string, number]> {
  for (const [cell, part] of family.entries())
    for (const [letters, value] of part) yield [stringAt(cell, letters), value];
}

/** The maps a ↦ [a ⊗ 1, h_j] and a ↦ [1 ⊗ a, h_j] have no kernel. */
function checkInjective(value: unknown, h: HamiltonianResidues, work: Work): void {
  const own = stringsOnBothEnds(1, h, work);
  list(value, 'injective', h.period).forEach((entry, cell) => {
    const ends = exactFields(entry, 'injective', ['left', 'right']);
    for (const end of ['left', 'right'] as const) {
      const what = `injective, ${end}`;
      const strings = readStrings([ends[end]], what, 1, h.letters, (letters) => letters.length === 2 * h.sites);
      if (countOf(strings) !== own.length) reject(`${what}: there are not ${own.length} strings`);
      const numbers = numbered(strings);
      const rows = emptyRows(own.length);
      own.forEach((letters, column) => {
        const image = [...endColumnOf(h, cell, end, letters, work)];
        enterColumn(
          rows,
          numbers,
          column,
          image.map(([out, residue]) => [stringAt(0, out), residue]),
        );
      });
      if (!eliminateSquare(rows, own.length, h.prime, work))
        reject(`the minor for the ${end} ends of bond ${cell} vanishes modulo the prime`);
    }
  });
}

/** The solutions of [t_j, h_{j+1}] + [t_{j+1}, h_j] = 0 modulo the prime: those that are listed, or h. */
function topsOf(
  solutions: readonly (readonly ExclusionOperator[])[],
  parts: CellParts,
  h: HamiltonianResidues,
  residues: (of: readonly ExclusionOperator[]) => CellFamily,
  work: Work,
): CellFamily[] {
  if (solutions.length === 0) return [h.bonds];
  return solutions.map((t, k) => {
    if (!isSolution(t, parts, h, work)) reject(`solution ${k + 1} does not solve its equation`);
    return residues(t);
  });
}

/** The columns of M_n that are not dropped, in rows that are listed, and further columns after them. */
function matrixOf(
  h: HamiltonianResidues,
  n: number,
  { dropped, rows: listed }: { readonly dropped: Strings; readonly rows: Strings },
  further: readonly CellFamily[],
  work: Work,
): { readonly rows: ResidueRow[]; readonly own: number; readonly numbers: Map<string, number> } {
  const strings = stringsOnBothEnds(n - 1, h, work);
  const numbers = numbered(listed);
  const rows = emptyRows(numbers.size);
  let own = 0;
  for (let cell = 0; cell < h.period; cell++) {
    const without = new Set(dropped[cell]!);
    for (const letters of strings) {
      if (without.has(letters)) continue;
      enterColumn(rows, numbers, own, columnOf(h, n, cell, letters, work));
      own += 1;
    }
  }
  further.forEach((family, k) => enterColumn(rows, numbers, own + k, entriesOf(family)));
  return { rows, own, numbers };
}

function readMinor(
  value: unknown,
  what: string,
  h: HamiltonianResidues,
  { n, further, solutions }: { readonly n: number; readonly further: readonly string[]; readonly solutions: number },
): { readonly dropped: Strings; readonly rows: Strings; readonly given: Readonly<Record<string, unknown>> } {
  const given = exactFields(value, what, ['dropped', 'rows', ...further]);
  const onCells = (cells: number) => (letters: string) =>
    letters.length === cells * h.sites && isOnBothEnds(letters, h.sites);
  const dropped = readStrings(given.dropped, `${what}, dropped`, h.period, h.letters, onCells(n - 1));
  if (countOf(dropped) !== solutions) reject(`${what}: ${solutions} columns are to be dropped`);
  return { dropped, rows: readStrings(given.rows, `${what}, rows`, h.period, h.letters, onCells(n)), given };
}

/**
 * [M_3 | Y_3(t)] for all solutions t has rank p N² in the listed rows. Since the solutions are in the kernel of the map
 * onto M_3, this needs rank p N² − d of M_3: there are no other solutions, and no combination of the Y_3(t) is in M_3.
 */
function checkThird(value: unknown, h: HamiltonianResidues, tops: readonly CellFamily[], work: Work): void {
  const solutions = tops.length;
  const minor = readMinor(value, 'third', h, { n: 3, further: [], solutions });
  const further = tops.map((t) => thirdFamily(h, t, work));
  const { rows, own } = matrixOf(h, 3, minor, further, work);
  if (rows.length !== own + solutions) reject(`third: there are not ${own + solutions} rows`);
  if (!eliminateSquare(rows, rows.length, h.prime, work)) reject('the minor of [M_3 | Y_3] vanishes modulo the prime');
}

/**
 * For every k ≥ 4 no combination of the solutions has K + (k − 3) D + (k − 2) O in M_4. The columns of M_4 are
 * eliminated, which leaves the pencil on further rows; the determinants of its minors have no common root but 0 … 3.
 *
 * @returns  the bound below which lengths are excluded, where there is such a root modulo the prime
 */
function checkPencil(
  value: unknown,
  h: HamiltonianResidues,
  tops: readonly CellFamily[],
  work: Work,
): number | undefined {
  if (tops.length === 0) {
    if (value !== null) reject('there is a pencil where no solutions are listed');
    return undefined;
  }
  const solutions = tops.length;
  const minor = readMinor(value, 'pencil', h, { n: 4, further: ['minors'], solutions });
  const minors = list(minor.given.minors, 'minors').map((strings) =>
    readStrings(
      strings,
      'minors',
      h.period,
      h.letters,
      (letters) => letters.length === 4 * h.sites && isOnBothEnds(letters, h.sites),
    ),
  );
  if (minors.length === 0 || minors.length > exclusionLimits.minors)
    reject(`the number of minors is not between 1 and ${exclusionLimits.minors}`);
  const families = tops.map((t) => pencilOfSolutions(h, t, work));
  const further = [...families.map(({ constant }) => constant), ...families.map(({ slope }) => slope)];
  const extra = minors.map((strings) => {
    if (countOf(strings) !== solutions) reject(`a minor does not have ${solutions} rows`);
    return [...numbered(strings).keys()];
  });
  const listed = numbered(minor.rows);
  const others = new Set(extra.flat().filter((key) => !listed.has(key)));
  const rowsOf = minor.rows.map((strings, cell) => [
    ...strings,
    ...[...others].filter((key) => key.startsWith(`${cell} `)).map((key) => key.slice(`${cell} `.length)),
  ]);
  const { rows, own, numbers } = matrixOf(h, 4, { dropped: minor.dropped, rows: rowsOf }, further, work);
  if (listed.size !== own) reject(`pencil: there are not ${own} rows`);
  // The listed rows come first.
  const order = [...listed.keys(), ...others];
  const sorted = order.map((key) => rows[numbers.get(key)!]!);
  if (!eliminateSquare(sorted, own, h.prime, work)) reject('the minor of M_4 vanishes modulo the prime');
  let common: number[] = [];
  for (const keys of extra) {
    const entries = (from: number): number[][] =>
      keys.map((key) => {
        if (listed.has(key)) reject('a minor has a row of M_4');
        const row = rows[numbers.get(key)!]!;
        return tops.map((_, k) => row.get(from + k) ?? 0);
      });
    common = commonFactor(common, pencilDeterminant(entries(own), entries(own + solutions), h.prime, work), h.prime);
  }
  if (common.length === 0) reject('the minors of the pencil vanish for every length');
  const rest = [0, 1, 2, 3].reduce((f, root) => withoutRoot(f, root, h.prime), common);
  if (rest.length > 1) reject('the minors of the pencil have a common root that is not 0, 1, 2 or 3');
  return common.length > 1 ? h.prime : undefined;
}

/**
 * The charges that fit into two cells: those that are listed commute with H, exactly, and are independent, and the map
 * Q ↦ [Q, H] has no kernel on the words that are not free. So there are as many as there are free words.
 */
function checkList(
  { period, operators, free: freeWords, rows: listedRows }: Charges,
  hamiltonian: ExclusionOperator,
  cells: Cells & { readonly letters: SiteLetters },
  point: ResiduePoint,
  work: Work,
): void {
  const { letters } = cells;
  for (const [k, charge] of operators.entries()) {
    if (letters.commutator(charge, hamiltonian, work).size > 0)
      reject(`charge ${k + 1} does not commute with the Hamiltonian`);
  }
  const whole = isStaggered(hamiltonian) ? 2 : period;
  const columns = listColumns(period, cells, work);
  const isWord = (letters: string): boolean => !letters.startsWith('I') && !letters.endsWith('I');
  const free = readStrings(freeWords, 'free', period, letters, (word, residue) => columns[residue]!.has(word));
  const listed = readStrings(listedRows, 'rows of the list', whole, letters, isWord);
  if (countOf(free) !== operators.length) reject('there are not as many free words as charges');
  const values = residuesBySite(hamiltonian, whole, point, work);
  const numbers = numbered(listed);
  const rows = emptyRows(numbers.size);
  const freeNumbers = numbered(free);
  let own = 0;
  columns.forEach((words, residue) => {
    for (const word of words) {
      if (freeNumbers.has(stringAt(residue, word))) continue;
      enterColumn(
        rows,
        numbers,
        own,
        commutatorColumn({ word, residue, period }, values, { letters, prime: point.prime }, work),
      );
      own += 1;
    }
  });
  if (own !== rows.length) reject(`rows of the list: there are not ${own}`);
  if (!eliminateSquare(rows, own, point.prime, work)) reject('the minor of the list vanishes modulo the prime');
  const coordinates = emptyRows(freeNumbers.size);
  operators.forEach((charge, column) => {
    for (const [residue, strings] of residuesBySite(charge, period, point, work).entries()) {
      for (const [word, value] of strings) {
        if (!columns[residue]!.has(word)) reject(`charge ${column + 1} does not fit into two cells`);
        enterColumn(coordinates, freeNumbers, column, [[stringAt(residue, word), value]]);
      }
    }
  });
  if (!eliminateSquare(coordinates, operators.length, point.prime, work)) reject('the charges are not independent');
}

/** For every residue of a site modulo the period, the words from there that touch at most two cells wherever they are. */
function listColumns(period: number, cells: Cells & { readonly letters: SiteLetters }, work: Work): Set<string>[] {
  const { sites } = cells;
  return Array.from({ length: period }, (_, residue) => {
    let longest = 2 * sites;
    for (let site = residue; site < sites * cells.period; site += period)
      longest = Math.min(longest, 2 * sites - siteInCell(site, cells));
    const words = new Set<string>();
    let all = [''];
    for (let length = 1; length <= longest; length++) {
      spend(work, 40 * all.length);
      all = all
        .flatMap((s) => [...`I${cells.letters.traceless}`].map((letter) => s + letter))
        .filter((s) => !s.startsWith('I'));
      for (const word of all) if (!word.endsWith('I')) words.add(word);
    }
    return words;
  });
}

/** The words of a periodic sum that are at the sites of each residue, modulo the prime. */
function residuesBySite(
  a: ExclusionOperator,
  period: number,
  point: ResiduePoint,
  work: Work,
): ReadonlyMap<string, number>[] {
  return Array.from({ length: period }, (_, residue) => {
    const terms = [...a.values()].flatMap(({ word, place, coefficient }) => {
      const isMinus = place.kind === 'chain' && place.sign === -1 && residue % 2 === 1;
      const times = constantPolynomial(rational(isMinus ? -1 : 1));
      const local: ExclusionOperator = new Map([['', { word, place: { kind: 'local', site: 0 }, coefficient }]]);
      return [...combination([{ times, of: local }], work).values()];
    });
    // Words that are only at other sites cancel exactly, and not just modulo the prime.
    const here = [...collectTerms(terms, work).values()];
    return new Map(here.map(({ word, coefficient }) => [word, residueOf(coefficient, point, work)]));
  });
}

/** −(i/2) [Σ_j w_j, H] over the j of a residue, as entries by residue and word. */
function commutatorColumn(
  { word, residue, period }: { readonly word: string; readonly residue: number; readonly period: number },
  values: readonly ReadonlyMap<string, number>[],
  { letters, prime: p }: { readonly letters: SiteLetters; readonly prime: number },
  work: Work,
): Map<string, number> {
  const whole = values.length;
  const column = new Map<string, number>();
  for (let site = residue; site < whole; site += period) {
    for (let s = 1 - 2 * exclusionLimits.cellSites; s < word.length; s++) {
      for (const [other, value] of values[(((site + s) % whole) + whole) % whole]!) {
        spend(work, 20 + 10 * (word.length + other.length));
        if (s <= -other.length || value === 0) continue;
        const start = Math.min(0, s);
        const end = Math.max(word.length, s + other.length);
        const window = (w: string, at: number): string => 'I'.repeat(at - start) + w.padEnd(end - at, 'I');
        for (const [out, factor] of letters.bracket(window(word, 0), window(other, s), p, work)) {
          const blank = /^I*/u.exec(out)![0].length;
          const key = stringAt(
            (((site + start + blank) % whole) + whole) % whole,
            out.slice(blank).replace(/I+$/u, ''),
          );
          column.set(key, ((column.get(key) ?? 0) + factor * value) % p);
        }
      }
    }
  }
  return column;
}
