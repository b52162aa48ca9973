// Checks the links of a folder of pages: every href and src that is no address of the net leads to a file of the
// folder, and every fragment to an id of its page. `node scripts/links.mjs FOLDER` prints what leads nowhere and exits
// with 1.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

const scripts = /<script\b[^>]*>[^]*?<\/script>/gu;
const reference = /<[a-z][^<>]*?\s(?:href|src)=(?:"(?<double>[^"]*)"|'(?<single>[^']*)')/giu;
const sheetReference = /url\((?<target>[^)]*)\)/gu;

/** @param {string} text */
const plain = (text) =>
  text
    .replaceAll('&amp;', '&')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');

/**
 * What leads nowhere.
 *
 * @param {string} folder
 * @param {{ readonly allowNet?: boolean }} options  allowNet: may a link lead to an address of the net?
 * @returns {{ file: string, link: string, why: string }[]}
 */
export function deadLinks(folder, { allowNet = false } = {}) {
  const root = resolve(folder);
  /** @type {Map<string, Set<string>>} */
  const known = new Map();
  /** @param {string} file */
  const idsOf = (file) => {
    const ids =
      known.get(file) ??
      new Set([...readFileSync(file, 'utf8').matchAll(/\s(?:id|name)="([^"]*)"/gu)].map(([, id = '']) => plain(id)));
    known.set(file, ids);
    return ids;
  };
  const dead = [];
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
    const file = join(root, name);
    const isPage = name.endsWith('.html');
    if (!isPage && !name.endsWith('.css')) continue;
    const text = readFileSync(file, 'utf8');
    const found = isPage
      ? [...text.replaceAll(scripts, (s) => s.slice(0, s.indexOf('>') + 1)).matchAll(reference)].map(({ groups }) =>
          plain(groups?.double ?? groups?.single ?? ''),
        )
      : [...text.matchAll(sheetReference)].map(({ groups: { target = '' } = {} }) => target.replaceAll(/["']/gu, ''));
    for (const link of new Set(found)) {
      if (/^(?:data|mailto):/u.test(link)) continue;
      if (/^[a-z][a-z0-9+.-]*:|^\/\//iu.test(link)) {
        if (!allowNet || !/^https?:/u.test(link)) dead.push({ file: name, link, why: 'leads out of the folder' });
        continue;
      }
      const [path = '', fragment] = link.split('#');
      const target = path === '' ? file : resolve(dirname(file), decodeURIComponent(path.replace(/\?.*$/u, '')));
      if (target !== root && !target.startsWith(root + sep))
        dead.push({ file: name, link, why: 'leads out of the folder' });
      else if (!existsSync(target)) dead.push({ file: name, link, why: 'is not there' });
      // Without a server, a folder shows no page.
      else if (statSync(target).isDirectory()) dead.push({ file: name, link, why: 'is a folder' });
      else if (fragment && target.endsWith('.html') && !idsOf(target).has(decodeURIComponent(fragment))) {
        dead.push({ file: name, link, why: `${relative(root, target)} has no such place` });
      }
    }
  }
  return dead;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const dead = deadLinks(process.argv[2] ?? 'site', { allowNet: process.argv.includes('--net') });
  for (const { file, link, why } of dead) console.error(`${file}: ${link} ${why}`);
  process.exitCode = dead.length > 0 ? 1 : 0;
}
