import { limit } from '../text/index.js';

/** Largest memory for rates and factors together, in bytes, which suffices for a ring of 14 sites without a field. */
export const memoryLimit = 6e9;

/** An amount of memory as text, for messages. */
export function memoryText(bytes: number): string {
  return bytes < 1e6
    ? `${Math.ceil(bytes / 1e3)} kB`
    : bytes < 1e9
      ? `${Math.ceil(bytes / 1e6)} MB`
      : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** @diagnostic `out-of-memory` */
export function refuseMemory(bytes: number, what: string): never {
  return limit('out-of-memory', `${what} take ${memoryText(bytes)}, more than the ${memoryText(memoryLimit)} allowed`, {
    hint: 'take a smaller ring, or a truncated ensemble: --ensemble gge:…',
  });
}
