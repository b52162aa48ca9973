import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

/**
 * The table of ARCHITECTURE.md: the rooms of src/ and what each may import directly. A room may also import whatever
 * those may import. Imports go down only, and rooms of one floor do not import one another unless it is written there.
 */
const rooms: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  [...readFileSync('ARCHITECTURE.md', 'utf8').matchAll(/^\| `(?<room>\w+)` \| (?<below>[^|]*)\|/gmu)].map(
    ({ groups }) => [
      groups!.room!,
      [...groups!.below!.matchAll(/`(?<name>\w+)`/gu)].map((match) => match.groups!.name!),
    ],
  ),
);

/** Single files a room may import although the room they stand in is closed to it. */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  kernel: ['exact/integer', 'exact/rational'],
};

function reachable(room: string): Set<string> {
  const found = new Set<string>([room]);
  const visit = (name: string): void => {
    for (const below of rooms[name] ?? []) {
      if (found.has(below)) continue;
      found.add(below);
      visit(below);
    }
  };
  visit(room);
  return found;
}

const src = resolve('src');
const importOf = /(?:\bfrom\s*|\bimport\s*\(?\s*)'(?<target>[^']+)'/gu;

/** Every arrow of a source text that the architecture forbids. */
function forbidden(file: string, text: string): string[] {
  const place = relative(src, file);
  const room = place.includes('/') ? place.split('/')[0]! : undefined;
  const bad: string[] = [];
  for (const { groups } of text.matchAll(importOf)) {
    const { target } = groups as { target: string };
    if (!target.startsWith('.')) continue;
    const to = relative(src, resolve(dirname(file), target));
    const toRoom = to.split('/')[0]!;
    if (room === undefined) continue;
    if (!(room in rooms)) bad.push(`${place}: the room ${room} is not in the house`);
    else if (to.startsWith('..')) bad.push(`${place} imports ${target}, outside src/`);
    else if (!reachable(room).has(toRoom) && !exceptions[room]?.includes(to.replace(/\.js$/u, ''))) {
      bad.push(`${place} imports ${to}: ${room} may not import ${toRoom}`);
    }
  }
  return bad;
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

/** Files that import one another in a circle, the first again at the end, if there are any. */
function circle(imports: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, open: readonly string[]): string[] | undefined => {
    if (open.includes(file)) return [...open.slice(open.indexOf(file)), file];
    if (done.has(file)) return undefined;
    done.add(file);
    for (const to of imports.get(file) ?? []) {
      const found = visit(to, [...open, file]);
      if (found) return found;
    }
    return undefined;
  };
  for (const file of imports.keys()) {
    const found = visit(file, []);
    if (found) return found;
  }
  return undefined;
}

describe('the house', () => {
  test('the table names every room, each below what imports it', () => {
    const folders = readdirSync(src, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(Object.keys(rooms).sort()).toEqual(folders.map(({ name }) => name).sort());
    for (const [room, below] of Object.entries(rooms)) {
      for (const name of below) expect(Object.keys(rooms), room).toContain(name);
      for (const name of below) expect([...reachable(name)], `${name} and ${room}`).not.toContain(room);
    }
  });

  test('no import goes up or across', () => {
    const files = sources(src);
    expect(files.length).toBeGreaterThan(30);
    expect(files.flatMap((file) => forbidden(file, readFileSync(file, 'utf8')))).toEqual([]);
  });

  test('an arrow that goes up or across is noticed', () => {
    const file = (place: string) => join(src, place);
    expect(forbidden(file('charges/x.ts'), "import { a } from '../meaning/index.js';")).toHaveLength(1);
    expect(forbidden(file('charges/x.ts'), "import type { a } from '../chain/index.js';")).toHaveLength(1);
    expect(forbidden(file('charges/x.ts'), "const a = await import('../laws/index.js');")).toHaveLength(1);
    expect(forbidden(file('text/x.ts'), "export { a } from '../exact/index.js';")).toHaveLength(1);
    expect(forbidden(file('kernel/x.ts'), "import { a } from '../exact/coefficient.js';")).toHaveLength(1);
    expect(forbidden(file('attic/x.ts'), "import { a } from '../text/index.js';")).toHaveLength(1);
    expect(forbidden(file('kernel/x.ts'), "import { a } from '../exact/integer.js';")).toEqual([]);
    expect(
      forbidden(file('charges/x.ts'), "import { a } from '../spin/index.js';\nimport { b } from '../text/index.js';"),
    ).toEqual([]);
  });

  /** Modules beside the index: `text/file` needs Node, and the others are there before the language is loaded. */
  const doors = [
    'text/file.js',
    'language/names.js',
    'language/functions.js',
    'language/help.js',
    'drawing/symbols.js',
    'language/closeness.js',
    'workbench/front.js',
    'assist/tokens.js',
  ];
  const importsOf = (file: string): string[] =>
    [...readFileSync(file, 'utf8').matchAll(importOf)].flatMap(({ groups }) =>
      groups!.target!.startsWith('.') ? [relative(src, resolve(dirname(file), groups!.target!))] : [],
    );

  test('the index of a room is its only door', () => {
    const wrong = Object.keys(rooms).flatMap((room) =>
      sources(join(src, room)).flatMap((file) =>
        importsOf(file)
          .filter((to) => !to.startsWith(`${room}/`) && !/^[a-z]+\/index\.js$/u.test(to) && !doors.includes(to))
          .filter((to) => !exceptions[room]?.includes(to.replace(/\.js$/u, '')))
          .map((to) => `${relative(src, file)} imports ${to}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('neither the choice of a command nor the prompt of the dialogue loads the language', () => {
    const loaded = (file: string): string[] =>
      [...readFileSync(join(src, file), 'utf8').matchAll(/^(?:import|export) (?!type )[^;'=]*'(?<target>\.[^']+)';/gmu)]
        .filter(([statement]) => !/^(?:import|export) \{(?:\s*type \w+,?)*\s*\} from/u.test(statement))
        .map(({ groups }) => relative(src, resolve(src, dirname(file), groups!.target!)).replace(/\.js$/u, '.ts'));
    const found = new Set(['cli/main.ts', 'repl/index.ts']);
    for (const file of found) for (const to of loaded(file)) found.add(to);
    expect(found).toContain('repl/dialogue.ts');
    expect([...found].filter((file) => /^(?:language|meaning|spin|session)\/index\.ts$/u.test(file))).toEqual([]);
  });

  test('no file imports itself by way of others', () => {
    const imports = new Map(
      sources(src).map((file) => [relative(src, file), importsOf(file).map((to) => to.replace(/\.js$/u, '.ts'))]),
    );
    expect(imports.size).toBeGreaterThan(300);
    expect(circle(imports)).toBeUndefined();
  });

  test('a circle is noticed', () => {
    const imports = new Map([
      ['a', ['b']],
      ['b', ['c', 'd']],
      ['c', ['b']],
    ]);
    expect(circle(imports)).toEqual(['b', 'c', 'b']);
    expect(circle(new Map([...imports, ['c', ['d']]]))).toBeUndefined();
  });

  test('numeric rooms cannot reach the parser, and physics cannot reach the laws', () => {
    for (const room of [
      'numeric',
      'ring',
      'chain',
      'lindblad',
      'floquet',
      'scattering',
      'gas',
      'charges',
      'perturbation',
      'spin',
      'exact',
    ]) {
      expect([...reachable(room)]).not.toContain('language');
      expect([...reachable(room)]).not.toContain('laws');
    }
  });
});

/** The lines of a text where an error is caught without being looked at. */
function bareCatches(text: string): number[] {
  const source = ts.createSourceFile('', text, ts.ScriptTarget.Latest, true);
  const found: number[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCatchClause(node)) {
      const name = node.variableDeclaration?.name.getText();
      let isUsed = false;
      const look = (inner: ts.Node): void => {
        isUsed ||= ts.isIdentifier(inner) && inner.text === name;
        ts.forEachChild(inner, look);
      };
      look(node.block);
      if (!isUsed) found.push(source.getLineAndCharacterOfPosition(node.getStart()).line + 1);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('errors', () => {
  test('whoever catches one says which', () => {
    const files = ['src', 'scripts'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(?:ts|js|mjs)$/u.test(name) && !name.includes('.generated.'))
        .map((name) => join(folder, name)),
    );
    expect(files.length).toBeGreaterThan(400);
    expect(files.flatMap((file) => bareCatches(readFileSync(file, 'utf8')).map((line) => `${file}:${line}`))).toEqual(
      [],
    );
  });

  test('an error that nobody looks at is noticed', () => {
    expect(bareCatches('try { a(); }\ncatch { b(); }')).toEqual([2]);
    expect(bareCatches('try { a(); } catch (error) {}')).toEqual([1]);
    expect(bareCatches('try { a(); } catch (error) { if (!(error instanceof RangeError)) throw error; }')).toEqual([]);
  });
});

test('no test asserts how long something took: speed is measured in bench/', () => {
  const clocked =
    /expect\((?:[^()]|\([^()]*\))*(?:performance|Date)\.now\(\)|(?:toBeLessThan|toBeGreaterThan)\w*\([^()]*(?:performance|Date)\.now/u;
  expect('expect(performance.now() - start).toBeLessThan(5)').toMatch(clocked);
  const files = sources(resolve('test'));
  expect(files.length).toBeGreaterThan(100);
  const here = resolve('test/architecture.test.ts');
  expect(files.filter((file) => file !== here && clocked.test(readFileSync(file, 'utf8')))).toEqual([]);
});
