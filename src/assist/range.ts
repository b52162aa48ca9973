/** Longest text that is checked, coloured and formatted while it is edited, in UTF-16 units. */
export const longestEdited = 500_000;

/** A stretch of a text in UTF-16 offsets, as editors count them: `from` inclusive, `to` exclusive. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** The range of a span. Positions from typeset formulas may be in reverse order, and a range never is. */
export function rangeOfSpan({ start, end }: { readonly start: number; readonly end: number }): TextRange {
  return { from: Math.min(start, end), to: Math.max(start, end) };
}
