import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { laws } from '../../src/laws/index.js';

/** The page on where the papers are imprecise: nothing is claimed there that no law shows. */
const page = readFileSync('docs/background/imprecisions.md', 'utf8');
const named = [...page.matchAll(/\[`(?<id>[a-z.-]+)`\]\(\.\.\/reference\/laws\.md#(?<place>[a-z-]+)\)/gu)].map(
  ({ groups }) => groups as { id: string; place: string },
);
const expected = new Map(laws.map((law) => [law.id, law.expected]));

test('every law named on the page exists, and the link leads to its place', () => {
  expect(named.length).toBeGreaterThan(10);
  for (const { id, place } of named) {
    expect(expected.has(id), id).toBe(true);
    expect(place).toBe(id.replace('.', ''));
  }
  // No other link to a law, and no law named without a link.
  expect(page.match(/laws\.md#/gu)).toHaveLength(named.length);
});

test('every false statement of the papers is on the page', () => {
  for (const law of laws)
    if (law.expected === 'fails')
      expect(
        named.map(({ id }) => id),
        law.id,
      ).toContain(law.id);
});

test('“fails” is said of laws that are expected to fail, and of no other', () => {
  for (const [, id] of page.matchAll(/\[`([a-z.-]+)`\]\([^)]*\) fails/gu)) expect(expected.get(id!), id).toBe('fails');
});

test('every statement names a law', () => {
  const statements = page.split(/^\*\*/mu).slice(1);
  expect(statements.length).toBeGreaterThan(8);
  for (const statement of statements)
    expect(statement, statement.slice(0, 80)).toMatch(/→\s[^→]*\[`[^`]+`\]\(\.\.\/reference\/laws\.md#/u);
});
