export { type CatalogueChain, type CatalogueGroup, catalogueGroups } from './chains.js';
export { type CatalogueRow, catalogueRows, hamiltonianOfChain } from './rows.js';
