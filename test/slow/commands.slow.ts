import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { spinlaw } from '../cli/run.js';

test('check: every law has the expected verdict', () => {
  const { code, json } = spinlaw(['check', '--json']);
  expect(code).toBe(0);
  expect(json.laws.length).toBeGreaterThanOrEqual(20);
  for (const law of json.laws) expect([law.id, law.verdict.kind]).toEqual([law.id, law.expected]);
}, 600_000);

test('integrable --certificate: a ladder whose matrices are too large for the kernel has none, and a note says why', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'spinlaw-')), 'chain.json');
  const text =
    'legs 3; sum_j S_{j,1}·S_{j+1,1} + 2 S_{j,2}·S_{j+1,2} + S_{j,3}·S_{j+1,3} + S_{j,1}·S_{j,2} + S_{j,2}·S_{j,3}';
  const { code, json, err } = spinlaw(['integrable', text, '--certificate', file, '--json']);
  expect([code, json.certificate, existsSync(file)]).toEqual([3, null, false]);
  expect(err).toContain('too large for the kernel');
}, 600_000);
