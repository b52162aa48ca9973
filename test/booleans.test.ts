import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** Functions of the language, of Node and of TypeScript that ask for a bare true or false, which may be an item. */
const builtIn = new Set([
  'add',
  'createSourceFile',
  'fill',
  'includes',
  'indexOf',
  'lastIndexOf',
  'push',
  'prompt',
  'set',
  'setFloat64',
]);

/** The lines of a text where a bare true or false is passed to a function, of which a reader cannot tell the meaning. */
function bareBooleans(text: string): number[] {
  const source = ts.createSourceFile('', text, ts.ScriptTarget.Latest, true);
  const found: number[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const { expression: callee, arguments: given = [] } = node;
      const bare = given.find((a) => a.kind === ts.SyntaxKind.TrueKeyword || a.kind === ts.SyntaxKind.FalseKeyword);
      if (bare && !(ts.isPropertyAccessExpression(callee) && builtIn.has(callee.name.text)))
        found.push(source.getLineAndCharacterOfPosition(bare.getStart()).line + 1);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test('true and false are passed with the name of what they decide', () => {
  const files = ['src', 'scripts', 'bench'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.m?[jt]s$/u.test(name) && !name.includes('.generated.'))
      .map((name) => join(folder, name)),
  );
  expect(files.length).toBeGreaterThan(400);
  for (const folder of ['scripts', 'bench']) expect(files.some((file) => file.startsWith(folder))).toBe(true);
  expect(files.flatMap((file) => bareBooleans(readFileSync(file, 'utf8')).map((line) => `${file}:${line}`))).toEqual(
    [],
  );
});

test('a bare true or false is noticed', () => {
  expect(bareBooleans('const a = 1;\neigen(a, true);')).toEqual([2]);
  expect(bareBooleans('new Table(3, false)')).toEqual([1]);
  expect(bareBooleans('this.derive(node,\n  scope, true)')).toEqual([2]);
  expect(bareBooleans('push(true)')).toEqual([1]);
  expect(bareBooleans('eigen(a, { vectors: true }); list.push(true); view.setFloat64(0, x, true)')).toEqual([]);
});
