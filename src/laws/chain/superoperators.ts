import { Liouvillian } from '../../lindblad/index.js';
import { type NumericOperator } from '../../ring/index.js';
import { countY } from '../../spin/index.js';
import { law, reals } from '../../law/index.js';
import { chainCases, otherDrive } from '../cases/driven-chains.js';
import {
  type ChainCase,
  chainIn,
  missingN,
  otherChannels,
  stateOf,
  transposedRates,
  zeroTwice,
} from '../engines/chain.js';
import { within } from '../findings/within.js';
import { absorbing, chainLine, paperOperator } from '../cases/chain-models.js';

interface Case extends ChainCase {
  /** the drive used for the superoperators */
  readonly meant: ChainCase['drive'];
}

const relative = 1e-9;
const space = chainCases(['B', 'kappa', 'Delta', 'omega', 'gamma', 'temperature', 'ratio'], 8, {
  B: reals({ from: -2, to: 2, corners: [0, -1], unit: 'J' }),
  kappa: reals({ from: -0.5, to: 0.5, corners: [0.3], unit: '1/J' }),
});

/** The complex conjugate in the basis of product states, which exchanges k and −k. */
const conjugated = (a: NumericOperator): NumericOperator =>
  a.map((t) => (countY(t.word) % 2 === 0 ? { ...t, im: -t.im } : { ...t, re: -t.re }));

/**
 * The null vector found sector by sector is that of L^Q_mn = −Tr(Q†_m L̂_1 L̂_0^{−1} L̂_1 Q_n), assembled from
 * superoperators on all pairs of states, without rates and without using S^z.   chain (11)
 */
export const superoperators = law<Case>({
  id: 'chain.superoperators',
  title: 'golden-rule rates, coherences and level shifts, sector by sector, are the second order of the Liouvillian',
  source: 'chain (6), (11)',
  statement:
    '# Σ_n Tr(Q†_m L1 L0^(−1) L1 Q_n) α_n = 0\nω = 1.6\nhamiltonian (sum_j S_j·S_<j+1> + Sz_j) + 0.3 charge(sum_j S_j·S_<j+1>, 3)\ndrive sum_j ((-1)^(j+1) S_j·S_<j+1> sin(ω t) + (-1)^j Sz_j cos(ω t))\nbath sum_j (S_j·S_<j+1> + Sx_j Sz_<j+1>) (a_j + a†_j)',
  cases: { ...space, build: (point) => ({ ...space.build(point), meant: absorbing }) },
  strength: {
    relative,
    because: 'principal values are tabulated to 1e-12 in one of the two and computed in the other',
  },
  mutants: [
    {
      name: 'k and −k are exchanged',
      operation: true,
      breaks: (c) => ({ ...c, engine: { ...c.engine, hamiltonian: (chain) => conjugated(chain.hamiltonian) } }),
    },
    missingN(),
    transposedRates(),
    zeroTwice(),
    otherChannels('the level shifts are left out', (c) => ({ ...c, shift: () => 0 }), ['bath', 'drive']),
    {
      name: 'the coherences are left out',
      operation: true,
      breaks: (c) => ({ ...c, engine: { ...c.engine, coherences: false } }),
    },
    otherDrive('the relative sign of A and M is wrong', (v) => absorbing(v, { A: -1, M: 1 })),
    otherDrive('the phase of the drive is shifted by a quarter of a period for M', (v) => [
      ...absorbing(v, { A: 1, M: 0 }),
      ...absorbing(v, { A: 0, M: 1 }).map((t) => ({ ...t, re: -t.im, im: t.re })),
    ]),
  ],
  examine(subject) {
    const { values, engine, meant } = subject;
    const { mean } = stateOf({ chain: chainIn(subject), engine });
    const liouvillian = new Liouvillian(chainIn({ ...subject, drive: meant }), { strength: 1, components: 1 });
    const rho = liouvillian.limit().components[0]!;
    let worst = 0;
    for (const name of ['H0', 'C3', 'JS', 'C1', 'C4'] as const) {
      const x = paperOperator(name, values);
      worst = Math.max(
        worst,
        Math.abs(mean(x) - Liouvillian.expectation(liouvillian.matrix(x), rho).re / Number(values.N)),
      );
    }
    return within(worst, relative, 'difference of an expectation value');
  },
  line: ({ values }) => chainLine(values),
});
