import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

// The pages of the repository lead only to files, and to headings, that exist; every page of docs/ can be reached from
// docs/README.md.

const pages = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !name.startsWith('api/'))
    .map((name) => join('docs', name)),
].sort();

/** The id that GitHub gives a heading. */
const slugOf = (heading: string): string =>
  heading
    .replace(/\[(?<text>[^\]]*)\]\([^)]*\)/gu, '$<text>')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/gu, '-');

const withoutCode = (text: string): string => text.replace(/^```[^]*?^```$/gmu, '').replace(/`[^`\n]*`/gu, '``');

function anchorsOf(text: string): Set<string> {
  const headings = [...text.replace(/^```[^]*?^```$/gmu, '').matchAll(/^#+ (?<heading>.*)$/gmu)];
  const found = new Map<string, number>();
  const anchors = headings.map(({ groups }) => {
    const slug = slugOf(groups!.heading!);
    const n = found.get(slug) ?? 0;
    found.set(slug, n + 1);
    return n === 0 ? slug : `${slug}-${n}`;
  });
  return new Set([...anchors, ...[...text.matchAll(/<a id="(?<id>[^"]*)">/gu)].map(({ groups }) => groups!.id!)]);
}

interface Link {
  readonly href: string;
  readonly path: string;
  readonly fragment: string | undefined;
}

function linksOf(page: string, text: string): Link[] {
  return [...withoutCode(text).matchAll(/\]\((?<href>[^)\s]+)\)/gu)]
    .map(({ groups }) => groups!.href!)
    .filter((href) => !/^[a-z][a-z0-9+.-]*:/iu.test(href))
    .map((href) => {
      const [path, fragment] = href.split('#') as [string, string | undefined];
      return { href, path: path === '' ? page : normalize(join(dirname(page), path)), fragment };
    });
}

function deadLinks(page: string, text: string): string[] {
  return linksOf(page, text).flatMap(({ href, path, fragment }) => {
    if (!existsSync(path)) return [`${href}: there is no ${path}`];
    if (fragment === undefined) return [];
    const line = /^L(?<line>\d+)$/u.exec(fragment)?.groups?.line;
    if (line !== undefined)
      return readFileSync(path, 'utf8').split('\n').length >= Number(line) ? [] : [`${href}: ${path} is shorter`];
    if (!path.endsWith('.md')) return [];
    return anchorsOf(readFileSync(path, 'utf8')).has(fragment) ? [] : [`${href}: ${path} has no such heading`];
  });
}

describe('links between pages', () => {
  test.each(pages)('%s leads only to what exists', (page) => {
    expect(deadLinks(page, readFileSync(page, 'utf8'))).toEqual([]);
  });

  test('a link to a missing file or heading is noticed', () => {
    expect(deadLinks('docs/x.md', '[a](nowhere.md)')).toHaveLength(1);
    expect(deadLinks('docs/x.md', '[a](../README.md#nowhere)')).toHaveLength(1);
    expect(deadLinks('docs/x.md', '[a](../README.md#L100000)')).toHaveLength(1);
    expect(deadLinks('docs/x.md', '[a](../README.md#spinlaw), `[b](code)`')).toEqual([]);
  });

  test('a page in the package says which of its links need a checkout', () => {
    const { files } = JSON.parse(readFileSync('package.json', 'utf8')) as { files: string[] };
    const packed = [...files, 'README.md', 'LICENSE', 'package.json'];
    const inPackage = (path: string): boolean => packed.some((file) => path === file || path.startsWith(`${file}/`));
    const silent = pages.filter((page) => {
      const text = readFileSync(page, 'utf8');
      return (
        inPackage(page) && linksOf(page, text).some(({ path }) => !inPackage(path)) && !/\ba checkout\b/u.test(text)
      );
    });
    expect(silent).toEqual([]);
  });

  test('every page of docs/ is named in docs/README.md', () => {
    const index = 'docs/README.md';
    const named = new Set(linksOf(index, readFileSync(index, 'utf8')).map(({ path }) => path));
    expect(pages.filter((page) => page.startsWith('docs/') && page !== index && !named.has(page))).toEqual([]);
  });
});
