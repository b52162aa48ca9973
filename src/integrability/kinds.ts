import type { Operator } from '../spin/index.js';
import type { Commuting, FreeFermions } from './free.js';

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
  | { readonly kind: 'undecided'; readonly because: string };

/** A charge of a boost. */
export interface TowerCharge {
  readonly index: number;
  /** longest string, in sites */
  readonly range: number;
  operator(): Operator;
}
