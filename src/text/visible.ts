// Characters that a terminal obeys or hides: controls (C0, DEL, C1), marks and overrides of the writing direction and
// other format characters, line and paragraph separators, unpaired surrogates, and all characters without width.
const unseen = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * A text that is safe to write to a terminal: characters that a terminal would obey or hide become visible text. Line
 * breaks stay, and tabs become blanks.
 */
export function visible(text: string): string {
  return text.replace(unseen, (c) => {
    const code = c.codePointAt(0)!;
    if (c === '\t') return ' ';
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    return code === 0x7f ? '\u2421' : `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}

/** A text that has to stay on its line, such as the name of a file. */
export function visibleOnOneLine(text: string): string {
  return visible(text).replaceAll('\n', '\u240a');
}

/** As `visible`, but with one character for each, so that places in the text do not change. */
export function visibleInPlace(text: string): string {
  return text.replace(unseen, (c) => {
    const shown = visible(c);
    return shown.length === 1 ? shown : '\ufffd'.repeat([...c].length);
  });
}

/** A JSON text with these characters as JSON escapes, so that its meaning does not change. */
export function visibleJson(json: string): string {
  return json.replace(unseen, (c) =>
    [...Array(c.length).keys()].map((k) => `\\u${c.charCodeAt(k).toString(16).padStart(4, '0')}`).join(''),
  );
}
