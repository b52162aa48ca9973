import { fromPeriodicStrings, operatorPeriod, periodicStrings } from '../../charges/index.js';
import { ModularPoint, kernelModulo, oneCoefficient, zeroCoefficient } from '../../exact/index.js';
import type { CellChain } from '../../integrability/index.js';
import {
  type Operator,
  commonPeriod,
  commutator,
  lettersOf,
  localWord,
  rangeOf,
  sumOperators,
  termLabel,
  wordFrom,
} from '../../spin/index.js';

/** Cells that a word touches if its first letter is at this site. */
export function cellsOfWord(site: number, sites: number, { size, first }: CellChain): number {
  const inCell = (((site - first) % size) + size) % size;
  return Math.floor((inCell + sites - 1) / size) + 1;
}

/**
 * Does an operator on one cell commute with the part of H on both cells of a bond, on the left or on the right? Every
 * word of a cell is tried, with the commutator of operators.
 */
export function hasEndKernel(hamiltonian: Operator, cells: CellChain): boolean {
  const { size, first, period } = cells;
  const whole = commonPeriod(size * period, operatorPeriod(hamiltonian));
  const point = ModularPoint.of(hamiltonian.terms.map((t) => t.coefficient))!;
  for (let left = first; left < first + whole; left += size) {
    const parts = Array.from({ length: size }, (_, k) => left + k).flatMap((site) =>
      periodicStrings(hamiltonian, whole)
        .filter(({ word }) => site + rangeOf(word) > left + size)
        .map(({ word, values }) => localWord(word, site, values[((site % whole) + whole) % whole]!)),
    );
    const bond = sumOperators(parts);
    for (const begin of [left, left + size]) {
      const rows = new Map<string, Map<number, number>>();
      let columns = 0;
      for (let site = begin; site < begin + size; site++) {
        for (const letters of words(begin + size - site)) {
          for (const term of commutator(localWord(wordFrom(letters).word, site, oneCoefficient), bond).terms)
            enter(rows, termLabel(term), columns, point.value(term.coefficient));
          columns += 1;
        }
      }
      if (kernelModulo([...rows.values()], columns, point.prime).length > 0) return true;
    }
  }
  return false;
}

function enter(rows: Map<string, Map<number, number>>, key: string, column: number, value: number): void {
  if (value === 0) return;
  const row = rows.get(key);
  if (row) row.set(column, value);
  else rows.set(key, new Map([[column, value]]));
}

/**
 * How many independent sums Q of words on two and three cells there are with [Q, H] no longer than two cells, beyond
 * those on two cells: none exactly if Theorem A excludes charges of three cells. All words are tried, with the
 * commutator of operators.
 */
export function shortCommutators(hamiltonian: Operator, cells: CellChain): number {
  return solutions(hamiltonian, cells, 3) - solutions(hamiltonian, cells, 2);
}

function solutions(hamiltonian: Operator, cells: CellChain, longest: number): number {
  const { size } = cells;
  const whole = commonPeriod(size * cells.period, operatorPeriod(hamiltonian));
  const point = ModularPoint.of(hamiltonian.terms.map((t) => t.coefficient))!;
  const rows = new Map<string, Map<number, number>>();
  let columns = 0;
  for (let residue = 0; residue < whole; residue++) {
    for (const letters of words(longest * size)) {
      const touched = cellsOfWord(residue, letters.length, cells);
      if (touched < 2 || touched > longest) continue;
      const values = Array.from({ length: whole }, (_, r) => (r === residue ? oneCoefficient : zeroCoefficient));
      const image = commutator(fromPeriodicStrings([{ word: wordFrom(letters).word, values }]), hamiltonian);
      for (const { word, values: entries } of periodicStrings(image, whole)) {
        entries.forEach((entry, r) => {
          const value = point.value(entry);
          if (cellsOfWord(r, rangeOf(word), cells) > 2) enter(rows, `${r} ${lettersOf(word)}`, columns, value);
        });
      }
      columns += 1;
    }
  }
  return kernelModulo([...rows.values()], columns, point.prime).length;
}

/** Words of up to so many sites that begin and end with a letter. */
function* words(longest: number): Generator<string> {
  let all = ['X', 'Y', 'Z'];
  for (let length = 1; length <= longest; length++) {
    for (const word of all) if (!word.endsWith('I')) yield word;
    all = all.flatMap((s) => ['I', 'X', 'Y', 'Z'].map((l) => s + l));
  }
}
