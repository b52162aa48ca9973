import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

// An empty folder with the packed package and what it depends on: nothing that only its own tests need.
const folder = mkdtempSync(join(tmpdir(), 'spinlaw-library-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly devOptional?: boolean }>>;
}

function install(): void {
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  ) as { filename: string }[];
  mkdirSync(join(folder, 'node_modules/spinlaw'), { recursive: true });
  run('tar', 'xzf', packed!.filename, '-C', 'node_modules/spinlaw', '--strip-components=1');
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
  // TypeScript is the tool of the test, and types of Node are what a program for Node has.
  const wanted = Object.entries(packages).filter(
    ([path, { dev, devOptional }]) =>
      /^node_modules\/(?:@[^/]+\/)?[^/]+$/u.test(path) &&
      ((dev !== true && devOptional !== true) || /\/(?:@types\/node|undici-types)$/u.test(path)),
  );
  for (const [path] of wanted) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(resolve(path), join(folder, path));
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'user', type: 'module', private: true }));
}

test('the packed package runs the guide, and its types are right under strict settings', { timeout: 600_000 }, () => {
  install();
  const page = readFileSync('docs/guides/library.md', 'utf8');
  const printed = [...page.matchAll(/<!-- printed: examples\/(?<file>[^\n]*)\.ts -->\n```\n(?<shown>[^]*?)```/gu)];
  expect(printed.length).toBe(5);
  const names = printed.map((m) => m.groups!.file!);
  for (const name of names) cpSync(`examples/${name}.ts`, join(folder, `${name}.ts`));
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        skipLibCheck: false,
        target: 'es2022',
        module: 'nodenext',
        types: ['node'],
        outDir: 'out',
      },
      files: names.map((name) => `${name}.ts`),
    }),
  );
  try {
    run(process.execPath, resolve('node_modules/typescript/bin/tsc'), '-p', '.');
  } catch (error) {
    expect((error as { stdout: string }).stdout).toBe('');
  }
  for (const { groups } of printed) expect(run(process.execPath, `out/${groups!.file!}.js`)).toBe(groups!.shown);
});
