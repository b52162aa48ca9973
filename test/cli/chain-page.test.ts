import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { spinlaw } from './run.js';

const page = 'docs/background/chain.md';
const text = readFileSync(page, 'utf8');
const script = /```spin\n(?<script>[^]*?)```/u.exec(text)!.groups!.script!;
const blocks = [
  ...text.matchAll(/```\n\$ spinlaw (?<line>(?:steady|drude) driven\.spin [^\n]*)\n(?<shown>[^]*?)```/gu),
].map((m) => [m.groups!.line!, m.groups!.shown!] as const);
const file = join(mkdtempSync(join(tmpdir(), 'spinlaw-page-')), 'driven.spin');
writeFileSync(file, script);

const numbers = /-?\d+\.\d+(?:e[+-]\d+)?/gu;

describe('docs/background/chain.md shows what the command prints', () => {
  test('it has examples', () => expect(blocks.length).toBeGreaterThanOrEqual(3));

  test.each(blocks)('%s', (line, shown) => {
    const run = spinlaw(line.split(' ').map((a) => (a === 'driven.spin' ? file : a)));
    expect(run.code).toBe(0);
    // The last line is about rounding.
    const printed = run.out.replace(/residual [^\n]*\n$/u, '');
    if (process.env['SPINLAW_UPDATE'] === '1') {
      writeFileSync(page, readFileSync(page, 'utf8').replace(shown, printed));
      return;
    }
    expect(shown.replace(numbers, '#')).toBe(printed.replace(numbers, '#'));
    const [a, b] = [shown, printed].map((t) => [...t.matchAll(numbers)].map((m) => Number(m[0])));
    a!.forEach((x, i) => expect(Math.abs(x - b![i]!)).toBeLessThan(1e-9));
  });
});
