import { expectation, observableOf, solveSteadyState } from '../../chain/index.js';
import { covariant } from '../../ring/index.js';
import { law, reals } from '../../law/index.js';
import { chainCases } from '../cases/driven-chains.js';
import { type ChainCase, chainIn, stateOf } from '../engines/chain.js';
import { all } from '../findings/chain.js';
import { within } from '../findings/within.js';
import { chainLine, paperOperator } from '../cases/chain-models.js';

interface Case extends ChainCase {
  /** the factor of the rates of the drive for a ratio ε_d/ε_ph */
  readonly weight: (ratio: number) => number;
}

/** ε_d/ε_ph from 1e-3 to 1e3, eight in a decade. */
const ratios = Array.from({ length: 49 }, (_, k) => 10 ** (k / 8 - 3));
/** A current below this, relative to the largest, counts as vanished. */
const small = 0.05;
const space = chainCases(
  ['Delta', 'B'],
  4,
  {
    Delta: reals({ from: 0.6, to: 0.95, corners: [0.8], unit: 'J' }),
    B: reals({ from: -1.2, to: -0.5, corners: [-1], unit: 'J' }),
  },
  { N: '6', ratio: 1 },
);

/**
 * “It takes its largest value for ε_ph ∼ ε_d” is an order of magnitude: both currents vanish for ε_d/ε_ph → 0 and → ∞,
 * and are largest within a decade of 1, at places that differ and depend on the ring.   chain, Results (Fig. 3, Fig. 4)
 */
export const largestCurrents = law<Case>({
  id: 'chain.largest-currents',
  title: 'the currents are largest where ε_d/ε_ph is within a decade of 1, and vanish on both sides',
  source: 'chain, Results (Fig. 3, Fig. 4)',
  statement:
    '# J_H and J_S are largest for 1/10 < ε_d/ε_ph < 10\nω = 1.6\nhamiltonian sum_j (S_j·S_<j+1> + Sz_j)\ndrive eps_d (sum_j ((-1)^(j+1) S_j·S_<j+1> sin(ω t) + (-1)^j Sz_j cos(ω t)))\nbath eps_ph (sum_j (S_j·S_<j+1> + Sx_j Sz_<j+1>) (a_j + a†_j))',
  cases: { ...space, build: (point) => ({ ...space.build(point), weight: (ratio) => ratio ** 2 }) },
  strength: { relative: 1, because: 'decades between the place of the maximum and ε_d = ε_ph' },
  mutants: [
    {
      name: 'the drive is weighed by ε_d, not by its square',
      operation: true,
      breaks: (c) => ({ ...c, weight: (ratio) => ratio }),
    },
    {
      name: 'the phonons are left a hundredth of their ε',
      operation: true,
      breaks: (c) => ({ ...c, weight: (ratio) => 1e4 * ratio ** 2 }),
    },
  ],
  examine(subject) {
    const { unknowns, generators } = stateOf({ chain: chainIn(subject), engine: subject.engine });
    const [phonons, drive] = generators;
    const states = ratios.map(
      (ratio) =>
        solveSteadyState([
          { superoperator: phonons!, strength: 1 },
          { superoperator: drive!, strength: subject.weight(ratio) },
        ]).values,
    );
    return all(
      ...(['JH', 'JS'] as const).flatMap((name) => {
        const observable = observableOf(
          unknowns,
          covariant(unknowns.spectrum.basis, paperOperator(name, subject.values)),
        );
        const values = states.map((state) => Math.abs(expectation(observable, state)));
        const largest = Math.max(...values);
        return [
          within(
            Math.abs(Math.log10(ratios[values.indexOf(largest)]!)),
            1,
            `decades from ε_d = ε_ph to the largest ${name}`,
          ),
          within(
            Math.max(values[0]!, values.at(-1)!) / largest / small,
            1,
            `${name} at the ends, over ${small} of the largest`,
          ),
        ];
      }),
    );
  },
  line: ({ values }) => chainLine(values),
});
