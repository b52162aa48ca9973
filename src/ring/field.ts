import type { NumericOperator } from './operator.js';

/** The uniform field along z, as the coefficient of Σ S^z, and the rest. */
export function splitField(hamiltonian: NumericOperator): { field: number; rest: NumericOperator } {
  const isField = (t: NumericOperator[number]): boolean =>
    t.place === 'chain' &&
    !t.staggered &&
    t.sites.period === 1 &&
    t.word.x === 0 &&
    t.word.z === 1 &&
    t.word.xHigh === 0 &&
    t.word.zHigh === 0;
  // S^z = Z/2
  return {
    field: hamiltonian.filter(isField).reduce((sum, t) => sum + 2 * t.re, 0),
    rest: hamiltonian.filter((t) => !isField(t)),
  };
}
