import {
  emptySpan,
  ensembleOf,
  exponentIn,
  exponentOf,
  extended,
  type MatchedEnsemble,
  matchedEnsemble,
  relativeEntropy,
  type Relaxation,
  type SteadyEnsemble,
} from '../../ensembles/index.js';
import { type Mutant, law } from '../../law/index.js';
import { refuse } from '../../text/index.js';
import { chainLine } from '../cases/chain-models.js';
import { chargesOf, type EnsembleCase, ensembleCases, ensembleModel, relaxationIn } from '../engines/ensembles.js';
import { all } from '../findings/chain.js';
import { within } from '../findings/within.js';

/** S(ρ‖e^E/Tr e^E) from E and ln Tr e^E. */
type Entropy = typeof relativeEntropy;

interface Case extends EnsembleCase {
  readonly entropy: Entropy;
  readonly matched: (relaxation: Relaxation, steady: SteadyEnsemble, rho: Float64Array) => MatchedEnsemble | undefined;
}

const tolerance = 1e-9;
const lists = [
  ['C1', 'C2'],
  ['C1', 'C2', 'C3', 'JS'],
] as const;
const space = ensembleCases(6, ['4', '6']);

const otherEntropy = (name: string, change: (of: Entropy) => Entropy): Mutant<Case> => ({
  name,
  operation: true,
  breaks: (c) => ({ ...c, entropy: change(c.entropy) }),
});

/** Tr ρ (ln ρ − ln σ), with the logarithms of both matrices. */
function entropyByLogarithms({ algebra, ...rest }: Relaxation, rho: Float64Array, sigma: Float64Array): number {
  void rest;
  const [a, b] = [algebra.logarithm(rho), algebra.logarithm(sigma)];
  let sum = 0;
  for (let m = 0; m < rho.length; m++) sum += algebra.metric[m]! * rho[m]! * (a[m]! - b[m]!);
  return sum;
}

/**
 * For ensembles of the same charges S(ρ‖σ) = S(ρ‖σ_m) + S(σ_m‖σ), where σ_m has the means of ρ. All three are not
 * negative, so that S ≥ S_matched ≥ 0.
 */
export const relativeEntropies = law<Case>({
  id: 'ensembles.relative-entropy',
  title: 'S(exact‖ensemble) is that of the matched ensemble and the rest, S ≥ S_matched ≥ 0',
  source: 'Amari, Information Geometry and Its Applications (2016), ch. 2: the theorem of Pythagoras',
  statement: `# S(ρ‖σ) = S(ρ‖σ_m) + S(σ_m‖σ) ≥ S(ρ‖σ_m) ≥ 0, Tr C_i σ_m = Tr C_i ρ\n${ensembleModel}`,
  cases: {
    ...space,
    build: (point) => ({
      ...space.build(point),
      entropy: relativeEntropy,
      matched: (relaxation, { span, state }, rho) => matchedEnsemble(relaxation, span, rho, state.lagrange),
    }),
  },
  strength: { relative: tolerance, because: 'sums of 2^N terms of order one; the matched means are found to 1e-11' },
  mutants: [
    otherEntropy('the constant ln Z is left out', (of) => (r, rho, _, e) => of(r, rho, { logTrace: 0 }, e)),
    otherEntropy(
      'λ has the wrong sign in ln σ',
      (of) => (r, rho, z, e) =>
        of(
          r,
          rho,
          z,
          e.map((x) => -x),
        ),
    ),
    otherEntropy('the entropy is taken per site', (of) => (r, rho, z, e) => of(r, rho, z, e) / r.chain.sites),
    otherEntropy('the coherences are left out of ln ρ', (of) => (r, rho, z, e) => {
      const populations = rho.map((x, m) => x * r.algebra.identity[m]!);
      return of(r, populations, z, e);
    }),
    {
      name: 'the matched ensemble is the steady one',
      operation: true,
      breaks: (c) => ({
        ...c,
        matched: (_, { state }) => ({ lagrange: state.lagrange, exponential: state.exponential }),
      }),
    },
  ],
  examine(subject) {
    const { relaxation, exact } = relaxationIn(subject);
    const { entropy } = subject;
    return all(
      ...lists.flatMap((names) => {
        const steady = ensembleOf(relaxation, chargesOf(relaxation, subject, names));
        const matched = subject.matched(relaxation, steady, exact) ?? refuseMatch();
        const { exponential } = steady.state;
        const least = entropy(relaxation, exact, matched.exponential, exponentIn(steady.span, matched.lagrange));
        const whole = entropy(relaxation, exact, exponential, exponentOf(steady));
        const rest = entropy(relaxation, matched.exponential.values, exponential, exponentOf(steady));
        const means = (rho: Float64Array): number[] => steady.span.basis.map((q) => relaxation.trace(q, rho));
        const wanted = means(exact);
        return [
          within(Math.abs(whole - least - rest), tolerance, 'S − S_matched − S(matched‖ensemble)'),
          within(Math.max(0, -least, -rest), tolerance, 'a negative entropy'),
          within(
            Math.abs(whole - entropyByLogarithms(relaxation, exact, exponential.values)),
            tolerance,
            'difference from Tr ρ (ln ρ − ln σ)',
          ),
          within(
            Math.max(...means(matched.exponential.values).map((x, i) => Math.abs(x - wanted[i]!))),
            tolerance,
            'a mean of the matched ensemble',
          ),
        ];
      }),
    );
  },
  line: ({ values }) => chainLine(values),
});

interface Nested extends EnsembleCase {
  /** the least S that the first n charges of a list can reach */
  readonly least: (relaxation: Relaxation, rho: Float64Array, list: EnsembleList, n: number) => number;
}

type EnsembleList = ReturnType<typeof chargesOf>;

/** The ensemble with the means of ρ, from the infinite temperature. */
function matchOf(relaxation: Relaxation, rho: Float64Array, charges: EnsembleList) {
  const span = extended(relaxation, emptySpan, charges);
  const start = span.basis.map(() => 0);
  const { lagrange } = matchedEnsemble(relaxation, span, rho, start) ?? refuseMatch();
  return { span, lagrange, exponent: exponentIn(span, lagrange) };
}

function leastOf(relaxation: Relaxation, rho: Float64Array, charges: EnsembleList): number {
  const { exponent } = matchOf(relaxation, rho, charges);
  return relativeEntropy(relaxation, rho, relaxation.algebra.exponential(exponent), exponent);
}

/** An ensemble of more charges contains that of fewer ones, so that the best of them is at least as good. */
export const matchedFalls = law<Nested>({
  id: 'ensembles.matched-falls',
  title: 'S_matched does not rise when a charge is added',
  source: 'the minimum over λ of S(ρ‖exp(−Σ λ_i C_i)/Z)',
  statement: `# S_matched of C1; C1, C2; C1, C2, C3; … never rises\n${ensembleModel}`,
  cases: {
    ...space,
    build: (point) => ({
      ...space.build(point),
      least: (relaxation, rho, list, n) => leastOf(relaxation, rho, list.slice(0, n)),
    }),
  },
  strength: { relative: tolerance, because: 'sums of 2^N terms of order one; the matched means are found to 1e-11' },
  mutants: [
    {
      name: 'each charge stands alone, without those before it',
      operation: true,
      breaks: (c) => ({
        ...c,
        least: (relaxation, rho, list, n) => leastOf(relaxation, rho, list.slice(n - 1, n)),
      }),
    },
    {
      name: 'the new λ has the wrong sign',
      operation: true,
      breaks: (c) => ({
        ...c,
        least: (relaxation, rho, list, n) => {
          const { span, lagrange: found } = matchOf(relaxation, rho, list.slice(0, n));
          const lagrange = Float64Array.from(found, (l, i) => (i === n - 1 ? -l : l));
          const exponent = exponentIn(span, lagrange);
          return relativeEntropy(relaxation, rho, relaxation.algebra.exponential(exponent), exponent);
        },
      }),
    },
  ],
  examine(subject) {
    const { relaxation, exact } = relaxationIn(subject);
    const list = chargesOf(relaxation, subject, ['C2', 'C1', 'C3', 'JS']);
    const entropies = list.map((_, k) => subject.least(relaxation, exact, list, k + 1));
    return within(
      Math.max(...entropies.slice(1).map((s, k) => s - entropies[k]!), 0),
      tolerance,
      'the rise of S_matched by a charge',
    );
  },
  line: ({ values }) => chainLine(values),
});

function refuseMatch(): never {
  return refuse('no-convergence', 'no ensemble with the means of the exact state was found');
}
