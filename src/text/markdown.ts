/** Longest run of backticks in a text. */
function longestTicks(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/gu)].map(([ticks]) => ticks.length));
}

/**
 * Text as a block of Markdown that shows it as it is, whatever backticks are in it.
 *
 * @param language  the language in which front ends colour it
 */
export function fenced(text: string, language: 'text' | 'spinlaw'): string {
  const fence = '`'.repeat(Math.max(3, longestTicks(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Text as a code span of Markdown, also inside a table. */
export function codeSpan(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').replaceAll('|', '\\|');
  const longest = longestTicks(line);
  const ticks = '`'.repeat(longest + 1);
  return longest > 0 ? `${ticks} ${line} ${ticks}` : `${ticks}${line}${ticks}`;
}
