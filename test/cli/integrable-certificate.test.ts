import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { spinlaw } from './run.js';

const scratch = (): string => mkdtempSync(join(tmpdir(), 'spinlaw-'));
const chain = 'sum_j X_j X_<j+1> + 2 Y_j Y_<j+1> + 3 Z_j Z_<j+1> + Z_j';

describe('integrable --certificate', () => {
  test('writes a file that verify-certificate accepts', () => {
    const file = join(scratch(), 'chain.json');
    const { code, json } = spinlaw(['integrable', chain, '--certificate', file, '--json']);
    expect([code, json.verdict, json.certificate]).toEqual([0, 'not-integrable', file]);
    const verified = spinlaw(['verify-certificate', file]);
    expect(verified.code).toBe(0);
    expect(verified.out).toContain('Every local charge of period 1 site, of any range, is a multiple of A2.');
    // It is written again, and a wrong word is refused.
    expect(spinlaw(['integrable', chain, '--certificate', file]).out).toContain(`accepted by the kernel: ${file}`);
    writeFileSync(file, readFileSync(file, 'utf8').replace('["3","0",[]]', '["2","0",[]]'));
    expect(spinlaw(['verify-certificate', file]).code).toBe(1);
  });

  test('a chain of spins 1', () => {
    const file = join(scratch(), 'chain.json');
    const text = 'spin 1; sum_j S_j·S_<j+1> + D Sz_j^2';
    expect(spinlaw(['integrable', text, '--range', '2', '--seconds', '0', '--certificate', file]).out).toContain(
      'Certificate of the excluded lengths and the list of charges, accepted by the kernel',
    );
    const verified = spinlaw(['verify-certificate', file]);
    expect(verified.code).toBe(0);
    expect(verified.out).toContain('Every local charge of period 1 site, of any range, is a combination of A2, A3');
  });

  test('one for each piece of a chain that Theorem A decides', () => {
    const file = join(scratch(), 'chain.json');
    const xyz = (leg: number, h: number): string =>
      `X_{j,${leg}} X_{j+1,${leg}} + 2 Y_{j,${leg}} Y_{j+1,${leg}} + 3 Z_{j,${leg}} Z_{j+1,${leg}} + ${h} Z_{j,${leg}}`;
    const text = `legs 3; sum_j ${xyz(1, 1)} + ${xyz(2, 0)} + ${xyz(3, 2)}`;
    const { code, json } = spinlaw(['integrable', text, '--certificate', file, '--json']);
    const second = file.replace('.json', '-2.json');
    expect([code, json.verdict, json.certificate]).toEqual([0, 'mixed', file]);
    expect(json.pieces.map((p: any) => [p.sites, p.verdict, p.certificate])).toEqual([
      [['{j,1}'], 'not-integrable', file],
      [['{j,2}'], 'integrable', null],
      [['{j,3}'], 'not-integrable', second],
    ]);
    for (const [place, h] of [
      [file, ''],
      [second, '(2) Z_j'],
    ] as const) {
      const verified = spinlaw(['verify-certificate', place]);
      expect([verified.code, verified.out.includes(h)]).toEqual([0, true]);
    }
  });

  test('the list has the period that is asked for, and is complete only where the theorem is about it', () => {
    const file = join(scratch(), 'chain.json');
    const { json } = spinlaw(['integrable', chain, '--period', '2', '--certificate', file, '--json']);
    expect(json.complete).toBe(false);
    expect(spinlaw(['verify-certificate', file]).out).toContain('Every local charge of period 2 sites');
  });

  test('in the order of the sites in which the terms are shortest', () => {
    const file = join(scratch(), 'chain.json');
    const text =
      'legs 2\nsum_j S_{j,1}·S_{j+1,2} + S_{j,2}·S_{j,1} + 1/2 S_{j,1}·S_{j+1,1} + 1/2 S_{j,2}·S_{j+1,2} + 1/3 Sz_{j,1} + X_{j,2}';
    expect(spinlaw(['integrable', text, '--certificate', file]).out).toContain('with the sites in this order');
    expect(spinlaw(['verify-certificate', file]).code).toBe(0);
  });

  // A slow test has a ladder for which it is too large.
  test('an integrable chain has none, and a note says why', () => {
    const file = join(scratch(), 'chain.json');
    const { code, json, err } = spinlaw(['integrable', 'sum_j S_j·S_<j+1>', '--certificate', file, '--json']);
    expect([code, json.certificate, existsSync(file)]).toEqual([0, null, false]);
    expect(err).toContain('Theorem A only');
  });

  test('a file of another kind, and a folder, are left alone before anything is computed', () => {
    const folder = scratch();
    const file = join(folder, 'mine.spin');
    writeFileSync(file, chain);
    const refused = spinlaw(['integrable', chain, '--certificate', file, '--json']);
    expect([refused.code, refused.json.error.code]).toEqual([2, 'file-exists']);
    expect(readFileSync(file, 'utf8')).toBe(chain);
    expect(spinlaw(['integrable', chain, '--certificate', folder, '--json']).json.error.code).toBe('unwritable');
  });
});
