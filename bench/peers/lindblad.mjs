import { Liouvillian } from '../../dist/lindblad/index.js';
import { drivenChain } from '../../dist/models/index.js';
import { ready } from '../../dist/numeric/index.js';
import { numericOperator } from '../../dist/ring/index.js';
import { Session } from '../../dist/session/index.js';

/** ⟨H⟩, ⟨S^z⟩ and ⟨J_S⟩ per site in the steady state of a chain with two jump operators on every site. */
export async function prepare({ sites, delta, field, loss, gain, mixing }) {
  await ready();
  const session = new Session();
  const text = `H = sum_j Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + ${delta} Sz_j Sz_<j+1> - ${field} Sz_j
C1 = sum_j Sz_j
JS = sum_j Sx_j Sy_<j+1> - Sy_j Sx_<j+1>
hamiltonian H
jump ${loss} S-_j
jump ${gain} (S+_j + ${mixing} i Sx_<j+1>)`;
  for (const outcome of session.run({ name: 'bench', text }))
    if (outcome.kind === 'error') throw new Error(outcome.diagnostic.message);
  const chain = drivenChain(session.models, sites);
  const observables = ['H', 'C1', 'JS'].map((name) => numericOperator(session.environment.lookup(name).operator));
  return {
    run: () => {
      const liouvillian = new Liouvillian(chain, { strength: 1 });
      const [rho] = liouvillian.steadyState().components;
      return observables.map((one) => Liouvillian.expectation(liouvillian.matrix(one), rho).re / sites);
    },
    result: (means) => means,
  };
}
