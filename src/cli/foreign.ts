import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { formats } from '../exchange/index.js';
import { type Diagnostic, type Source, DiagnosticError } from '../text/index.js';
import { unlessRefused } from '../text/file.js';

/** Patterns that occur in texts of other libraries and never in the language. */
const marks: readonly (readonly [string, RegExp])[] = [
  ['qiskit', /^\s*(?:from|import)\s+qiskit\b|\bSparsePauliOp\s*[(.]/mu],
  ['quspin', /^\s*(?:from|import)\s+quspin\b|\bspin_basis_\w+\s*\(|\bstatic\s*=\s*\[/mu],
  [
    'openfermion',
    /^\s*(?:from|import)\s+openfermion\b|\bQubitOperator\s*[(.:]|(?:^|\+)[ \t]*(?:\([-+0-9.eEj]+\)|-?[0-9.]+(?:[eE][-+]?[0-9]+)?j?)[ \t]*\[(?:[XYZ][0-9]+ ?)*\][ \t]*(?:\+|$)/mu,
  ],
  ['json', /"(?:terms|coefficient)"\s*:/u],
];

/** Formats that a text resembles, comments ignored. */
function likely(text: string): string[] {
  const bare = text.replaceAll(/#.*/gu, '');
  return marks.filter(([, mark]) => mark.test(bare)).map(([id]) => id);
}

/** Endings of files that are never in the language; `.txt` and `.json` may be. */
const foreignEnding = /\.(?<extension>py|jl|wl|npy|npz|mtx)$/u;

/** Number of bytes from the beginning of a file by which its format is recognised. */
const headBytes = 65_536;

/**
 * Refuses a file of another library where a program in the language is expected.
 *
 * @diagnostic `format-missing`, `write-only-format`
 */
export function refuseForeign(path: string): void {
  const extension = foreignEnding.exec(path)?.groups?.extension;
  if (extension === undefined) return;
  const [first, ...others] = formats.filter((format) => format.extension === extension);
  if (others.length === 0 && first && !first.read) {
    throw new DiagnosticError({
      kind: 'input',
      code: 'write-only-format',
      message: `${path} looks like ${first.title}, which is written, not read`,
      expected: readable(),
    });
  }
  throw new DiagnosticError(formatMissing(path, headOf(path)));
}

function headOf(path: string): string {
  return unlessRefused(
    () => {
      // A pipe can be read only once, so it is not read here.
      if (!statSync(path).isFile()) return '';
      const file = openSync(path, 'r');
      try {
        const bytes = Buffer.alloc(headBytes);
        return bytes.toString('latin1', 0, readSync(file, bytes, 0, headBytes, null));
      } finally {
        closeSync(file);
      }
    },
    () => '',
  );
}

/** The diagnostic for a text that looks like an operator of another library; undefined for any other text. */
export function foreignText({ name, text }: Source): Diagnostic | undefined {
  return likely(text).length > 0 ? formatMissing(name, text) : undefined;
}

function readable(): string[] {
  return formats.filter((format) => format.read).map(({ id }) => `--from ${id}`);
}

function formatMissing(name: string, text: string): Diagnostic {
  const [found, ...others] = likely(text);
  const isFile = !name.startsWith('<');
  const command = `spinlaw eval ${isFile ? (/[^\w./-]/u.test(name) ? `"${name}"` : name) : '-'}`;
  return {
    kind: 'input',
    code: 'format-missing',
    message: `${isFile ? name : 'this text'} is not in the language: it looks like ${found === undefined || others.length > 0 ? 'an operator of another library' : formats.find(({ id }) => id === found)!.title}`,
    expected: readable(),
    hint:
      found === undefined || others.length > 0
        ? `say which format it has: ${command} --from qiskit`
        : name === '<argument>'
          ? `--from ${found} reads it`
          : `${command} --from ${found}`,
  };
}
