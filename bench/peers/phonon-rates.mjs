import { ChainStudy } from '../../dist/chain/index.js';
import { ready } from '../../dist/numeric/index.js';
import { drivenExample } from './driven-state.mjs';

/** d⟨C_1⟩/dt and d⟨C_2⟩/dt by phonons in a truncated ensemble of two charges. */
export async function prepare(given) {
  await ready();
  const { chain, operator } = drivenExample({ ...given, frequency: 1, strength: 0, damping: 0.1 });
  const members = ['C1', 'C2'].map((name) => ({ name, operator: operator(name), conservedPart: false }));
  return {
    run: () => {
      const { ensemble } = new ChainStudy().ensemble(chain, members);
      return ensemble.rates(ensemble.at(given.lagrange));
    },
    result: (rates) => [...rates],
  };
}
