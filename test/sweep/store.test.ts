import fc from 'fast-check';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import {
  Claims,
  type SweepPoint,
  SweepStore,
  digestOf,
  existingSweep,
  openSweep,
  readResult,
  resultText,
  taskKey,
} from '../../src/sweep/index.js';
import { DiagnosticError } from '../../src/text/index.js';
import { deadProcess, fakeCommand, manifest, resultFiles, sweepOf, temporaryFolder } from './kit.js';

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
  const key = 'c'.repeat(64);
  const nobody = deadProcess();
  /** The text of a claim; that of this process by default. */
  const claimText = (owner: object): string =>
    JSON.stringify({ host: hostname(), pid: process.pid, started: '', nonce: 'n', ...owner });
  /** A folder of claims with these files. */
  const folderWith = (files: Readonly<Record<string, string>>): string => {
    const place = fresh();
    mkdirSync(place);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text);
    return place;
  };
  const turnName = (name: string, nonce: string): string => `${digestOf(`/${name} ${nonce}`)}.turn`;

  test('of a living process hold, and are given back', () => {
    const place = fresh();
    const [one, two] = [new Claims(place), new Claims(place)];
    expect([one.take(key), two.take(key), one.take(key)]).toEqual([true, false, true]);
    one.release(key);
    expect([two.take(key), one.take(key)]).toEqual([true, false]);
    expect(readdirSync(place)).toEqual([`${key}.json`]);
  });

  test('of a process that is gone are taken over by a single one', () => {
    const place = folderWith({ [`${key}.json`]: claimText({ pid: nobody }) });
    const all = Array.from({ length: 8 }, () => new Claims(place));
    expect(all.filter((c) => c.take(key))).toHaveLength(1);
    expect(readdirSync(place)).toEqual([`${key}.json`]);
  });

  test('of a process whose number another one has now are taken over', () => {
    const place = folderWith({ [`${key}.json`]: claimText({ started: '1' }) });
    expect(new Claims(place).take(key)).toBe(true);
  });

  test('of another machine, and those that are half-written, hold for their life', () => {
    for (const text of [claimText({ host: 'elsewhere' }), '{"host"']) {
      const place = folderWith({ [`${key}.json`]: text });
      expect(new Claims(place, Number.POSITIVE_INFINITY).take(key)).toBe(false);
      // No file is so young that it is alive.
      expect(new Claims(place, Number.NEGATIVE_INFINITY).take(key)).toBe(true);
    }
  });

  test('are renewed by the clock of the disk, which need not be that of this machine', () => {
    const place = fresh();
    const claims = new Claims(place);
    claims.take(key);
    const path = join(place, `${key}.json`);
    const before = statSync(path).mtimeMs;
    const text = readFileSync(path, 'utf8');
    vi.useFakeTimers({ toFake: ['Date'], now: 0 });
    try {
      claims.renew();
    } finally {
      vi.useRealTimers();
    }
    expect(statSync(path).mtimeMs).toBeGreaterThanOrEqual(before);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('of processes that have died are removed with all that they left, and those of living ones stay', () => {
    const other = 'd'.repeat(64);
    const dead = { pid: nobody, nonce: 'dead' };
    const place = folderWith({
      [`${key}.json`]: claimText(dead),
      // It died during its turn, before and after it wrote the claim.
      [turnName(`${key}.json`, 'dead')]: claimText({ pid: nobody, nonce: 'late' }),
      [turnName(`${key}.json`, 'replaced')]: claimText(dead),
      [`.${hostname()}-${nobody}-0123456789ab`]: '',
      [`.${hostname()}-${process.pid}-0123456789ab`]: '',
      [`.elsewhere-1-0123456789ab`]: '',
      [`${other}.json`]: claimText({}),
    });
    const claims = new Claims(place);
    expect(claims.active().size).toBe(1);
    claims.clear();
    expect(readdirSync(place).sort()).toEqual(
      [`.${hostname()}-${process.pid}-0123456789ab`, `.elsewhere-1-0123456789ab`, `${other}.json`].sort(),
    );
  });

  test('of tasks that were finished just before their process died are removed by whoever opens the store', () => {
    const place = fresh();
    const path = join(fresh(), 'm.json');
    const commands = [fakeCommand];
    mkdirSync(dirname(path));
    writeFileSync(path, manifest({ grid: { x: [1] } }));
    const { sweep, store } = openSweep(path, commands, place);
    const [{ key: point, task: finished }] = sweep.points as [SweepPoint];
    const claim = join(place, 'claims', `${point}.json`);
    const killed = (): void => {
      mkdirSync(dirname(claim), { recursive: true });
      store.put(point, { ...result, task: finished }, costs, { fails: false });
      writeFileSync(claim, claimText({ pid: nobody }));
    };
    for (const open of [openSweep, existingSweep]) {
      killed();
      open(path, commands, place);
      expect(existsSync(claim)).toBe(false);
    }
    killed();
    store.tidy();
    expect(existsSync(claim)).toBe(false);
  });

  /** Runs code in several processes, which begin together and live until all have ended it; the lines that each prints. */
  const inProcesses = async (count: number, code: string): Promise<string[][]> => {
    const program = `
      import { Claims } from ${JSON.stringify(join(process.cwd(), 'dist/sweep/claims.js'))};
      import { existsSync, writeFileSync, rmSync, appendFileSync } from 'node:fs';
      process.stdin.once('data', () => { ${code}; console.log('done'); });
      console.log('ready');`;
    const children = Array.from({ length: count }, () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      let lines: string[] = [];
      let heard = (): void => {};
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        lines = (lines.join('\n') + text).split('\n');
        heard();
      });
      const said = (word: string): Promise<void> =>
        new Promise((resolve) => {
          heard = () => {
            if (lines.includes(word)) resolve();
          };
          heard();
        });
      return { child, said, lines: () => lines.filter((line) => !['ready', 'done', ''].includes(line)) };
    });
    await Promise.all(children.map((c) => c.said('ready')));
    for (const { child } of children) child.stdin.write('go');
    await Promise.all(children.map((c) => c.said('done')));
    for (const { child } of children) child.stdin.end();
    return children.map((c) => c.lines());
  };

  test('that are dead are each taken over by one of many processes, also where a turn is dead too', async () => {
    const keys = Array.from({ length: 100 }, (_, k) => digestOf(String(k)));
    const files = keys.flatMap((name, k) => {
      const claim = `${name}.json`;
      const turn = turnName(claim, 'first');
      return [
        [claim, claimText({ pid: nobody, nonce: 'first' })],
        ...(k % 3 > 0 ? [[turn, claimText({ pid: nobody, nonce: 'second' })]] : []),
        ...(k % 3 > 1 ? [[turnName(turn, 'second'), claimText({ pid: nobody, nonce: 'third' })]] : []),
      ];
    });
    const place = folderWith(Object.fromEntries(files) as Record<string, string>);
    const taken = await inProcesses(
      4,
      `const claims = new Claims(${JSON.stringify(place)});
       for (const key of ${JSON.stringify(keys)}) if (claims.take(key)) console.log(key)`,
    );
    expect(taken.flat().sort()).toEqual(keys.toSorted());
    expect(readdirSync(place).sort()).toEqual(keys.map((name) => `${name}.json`).sort());
  });

  test('of many processes at once never meet', async () => {
    const place = fresh();
    const log = join(place, 'log');
    mkdirSync(place);
    // Each process counts how often it held the claim while another one did too.
    const held = await inProcesses(
      4,
      `const claims = new Claims(${JSON.stringify(join(place, 'claims'))});
       const busy = ${JSON.stringify(join(place, 'busy'))};
       let held = 0;
       for (let k = 0; k < 400; k++) {
         if (!claims.take('k')) continue;
         held += 1;
         if (existsSync(busy)) appendFileSync(${JSON.stringify(log)}, 'two at once\\n');
         writeFileSync(busy, ''); rmSync(busy);
         claims.release('k');
       }
       console.log(held)`,
    );
    expect(held.flat().reduce((sum, n) => sum + Number(n), 0)).toBeGreaterThan(100);
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
