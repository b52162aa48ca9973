import { editDistance } from '../../meaning/index.js';

/**
 * The name among `known` that was most likely meant by a wrong one, if one is close enough: the beginning or the end of
 * a single name, a different letter case, one or two slips, or a part that occurs in only one name.
 */
export function nearest(wrong: string, known: readonly string[]): string | undefined {
  const plain = wrong.trim().toLowerCase();
  if (plain === '') return undefined;
  const exact =
    known.find((name) => name.toLowerCase() === plain) ??
    known.find((name) => name.toLowerCase().endsWith(`.${plain}`));
  if (exact !== undefined) return exact;
  // A law typed without its room may also contain a slip.
  const slips = (name: string): number =>
    Math.min(
      editDistance(name, plain),
      name.includes('.') ? editDistance(name.slice(name.indexOf('.') + 1), plain) : Number.POSITIVE_INFINITY,
    );
  const allowed = plain.length >= 4 ? 2 : 1;
  const ranked = known.map((name) => ({ name, slips: slips(name.toLowerCase()) })).sort((a, b) => a.slips - b.slips);
  if (ranked.length > 0 && ranked[0]!.slips <= allowed) return ranked[0]!.name;
  const within = known.filter(
    (name) => name.toLowerCase().includes(plain) || (plain.length > 4 && plain.includes(name.toLowerCase())),
  );
  return within.length > 0 && plain.length >= 3 ? within.sort((a, b) => a.length - b.length)[0] : undefined;
}
