import { type ChildProcess, spawn } from 'node:child_process';
import {
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  createMessageConnection,
} from 'vscode-jsonrpc/node';
import type { Diagnostic, InitializeResult, Position, Range, TextEdit } from 'vscode-languageserver/node';

/** An editor with one document, which talks to the built server. */
export class Editor {
  readonly uri = 'file:///chain.spin';
  readonly connection: MessageConnection;
  readonly server: ChildProcess;
  readonly exit: Promise<number | null>;
  private readonly waiting: { version: number; resolve: (found: Diagnostic[]) => void }[] = [];
  private version = 0;
  text = '';

  constructor() {
    this.server = spawn(process.execPath, ['dist/program/main.js', 'lsp', '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.exit = new Promise((resolve) => this.server.on('exit', resolve));
    this.connection = createMessageConnection(
      new StreamMessageReader(this.server.stdout!),
      new StreamMessageWriter(this.server.stdin!),
    );
    this.connection.onNotification(
      'textDocument/publishDiagnostics',
      ({ version, diagnostics }: { version?: number; diagnostics: Diagnostic[] }) => {
        for (const one of this.waiting.splice(0)) {
          if (version !== undefined && version >= one.version) one.resolve(diagnostics);
          else this.waiting.push(one);
        }
      },
    );
    this.connection.listen();
  }

  async start(): Promise<InitializeResult> {
    const result = await this.connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
    });
    await this.connection.sendNotification('initialized', {});
    return result;
  }

  /** Opens the document with a text; its problems. */
  async open(text: string): Promise<Diagnostic[]> {
    this.text = text;
    this.version += 1;
    const { uri, version } = this;
    const found = this.problems();
    const document = { uri, languageId: 'spinlaw', version, text };
    if (version > 1) await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await this.connection.sendNotification('textDocument/didOpen', { textDocument: document });
    return found;
  }

  /** Changes a range of the document; its problems then. */
  async change(from: number, to: number, text: string): Promise<Diagnostic[]> {
    const range = { start: this.at(from), end: this.at(to) };
    this.text = this.text.slice(0, from) + text + this.text.slice(to);
    this.version += 1;
    const found = this.problems();
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.uri, version: this.version },
      contentChanges: [{ range, text }],
    });
    return found;
  }

  private problems(): Promise<Diagnostic[]> {
    const { version } = this;
    return new Promise((resolve) => this.waiting.push({ version, resolve }));
  }

  /** Asks about the place of a mark in the document. */
  ask<T>(method: string, offset: number, more: object = {}): Promise<T> {
    const params = { textDocument: { uri: this.uri }, position: this.at(offset), ...more };
    return this.connection.sendRequest<T>(`textDocument/${method}`, params);
  }

  /** The line and the UTF-16 column of an offset. */
  at(offset: number): Position {
    const lines = this.text.slice(0, offset).split('\n');
    return { line: lines.length - 1, character: lines.at(-1)!.length };
  }

  /** The text in a range. */
  in({ start, end }: Range): string {
    return this.text.slice(this.offset(start), this.offset(end));
  }

  private offset({ line, character }: Position): number {
    const lines = this.text.split('\n');
    return lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  }

  /** The document after edits. */
  after(edits: readonly TextEdit[]): string {
    return edits
      .map(({ range, newText }) => ({ from: this.offset(range.start), to: this.offset(range.end), newText }))
      .sort((a, b) => b.from - a.from)
      .reduce((text, { from, to, newText }) => text.slice(0, from) + newText + text.slice(to), this.text);
  }

  /** Ends the server as the protocol says; its exit code. */
  async stop(): Promise<number | null> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const code = await this.exit;
    this.connection.dispose();
    return code;
  }
}
