import { detailedBalance as violation } from '../../gas/index.js';
import { caseSpace, choices, law } from '../../law/index.js';
import { type RatesCase, gammaTransposed } from '../cases/gases.js';
import { gasEngine } from '../engines/gas.js';
import { within } from '../findings/within.js';
import { gasParameters, modelLine, temperature, toyModel, undriven } from '../cases/gas-models.js';

const relative = 1e-10;
const { lambda, omega } = gasParameters;
const drives = choices(['driven', 'still']);
type Values = { lambda: number; omega: number; beta: number; drive: 'driven' | 'still' };

const ring = (phase: number, { lambda, omega, drive }: Values) =>
  drive === 'driven' ? toyModel(lambda, omega, phase) : undriven(toyModel(lambda, omega, phase));

const examine = ({ model, beta, engine }: RatesCase) =>
  within(violation(engine.rates(engine.system(model), [beta])[0]!), relative, 'largest |a − b|/(a + b)');

/**
 * Where couplings are real and the drive is even in time, each process balances its reverse: e^{−βε_j} Γ^q_{j→j'} =
 * e^{−β(ε_j' + qω)} Γ^{−q}_{j'→j}. (5) generalises this.   gas (5)
 */
export const detailedBalanceLaw = law<RatesCase>({
  id: 'gas.detailed-balance',
  title: 'with real couplings and a drive that is even in time, every process balances its reverse',
  source: 'gas (5), the relation before it',
  statement:
    '# e^(−β ε_j) Γ^q_(j→j’) = e^(−β (ε_j’ + q ω)) Γ^(−q)_(j’→j)\nω = 1.1; gas |2><2| + 0.8 cos(ω t) (|1><1| - |2><2|), δ(x) (|1><1| + |2><2| + 0.4 (|1><2| + h.c.))',
  cases: caseSpace<Values, RatesCase>({
    parameters: { drive: drives, lambda, omega, beta: temperature },
    wanted: 4,
    build: (values) => ({ model: ring(0, values), beta: values.beta, engine: gasEngine }),
  }),
  strength: { relative, because: 'T is symmetric to the rounding of a linear solve' },
  mutants: [
    gammaTransposed(),
    {
      name: 'a flux threads the ring',
      breaks: (c) => ({ ...c, model: { ...c.model, scatterers: toyModel(1, c.model.frequency, 0.5).scatterers } }),
      operation: true,
    },
  ],
  examine,
  line: ({ model }) => modelLine(model),
});

/**
 * With a flux through a ring of couplings detailed balance fails, with and without a drive, though (5) and (6) hold.
 */
export const detailedBalanceWithFlux = law<RatesCase>({
  id: 'gas.detailed-balance-with-flux',
  title: 'every process balances its reverse, also where a flux breaks time reversal',
  source: 'gas (5), the relation before it',
  statement:
    '# e^(−β ε_j) Γ^q_(j→j’) = e^(−β (ε_j’ + q ω)) Γ^(−q)_(j’→j)\ngas 0.7 |2><2| + 1.6 |3><3|, δ(x) (|1><1| + |2><2| + |3><3| + (0.5 i (|1><2| + |2><3| + |3><1|) + h.c.))',
  cases: caseSpace<Values, RatesCase>({
    parameters: { drive: drives, lambda, omega, beta: temperature },
    wanted: 3,
    build: (values) => ({ model: ring(0.5, values), beta: values.beta, engine: gasEngine }),
  }),
  strength: { relative, because: 'T is symmetric to the rounding of a linear solve, where it is symmetric' },
  mutants: [
    {
      name: 'the flux is taken away',
      operation: true,
      breaks: (c) => ({ ...c, model: { ...c.model, scatterers: toyModel(1, c.model.frequency, 0).scatterers } }),
    },
    {
      name: 'the ring is cut',
      operation: true,
      breaks: (c) => ({
        ...c,
        model: {
          ...c.model,
          scatterers: c.model.scatterers.map((s) => ({
            ...s,
            coupling: new Map(
              [...s.coupling].map(([k, w]) => [
                k,
                {
                  ...w,
                  re: w.re.map((x, p) => (p === 2 || p === 6 ? 0 : x)),
                  im: w.im.map((x, p) => (p === 2 || p === 6 ? 0 : x)),
                },
              ]),
            ),
          })),
        },
      }),
    },
  ],
  expected: 'fails',
  examine,
  line: ({ model }) => modelLine(model),
});
