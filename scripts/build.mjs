// Builds the package: the grammar and the kernels become TypeScript, TypeScript becomes dist/. Does nothing when dist/
// is up to date.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { generateGrammar } from './grammar.mjs';
import { generateKernels } from './kernels.mjs';
import { buildNotebook } from './notebook.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const manifest = require(join(root, 'package.json'));
const stamp = join(root, 'dist/.inputs');

/** Everything dist/ is made from. */
function inputs() {
  const hash = createHash('sha256');
  for (const folder of ['src', 'grammar', 'scripts', 'examples']) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort()) {
      // Stores of sweeps beside their manifests are not part of the package.
      if (name.includes('.generated.') || name.includes('.sweep/') || !/\.\w+$/u.test(name)) continue;
      hash
        .update(name)
        .update('\0')
        .update(readFileSync(join(root, folder, name)))
        .update('\0');
    }
  }
  for (const file of ['package.json', 'tsconfig.json']) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/** @param {string} now  of inputs() */
function isUpToDate(now) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === now;
}

/**
 * What a file of dist/ is made from: a source beside it, of the same name.
 *
 * @param {string} name
 */
const sourceOf = (name) => join(root, 'src', name.replace(/(?:\.d\.ts|\.js)$/u, '.ts'));

/** Removes what no source makes any longer; and all of dist/ where a file is missing, for the compiler only writes what changed. */
function removeStale() {
  const dist = join(root, 'dist');
  const there = existsSync(dist) ? readdirSync(dist, { recursive: true, encoding: 'utf8' }) : [];
  const missing = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).some(
    (name) =>
      name.endsWith('.ts') &&
      !existsSync(join(dist, name.replace(/\.ts$/u, '.js'))) &&
      existsSync(join(dist, name.replace(/\.ts$/u, '.d.ts'))),
  );
  if (missing || !existsSync(join(dist, 'compiled.tsbuildinfo'))) rmSync(dist, { recursive: true, force: true });
  else
    for (const name of there)
      if (/\.(?:d\.ts|js)$/u.test(name) && !existsSync(sourceOf(name)) && !existsSync(join(root, 'src', name)))
        rmSync(join(dist, name));
}

const serverLibrary = 'vscode-languageserver/node';

/**
 * Libraries of the program that a user does not install: the language server protocol is one file beside it, which is
 * read only by the command that speaks it, and the texts of an editor are bundled.
 *
 * @type {import('esbuild').Plugin}
 */
const languageServer = {
  name: 'language server',
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^${serverLibrary}$`) }, () => ({
      path: './vscode-languageserver.js',
      external: true,
    }));
    onResolve({ filter: new RegExp('^vscode-languageserver-textdocument$') }, () => ({
      path: join(root, 'node_modules/vscode-languageserver-textdocument/lib/esm/main.js'),
    }));
  },
};

/** @param {string} outdir */
async function bundleLanguageServer(outdir) {
  // The library is CommonJS: its names are listed, so that a module can import them.
  const names = Object.keys(require(serverLibrary)).filter((key) => /^[A-Za-z_$][\w$]*$/u.test(key));
  await build({
    absWorkingDir: root,
    stdin: {
      contents: `import * as library from '${serverLibrary}';\nexport const { ${names.join(', ')} } = library;`,
      resolveDir: root,
    },
    outfile: join(outdir, 'vscode-languageserver.js'),
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // It asks for modules of Node by require.
    banner: {
      js: `// vscode-languageserver, (c) Microsoft Corporation, MIT License
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);`,
    },
  });
}

/** The files with which threads of the pool start: `gas-thread.ts` and the like. */
function threadFiles() {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('-thread.ts'))
    .map((name) => join('src', name));
}

/**
 * The licenses of the libraries from which these files come.
 *
 * @param {readonly string[]} files
 */
function licensesOf(files) {
  const names = new Set(files.flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//u.exec(file)?.[1] ?? []));
  return [...names]
    .sort()
    .map((name) => {
      const folder = join(root, 'node_modules', name);
      const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const text = readdirSync(folder).find((file) => /^licen[cs]e/iu.test(file));
      const body = text === undefined ? '' : `\n${readFileSync(join(folder, text), 'utf8').trim()}\n`;
      return `${name} ${version}, ${license}\n${body}`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/** Small libraries that every command reads: finding their files would take longer than reading them in the bundle. */
const bundledLibraries = ['commander', 'decimal.js', 'jsonc-parser', 'ml-matrix', 'moo', 'nearley'];

/**
 * The digest of everything that computes the tasks of a sweep: the files of the program that its worker reads, and the
 * versions of the libraries beside them. Results of another digest are not used again.
 *
 * @param {import('esbuild').Metafile} metafile
 */
function engineDigest({ outputs }) {
  const first = 'dist/program/sweep-worker.js';
  const read = new Set([first]);
  for (const name of read)
    for (const { path, external } of outputs[name]?.imports ?? []) if (external !== true) read.add(path);
  const hash = createHash('sha256');
  for (const name of [...read].sort())
    hash
      .update(name)
      .update('\0')
      .update(readFileSync(join(root, name)))
      .update('\0');
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return hash.update(JSON.stringify([dependencies, optionalDependencies])).digest('hex');
}

/**
 * The program in few files, with what its threads run beside it: to find and read some five hundred small ones would
 * take a command longer than its answer. Without indentation they are read in two thirds of the time; lines stay short, since
 * Node prints the line in which an error was thrown.
 */
async function bundleProgram() {
  const outdir = join(root, 'dist/program');
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [
      'src/cli/main.ts',
      'src/cli/steady-worker.ts',
      'src/cli/sweep-worker.ts',
      'src/repl/worker.ts',
      ...threadFiles(),
    ],
    entryNames: '[name]',
    chunkNames: 'part-[hash]',
    bundle: true,
    splitting: true,
    external: Object.keys({
      ...manifest.dependencies,
      ...manifest.optionalDependencies,
      ...manifest.peerDependencies,
    }).filter((name) => !bundledLibraries.includes(name)),
    // The modules of a library, where it also has some other format.
    mainFields: ['module', 'main'],
    plugins: [languageServer],
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 160,
    legalComments: 'none',
    // Some libraries ask for modules of Node by require.
    banner: {
      js: "import { createRequire as requireFor } from 'node:module';\nconst require = requireFor(import.meta.url);",
    },
    metafile: true,
    outdir,
  });
  writeFileSync(join(outdir, 'licenses.txt'), licensesOf(Object.keys(metafile.inputs)));
  await bundleLanguageServer(outdir);
  writeFileSync(join(root, 'dist/engine.json'), `${JSON.stringify({ sha256: engineDigest(metafile) })}\n`);
  chmodSync(join(outdir, 'main.js'), 0o755);
}

// The tests read the sources, so the kernels must be there even when dist/ is.
await generateKernels();
const now = inputs();
if (!isUpToDate(now)) {
  generateGrammar();
  removeStale();
  execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', join(root, 'tsconfig.json')], {
    stdio: 'inherit',
  });
  // What pages carry with them is copied as it is.
  for (const name of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!/\.(?:css|js)$/u.test(name) || name.startsWith('notebook/')) continue;
    mkdirSync(dirname(join(root, 'dist', name)), { recursive: true });
    copyFileSync(join(root, 'src', name), join(root, 'dist', name));
  }
  await bundleProgram();
  await buildNotebook();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
}
