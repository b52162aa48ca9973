/*
 * Jupyter counts the code points of a text, and JavaScript its UTF-16 units: 𝟙 is one of the former and two of the
 * latter.
 */

/** The UTF-16 offset of a place that is given in code points; the end of the text for a place behind it. */
export function utf16Offset(text: string, codePoints: number): number {
  let offset = 0;
  let count = 0;
  for (const point of text) {
    if (count >= codePoints) break;
    offset += point.length;
    count += 1;
  }
  return offset;
}

/** The number of code points before a UTF-16 offset. */
export function codePointOffset(text: string, offset: number): number {
  return Array.from(text.slice(0, offset)).length;
}
