// The machine of the boost kernel in plain TypeScript: the same functions as in machine.as, on an array buffer.

/** The types of a 32-bit integer and a double, named as in AssemblyScript. */
export type i32 = number;
export type f64 = number;

let ints = new Int32Array(0);
let reals = new Float64Array(0);

/** The linear memory with room for so many doubles; its contents are kept. */
export function memory(doubles: number): ArrayBuffer {
  if (reals.length < doubles) {
    const larger = new Float64Array(doubles);
    larger.set(reals);
    reals = larger;
    ints = new Int32Array(larger.buffer);
  }
  return reals.buffer as ArrayBuffer;
}

/** Gives the linear memory back. */
export function release(): void {
  reals = new Float64Array(0);
  ints = new Int32Array(0);
}

/** The integer at a place, which counts integers; doubles are counted by doubles. */
export function int(p: i32): i32 {
  return ints[p]!;
}
export function setInt(p: i32, v: i32): void {
  ints[p] = v;
}
export function real(p: i32): f64 {
  return reals[p]!;
}
export function clear(p: i32, doubles: i32): void {
  for (let k = p; k < p + doubles; k++) reals[k] = 0;
}

/** Adds to the double at p. */
export function addOne(p: i32, a: f64): void {
  reals[p] = reals[p]! + a;
}
/** Adds a to the double at p, and a · weight to the next. */
export function addTwo(p: i32, a: f64, weight: f64): void {
  reals[p] = reals[p]! + a;
  reals[p + 1] = reals[p + 1]! + a * weight;
}

/** Position of the lowest bit, 32 for 0. */
export function lowest(v: i32): i32 {
  return 32 - Math.clz32(~v & (v - 1));
}
/** Number of bits up to the highest one. */
export function length(v: i32): i32 {
  return 32 - Math.clz32(v);
}
/** Is the number of bits odd? 1 or 0. */
export function odd(v: i32): i32 {
  let n = v ^ (v >>> 16);
  n ^= n >>> 8;
  n ^= n >>> 4;
  return (0x6996 >>> (n & 15)) & 1;
}
export function count(v: i32): i32 {
  let n = v - ((v >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
export function times(a: i32, b: i32): i32 {
  return Math.imul(a, b);
}
/** The bits of v in reverse order. */
export function reversed(v: i32): i32 {
  let n = ((v >>> 1) & 0x55555555) | ((v & 0x55555555) << 1);
  n = ((n >>> 2) & 0x33333333) | ((n & 0x33333333) << 2);
  n = ((n >>> 4) & 0x0f0f0f0f) | ((n & 0x0f0f0f0f) << 4);
  n = ((n >>> 8) & 0x00ff00ff) | ((n & 0x00ff00ff) << 8);
  return (n >>> 16) | (n << 16);
}
