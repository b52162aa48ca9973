import type { UnitCell } from '../charges/index.js';

/** The unit cell of a Hamiltonian in documents: its period in sites, how it was boosted, and what was searched. */
export interface UnitCellDocument {
  period: number;
  /** sites of the cells by which the search counts */
  size: number;
  /** what was added to the first moment of H: `none`, `sites`, `positions`, `density`, `charges`; null if there is no boost */
  boost: string | null;
  /** for each number of cells that was searched: how many new charges there are, and how many were found */
  searched: { cells: number; count: number; found: number }[];
}

export function unitCellDocument({ period, size, boost, searched }: UnitCell): UnitCellDocument {
  return {
    period,
    size,
    boost: boost?.repair ?? null,
    searched: searched.map(({ cells, count, charges }) => ({ cells, count, found: charges.length })),
  };
}
