import { visitElements } from '../../chain/index.js';
import { law } from '../../law/index.js';
import { chainCases } from '../cases/driven-chains.js';
import { type ChainCase, chainIn, otherChannels, preparedRing, transposedRates } from '../engines/chain.js';
import { within } from '../findings/within.js';
import { chainLine } from '../cases/chain-models.js';

const relative = 1e-10;

/** W_{k←m} e^{−E_m/T} = W_{m←k} e^{−E_k/T} for every pair of states: the phonons stay in equilibrium.   chain (21) */
export const detailedBalanceOfPhonons = law<ChainCase>({
  id: 'chain.detailed-balance',
  title: 'each transition by phonons balances its reverse at their temperature',
  source: 'chain (21), the remark after it',
  statement:
    '# W(k ← m) exp(−E_m/T) = W(m ← k) exp(−E_k/T)\nhamiltonian sum_j S_j·S_<j+1> + Sz_j\nbath sum_j (S_j·S_<j+1> + Sx_j Sz_<j+1> + Sz_j Sx_<j+1>) (a_j + a†_j) with temperature = 1, frequency = 1, width = 0.4',
  cases: chainCases(['N', 'Delta', 'B', 'gamma', 'temperature', 'kappa'], 12),
  strength: {
    relative,
    because: 'g(−w) = e^{−w/T} g(w) is exact; energies carry 1e-15, steep flanks multiply it by a few hundred',
  },
  mutants: [
    transposedRates(),
    otherChannels('the temperature of the phonons is another', (c) => ({
      ...c,
      rate: (w) => c.rate(w) * Math.exp(0.1 * w),
    })),
    otherChannels('nothing is emitted by itself: n_B for n_B + 1', (c) => ({
      ...c,
      rate: (w) => c.rate(-Math.abs(w)),
    })),
  ],
  examine(subject) {
    const { values, engine } = subject;
    const chain = chainIn(subject);
    const { spectrum, channels } = preparedRing({ chain, engine });
    const { energies } = spectrum;
    const n = energies.length;
    const w = new Float64Array(n * n);
    visitElements(spectrum, channels[0]!, ({ channel, blocks }) => {
      for (const { from, to, matrix } of blocks) {
        for (let i = 0; i < matrix.rows; i++) {
          for (let j = 0; j < matrix.cols; j++) {
            const [k, m] = [to.offset + i, from.offset + j];
            const size = matrix.re[i * matrix.cols + j]! ** 2 + matrix.im[i * matrix.cols + j]! ** 2;
            w[k * n + m]! += channel.multiplicity * channel.rate(energies[m]! - energies[k]!) * size;
          }
        }
      }
    });
    const largest = Math.max(...w);
    let worst = 0;
    for (let k = 0; k < n; k++) {
      for (let m = 0; m < k; m++) {
        const [up, down] = [
          w[k * n + m]!,
          w[m * n + k]! * Math.exp((energies[m]! - energies[k]!) / values.temperature),
        ];
        if (Math.max(w[k * n + m]!, w[m * n + k]!) > 1e-12 * largest)
          worst = Math.max(worst, Math.abs(up - down) / Math.max(up, down));
      }
    }
    return within(worst, relative, 'imbalance of a pair');
  },
  line: ({ values }) => chainLine(values),
});
