import { caseSpace, law } from '../../law/index.js';
import { type GasCase, otherRates } from '../cases/gases.js';
import { refuse } from '../../text/index.js';
import { gasEngine } from '../engines/gas.js';
import { processes } from '../findings/gas.js';
import { within } from '../findings/within.js';
import { type GasValues, gasModelAt, gasParameters, modelLine, twoLevelModel } from '../cases/gas-models.js';

const relative = 0.2;
const cold = [2e4, 8e4] as const;

/**
 * EXPECTED TO FAIL. The text lets the rates converge to finite values at zero temperature. A point scatterer in one
 * dimension reflects slow particles totally, so that all rates vanish as 1/β; their ratios, and the steady state,
 * converge. In three dimensions the statement is right.   gas (S34), (S35), (S36), (S37), (S38)
 */
export const zeroTemperatureRates = law<GasCase>({
  id: 'gas.zero-temperature-rates',
  title: 'rates that release energy converge to finite values at zero temperature, in one dimension',
  source: 'gas (S36), (S37), (S38)',
  statement:
    '# Γ^q_(j→j’)(β) → Γ^q_(j→j’)(∞) > 0 where ε_j > ε_j’ + q ω\nω = 1.1; gas |2><2| + 0.8 cos(ω t) (|1><2| + h.c.), δ(x) (|1><1| + |2><2| + (0.4 i |1><2| + h.c.))',
  cases: caseSpace<Omit<GasValues, 'model'>, GasCase>({
    parameters: { lambda: gasParameters.lambda, omega: gasParameters.omega, phase: gasParameters.phase },
    wanted: 3,
    build: ({ lambda, omega, phase }) => ({ model: twoLevelModel(lambda, omega, phase), engine: gasEngine }),
  }),
  strength: {
    relative,
    because:
      'a rate that is cooled fourfold stays, up to corrections in √T; one that vanishes as T loses three quarters',
  },
  mutants: [
    {
      name: 'space has three dimensions',
      operation: true,
      breaks: (c) => ({
        ...c,
        model: gasModelAt({ model: 'centre', lambda: 0.8, omega: c.model.frequency, phase: 0.5 }),
      }),
    },
    otherRates('rates are taken per temperature', (r) => ({ ...r, rate: r.rate.map((x) => x * r.beta) })),
  ],
  expected: 'fails',
  examine: ({ model, engine }) => {
    const [cool, colder] = engine.rates(engine.system(model), cold) as [
      ReturnType<typeof engine.rates>[number],
      ReturnType<typeof engine.rates>[number],
    ];
    let worst = 0;
    let looked = 0;
    const top = [...processes(colder)].reduce((m, p) => Math.max(m, p.rate), 0);
    for (let q = -1; q <= 1; q++) {
      for (const [from, to] of [
        [0, 1],
        [1, 0],
      ] as const) {
        if (colder.quasienergies[from]! - colder.quasienergies[to]! - q * model.frequency < 0.05) continue;
        const [x, y] = [
          cool.rate.at({ initial: from, final: to, quanta: q }),
          colder.rate.at({ initial: from, final: to, quanta: q }),
        ];
        if (y < 1e-3 * top) continue;
        worst = Math.max(worst, Math.abs(y / x - 1));
        looked += 1;
      }
    }
    if (looked === 0) refuse('no-case', 'no process between the levels releases energy');
    return within(worst, relative, 'change of a rate that is cooled fourfold');
  },
  line: ({ model }) => modelLine(model),
});
