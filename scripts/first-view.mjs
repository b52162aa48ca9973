// The first view of the notebook: what a browser loads before one can type, and how long that takes.
//
//   npm run bench:notebook
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** Most bytes of the first view, compressed. */
export const firstViewBudget = 150_000;

/**
 * The files of the first view with their compressed bytes, the largest first: the page, and all that it names itself. The
 * rest is asked for by its script when it can be used.
 *
 * @param {ReadonlyMap<string, Uint8Array>} files
 */
export function firstView(files) {
  /** @param {string} name */
  const content = (name) => {
    const found = files.get(name);
    if (!found) throw new Error(`the page names ${name}, which is not there`);
    return found;
  };
  const page = new TextDecoder().decode(content('index.html'));
  const named = [...page.matchAll(/(?:href|src)="\.\/(?<file>[^"]+)"/gu)].map(({ groups }) => groups?.['file'] ?? '');
  return ['index.html', ...named]
    .map((name) => ({ name, bytes: gzipSync(content(name)).length }))
    .sort((a, b) => b.bytes - a.bytes);
}

/** @param {readonly { readonly bytes: number }[]} files */
export const totalBytes = (files) => files.reduce((sum, { bytes }) => sum + bytes, 0);

/** Number of visits whose median is the time to the prompt. */
const visits = 5;

/** Milliseconds from the request of the page to the first letter in its editor, of several first visits. */
async function timesToPrompt() {
  const { browserPath, visit } = await import('../test/notebook/browser.js');
  if (!browserPath) return undefined;
  const times = [];
  for (let k = 0; k < visits; k += 1) {
    const { page, close } = await visit();
    await page.keyboard.press('Enter');
    await page.keyboard.type('H');
    await page.locator('.cm-content', { hasText: 'H' }).waitFor();
    times.push(await page.evaluate('performance.getEntriesByName("prompt")[0].startTime'));
    await close();
  }
  return times.map(Number).sort((a, b) => a - b);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { staticFiles } = await import('../src/notebook/index.js');
  const files = firstView(staticFiles());
  for (const { name, bytes } of files) console.log(`${String(bytes).padStart(8)}  ${name}`);
  console.log(`${String(totalBytes(files)).padStart(8)}  bytes, compressed; at most ${firstViewBudget} are allowed`);
  const times = await timesToPrompt();
  if (times)
    console.log(
      `${Math.round(times[(visits - 1) / 2] ?? Number.NaN)} ms to the prompt, the median of ${visits} first visits ` +
        `(${times.map(Math.round).join(', ')})`,
    );
  else
    console.log('NOT MEASURED: the time to the prompt, for there is no Chromium: apt install chromium-headless-shell');
  if (totalBytes(files) > firstViewBudget) process.exitCode = 1;
}
