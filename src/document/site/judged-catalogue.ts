import { catalogueRows } from '../catalogue/index.js';
import type { JudgedChain } from './page-integrability.js';

/** The chains of the catalogue with their verdicts, computed now. */
export const judgedCatalogue = (onProgress?: (what: string) => void): JudgedChain[] =>
  catalogueRows(onProgress).map(({ chain, group, given, integrability }) => ({
    ...chain,
    ...given,
    group,
    integrability,
  }));
