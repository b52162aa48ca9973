/** Distances from here on are not distinguished, since they are too large for a slip. */
const farthest = 3;

/**
 * The number of insertions, deletions, substitutions and swaps of neighbours between two words, up to 2; 3 means more
 * than that. Cost: linear, since only words whose lengths differ by at most 2 are compared, in a band of that width.
 */
export function editDistance(a: string, b: string): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) >= farthest) return farthest;
  // Rows i − 2, i − 1 and i of the table; outside the band all distances count as 3.
  let [before, last] = [[] as number[], Array.from({ length: Math.min(b.length, 2) + 1 }, (_, k) => k)];
  const at = (row: readonly number[], k: number): number => row[k] ?? farthest;
  for (let i = 1; i <= a.length; i += 1) {
    const row: number[] = [];
    let least = farthest;
    for (let k = Math.max(0, i - 2); k <= Math.min(b.length, i + 2); k += 1) {
      let best = at(last, k) + 1;
      if (k > 0) {
        best = Math.min(best, at(row, k - 1) + 1, at(last, k - 1) + (a[i - 1] === b[k - 1] ? 0 : 1));
        if (i > 1 && k > 1 && a[i - 1] === b[k - 2] && a[i - 2] === b[k - 1])
          best = Math.min(best, at(before, k - 2) + 1);
      }
      best = Math.min(best, farthest);
      row[k] = best;
      least = Math.min(least, best);
    }
    if (least === farthest) return farthest;
    [before, last] = [last, row];
  }
  return at(last, b.length);
}

/** The largest number of slips with which a word of this length may still be meant. */
function mostSlips(length: number): number {
  return length < 3 ? 0 : length < 6 ? 1 : 2;
}

/**
 * A name without its subscript, its digits and its component. Only names that differ in this part can be slips for each
 * other.
 */
const stem = (name: string): string =>
  name
    .replace(/_.*$/u, '')
    .replace(/[0-9]+$/u, '')
    .toLowerCase();

/** Length of the shortest subscript that is a word, in which a slip can be distinguished from another name. */
const shortestWord = 4;

/**
 * The known name that differs from a coupling only in its underscore (h_z and hz, H_d and Hd), or by one slip within a
 * subscript that is a word (J_prep and J_perp).
 */
export function closestSubscript(typed: string, known: Iterable<string>): string | undefined {
  const [head, below = ''] = halves(typed);
  for (const word of known) {
    if (word === typed) continue;
    if (word.replaceAll('_', '') === typed.replaceAll('_', '')) return word;
    const [otherHead, otherBelow = ''] = halves(word);
    const words = [below, otherBelow].every((text) => text.length >= shortestWord && /^[A-Za-z]+$/u.test(text));
    if (words && head === otherHead && editDistance(below, otherBelow) === 1) return word;
  }
  return undefined;
}

function halves(name: string): string[] {
  return /^([^_]*)_(.*)$/u.exec(name)?.slice(1) ?? [name];
}

/**
 * The known word that was probably meant: the closest one within one or two slips, ignoring case. Names that differ
 * only in digits, component or subscript (Jx and Jy, alpha and alpha2, H0 and H1) are taken as typed.
 */
export function closest(typed: string, known: Iterable<string>): string | undefined {
  const lower = typed.toLowerCase();
  let [found, least]: [string | undefined, number] = [undefined, farthest];
  for (const word of known) {
    const near = word.toLowerCase();
    const distance = editDistance(lower, near);
    if (distance > mostSlips(Math.min(lower.length, near.length))) continue;
    if (distance > 0 && stem(typed) === stem(word)) continue;
    // Of Delta and delta, the one whose case matches is chosen.
    const wrongCase = distance + (editDistance(typed, word) > distance ? 0.5 : 0);
    if (wrongCase < least) [found, least] = [word, wrongCase];
  }
  return found;
}
