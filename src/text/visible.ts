// What a terminal obeys or hides: C0 and C1 controls and DEL; marks and overrides of the writing direction; characters without width;
// line and paragraph separators; characters of Unicode's blocks of tags and of interlinear annotation.
/* eslint-disable no-control-regex */
const unseen =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;
/* eslint-enable no-control-regex */

/**
 * A text as it may be written to a terminal: characters that a terminal would obey, or not show, become text. Line breaks stay, and
 * tabs become blanks.
 */
export function visible(text: string): string {
  return text.replace(unseen, (c) => {
    const code = c.codePointAt(0)!;
    if (c === '\t') return ' ';
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    return code === 0x7f ? '\u2421' : `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}

/** The same with one character for each, so that places in the text stay what they are. */
export function visibleInPlace(text: string): string {
  return text.replace(unseen, (c) => {
    const shown = visible(c);
    return shown.length === 1 ? shown : '\ufffd'.repeat([...c].length);
  });
}

/** A JSON text with the same characters as escapes of JSON: what is read from it stays what it was. */
export function visibleJson(json: string): string {
  return json.replace(unseen, (c) => [...Array(c.length).keys()].map((k) => `\\u${c.charCodeAt(k).toString(16).padStart(4, '0')}`).join(''));
}
