import { type GivenHamiltonian, hamiltonianFromProgram, silent, spinOfSites } from '../../report/index.js';
import { type SurveyedIntegrability, surveyIntegrability } from '../site/survey-integrability.js';
import { catalogueGroups } from './chains.js';
import type { CatalogueChain } from './kinds.js';

/** A chain of the catalogue with what was computed for it. */
export interface CatalogueRow {
  readonly chain: CatalogueChain;
  readonly group: string;
  readonly given: GivenHamiltonian;
  readonly integrability: SurveyedIntegrability;
}

/** The Hamiltonian of a chain of the catalogue. */
export const hamiltonianOfChain = ({ id, chain }: CatalogueChain): GivenHamiltonian =>
  hamiltonianFromProgram({ name: id, text: chain }, [], silent, { spins: 'any' });

/** The verdict on a chain of the catalogue. */
export function verdictOnChain(chain: CatalogueChain): Pick<CatalogueRow, 'given' | 'integrability'> {
  const given = hamiltonianOfChain(chain);
  return { given, integrability: surveyIntegrability(given.hamiltonian, { spin: spinOfSites(given.notation) }) };
}

/** Computes the verdict on every chain of the catalogue. */
export function catalogueRows(onProgress: (what: string) => void = () => undefined): CatalogueRow[] {
  return catalogueGroups.flatMap(({ title: group, chains }) =>
    chains.map((chain) => {
      onProgress(`catalogue: ${chain.name}`);
      return { chain, group, ...verdictOnChain(chain) };
    }),
  );
}
