import { type Operator, commutator, isZeroOperator, operatorRange, squaredNorm } from '../spin/index.js';
import { DiagnosticError, limit } from '../text/index.js';
import { type CellBoost, findCellBoost } from './cell-boost.js';
import { type ChargesOfCells, chargesOfCells } from './cell-search.js';
import type { Charge, ChargeOptions, Nothing, UnitCell } from './charge.js';
import { combinationOf } from './combination.js';
import { type Split, splittings } from './density.js';
import { cellRange, cellSize, operatorPeriod, periodicStrings } from './unit-cell.js';

/**
 * The charges C_2, C_3, … of a chain with a unit cell: by the boost of cells, [O_b, C_i], as long as that gives
 * conserved operators, and then by a search among all strings. There C_k is the new charge of k cells; if there are
 * several, each is one `branch` of C_k, and if there is none, there is no C_k.
 *
 * @param split  of H
 * @diagnostic `too-many-words`, `search-too-wide`, `interrupted`
 */
export function periodicCharges(
  hamiltonian: Operator,
  split: Split,
  { upto, maxWords }: ChargeOptions,
): { readonly cell: UnitCell; readonly charges: Generator<Charge, void, undefined> } {
  const { boosted } = split;
  const unit = unitOf(hamiltonian, boosted);
  const boost = findBoostOf(hamiltonian, split);
  const searched: ChargesOfCells[] = [];
  const cell: UnitCell = { ...unit, boost, searched };
  return { cell, charges: sequence({ hamiltonian, boosted, cell, searched, upto, maxWords }) };
}

function unitOf(hamiltonian: Operator, boosted: Operator): { readonly period: number; readonly size: number } {
  const period = operatorPeriod(hamiltonian);
  return { period, size: cellSize(boosted, period) };
}

/** The boost of a chain with a unit cell, if there is one of the form of `findCellBoost`. */
export function findBoostOf(
  hamiltonian: Operator,
  { boosted }: Split = splittings(hamiltonian)[0]!,
): CellBoost | undefined {
  const unit = unitOf(hamiltonian, boosted);
  return findCellBoost({ boosted, full: hamiltonian }, unit.period, () =>
    chargesUpToRange(hamiltonian, unit).filter((q) => combinationOf(q, [boosted]) === undefined),
  );
}

/** The charges of at most two cells. */
function chargesUpToRange(hamiltonian: Operator, unit: { readonly period: number; readonly size: number }): Operator[] {
  try {
    return [1, 2].flatMap((cells) => chargesOfCells(hamiltonian, unit, cells).charges);
  } catch (error) {
    // Without them there are fewer ways to repair a boost.
    if (
      !(error instanceof DiagnosticError) ||
      error.diagnostic.kind !== 'limit' ||
      error.diagnostic.code === 'interrupted'
    )
      throw error;
    return [];
  }
}

interface Question {
  readonly hamiltonian: Operator;
  readonly boosted: Operator;
  readonly cell: UnitCell;
  readonly searched: ChargesOfCells[];
  readonly upto: number;
  readonly maxWords: number | undefined;
}

function* sequence({
  hamiltonian,
  boosted,
  cell,
  searched,
  upto,
  maxWords = Number.POSITIVE_INFINITY,
}: Question): Generator<Charge, void, undefined> {
  const before: { index: number; operator: Operator }[] = [];
  let last: Operator | undefined = boosted;
  for (let index = 2; index <= upto; index++) {
    if (index > 2) last = last && cell.boost && commutator(cell.boost.operator, last);
    if (last) {
      if (last.terms.length > maxWords) tooManyWords(index, maxWords);
      const nothing = nothingIn(last, before);
      const commutes = index === 2 || isZeroOperator(commutator(hamiltonian, last));
      if (commutes) {
        yield chargeOf(last, { index, cell, by: index === 2 ? 'definition' : 'boost', ...(nothing && { nothing }) });
        if (!nothing) before.push({ index, operator: last });
        continue;
      }
      // A boost that does not give a conserved operator any more says nothing; the search does.
      last = undefined;
    }
    const found = chargesOfCells(hamiltonian, cell, index);
    searched.push(found);
    // A charge of the boost may have as many cells already.
    const known = before.filter(({ operator }) => cellRange(operator, cell) >= index).map(({ operator }) => operator);
    const fresh =
      known.length === 0 ? found.charges : found.charges.filter((q) => combinationOf(q, known) === undefined);
    for (const [k, operator] of fresh.entries()) {
      yield chargeOf(operator, { index, cell, by: 'search', ...(found.count > 1 && { branch: k + 1 }) });
      before.push({ index, operator });
    }
  }
}

function tooManyWords(index: number, maxWords: number): never {
  return limit('too-many-words', `C_${index} has more than ${maxWords} strings`, {
    hint: 'ask for fewer charges, or raise --max-words',
  });
}

/** Is a charge zero, or a combination of the earlier ones? */
function nothingIn(
  charge: Operator,
  before: readonly { readonly index: number; readonly operator: Operator }[],
): Nothing | undefined {
  if (isZeroOperator(charge)) return { of: [] };
  const found = combinationOf(
    charge,
    before.map(({ operator }) => operator),
  );
  return found && { of: found.map((k) => before[k]!.index) };
}

function chargeOf(
  operator: Operator,
  {
    index,
    cell,
    ...rest
  }: {
    readonly index: number;
    readonly cell: UnitCell;
    readonly by: 'definition' | 'boost' | 'search';
    readonly branch?: number;
    readonly nothing?: Nothing;
  },
): Charge {
  const strings = periodicStrings(operator, cell.period);
  return {
    index,
    ...rest,
    words: strings.reduce((n, { values }) => n + values.filter(({ terms }) => terms.length > 0).length, 0),
    range: operatorRange(operator),
    cells: cellRange(operator, cell),
    commutes: true,
    cancelled: 0,
    operator: () => operator,
    squaredNorm: () => squaredNorm(operator),
  };
}
