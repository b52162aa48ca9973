/** Text that is markup already; anything else that goes into a page is escaped. */
export class Markup {
  constructor(readonly text: string) {}
}

/** A value between the braces of a page: text is escaped, lists are joined, and undefined and false give nothing. */
export type Insert = Markup | string | number | undefined | false | readonly Insert[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Turns text into markup, for elements and quoted attributes alike. Control characters, which a page must not contain,
 * are shown as their pictures.
 */
export function escapeText(text: string): string {
  return (
    text
      .replaceAll(/[&<>"']/gu, (c) => entities[c]!)
      // eslint-disable-next-line no-control-regex
      .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu, (c) =>
        c === '\r' ? '' : c > '\u007e' ? '\u2421' : String.fromCodePoint(0x2400 + c.codePointAt(0)!),
      )
      .replaceAll(/\p{Cs}/gu, '\ufffd')
  );
}

function insert(value: Insert): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'object') return value.map(insert).join('');
  return escapeText(String(value));
}

/** A piece of a page; every value in it is escaped unless it is markup. Attributes must be quoted. */
export function html(strings: TemplateStringsArray, ...values: readonly Insert[]): Markup {
  let text = strings[0]!;
  for (const [k, value] of values.entries()) text += insert(value) + strings[k + 1]!;
  return new Markup(text);
}
