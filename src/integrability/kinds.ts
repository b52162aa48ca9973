import type { Operator } from '../spin/index.js';
import type { CellChain } from './cell-algebra.js';
import type { Commuting } from './commuting.js';
import type { FreeFermions } from './free-fermions.js';
import type { FinitePiece, InfinitePiece, OrderedChain } from './pieces.js';
import type { TheoremA } from './theorem-a.js';

/** How the charges of an integrable chain are made. */
export type Construction = 'commuting terms' | 'free fermions' | 'boost' | 'repaired boost' | 'medium range';

/** Whether a chain is integrable, with what decides it. */
export type IntegrabilityVerdict =
  | { readonly kind: 'strictly-local'; readonly charges: readonly Operator[] }
  | { readonly kind: 'integrable'; readonly construction: 'commuting terms'; readonly commuting: Commuting }
  | { readonly kind: 'integrable'; readonly construction: 'free fermions'; readonly fermions: FreeFermions }
  | {
      readonly kind: 'integrable';
      readonly construction: 'boost' | 'repaired boost';
      /** C_3 … C_K, each proved */
      readonly tower: readonly TowerCharge[];
      /** whether a theorem says that all boost charges commute: H couples nearest neighbours with this density */
      readonly allOrders: boolean;
    }
  | { readonly kind: 'integrable'; readonly construction: 'medium range'; readonly charge: Operator }
  | { readonly kind: 'not-integrable'; readonly upTo: number | undefined }
  | { readonly kind: 'not-integrable-by-literature'; readonly theorem: string }
  | { readonly kind: 'undecided'; readonly because: string }
  | ChainInPieces;

/** The verdicts on the pieces of a chain that no term connects. */
export interface ChainInPieces {
  readonly kind: 'pieces';
  readonly infinite: readonly JudgedPiece[];
  readonly finite: readonly FinitePiece[];
  /** period of the chain, in sites */
  readonly period: number;
}

/** An infinite piece of a chain with the verdict on it; the charges of the verdict are those of the chain. */
export interface JudgedPiece extends InfinitePiece, Judged {}

/** A verdict with what it was found from. */
export interface Judged {
  readonly verdict: IntegrabilityVerdict;
  /** the cells of Theorem A; undefined where the terms are too long for it */
  readonly cells: CellChain | undefined;
  readonly theorem: TheoremA | undefined;
  /** the order in which the sites are taken, where the terms are shorter than in the order of the chain */
  readonly order?: OrderedChain;
}

/** A charge of a boost. */
export interface TowerCharge {
  readonly index: number;
  /** longest string, in sites */
  readonly range: number;
  /** number of words */
  readonly words: number;
  /** The charge as a sum over the chain. */
  operator(): Operator;
}
