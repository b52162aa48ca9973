import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Source, refuse } from '../text/index.js';
import { readTextFile, unlessRefused } from '../text/file.js';
import { refuseForeign } from './foreign.js';

/** The single input of a command; several words are taken for an expression typed without quotes. */
export function onlyInput(
  operands: readonly string[],
  what: string,
  language: 'spinlaw' | 'other' = 'spinlaw',
): Source {
  if (operands.length === 0) {
    refuse('missing-input', `${what} is missing`, {
      hint: 'give an expression in quotes, a file, or - for standard input',
    });
  }
  if (operands.length > 1) {
    refuse('too-many-inputs', `${operands.length} inputs where one is taken`, {
      hint: `put the expression into double quotes: "${operands.join(' ')}"`,
    });
  }
  return readInput(operands[0]!, language);
}

/** Endings by which an argument is recognised as a file. */
const fileName = /^\S+\.(?:spin|json|py|txt|jl|wl|npy|npz|mtx)$/u;

/**
 * An argument as a source: a file, standard input for `-`, or the argument itself as an expression.
 *
 * @param language  the format of the text; where it is `spinlaw`, a file of another library is refused
 * @diagnostic `is-a-folder`, `no-such-file`, `format-missing`, `file-too-large`, `unreadable`, `not-text`
 */
export function readInput(argument: string, language: 'spinlaw' | 'other' = 'spinlaw'): Source {
  if (argument === '-') return { name: '<stdin>', text: readTextFile(0, 'standard input') };
  const kind = kindOf(argument);
  const looksLikeFile = fileName.test(argument);
  // A folder may be called J, so only an argument with a slash or the ending .spin is taken for a path.
  if (kind === 'folder' && (looksLikeFile || argument.includes('/'))) refuse('is-a-folder', `${argument} is a folder`);
  if (kind === 'file') {
    if (language === 'spinlaw') refuseForeign(argument);
    return { name: argument, text: readTextFile(argument, argument) };
  }
  if (looksLikeFile) {
    const ending = argument.slice(argument.lastIndexOf('.'));
    refuse('no-such-file', `there is no file ${argument}`, { hint: `an argument that ends in ${ending} is a file` });
  }
  return { name: '<argument>', text: argument };
}

/** The text of a file, or of standard input for `-`. */
export function readFile(path: string): string {
  return path === '-' ? readTextFile(0, 'standard input') : readTextFile(path, path);
}

/** Regular files, pipes and devices are read as files. */
function kindOf(path: string): 'file' | 'folder' | undefined {
  // A path is short and has no line breaks, so the file system is not asked about any other text.
  if (path.length > 4096 || path.includes('\n') || path.includes('\0')) return undefined;
  return unlessRefused<'file' | 'folder' | undefined>(
    () => (statSync(path).isDirectory() ? 'folder' : 'file'),
    // There is nothing at this path, or nothing readable, so the argument is an expression.
    () => undefined,
  );
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
