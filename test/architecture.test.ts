import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
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

  /** Rooms that are entered by their index alone, and in which no file imports itself by way of others. */
  const kept = ['text', 'session', 'report', 'cli', 'repl', 'document', 'testing'];
  /** Modules beside the index: `text/file` needs Node, and the names of the language are there before the language. */
  const doors = ['text/file.js', 'language/names.js', 'language/functions.js'];
  const importsOf = (file: string): string[] =>
    [...readFileSync(file, 'utf8').matchAll(importOf)].flatMap(({ groups }) =>
      groups!.target!.startsWith('.') ? [relative(src, resolve(dirname(file), groups!.target!))] : [],
    );

  test('the index of a room is its only door', () => {
    const wrong = kept.flatMap((room) =>
      sources(join(src, room)).flatMap((file) =>
        importsOf(file)
          .filter((to) => !to.startsWith(`${room}/`) && !/^[a-z]+\/index\.js$/u.test(to) && !doors.includes(to))
          .map((to) => `${relative(src, file)} imports ${to}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('no file of a room imports itself by way of others', () => {
    for (const room of kept) {
      const open = new Set<string>();
      const done = new Set<string>();
      const visit = (file: string): void => {
        expect(open.has(file), `a circle through ${file}`).toBe(false);
        if (done.has(file)) return;
        open.add(file);
        for (const to of importsOf(join(src, file))) {
          const source = to.replace(/\.js$/u, '.ts');
          if (source.startsWith(`${room}/`)) visit(source);
        }
        open.delete(file);
        done.add(file);
      };
      for (const file of sources(join(src, room))) visit(relative(src, file));
      expect(done.size).toBeGreaterThan(3);
    }
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

test('no test asserts how long something took: speed is measured in bench/', () => {
  const clocked =
    /expect\((?:[^()]|\([^()]*\))*(?:performance|Date)\.now\(\)|(?:toBeLessThan|toBeGreaterThan)\w*\([^()]*(?:performance|Date)\.now/u;
  expect('expect(performance.now() - start).toBeLessThan(5)').toMatch(clocked);
  const files = sources(resolve('test'));
  expect(files.length).toBeGreaterThan(100);
  const here = resolve('test/architecture.test.ts');
  expect(files.filter((file) => file !== here && clocked.test(readFileSync(file, 'utf8')))).toEqual([]);
});

describe('the rooms of driven systems', () => {
  const driven = ['floquet', 'scattering', 'gas'];

  /** File → the files of its room that it imports. */
  const inside = (room: string): Map<string, string[]> =>
    new Map(
      sources(join(src, room)).map((file) => [
        relative(src, file),
        [...readFileSync(file, 'utf8').matchAll(importOf)]
          .map(({ groups }) => (groups as { target: string }).target)
          .filter((target) => target.startsWith('./'))
          .map((target) => relative(src, resolve(dirname(file), target)).replace(/\.js$/u, '.ts')),
      ]),
    );

  const circleFrom = (start: string, imports: ReadonlyMap<string, readonly string[]>): boolean => {
    const seen = new Set<string>();
    const pending = [...(imports.get(start) ?? [])];
    for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
      if (file === start) return true;
      if (seen.has(file)) continue;
      seen.add(file);
      pending.push(...(imports.get(file) ?? []));
    }
    return false;
  };

  test.each(driven)('%s has no circle of imports', (room) => {
    const imports = inside(room);
    expect(imports.size).toBeGreaterThan(8);
    expect([...imports.keys()].filter((file) => circleFrom(file, imports))).toEqual([]);
  });

  test('a circle is noticed', () => {
    const imports = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['b']],
    ]);
    expect(['a', 'b', 'c'].filter((file) => circleFrom(file, imports))).toEqual(['b', 'c']);
  });

  test('are entered by their index alone', () => {
    const side = new RegExp(`\\.\\./(?:${driven.join('|')})/(?!index\\.js)`, 'u');
    expect("import { a } from '../gas/rates.js';").toMatch(side);
    expect("import { a } from '../gas/index.js';").not.toMatch(side);
    expect(sources(src).filter((file) => side.test(readFileSync(file, 'utf8').replaceAll('/laws/gas/', '')))).toEqual(
      [],
    );
  });
});
