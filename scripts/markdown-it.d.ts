/** What scripts/site.ts uses of markdown-it, which comes without types. */
declare module 'markdown-it' {
  interface Token {
    readonly content: string;
    readonly children: readonly Token[] | null;
    attrGet(name: string): string | null;
    attrSet(name: string, value: string): void;
  }
  interface Renderer {
    readonly rules: Record<string, Rule>;
    renderToken(tokens: readonly Token[], index: number, options: unknown): string;
  }
  type Rule = (
    tokens: readonly Token[],
    index: number,
    options: unknown,
    environment: unknown,
    renderer: Renderer,
  ) => string;

  export default class MarkdownIt {
    constructor(options: { readonly html: boolean });
    readonly renderer: Renderer;
    render(text: string): string;
  }
}
