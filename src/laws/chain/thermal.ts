import { law } from '../../law/index.js';
import { chainCases } from '../cases/driven-chains.js';
import { type ChainCase, chainIn, otherChannels, stateOf, transposedRates } from '../engines/chain.js';
import { all } from '../findings/chain.js';
import { within } from '../findings/within.js';
import { chainLine } from '../cases/chain-models.js';

interface Case extends ChainCase {
  /** the factor of the rates of the drive */
  readonly left: number;
}

const relative = 1e-9;
const space = chainCases(['Delta', 'B', 'gamma', 'temperature', 'kappa', 'N'], 10);

/** With ε_d = 0 detailed balance allows only e^{−H_0/T_ph}, whatever the couplings.   chain (21) */
export const thermalEnsembles = law<Case>({
  id: 'chain.thermal',
  title: 'without a drive the chain is thermal at the temperature of the phonons',
  source: 'chain (21) and Fig. 2a',
  statement:
    '# ρ = exp(-H0/T_ph)/Z where ε_d = 0\nhamiltonian sum_j S_j·S_<j+1> + Sz_j\nbath sum_j (S_j·S_<j+1> + Sx_j Sz_<j+1> + Sz_j Sx_<j+1>) (a_j + a†_j) with temperature = 1, frequency = 1, width = 0.4',
  cases: { ...space, build: (point) => ({ ...space.build(point), left: 0 }) },
  strength: {
    relative,
    because:
      'populations come from balanced fluxes to rounding times the number of sweeps; a wrong rate changes them by its relative error',
  },
  mutants: [
    transposedRates(),
    otherChannels('the bath is twice as hot', (c) => ({ ...c, rate: (w) => Math.exp(-w / 4) * c.rate(w) })),
    otherChannels('absorption is forgotten', (c) => ({ ...c, rate: (w) => (w < 0 ? 0.1 : 1) * c.rate(w) })),
    { name: 'the drive stays on', operation: true, breaks: (c) => ({ ...c, left: 1 }) },
  ],
  examine(subject) {
    const { values, engine } = subject;
    const { unknowns, values: rho } = stateOf({ chain: chainIn(subject), engine }, [1, subject.left]);
    const { energies } = unknowns.spectrum;
    const least = Math.min(...energies);
    const weights = energies.map((e) => Math.exp((least - e) / values.temperature));
    const z = weights.reduce((s, w) => s + w, 0);
    let worst = 0;
    weights.forEach((w, n) => (worst = Math.max(worst, Math.abs((rho[unknowns.populationAt[n]!]! * z) / w - 1))));
    let coherence = 0;
    for (const { at } of unknowns.pairs) coherence = Math.max(coherence, Math.hypot(rho[at]!, rho[at + 1]!));
    return all(
      within(worst, relative, 'deviation of a population from its Boltzmann factor'),
      within(coherence, relative, 'a coherence'),
    );
  },
  line: ({ values }) => chainLine(values),
});
