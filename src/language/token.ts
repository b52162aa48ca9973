import type { Diagnostic } from '../text/index.js';
import type { BosonToken, FermionToken, SpinToken } from './spin-token.js';
import type { SumToken } from './sum-token.js';
import type { Citation, Site } from './tree.js';

/**
 * A token of the grammar. `text` is canonical (`×` for `\times` and `><`); the offsets refer to the typed text.
 */
export interface Token {
  readonly kind: 'token';
  readonly type: string;
  readonly text: string;
  /** the text that was read, with normalised characters */
  readonly raw: string;
  readonly start: number;
  readonly end: number;
  /** the indentation of its line, if it is the first token of a line */
  readonly indent: number | undefined;
  readonly value: TokenValue;
}

/** The value decoded from the text of a token; `problem` if it is not allowed anywhere. */
export type TokenValue =
  | undefined
  | { readonly kind: 'problem'; readonly problem: Diagnostic }
  | ({ readonly kind: 'sum' } & SumToken)
  | ({ readonly kind: 'spin' } & SpinToken)
  | ({ readonly kind: 'boson' } & BosonToken)
  | ({ readonly kind: 'fermion' } & FermionToken)
  | { readonly kind: 'level'; readonly row: number; readonly column: number }
  | { readonly kind: 'ket'; readonly spins: string }
  | {
      readonly kind: 'name';
      readonly name: string;
      readonly vector?: true;
      readonly sited?: { readonly name: string; readonly site: Site };
    }
  | { readonly kind: 'sited'; readonly name: string; readonly sites: readonly Site[] }
  | { readonly kind: 'claim'; readonly verb: 'prove' | 'refute'; readonly name?: string; readonly cites?: Citation };
