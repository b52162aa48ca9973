import fc from 'fast-check';
import nearley from 'nearley';
import { expect, it } from 'vitest';

import compiled from '../../src/language/grammar.generated.js';

interface Symbol {
  readonly type?: string;
  readonly literal?: string;
}
interface Chart {
  readonly table: readonly {
    readonly scannable: readonly { readonly rule: { readonly symbols: readonly Symbol[] }; readonly dot: number }[];
  }[];
  readonly current: number;
}

const grammar = nearley.Grammar.fromCompiled(compiled as unknown as nearley.CompiledRules);

/** Walks through the grammar word by word, taking at each place one of the words that can stand there. */
function walk(choices: readonly number[]): { words: string[]; parses: number[] } {
  const queue: object[] = [];
  const lexer = { reset() {}, next: () => queue.shift(), save: () => ({}), formatError: () => '' };
  const parser = new nearley.Parser(grammar, { lexer: lexer as unknown as nearley.Lexer });
  const chart = parser as unknown as Chart;
  const words: string[] = [];
  const parses: number[] = [];
  for (const choice of choices) {
    const allowed = new Map<string, Symbol>();
    for (const { rule, dot } of chart.table[chart.current]!.scannable) {
      const symbol = rule.symbols[dot]!;
      allowed.set(symbol.literal ?? `%${symbol.type}`, symbol);
    }
    if (allowed.size === 0) break;
    const [word, symbol] = [...allowed][choice % allowed.size]!;
    words.push(word);
    queue.push({
      kind: 'token',
      type: symbol.type ?? 'sign',
      text: symbol.literal ?? word,
      value: undefined,
      start: 0,
      end: 0,
    });
    parser.feed('');
    parses.push(parser.results.length);
  }
  return { words, parses };
}

it('no text the grammar allows has two parses, nor has any beginning of it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 40, size: 'max' }), (choices) => {
      const { words, parses } = walk(choices);
      const twice = parses.findIndex((count) => count > 1);
      expect(twice < 0 ? '' : words.slice(0, twice + 1).join(' ')).toBe('');
    }),
    { numRuns: Number(process.env.SENTENCES ?? 600) },
  );
});
