import { existsSync, mkdirSync, readFileSync, readdirSync, rmdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { packageFile, packageVersion, systemCode, unlessRefused } from '../text/file.js';
import { refuse } from '../text/index.js';
import { logo32, logo64, logoSvg } from './logo.js';

/** The mark of a kernel that spinlaw has installed, and may therefore replace or remove. */
const mark = 'spinlaw jupyter install';

/** The folder of a kernel, and what is in it. */
export interface Kernelspec {
  readonly folder: string;
  readonly files: readonly string[];
  readonly argv: readonly string[];
}

/** The document `kernel.json`, which tells Jupyter how to start the kernel. */
function kernelDocument(name: string, argv: readonly string[]): object {
  return {
    argv,
    display_name: name === 'spinlaw' ? 'spinlaw' : `spinlaw (${name})`,
    language: 'spinlaw',
    // A message reaches the kernel while it computes, on every system; a signal would end it on Windows.
    interrupt_mode: 'message',
    metadata: { made_by: mark, version: packageVersion() },
  };
}

/** The program that the kernel is started with: this Node, and this copy of spinlaw. */
export function kernelCommand(settings: readonly string[]): string[] {
  const program = fileURLToPath(packageFile('dist/program/main.js'));
  const set = settings.flatMap((setting) => ['--set', setting]);
  return [process.execPath, program, 'jupyter', 'kernel', ...set, '{connection_file}'];
}

/**
 * Installs a kernel in a folder of its own. A kernel that spinlaw has installed there before is replaced.
 *
 * @param kernels  the folder of kernels, as `kernelsFolder` finds it
 * @param name     of the kernel: letters, digits, hyphens, dots and underscores
 * @diagnostic `bad-kernel-name`, `file-exists`, `unwritable`
 */
export function installKernelspec(kernels: string, name: string, argv: readonly string[]): Kernelspec {
  const folder = kernelFolder(kernels, name);
  refuseForeign(folder, name);
  const contents: readonly (readonly [name: string, content: string | Uint8Array])[] = [
    ['kernel.json', `${JSON.stringify(kernelDocument(name, argv), undefined, 2)}\n`],
    ['logo-svg.svg', logoSvg],
    ['logo-32x32.png', Buffer.from(logo32, 'base64')],
    ['logo-64x64.png', Buffer.from(logo64, 'base64')],
  ];
  const files = contents.map(([file]) => join(folder, file));
  unlessRefused(
    () => {
      mkdirSync(folder, { recursive: true });
      for (const [file, content] of contents) writeFileSync(join(folder, file), content);
    },
    (code) =>
      refuse('unwritable', `${folder} cannot be written (${code})`, {
        hint: 'spinlaw jupyter install --user writes to your own folder',
      }),
  );
  return { folder, files, argv };
}

/**
 * Removes a kernel that spinlaw has installed. Files that others have put into its folder stay.
 *
 * @returns  the files that were removed, and whether the folder is gone
 * @diagnostic `bad-kernel-name`, `no-such-kernel`, `file-exists`, `unwritable`
 */
export function uninstallKernelspec(
  kernels: string,
  name: string,
): { readonly folder: string; readonly files: readonly string[]; readonly left: readonly string[] } {
  const folder = kernelFolder(kernels, name);
  if (!existsSync(folder))
    refuse('no-such-kernel', `no kernel is installed in ${folder}`, {
      hint: 'jupyter kernelspec list shows where kernels are; --user, --sys-prefix and --prefix choose the place',
    });
  refuseForeign(folder, name);
  const own = ['logo-svg.svg', 'logo-32x32.png', 'logo-64x64.png', 'kernel.json'];
  return unlessRefused(
    () => {
      const files = own.map((file) => join(folder, file)).filter((file) => existsSync(file));
      for (const file of files) unlinkSync(file);
      const left = readdirSync(folder);
      if (left.length === 0) rmdirSync(folder);
      return { folder, files, left };
    },
    (code) => refuse('unwritable', `${folder} cannot be removed (${code})`),
  );
}

function kernelFolder(kernels: string, name: string): string {
  // The names that Jupyter accepts; other cases would be other kernels on some file systems only.
  if (!/^[a-z0-9][a-z0-9._-]*$/u.test(name))
    refuse('bad-kernel-name', `"${name}" cannot be the name of a kernel`, {
      expected: ['small letters, digits, ".", "_" and "-"'],
      hint: 'as in --name spinlaw-2',
    });
  return join(kernels, name);
}

/** Refuses a folder in which there is something, unless spinlaw has made it. */
function refuseForeign(folder: string, name: string): void {
  if (!existsSync(folder)) return;
  if (isOwn(join(folder, 'kernel.json')) || isEmpty(folder)) return;
  refuse('file-exists', `${folder} is there already, and spinlaw jupyter install did not make it`, {
    hint: `--name ${name}-2 takes another name`,
  });
}

function isEmpty(folder: string): boolean {
  return unlessRefused(
    () => readdirSync(folder).length === 0,
    () => false,
  );
}

function isOwn(file: string): boolean {
  try {
    const document: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return (document as { metadata?: { made_by?: unknown } } | null)?.metadata?.made_by === mark;
  } catch (error) {
    if (error instanceof SyntaxError || systemCode(error) !== undefined) return false;
    throw error;
  }
}
