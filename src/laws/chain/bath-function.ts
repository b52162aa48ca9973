import { type Phonons, bathFunction, bathShift } from '../../chain/index.js';
import { type Mutant, caseSpace, law, reals } from '../../law/index.js';
import { all } from '../findings/chain.js';
import { within } from '../findings/within.js';

interface Case {
  readonly phonons: Phonons;
  readonly w: number;
  readonly g: (phonons: Phonons) => (w: number) => number;
}

const relative = 1e-9;

const other = (name: string, change: (g: (w: number) => number) => (w: number) => number): Mutant<Case> => ({
  name,
  operation: true,
  breaks: (c) => ({ ...c, g: (p) => change(c.g(p)) }),
});

/**
 * (n_B(w) + 1) A(w) + n_B(−w) A(−w) is one function of w, continuous at 0 and counted once there; its shift is its
 * Hilbert transform.   chain (21)
 */
export const bathSpectrum = law<Case>({
  id: 'chain.bath-function',
  title: 'emission and absorption are one function of the energy given, smooth through zero',
  source: 'chain (21)',
  statement:
    '# g(w) = (n_B(w) + 1) A(w) + n_B(−w) A(−w), g(−w) = exp(−w/T) g(w), g(0) = T exp(−ω²/η²)/(ω η √π)\nbath X_j (a_j + a†_j) with temperature = 1, frequency = 1, width = 0.4',
  cases: caseSpace({
    parameters: {
      w: reals({ from: -3, to: 3, corners: [0.7, 0, -1.6], unit: 'ω_ph' }),
      temperature: reals({ from: 0.2, to: 3, corners: [1, 0.3], unit: 'ω_ph' }),
      width: reals({ from: 0.3, to: 1, corners: [0.4], unit: 'ω_ph' }),
    },
    wanted: 20,
    build: ({ w, temperature, width }): Case => ({ w, phonons: { temperature, frequency: 1, width }, g: bathFunction }),
  }),
  strength: { relative, because: 'closed forms in double precision, and a quadrature that is accurate to 1e-12' },
  mutants: [
    other('g(0) is counted twice', (g) => (w) => (w === 0 ? 2 : 1) * g(w)),
    other('n_B for n_B + 1', (g) => (w) => g(-Math.abs(w))),
    other('the argument has the wrong sign', (g) => (w) => g(-w)),
  ],
  examine({ phonons, w, g }) {
    const { temperature, frequency, width } = phonons;
    const f = g(phonons);
    const line = (x: number): number =>
      x <= 0 ? 0 : (x / (frequency * width * Math.sqrt(Math.PI))) * Math.exp(-(((x - frequency) / width) ** 2));
    const bose = (x: number): number => 1 / Math.expm1(x / temperature);
    const near = 1e-7;
    const written = w === 0 ? (f(near) + f(-near)) / 2 : w > 0 ? (bose(w) + 1) * line(w) : bose(-w) * line(-w);
    const slack = w === 0 ? 1e-5 : relative;
    // P∫ g(w')/(w − w') dw' by a sum whose points avoid the pole by half a step. Its error is of second order in the
    // step, because of the kink at 0.
    const h = width / 400;
    let sum = 0;
    for (
      let k = Math.ceil((-frequency - 8 * width - Math.abs(w)) / h);
      k * h < frequency + 8 * width + Math.abs(w);
      k++
    )
      sum += f(w - (k + 0.5) * h) / (k + 0.5);
    const shift = bathShift(phonons)(w);
    return all(
      within((Math.abs(f(w) - written) / f(w)) * (relative / slack), relative, 'difference from n_B and A'),
      within(Math.abs(f(-w) - Math.exp(-w / temperature) * f(w)) / Math.max(f(w), f(-w)), relative, 'imbalance'),
      within(Math.abs(sum - shift) * 1e-5, relative, 'difference of the shift from a sum'),
    );
  },
  line: ({ phonons, w }) =>
    `bath X_j (a_j + a†_j) with temperature = ${phonons.temperature}, frequency = ${phonons.frequency}, width = ${phonons.width} # w = ${w}`,
});
