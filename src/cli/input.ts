import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Source, limit, refuse } from '../text/index.js';

/** Largest file read, in bytes. */
const maxBytes = 16_000_000;

/** An argument as a source: a file, standard input for `-`, or the argument itself as an expression. */
export function readInput(argument: string): Source {
  if (argument === '-') return { name: '<stdin>', text: readText(0, 'standard input') };
  const kind = kindOf(argument);
  const looksLikeFile = /\.(?:spin|json)$/u.test(argument) && !/\s/u.test(argument);
  // A folder may be called J; what holds a slash or ends in .spin is meant as a path.
  if (kind === 'folder' && (looksLikeFile || argument.includes('/'))) refuse('is-a-folder', `${argument} is a folder`);
  if (kind === 'file') return { name: argument, text: readText(argument, argument) };
  if (looksLikeFile) {
    refuse('no-such-file', `there is no file ${argument}`, { hint: 'an argument that ends in .spin or .json is a file' });
  }
  return { name: '<argument>', text: argument };
}

/** The text of a file, or of standard input for `-`. */
export function readFile(path: string): string {
  return path === '-' ? readText(0, 'standard input') : readText(path, path);
}

/** Regular files, pipes and devices are read as files. */
function kindOf(path: string): 'file' | 'folder' | undefined {
  // A path is short and has no line breaks; anything else need not be asked of the file system.
  if (path.length > 4096 || path.includes('\n') || path.includes('\0')) return undefined;
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch {
    // Nothing there, or nothing that can be looked at: the argument speaks for itself.
    return undefined;
  }
}

function readText(path: string | 0, name: string): string {
  let bytes: Buffer;
  try {
    if (path !== 0 && statSync(path).size > maxBytes) tooLarge(name);
    bytes = readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    refuse('unreadable', `${name} cannot be read (${code})`);
  }
  if (bytes.length > maxBytes) tooLarge(name);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse('not-text', `${name} is not UTF-8 text`);
  }
}

function tooLarge(name: string): never {
  limit('file-too-large', `${name} is larger than ${maxBytes} bytes`);
}

/** The scripts an argument names: a file, every `.spin` file below a folder in order of path, `-`, or an expression. */
export function scriptsOf(argument: string): Source[] {
  if (kindOf(argument) !== 'folder') return [readInput(argument)];
  const paths = readdirSync(argument, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.spin') && kindOf(join(argument, path)) === 'file')
    .sort();
  if (paths.length === 0) refuse('no-scripts', `there is no .spin file in ${argument}`);
  return paths.map((path) => readInput(join(argument, path)));
}
