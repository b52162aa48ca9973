import { threadsModule } from './host.js';

/** Doubles in memory that all threads see, where the runtime has such memory. */
export function sharedDoubles(length: number): Float64Array {
  return threadsModule() ? new Float64Array(new SharedArrayBuffer(8 * length)) : new Float64Array(length);
}

/** The same numbers in memory that all threads see; numbers that are there already are not copied. */
export function inSharedMemory(numbers: Float64Array): Float64Array {
  if (!threadsModule() || numbers.buffer instanceof SharedArrayBuffer) return numbers;
  const out = sharedDoubles(numbers.length);
  out.set(numbers);
  return out;
}
