/**
 * Do two values agree to the last bit, 0 from −0 told apart? The bytes that v8.serialize writes do not tell this: they
 * depend on how the engine happens to keep a whole number.
 */
export function sameBits(a: unknown, b: unknown): boolean {
  if (ArrayBuffer.isView(a) && ArrayBuffer.isView(b)) {
    const bytes = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer =>
      Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
    return bytes(a).equals(bytes(b));
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  if (a instanceof Map && b instanceof Map) return sameBits([...a], [...b]);
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => key in b && sameBits(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}
