import {
  CompletionItemKind,
  type Diagnostic as EditorDiagnostic,
  DiagnosticSeverity,
  type Range,
  SymbolKind,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { OutlineEntry, Proposal, TextProblem, TextRange } from '../assist/index.js';
import { packageFile } from '../text/file.js';

/** A range of a document in lines and UTF-16 columns, as the protocol counts them. */
export function rangeIn(document: TextDocument, { from, to }: TextRange): Range {
  return { start: document.positionAt(from), end: document.positionAt(to) };
}

/** The page of all codes, as a file of this package. */
const errorsPage = packageFile('docs/reference/errors.md').href;

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  note: DiagnosticSeverity.Information,
} as const;

/** A problem as an editor shows it: the message with its hint, and the page that explains its code. */
export function editorDiagnostic(document: TextDocument, problem: TextProblem): EditorDiagnostic {
  const { severity, code, message, hint, expected } = problem;
  const lines = [message];
  if (expected) lines.push(`expected: ${expected.join(', ')}`);
  if (hint !== undefined) lines.push(`hint: ${hint}`);
  return {
    range: rangeIn(document, problem),
    severity: severities[severity],
    source: 'spinlaw',
    message: lines.join('\n'),
    ...(code !== undefined && { code, codeDescription: { href: `${errorsPage}#${code}` } }),
  };
}

export const symbolKinds: Readonly<Record<OutlineEntry['kind'], SymbolKind>> = {
  definition: SymbolKind.Variable,
  density: SymbolKind.Function,
  parameter: SymbolKind.Constant,
  claim: SymbolKind.Event,
  equation: SymbolKind.Event,
  model: SymbolKind.Object,
};

export const completionKinds: Readonly<Record<Proposal['kind'], CompletionItemKind>> = {
  operator: CompletionItemKind.Variable,
  parameter: CompletionItemKind.Constant,
  function: CompletionItemKind.Function,
  keyword: CompletionItemKind.Keyword,
  sign: CompletionItemKind.Text,
  site: CompletionItemKind.Value,
  setting: CompletionItemKind.Property,
};
