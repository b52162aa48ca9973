import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

/**
 * Folders whose names are their own. The kernels are AssemblyScript: programs by themselves, compiled to
 * WebAssembly, of which other files import the entry, as a namespace, and the places.
 */
const apart = ['numeric/kernels/', 'charges/kernels/'];

/** The names that a source text declares and exports; a re-export declares nothing. */
function declared(file: string, text: string): string[] {
  const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  return statements.flatMap((s) => {
    const exported = ts.canHaveModifiers(s) && s.modifiers?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword);
    if (!exported) return [];
    if (ts.isVariableStatement(s))
      return s.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
    const named = s as ts.Statement & { readonly name?: ts.Node };
    return named.name && ts.isIdentifier(named.name) ? [named.name.text] : [];
  });
}

/** Names that two files declare, with the files. */
function shared(files: ReadonlyMap<string, string>): string[] {
  const places = new Map<string, Set<string>>();
  for (const [file, text] of files) {
    for (const name of declared(file, text)) places.set(name, (places.get(name) ?? new Set()).add(file));
  }
  return [...places].flatMap(([name, found]) => (found.size > 1 ? [`${name}: ${[...found].join(', ')}`] : [])).sort();
}

test('every exported name has one meaning in the whole project', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.includes('.generated.') && !apart.some((folder) => name.startsWith(folder)),
  );
  expect(files.length).toBeGreaterThan(300);
  expect(shared(new Map(files.map((name) => [name, readFileSync(join('src', name), 'utf8')])))).toEqual([]);
});

test('a name with two meanings is noticed', () => {
  const found = shared(
    new Map([
      ['a.ts', 'export interface Charge {}\nexport const [x] = [1], y = 2;\nfunction hidden() {}'],
      ['b.ts', 'export class Charge {}\nexport function y() {}\nexport function hidden() {}'],
      ['c.ts', "export { Charge } from './a.js';\nexport type Step = 1;"],
    ]),
  );
  expect(found).toEqual(['Charge: a.ts, b.ts', 'y: a.ts, b.ts']);
});
