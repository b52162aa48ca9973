import { sMatrix, unitarityDefect } from '../../scattering/index.js';
import { law } from '../../law/index.js';
import { type EnergyCase, energyCases, otherScattering, otherSystem } from '../cases/gases.js';
import { within } from '../findings/within.js';
import { modelLine } from '../cases/gas-models.js';

const relative = 1e-11;
/** Any number of sidebands suffices, since the law is exact in a truncated set. */
const sidebands = 3;

/** S†S = SS† = 1 on the open channels and both directions.   gas (S5), gas (S11) */
export const unitarity = law<EnergyCase>({
  id: 'gas.unitarity',
  title: 'the S-matrix of the open channels is unitary, both ways',
  source: 'gas (S5), (S11)',
  statement:
    '# S†S = 1 and SS† = 1, whatever the number of sidebands\nω = 1.1; gas |2><2| + 0.8 cos(ω t) (|1><2| + h.c.), δ(x) (|1><1| + |2><2| + (0.4 i |1><2| + h.c.))',
  cases: energyCases(),
  strength: {
    relative,
    because: 'a linear system of about twenty channels is solved to rounding, 1e-15 of its condition number',
  },
  mutants: [
    otherScattering('T is conjugated', (s) => ({ ...s, t: { ...s.t, im: s.t.im.map((x) => -x) } })),
    otherScattering('half of the amplitudes are doubled', (s) => ({
      ...s,
      t: { ...s.t, re: s.t.re.map((x, p) => (p < (s.t.cols * s.channels.count) / 2 ? 2 * x : x)) },
    })),
    otherSystem('the coupling is not Hermitian', (s) => ({
      ...s,
      couplings: s.couplings.map((c) => ({ ...c, elements: { ...c.elements, im: c.elements.im.map((x) => x + 0.1) } })),
    })),
  ],
  examine: ({ model, energy, engine }) =>
    within(
      unitarityDefect(sMatrix(engine.scattering(engine.system(model), energy, sidebands), model.mass).s),
      relative,
      'largest element of S†S − 1, SS† − 1',
    ),
  line: ({ model }) => modelLine(model),
});
