import * as plain from './kernels/entry.js';
import { memory } from './kernels/machine.js';
import { packed } from './kernels/module.generated.js';
import {
  type Instance,
  type LinearMemory,
  bytesOf,
  growMemory,
  instanceLater,
  instanceNow,
  simdAvailable,
} from './web-assembly.js';

type Kernels = Pick<
  typeof plain,
  'start' | 'peak' | 'peakAndCopy' | 'asymmetry' | 'eigen' | 'decompose' | 'solve' | 'times' | 'check'
>;

/** The kernels and the linear memory they work in: one set in each thread. */
export interface KernelEngine extends Kernels {
  readonly name: 'wasm' | 'typescript';
  /**
   * The memory with room for this many doubles. The view is valid until the next call.
   * @diagnostic `out-of-memory`
   */
  memory(doubles: number): Float64Array;
}

/** The same algorithms without WebAssembly. */
export const typescriptEngine: KernelEngine = { ...plain, name: 'typescript', memory };

function wasmEngine(instance: Instance): KernelEngine {
  const { memory: linear, ...kernels } = instance.exports as unknown as Kernels & { memory: LinearMemory };
  let view = new Float64Array(linear.buffer);
  return {
    ...kernels,
    name: 'wasm',
    memory(doubles) {
      growMemory(linear, doubles);
      if (view.buffer !== linear.buffer) view = new Float64Array(linear.buffer);
      return view;
    },
  };
}

/** Node's inflate, obtained without an import that a page could not resolve. */
interface Zlib {
  inflateRawSync(data: Uint8Array): Uint8Array<ArrayBuffer>;
}
function zlib(): Zlib | undefined {
  const host = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } };
  return host.process?.getBuiltinModule?.('node:zlib') as Zlib | undefined;
}

let wasm: KernelEngine | undefined;
let tried = false;

/**
 * The WebAssembly engine, made at the first call; undefined where SIMD is missing, and in a page until `ready` has
 * resolved.
 */
export function wasmNow(): KernelEngine | undefined {
  if (tried) return wasm;
  tried = true;
  const inflate = zlib();
  if (inflate && simdAvailable()) {
    wasm = wasmEngine(instanceNow(inflate.inflateRawSync(bytesOf(packed))));
  }
  return wasm;
}

/**
 * Prepares the kernels in a page, which must not compile synchronously on its main thread. Elsewhere there is nothing
 * to do. Until it has resolved, a page computes with the TypeScript engine.
 */
export async function ready(): Promise<'wasm' | 'typescript'> {
  if (wasmNow()) return 'wasm';
  if (!simdAvailable()) return 'typescript';
  const stream = new Blob([bytesOf(packed)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  wasm = wasmEngine(await instanceLater(await new Response(stream).arrayBuffer()));
  return 'wasm';
}

/** Number of bytes that the kernels add to the package, compressed and as text. */
export const inlinedSize = packed.length;
