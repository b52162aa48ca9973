import { hamiltonianFromProgram, silent } from '../../report/index.js';
import type { Operator } from '../../spin/index.js';
import { type SurveyedIntegrability, surveyIntegrability } from '../site/survey.js';
import { type CatalogueChain, catalogueGroups } from './chains.js';

/** A chain of the catalogue with what was computed for it. */
export interface CatalogueRow {
  readonly chain: CatalogueChain;
  readonly group: string;
  readonly hamiltonian: Operator;
  readonly integrability: SurveyedIntegrability;
}

/** The Hamiltonian of a chain of the catalogue. */
export const hamiltonianOfChain = ({ id, chain }: CatalogueChain): Operator =>
  hamiltonianFromProgram({ name: id, text: chain }, [], silent).hamiltonian;

/** Computes the verdict on every chain of the catalogue. */
export function catalogueRows(onProgress: (what: string) => void = () => undefined): CatalogueRow[] {
  return catalogueGroups.flatMap(({ title: group, chains }) =>
    chains.map((chain) => {
      onProgress(`catalogue: ${chain.name}`);
      const hamiltonian = hamiltonianOfChain(chain);
      return { chain, group, hamiltonian, integrability: surveyIntegrability(hamiltonian) };
    }),
  );
}
