import { rangeInCells, reflectCells } from './cells.js';
import { checkOpenChain, onOpenChain } from './open.js';
import { type Operator, operatorRange } from './operator.js';
import { checkRing, onRing, rangeOnRing } from './ring.js';
import { reflect, translate } from './transform.js';

/** A chain of N sites 0 … N − 1: a ring, whose last site neighbours the first one, or a chain with two open ends. */
export interface FiniteChain {
  readonly kind: 'ring' | 'open';
  /** spins, those of all cells together */
  readonly sites: number;
}

/**
 * An operator realised on a finite chain.
 *
 * @diagnostic those of `onRing` and `onOpenChain`
 */
export function onFiniteChain(operator: Operator, { kind, sites }: FiniteChain): Operator {
  return kind === 'ring' ? onRing(operator, sites) : onOpenChain(operator, sites);
}

/** @diagnostic `ring-size`, `open-size` */
export function checkFiniteChain({ kind, sites }: FiniteChain): void {
  if (kind === 'ring') checkRing(sites);
  else checkOpenChain(sites);
}

/**
 * The longest string of an operator on a finite chain, in cells: on a ring the shorter way around.
 *
 * @param spins  spins in a cell
 */
export function rangeOnFiniteChain(operator: Operator, { kind, sites }: FiniteChain, spins = 1): number {
  if (kind === 'ring') return rangeOnRing(operator, sites, spins);
  return spins === 1 ? operatorRange(operator) : rangeInCells(operator, spins);
}

/**
 * Reflection of a finite chain: about cell 0 of a ring, and about the middle of an open chain.
 *
 * @param spins  spins in a cell, which keep their order
 */
export function reflectOnFiniteChain(operator: Operator, { kind, sites }: FiniteChain, spins = 1): Operator {
  const image = spins === 1 ? reflect(operator) : reflectCells(operator, spins);
  return kind === 'ring' ? onRing(image, sites) : translate(image, sites - spins);
}
