declare module 'markdown-it' {
  /** A piece of Markdown that has been read. */
  interface MarkdownToken {
    readonly type: string;
    readonly tag: string;
    /** 1 opens an element, -1 closes it, 0 is complete */
    readonly nesting: 1 | 0 | -1;
    readonly content: string;
    readonly children: readonly MarkdownToken[] | null;
    attrGet(name: string): string | null;
  }
  export default class MarkdownIt {
    constructor(options: { readonly html: boolean; readonly linkify: boolean });
    disable(rules: readonly string[]): this;
    parse(text: string, environment: object): readonly MarkdownToken[];
  }
}
