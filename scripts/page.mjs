// A generated page of docs/: written, or with --check held against what is there.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What a page says that links to files which are not in the package. */
export const intoCheckout =
  'Links into `src/`, `test/` and `scripts/` lead into a checkout of the project; the package does not hold these folders.';

/**
 * @param {string} place   below the root: docs/reference/laws.md
 * @param {string} page    its text
 * @param {string} script  what makes it: scripts/laws.mjs
 */
export function writePage(place, page, script) {
  const target = join(root, place);
  if (!process.argv.includes('--check')) {
    writeFileSync(target, page);
    return;
  }
  if (existsSync(target) && readFileSync(target, 'utf8') === page) return;
  console.error(`${place} is out of date: run node ${script}`);
  process.exit(1);
}
