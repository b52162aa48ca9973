import { steadyPopulations } from '../../gas/index.js';
import { law } from '../../law/index.js';
import { type RatesCase, otherRates, ratesCases, wrongSignOfQuanta } from '../cases/gases.js';
import { changed, processes } from '../findings/gas.js';
import { within } from '../findings/within.js';
import { modelLine } from '../cases/gas-models.js';

const relative = 1e-10;

/**
 * In the steady state the drive does work on the levels and the gas is heated: P = −ω Σ q p_j Γ^q_{j→j'} ≥ 0. With (5)
 * and the convexity of e^x this follows for every coupling and every drive. It also holds for transposed rates, which
 * `gas.thermalization` notices.   gas (3), (5)
 */
export const secondLawOfTheGas = law<RatesCase>({
  id: 'gas.second-law',
  title: 'the drive does work: no power is gained from one bath',
  source: 'gas (3), (5); second law',
  statement:
    '# P = −ω Σ q p_j Γ^q_(j→j’) ≥ 0 in the steady state\nω = 1.1; gas |2><2| + 0.8 cos(ω t) (|1><2| + h.c.), δ(x) (|1><1| + |2><2| + (0.4 i |1><2| + h.c.))',
  cases: ratesCases(),
  strength: { relative, because: 'P is positive beyond the rounding of its terms unless nothing is exchanged' },
  mutants: [
    wrongSignOfQuanta(),
    otherRates('absorption is forgotten', (r) => changed(r, (p) => ({ ...p, factor: p.quanta < 0 ? 0 : 1 }))),
  ],
  examine: ({ model, beta, engine }) => {
    const r = engine.rates(engine.system(model), [beta])[0]!;
    const { populations } = steadyPopulations(r);
    let [power, scale] = [0, 0];
    for (const { from, quanta, rate } of processes(r)) {
      power -= quanta * populations[from]! * rate;
      scale += Math.abs(quanta) * populations[from]! * rate;
    }
    return within(scale === 0 ? 0 : Math.max(0, -power / scale), relative, 'power gained over the sum of its terms');
  },
  line: ({ model }) => modelLine(model),
});
