/** Ranges 0 … 32 and first sites 0 … 31. */
const groupCount = 33 * 32;

/** Words to be sorted: where they came from, and their letters. */
interface SortedWords {
  readonly places: Int32Array;
  /** two bits for each letter, I X Y Z = 0 1 2 3, that of the first site on top: sixteen letters in each of two words */
  readonly upper: Uint32Array;
  readonly lower: Uint32Array;
}

function emptyWords(count: number): SortedWords {
  return { places: new Int32Array(count), upper: new Uint32Array(count), lower: new Uint32Array(count) };
}

/**
 * The indices of different words in the canonical order of operators: short words before long ones, then by the site of
 * the first letter, then letter by letter, I before X before Y before Z.
 */
export function canonicalOrder(count: number, x: Int32Array, z: Int32Array): Int32Array {
  const ends = new Int32Array(groupCount + 1);
  for (let k = 0; k < count; k++) ends[groupOf(x[k]! | z[k]!) + 1]! += 1;
  for (let g = 0; g < groupCount; g++) ends[g + 1]! += ends[g]!;
  const next = ends.slice();
  const words = emptyWords(count);
  const { places, upper, lower } = words;
  for (let k = 0; k < count; k++) {
    const group = groupOf(x[k]! | z[k]!);
    const first = group & 31;
    const high = reversed(z[k]! >>> first);
    const low = reversed((x[k]! ^ z[k]!) >>> first);
    const at = next[group]!++;
    places[at] = k;
    upper[at] = interleaved(high >>> 16, low >>> 16);
    lower[at] = interleaved(high & 0xffff, low & 0xffff);
  }
  const spare = emptyWords(ends.reduce((most, end, g) => Math.max(most, end - (ends[g - 1] ?? 0)), 0));
  for (let g = 0; g < groupCount; g++) sortByLetters(words, spare, ends[g]!, ends[g + 1]!, 0);
  return places;
}

/** 32 range + first site, of the sites that have a letter. */
function groupOf(letters: number): number {
  if (letters === 0) return 0;
  const first = 31 - Math.clz32(letters & -letters);
  return (32 - Math.clz32(letters) - first) * 32 + first;
}

/** Words up to this number are sorted by insertion. */
const fewWords = 24;

/** Sorts a part of the words by four letters after the other, from a number of letters on, which is four times `digit`. */
function sortByLetters(words: SortedWords, spare: SortedWords, from: number, to: number, digit: number): void {
  if (to - from < 2 || digit === 8) return;
  if (to - from <= fewWords) {
    insertionSort(words, from, to);
    return;
  }
  const { places, upper, lower } = words;
  const key = digit < 4 ? upper : lower;
  const shift = 24 - 8 * (digit & 3);
  const ends = new Int32Array(257);
  for (let k = from; k < to; k++) ends[((key[k]! >>> shift) & 255) + 1]! += 1;
  for (let d = 0; d < 256; d++) ends[d + 1]! += ends[d]!;
  const next = ends.slice();
  for (let k = from; k < to; k++) {
    const at = next[(key[k]! >>> shift) & 255]!++;
    spare.places[at] = places[k]!;
    spare.upper[at] = upper[k]!;
    spare.lower[at] = lower[k]!;
  }
  places.set(spare.places.subarray(0, to - from), from);
  upper.set(spare.upper.subarray(0, to - from), from);
  lower.set(spare.lower.subarray(0, to - from), from);
  for (let d = 0; d < 256; d++) sortByLetters(words, spare, from + ends[d]!, from + ends[d + 1]!, digit + 1);
}

function insertionSort({ places, upper, lower }: SortedWords, from: number, to: number): void {
  for (let k = from + 1; k < to; k++) {
    const place = places[k]!;
    const high = upper[k]!;
    const low = lower[k]!;
    let p = k - 1;
    for (; p >= from; p--) {
      if (upper[p]! < high || (upper[p] === high && lower[p]! <= low)) break;
      places[p + 1] = places[p]!;
      upper[p + 1] = upper[p]!;
      lower[p + 1] = lower[p]!;
    }
    places[p + 1] = place;
    upper[p + 1] = high;
    lower[p + 1] = low;
  }
}

/** The 32 bits in the opposite order. */
function reversed(v: number): number {
  let r = ((v >>> 1) & 0x55555555) | ((v & 0x55555555) << 1);
  r = ((r >>> 2) & 0x33333333) | ((r & 0x33333333) << 2);
  r = ((r >>> 4) & 0x0f0f0f0f) | ((r & 0x0f0f0f0f) << 4);
  r = ((r >>> 8) & 0x00ff00ff) | ((r & 0x00ff00ff) << 8);
  return ((r >>> 16) | (r << 16)) >>> 0;
}

/** Two numbers of 16 bits as one of 32, whose bits alternate. */
function interleaved(high: number, low: number): number {
  return ((spread(high) << 1) | spread(low)) >>> 0;
}

function spread(v: number): number {
  let r = (v | (v << 8)) & 0x00ff00ff;
  r = (r | (r << 4)) & 0x0f0f0f0f;
  r = (r | (r << 2)) & 0x33333333;
  return (r | (r << 1)) & 0x55555555;
}
