import { checkInterrupt } from '../text/index.js';
import { maxTerms, tooManyTerms } from './operator.js';

/** Words that a sum has room for at first, a power of two. */
const firstRoom = 1024;

/**
 * A sum of words on 32 sites with coefficients re + i·im, which are safe integers.
 *
 * Words are found by a table with open addressing. A table of many words does not fit into the caches, and then most of
 * the time is spent on waiting for memory. So a sum is made in parts where its words can be told apart beforehand: the
 * table only knows the words of the part that is being made.
 */
export class PackedSum {
  /** number of words, also of those that have cancelled */
  count = 0;
  x = new Int32Array(firstRoom);
  z = new Int32Array(firstRoom);
  re = new Float64Array(firstRoom);
  im = new Float64Array(firstRoom);
  /** an index + 1 for each word; indices of earlier parts mark free slots */
  private slots = new Int32Array(2 * firstRoom);
  /** index of the first word of the part */
  private first = 0;

  /** The words that follow are all different from those before. */
  startPart(): void {
    this.first = this.count;
  }

  /** @diagnostic `operator-too-long` */
  add(x: number, z: number, re: number, im: number): void {
    const { slots, first } = this;
    const mask = slots.length - 1;
    let slot = hashOf(x, z) & mask;
    for (;;) {
      const entry = slots[slot]! - 1;
      if (entry < first) break;
      if (this.x[entry] === x && this.z[entry] === z) {
        this.re[entry]! += re;
        this.im[entry]! += im;
        return;
      }
      slot = (slot + 1) & mask;
    }
    const { count } = this;
    this.x[count] = x;
    this.z[count] = z;
    this.re[count] = re;
    this.im[count] = im;
    this.count = count + 1;
    slots[slot] = count + 1;
    if (this.count === this.x.length || 2 * (this.count - first) > mask) this.grow();
  }

  /** @diagnostic `operator-too-long` */
  private grow(): void {
    checkInterrupt();
    if (this.count > maxTerms) tooManyTerms();
    if (this.count === this.x.length) {
      this.x = doubled(this.x, Int32Array);
      this.z = doubled(this.z, Int32Array);
      this.re = doubled(this.re, Float64Array);
      this.im = doubled(this.im, Float64Array);
    }
    if (2 * (this.count - this.first) <= this.slots.length - 1) return;
    const slots = new Int32Array(2 * this.slots.length);
    const mask = slots.length - 1;
    for (let entry = this.first; entry < this.count; entry++) {
      let slot = hashOf(this.x[entry]!, this.z[entry]!) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = entry + 1;
    }
    this.slots = slots;
  }
}

function doubled<A extends Int32Array | Float64Array>(array: A, kind: new (length: number) => A): A {
  const larger = new kind(2 * array.length);
  larger.set(array);
  return larger;
}

function hashOf(x: number, z: number): number {
  const h = Math.imul(x ^ Math.imul(z, 0x9e3779b1), 0x85ebca6b);
  return h ^ (h >>> 15);
}
