import { law } from '../../law/index.js';
import { type EnergyCase, energyCases, otherScattering } from '../cases/gases.js';
import { fluxSums } from '../oracles/fluxes.js';
import { within } from '../findings/within.js';
import { modelLine } from '../cases/gas-models.js';

const relative = 1e-11;
const sidebands = 3;

/**
 * −2 Im T_cc = Σ_c' (flux) |T_c'c|² = Σ_c' (flux) |T_cc'|², so that Im T_cc ≤ 0.   gas (S6), (S8), (S10), (S12), (S13),
 * (S14)
 */
export const opticalTheorem = law<EnergyCase>({
  id: 'gas.optical-theorem',
  title: 'the incoming wave loses exactly what is scattered, forwards in time and backwards',
  source: 'gas (S10), (S14)',
  statement:
    '# −2 Im T_cc = Σ_c’ (m/K_c’) |T_c’c|² = Σ_c’ (m/K_c’) |T_cc’|²\nω = 1.1; gas |2><2| + 0.8 cos(ω t) (|1><2| + h.c.), δ(x) (|1><1| + |2><2| + (0.4 i |1><2| + h.c.))',
  cases: energyCases(),
  strength: { relative, because: 'exact in every truncated set of channels, up to the rounding of a linear solve' },
  mutants: [
    otherScattering('T is doubled', (s) => ({
      ...s,
      t: { ...s.t, re: s.t.re.map((x) => 2 * x), im: s.t.im.map((x) => 2 * x) },
    })),
    otherScattering('T is conjugated', (s) => ({ ...s, t: { ...s.t, im: s.t.im.map((x) => -x) } })),
    otherScattering('closed channels carry flux', (s) => ({ ...s, open: s.open.map(() => 1) })),
  ],
  examine: ({ model, energy, engine }) => {
    const { out, into, optical, scale } = fluxSums(
      engine.scattering(engine.system(model), energy, sidebands),
      model.mass,
    );
    return within(
      Math.max(...optical.map((x, k) => Math.max(Math.abs(x - out[k]!), Math.abs(x - into[k]!)))) / scale,
      relative,
      'difference of the sides',
    );
  },
  line: ({ model }) => modelLine(model),
});
