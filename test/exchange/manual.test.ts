import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formatOf, formats } from '../../src/exchange/index.js';
import { operatorOf } from './operators.js';

const manual = readFileSync('docs/reference/formats.md', 'utf8');

/** A command of the manual with the block that follows it. */
const examples = [
  ...manual.matchAll(/```console\n\$ spinlaw eval (?<command>.*)\n```\n```\w+\n(?<output>[^]*?)```\n/gu),
].map(({ groups }) => groups as { command: string; output: string });

describe('the manual of the formats', () => {
  test('every text format has an example', () => {
    const shown = new Set(examples.map(({ command }) => /--to (?<id>\w+)/u.exec(command)!.groups!.id));
    expect(formats.map((f) => f.id).filter((id) => !shown.has(id))).toEqual(['npy', 'npz']);
  });

  test.each(examples)('$command', ({ command, output }) => {
    const { expression, id, rest } = /^"(?<expression>[^"]*)" --to (?<id>\w+)(?<rest>.*)$/u.exec(command)!.groups!;
    const sites = /--sites (?<n>\d+)/u.exec(rest!)?.groups!.n;
    const values = [...rest!.matchAll(/--set (\S+)/gu)].map(([, setting]) => setting!);
    const written = formatOf(id!).write(operatorOf(expression!, values), {
      sites: sites === undefined ? undefined : Number(sites),
      open: rest!.includes('--open'),
    });
    expect(written).toBe(output);
  });

  test('the table lists the formats as they are', () => {
    const rows = [
      ...manual.matchAll(/^\| \[`(?<id>\w+)`\]\(#\k<id>\) \|[^|]*\| `\.(?<extension>\w+)` \| (?<read>[^|]*?) \|/gmu),
    ].map(({ groups }) => ({ id: groups!.id, extension: groups!.extension, read: groups!.read !== 'no' }));
    expect(rows).toEqual(formats.map(({ id, extension, read }) => ({ id, extension, read: read !== undefined })));
  });

  test('every format has its section', () => {
    const sections = [...manual.matchAll(/^## (?<id>[a-z]+)$/gmu)].map(({ groups }) => groups!.id);
    expect(sections).toEqual(formats.map(({ id }) => id));
  });
});
