import { growMemory, instantiate, type LinearMemory } from '../numeric/index.js';
import * as plain from './kernels/boost.js';
import { memory, release } from './kernels/machine.js';
import { packed } from './kernels/module.generated.js';

type Functions = Pick<typeof plain, 'generate' | 'add' | 'reindex'>;

/** The kernel of the boost recursion, and the linear memory in which it works. */
export interface BoostKernel extends Functions {
  readonly name: 'wasm' | 'typescript';
  /** The memory with room for so many doubles. @diagnostic `out-of-memory` */
  memory(doubles: number): ArrayBuffer;
  /** Gives the memory back if it is large. */
  release(): void;
}

/** The same algorithm without WebAssembly. */
export const typescriptKernel: BoostKernel = { ...plain, name: 'typescript', memory, release };

/** Number of bytes of linear memory that are kept from one pass to the next. */
const keptBytes = 1 << 26;

let current: BoostKernel | undefined;

function wasmKernel(): BoostKernel | undefined {
  if (current) return current;
  const exports = instantiate(packed);
  if (!exports) return undefined;
  const { memory: linear, ...functions } = exports as unknown as Functions & { memory: LinearMemory };
  current = {
    ...functions,
    name: 'wasm',
    memory: (doubles) => growMemory(linear, doubles),
    release: () => {
      // Linear memory never shrinks, but another instance begins without it.
      if (linear.buffer.byteLength > keptBytes) current = undefined;
    },
  };
  return current;
}

const environment = (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env;

/** The kernel that a pass uses: WebAssembly where there is SIMD and SPINLAW_BACKEND does not ask for plain TypeScript. */
export function boostKernel(): BoostKernel {
  return (environment?.['SPINLAW_BACKEND'] === 'typescript' ? undefined : wasmKernel()) ?? typescriptKernel;
}
