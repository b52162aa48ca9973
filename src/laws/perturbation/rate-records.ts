import { type Finding, type Mutant, law } from '../../law/index.js';
import { refuse } from '../../text/index.js';
import { within } from '../findings/within.js';
import { negligible, rankOf, stationaryState } from '../oracles/rates.js';
import type { PerturbedRing, RingRates } from '../engines/ring-rates.js';

export type RateRecord = Pick<
  Parameters<typeof law<PerturbedRing>>[0],
  'id' | 'title' | 'statement' | 'strength' | 'mutants' | 'examine'
>;

const otherRates = (name: string, change: (r: RingRates, c: PerturbedRing) => RingRates): Mutant<PerturbedRing> => ({
  name,
  operation: true,
  breaks: (c) => ({ ...c, rates: (chain) => change(c.rates(chain), c) }),
});

const relative = 1e-10;
const rounding = { relative, because: 'eigenvectors in double precision, squared' } as const;

const small = (deviation: number, what: string): Finding => within(deviation, relative, what);

/** The largest outflow, which is the scale of rates. */
function scaleOf({ energies, rates }: RingRates): number {
  const n = energies.length;
  let largest = 0;
  for (let m = 0; m < n; m++) largest = Math.max(largest, -rates[m * n + m]!);
  return largest;
}

const negative = otherRates('a rate is negative', ({ energies, rates }) => {
  const n = energies.length;
  const largest = rates.reduce((best, r, at) => (Math.floor(at / n) !== at % n && r > rates[best]! ? at : best), 1);
  return { energies, rates: rates.map((r, at) => (at === largest ? -r : r)) };
});
const transposed = otherRates('rates are transposed', ({ energies, rates }) => {
  const n = energies.length;
  return { energies, rates: rates.map((_, at) => rates[(at % n) * n + Math.floor(at / n)]!) };
});
const leaking = otherRates('the outflow is counted twice', ({ energies, rates }) => {
  const n = energies.length;
  return { energies, rates: rates.map((r, at) => (Math.floor(at / n) === at % n ? 2 * r : r)) };
});

/** Changes the rates of transitions k ← m one by one; the outflows are adjusted, so that probability is conserved. */
function eachRate({ energies, rates }: RingRates, change: (rate: number, k: number, m: number) => number): RingRates {
  const n = energies.length;
  const made = rates.map((r, at) => (Math.floor(at / n) === at % n ? 0 : change(r, Math.floor(at / n), at % n)));
  for (let m = 0; m < n; m++) {
    let out = 0;
    for (let k = 0; k < n; k++) out += made[k * n + m]!;
    made[m * n + m] = -out;
  }
  return { energies, rates: made };
}
const oddSpectrum = otherRates('the spectral function is odd: what is emitted counts as negative', (r) =>
  eachRate(r, (rate, k, m) => (r.energies[k]! < r.energies[m]! ? -rate : rate)),
);
const noSpontaneousEmission = otherRates('spontaneous emission is forgotten: n phonons instead of n + 1', (r) =>
  eachRate(r, (rate, k, m) => (r.energies[k]! < r.energies[m]! ? r.rates[m * r.energies.length + k]! : rate)),
);

/** W_km ≥ 0 for k ≠ m. */
const positivity: RateRecord = {
  id: 'perturb.positivity',
  title: 'no rate of the perturbation is negative',
  statement: '# W_km ≥ 0 for k ≠ m',
  strength: rounding,
  mutants: [negative, oddSpectrum],
  examine(c) {
    const r = c.rates(c.chain(1));
    const n = r.energies.length;
    let worst = 0;
    r.rates.forEach((w, at) => {
      if (Math.floor(at / n) !== at % n) worst = Math.max(worst, Number.isNaN(w) ? Number.NaN : -w);
    });
    return small(worst === 0 ? 0 : worst / scaleOf(r), 'a negative rate');
  },
};

/** Σ_k W_km = 0: probability is conserved. */
const columnSums: RateRecord = {
  id: 'perturb.column-sums',
  title: 'the rates keep the probability',
  statement: '# Σ_k W_km = 0',
  strength: rounding,
  mutants: [leaking, transposed],
  examine(c) {
    const r = c.rates(c.chain(1));
    const n = r.energies.length;
    const scale = scaleOf(r);
    let worst = 0;
    for (let m = 0; m < n; m++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += r.rates[k * n + m]!;
      worst = Math.max(worst, Math.abs(sum));
    }
    return small(scale === 0 ? 0 : worst / scale, 'a column sum');
  },
};

/** W_km e^{−E_m/T} = W_mk e^{−E_k/T} for a bath at temperature T. */
export const balanceOfRates: RateRecord = {
  id: 'perturb.detailed-balance',
  title: 'the rates of the bath obey detailed balance at its temperature',
  statement: '# W_km exp(−E_m/T) = W_mk exp(−E_k/T) for the bath alone',
  strength: rounding,
  mutants: [transposed, noSpontaneousEmission],
  examine(c) {
    const whole = c.chain(1);
    const baths = whole.perturbations.filter((p) => p.kind === 'bath');
    if (baths.length === 0)
      refuse('no-bath', 'the perturbation has no bath', { hint: 'couple it to one: … (a_j + a†_j)' });
    const { energies, rates } = c.rates({ ...whole, perturbations: baths });
    const n = energies.length;
    const lowest = energies.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    const flow = (k: number, m: number): number =>
      rates[k * n + m]! * Math.exp(-(energies[m]! - lowest) / c.temperature);
    let largest = 0;
    let worst = 0;
    for (let k = 0; k < n; k++) {
      for (let m = 0; m < k; m++) {
        largest = Math.max(largest, flow(k, m), flow(m, k));
        worst = Math.max(worst, Math.abs(flow(k, m) - flow(m, k)));
      }
    }
    return small(largest === 0 ? 0 : worst / largest, 'a net flow in equilibrium');
  },
};

/** The generator on all pairs of equal energy has one null vector, so there is one steady state. chain (11) */
export const uniquenessOfState: RateRecord = {
  id: 'perturb.uniqueness',
  title: 'the steady state is unique',
  statement: '# L ρ = 0 has one solution of trace 1, coherences between levels of equal energy included',
  strength: { relative: negligible, because: 'the rank of a matrix of numbers that are accurate to 1e-15' },
  mutants: [
    {
      name: 'a state is cut off',
      operation: true,
      breaks: (c) => ({
        ...c,
        generator: (chain) => {
          const { size, matrix } = c.generator(chain);
          // The flow into the first state is left where it was.
          const cut = matrix.map((x, at) => (at % size === 0 || at < size ? 0 : x));
          for (let m = 1; m < size; m++) cut[m * size + m]! += matrix[m]!;
          return { size, matrix: cut };
        },
      }),
    },
    {
      name: 'the bath is left out: the momentum up to π is kept',
      operation: true,
      breaks: (c) => ({
        ...c,
        chain: (s) => ({ ...c.chain(s), perturbations: c.chain(s).perturbations.filter((p) => p.kind !== 'bath') }),
      }),
    },
  ],
  examine(c) {
    const { size, matrix } = c.generator(c.chain(1));
    const found = size - rankOf(matrix, size);
    return found <= 1 ? { holds: true } : { holds: false, residual: { text: `${found} independent steady states` } };
  },
};

/** W(s V) = s² W(V), so only the ratio of two strengths matters, and the steady state does not change. */
const ratioOnly: RateRecord = {
  id: 'perturb.strength',
  title: 'only the ratio ε_d/ε_ph matters: all strengths times one factor leave the steady state as it is',
  statement: '# W(s V) = s² W(V), p(s V) = p(V)',
  strength: rounding,
  mutants: [
    {
      name: 'the bath does not know the factor',
      operation: true,
      breaks: (c) => ({
        ...c,
        chain: (s) => ({
          ...c.chain(s),
          perturbations: c.chain(s).perturbations.map((p, k) => (p.kind === 'bath' ? c.chain(1).perturbations[k]! : p)),
        }),
      }),
    },
    {
      name: 'a rate is of first order',
      operation: true,
      breaks: (c) => ({
        ...c,
        rates: (chain) => ({
          ...c.rates(chain),
          rates: c.rates(chain).rates.map((r) => Math.sign(r) * Math.sqrt(Math.abs(r))),
        }),
      }),
    },
  ],
  examine(c) {
    const [one, other] = [c.rates(c.chain(1)), c.rates(c.chain(c.factor))];
    const scale = scaleOf(one);
    let worst = 0;
    one.rates.forEach((w, at) => (worst = Math.max(worst, Math.abs(other.rates[at]! / c.factor ** 2 - w))));
    const rates = scale === 0 ? 0 : worst / scale;
    if (!(rates <= relative)) return small(rates, 'a rate that is not of second order, by a part');
    const [p, q] = [stationaryState(one), stationaryState(other)];
    // Where there are several steady states, the one of the rates alone says nothing.
    return p && q
      ? small(
          p.reduce((d, x, k) => Math.max(d, Math.abs(x - q[k]!)), 0),
          'a change of the steady state',
        )
      : { holds: true, deviation: rates };
  },
};

/** The claims about the rates of every perturbation. */
export const rateRecords = [positivity, columnSums, balanceOfRates, uniquenessOfState, ratioOnly] as const;
