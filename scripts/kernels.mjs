// src/*/kernels/*.ts with machine.as → src/*/kernels/module.generated.ts: WebAssembly as text.
// The algorithms are written once, in the subset of TypeScript that AssemblyScript reads; only the machine differs.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * The rooms with kernels: the file of the exported functions, and those that it imports. A module that a page may compile
 * at once, of at most 4096 bytes, is not compressed.
 *
 * @typedef {{ entry: string, others: string[], deflated: boolean }} Kernels
 * @type {Record<string, Kernels>}
 */
const rooms = {
  numeric: { entry: 'entry', others: ['product', 'tridiagonal', 'divide', 'factor'], deflated: true },
  charges: { entry: 'boost', others: ['places'], deflated: false },
};

/** Most bytes of a module that a page compiles on its main thread. */
const mostAtOnce = 4096;

/** @param {string} room */
const folderOf = (room) => join(root, 'src', room, 'kernels');

/**
 * A source of the common subset as AssemblyScript reads it: the type-only import goes, the machine has its own file.
 *
 * @param {string} folder
 * @param {string} name
 */
function assembly(folder, name) {
  if (name === 'machine') return readFileSync(join(folder, 'machine.as'), 'utf8');
  const text = readFileSync(join(folder, `${name}.ts`), 'utf8');
  return text.replace(/^import type .*$/gmu, '').replace(/(from '\.\/[a-z]+)\.js'/gu, "$1'");
}

/**
 * Compiles the kernels of a room; `packed` is what they add to the package.
 *
 * @param {string} room
 * @param {Kernels} kernels
 */
async function compileKernels(room, { entry, others, deflated }) {
  const { default: asc } = await import('assemblyscript/asc');
  /** @type {string | Uint8Array | undefined} */
  let binary;
  const { error, stderr } = await asc.main(
    [
      `${entry}.ts`,
      '--outFile',
      'kernels.wasm',
      '-O3',
      '--shrinkLevel',
      '0',
      '--converge',
      '--noAssert',
      '--runtime',
      'stub',
      '--enable',
      'simd',
      '--use',
      'abort=',
    ],
    {
      readFile: (path) => {
        const name = basename(path, '.ts');
        return [entry, ...others, 'machine'].includes(name) && !path.includes('~')
          ? assembly(folderOf(room), name)
          : null;
      },
      writeFile: (_path, contents) => {
        binary = contents;
      },
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`the kernels of ${room} do not compile: ${error.message}\n${stderr.toString()}`);
  if (!(binary instanceof Uint8Array)) throw new Error('AssemblyScript has written no module');
  if (!deflated && binary.length > mostAtOnce)
    throw new Error(
      `the kernels of ${room} have ${binary.length} bytes: no page compiles more than ${mostAtOnce} at once`,
    );
  const packed = (deflated ? deflateRawSync(binary, { level: 9 }) : Buffer.from(binary)).toString('base64');
  return { binary, packed };
}

/** Writes the generated modules, unless they are newer than all they are made from. */
export async function generateKernels({ force = false } = {}) {
  for (const [room, kernels] of Object.entries(rooms)) {
    const { entry, others, deflated } = kernels;
    const target = join(folderOf(room), 'module.generated.ts');
    const sources = [
      ...[entry, ...others].map((m) => join(folderOf(room), `${m}.ts`)),
      join(folderOf(room), 'machine.as'),
      fileURLToPath(import.meta.url),
    ];
    const made = existsSync(target) ? statSync(target).mtimeMs : 0;
    if (!force && sources.every((s) => statSync(s).mtimeMs < made)) continue;
    const { binary, packed } = await compileKernels(room, kernels);
    const form = deflated ? 'raw deflate, base64' : 'base64';
    writeFileSync(
      target,
      `// Made by scripts/kernels.mjs.\n/** ${binary.length} bytes of WebAssembly, ${form}. */\nexport const packed =\n  '${packed}';\n`,
    );
    console.log(`kernels of ${room}: ${binary.length} bytes, ${packed.length} inlined`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await generateKernels({ force: true });
