import { boltzmann, steadyPopulations } from '../../gas/index.js';
import { law } from '../../law/index.js';
import { type RatesCase, gammaTransposed, otherRates, staticCases } from '../cases/gases.js';
import { within } from '../findings/within.js';
import { modelLine } from '../cases/gas-models.js';

const relative = 1e-11;

/** Without a drive the steady state is e^{−βε_j}/Z, whether or not detailed balance holds.   gas (3), (6), (9) */
export const gibbs = law<RatesCase>({
  id: 'gas.gibbs',
  title: 'without a drive the Gibbs state is the steady state',
  source: 'gas (3), (6)',
  statement:
    '# p_j = e^(−β ε_j)/Z\ngas 0.7 |2><2| + 1.6 |3><3|, δ(x) (|1><1| + |2><2| + |3><3| + (0.5 i (|1><2| + |2><3| + |3><1|) + h.c.))',
  cases: staticCases(),
  strength: { relative, because: 'populations of positive rates are as good as the rates, which share their energies' },
  mutants: [gammaTransposed(), otherRates('the rates of another temperature', (r) => ({ ...r, beta: 1.1 * r.beta }))],
  examine: ({ model, beta, engine }) => {
    const r = engine.rates(engine.system(model), [beta])[0]!;
    const { populations } = steadyPopulations(r);
    const thermal = boltzmann(r);
    return within(
      Math.max(...thermal.map((p, j) => Math.abs(populations[j]! - p) / p)),
      relative,
      'population over its Boltzmann weight',
    );
  },
  line: ({ model }) => modelLine(model),
});
