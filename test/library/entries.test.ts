import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { publint } from 'publint';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const root = resolve('.');
const src = join(root, 'src');
const entries = [
  'index',
  'entries/charges',
  'entries/perturbation',
  'entries/chain',
  'entries/gas',
  'entries/laws',
].concat('testing/index');

const config = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path));
const { fileNames, options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
const program = ts.createProgram(fileNames, options);
const checker = program.getTypeChecker();

const isOurs = (node: ts.Node): boolean => node.getSourceFile().fileName.startsWith(src);
const target = (s: ts.Symbol): ts.Symbol => ((s.flags & ts.SymbolFlags.Alias) === 0 ? s : checker.getAliasedSymbol(s));

/** Is this a part of a declaration that its users never see? */
function hidden(node: ts.Node): boolean {
  if (ts.isBlock(node)) return true;
  const modifiers = ts.canHaveModifiers(node) ? (node.modifiers ?? []) : [];
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword || kind === ts.SyntaxKind.ProtectedKeyword);
}

/** The names of types in the visible part of a declaration. */
function* typesIn(node: ts.Node): Generator<ts.Node> {
  if (hidden(node)) return;
  if (ts.isTypeReferenceNode(node)) yield node.typeName;
  if (ts.isTypeQueryNode(node)) yield node.exprName;
  if (ts.isExpressionWithTypeArguments(node)) yield node.expression;
  // Of what has a value only the type is seen.
  const valued = ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node) || ts.isParameter(node);
  if (valued) {
    if (node.type) yield* typesIn(node.type);
    return;
  }
  for (const child of children(node)) yield* typesIn(child);
}

function children(node: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  ts.forEachChild(node, (child) => void found.push(child));
  return found;
}

/** Types of the package that the signatures of an entry name, and the entry does not export. */
function missing(entry: string): string[] {
  const module = checker.getSymbolAtLocation(program.getSourceFile(join(src, `${entry}.ts`))!)!;
  const exported = new Set(checker.getExportsOfModule(module).map(target));
  const found = new Set<string>();
  for (const symbol of exported) {
    for (const declaration of symbol.declarations?.filter(isOurs) ?? []) {
      for (const name of typesIn(declaration)) {
        const type = checker.getSymbolAtLocation(name);
        const place = type && target(type).declarations?.[0];
        if (!place || !isOurs(place) || ts.isTypeParameterDeclaration(place) || exported.has(target(type))) continue;
        found.add(`${symbol.name} names ${name.getText()}`);
      }
    }
  }
  return [...found];
}

describe('the entries of the package', () => {
  test.each(entries)('%s exports every type of its signatures', (entry) => {
    expect(missing(entry)).toEqual([]);
  });

  test('every entry is in the exports of the package, with its types', () => {
    const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      exports: Record<string, string | { types: string; default: string }>;
    };
    const places = Object.values(exports).flatMap((e) => (typeof e === 'string' ? [] : [e.default]));
    expect(places.sort()).toEqual(entries.map((entry) => `./dist/${entry}.js`).sort());
  });

  test('publint finds nothing wrong with the package', async () => {
    const { messages } = await publint({ pkgDir: root, level: 'warning', pack: false });
    expect(messages.map((m) => m.code)).toEqual([]);
  });

  test('the package holds what its entries import, and its program without the files that are bundled in it', () => {
    const pack = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [{ files }] = JSON.parse(pack) as [{ files: { path: string }[] }];
    const packed = new Set(files.map(({ path }) => path));
    const wanted = new Set<string>();
    for (const entry of entries) {
      for (const start of [`dist/${entry}.js`, `dist/${entry}.d.ts`]) {
        const waiting = [start];
        for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
          if (wanted.has(file)) continue;
          wanted.add(file);
          const end = file.endsWith('.d.ts') ? '.d.ts' : '.js';
          const imports = readFileSync(file, 'utf8').matchAll(
            /(?:\bfrom|\bimport\(?|new URL\()\s*'(?<to>\.[^']+)\.js'/gu,
          );
          for (const { groups } of imports) waiting.push(relative('', resolve(dirname(file), `${groups!.to!}${end}`)));
        }
      }
    }
    expect(wanted.size).toBeGreaterThan(300);
    expect([...wanted].filter((file) => !packed.has(file))).toEqual([]);
    // The program and the assets that its pages carry with them.
    for (const file of [
      'dist/program/main.js',
      'dist/document/site/assets/site.css',
      'dist/document/site/assets/site.js',
    ])
      expect(packed).toContain(file);
    expect([...packed].filter((file) => /^dist\/(?:cli|repl)\/|^dist\/document\/(?!site\/assets)/u.test(file))).toEqual(
      [],
    );
  });
});
