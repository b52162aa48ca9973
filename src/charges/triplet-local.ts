import { ModularEchelon, type ModularPoint, type ModularVector, kernelModulo, oneCoefficient } from '../exact/index.js';
import { type Operator, residueWeight, sumOperators, uniformWeight } from '../spin/index.js';
import {
  ModularSiteTable,
  type SiteWord,
  keyOfLetters,
  movedKey,
  periodicSiteWords,
  siteDimension,
  sitePeriod,
  siteTerms,
  tripletCommutator,
  weightedWord,
} from '../triplet/index.js';
import { checkInterrupt, limit, refuse } from '../text/index.js';
import { checkChainSum } from './density.js';
import type { LocalCharge, LocalCharges, LocalChargesOptions } from './local-charges.js';
import { type SearchAlgebra, exhibited, pointFor } from './local-solutions.js';
import { tripletChargesOneByOne, tripletEntries } from './triplet-charges.js';

/** Largest number of unknowns of a search. */
const mostWords = 60_000;

/** Words of up to n sites that begin at a site. */
const wordsUpTo = (n: number): number => (n < 1 ? 0 : (siteDimension - 1) * siteDimension ** (n - 1));

/** A column of a search: Σ_{j ≡ residue} of a word. */
interface Column {
  readonly letters: SiteWord;
  readonly residue: number;
}

/**
 * Every periodic sum of local operators of up to `range` sites that commutes with a chain of spins 1, as `localCharges` finds
 * it for spins 1/2: the solutions of [H, Σ_w x_w w] = 0 over all words of the nine operators of a site.
 *
 * @diagnostic as `localCharges`
 * @cost       8 · 9^(range − 1) · period unknowns
 */
export function tripletLocalCharges(hamiltonian: Operator, { range, period }: LocalChargesOptions): LocalCharges {
  checkChainSum(hamiltonian);
  const least = sitePeriod(hamiltonian);
  const along = period ?? least;
  if (along % least !== 0)
    refuse('period-too-short', `the Hamiltonian has period ${least}, so [H, Q] mixes the sites of a cell`, {
      hint: `--period ${least}`,
    });
  const columns = columnsOf(range, along);
  const point = pointFor(hamiltonian);
  const order = (column: number): number => column - columns[column]!.letters.length * columns.length;
  const kernel = new ModularEchelon(point.prime, order);
  for (const vector of kernelModulo(equationsModulo(hamiltonian, columns, along, point), columns.length, point.prime))
    kernel.add(vector);
  const candidates = [...kernel.vectors].map(([pivot, vector]) => ({
    pivot,
    vector,
    length: columns[pivot]!.letters.length,
  }));
  const numberOf = new Map(columns.map((c, k) => [`${c.letters.join('')} ${c.residue}`, k]));
  const vectorOf = (a: Operator): ModularVector =>
    new Map(
      tripletEntries(a, along).flatMap(([label, c]): [number, number][] => {
        const value = point.value(c);
        return value === 0 ? [] : [[numberOf.get(label)!, value]];
      }),
    );
  const found = new ModularEchelon(point.prime, order);
  const charges: LocalCharge[] = [];
  const known = knownCharges(hamiltonian, range);
  let complete = true;
  for (let n = 1; n <= range; n++) {
    for (const charge of known.filter((c) => c.range === n))
      if (found.add(vectorOf(charge.operator()))) charges.push(charge);
    const here = candidates.filter((c) => c.length === n).sort((a, b) => a.vector.size - b.vector.size);
    for (const { pivot, vector } of here) {
      if (!found.add(vector)) continue;
      const operator = exhibited(hamiltonian, { pivot, vector }, tripletAlgebra(columns, along));
      if (operator) charges.push({ range: n, operator: () => operator });
      else complete = false;
    }
  }
  return {
    range,
    period: along,
    nullities: Array.from({ length: range }, (_, n) => candidates.filter((c) => c.length <= n + 1).length),
    charges,
    complete,
  };
}

/** @diagnostic `search-too-wide` */
function columnsOf(range: number, period: number): Column[] {
  const count = wordsUpTo(range) * period;
  if (count > mostWords)
    limit(
      'search-too-wide',
      `there are ${count} words of up to ${range} ${range === 1 ? 'site' : 'sites'} of spins 1; a search takes up to ${mostWords}`,
      { hint: `--range ${Math.floor(Math.log(mostWords / 8 / period) / Math.log(siteDimension)) + 1}` },
    );
  const columns: Column[] = [];
  for (let n = 1; n <= range; n++) {
    for (let k = 0; k < siteDimension ** n; k++) {
      const letters = Array.from({ length: n }, (_, site) => Math.floor(k / siteDimension ** site) % siteDimension);
      if (letters[0] === 0 || letters[n - 1] === 0) continue;
      for (let residue = 0; residue < period; residue++) columns.push({ letters, residue });
    }
  }
  return columns;
}

/** The rows of −(i/2)[Q, H] = 0 at a point. */
function equationsModulo(
  hamiltonian: Operator,
  columns: readonly Column[],
  period: number,
  point: ModularPoint,
): Map<number, number>[] {
  const { prime } = point;
  const table = new ModularSiteTable(prime);
  const bonds = periodicSiteWords(hamiltonian, period)
    .filter(({ letters }) => letters.length > 0)
    .map(({ letters, values }) => ({
      length: letters.length,
      key: keyOfLetters(letters),
      values: values.map((c) => point.value(c)),
    }));
  const rows = new Map<number, Map<number, number>>();
  columns.forEach(({ letters, residue }, column) => {
    if ((column & 255) === 0) checkInterrupt();
    const own = keyOfLetters(letters);
    for (const bond of bonds) {
      for (let shift = 1 - bond.length; shift < letters.length; shift++) {
        const value = bond.values[(((residue + shift) % period) + period) % period]!;
        if (value === 0) continue;
        const before = Math.max(0, -shift);
        table.bracket(movedKey(own, before), movedKey(bond.key, Math.max(0, shift)), (key, part) => {
          let [first, rest] = [residue - before, key];
          while ((rest & 15) === 0) {
            rest >>>= 4;
            first += 1;
          }
          const label = rest * period + (((first % period) + period) % period);
          let row = rows.get(label);
          if (!row) rows.set(label, (row = new Map()));
          const sum = ((row.get(column) ?? 0) + value * part) % prime;
          if (sum === 0) row.delete(column);
          else row.set(column, sum);
        });
      }
    }
  });
  return [...rows.values()].filter((row) => row.size > 0);
}

const columnOperator = ({ letters, residue }: Column, period: number): Operator =>
  weightedWord(letters, period === 1 ? uniformWeight : residueWeight(period, residue), oneCoefficient);

/** The commutators of words on spins 1, for the charge of a solution modulo the prime. */
const tripletAlgebra = (columns: readonly Column[], period: number): SearchAlgebra => ({
  commutator: tripletCommutator,
  operatorOf: (column) => columnOperator(columns[column]!, period),
  entries: (operator) => tripletEntries(operator, period),
  written: (operator) => siteTerms(operator).map((t) => t.coefficient),
});

/** H, and the charges of the boost if it gives any, without the identity. */
function knownCharges(hamiltonian: Operator, range: number): LocalCharge[] {
  const found: LocalCharge[] = [];
  if (sitePeriod(hamiltonian) === 1) {
    for (const charge of tripletChargesOneByOne(hamiltonian, { upto: Math.max(2, range) }).charges) {
      if (!charge.commutes || charge.nothing || charge.range > range) break;
      found.push({ range: charge.range, index: charge.index, operator: () => charge.operator() });
    }
  }
  if (found.length === 0) {
    const words = siteTerms(hamiltonian).filter(({ letters }) => letters.length > 0);
    found.push({
      range: words.reduce((n, { letters }) => Math.max(n, letters.length), 0),
      operator: () =>
        sumOperators(words.map(({ letters, weight, coefficient }) => weightedWord(letters, weight, coefficient))),
    });
  }
  return found.filter((c) => c.range <= range);
}
