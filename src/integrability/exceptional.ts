import {
  type Coefficient,
  type Equation,
  FractionTooLong,
  eliminate,
  fromGaussian,
  fromSymbol,
  gaussian,
  isZeroCoefficient,
  parameterSymbol,
  reducedRing,
  substituteCoefficient,
  symbolsOf,
  zeroCoefficient,
} from '../exact/index.js';
import { type Coupling, allZerosOf, distinctFactors, zerosOf } from '../perturbation/index.js';
import {
  type Operator,
  isZeroOperator,
  scaleOperator,
  substituteOperator,
  sumOperators,
  termLabel,
} from '../spin/index.js';
import { DiagnosticError, checkInterrupt, withinSeconds } from '../text/index.js';
import type { CellChain } from './cell-algebra.js';
import type { ChainAlgebra, ExactCells } from './chain-algebra.js';
import { type ExactTop, exactTops } from './exact-tops.js';
import { pauliChain } from './pauli-chain.js';
import type { IntegrabilityVerdict } from './kinds.js';
import { isExcluded, theoremOf, verdictAndTheorem } from './verdict.js';

/** Special couplings, at which the verdict is another one. */
export interface ExceptionalCouplings {
  /** values of couplings in terms of the others, which are generic */
  readonly where: readonly Coupling[];
  readonly verdict: IntegrabilityVerdict;
}

/** All special couplings that were found. */
export interface Exceptions {
  readonly list: readonly ExceptionalCouplings[];
  /** whether the verdict is that of generic couplings everywhere else */
  readonly complete: boolean;
}

/** A set of couplings whose verdict is asked for. */
interface Stratum {
  readonly hamiltonian: Operator;
  readonly where: readonly Coupling[];
  /** the polynomials that vanish there */
  readonly conditions: readonly Coefficient[];
}

/** Most couplings that are fixed one after another. */
const deepest = 3;

/**
 * The couplings at which a chain that Theorem A decides for generic couplings has another verdict.
 *
 * The ranks of Theorem A are those of generic couplings wherever no pivot of an exact elimination vanishes. So the factors
 * of the pivots are set to zero one after another, and the verdict is asked for again there, until it is not that of
 * Theorem A any more.
 *
 * @param seconds  time after which the search ends; the list is then not complete
 */
export function exceptionalCouplings(hamiltonian: Operator, seconds: number, algebra = pauliChain): Exceptions {
  const list: ExceptionalCouplings[] = [];
  const complete = withinSeconds(seconds, () => searchExceptions(hamiltonian, algebra, list));
  return { list, complete: complete ?? false };
}

/** Adds special couplings to a list as they are found; the result is whether the search was complete. */
function searchExceptions(hamiltonian: Operator, algebra: ChainAlgebra, list: ExceptionalCouplings[]): boolean {
  const seen = new Set<string>();
  let complete = true;
  const known: Stratum[] = [];
  let open: Stratum[] = [{ hamiltonian, where: [], conditions: [] }];
  for (let depth = 0; depth < deepest && open.length > 0; depth++) {
    const next: Stratum[] = [];
    for (const stratum of open) {
      checkInterrupt();
      // Without couplings there are no special ones.
      if (parametersIn(stratum.hamiltonian) === 0) continue;
      const conditions = conditionsOf(stratum.hamiltonian, algebra);
      if (!conditions) {
        complete = false;
        continue;
      }
      complete &&= conditions.complete;
      for (const factor of conditions.factors) {
        const zeros = allZerosOf(factor);
        if (zeros === 'never') continue;
        if (!zeros || zeros.some((at) => hasDivisor(at, conditions.factors))) complete = false;
        for (const [k, at] of (zeros ?? []).entries()) {
          // Another zero of the same factor is another stratum.
          const there = substituted(stratum, at, zeros!.length === 1 ? factor : differenceOf(at[0]!));
          if (!there || isZeroOperator(there.hamiltonian)) continue;
          // The Hamiltonian may be the same at both zeros.
          const key = `${k} ${stratumKey(there)}`;
          if (seen.has(key) || known.some((other) => isWithin(there, other))) continue;
          seen.add(key);
          if (isExcluded(there.hamiltonian, algebra)) {
            next.push(there);
            continue;
          }
          const { verdict } = verdictAndTheorem(there.hamiltonian, algebra, 'first');
          known.push(there);
          list.push({ where: there.where, verdict });
        }
      }
    }
    open = next.filter((stratum) => !known.some((other) => isWithin(stratum, other)));
  }
  // Strata that are still open have no further conditions, or were not examined.
  return complete && open.every(({ hamiltonian: h }) => parametersIn(h) === 0);
}

/** The polynomial that vanishes where a coupling has its value. */
const differenceOf = ({ name, value }: Coupling): Coefficient =>
  reducedRing.subtract(fromSymbol(parameterSymbol(name, 'real')), value);

/** The terms of a stratum as a text, which are the same where two ways lead to the same couplings. */
const stratumKey = ({ hamiltonian }: Stratum): string =>
  hamiltonian.terms
    .map(
      (t) =>
        `${termLabel(t)} ${JSON.stringify(t.coefficient.terms.map((c) => [c.monomial.id, String(c.value.re), String(c.value.im), String(c.value.den)]))}`,
    )
    .join(';');

const parametersIn = ({ terms }: Operator): number =>
  new Set(terms.flatMap((t) => [...symbolsOf(t.coefficient)].filter((s) => s.kind !== 'prime').map((s) => s.name)))
    .size;

/** Is a coupling divided by that may itself vanish without being a condition of its own? */
function hasDivisor(at: readonly Coupling[], conditions: readonly Coefficient[]): boolean {
  return at.some(({ value }) =>
    value.terms.some(({ monomial }) =>
      monomial.factors.some(
        ({ symbol, doubled }) =>
          doubled < 0 &&
          symbol.kind !== 'prime' &&
          !conditions.some(
            (c) => c.terms.length === 1 && c.terms[0]!.monomial.factors.some((f) => f.symbol === symbol),
          ),
      ),
    ),
  );
}

function substituted(
  { hamiltonian, where, conditions }: Stratum,
  at: readonly Coupling[],
  factor: Coefficient,
): Stratum | undefined {
  const values = new Map(at.map(({ name, value }) => [name, value]));
  try {
    const earlier = where.map((c) => ({ ...c, value: substituteCoefficient(c.value, values) }));
    return {
      hamiltonian: substituteOperator(hamiltonian, values),
      where: [...earlier, ...at],
      conditions: [...conditions, factor],
    };
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.diagnostic.code === 'interrupted') throw error;
    return undefined;
  }
}

/** Do the values of a stratum fulfil all conditions of an exception that is known? */
function isWithin({ where }: Stratum, { conditions }: Stratum): boolean {
  const values = new Map(where.map(({ name, value }) => [name, value]));
  return conditions.every((f) => {
    try {
      return isZeroCoefficient(substituteCoefficient(f, values));
    } catch (error) {
      if (!(error instanceof DiagnosticError) || error.diagnostic.code === 'interrupted') throw error;
      return false;
    }
  });
}

/** Polynomials of which one vanishes wherever a rank of Theorem A is not that of generic couplings. */
interface Conditions {
  readonly factors: readonly Coefficient[];
  /** whether they are all */
  readonly complete: boolean;
}

function conditionsOf(hamiltonian: Operator, algebra: ChainAlgebra): Conditions | undefined {
  const period = algebra.periodOf(hamiltonian);
  const cells = algebra.cellsOf(hamiltonian, period);
  const theorem = cells && theoremOf(hamiltonian, cells, algebra);
  if (!cells || !theorem) return undefined;
  const parts: Parts = { ...algebra.exactCells(hamiltonian, period, cells), algebra };
  try {
    const pivots = [...kernelPivots(parts, cells), ...rankPivots(parts, cells)];
    if (theorem.dimension === 1) return { factors: factorsIn(pivots), complete: true };
    // The pencil of larger cells has too many unknowns over the couplings.
    const tops =
      algebra === pauliChain && cells.size === 1 && theorem.tops
        ? exactTops(algebra, hamiltonian, period, cells, theorem.tops)
        : [];
    if (tops.length === 0 || tops.length !== theorem.dimension) return { factors: factorsIn(pivots), complete: false };
    const pencil = factorsIn([...pivots, ...tops.flatMap((t) => t.pivots), ...pencilPivots(parts, cells, tops)]);
    const ofLength = (f: Coefficient): boolean => [...symbolsOf(f)].some((s) => s === lengthSymbol);
    const alone = pencil.filter((f) => ofLength(f) && symbolsOf(f).size === 1);
    const mixed = pencil.filter((f) => ofLength(f) && symbolsOf(f).size > 1);
    const hasLongRoot = alone.some((f) => longRoots(f));
    return { factors: pencil.filter((f) => !ofLength(f)), complete: mixed.length === 0 && !hasLongRoot };
  } catch (error) {
    if (error instanceof FractionTooLong) return undefined;
    throw error;
  }
}

const factorsIn = (pivots: readonly Coefficient[]): Coefficient[] =>
  distinctFactors(pivots.filter((c) => symbolsOf(c).size > 0));

/** The length k of a charge as a symbol, under a name that no program can give. */
const lengthSymbol = parameterSymbol('length k', 'real');
const lengthK = fromSymbol(lengthSymbol);

/** May a polynomial in k alone vanish at some k ≥ 4? */
function longRoots(f: Coefficient): boolean {
  const at = zerosOf(f);
  if (at === 'never') return false;
  const root = at?.[0]?.value.terms[0];
  if (!at || (root && (root.monomial.factors.length > 0 || typeof root.value.re !== 'number'))) return true;
  return root !== undefined && Number(root.value.re) / Number(root.value.den) >= 4;
}

const minusI = fromGaussian(gaussian(0, -1));

type Rows = Map<string, { entries: Map<number, Coefficient>; right: Coefficient }>;

/** The parts of H with the algebra of its cells. */
interface Parts extends ExactCells {
  readonly algebra: ChainAlgebra;
}

/** Enters an operator in a column, or on the right side, of the equations of a bond. */
function enter({ algebra }: Parts, rows: Rows, at: number, operator: Operator, column: number | 'right'): void {
  for (const [name, coefficient] of algebra.entries(operator)) {
    const label = `${at} ${name}`;
    let row = rows.get(label);
    if (!row) rows.set(label, (row = { entries: new Map(), right: zeroCoefficient }));
    if (column === 'right') row.right = coefficient;
    else {
      const before = row.entries.get(column);
      const sum = before ? sumOf(before, coefficient) : coefficient;
      if (isZeroCoefficient(sum)) row.entries.delete(column);
      else row.entries.set(column, sum);
    }
  }
}

const sumOf = (a: Coefficient, b: Coefficient): Coefficient =>
  reducedRing.subtract(a, reducedRing.subtract(zeroCoefficient, b));

const string = ({ algebra }: Parts, key: number, sites: number, at: number): Operator =>
  scaleOperator(algebra.word(key, sites, at), minusI);

/** The pivots of a ↦ [a ⊗ 1, h_j] and a ↦ [1 ⊗ a, h_j]. */
function kernelPivots(parts: Parts, { size }: CellChain): Coefficient[] {
  const { algebra } = parts;
  const keys = algebra.cells.stringsOnEnds(1, size);
  return parts.bonds.flatMap((bond) =>
    [0, size].flatMap((at) => {
      const rows: Rows = new Map();
      keys.forEach((key, column) =>
        enter(parts, rows, 0, algebra.commutator(string(parts, key, size, at), bond), column),
      );
      return [...eliminate(equationsOf(rows), reducedRing).pivots];
    }),
  );
}

const equationsOf = (rows: Rows): Equation<Coefficient>[] => [...rows.values()];

/** Enters the columns of M_n. */
function enterColumns(rows: Rows, parts: Parts, { size, period }: CellChain, cells: number): number {
  const { algebra, bonds } = parts;
  const keys = algebra.cells.stringsOnEnds(cells - 1, size);
  const sites = (cells - 1) * size;
  for (let bond = 0; bond < period; bond++) {
    const before = (bond + period - 1) % period;
    keys.forEach((key, k) => {
      const column = bond * keys.length + k;
      const next = algebra.shifted(bonds[(bond + cells - 2) % period]!, (cells - 2) * size);
      enter(parts, rows, bond, algebra.commutator(string(parts, key, sites, 0), next), column);
      enter(parts, rows, before, algebra.commutator(string(parts, key, sites, size), bonds[before]!), column);
    });
  }
  return period * keys.length;
}

const bracketOf = ({ algebra }: Parts, a: Operator, b: Operator): Operator =>
  scaleOperator(algebra.commutator(a, b), minusI);

/** r3_j = [t_{j+1}, h_j] */
const thirdTop = (t: readonly Operator[], j: number, parts: Parts, { size, period }: CellChain): Operator =>
  bracketOf(parts, parts.algebra.shifted(t[(j + 1) % period]!, size), parts.bonds[j]!);

/** Y3(t)_j = [r3_j, h_j + h_{j+1} + b_j + b_{j+1} + b_{j+2}]^0 */
function thirdEnd(t: readonly Operator[], j: number, parts: Parts, cells: CellChain): Operator {
  const { size, period } = cells;
  const { shifted, ends } = parts.algebra;
  const others = sumOperators([
    ...[0, 1].map((n) => shifted(parts.bonds[(j + n) % period]!, n * size)),
    ...[0, 1, 2].map((n) => shifted(parts.onCells[(j + n) % period]!, n * size)),
  ]);
  return ends(bracketOf(parts, thirdTop(t, j, parts, cells), others), 3, size);
}

/** The pivots of M_3, and those of M_3 with Y_3(h), with what is left of Y_3 outside. */
function rankPivots(parts: Parts, cells: CellChain): Coefficient[] {
  const plain: Rows = new Map();
  enterColumns(plain, parts, cells, 3);
  const alone = eliminate(equationsOf(plain), reducedRing);
  const rows: Rows = new Map();
  enterColumns(rows, parts, cells, 3);
  for (let bond = 0; bond < cells.period; bond++)
    enter(parts, rows, bond, thirdEnd(parts.bonds, bond, parts, cells), 'right');
  const both = eliminate(equationsOf(rows), reducedRing);
  return [...alone.pivots, ...both.pivots, ...(both.kind === 'contradiction' ? [both.rest] : [])];
}

/** The pivots of [M_3 | Y_3(t)] and of [M_4 | K + (k − 3) D + (k − 2) O] for a basis of T_2, with k as a symbol. */
function pencilPivots(parts: Parts, cells: CellChain, tops: readonly ExactTop[]): Coefficient[] {
  const { size, period } = cells;
  const { shifted, ends } = parts.algebra;
  const third: Rows = new Map();
  const own = enterColumns(third, parts, cells, 3);
  const fourth: Rows = new Map();
  const ownFourth = enterColumns(fourth, parts, cells, 4);
  const times = (o: Operator, c: Coefficient): Operator => scaleOperator(o, c);
  const minus = (n: number): Coefficient => reducedRing.subtract(lengthK, fromGaussian(gaussian(n)));
  tops.forEach(({ bonds: t }, a) => {
    for (let j = 0; j < period; j++) {
      enter(parts, third, j, thirdEnd(t, j, parts, cells), own + a);
      const r4 = bracketOf(parts, shifted(thirdTop(t, (j + 1) % period, parts, cells), size), parts.bonds[j]!);
      const bond = (n: number): Operator => shifted(parts.bonds[(j + n) % period]!, n * size);
      const onCell = (n: number): Operator => shifted(parts.onCells[(j + n) % period]!, n * size);
      const sum = sumOperators([
        bracketOf(parts, r4, sumOperators([bond(0), bond(2), onCell(0), onCell(3)])),
        times(bracketOf(parts, r4, bond(1)), minus(3)),
        times(bracketOf(parts, r4, onCell(1)), minus(2)),
      ]);
      enter(parts, fourth, j, ends(sum, 4, size), ownFourth + a);
    }
  });
  return [third, fourth].flatMap((rows) => [...eliminate(equationsOf(rows), reducedRing).pivots]);
}
