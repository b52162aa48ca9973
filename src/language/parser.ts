import nearley from 'nearley';

import { type Diagnostic, DiagnosticError, type Source, refuse } from '../text/index.js';
import { buildStatement } from './statement-builder.js';
import type { StatementCell } from './cells.js';
import { explain } from './explain.js';
import compiled from './grammar.generated.js';
import { type Piece, cutStatements, isAttached, wantsMore } from './layout.js';
import { readTokens } from './lexer.js';
import { resolveSums } from './sums.js';
import type { Token } from './token.js';
import type { Node, Statement } from './tree.js';

/** Longest source, in UTF-16 units. */
export const longestSource = 4_000_000;
/** Largest number of statements in a source. */
export const mostStatements = 100_000;
/** Number of bad statements after which the rest of a source is not read. */
export const mostDiagnostics = 200;

/** The statements of a source and its errors; each bad statement gives one diagnostic and hides no other. */
export interface Program {
  readonly statements: Statement[];
  readonly diagnostics: Diagnostic[];
}

/** Reads a program. It never throws because of the text. Cost: linear. */
export function parseProgram(source: Source): Program {
  const program: Program = { statements: [], diagnostics: [] };
  if (source.text.length > longestSource) {
    program.diagnostics.push(tooLong(source));
    return program;
  }
  for (const piece of cutStatements(source, readTokens(source))) {
    if (program.statements.length === mostStatements) {
      const { start, end } = piece.tokens[0]!;
      program.diagnostics.push({
        kind: 'limit',
        code: 'too-many-statements',
        message: `a source has at most ${mostStatements} statements`,
        span: { source, start, end },
      });
      break;
    }
    try {
      program.statements.push(parsePiece(source, piece));
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      program.diagnostics.push(error.diagnostic);
      if (program.diagnostics.length === mostDiagnostics) {
        program.diagnostics.push({
          kind: 'limit',
          code: 'too-many-errors',
          message: `after ${mostDiagnostics} errors the rest is not read`,
          span: { source, start: piece.tokens.at(-1)!.end, end: source.text.length },
        });
        break;
      }
    }
  }
  return program;
}

/** Reads one expression. Throws a DiagnosticError for anything else. */
export function parseExpression(source: Source): Node {
  if (source.text.length > longestSource) throw new DiagnosticError(tooLong(source));
  const [piece, another] = cutStatements(source, readTokens(source));
  const end = { source, start: source.text.length, end: source.text.length };
  if (piece === undefined) refuse('empty-input', 'nothing is written here', { span: end, expected: ['an expression'] });
  const statement = parsePiece(source, piece);
  if (statement.kind !== 'expression') {
    refuse('not-an-expression', `a ${statement.kind} stands where only an expression can`, { span: statement.span });
  }
  if (another !== undefined) {
    const { start } = another.tokens[0]!;
    refuse('not-an-expression', 'a second statement stands after the expression', {
      span: { source, start, end: another.tokens.at(-1)!.end },
    });
  }
  return statement.expression;
}

/**
 * For a dialogue: true if the text cannot be complete, because a bracket is open or something must follow its end.
 */
export function needsMore(text: string): boolean {
  if (text.length > longestSource) return false;
  const source = { name: '', text };
  const tokens = readTokens(source);
  const last = tokens.at(-1);
  const piece = cutStatements(source, tokens).at(-1);
  // cutStatements takes a dot at the end of the text for a full stop
  if (
    piece &&
    last?.raw === '.' &&
    piece.tokens.at(-1) === tokens.at(-2) &&
    !isAttached(source, [...piece.tokens, last])
  )
    return true;
  if (last === undefined || piece === undefined || piece.tokens.at(-1) !== last || piece.problem) return false;
  return piece.open.length > 0 || wantsMore(last);
}

function tooLong(source: Source): Diagnostic {
  return {
    kind: 'limit',
    code: 'source-too-long',
    message: `a source has at most ${longestSource} characters, this one has ${source.text.length}`,
    span: { source, start: 0, end: 0 },
  };
}

const grammar = nearley.Grammar.fromCompiled(compiled as unknown as nearley.CompiledRules);

/** The parts of nearley's parser that its type declarations leave out. */
interface Chart {
  table: {
    readonly scannable: readonly { readonly rule: { readonly symbols: readonly unknown[] }; readonly dot: number }[];
  }[];
  current: number;
  results: unknown[];
  reportError(): string;
  reportLexerError(): string;
}

function parsePiece(source: Source, read: Piece): Statement {
  const { problem } = read;
  if (problem?.diagnostic.kind === 'limit') throw new DiagnosticError(problem.diagnostic);
  // If brackets do not match, the extent of a sum is not known.
  const piece = { ...read, tokens: problem ? read.tokens.map(asPlainSum) : resolveSums(source, read.tokens) };
  const badWord = piece.tokens.findIndex((token) => token.type === 'bad');
  // Only the text before the first known problem is read, so that an earlier syntax error is reported first.
  const readable = Math.min(problem?.index ?? Infinity, badWord < 0 ? Infinity : badWord, piece.tokens.length);
  const parser = new nearley.Parser(grammar, { lexer: handOut(piece.tokens, readable) as unknown as nearley.Lexer });
  const chart = parser as unknown as Chart;
  // nearley's own error reports describe its whole table, and their cost grows with the square of its size.
  chart.reportError = () => 'unexpected';
  chart.reportLexerError = chart.reportError;
  let index = readable;
  try {
    parser.feed('');
  } catch (error) {
    const offset = (error as { offset?: unknown }).offset;
    if (typeof offset !== 'number') throw error;
    index = offset;
  }
  if (index < readable || readable < piece.tokens.length || problem || chart.results.length === 0) {
    const faulty = problem?.index === index ? problem : undefined;
    const states = chart.table[chart.current]!.scannable;
    const symbols = states.map((state) => state.rule.symbols[state.dot] as { type?: string; literal?: string });
    throw new DiagnosticError(
      explain({ source, tokens: piece.tokens, index, symbols, ...(faulty && { problem: faulty.diagnostic }) }),
    );
  }
  if (chart.results.length > 1)
    throw new Error(
      `spinlaw: ${chart.results.length} parses of ${source.text.slice(piece.tokens[0]!.start, piece.tokens.at(-1)!.end)}`,
    );
  const span = { source, start: piece.tokens[0]!.start, end: piece.tokens.at(-1)!.end };
  return buildStatement(source, chart.results[0] as StatementCell, span);
}

function asPlainSum(token: Token): Token {
  return token.type === 'indexedSum' ? { ...token, type: 'sum' } : token;
}

/** A lexer for nearley that hands out words already read. */
function handOut(tokens: readonly Token[], count: number) {
  let next = 0;
  return {
    reset() {},
    next: () => (next < count ? tokens[next++] : undefined),
    save: () => ({}),
    formatError: () => 'unexpected',
  };
}
