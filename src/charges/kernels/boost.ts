// Written in the subset that TypeScript and AssemblyScript share: see machine.ts.
// One pass of the boost recursion over words × placements × bonds. `BoostPass` fills the memory and reads the sums.
import type { f64, i32 } from './machine.js';
import { addOne, addTwo, clear, count, int, length, lowest, odd, real, reversed, setInt, times } from './machine.js';
import {
  beginAt,
  bondCountAt,
  bondSize,
  bondsAt,
  columnCountAt,
  columnsAt,
  elementSize,
  elementsAt,
  entryCountAt,
  foldsAt,
  indexAt,
  mirrorsAt,
  momentsAt,
  parityAt,
  recordSize,
  recordsAt,
  renamingsAt,
  rowCountAt,
  rowHead,
  rowLimitAt,
  rowSizeAt,
  rowsAt,
  rowsOfRecordAt,
  scalesAt,
  shiftAt,
  sortingAt,
  targetsAt,
  valuesAt,
  xAt,
  zAt,
} from './places.js';

function hash(x: i32, z: i32): i32 {
  let h: i32 = times(x, -1640531535) ^ times(z, -2048144789);
  h ^= h >>> 15;
  h = times(h, 739982445);
  return h ^ (h >>> 13);
}

/** Which of the letters X, Y, Z comes before which other one in a word, as three bits. */
function orderOfLetters(x: i32, z: i32): i32 {
  const a: i32 = lowest(x & ~z);
  const b: i32 = lowest(x & z);
  const c: i32 = lowest(z & ~x);
  return (a < b ? 1 : 0) | (b < c ? 2 : 0) | (a < c ? 4 : 0);
}

/**
 * Records the products of the words from `from` to `to` with all words of H that overlap with them and do not commute.
 * Of all products that symmetries of H take into one another, one is recorded.
 *
 * @returns  the number of records
 */
export function generate(from: i32, to: i32): i32 {
  const bondCount: i32 = int(bondCountAt);
  const folds: i32 = int(foldsAt);
  const mirrors: i32 = int(mirrorsAt);
  const negated: i32 = int(parityAt) < 0 ? 1 : 0;
  const elements: i32 = int(elementsAt);
  const sorting: i32 = int(sortingAt);
  const first: i32 = int(recordsAt);
  let out: i32 = first;
  for (let w: i32 = from; w < to; w++) {
    const px: i32 = int(int(xAt) + w);
    const pz: i32 = int(int(zAt) + w);
    const m: i32 = length(px | pz);
    const mirroredX: i32 = reversed(px) >>> (32 - m);
    const mirroredZ: i32 = reversed(pz) >>> (32 - m);
    const yP: i32 = count(px & pz);
    for (let b: i32 = 0; b < bondCount; b++) {
      const bond: i32 = int(bondsAt) + b * bondSize;
      const ax: i32 = int(bond);
      const az: i32 = int(bond + 1);
      const n: i32 = int(bond + 4);
      const y: i32 = yP + int(bond + 5);
      // Bit s + n − 1 says whether the bond anticommutes with the word where it is placed at s.
      let places: i32 = 0;
      for (let t: i32 = 0; t < n; t++) {
        if (((ax >>> t) & 1) != 0) places ^= pz << (n - 1 - t);
        if (((az >>> t) & 1) != 0) places ^= px << (n - 1 - t);
      }
      while (places != 0) {
        const s: i32 = lowest(places) - n + 1;
        places &= places - 1;
        // Both words on common sites, the leftmost at bit 0.
        const up: i32 = s > 0 ? s : 0;
        const down: i32 = s < 0 ? 0 - s : 0;
        const ux: i32 = ax << up;
        const uz: i32 = az << up;
        const vx: i32 = px << down;
        const vz: i32 = pz << down;
        let cx: i32 = ux ^ vx;
        let cz: i32 = uz ^ vz;
        // a·P = i^phase P′, and [a, P] = 2 a·P; −i·i^phase = ±1.
        const phase: i32 = (y + 2 * count(uz & vx) - count(cx & cz)) & 3;
        let sign: i32 = phase == 1 ? 0 : 1;
        const low: i32 = lowest(cx | cz);
        cx = cx >>> low;
        cz = cz >>> low;
        const r: i32 = length(cx | cz);
        // From the centre of the product to that of the bond, doubled.
        let weight: i32 = int(bond + 6) != 0 ? 2 * (s + down - low) + n - r : 0;
        let renaming: i32 = 0;
        if (folds != 0) {
          let chosen: i32 = elements + elementSize * int(sorting + orderOfLetters(cx, cz));
          let x: i32 = (cx & int(chosen)) ^ (cz & int(chosen + 1));
          let z: i32 = (cx & int(chosen + 2)) ^ (cz & int(chosen + 3));
          if (mirrors != 0) {
            const width: i32 = m + down > n + up ? m + down : n + up;
            const above: i32 = width - low - r;
            const far: i32 = width - n - up;
            const near: i32 = width - m - down;
            const dx: i32 = ((int(bond + 2) << far) ^ (mirroredX << near)) >>> above;
            const dz: i32 = ((int(bond + 3) << far) ^ (mirroredZ << near)) >>> above;
            const other: i32 = elements + elementSize * int(sorting + 8 + orderOfLetters(dx, dz));
            const p: i32 = (dx & int(other)) ^ (dz & int(other + 1));
            const q: i32 = (dx & int(other + 2)) ^ (dz & int(other + 3));
            if (p < x || (p == x && q < z)) {
              x = p;
              z = q;
              chosen = other;
              sign ^= negated;
              weight = 0 - weight;
            }
          }
          sign ^= odd((cx & int(chosen + 4)) ^ (cz & int(chosen + 5)) ^ (cx & cz & int(chosen + 6)));
          renaming = int(chosen + 7);
          cx = x;
          cz = z;
        }
        setInt(out, cx);
        setInt(out + 1, cz);
        setInt(out + 2, w);
        setInt(out + 3, (b << 13) | ((weight + 128) << 5) | (renaming << 1) | sign);
        out += recordSize;
      }
    }
  }
  return (out - first) / recordSize;
}

/** The place of the row of a word and a class of columns, made if it is new. */
function rowOf(h: i32, x: i32, z: i32, kind: i32): i32 {
  const index: i32 = int(indexAt);
  const shift: i32 = int(shiftAt);
  const mask: i32 = (1 << (32 - shift)) - 1;
  const rows: i32 = int(rowsAt);
  const size: i32 = int(rowSizeAt);
  let slot: i32 = (h + times(kind, -1640531535)) >>> shift;
  let found: i32 = int(index + slot);
  while (found != 0) {
    const head: i32 = 2 * (rows + (found - 1) * size);
    if (int(head) == x && int(head + 1) == z && int(head + 2) == kind) return rows + (found - 1) * size;
    slot = (slot + 1) & mask;
    found = int(index + slot);
  }
  const row: i32 = int(rowCountAt);
  setInt(rowCountAt, row + 1);
  setInt(index + slot, row + 1);
  const place: i32 = rows + row * size;
  const head: i32 = 2 * place;
  setInt(head, x);
  setInt(head + 1, z);
  setInt(head + 2, kind);
  setInt(head + 3, 0);
  clear(place + rowHead, size - rowHead);
  return place;
}

/** Puts all rows into an empty index. */
export function reindex(): void {
  const index: i32 = int(indexAt);
  const shift: i32 = int(shiftAt);
  const mask: i32 = (1 << (32 - shift)) - 1;
  for (let row: i32 = 0, n: i32 = int(rowCountAt); row < n; row++) {
    const head: i32 = 2 * (int(rowsAt) + row * int(rowSizeAt));
    let slot: i32 = (hash(int(head), int(head + 1)) + times(int(head + 2), -1640531535)) >>> shift;
    while (int(index + slot) != 0) slot = (slot + 1) & mask;
    setInt(index + slot, row + 1);
  }
}

/**
 * Adds records to the sums, from number `from` on, until the table may be full.
 *
 * @returns  the number of the first record that was not added
 */
export function add(from: i32, to: i32): i32 {
  const records: i32 = int(recordsAt);
  const bonds: i32 = int(bondsAt);
  const begin: i32 = int(beginAt);
  const columns: i32 = int(columnsAt);
  const values: i32 = int(valuesAt);
  const targets: i32 = int(targetsAt);
  const scales: i32 = int(scalesAt);
  const columnCount: i32 = int(columnCountAt);
  const renamings: i32 = int(renamingsAt);
  const moments: i32 = int(momentsAt);
  const limit: i32 = int(rowLimitAt) - int(rowsOfRecordAt);
  let entries: i32 = int(entryCountAt);
  let k: i32 = from;
  for (; k < to; k++) {
    if (int(rowCountAt) > limit) break;
    const record: i32 = records + k * recordSize;
    const x: i32 = int(record);
    const z: i32 = int(record + 1);
    const w: i32 = int(record + 2);
    const info: i32 = int(record + 3);
    const bond: i32 = bonds + (info >>> 13) * bondSize;
    const sign: f64 = (info & 1) != 0 ? -1.0 : 1.0;
    const weight: f64 = ((info >>> 5) & 255) - 128;
    const h: i32 = hash(x, z);
    const e0: i32 = int(begin + w);
    const e1: i32 = int(begin + w + 1);
    let kind: i32 = -1;
    let row: i32 = 0;
    let known: i32 = 0;
    for (let part: i32 = int(bond + 7), end: i32 = int(bond + 7 + bondSize); part < end; part++) {
      const map: i32 = (part * renamings + ((info >>> 1) & 15)) * columnCount;
      for (let e: i32 = e0; e < e1; e++) {
        const column: i32 = map + int(columns + e);
        const target: i32 = int(targets + column);
        if (target >>> 5 != kind) {
          if (kind >= 0) setInt(2 * row + 3, known);
          kind = target >>> 5;
          row = rowOf(h, x, z, kind);
          known = int(2 * row + 3);
        }
        const at: i32 = target & 31;
        entries += (~known >>> at) & 1;
        known |= 1 << at;
        const value: f64 = sign * real(scales + column) * real(values + e);
        if (moments == 2) addTwo(row + rowHead + 2 * at, value, weight);
        else addOne(row + rowHead + at, value);
      }
    }
    if (kind >= 0) setInt(2 * row + 3, known);
  }
  setInt(entryCountAt, entries);
  return k;
}
