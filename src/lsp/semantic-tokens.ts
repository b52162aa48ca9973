import { SemanticTokensBuilder, type SemanticTokens, type SemanticTokensLegend } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type NameUse, type TextToken, longestEdited, namesOf, tokensOf } from '../assist/index.js';

/** The kinds of words that an editor is told, by the names of the protocol. */
export const tokenLegend = {
  tokenTypes: [
    'keyword',
    'function',
    'type',
    'enumMember',
    'variable',
    'parameter',
    'macro',
    'number',
    'operator',
    'comment',
    'string',
    'label',
  ],
  tokenModifiers: ['definition', 'declaration', 'readonly'],
} as const satisfies SemanticTokensLegend;

type TokenType = (typeof tokenLegend.tokenTypes)[number];

/** Spins have the colour of types, and what an error covers keeps the colour it had. */
const types: Readonly<Partial<Record<TextToken['kind'], TokenType>>> = {
  keyword: 'keyword',
  function: 'function',
  sum: 'macro',
  spin: 'type',
  state: 'enumMember',
  letter: 'keyword',
  number: 'number',
  sign: 'operator',
  comment: 'comment',
  title: 'label',
  citation: 'string',
};

/** The words of a document with their kinds; names that the text defines are told from parameters. */
export function semanticTokens(document: TextDocument): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  const text = document.getText();
  if (text.length > longestEdited) return builder.build();
  const uses = new Map(namesOf(text).map((use) => [use.from, use]));
  const defined = new Set([...uses.values()].filter(({ role }) => role === 'definition').map(({ name }) => name));
  for (const token of tokensOf(text)) {
    const use = token.kind === 'name' ? uses.get(token.from) : undefined;
    const type = use ? (defined.has(use.name) ? 'variable' : 'parameter') : types[token.kind];
    if (type === undefined) continue;
    // The protocol knows no word that goes on in another line.
    let from = token.from;
    for (const line of text.slice(token.from, token.to).split(/\r\n|[\n\r]/u)) {
      if (line !== '') {
        const { line: row, character } = document.positionAt(from);
        builder.push(row, character, line.length, tokenLegend.tokenTypes.indexOf(type), modifiersOf(use));
      }
      from += line.length + (text.slice(from + line.length).startsWith('\r\n') ? 2 : 1);
    }
  }
  return builder.build();
}

function modifiersOf(use: NameUse | undefined): number {
  if (use?.role === 'definition') return 1 << tokenLegend.tokenModifiers.indexOf('definition');
  return use?.role === 'declaration' ? 1 << tokenLegend.tokenModifiers.indexOf('declaration') : 0;
}
