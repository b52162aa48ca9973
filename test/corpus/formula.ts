import type { LevelDocument } from '../../src/report/value.js';
import type { TermDocument } from '../../src/report/index.js';

/**
 * A displayed formula of a paper.
 *
 * `printed` is what a reader would paste, in LaTeX or Unicode; `ascii` the same at a keyboard. `program` holds the
 * definitions the paper makes before it. Expected is what the formula is, worked out by hand: Pauli strings with
 * coefficients as the package writes them, from S = σ/2 and S^± = (σ^x ± iσ^y)/2.
 */
export interface Formula {
  /** `chain (7)` */
  readonly equation: string;
  readonly what: string;
  readonly program?: string;
  readonly printed: readonly string[];
  readonly ascii: string;
  readonly expected: Readonly<Record<string, string>>;
}

/** A formula that cannot be typed: why, and what happens to someone who tries. */
export interface Beyond {
  /** `chain, eq. 1`: in words that do not count as a citation */
  readonly equation: string;
  readonly because: string;
  readonly tried: string;
  /** the code of the error */
  readonly code: string;
}

/**
 * `Σ XY`, `Σ (-1)^j X`, `XIX@3`; a term with a bath displacement says how far it stands from the first letter: `Σ XX
 * (a+0)`.
 */
export function termKey(t: TermDocument): string {
  const letters = t.string === '' ? '1' : t.string;
  const displaced = t.displacement ? ` (a+${(t.displacementSite ?? 0) - t.site})` : '';
  if (t.weight === 'local') return `${letters}@${t.site}${displaced}`;
  return `Σ ${t.weight === '1' ? '' : `${t.weight} `}${letters}${displaced}`;
}

/** `|1><2|`, `δ(4/5) |1><2|`. */
export function levelKey(e: LevelDocument): string {
  const level = e.row === undefined ? '1' : `|${e.row}><${e.column}|`;
  return e.delta === undefined ? level : `δ(${e.delta}) ${level}`;
}
