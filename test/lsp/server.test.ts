import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PassThrough } from 'node:stream';
import { CancellationTokenSource, createMessageConnection } from 'vscode-jsonrpc/node';
import {
  type CompletionItem,
  type Diagnostic,
  type DocumentSymbol,
  type Hover,
  type Location,
  type SemanticTokens,
  type SignatureHelp,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
  type WorkspaceEdit,
  createConnection,
} from 'vscode-languageserver/node';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { diagnosticsOf } from '../../src/assist/index.js';
import { serve } from '../../src/lsp/server.js';
import { Editor } from './editor.js';

let editor: Editor;
let code: number | null;

beforeAll(async () => {
  editor = new Editor();
  const { capabilities, serverInfo } = await editor.start();
  expect(serverInfo?.name).toBe('spinlaw');
  expect(capabilities.positionEncoding).toBe('utf-16');
}, 60_000);

afterAll(async () => {
  code = await editor.stop();
  expect(code).toBe(0);
}, 60_000);

describe('problems', () => {
  test('have a place in UTF-16, a hint, and the page of their code', async () => {
    // 𝒥 is two units of UTF-16.
    const problems = await editor.open('# 𝒥 and Δ\nΔ = 2; A = Δ hoping Sz_0\n');
    expect(problems).toHaveLength(1);
    const [problem] = problems;
    expect(problem).toMatchObject({ code: 'unknown-name', severity: 1, source: 'spinlaw' });
    expect(problem!.range).toEqual({ start: { line: 1, character: 13 }, end: { line: 1, character: 19 } });
    expect(problem!.message).toContain('hint: ');
    const [file, fragment] = problem!.codeDescription!.href.split('#');
    expect(existsSync(fileURLToPath(file!))).toBe(true);
    expect(readFileSync(fileURLToPath(file!), 'utf8')).toContain(`### ${fragment}\n`);
  });

  test('behind characters of two units', async () => {
    const text = '# x\nprove cites "𝒥𝒥": 1 = hoping';
    const [problem] = await editor.open(text);
    expect(editor.in(problem!.range)).toBe('hoping');
  });

  test('go when the mistake goes', async () => {
    expect(await editor.open('A = (Sz_0')).toHaveLength(1);
    expect(await editor.change(9, 9, ')')).toEqual([]);
    expect(await editor.change(5, 9, 'hoping')).toHaveLength(1);
  });
});

describe('questions about a place', () => {
  const text = 'h_<j,j+1> = J S_j·S_<j+1>  # 𝒥\nH = sum_j h_<j,j+1>\nC3 = charge(H, 3)\nprove [H, C3] = 0\n';

  test('hover', async () => {
    await editor.open(text);
    const hover = await editor.ask<Hover>('hover', text.indexOf('H, C3'));
    expect(hover.contents).toMatchObject({ kind: 'markdown' });
    expect((hover.contents as { value: string }).value).toContain('H = sum_j J S_j·S_<j+1>');
    expect((hover.contents as { value: string }).value).toContain('range 2 · Hermitian');
    expect(await editor.ask('hover', text.indexOf('#'))).toBeNull();
  });

  test('completion, and more about a proposal', async () => {
    await editor.open(`${text}A = \\Del`);
    const [delta] = await editor.ask<CompletionItem[]>('completion', editor.text.length);
    expect(editor.after([delta!.textEdit as TextEdit])).toBe(`${text}A = Δ`);
    await editor.open(`${text}A = cha`);
    const items = await editor.ask<CompletionItem[]>('completion', editor.text.length);
    const item = items.find(({ label }) => label === 'charge')!;
    expect(editor.after([item.textEdit as TextEdit])).toBe(`${text}A = charge(`);
    const resolved = await editor.connection.sendRequest<CompletionItem>('completionItem/resolve', item);
    expect((resolved.documentation as { value: string }).value).toContain('by the boost recursion');
  });

  test('signature', async () => {
    await editor.open(`${text}A = charge(H, `);
    const help = await editor.ask<SignatureHelp>('signatureHelp', editor.text.length);
    expect(help).toMatchObject({ activeParameter: 1, signatures: [{ label: 'charge(A, n)' }] });
  });

  test('definition and references', async () => {
    await editor.open(text);
    const place = await editor.ask<Location>('definition', text.lastIndexOf('C3'));
    expect(place.range.start).toEqual(editor.at(text.indexOf('C3')));
    const uses = await editor.ask<Location[]>('references', text.indexOf('h_<j,j+1>\nC3'), {
      context: { includeDeclaration: true },
    });
    expect(uses.map(({ range }) => editor.in(range))).toEqual(['h', 'h']);
    const others = await editor.ask<Location[]>('references', 0, { context: { includeDeclaration: false } });
    expect(others).toHaveLength(1);
  });

  test('outline', async () => {
    await editor.open(text);
    const symbols = await editor.ask<DocumentSymbol[]>('documentSymbol', 0);
    expect(symbols.map(({ name }) => name)).toEqual(['h_<j,j+1>', 'H', 'C3', 'prove [H, C3] = 0']);
  });

  test('semantic tokens, in UTF-16', async () => {
    await editor.open('# 𝒥\nA = 2 Δ  # 𝒥\nprove cites "𝒥": A = A');
    const { data } = await editor.ask<SemanticTokens>('semanticTokens/full', 0);
    const words: string[] = [];
    let [line, character] = [0, 0];
    for (let k = 0; k < data.length; k += 5) {
      if (data[k]! > 0) character = 0;
      line += data[k]!;
      character += data[k + 1]!;
      words.push(editor.in({ start: { line, character }, end: { line, character: character + data[k + 2]! } }));
    }
    expect(words).toEqual(['# 𝒥', 'A', '=', '2', 'Δ', '# 𝒥', 'prove', 'cites', '"𝒥"', ':', 'A', '=', 'A']);
  });
});

describe('changes', () => {
  test('renaming', async () => {
    await editor.open('# 𝒥\nΔ1 = 2; A = Δ1 Sz_0 # 𝒥\nB = \\Delta_1 A');
    const at = editor.text.indexOf('Δ1 Sz');
    const found = await editor.ask<{ range: Location['range']; placeholder: string }>('prepareRename', at);
    expect(found.placeholder).toBe('Δ1');
    const edit = await editor.ask<WorkspaceEdit>('rename', at, { newName: 'K' });
    expect(editor.after(edit.changes![editor.uri]!)).toBe('# 𝒥\nK = 2; A = K Sz_0 # 𝒥\nB = K A');
  });

  test('renaming is refused where no name of the user stands, with the reason', async () => {
    await editor.open('A = charge(sum_j S_j·S_<j+1>, 3)\nB = A');
    await expect(editor.ask('prepareRename', 5)).rejects.toThrow('only a name of your own');
    await expect(editor.ask('rename', 0, { newName: 'B' })).rejects.toThrow('has a meaning');
    await expect(editor.ask('rename', 0, { newName: '1x' })).rejects.toThrow('is not a name');
  });

  test('formatting', async () => {
    await editor.open('# 𝒥\nA=2J S^z_{j}  # 𝒥\nB = 1');
    const edits = await editor.ask<TextEdit[]>('formatting', 0, { options: { tabSize: 4, insertSpaces: true } });
    expect(editor.after(edits)).toBe('# 𝒥\nA = 2 J Sz_j  # 𝒥\nB = 1\n');
    await editor.open(editor.after(edits));
    expect(await editor.ask('formatting', 0, { options: { tabSize: 4, insertSpaces: true } })).toEqual([]);
  });
});

describe('robustness', () => {
  test('a document that nobody has opened', async () => {
    const params = { textDocument: { uri: 'file:///other.spin' }, position: { line: 3, character: 4 } };
    for (const method of ['hover', 'definition', 'completion', 'prepareRename', 'signatureHelp', 'documentSymbol'])
      expect(await editor.connection.sendRequest(`textDocument/${method}`, params)).toBeNull();
  });

  test('places outside of the document', async () => {
    await editor.open('A = 1');
    const params = { textDocument: { uri: editor.uri }, position: { line: 99, character: 99 } };
    expect(await editor.connection.sendRequest('textDocument/hover', params)).toBeNull();
    expect(await editor.connection.sendRequest('textDocument/completion', params)).not.toBeNull();
  });

  test('unknown methods and bad parameters are answered by errors', async () => {
    await expect(editor.connection.sendRequest('textDocument/nonsense', {})).rejects.toThrow();
    await expect(editor.connection.sendRequest('textDocument/hover', { textDocument: null })).rejects.toThrow();
    await expect(editor.connection.sendRequest('completionItem/resolve', { label: 'A' })).resolves.toBeDefined();
    await editor.open('B = 1');
    expect(await editor.ask('documentSymbol', 0)).toHaveLength(1);
  });

  test('texts without meaning, and long ones', async () => {
    for (const text of ['\u0000\ud800', ')]}(((', 'A = '.repeat(2000), `${'('.repeat(5000)}`, '|><|'.repeat(3000)]) {
      await editor.open(text);
      expect(await editor.ask('documentSymbol', 0)).toBeInstanceOf(Array);
    }
    const long = 'A = sum_j J S_j·S_<j+1>\n'.repeat(100_000);
    const [problem] = await editor.open(long);
    expect(problem).toMatchObject({ severity: 3, code: 'source-too-long' });
    expect(await editor.ask('formatting', 0, { options: {} })).toEqual([]);
    expect(await editor.ask('semanticTokens/full', 0)).toMatchObject({ data: [] });
  });

  test('a check that fails ends nothing: it is logged, and the next text is checked', async () => {
    const [toServer, toEditor] = [new PassThrough(), new PassThrough()];
    serve(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toEditor)), (text) => {
      if (text === 'broken') throw new Error('out of order');
      return diagnosticsOf(text);
    });
    const client = createMessageConnection(new StreamMessageReader(toEditor), new StreamMessageWriter(toServer));
    const published: { version: number; diagnostics: Diagnostic[] }[] = [];
    const logged: string[] = [];
    const arrived = (version: number): Promise<void> =>
      vi.waitUntil(() => published.some((one) => one.version === version), { timeout: 20_000 }).then(() => undefined);
    client.onNotification('textDocument/publishDiagnostics', (one) => {
      published.push(one);
    });
    client.onNotification('window/logMessage', ({ message }: { message: string }) => {
      logged.push(message);
    });
    client.listen();
    await client.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
    const uri = 'file:///a.spin';
    const textDocument = { uri, languageId: 'spinlaw', version: 1, text: 'broken' };
    await client.sendNotification('textDocument/didOpen', { textDocument });
    await arrived(1);
    const change = { textDocument: { uri, version: 2 }, contentChanges: [{ text: 'A = hoping' }] };
    await client.sendNotification('textDocument/didChange', change);
    await arrived(2);
    expect(published.map(({ diagnostics }) => diagnostics.length)).toEqual([0, 1]);
    expect(logged).toEqual(['the problems of file:///a.spin could not be found: Error: out of order']);
    client.dispose();
  });

  test('a request that is cancelled is answered, and the next too', async () => {
    await editor.open('H = sum_j J S_j·S_<j+1>\nC = charge(H, 4)');
    const cancel = new CancellationTokenSource();
    const params = { textDocument: { uri: editor.uri }, position: { line: 1, character: 0 } };
    const first = editor.connection.sendRequest('textDocument/hover', params, cancel.token);
    cancel.cancel();
    const [settled] = await Promise.allSettled([first]);
    if (settled!.status === 'rejected') expect(settled!.reason).toMatchObject({ code: -32_800 });
    expect(await editor.ask('hover', 0)).not.toBeNull();
  });
});

describe('the end', () => {
  test('exit without shutdown is code 1', async () => {
    const other = new Editor();
    await other.start();
    await other.connection.sendNotification('exit');
    expect(await other.exit).toBe(1);
    other.connection.dispose();
  });

  test('an editor that goes away, after garbage', async () => {
    const other = new Editor();
    other.server.stdin!.write('nonsense\r\n\r\nContent-Length: 5\r\n\r\nhello');
    other.server.stdin!.end();
    expect(await other.exit).toBe(1);
    other.connection.dispose();
  });
});
