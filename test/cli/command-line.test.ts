import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { spinlaw } from './run.js';

/** `<!-- fields: ARGUMENTS -->` is followed by a table of what `--json` prints. */
const page = readFileSync('docs/reference/command-line.md', 'utf8');
const tables = [...page.matchAll(/<!-- fields: (?<args>.*) -->\n(?<table>(?:\|.*\n)+)/gu)].map(({ groups }) => ({
  args: groups!.args!,
  fields: groups!
    .table!.split('\n')
    .slice(2)
    .flatMap((row) => [...(row.split(' | ')[0] ?? '').matchAll(/`(?<field>[^`]+)`/gu)].map((m) => m.groups!.field!)),
}));

/** Arguments as a shell reads them, double quotes only. */
const words = (line: string): string[] => [...line.matchAll(/"([^"]*)"|(\S+)/gu)].map((m) => m[1] ?? m[2]!);

/** What a path leads to; a list is looked through for an entry that has the rest. */
function follow(value: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (name === '[]')
    return Array.isArray(value)
      ? value.map((entry) => follow(entry, rest)).find((found) => found !== undefined)
      : undefined;
  return value !== null && typeof value === 'object'
    ? follow((value as Record<string, unknown>)[name], rest)
    : undefined;
}

describe('the page of the command line', () => {
  test('describes every command that prints a document', () => {
    expect(tables.map(({ args }) => args.split(' ')[0])).toEqual([
      'eval',
      'eval',
      'prove',
      'prove',
      'integrable',
      'charges',
      'charges',
      'charges',
      'charges',
      'charges',
      'perturb',
      'steady',
      'steady',
      'steady',
      'steady',
      'drude',
      'gas',
      'gas',
      'gas',
      'figures',
      'sweep',
      'sweep',
      'sweep',
      'check',
    ]);
  });

  test.each(tables)('$args has the fields it says', ({ args, fields }) => {
    const { json } = spinlaw([...words(args), '--json']);
    expect(fields.length).toBeGreaterThan(2);
    for (const field of fields) expect(follow(json, field.replaceAll('[]', '.[]').split('.')), field).toBeDefined();
  });

  describe('docs', () => {
    const out = mkdtempSync(join(tmpdir(), 'spinlaw-fields-'));
    afterAll(() => rmSync(out, { recursive: true, force: true }));
    test('prints what the page shows', () => {
      const { json } = spinlaw(['docs', '--model', 'xxz', '--upto', '3', '--out', out, '--json']);
      const shown = JSON.parse(
        page.slice(page.indexOf('{"out"'), page.indexOf('```', page.indexOf('{"out"'))).replaceAll(', …', ''),
      );
      expect(Object.keys(json)).toEqual(Object.keys(shown));
      const { quantities, integrability, ...model } = json.models[0];
      const { quantities: wanted, ...shownModel } = shown.models[0];
      expect(model).toEqual(shownModel);
      expect(quantities).toContainEqual(wanted[0]);
      const { json: asked } = spinlaw(['integrable', 'sum_j Z_j Z_<j+1>', '--json']);
      expect(Object.keys(integrability)).toEqual(Object.keys(asked));
      for (const field of ['words', 'text', 'latex', 'latexPauli', 'latexVectors', 'overlaps', 'symmetries']) {
        expect(JSON.parse(readFileSync(join(out, 'xxz/C3.json'), 'utf8'))).toHaveProperty(field);
      }
    });
  });
});
