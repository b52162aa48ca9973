import { readFileSync, readdirSync } from 'node:fs';
import type { Printed } from './print.js';

/*
 * Displayed equations in the files of test/corpus/print. An entry is a title after "---", a line "ascii:" with an
 * independent spelling, a line "program:" if the paper says something before, and below them one printed spelling a
 * line; ⏎ is a line break within a spelling.
 */
const folder = new URL('print/', import.meta.url);

/** The entries of every file. */
export const printedFiles: readonly Printed[] = readdirSync(folder)
  .filter((file) => file.endsWith('.txt'))
  .sort()
  .flatMap((file) => parse(readFileSync(new URL(file, folder), 'utf8')));

/** The entries of one file. */
export function parse(text: string): Printed[] {
  return text.split(/^--- /mu).slice(1).map(entry);
}

function entry(text: string): Printed {
  const [what, ...lines] = text.split('\n').filter((line) => line.trim() !== '') as [string, ...string[]];
  const value = (key: string): string | undefined =>
    lines.find((line) => line.startsWith(`${key}: `))?.slice(key.length + 2);
  const ascii = value('ascii');
  const program = value('program');
  if (ascii === undefined) throw new Error(`the entry "${what}" has no ASCII spelling`);
  const printed = lines.filter((line) => !/^(?:ascii|program): /u.test(line)).map((line) => line.replaceAll('⏎', '\n'));
  return { what, ascii, printed, ...(program !== undefined && { program }) };
}
