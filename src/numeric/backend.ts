import { refuse } from '../text/index.js';
import { type KernelEngine, typescriptEngine, wasmNow } from './engine.js';
import { type NativeLapack, nativeLapack } from './native.js';

/** The backends that can be chosen by name. `native` needs koffi and a system LAPACK. */
export type Backend = 'wasm' | 'typescript' | 'native';

/** Options that choose the backend of a call of linear algebra. */
export interface AlgebraOptions {
  /**
   * by default the one that SPINLAW_BACKEND names, otherwise WebAssembly if it is available, otherwise plain TypeScript
   */
  readonly backend?: Backend;
}

const environment = (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env;

/**
 * The backend that a call will use.
 * @diagnostic `unknown-backend`, `backend-missing`
 */
export function chooseBackend({ backend }: AlgebraOptions = {}): KernelEngine | NativeLapack {
  const name = backend ?? environment?.['SPINLAW_BACKEND'];
  switch (name) {
    case undefined:
    case '':
      return wasmNow() ?? typescriptEngine;
    case 'typescript':
      return typescriptEngine;
    case 'wasm':
      return (
        wasmNow() ??
        refuse('backend-missing', 'this runtime has no WebAssembly with SIMD, or the kernels are not ready yet', {
          hint: 'await ready(), or use the typescript backend',
        })
      );
    case 'native':
      return nativeLapack();
    default:
      return refuse('unknown-backend', `no backend is called ${name}`, { expected: ['wasm', 'typescript', 'native'] });
  }
}
