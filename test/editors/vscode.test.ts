import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';
import { describe, expect, test } from 'vitest';
import { tokensOf } from '../../src/assist/index.js';
import { keywords } from '../../src/language/index.js';
import { grammarCases, programs } from '../assist/texts.js';

const folder = 'editors/vscode';
const json = <T>(name: string): T => JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;

interface TextmatePattern {
  readonly match: string;
  readonly name?: string;
}
const { patterns } = json<{ patterns: TextmatePattern[] }>('syntaxes/spinlaw.tmLanguage.json');

/** The words of a line as an editor finds them: at each place the first pattern that matches, as the lexer does. */
function words(line: string): { from: number; to: number; scope: string }[] {
  const compiled = patterns.map(({ match, name = '' }) => ({ pattern: new RegExp(match, 'uy'), scope: name }));
  const found: { from: number; to: number; scope: string }[] = [];
  for (let at = 0; at < line.length; ) {
    const [hit] = compiled.flatMap(({ pattern, scope }) => {
      pattern.lastIndex = at;
      const [text = ''] = pattern.exec(line) ?? [];
      return text === '' ? [] : [{ from: at, to: at + text.length, scope }];
    });
    if (hit) found.push(hit);
    at = hit?.to ?? at + 1;
  }
  return found;
}

/** The beginnings of scopes that a kind of words may have. */
const scopes: Readonly<Record<string, readonly string[]>> = {
  keyword: ['keyword', 'meta.claim'],
  function: ['support.function'],
  sum: ['keyword.operator.sum'],
  spin: ['entity.name.type'],
  state: ['constant.other.state'],
  name: ['variable.other'],
  letter: ['variable.language'],
  number: ['constant.numeric'],
  sign: ['keyword.operator', 'meta.claim'],
  bracket: ['punctuation'],
  comment: ['comment'],
};

describe('the grammar for VS Code', () => {
  test('is made from the patterns of the lexer', async () => {
    const { textmateGrammar } = (await import('../../scripts/textmate.mjs')) as { textmateGrammar: () => unknown };
    expect(json('syntaxes/spinlaw.tmLanguage.json')).toEqual(textmateGrammar());
  });

  test('gives every word the colour of its kind', () => {
    // What a formula in print looks like before it is read as one is the business of the server.
    const lines = [...grammarCases, ...programs.flatMap(([, text]) => text.split('\n'))].filter(
      (text) => /^[ -[\]-~ΔελωηγπσΣ·×†]*$/u.test(text) && !/&|\\|\^\s*\{\s*[a-zA-Z(]|\(\s*-\s*\)|'[_^]/u.test(text),
    );
    expect(lines.length).toBeGreaterThan(400);
    let compared = 0;
    for (const line of lines) {
      const tokens = tokensOf(line);
      if (tokens.some(({ kind }) => kind === 'error' || kind === 'title' || kind === 'citation')) continue;
      const found = words(line);
      for (const { from, to, kind } of tokens) {
        if (kind === 'space' || kind === 'layout') continue;
        const word = found.find((one) => one.from <= from && to <= one.to);
        expect(
          scopes[kind]!.some((scope) => word?.scope.startsWith(scope)),
          `${line}: ${line.slice(from, to)}`,
        ).toBe(true);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(2000);
  });

  test('has no construct that Oniguruma reads in another way than JavaScript', () => {
    for (const { match } of patterns) {
      for (const [set] of match.matchAll(/(?<!\\)\[(?:\\.|[^\]\\])*\]/gu)) {
        expect(set.slice(1), match).not.toMatch(/(?<!\\)\[|&&/u);
        expect(set, match).not.toBe('[^]');
      }
      expect(match).not.toMatch(/\\(?:u[0-9a-f]{4}|[pP]\{|k<)/u);
    }
  });

  test('knows every keyword', () => {
    for (const keyword of keywords) expect(words(`${keyword} A`)[0]!.scope, keyword).toMatch(/^keyword|^meta\.claim/u);
  });
});

describe('the extension for VS Code', () => {
  interface Manifest {
    readonly version: string;
    readonly main: string;
    readonly dependencies: Readonly<Record<string, string>>;
    readonly contributes: {
      readonly languages: readonly { id: string; extensions: string[]; configuration: string }[];
      readonly grammars: readonly { language: string; path: string }[];
    };
  }
  const manifest = json<Manifest>('package.json');

  test('names files that exist, and the version of the package', () => {
    const { languages, grammars } = manifest.contributes;
    for (const file of [manifest.main, ...languages.map((l) => l.configuration), ...grammars.map((g) => g.path)])
      expect(existsSync(join(folder, file)), file).toBe(true);
    expect(manifest.version).toBe((JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version);
    expect(languages[0]!.extensions).toEqual(['.spin']);
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(`spinlaw-vscode-${manifest.version}.vsix`);
  });

  test('brackets, comments and words of the language', () => {
    const { comments, brackets, wordPattern } = json<{
      comments: { lineComment: string };
      brackets: string[][];
      wordPattern: string;
    }>('language-configuration.json');
    expect(tokensOf(`${comments.lineComment} A`)[0]!.kind).toBe('comment');
    for (const pair of brackets) for (const one of pair) expect(tokensOf(one)[0]!.kind).toBe('bracket');
    const found = [...'H0 = \\Delta ε_d C3'.matchAll(new RegExp(wordPattern, 'gu'))].map(([word]) => word);
    expect(found).toEqual(['H0', '\\Delta', 'ε_d', 'C3']);
  });

  interface ServerOptions {
    readonly command: string;
    readonly args: readonly string[];
  }

  /** Runs the extension with a stand-in for VS Code; the server it starts, and the messages it shows. */
  async function activated(
    command: readonly string[],
    { fails = false }: { readonly fails?: boolean } = {},
  ): Promise<{ server: ServerOptions; shown: string[] }> {
    let server: ServerOptions | undefined;
    const shown: string[] = [];
    const modules: Readonly<Record<string, unknown>> = {
      vscode: {
        workspace: { getConfiguration: () => ({ get: () => command }) },
        window: { showErrorMessage: (text: string) => shown.push(text) },
      },
      'vscode-languageclient/node': {
        LanguageClient: class {
          constructor(_id: string, _name: string, options: ServerOptions) {
            server = options;
          }
          start(): Promise<void> {
            return fails ? Promise.reject(new Error('ENOENT')) : Promise.resolve();
          }
        },
      },
    };
    const exported: { activate?: () => Promise<void> } = {};
    const { process } = globalThis;
    vm.runInNewContext(readFileSync(join(folder, 'extension.js'), 'utf8'), {
      exports: exported,
      process,
      require: (name: string) => modules[name],
    });
    await exported.activate!();
    return { server: server!, shown };
  }

  test('starts the server that the setting names', async () => {
    const { server } = await activated([process.execPath, 'dist/program/main.js']);
    expect([server.command, ...server.args]).toEqual([process.execPath, 'dist/program/main.js', 'lsp']);
    const child = spawn(server.command, server.args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const answer = new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data))));
    const message = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { processId: null, rootUri: null, capabilities: {} },
    });
    child.stdin.write(`Content-Length: ${message.length}\r\n\r\n${message}`);
    expect(await answer).toContain('Content-Length');
    child.stdin.end();
    expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(1);
  });

  test('says how to install a server that does not start', async () => {
    const { shown } = await activated(['nowhere'], { fails: true });
    expect(shown.join()).toContain('npm install --global spinlaw');
  });
});
