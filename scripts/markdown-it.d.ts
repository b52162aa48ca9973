/** What scripts/ uses of markdown-it, which comes without types. */
declare module 'markdown-it' {
  interface Token {
    type: string;
    content: string;
    readonly info: string;
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

  interface InlineState {
    readonly src: string;
    pos: number;
    push(type: string, tag: string, nesting: 0): Token;
  }

  export default class MarkdownIt {
    constructor(options: { readonly html: boolean });
    readonly renderer: Renderer;
    readonly inline: {
      readonly ruler: {
        before(name: string, rule: string, run: (state: InlineState, silent: boolean) => boolean): void;
      };
    };
    readonly core: { readonly ruler: { push(rule: string, run: (state: { readonly tokens: Token[] }) => void): void } };
    parse(text: string, environment: object): Token[];
    render(text: string): string;
  }
}
