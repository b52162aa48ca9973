/** A chain of the catalogue, in the language. */
export interface CatalogueChain {
  /** name of its row: letters, digits and dashes */
  readonly id: string;
  readonly name: string;
  /** a program whose last expression is the Hamiltonian */
  readonly chain: string;
  /** a well-known source of the chain */
  readonly cites?: string;
}

/** Chains of one kind. */
export interface CatalogueGroup {
  readonly title: string;
  readonly chains: readonly CatalogueChain[];
}
