import type { DrivenChain } from '../chain/index.js';
import { Liouvillian, traceDistance } from '../lindblad/index.js';
import type { ComplexMatrix } from '../numeric/index.js';
import { limit } from '../text/index.js';
import { type AnswerPart, paddedTable } from './answer-parts.js';
import { type Observable, numberText, values } from './observable.js';
import type { Listener } from './report.js';

/** Largest ratio of the last Floquet component to the first without a note. */
const largestTruncation = 1e-8;
/** Eigenvalues of ρ above this are not negative up to rounding, so ρ is a state. */
const leastEigenvalue = -1e-10;
/** Largest trace distance of two states, including rounding. */
const largestDistance = 1 + 1e-9;

/** The answer of `steady --finite`: the steady state of the whole Liouvillian at finite strengths, and its limit. */
export interface FiniteDocument {
  sites: number;
  ensemble: 'finite';
  /** Floquet components −n … n */
  components: number;
  limit: { observables: Record<string, number>; smallest: number };
  finite: FiniteState[];
}

export interface FiniteState {
  strength: number;
  /** ½ Tr |ρ(s) − ρ(0)|; null if ρ(s) has negative probabilities and is further away than any state can be */
  distance: number | null;
  /** the smallest eigenvalue of ρ(s) */
  smallest: number;
  observables: Record<string, number>;
  residual: number;
  /** ratio of the last Floquet component to the first */
  truncation: number;
}

/**
 * The steady states of the whole Liouvillian, with all second-order terms multiplied by each strength.   chain (11),
 * (19)
 *
 * @diagnostic `not-resolved`, those of the Liouvillian
 */
export function finiteDocument(
  chain: DrivenChain,
  observables: readonly Observable[],
  strengths: readonly number[],
  listener: Listener,
): FiniteDocument {
  const first = new Liouvillian(chain, { strength: strengths[0]! });
  // Eigenstates do not depend on the strength, so one set of matrices and one ρ(0) serve all strengths.
  const matrices = new Map(observables.map(({ operator }) => [operator, first.matrix(operator)]));
  const mean = (rho: ComplexMatrix): Record<string, number> =>
    values(observables, (operator) => Liouvillian.expectation(matrices.get(operator)!, rho).re);
  const ending = first.limit();
  const end = ending.components[0]!;
  const finite = strengths.map((strength, k): FiniteState => {
    const engine = k === 0 ? first : new Liouvillian(chain, { strength });
    const state = engine.steadyState((done, total) => listener.progress(`strength ${strength}`, done / total));
    const rho = state.components[0]!;
    const distance = traceDistance(rho, end);
    const seen = mean(rho);
    const { smallest, residual, truncation } = state;
    if (![distance, smallest, residual, ...Object.values(seen)].every(Number.isFinite))
      limit('not-resolved', `double precision does not resolve the steady state at strength ${strength}`);
    return {
      strength,
      distance: distance <= largestDistance ? Math.min(1, distance) : null,
      smallest,
      observables: seen,
      residual,
      truncation,
    };
  });
  return {
    sites: chain.sites,
    ensemble: 'finite',
    components: first.components,
    limit: { observables: mean(end), smallest: ending.smallest },
    finite,
  };
}

/** Remarks on the numbers: truncated Floquet components, and strengths at which ρ is not a state. */
export function finiteNotes({ components, finite }: FiniteDocument): string[] {
  const worst = Math.max(...finite.map((r) => r.truncation));
  return [
    ...(worst > largestTruncation
      ? [`Floquet components beyond ±${components} are cut off; the last is ${worst.toExponential(0)} of the first`]
      : []),
    ...finite
      .filter((r) => r.smallest < leastEigenvalue)
      .map(
        ({ strength, smallest }) =>
          `at strength ${strength} ρ has the eigenvalue ${smallest.toPrecision(3)}: to second order phonons ` +
          'are not of Lindblad form, and this strength is beyond what they describe',
      ),
  ];
}

/** The table of strengths, with the limit in its last row. */
export function finiteParts({ sites, limit: end, finite }: FiniteDocument): AnswerPart[] {
  return [
    `the whole Liouvillian on a ring of ${sites}, everything of second order times s: averages over a period, per site`,
    paddedTable(
      ['s', 'distance', 'min eigenvalue', ...Object.keys(end.observables)],
      [
        ...finite.map(({ strength, distance, smallest, observables }) => [
          String(strength),
          distance === null ? 'none' : distance.toExponential(3),
          smallest.toExponential(3),
          ...Object.values(observables).map(numberText),
        ]),
        ['0', '', end.smallest.toExponential(3), ...Object.values(end.observables).map(numberText)],
      ],
      19,
    ),
    'distance: ½ Tr |ρ(s) − ρ(0)|, which falls as s',
  ];
}
