import { type Coefficient, fromGaussian, gaussian, zeroCoefficient } from '../exact/index.js';
import {
  type Operator,
  type Word,
  commonPeriod,
  commutator,
  isZeroOperator,
  scaleOperator,
  wordFrom,
} from '../spin/index.js';
import { byIndependentStrings, firstMoment, fromPeriodicStrings, operatorPeriod, siteMoment } from './unit-cell.js';

/** An extensive operator of a chain with its name: a conserved spin `Sz`, or a current. */
export interface Current {
  readonly name: string;
  readonly operator: Operator;
}

/** The positions of the terms of a density: those of the unit cells, or the centres of the strings. */
export interface CurrentOptions {
  readonly positions?: 'cells' | 'sites';
}

const minusI = fromGaussian(gaussian(0, -1));
const half = fromGaussian(gaussian(1, 0, 2));

/**
 * The current of a conserved Σ_j q_j by the continuity equation, summed over the chain.
 *
 *   J = −i [Σ_j x_j q_j, H]
 *
 * The position x_j of a term is the mean of the unit cells of its first and its last site; without a unit cell it is its
 * centre. The density is ambiguous, and the current then changes by [H, …], whose mean is zero in every stationary state
 * of H.
 *
 * The cells are those of H and of the charge together.
 *
 * @param charge  [H, Σ_j q_j] = 0, periodic
 */
export function currentOfCharge(
  hamiltonian: Operator,
  charge: Operator,
  { positions = 'cells' }: CurrentOptions = {},
): Operator {
  const period = commonPeriod(operatorPeriod(hamiltonian), operatorPeriod(charge));
  return commutator(
    scaleOperator(positions === 'cells' ? firstMoment(charge, period) : siteMoment(charge, period), minusI),
    hamiltonian,
  );
}

/**
 * The heat current, and the currents of the spins that H0 conserves, summed over the chain.
 *
 *   J_H = [−i Σ_j x_j h_j, H0]           with the field included in the density: chain (16), (17)
 *   J_S = −i [Σ_j x_j S^z_j, H0]         the sign of chain (18)
 *
 * Both follow from the continuity equation; see `currentOfCharge`. If H0 has a unit cell, spins of some of its sites may
 * be conserved separately, such as those of the legs of a ladder. Then their currents follow that of the total spin.
 *
 * Spins of parts of the cell whose total is not conserved have currents of their own.
 *
 * @param spins  conserved spins: `Sz`, `Sx`, `Sy`, and those of parts of the cell, `Sz of the sites 3j`
 * @implements chain (16) for the current
 * @implements chain (17)
 * @implements chain (18) for the current
 */
export function currentsOf(hamiltonian: Operator, spins: readonly Current[], options: CurrentOptions = {}): Current[] {
  const axes = ['z', 'x', 'y'].filter((axis) => spins.some(({ name }) => name === `S${axis}`));
  const ofSpins = axes.flatMap((axis): Current[] => {
    const title = axis === 'z' ? 'spin' : `spin ${axis}`;
    const total = spins.find(({ name }) => name === `S${axis}`)!;
    return [
      { name: title, operator: scaleOperator(total.operator, half) },
      ...partsOfSpin(hamiltonian, axis).map(({ name, operator }) => ({ name: `${title} ${name}`, operator })),
    ];
  });
  const ofParts = spins.flatMap(({ name, operator }): Current[] => {
    const { axis, sites } = /^S(?<axis>[xyz]) (?<sites>of the sites .*)$/u.exec(name)?.groups ?? {};
    if (axis === undefined || axes.includes(axis)) return [];
    return [{ name: `spin ${axis === 'z' ? '' : `${axis} `}${sites}`, operator: scaleOperator(operator, half) }];
  });
  return [{ name: 'heat', operator: hamiltonian }, ...ofSpins, ...ofParts]
    .map(({ name, operator }) => ({ name, operator: currentOfCharge(hamiltonian, operator, options) }))
    .filter(({ operator }) => !isZeroOperator(operator));
}

/**
 * The spins of parts of the unit cell that H conserves separately, each as small as possible; none if only the total spin
 * is conserved.
 *
 * @param axis  `x`, `y` or `z`
 */
export function partsOfSpin(hamiltonian: Operator, axis: string): Current[] {
  const period = operatorPeriod(hamiltonian);
  if (period === 1) return [];
  const { word } = wordFrom(axis.toUpperCase());
  const spins = Array.from({ length: period }, (_, r) => spinOf(word, [r], period));
  // Sites whose spins change into each other: those that occur in one and the same equation of Σ_r c_r [S_r, H] = 0.
  const block = spins.map((_, r) => r);
  const find = (r: number): number => (block[r] === r ? r : find(block[r]!));
  const firstWith = new Map<string, number>();
  spins.forEach((spin, r) => {
    for (const label of byIndependentStrings(commutator(spin, hamiltonian), period).keys()) {
      const other = firstWith.get(label);
      if (other === undefined) firstWith.set(label, r);
      else block[find(r)] = find(other);
    }
  });
  const blocks = new Map<number, number[]>();
  spins.forEach((_, r) => blocks.set(find(r), [...(blocks.get(find(r)) ?? []), r]));
  if (blocks.size === 1) return [];
  return [...blocks.values()].flatMap((residues): Current[] => {
    const operator = spinOf(word, residues, period);
    return isZeroOperator(commutator(operator, hamiltonian)) ? [{ name: sitesText(residues, period), operator }] : [];
  });
}

/** Σ S^a_j over the sites with some residues. */
function spinOf(word: Word, residues: readonly number[], period: number): Operator {
  const values: Coefficient[] = Array.from({ length: period }, (_, r) =>
    residues.includes(r) ? half : zeroCoefficient,
  );
  return fromPeriodicStrings([{ word, values }]);
}

/** `of the sites 2j`, `of the sites 3j and 3j+2` */
export function sitesText(residues: readonly number[], period: number): string {
  const sites = residues.map((r) => `${period}j${r === 0 ? '' : `+${r}`}`);
  const list = sites.length === 1 ? sites[0]! : `${sites.slice(0, -1).join(', ')} and ${sites.at(-1)!}`;
  return `of the sites ${list}`;
}
