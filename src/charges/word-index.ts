/** The hash of a word; its high bits choose the partition of a table, its low bits the slot. */
export function hashOf(x: number, z: number): number {
  let h = Math.imul(x, 0x9e3779b1) ^ Math.imul(z, 0x85ebca6b);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  return (h ^ (h >>> 13)) >>> 0;
}

/** Numbers distinct words in the order of their first occurrence. */
export class WordIndex {
  count = 0;
  x: Int32Array;
  z: Int32Array;
  /** number of the word plus 1, or 0 for an empty slot; at most half of the slots are used */
  private slots: Int32Array;

  constructor(expected: number) {
    this.x = new Int32Array(expected);
    this.z = new Int32Array(expected);
    this.slots = new Int32Array(1 << (33 - Math.clz32(expected)));
  }

  number(hash: number, x: number, z: number): number {
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const found = this.slots[slot]!;
      if (found === 0) break;
      if (this.x[found - 1] === x && this.z[found - 1] === z) return found - 1;
      slot = (slot + 1) & mask;
    }
    if (this.count === this.x.length) {
      this.grow();
      return this.number(hash, x, z);
    }
    this.x[this.count] = x;
    this.z[this.count] = z;
    this.count += 1;
    this.slots[slot] = this.count;
    return this.count - 1;
  }

  private grow(): void {
    const most = 2 * Math.max(this.x.length, 8);
    const [x, z] = [new Int32Array(most), new Int32Array(most)];
    x.set(this.x);
    z.set(this.z);
    this.x = x;
    this.z = z;
    this.slots = new Int32Array(1 << (33 - Math.clz32(most)));
    const mask = this.slots.length - 1;
    for (let k = 0; k < this.count; k++) {
      let slot = hashOf(x[k]!, z[k]!) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = k + 1;
    }
  }
}
