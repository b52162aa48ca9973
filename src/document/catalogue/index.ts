export type { CatalogueChain, CatalogueGroup } from './kinds.js';
export { catalogueGroups } from './chains.js';
export { type CatalogueRow, catalogueRows, hamiltonianOfChain, verdictOnChain } from './rows.js';
