/** The lowest `range` bits of a mask in reverse order. */
export function mirror(mask: number, range: number): number {
  let v = mask;
  v = ((v >>> 1) & 0x55555555) | ((v & 0x55555555) << 1);
  v = ((v >>> 2) & 0x33333333) | ((v & 0x33333333) << 2);
  v = ((v >>> 4) & 0x0f0f0f0f) | ((v & 0x0f0f0f0f) << 4);
  v = ((v >>> 8) & 0x00ff00ff) | ((v & 0x00ff00ff) << 8);
  v = (v >>> 16) | (v << 16);
  return v >>> (32 - range);
}

/** Compares a word with its mirror image; the one that comes first is kept. */
export function compareMirror(x: number, z: number): number {
  const r = 32 - Math.clz32(x | z);
  return x - mirror(x, r) || z - mirror(z, r);
}
