import { actingParts, type DrivenChain, type RelaxationPart } from '../chain/index.js';
import { ErrorSources } from '../ensembles/index.js';
import { magnetisationOf } from '../ring/index.js';
import type { EnsembleStudy } from './ensemble-study.js';
import type { ErrorSourceDocument } from './comparison.js';
import type { Mean } from './observable.js';
import { perturbationNumbers } from './perturbation-numbers.js';
import type { SteadyTask } from './steady-task.js';

/** The sources of the errors of a state by observable; those that do not add up to the error are left out. */
type SourcesIn = (rho: Float64Array) => Record<string, ErrorSourceDocument>;

/**
 * Finds where the errors of the observables of a task come from; undefined where the problem is too large for it, or its
 * matrix is singular.
 *
 * @param means  those of the exact state
 */
export function errorSourcesOf(
  study: EnsembleStudy,
  { chain, observables }: SteadyTask,
  means: Readonly<Record<string, Mean>>,
): SourcesIn | undefined {
  const { relaxation } = study;
  const sources = ErrorSources.find(relaxation, study.exact().values);
  if (!sources) return undefined;
  const spins = spinsOfElements(relaxation);
  const asked = observables.flatMap(({ name, operator }) => {
    const { value } = means[name]!;
    if (value === 0) return [];
    const elements = study.elements(operator);
    return [{ name, value, elements, excess: sources.excess(elements) }];
  });
  const numbers = perturbationNumbers(chain);
  const places = placesOfParts(chain, relaxation.chain.parts);
  return (rho) =>
    Object.fromEntries(
      asked.flatMap(({ name, value, elements: operator, excess }) => {
        const found = sources.confirmed(operator, excess, rho);
        if (!found) return [];
        // Sources add up to what the exact state has more.
        const share = (x: number): number => 0 - x / value;
        const { perturbations, elements } = found;
        const document: ErrorSourceDocument = {
          perturbations: numbers.map((number, p) => ({ ...number, error: share(perturbations[places[p]!] ?? 0) })),
          ...(spins && { Sz: summed(spins, elements, share) }),
        };
        return [[name, document]];
      }),
    );
}

/** For each perturbation of a chain its place among the parts that act; −1 for one that does not act. */
function placesOfParts(chain: DrivenChain, parts: readonly RelaxationPart[]): number[] {
  let next = 0;
  return actingParts(chain, parts).map((part) => (part ? next++ : -1));
}

/** S^z of each element of a state, for populations of eigenstates of S^z. */
function spinsOfElements({ algebra, chain }: EnsembleStudy['relaxation']): Float64Array | undefined {
  const { spectrum, unknowns } = chain;
  if (algebra.size !== unknowns.populationAt.length) return undefined;
  const out = new Float64Array(algebra.size);
  for (const { sector } of spectrum.sectors) {
    const spin = magnetisationOf(spectrum.basis, sector);
    if (spin === undefined) return undefined;
    for (let n = sector.offset; n < sector.offset + sector.orbits.length; n++) out[unknowns.populationAt[n]!] = spin;
  }
  return out;
}

/** Sums of elements by the value of a label, in ascending order. */
function summed(
  labels: Float64Array,
  elements: Float64Array,
  share: (sum: number) => number,
): { readonly value: number; readonly error: number }[] {
  const sums = new Map<number, number>();
  elements.forEach((x, m) => sums.set(labels[m]!, (sums.get(labels[m]!) ?? 0) + x));
  return [...sums].sort(([a], [b]) => a - b).map(([value, sum]) => ({ value, error: share(sum) }));
}
