import { elementsOf, ErrorSources } from '../ensembles/index.js';
import { magnetisationOf } from '../ring/index.js';
import type { EnsembleStudy } from './ensemble-study.js';
import type { ErrorSourceDocument } from './comparison.js';
import type { Mean } from './observable.js';
import type { SteadyTask } from './steady-task.js';

/** Finds where the errors of the observables of a task come from; undefined where the problem is too large for it. */
export function errorSourcesOf(
  study: EnsembleStudy,
  { observables }: SteadyTask,
  means: Readonly<Record<string, Mean>>,
): ((rho: Float64Array) => Record<string, ErrorSourceDocument>) | undefined {
  const { relaxation } = study;
  if (!ErrorSources.isFeasible(relaxation)) return undefined;
  const sources = new ErrorSources(relaxation, study.exact().values);
  const spins = spinsOfElements(relaxation);
  const relative = observables.filter(({ name }) => means[name]!.value !== 0);
  const excesses = relative.map(({ operator }) => sources.excess(elementsOf(relaxation, operator)));
  const { parts } = relaxation.chain;
  return (rho) =>
    Object.fromEntries(
      relative.map(({ name }, k) => {
        const { perturbations, elements } = sources.of(excesses[k]!, rho);
        // Sources add up to what the exact state has more.
        const share = (x: number): number => 0 - x / means[name]!.value;
        const count = { bath: 0, drive: 0, jump: 0 };
        return [
          name,
          {
            perturbations: parts.map(({ perturbation: { kind } }, p) => ({
              [kind]: (count[kind] += 1),
              error: share(perturbations[p]!),
            })),
            ...(spins && { Sz: summed(spins, elements, share) }),
          },
        ];
      }),
    );
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
