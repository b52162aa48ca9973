import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const page = readFileSync('docs/guides/library.md', 'utf8');
const files = [...page.matchAll(/<!-- file: (?<file>[^\n]*) -->\n```ts\n(?<shown>[^]*?)```/gu)];
const printed = [...page.matchAll(/<!-- printed: (?<file>[^\n]*) -->\n```\n(?<shown>[^]*?)```/gu)];

describe('the guide to the library', () => {
  test('shows a charge, a perturbation, a property, two steady states and a gas', () => {
    expect(files.length).toBe(6);
    expect(printed.length).toBe(5);
  });

  test.each(files.map((m) => [m.groups!.file!, m.groups!.shown!]))('%s is what the page shows', (file, shown) => {
    expect(shown).toBe(readFileSync(file, 'utf8'));
  });

  // The package finds itself by its name, so the examples import what a user imports.
  test.each(printed.map((m) => [m.groups!.file!, m.groups!.shown!]))('%s prints what the page says', (file, shown) => {
    const run = execFileSync(process.execPath, ['--import', 'tsx', file], { encoding: 'utf8' });
    expect(run).toBe(shown);
  });
});
