import { law } from '../../law/index.js';
import { type RatesCase, ratesCases } from '../cases/gases.js';
import { enough } from '../engines/gas.js';
import { within } from '../findings/within.js';
import { modelLine } from '../cases/gas-models.js';

const relative = 1e-8;

/**
 * With more sidebands and more nodes the rates do not change. This tests the truncation, which (5) cannot do, since
 * rates with an error of 17 % can obey it.   gas (2), (S90)
 */
export const converged = law<RatesCase>({
  id: 'gas.converged',
  title: 'more sidebands and more nodes change no rate',
  source: 'gas (2), (S90)',
  statement:
    '# Γ^q_(j→j’) with |n| ≤ n_F + 3 and 28 nodes a panel is Γ^q_(j→j’)\nω = 1.1; gas |2><2| + 0.8 cos(ω t) (|1><2| + h.c.), δ(x) (|1><1| + |2><2| + (0.4 i |1><2| + h.c.))',
  cases: ratesCases(3),
  strength: { relative, because: 'the engine promises 1e-8 of each rate above 1e-6 of the largest' },
  mutants: [
    {
      name: 'too few sidebands',
      operation: true,
      breaks: (c) => ({
        ...c,
        engine: {
          ...c.engine,
          rates: (system, betas, more) => c.engine.rates(system, betas, more?.nodes ? more : { sidebands: 2 }),
        },
      }),
    },
    {
      name: 'too few nodes on panels that repeat with ω',
      operation: true,
      breaks: (c) => ({
        ...c,
        engine: {
          ...c.engine,
          rates: (system, betas, more) => c.engine.rates(system, betas, more?.nodes ? more : { nodes: 4 }),
        },
      }),
    },
  ],
  examine: ({ model, beta, engine }) => {
    const system = engine.system(model);
    const a = engine.rates(system, [beta])[0]!;
    const sidebands = enough(system) + 3;
    const b = engine.rates(system, [beta], { sidebands, nodes: 28 })[0]!;
    const largest = b.rate.largest;
    let worst = 0;
    for (let q = -sidebands; q <= sidebands; q++) {
      for (let to = 0; to < model.levels; to++) {
        for (let from = 0; from < model.levels; from++) {
          const x = b.rate.at({ initial: from, final: to, quanta: q });
          const y = a.rate.at({ initial: from, final: to, quanta: q });
          if (x > 1e-6 * largest) worst = Math.max(worst, Math.abs(y / x - 1));
        }
      }
    }
    return within(worst, relative, 'change of a rate');
  },
  line: ({ model }) => modelLine(model),
});
