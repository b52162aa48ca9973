// The machine of the boost kernel in AssemblyScript. A place counts integers or doubles from the start of linear memory.

@inline function byInt(p: i32): usize { return <usize>(<u32>p) << 2; }
@inline function byReal(p: i32): usize { return <usize>(<u32>p) << 3; }

@inline export function int(p: i32): i32 { return load<i32>(byInt(p)); }
@inline export function setInt(p: i32, v: i32): void { store<i32>(byInt(p), v); }
@inline export function real(p: i32): f64 { return load<f64>(byReal(p)); }
@inline export function clear(p: i32, doubles: i32): void {
  for (let q = byReal(p), end = byReal(p + doubles); q < end; q += 8) store<f64>(q, 0);
}

@inline export function addOne(p: i32, a: f64): void {
  store<f64>(byReal(p), load<f64>(byReal(p)) + a);
}
@inline export function addTwo(p: i32, a: f64, weight: f64): void {
  let q = byReal(p);
  let both = f64x2.mul(f64x2.splat(a), f64x2.replace_lane(f64x2.splat(1), 1, weight));
  v128.store(q, f64x2.add(v128.load(q), both));
}

@inline export function lowest(v: i32): i32 { return ctz<i32>(v); }
@inline export function length(v: i32): i32 { return 32 - clz<i32>(v); }
@inline export function odd(v: i32): i32 { return popcnt<i32>(v) & 1; }
@inline export function count(v: i32): i32 { return popcnt<i32>(v); }
@inline export function times(a: i32, b: i32): i32 { return a * b; }

@inline export function reversed(v: i32): i32 {
  let n = ((v >>> 1) & 0x55555555) | ((v & 0x55555555) << 1);
  n = ((n >>> 2) & 0x33333333) | ((n & 0x33333333) << 2);
  n = ((n >>> 4) & 0x0f0f0f0f) | ((n & 0x0f0f0f0f) << 4);
  n = ((n >>> 8) & 0x00ff00ff) | ((n & 0x00ff00ff) << 8);
  return (n >>> 16) | (n << 16);
}
