import type { LocalCharges, LocalChargesOptions } from '../charges/index.js';
import type { Coefficient, ModularPoint } from '../exact/index.js';
import type { Operator } from '../spin/index.js';
import type { CellAlgebra, CellChain, CellHamiltonian } from './cell-algebra.js';
import type { IntegrabilityVerdict } from './kinds.js';
import type { Arrangement, OrderedChain, Pieces } from './pieces.js';

/**
 * How many charges of a tower are proved where the first one decides, since a theorem is about all others: as many as are
 * shown, or the first one.
 */
export type TowerExtent = 'shown' | 'first';

/** The parts of H by cells over the couplings: h_j and b_j as operators whose first cell begins at site 0. */
export interface ExactCells {
  readonly bonds: readonly Operator[];
  readonly onCells: readonly Operator[];
}

/**
 * A chain as the question of integrability needs it, whatever its sites hold: its parts by cells, modulo a prime and over
 * the couplings, commutators, and the constructions that find charges. All sites are counted in sites of the chain.
 */
export interface ChainAlgebra {
  /** the operators of cells modulo a prime */
  readonly cells: CellAlgebra;
  /** Sites after which a static sum over the chain repeats. */
  readonly periodOf: (hamiltonian: Operator) => number;
  /** Sites of the longest word. */
  readonly rangeOf: (operator: Operator) => number;
  /** The smallest cells of a chain; undefined where they would be too large. */
  readonly cellsOf: (hamiltonian: Operator, period: number) => CellChain | undefined;
  readonly cellHamiltonian: (hamiltonian: Operator, cells: CellChain, point: ModularPoint) => CellHamiltonian;
  readonly exactCells: (hamiltonian: Operator, period: number, cells: CellChain) => ExactCells;
  /** The letters of the operators of a site, the identity first; those of certificates. */
  readonly letters: string;
  /** The letters of a key on so many sites. */
  readonly lettersOf: (key: number, sites: number) => string;
  /**
   * −i [Q, H] for a word Q without identities at its ends, summed over the sites of a residue modulo a period of 1 or 2: words
   * with their coefficients at the sites 0 … whole − 1, after which the result repeats.
   */
  readonly rateUnder: (
    hamiltonian: Operator,
    whole: number,
  ) => (
    letters: string,
    residue: number,
    period: number,
  ) => readonly { readonly letters: string; readonly values: readonly Coefficient[] }[];
  /** The word of a key on so many sites, which begins at the site `at`. */
  readonly word: (key: number, sites: number, at: number) => Operator;
  readonly commutator: (a: Operator, b: Operator) => Operator;
  /** The coefficients of an operator of the chain by labels of independent words. */
  readonly entries: (operator: Operator) => Iterable<readonly [label: string, coefficient: Coefficient]>;
  /** A local operator moved by some sites. */
  readonly shifted: (operator: Operator, by: number) => Operator;
  /** The part of a local operator on both the first and the last of so many cells, which begin at site 0. */
  readonly ends: (operator: Operator, cells: number, size: number) => Operator;
  /** All local charges up to a range. */
  readonly localCharges: (hamiltonian: Operator, options: LocalChargesOptions) => LocalCharges;
  /** The verdict of the branches that find charges; undefined where none does. */
  readonly positive: (hamiltonian: Operator, period: number, extent: TowerExtent) => IntegrabilityVerdict | undefined;
  /** The verdict by a theorem of the literature. */
  readonly literature: (hamiltonian: Operator, period: number) => IntegrabilityVerdict | undefined;
  /** How its sites are divided and reordered; absent where a chain is always judged as a whole, in its order. */
  readonly arrangements?: {
    readonly connectedPieces: (hamiltonian: Operator) => Pieces;
    readonly shortestOrders: (hamiltonian: Operator) => readonly OrderedChain[];
    /** A charge of the spins of pieces that are alike, on the sites of the chain. */
    readonly fromArrangement: (charge: Operator, pieces: readonly Arrangement[]) => Operator;
  };
  /** The terms to which no theorem applies, in words. */
  readonly tooLong: string;
}
