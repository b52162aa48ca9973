import { gaussLegendre } from '../../numeric/index.js';
import { law } from '../../law/index.js';
import { type RatesCase, otherScattering, ratesCases } from '../cases/gases.js';
import { within } from '../findings/within.js';
import { modelLine } from '../cases/gas-models.js';

const relative = 1e-11;
const sidebands = 1;
/** Only the fraction e^{−30} = 1e-13 of the gas has a higher energy. */
const exponent = 30;

/**
 * The thermalization conditions with every channel c = (j, n) of a truncated set as a level of its own:
 * Σ_c' Γ_{c→c'} e^{−βε_c} = Σ_c' Γ_{c'→c} e^{−βε_c'}.   gas (S17), (S18), (S19), (S20), (S21), (S22)
 */
export const superindex = law<RatesCase>({
  id: 'gas.superindex',
  title: 'with Floquet copies as levels, the thermalization conditions hold in every truncated set',
  source: 'gas (S22)',
  statement:
    '# Σ_c’ Γ_(c→c’) e^(−β ε_c) = Σ_c’ Γ_(c’→c) e^(−β ε_c’), c = (j, n)\nω = 1.1; gas |2><2| + 0.8 cos(ω t) (|1><2| + h.c.), δ(x) (|1><1| + |2><2| + (0.4 i |1><2| + h.c.))',
  cases: ratesCases(),
  strength: {
    relative,
    because: 'both sides have the same energies, so only the rounding of the linear solves is left',
  },
  mutants: [
    otherScattering('a channel does not scatter back', (s) => ({
      ...s,
      t: {
        ...s.t,
        re: s.t.re.map((x, p) => (p % s.t.cols === 0 ? 0 : x)),
        im: s.t.im.map((x, p) => (p % s.t.cols === 0 ? 0 : x)),
      },
    })),
    otherScattering('the flux of the channels is forgotten', (s) => ({
      ...s,
      momentum: s.momentum.map((_, c) => 1 + c),
    })),
  ],
  examine({ model, beta, engine }) {
    const system = engine.system(model);
    const { nodes, weights } = gaussLegendre(10);
    const first = Math.min(...system.modes.quasienergies) - sidebands * model.frequency;
    const out = new Map<number, number>();
    const into = new Map<number, number>();
    const panels = 4;
    for (let panel = 0; panel < panels; panel++) {
      const [a, b] = [(panel * exponent) / (panels * beta), ((panel + 1) * exponent) / (panels * beta)];
      for (const [k, x] of nodes.entries()) {
        const energy = first + (a + b) / 2 + ((b - a) / 2) * x;
        const { t, open, momentum, directions, channels } = engine.scattering(system, energy, sidebands);
        const { count } = channels;
        // The factors e^{−βε_c} e^{−β(E − ε_c)} and the flux factors of both channels are common to both sides.
        const common = weights[k]! * (b - a) * Math.exp(-beta * (energy - first));
        for (let from = 0; from < count * directions; from++) {
          for (let to = 0; to < count * directions; to++) {
            const [c, d] = [from % count, to % count];
            if (c === d || open[c] === 0 || open[d] === 0) continue;
            const flux = directions === 2 ? 1 / (momentum[c]! * momentum[d]!) : momentum[c]! * momentum[d]!;
            const p = common * flux * (t.re[to * t.cols + from]! ** 2 + t.im[to * t.cols + from]! ** 2);
            out.set(c, (out.get(c) ?? 0) + p);
            into.set(d, (into.get(d) ?? 0) + p);
          }
        }
      }
    }
    let worst = 0;
    for (const [c, leaves] of out) worst = Math.max(worst, Math.abs(leaves - (into.get(c) ?? 0)) / leaves);
    return within(worst, relative, 'residual over the outflow of a channel');
  },
  line: ({ model }) => modelLine(model),
});
