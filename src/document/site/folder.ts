import { existsSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { refuse } from '../../text/index.js';
import { type OutputFolder, asidePrefix, outputFolder, refuseLinks } from '../folder.js';
import type { SiteFiles } from './site.js';
import { unlessRefused } from '../../text/file.js';

/** Name of the file that lists the files of a site, and by which a folder is recognised as a site. */
const listName = 'spinlaw-site.json';

interface SiteList {
  readonly format: 'spinlaw-site-1';
  readonly files: readonly string[];
}

/** Pattern of a path that stays below the folder. */
const place = /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[\w.-]+(?:\/[\w.-]+)*$/u;

/**
 * A folder to which a site may be written: one that does not exist yet, an empty one, or one that contains a site, of
 * which only the listed files may be replaced.
 *
 * @diagnostic `not-a-folder`, `folder-in-use`, `unwritable`
 */
export function siteFolder(path: string): { readonly write: (files: SiteFiles) => string[] } {
  const before = filesBefore(path);
  const folder = outputFolder(path);
  return { write: (files) => writeSite(folder, files, before) };
}

function filesBefore(path: string): Set<string> {
  if (!existsSync(path)) return new Set();
  const inside = unlessRefused(
    () => {
      if (!statSync(path).isDirectory())
        refuse('not-a-folder', `${path} is no folder`, { hint: 'give a folder: --out site' });
      return readdirSync(path).filter((name) => !name.startsWith(asidePrefix));
    },
    (code) => refuse('unreadable', `${path} cannot be read (${code})`),
  );
  if (inside.length === 0) return new Set();
  const list = join(path, listName);
  const found = existsSync(list) ? readList(list) : undefined;
  if (!found) {
    refuse('folder-in-use', `${path} holds files that are no site of spinlaw`, {
      hint: 'give a new or empty folder; only a site that was written before is written over',
    });
  }
  return new Set([...found.files, listName]);
}

function readList(path: string): SiteList | undefined {
  const text = unlessRefused(
    () => readFileSync(path, 'utf8'),
    () => '',
  );
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
  const list = read as Partial<SiteList> | null;
  if (list?.format !== 'spinlaw-site-1' || !Array.isArray(list.files)) return undefined;
  return list.files.every((file) => typeof file === 'string' && place.test(file)) ? (list as SiteList) : undefined;
}

/**
 * The first page of a site. It is removed first and written last, so that no index leads into a half-written site.
 */
const entrance = 'index.html';

/** Nothing is written before it is known that no other file is overwritten. */
function writeSite(folder: OutputFolder, files: SiteFiles, before: ReadonlySet<string>): string[] {
  for (const file of [...files.keys(), ...before]) refuseLinks(folder.path, file);
  for (const file of files.keys()) {
    if (!before.has(file) && existsSync(join(folder.path, file))) {
      refuse('folder-in-use', `${join(folder.path, file)} was not written by spinlaw docs`, {
        hint: 'move it away, or give another folder',
      });
    }
  }
  removeLeftovers(folder.path);
  const pages = new Map([...files].filter(([file]) => file !== entrance));
  const index = files.get(entrance);
  if (index !== undefined) pages.set(entrance, index);
  folder.writeAll(pages, () => {
    // The list of the old and the new files is written first, so that the folder is recognised as a site whatever
    // happens next.
    folder.write(listName, listText([...before, ...files.keys()]));
    removeFile(join(folder.path, entrance));
    for (const file of before) if (!files.has(file) && file !== listName) removeFile(join(folder.path, file));
  });
  folder.write(listName, listText([...files.keys()]));
  return [...files.keys()].sort();
}

function listText(files: readonly string[]): string {
  const list: SiteList = { format: 'spinlaw-site-1', files: [...new Set(files)].filter((f) => f !== listName).sort() };
  return `${JSON.stringify(list, undefined, 1)}\n`;
}

/** Removes the temporary files that a killed run left behind. */
function removeLeftovers(path: string): void {
  if (!existsSync(path)) return;
  for (const name of readdirSync(path)) {
    if (name.startsWith(asidePrefix)) rmSync(join(path, name), { recursive: true, force: true });
  }
}

function removeFile(file: string): void {
  unlessRefused(
    () => rmSync(file, { force: true }),
    (code) => refuse('unwritable', `${file} cannot be removed (${code})`),
  );
}
