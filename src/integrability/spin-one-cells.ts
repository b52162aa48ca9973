import type { ModularPoint } from '../exact/index.js';
import type { Operator } from '../spin/index.js';
import {
  ModularSiteTable,
  keyOfLetters,
  movedKey,
  periodicSiteWords,
  siteDimension,
  siteRange,
  siteTerms,
} from '../triplet/index.js';
import type { CellAlgebra, CellChain, CellHamiltonian } from './cell-algebra.js';

const tables = new Map<number, ModularSiteTable>();

function tableOf(prime: number): ModularSiteTable {
  let table = tables.get(prime);
  if (!table) tables.set(prime, (table = new ModularSiteTable(prime)));
  return table;
}

/** Bits of a letter of a key. */
const site = 2 ** 4;

/** The operators of neighbouring sites of spins 1, with words of the nine operators of a site. A cell is one site. */
export const siteAlgebra: CellAlgebra = {
  bracket: (a, atA, b, atB, prime, into = new Map<number, number>()) => {
    const table = tableOf(prime);
    for (const [p, u] of a) {
      const left = movedKey(p, atA);
      for (const [q, v] of b) {
        const product = (u * v) % prime;
        table.bracket(left, movedKey(q, atB), (key, value) => {
          const sum = ((into.get(key) ?? 0) + value * product) % prime;
          if (sum === 0) into.delete(key);
          else into.set(key, sum);
        });
      }
    }
    return into;
  },
  onBothEnds: (a, cells) => new Map([...a].filter(([key]) => key % site !== 0 && key >= site ** (cells - 1))),
  stringsOnEnds: (cells) => {
    const keys: number[] = [];
    for (let k = 0; k < siteDimension ** cells; k++) {
      const letters = Array.from({ length: cells }, (_, n) => Math.floor(k / siteDimension ** n) % siteDimension);
      if (letters[0] !== 0 && letters[cells - 1] !== 0) keys.push(keyOfLetters(letters));
    }
    return keys;
  },
};

/** The cells of a chain of spins 1, its sites; undefined for terms of more than two sites. */
export function siteCellsOf(hamiltonian: Operator, period: number): CellChain | undefined {
  return siteRange(siteTerms(hamiltonian)) <= 2 ? { size: 1, first: 0, period } : undefined;
}

/** The parts of H by sites, at a point modulo a prime. */
export function siteCellHamiltonian(hamiltonian: Operator, cells: CellChain, point: ModularPoint): CellHamiltonian {
  const { period } = cells;
  const bonds = Array.from({ length: period }, () => new Map<number, number>());
  const onCells = Array.from({ length: period }, () => new Map<number, number>());
  for (const { letters, values } of periodicSiteWords(hamiltonian, period)) {
    if (letters.length === 0) continue;
    values.forEach((c, r) => {
      const value = point.value(c);
      if (value !== 0) (letters.length === 2 ? bonds : onCells)[r]!.set(keyOfLetters(letters), value);
    });
  }
  return { ...cells, algebra: siteAlgebra, prime: point.prime, bonds, onCells };
}
