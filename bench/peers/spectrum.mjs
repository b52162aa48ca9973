import { operator } from '../../dist/index.js';
import { ready } from '../../dist/numeric/index.js';
import { numericOperator, RingBasis, RingOperator, spectrumOf } from '../../dist/ring/index.js';

/** The spectrum of the XXZ ring by S^z and momentum, with vectors. */
export async function prepare({ sites, delta }) {
  await ready();
  const hamiltonian = operator(`sum_j Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + ${delta} Sz_j Sz_<j+1>`);
  const onRing = RingOperator.of(numericOperator(hamiltonian), sites);
  const basis = new RingBasis(sites, { step: 1, modulus: 0 });
  return {
    run: () => spectrumOf(basis, onRing),
    result: ({ energies }) =>
      [...energies].flatMap((e) => (e.length === undefined ? [e] : [...e])).sort((a, b) => a - b),
  };
}
