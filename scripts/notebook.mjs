// src/notebook/page and src/notebook/worker → dist/notebook/page: the notebook as static files for a browser.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const source = join(root, 'src/notebook/page');
const target = join(root, 'dist/notebook/page');

/** The scripts of examples/ in the order of the menu, with what they show. */
const examples = [
  {
    file: 'pumping.spin',
    title: 'Pumping an integrable chain',
    about: 'a walk through the paper: charges, what a drive breaks, and the heat current of the steady state',
  },
  {
    file: 'driven-levels.spin',
    title: 'Driven levels in a gas',
    about: 'a walk through the paper: the toy model, its rates and populations, and a slider for the drive',
  },
  {
    file: 'xxz-charges.spin',
    title: 'Charges of the XXZ chain',
    about: 'the boost, four charges, and proofs for all couplings',
  },
  {
    file: 'driven-chain.spin',
    title: 'A driven chain',
    about: 'pumping an approximately integrable chain: drive, phonons, heat current',
  },
  { file: 'driven-gas.spin', title: 'The driven gas', about: 'three driven levels, rates, heat and power' },
  { file: 'find-coefficients.spin', title: 'Unknown coefficients', about: 'which combination is conserved' },
  { file: 'hubbard-ladder.spin', title: 'The Hubbard ladder', about: 'two spins in a cell' },
];

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  minify: true,
  legalComments: 'none',
  outdir: target,
};

/** KaTeX's rules with the one format of its fonts that every browser reads. */
function formulaRules() {
  const folder = join(root, 'node_modules/katex/dist');
  cpSync(join(folder, 'fonts'), join(target, 'fonts'), {
    recursive: true,
    filter: (path) => !/\.(?:ttf|woff)$/u.test(path),
  });
  const rules = readFileSync(join(folder, 'katex.min.css'), 'utf8');
  writeFileSync(
    join(target, 'formulas.css'),
    rules.replaceAll(/,url\([^)]*\.(?:woff|ttf)\) format\("[a-z]+"\)/gu, '').replaceAll('url(fonts/', 'url(./fonts/'),
  );
}

/** @param {string} text */
const escaped = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * The page with its policy and its examples; the parts of its first script are fetched at once.
 *
 * @param {import('esbuild').Metafile} metafile
 */
async function writePage(metafile) {
  const { contentPolicy } = await import(pathToFileURL(join(root, 'dist/notebook/policy.js')).href);
  const [, main] = Object.entries(metafile.outputs).find(([name]) => name.endsWith('/main.js')) ?? [];
  if (!main) throw new Error('the page has no main.js');
  const preload = main.imports
    .filter(({ kind }) => kind === 'import-statement')
    .map(({ path }) => `<link rel="modulepreload" href="./${relative(target, join(root, path))}" />`)
    .join('\n    ');
  const page = readFileSync(join(source, 'index.html'), 'utf8')
    .replace('{{policy}}', escaped(contentPolicy('meta')))
    .replace('{{preload}}', preload)
    .replace('{{examples}}', escaped(JSON.stringify(examples)));
  writeFileSync(join(target, 'index.html'), page);
}

/** The files of the page below its folder, sorted. */
function filesOf() {
  return readdirSync(target, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(target, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

/** Builds the page. TypeScript must have been compiled before, since the page shares its policy with the server. */
export async function buildNotebook() {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(join(target, 'examples'), { recursive: true });
  const { metafile } = await build({
    ...common,
    entryPoints: ['main.ts', 'live.ts'].map((name) => join(source, name)),
    splitting: true,
    chunkNames: 'part-[hash]',
    metafile: true,
  });
  await build({
    ...common,
    entryPoints: ['engine-worker', 'assist-worker'].map((name) => join(root, `src/notebook/worker/${name}.ts`)),
    splitting: true,
    chunkNames: 'part-[hash]',
  });
  await build({ ...common, entryPoints: [join(source, 'page.css')] });
  cpSync(join(source, 'icon.svg'), join(target, 'icon.svg'));
  for (const { file } of examples) cpSync(join(root, 'examples', file), join(target, 'examples', file));
  formulaRules();
  await writePage(metafile);
  const files = filesOf();
  const version = createHash('sha256');
  for (const file of files)
    version
      .update(file)
      .update('\0')
      .update(readFileSync(join(target, file)));
  await build({
    ...common,
    entryPoints: [join(root, 'src/notebook/worker/service-worker.ts')],
    format: 'iife',
    define: { pageFiles: JSON.stringify(files), pageVersion: JSON.stringify(version.digest('hex').slice(0, 16)) },
  });
}
