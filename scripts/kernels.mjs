// src/numeric/kernels/*.ts with machine.as → src/numeric/kernels/module.generated.ts: WebAssembly, compressed, as text.
// The algorithms are written once, in the subset of TypeScript that AssemblyScript reads; only the machine differs.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'src/numeric/kernels');
const target = join(folder, 'module.generated.ts');
const modules = ['entry', 'product', 'tridiagonal', 'divide', 'factor'];

/**
 * A source of the common subset as AssemblyScript reads it: the type-only import goes, the machine has its own file.
 *
 * @param {string} name
 */
function assembly(name) {
  if (name === 'machine') return readFileSync(join(folder, 'machine.as'), 'utf8');
  const text = readFileSync(join(folder, `${name}.ts`), 'utf8');
  return text.replace(/^import type .*$/gmu, '').replace(/(from '\.\/[a-z]+)\.js'/gu, "$1'");
}

/** Compiles the kernels; `size` is what they add to the package, in bytes. */
export async function compileKernels() {
  const { default: asc } = await import('assemblyscript/asc');
  /** @type {string | Uint8Array | undefined} */
  let binary;
  const { error, stderr } = await asc.main(
    [
      'entry.ts',
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
        return [...modules, 'machine'].includes(name) && !path.includes('~') ? assembly(name) : null;
      },
      writeFile: (_path, contents) => {
        binary = contents;
      },
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`the kernels do not compile: ${error.message}\n${stderr.toString()}`);
  if (!(binary instanceof Uint8Array)) throw new Error('AssemblyScript has written no module');
  const packed = deflateRawSync(binary, { level: 9 }).toString('base64');
  return { binary, packed };
}

/** Writes the generated module, unless it is newer than all it is made from. */
export async function generateKernels({ force = false } = {}) {
  const sources = [
    ...modules.map((m) => join(folder, `${m}.ts`)),
    join(folder, 'machine.as'),
    fileURLToPath(import.meta.url),
  ];
  const made = existsSync(target) ? statSync(target).mtimeMs : 0;
  if (!force && sources.every((s) => statSync(s).mtimeMs < made)) return;
  const { binary, packed } = await compileKernels();
  writeFileSync(
    target,
    `// Made by scripts/kernels.mjs.\n/** ${binary.length} bytes of WebAssembly, raw deflate, base64. */\nexport const packed =\n  '${packed}';\n`,
  );
  console.log(`kernels: ${binary.length} bytes, ${packed.length} inlined`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await generateKernels({ force: true });
