import { checkOpenChain, onOpenChain, reflectOpen } from './open.js';
import { type Operator, operatorRange } from './operator.js';
import { checkRing, onRing, rangeOnRing } from './ring.js';
import { reflect } from './transform.js';

/** A chain of N sites 0 … N − 1: a ring, whose last site neighbours the first one, or a chain with two open ends. */
export interface FiniteChain {
  readonly kind: 'ring' | 'open';
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

/** The longest string of an operator on a finite chain: on a ring the shorter way around. */
export function rangeOnFiniteChain(operator: Operator, { kind, sites }: FiniteChain): number {
  return kind === 'ring' ? rangeOnRing(operator, sites) : operatorRange(operator);
}

/** Reflection of a finite chain: about site 0 of a ring, and about the middle of an open chain. */
export function reflectOnFiniteChain(operator: Operator, { kind, sites }: FiniteChain): Operator {
  return kind === 'ring' ? onRing(reflect(operator), sites) : reflectOpen(operator, sites);
}
