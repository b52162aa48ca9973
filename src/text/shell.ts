/** A text as one word of a shell. */
export function shellWord(text: string): string {
  if (/^[\w./:=,+-]+$/u.test(text)) return text;
  return text.includes("'") ? `"${text.replaceAll(/[\\"$`]/gu, '\\$&')}"` : `'${text}'`;
}
