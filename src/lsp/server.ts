import {
  type CompletionItem,
  type Connection,
  type Diagnostic as EditorDiagnostic,
  type InitializeResult,
  InsertTextFormat,
  LSPErrorCodes,
  MarkupKind,
  PositionEncodingKind,
  ResponseError,
  type TextDocumentPositionParams,
  TextDocumentSyncKind,
  TextDocuments,
  type TextEdit as EditorEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type Proposal,
  completionsAt,
  definitionAt,
  diagnosticsOf,
  formatted,
  hoverAt,
  hoverMarkdown,
  outlineOf,
  proposalDescription,
  referencesOf,
  renameableAt,
  renamed,
  signatureAt,
} from '../assist/index.js';
import { packageVersion } from '../text/file.js';
import { completionKinds, editorDiagnostic, rangeIn, symbolKinds } from './convert.js';
import { semanticTokens, tokenLegend } from './semantic-tokens.js';

/** Time from the last keystroke to the check of a document, in milliseconds. */
const debounce = 200;

const capabilities: InitializeResult['capabilities'] = {
  positionEncoding: PositionEncodingKind.UTF16,
  textDocumentSync: TextDocumentSyncKind.Incremental,
  completionProvider: { triggerCharacters: ['\\', '_'], resolveProvider: true },
  hoverProvider: true,
  signatureHelpProvider: { triggerCharacters: ['(', ','] },
  definitionProvider: true,
  referencesProvider: true,
  renameProvider: { prepareProvider: true },
  documentFormattingProvider: true,
  documentSymbolProvider: true,
  semanticTokensProvider: {
    legend: { tokenTypes: [...tokenLegend.tokenTypes], tokenModifiers: [...tokenLegend.tokenModifiers] },
    full: true,
  },
};

/**
 * Serves a connection to an editor until it ends: keeps its open documents, and answers questions about them.
 *
 * @param diagnose  finds the problems of a text; if it fails, the document is shown without problems and the failure is logged
 */
export function serve(connection: Connection, diagnose: typeof diagnosticsOf = diagnosticsOf): void {
  const documents = new TextDocuments(TextDocument);
  connection.onInitialize(() => ({ capabilities, serverInfo: { name: 'spinlaw', version: packageVersion() } }));
  checkWhileTyping(connection, documents, diagnose);
  answerQuestions(connection, documents);
  answerRenaming(connection, documents);
  documents.listen(connection);
  connection.listen();
}

/** Sends the problems of a document when nothing has been typed for a moment. */
function checkWhileTyping(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  diagnose: typeof diagnosticsOf,
): void {
  const problemsOf = (document: TextDocument): EditorDiagnostic[] => {
    try {
      return diagnose(document.getText()).map((problem) => editorDiagnostic(document, problem));
    } catch (error) {
      // Nobody waits for this check, so an error that leaves it would end the server.
      connection.console.error(`the problems of ${document.uri} could not be found: ${String(error)}`);
      return [];
    }
  };
  const waiting = new Map<string, NodeJS.Timeout>();
  documents.onDidChangeContent(({ document }) => {
    const { uri, version } = document;
    clearTimeout(waiting.get(uri));
    waiting.set(
      uri,
      setTimeout(() => {
        waiting.delete(uri);
        void connection.sendDiagnostics({ uri, version, diagnostics: problemsOf(document) });
      }, debounce),
    );
  });
  documents.onDidClose(({ document: { uri } }) => {
    clearTimeout(waiting.get(uri));
    waiting.delete(uri);
    void connection.sendDiagnostics({ uri, diagnostics: [] });
  });
}

/** The data that a client sends back to have a proposal described. */
interface ProposalData {
  readonly uri: string;
  readonly offset: number;
  readonly proposal: Pick<Proposal, 'kind' | 'label' | 'name'>;
}

function answerQuestions(connection: Connection, documents: TextDocuments<TextDocument>): void {
  /** An answer about a place of a document that is open; null elsewhere. */
  const at =
    <T>(answer: (document: TextDocument, offset: number) => T) =>
    ({ textDocument, position }: TextDocumentPositionParams): T | null => {
      const document = documents.get(textDocument.uri);
      return document ? answer(document, document.offsetAt(position)) : null;
    };

  connection.onCompletion(
    at((document, offset) => {
      const { from, to, options } = completionsAt(document.getText(), offset);
      const range = rangeIn(document, { from, to });
      return options.map(
        ({ label, insert, detail, kind, name }, k): CompletionItem => ({
          label,
          detail,
          kind: completionKinds[kind],
          insertTextFormat: InsertTextFormat.PlainText,
          textEdit: { range, newText: insert },
          // An editor filters by the text that is typed, which may be the letter or its name: Δ, Delta.
          filterText: label.startsWith(document.getText().slice(from, to)) ? label : (name ?? label),
          sortText: String(k).padStart(5, '0'),
          data: {
            uri: document.uri,
            offset,
            proposal: { kind, label, ...(name !== undefined && { name }) },
          } satisfies ProposalData,
        }),
      );
    }),
  );
  connection.onCompletionResolve((item) => {
    const { uri, offset, proposal } = (item.data ?? {}) as Partial<ProposalData>;
    const document = uri === undefined ? undefined : documents.get(uri);
    const described = document && proposal && proposalDescription(proposal, document.getText(), offset ?? 0);
    if (!described) return item;
    return { ...item, documentation: { kind: MarkupKind.Markdown, value: hoverMarkdown(described) } };
  });
  connection.onHover(
    at((document, offset) => {
      const hover = hoverAt(document.getText(), offset);
      return hover
        ? { range: rangeIn(document, hover), contents: { kind: MarkupKind.Markdown, value: hoverMarkdown(hover) } }
        : null;
    }),
  );
  connection.onSignatureHelp(
    at((document, offset) => {
      const signature = signatureAt(document.getText(), offset);
      if (!signature) return null;
      const { label, parameters, active, help } = signature;
      return {
        signatures: [
          { label, documentation: help, parameters: parameters.map(({ from, to }) => ({ label: [from, to] })) },
        ],
        activeSignature: 0,
        activeParameter: active,
      };
    }),
  );
  connection.onDefinition(
    at((document, offset) => {
      const place = definitionAt(document.getText(), offset);
      return place ? { uri: document.uri, range: rangeIn(document, place) } : null;
    }),
  );
  connection.onReferences((params) =>
    at((document, offset) =>
      referencesOf(document.getText(), offset)
        .filter(({ role }) => params.context.includeDeclaration || role === 'use' || role === 'binding')
        .map((use) => ({ uri: document.uri, range: rangeIn(document, use) })),
    )(params),
  );
  connection.onDocumentSymbol(({ textDocument }) => {
    const document = documents.get(textDocument.uri);
    return document
      ? outlineOf(document.getText(), { seconds: 0 }).map((entry) => ({
          name: entry.label,
          kind: symbolKinds[entry.kind],
          range: rangeIn(document, entry),
          selectionRange: rangeIn(document, entry.at),
        }))
      : null;
  });
  connection.languages.semanticTokens.on(({ textDocument }) => {
    const document = documents.get(textDocument.uri);
    return document ? semanticTokens(document) : { data: [] };
  });
  connection.onDocumentFormatting(({ textDocument }) => {
    const document = documents.get(textDocument.uri);
    return document ? formattingEdits(document) : null;
  });
}

/** The change that formats a document: one edit, of the part that differs. */
export function formattingEdits(document: TextDocument): EditorEdit[] {
  const before = document.getText();
  const after = formatted(before);
  if (after === before) return [];
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from += 1;
  let same = 0;
  while (same < shorter - from && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  // A pair of surrogates is not cut.
  if (/[\uDC00-\uDFFF]/u.test(before[from] ?? '') || /[\uDC00-\uDFFF]/u.test(after[from] ?? '')) from -= 1;
  if (same > 0 && /[\uDC00-\uDFFF]/u.test(before.at(-same)!)) same -= 1;
  const range = rangeIn(document, { from, to: before.length - same });
  return [{ range, newText: after.slice(from, after.length - same) }];
}

function answerRenaming(connection: Connection, documents: TextDocuments<TextDocument>): void {
  const refuseRenaming = (message: string): ResponseError => new ResponseError(LSPErrorCodes.RequestFailed, message);
  connection.onPrepareRename(({ textDocument, position }) => {
    const document = documents.get(textDocument.uri);
    if (!document) return null;
    const found = renameableAt(document.getText(), document.offsetAt(position));
    if (found.kind === 'refused') return refuseRenaming(found.message);
    return { range: rangeIn(document, found), placeholder: document.getText().slice(found.from, found.to) };
  });
  connection.onRenameRequest(({ textDocument, position, newName }) => {
    const document = documents.get(textDocument.uri);
    if (!document) return null;
    const found = renamed(document.getText(), document.offsetAt(position), newName);
    if (found.kind === 'refused') return refuseRenaming(found.message);
    const edits = found.edits.map((edit) => ({ range: rangeIn(document, edit), newText: edit.insert }));
    return { changes: { [document.uri]: edits } };
  });
}
