import { latin } from './npy.js';

/** A file of an archive, in parts, so that large arrays are copied only once. */
export interface ZipEntry {
  readonly name: string;
  readonly parts: readonly Uint8Array[];
}

/** 1 January 1980, the first day that a zip file can represent; a fixed date makes the bytes reproducible. */
const date = 0x21;

/**
 * A zip archive of uncompressed files, as NumPy writes it too. Sizes stay below 4 GB.
 */
export function zip(entries: readonly ZipEntry[]): Uint8Array {
  const chunks: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  const push = (chunk: Uint8Array): void => {
    chunks.push(chunk);
    offset += chunk.length;
  };
  for (const { name, parts } of entries) {
    const size = parts.reduce((sum, part) => sum + part.length, 0);
    const title = Uint8Array.from(latin(name));
    // version, flags, method, time, date, checksum, compressed and plain size, length of the name, of extra fields
    const common = fields(
      [2, 20],
      [2, 0],
      [2, 0],
      [2, 0],
      [2, date],
      [4, checksum(parts)],
      [4, size],
      [4, size],
      [2, title.length],
      [2, 0],
    );
    // then: comment length, disk, attributes (2), offset of the local header
    directory.push(
      join([fields([4, 0x02014b50], [2, 20]), common, fields([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), title]),
    );
    push(join([fields([4, 0x04034b50]), common, title]));
    for (const part of parts) push(part);
  }
  const start = offset;
  for (const record of directory) push(record);
  push(
    fields(
      [4, 0x06054b50],
      [2, 0],
      [2, 0],
      [2, entries.length],
      [2, entries.length],
      [4, offset - start],
      [4, start],
      [2, 0],
    ),
  );
  return join(chunks);
}

/** Little-endian numbers of 2 or 4 bytes. */
function fields(...values: readonly (readonly [bytes: 2 | 4, value: number])[]): Uint8Array {
  return Uint8Array.from(
    values.flatMap(([bytes, value]) => Array.from({ length: bytes }, (_, k) => (value >>> (8 * k)) & 0xff)),
  );
}

function join(chunks: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    result.set(chunk, at);
    at += chunk.length;
  }
  return result;
}

/** CRC-32, polynomial 0xEDB88320. */
function checksum(parts: readonly Uint8Array[]): number {
  let crc = 0xffffffff;
  for (const part of parts) for (let k = 0; k < part.length; k++) crc = table[(crc ^ part[k]!) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = (c & 1) !== 0 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});
