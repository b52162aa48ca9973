import { entrances, sMatrix } from '../../scattering/index.js';
import { caseSpace, choices, law } from '../../law/index.js';
import { type EnergyCase, energyCases, otherScattering, otherSystem } from '../cases/gases.js';
import { gasEngine } from '../engines/gas.js';
import { within } from '../findings/within.js';
import { gasParameters, modelLine, toyModel, totalEnergy, undriven } from '../cases/gas-models.js';

const relative = 1e-11;
const sidebands = 3;

/** T + R = 1 for every open channel and side, since as much leaves as comes in.   gas (S5) */
export const transmission = law<EnergyCase>({
  id: 'gas.transmission',
  title: 'transmission and reflection of every open channel, from either side, add up to one',
  source: 'gas (S5)',
  statement:
    '# Σ_c’ |S_(c’c)|² = 1 over channels and directions\nω = 1.1; gas |2><2| + 0.8 cos(ω t) (|1><2| + h.c.), δ(x) (|1><1| + |2><2| + (0.4 i |1><2| + h.c.)), δ(x - 1/2) (|1><1| + |2><2|)',
  cases: energyCases(),
  strength: { relative, because: 'exact in every truncated set of channels, up to the rounding of a linear solve' },
  mutants: [
    otherScattering('T is conjugated', (s) => ({ ...s, t: { ...s.t, im: s.t.im.map((x) => -x) } })),
    otherScattering('the flux of the channels is forgotten', (s) => ({
      ...s,
      momentum: s.momentum.map((_, c) => 1 + c),
    })),
    otherSystem('the scatterers absorb', (s) => ({
      ...s,
      couplings: s.couplings.map((c) => ({ ...c, elements: { ...c.elements, im: c.elements.im.map((x) => x - 0.1) } })),
    })),
  ],
  examine: ({ model, energy, engine: { scattering, system } }) =>
    within(
      entrances(scattering(system(model), energy, sidebands), model.mass).reduce(
        (worst, e) => Math.max(worst, Math.abs(e.sum - 1)),
        0,
      ),
      relative,
      'largest |T + R − 1|',
    ),
  line: ({ model }) => modelLine(model),
});

type Values = { lambda: number; omega: number; energy: number; drive: 'driven' | 'still' };

/** The ring of three levels without a flux, with a second scatterer, so that left and right differ. */
function twoPlaces({ lambda, omega, drive }: Values) {
  const ring = toyModel(lambda, omega, 0);
  const [first] = ring.scatterers;
  const half = new Map(
    [...first!.coupling].map(([k, w]) => [k, { ...w, re: w.re.map((x, p) => (p % 4 === 0 ? x / 2 : x / 5)) }]),
  );
  const model = { ...ring, scatterers: [first!, { position: 0.7, coupling: half }] };
  return drive === 'driven' ? model : undriven(model);
}

/**
 * Where couplings are real and the drive is even in time, a path and its reverse have the same probability:
 * |S^{σ'σ}_{c'c}| = |S^{−σ,−σ'}_{cc'}|.
 *   gas (S32), gas (S83)
 */
export const reciprocity = law<EnergyCase>({
  id: 'gas.reciprocity',
  title: 'with time reversal, from one channel and side to another is as likely as back',
  source: 'gas (S83)',
  statement:
    '# |S^(σ’σ)_(c’c)| = |S^(-σ,-σ’)_(cc’)|\nω = 1.1; gas |2><2| + 0.8 cos(ω t) (|1><1| - |2><2|), δ(x) (|1><1| + 0.4 (|1><2| + h.c.)), δ(x - 1/2) |2><2|',
  cases: caseSpace<Values, EnergyCase>({
    parameters: {
      drive: choices(['driven', 'still']),
      lambda: gasParameters.lambda,
      omega: gasParameters.omega,
      energy: totalEnergy,
    },
    wanted: 8,
    build: (values) => ({ model: twoPlaces(values), energy: values.energy, engine: gasEngine }),
  }),
  strength: { relative, because: 'T is symmetric to the rounding of a linear solve' },
  mutants: [
    {
      name: 'a flux threads the ring',
      operation: true,
      breaks: (c) => ({
        ...c,
        model: {
          ...c.model,
          scatterers: [toyModel(1, c.model.frequency, 0.5).scatterers[0]!, ...c.model.scatterers.slice(1)],
        },
      }),
    },
    otherScattering('outgoing directions are exchanged', (s) => {
      const half = s.t.cols * s.channels.count;
      const turned = (x: Float64Array): Float64Array => x.map((_, p) => x[(p + half) % (2 * half)]!);
      return { ...s, t: { ...s.t, re: turned(s.t.re), im: turned(s.t.im) } };
    }),
  ],
  examine({ model, energy, engine: { scattering, system } }) {
    const found = scattering(system(model), energy, sidebands);
    const { s, rows } = sMatrix(found, model.mass);
    const { count } = found.channels;
    // The row of the same channel and the opposite direction.
    const back = Array.from(rows, (r) => rows.indexOf((r + count) % (2 * count)));
    let worst = 0;
    for (const i of rows.keys()) {
      for (const j of rows.keys()) {
        const [p, q] = [i * s.cols + j, back[j]! * s.cols + back[i]!];
        worst = Math.max(worst, Math.abs(Math.hypot(s.re[p]!, s.im[p]!) - Math.hypot(s.re[q]!, s.im[q]!)));
      }
    }
    return within(worst, relative, 'largest difference of |S| and of its reverse');
  },
  line: ({ model }) => modelLine(model),
});
