import { sumRule as residual } from '../../gas/index.js';
import { law } from '../../law/index.js';
import { type RatesCase, gammaTransposed, otherRates, ratesCases, wrongSignOfQuanta } from '../cases/gases.js';
import { changed } from '../findings/gas.js';
import { within } from '../findings/within.js';
import { modelLine } from '../cases/gas-models.js';

const relative = 1e-10;

/**
 * Σ_{j,j',q} Γ^q_{j→j'} (1 − e^{−β(ε_j − ε_j' − qω)}) = 0 at every temperature; gas (S29) and gas (S30) are its orders
 * in β.
 */
export const sumRuleOfRates = law<RatesCase>({
  id: 'gas.sum-rule',
  title: 'the sum rule of all rates, exact at every temperature',
  source: 'gas (5), (S27), (S30)',
  statement:
    '# Σ Γ^q_(j→j’) (1 − e^(−β (ε_j − ε_j’ − q ω))) = 0\nω = 1.1; gas |2><2| + 0.8 cos(ω t) (|1><2| + h.c.), δ(x) (|1><1| + |2><2| + (0.4 i |1><2| + h.c.))',
  cases: ratesCases(),
  strength: { relative, because: 'rates have converged in sidebands and nodes to 1e-11 before they are tested' },
  mutants: [
    gammaTransposed(),
    wrongSignOfQuanta(),
    otherRates('emission of one quantum is counted twice', (r) =>
      changed(r, (p) => ({ ...p, factor: p.quanta === 1 ? 2 : 1 })),
    ),
  ],
  examine: ({ model, beta, engine }) =>
    within(residual(engine.rates(engine.system(model), [beta])[0]!), relative, 'the sum over its terms'),
  line: ({ model }) => modelLine(model),
});
