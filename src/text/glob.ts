import { limit } from './diagnostic.js';

/** Longest pattern of names, in characters: every name of a catalogue is shorter. */
const longestPattern = 1000;

/**
 * Which names a pattern accepts: `*` is any text, everything else is itself. The whole name has to match.
 *
 * The pieces between stars are looked for from left to right, each at its first place after the one before, which is
 * enough since a star takes any text. So a name is read once for every piece, and no pattern leads to a search through
 * alternatives.
 *
 * @diagnostic `pattern-too-long`
 */
export function globOf(pattern: string): (name: string) => boolean {
  if (pattern.length > longestPattern) {
    limit(
      'pattern-too-long',
      `a pattern has at most ${longestPattern} characters, and this one has ${pattern.length}`,
      {
        hint: 'a * takes the place of any text, as in charges.*',
      },
    );
  }
  const [first, ...rest] = pattern.split('*') as [string, ...string[]];
  const last = rest.pop();
  if (last === undefined) return (name) => name === first;
  const inner = rest.filter((piece) => piece !== '');
  return (name) => {
    if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false;
    const end = name.length - last.length;
    let at = first.length;
    for (const piece of inner) {
      const found = name.indexOf(piece, at);
      if (found < 0 || found + piece.length > end) return false;
      at = found + piece.length;
    }
    return true;
  };
}
