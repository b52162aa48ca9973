import { limit } from '../text/index.js';
import * as plain from './kernels/entry.js';
import { memory } from './kernels/machine.js';
import { packed } from './kernels/module.generated.js';

interface LinearMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}
interface Instance {
  readonly exports: Record<string, unknown>;
}
// The part of the WebAssembly interface used here, which TypeScript declares only in its library for web pages.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object) => Instance;
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
  instantiate(bytes: ArrayBuffer): Promise<{ instance: Instance }>;
};

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

const page = 65536;

function wasmEngine(instance: Instance): KernelEngine {
  const { memory: linear, ...kernels } = instance.exports as unknown as Kernels & { memory: LinearMemory };
  let view = new Float64Array(linear.buffer);
  return {
    ...kernels,
    name: 'wasm',
    memory(doubles) {
      const missing = doubles * 8 - linear.buffer.byteLength;
      if (missing > 0) {
        try {
          linear.grow(Math.ceil(missing / page));
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
          limit('out-of-memory', `the runtime has no memory for another ${Math.ceil(missing / 2 ** 20)} MiB`);
        }
      }
      if (view.buffer !== linear.buffer) view = new Float64Array(linear.buffer);
      return view;
    },
  };
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const out = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) out[i] = binary.charCodeAt(i);
  return out;
}

/**
 * A module with one f64x2 addition, which tests whether this runtime supports SIMD (magic, version, type () → v128, one
 * function, its body).
 */
const trial = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 68, 0, 0, 0, 0, 0, 0, 0, 0, 253,
  20, 11,
]);

export function simdAvailable(): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(trial);
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
    wasm = wasmEngine(new WebAssembly.Instance(new WebAssembly.Module(inflate.inflateRawSync(bytes(packed)))));
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
  const stream = new Blob([bytes(packed)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const { instance } = await WebAssembly.instantiate(await new Response(stream).arrayBuffer());
  wasm = wasmEngine(instance);
  return 'wasm';
}

/** Number of bytes that the kernels add to the package, compressed and as text. */
export const inlinedSize = packed.length;
