import { limit } from '../text/index.js';

/** The memory of a WebAssembly instance. */
export interface LinearMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}
/** A WebAssembly module that runs. */
export interface Instance {
  readonly exports: Record<string, unknown>;
}
// The part of the WebAssembly interface used here, which TypeScript declares only in its library for web pages.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object) => Instance;
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
  instantiate(bytes: ArrayBuffer): Promise<{ instance: Instance }>;
};

const page = 65536;

/** The memory with room for so many doubles. @diagnostic `out-of-memory` */
export function growMemory(linear: LinearMemory, doubles: number): ArrayBuffer {
  const missing = doubles * 8 - linear.buffer.byteLength;
  if (missing > 0) {
    try {
      linear.grow(Math.ceil(missing / page));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      limit('out-of-memory', `the runtime has no memory for another ${Math.ceil(missing / 2 ** 20)} MiB`);
    }
  }
  return linear.buffer;
}

/** The bytes of a text in base64. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
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

/** Does this runtime have WebAssembly with SIMD? */
export function simdAvailable(): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(trial);
}

/** An instance of a module, made at once. A page allows that on its main thread for at most 4096 bytes. */
export function instanceNow(module: Uint8Array<ArrayBuffer>): Instance {
  return new WebAssembly.Instance(new WebAssembly.Module(module));
}

/** An instance of a module, made while the page goes on. */
export async function instanceLater(module: ArrayBuffer): Promise<Instance> {
  return (await WebAssembly.instantiate(module)).instance;
}

/** The exports of a new instance of a small module in base64; undefined where there is no SIMD. */
export function instantiate(text: string): Instance['exports'] | undefined {
  return simdAvailable() ? instanceNow(bytesOf(text)).exports : undefined;
}
