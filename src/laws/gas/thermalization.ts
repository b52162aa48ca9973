import { thermalization as residual } from '../../gas/index.js';
import { law } from '../../law/index.js';
import {
  type RatesCase,
  gammaTransposed,
  otherRates,
  ratesCases,
  staticCases,
  wrongSignOfQuanta,
} from '../cases/gases.js';
import { changed } from '../findings/gas.js';
import { within } from '../findings/within.js';
import { modelLine } from '../cases/gas-models.js';

const relative = 1e-10;
const because = 'rates have converged in sidebands and nodes to 1e-11 before they are tested';

/**
 * The Floquet thermalization conditions: Σ Γ^q_{j→j'} e^{−βε_j} = Σ Γ^q_{j'→j} e^{−β(ε_j' − qω)} for every j.   gas (5)
 *
 * The test is one-sided: every Hermitian coupling that depends only on n' − n obeys the conditions, even with the wrong
 * kernel or with closed channels of the wrong sign, and errors of a quadrature whose nodes repeat with ω cancel.
 * `gas.rotating-frame`, `gas.feshbach` and `gas.converged` test for these mistakes.
 */
export const thermalizationLaw = law<RatesCase>({
  id: 'gas.thermalization',
  title: 'the Floquet thermalization conditions tie the rates out of a mode to the rates into it',
  source: 'gas (5)',
  statement:
    '# Σ Γ^q_(j→j’) e^(−β ε_j) = Σ Γ^q_(j’→j) e^(−β (ε_j’ − q ω)) for every j\nω = 1.1; gas |2><2| + 0.8 cos(ω t) (|1><2| + h.c.), δ(x) (|1><1| + |2><2| + (0.4 i |1><2| + h.c.))',
  cases: ratesCases(),
  strength: { relative, because },
  mutants: [
    gammaTransposed(),
    wrongSignOfQuanta(),
    otherRates('absorption of one quantum is forgotten', (r) =>
      changed(r, (p) => ({ ...p, factor: p.quanta === -1 ? 0 : 1 })),
    ),
  ],
  examine: ({ model, beta, engine }) =>
    within(residual(engine.rates(engine.system(model), [beta])[0]!), relative, 'residual over the outflow'),
  line: ({ model }) => modelLine(model),
});

/** Without a drive Σ Γ_{j→j'} e^{−βε_j} = Σ Γ_{j'→j} e^{−βε_j'}, with a flux as well.   gas (6) */
export const staticThermalization = law<RatesCase>({
  id: 'gas.static-thermalization',
  title: 'without a drive the flows out of a level and into it balance in the Gibbs state',
  source: 'gas (6)',
  statement:
    '# Σ Γ_(j→j’) e^(−β ε_j) = Σ Γ_(j’→j) e^(−β ε_j’) for every j\ngas 0.7 |2><2| + 1.6 |3><3|, δ(x) (|1><1| + |2><2| + |3><3| + (0.5 i (|1><2| + |2><3| + |3><1|) + h.c.))',
  cases: staticCases(),
  strength: {
    relative: 1e-12,
    because: 'both sides are integrals of the same table, equal at every energy up to the rounding of a linear solve',
  },
  mutants: [gammaTransposed(), otherRates('the rates of another temperature', (r) => ({ ...r, beta: 1.1 * r.beta }))],
  examine: ({ model, beta, engine }) =>
    within(residual(engine.rates(engine.system(model), [beta])[0]!), 1e-12, 'residual over the outflow'),
  line: ({ model }) => modelLine(model),
});
