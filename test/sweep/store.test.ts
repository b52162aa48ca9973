import fc from 'fast-check';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Claims, SweepStore, readResult, resultText, taskKey } from '../../src/sweep/index.js';
import { DiagnosticError } from '../../src/text/index.js';
import { resultFiles, sweepOf, temporaryFolder } from './kit.js';

const folder = temporaryFolder();
let count = 0;
const fresh = (): string => join(folder, String((count += 1)));
const costs = { wallSeconds: 1, cpuSeconds: 1, peakBytes: 1 };
const task = { command: 'fake', engine: '1', operands: ['x'], options: {}, set: { x: '1' } };
const key = taskKey(task);
const result = { task, code: 0 as const, document: { square: 1, text: 'Δ "quoted"\n', tiny: 5e-324 } };

describe('a result', () => {
  test('is read back from its text', () => {
    expect(readResult(resultText(result), key)).toEqual(result);
  });

  test('is noticed if any byte of it changes, or any part is missing', () => {
    const text = Buffer.from(resultText(result));
    fc.assert(
      fc.property(fc.nat(text.length - 2), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = Buffer.from(text);
        changed[at] = changed[at]! ^ by;
        expect(readResult(changed.toString('utf8'), key)).toHaveProperty('corrupt');
        expect(readResult(text.subarray(0, at).toString('utf8'), key)).toHaveProperty('corrupt');
      }),
      { numRuns: 300 },
    );
  });

  test('of another task is not taken for that of this one', () => {
    const other = taskKey({ ...task, set: { x: '2' } });
    expect(readResult(resultText(result), other)).toEqual({ corrupt: 'it is the result of another task' });
  });
});

describe('a store', () => {
  test('has what was put into it, with one line of provenance for each time', () => {
    const store = SweepStore.make(fresh());
    expect(store.state(key)).toEqual({ kind: 'missing' });
    store.put(key, { ...result, code: 3 }, costs, { fails: true });
    expect(store.state(key).kind).toBe('failed');
    store.put(key, result, costs, { fails: false });
    expect(store.state(key)).toEqual({ kind: 'done', result });
    expect(store.provenance(key).map((p) => [p.host, p.wallSeconds, p.result === ''])).toEqual([
      [hostname(), 1, true],
      [hostname(), 1, false],
    ]);
    expect(SweepStore.open(store.folder).state(key).kind).toBe('done');
  });

  test('moves a damaged result aside and counts it as missing', () => {
    const store = SweepStore.make(fresh());
    store.put(key, result, costs, { fails: false });
    const path = join(store.folder, 'results', key.slice(0, 2), `${key}.json`);
    writeFileSync(path, readFileSync(path, 'utf8').replace('"square":1', '"square":2'));
    expect(store.state(key)).toEqual({ kind: 'missing', corrupt: 'its digest is wrong' });
    expect(readdirSync(join(store.folder, 'corrupt'))).toHaveLength(1);
    expect(store.state(key)).toEqual({ kind: 'missing' });
  });

  test('reads the provenance beside a line that a killed process did not finish', () => {
    const store = SweepStore.make(fresh());
    store.put(key, result, costs, { fails: false });
    const path = join(store.folder, 'provenance', key.slice(0, 2), `${key}.jsonl`);
    writeFileSync(path, `${readFileSync(path, 'utf8')}{"host":"half`);
    store.put(key, result, costs, { fails: false });
    expect(store.provenance(key)).toHaveLength(2);
  });

  test('is not made in a folder with other files', () => {
    const place = fresh();
    mkdirSync(place);
    writeFileSync(join(place, 'thesis.tex'), '');
    expect(() => SweepStore.make(place)).toThrow(/not those of a store/u);
    expect(() => SweepStore.open(place)).toThrow(/not the store/u);
  });

  test('keeps the manifest and its programs, and moves with its folder', () => {
    const { storedText } = sweepOf({ grid: { x: [1] } });
    const store = SweepStore.make(fresh());
    store.keep({ programs: new Map([['programs/a.spin', { name: 'a', text: 'J' }]]), storedText });
    expect(readFileSync(join(store.folder, 'programs/a.spin'), 'utf8')).toBe('J');
    expect(readFileSync(join(store.folder, 'manifest.json'), 'utf8')).toBe(storedText);
  });
});

describe('claims', () => {
  const claimText = (owner: object): string =>
    JSON.stringify({ host: hostname(), pid: process.pid, started: '', nonce: 'n', ...owner });

  test('of a living process hold, and are given back', () => {
    const place = fresh();
    const [one, two] = [new Claims(place), new Claims(place)];
    expect([one.take('k'), two.take('k'), one.take('k')]).toEqual([true, false, true]);
    one.release('k');
    expect([two.take('k'), one.take('k')]).toEqual([true, false]);
    expect(readdirSync(place)).toEqual(['k.json']);
  });

  test('of a process that is gone are taken over by a single one', () => {
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    const place = fresh();
    mkdirSync(place);
    writeFileSync(join(place, 'k.json'), claimText({ pid: gone }));
    const all = Array.from({ length: 8 }, () => new Claims(place));
    expect(all.filter((c) => c.take('k'))).toHaveLength(1);
  });

  test('of a process whose number another one has now are taken over', () => {
    const place = fresh();
    mkdirSync(place);
    writeFileSync(join(place, 'k.json'), claimText({ started: '1' }));
    expect(new Claims(place).take('k')).toBe(true);
  });

  test('of another machine hold as long as they are renewed', () => {
    const place = fresh();
    mkdirSync(place);
    const path = join(place, 'k.json');
    writeFileSync(path, claimText({ host: 'elsewhere' }));
    expect(new Claims(place, 60_000).take('k')).toBe(false);
    utimesSync(path, new Date(Date.now() - 120_000), new Date(Date.now() - 120_000));
    expect(new Claims(place, 60_000).take('k')).toBe(true);
  });

  test('that are half-written hold for a while', () => {
    const place = fresh();
    mkdirSync(place);
    const path = join(place, 'k.json');
    writeFileSync(path, '{"host"');
    expect(new Claims(place, 60_000).take('k')).toBe(false);
    utimesSync(path, new Date(0), new Date(0));
    expect(new Claims(place, 60_000).take('k')).toBe(true);
  });

  test('of many processes at once never meet', async () => {
    const place = fresh();
    const log = join(place, 'log');
    mkdirSync(place);
    // Each process counts how often it held the claim while another one did too.
    const code = `
      import { Claims } from ${JSON.stringify(join(process.cwd(), 'dist/sweep/index.js'))};
      import { existsSync, writeFileSync, rmSync, appendFileSync } from 'node:fs';
      const claims = new Claims(${JSON.stringify(join(place, 'claims'))});
      const busy = ${JSON.stringify(join(place, 'busy'))};
      let held = 0;
      for (let k = 0; k < 400; k++) {
        if (!claims.take('k')) continue;
        held += 1;
        if (existsSync(busy)) appendFileSync(${JSON.stringify(log)}, 'two at once\\n');
        writeFileSync(busy, ''); rmSync(busy);
        claims.release('k');
      }
      console.log(held);`;
    const runs = Array.from({ length: 4 }, () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let out = '';
      child.stdout.on('data', (text: Buffer) => (out += String(text)));
      return new Promise<number>((resolve) => child.on('close', () => resolve(Number(out))));
    });
    const held = await Promise.all(runs);
    expect(held.reduce((a, b) => a + b)).toBeGreaterThan(100);
    expect(readdirSync(place)).not.toContain('log');
  });
});

/** A disk of one megabyte; undefined where none can be mounted. */
function smallDisk(): string | undefined {
  const place = fresh();
  mkdirSync(place);
  if (process.getuid?.() !== 0) return undefined;
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', place]).status === 0 ? place : undefined;
}

test('a full disk is named, damages nothing, and the work continues when there is space', ({ skip }) => {
  const place = smallDisk();
  if (place === undefined) {
    console.warn(`no disk can be mounted in ${tmpdir()}: the test of a full disk did NOT run`);
    skip();
    return;
  }
  try {
    const store = SweepStore.make(join(place, 'store'));
    const points = sweepOf({ grid: { x: '1:200:1' } }).points;
    const document = { filler: 'x'.repeat(3000) };
    const put = (): number => {
      for (const [k, p] of points.entries()) {
        if (store.has(p.key)) continue;
        try {
          store.put(p.key, { task: p.task, code: 0, document }, costs, { fails: false });
        } catch (error) {
          if (!(error instanceof DiagnosticError)) throw error;
          expect(error.code).toBe('disk-full');
          expect(error.diagnostic.kind).toBe('limit');
          return k;
        }
      }
      return points.length;
    };
    const stored = put();
    expect(stored).toBeGreaterThan(5);
    expect(stored).toBeLessThan(points.length);
    expect(resultFiles(store.folder).size).toBe(stored);
    for (const p of points.slice(0, stored)) expect(store.state(p.key).kind).toBe('done');
    expect(() => store.claims.take('k')).toThrow(/full/u);
    expect(spawnSync('mount', ['-o', 'remount,size=8m', place]).status).toBe(0);
    expect(put()).toBe(points.length);
    for (const p of points) expect(store.state(p.key).kind).toBe('done');
    expect(
      readdirSync(store.folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.unfinished')),
    ).toEqual([]);
  } finally {
    spawnSync('umount', [place]);
  }
});
