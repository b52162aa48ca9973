import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refuse } from '../text/index.js';
import { packageFile, unlessRefused } from '../text/file.js';

/**
 * The files of the page by their paths below its folder, which the build has made. Any server can hand them out, at any
 * address, because they refer to one another by relative addresses only.
 *
 * @diagnostic `page-not-built`
 */
export function staticFiles(): ReadonlyMap<string, Uint8Array> {
  const folder = fileURLToPath(packageFile('dist/notebook/page/'));
  return unlessRefused(
    () =>
      new Map(
        readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path)] as const),
      ),
    (code) =>
      refuse('page-not-built', `the files of the notebook cannot be read from ${folder} (${code})`, {
        hint: 'npm run build makes them',
      }),
  );
}
