import { readFileSync } from 'node:fs';
import { type DrivenChain } from '../../src/chain/index.js';
import { type NumericOperator, numericOperator } from '../../src/ring/index.js';
import { Session } from '../../src/session/index.js';

/** The driven-chain paper's model in the language. chain (7), (8), (9), (16), (17), (18) */
export const script = `${readFileSync('examples/driven-chain.spin', 'utf8')}
A = sum_j (-1)^(j+1) S_j·S_<j+1>
M = sum_j (-1)^j Sz_j
Hplus = J/2 (i A + M)
`;

export type Parameters = Readonly<Record<string, number>>;

export const paper: Parameters = { J: 1, Delta: 0.8, B: -1, gamma_m: 1 };

/** Operators of the script, and of lines added to it, at numbers for the parameters. */
export function operators(parameters: Parameters, more = ''): (name: string) => NumericOperator {
  const session = new Session();
  for (const [name, value] of Object.entries(parameters)) session.set(`${name}=${value}`);
  for (const outcome of session.run({ name: 'model', text: script + more }))
    if (outcome.kind === 'error') throw new Error(outcome.diagnostic.message);
  return (name) => {
    const value = session.environment.lookup(name);
    if (value?.kind !== 'operator') throw new Error(`${name} is no operator`);
    return numericOperator(value.operator);
  };
}

/** The model of the paper with x = (ε_d/ε_ph)² to be given as the drive's strength. */
export function drivenChain(sites: number, op: (name: string) => NumericOperator, hamiltonian = 'H0'): DrivenChain {
  return {
    sites,
    hamiltonian: op(hamiltonian),
    perturbations: [
      { kind: 'bath', coupling: op('Hph'), phonons: { temperature: 1, frequency: 1, width: 0.4 } },
      { kind: 'drive', frequency: 1.6, width: 0.1, harmonics: [{ multiple: 1, operator: op('Hplus') }] },
    ],
  };
}
