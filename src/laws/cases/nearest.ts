import { editDistance } from '../../meaning/index.js';

/**
 * The name among `known` that a wrong one most likely means, if one is near enough: the end or the beginning of a
 * single name, other letter cases, a slip or two, or a part that only one name has.
 */
export function nearest(wrong: string, known: readonly string[]): string | undefined {
  const plain = wrong.trim().toLowerCase();
  if (plain === '') return undefined;
  const exact =
    known.find((name) => name.toLowerCase() === plain) ??
    known.find((name) => name.toLowerCase().endsWith(`.${plain}`));
  if (exact !== undefined) return exact;
  // The claim of a law without its room may have its slip too.
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
