import { gaussLegendre } from '../../numeric/index.js';
import { law } from '../../law/index.js';
import { type EnergyCase, energyCases, otherScattering } from '../cases/gases.js';
import { fluxSums } from '../oracles/fluxes.js';
import { within } from '../findings/within.js';
import { modelLine } from '../cases/gas-models.js';

const relative = 1e-11;
const sidebands = 2;

/**
 * The probability that leaves a channel equals the probability that comes in from all others at the same energy, and
 * the same holds for the integrals over energy.
 *   gas (S15), (S16)
 */
export const probabilitySums = law<EnergyCase>({
  id: 'gas.probability-sums',
  title: 'summed over the other channels, |T|² out of a channel is |T|² into it, at every energy and integrated',
  source: 'gas (S15), (S16)',
  statement:
    '# Σ_c’ (m/K_c’) |T_c’c|² = Σ_c’ (m/K_c’) |T_cc’|²\nω = 1.1; gas |2><2| + 0.8 cos(ω t) (|1><2| + h.c.), δ(x) (|1><1| + |2><2| + (0.4 i |1><2| + h.c.))',
  cases: energyCases(6),
  strength: { relative, because: 'exact in every truncated set of channels, up to the rounding of a linear solve' },
  mutants: [
    otherScattering('what arrives in half of the channels is doubled', (s) => ({
      ...s,
      t: { ...s.t, re: s.t.re.map((x, p) => (p < (s.t.cols * s.channels.count) / 2 ? 2 * x : x)) },
    })),
    otherScattering('the flux of the outgoing channel is forgotten', (s) => ({
      ...s,
      momentum: s.momentum.map(() => 1),
    })),
  ],
  examine: ({ model, energy, engine }) => {
    const system = engine.system(model);
    const { nodes, weights } = gaussLegendre(6);
    let worst = 0;
    const integral = new Map<number, number>();
    let size = 0;
    for (const [k, x] of nodes.entries()) {
      // The window may contain thresholds, since the law holds at every node.
      const { out, into, scale } = fluxSums(engine.scattering(system, energy * (1 + 0.1 * x), sidebands), model.mass);
      for (const [c, leaves] of out.entries()) {
        worst = Math.max(worst, Math.abs(leaves - into[c]!) / scale);
        integral.set(c, (integral.get(c) ?? 0) + weights[k]! * (leaves - into[c]!));
      }
      size += weights[k]! * scale;
    }
    for (const difference of integral.values()) worst = Math.max(worst, Math.abs(difference) / size);
    return within(worst, relative, 'what leaves against what arrives');
  },
  line: ({ model }) => modelLine(model),
});
