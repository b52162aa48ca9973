import { readFileSync } from 'node:fs';
import { ChainStudy } from '../../dist/chain/index.js';
import { drivenChain } from '../../dist/models/index.js';
import { ready } from '../../dist/numeric/index.js';
import { numericOperator } from '../../dist/ring/index.js';
import { Session } from '../../dist/session/index.js';

const script = readFileSync(new URL('../../examples/driven-chain.spin', import.meta.url), 'utf8');

/** The chain of the example with other numbers, and its operators by name. */
export function drivenExample({ sites, ...given }) {
  const session = new Session();
  const names = {
    delta: 'Delta',
    field: 'B',
    mixing: 'gamma_m',
    frequency: 'omega',
    damping: 'eta_d',
    temperature: 'T_ph',
    phononFrequency: 'omega_ph',
    phononWidth: 'eta_ph',
  };
  session.set(`eps_d=${Math.sqrt(given.strength)}`);
  for (const [key, name] of Object.entries(names)) session.set(`${name}=${given[key]}`);
  for (const outcome of session.run({ name: 'bench', text: script }))
    if (outcome.kind === 'error') throw new Error(outcome.diagnostic.message);
  const operator = (name) => numericOperator(session.environment.lookup(name).operator);
  return { chain: drivenChain(session.models, sites), operator };
}

/** ⟨H_0⟩, ⟨J_S⟩ and ⟨S^z⟩ per site in the steady state for vanishing couplings. */
export async function prepare(given) {
  await ready();
  const { chain, operator } = drivenExample(given);
  const observables = ['H0', 'JS', 'C1'].map(operator);
  return {
    run: () => {
      const state = new ChainStudy().exact(chain);
      return observables.map((one) => state.observe(one) / given.sites);
    },
    result: (means) => means,
  };
}
