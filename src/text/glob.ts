import { limit } from './diagnostic.js';

/** Longest pattern of names, in characters; every name of a catalogue is shorter. */
const longestPattern = 1000;

/**
 * The test whether a name matches a pattern: `*` matches any text, every other character itself. The whole name has to
 * match.
 *
 * The pieces between stars are searched for from left to right, each at its first place after the previous one. That
 * suffices because a star matches any text. So a name is read once for each piece, and no pattern leads to
 * backtracking.
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
