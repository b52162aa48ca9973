import type { NumericOperator } from '../../ring/index.js';
import { type CaseSpace, type Domain, type Mutant, caseSpace } from '../../law/index.js';
import { type ChainCase, chainEngine } from '../engines/chain.js';
import { type ChainValues, absorbing, chainValues, usual } from './chain-models.js';

/**
 * Cases of the paper's chain in which the given parameters vary and the others have the values of fig. 3; ranges may be
 * given.
 */
export function chainCases<K extends keyof ChainValues>(
  names: readonly K[],
  wanted: number,
  told: { readonly [N in K]?: Domain<ChainValues[N]> } = {},
  fixed: Partial<ChainValues> = {},
): CaseSpace<ChainCase> {
  const parameters = { ...Object.fromEntries(names.map((name) => [name, chainValues[name]])), ...told } as unknown as {
    readonly [N in K]: Domain<ChainValues[N]>;
  };
  return caseSpace<Pick<ChainValues, K>, ChainCase>({
    parameters,
    wanted,
    build: (point) => ({ values: { ...usual, ...fixed, ...point }, drive: absorbing, engine: chainEngine }),
  });
}

/** Mutants with another operator for H^{(+)}. */
export function otherDrive<C extends ChainCase>(
  name: string,
  drive: (values: ChainValues) => NumericOperator,
): Mutant<C> {
  return { name, operation: true, breaks: (c) => ({ ...c, drive }) };
}
