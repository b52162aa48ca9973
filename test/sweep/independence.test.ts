import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { DiskCache, SweepStore, type TaskResult, readResult } from '../../src/sweep/index.js';
import { errorDocument } from '../../src/text/index.js';
import { spinlaw } from '../cli/run.js';
import { resultFiles, temporaryFolder } from './kit.js';

/*
 * The result of a point depends on the point alone: not on the points that the same process computed before, not on the
 * number of processes, not on the cache, and not on the command that asked for it.
 */

const folder = temporaryFolder();
const manifest = join(folder, 'm.json');
const script = readFileSync('examples/driven-chain.spin', 'utf8');
const options = { '--ring': 6, '--observe': 'H0,JH,JS' };
const grid = { B: [0, 0.5, 1], eps_d: [0.4, 1.2] };
const write = (name: string, fields: object): string => {
  const path = join(folder, name);
  writeFileSync(
    path,
    JSON.stringify({ 'spinlaw-sweep': 1, command: 'steady', input: 'chain.spin', options, ...fields }),
  );
  return path;
};
const run = (path: string, store: string, ...more: string[]): ReadonlyMap<string, string> => {
  const { code, err } = spinlaw(['sweep', 'run', path, '--store', join(folder, store), ...more]);
  expect(err).toBe('');
  expect(code).toBe(0);
  return resultFiles(join(folder, store));
};

let wanted: ReadonlyMap<string, string>;
beforeAll(() => {
  writeFileSync(join(folder, 'chain.spin'), script);
  write('m.json', { grid });
  wanted = run(manifest, 'one', '--workers', '1');
  expect(wanted.size).toBe(6);
});

describe('the result of a point', () => {
  test('does not depend on the number of workers, or on the cache', () => {
    expect(run(manifest, 'two', '--workers', '2')).toEqual(wanted);
    expect(run(manifest, 'four', '--workers', '4', '--cache', '0')).toEqual(wanted);
    expect(run(manifest, 'small', '--cache', '20kB')).toEqual(wanted);
  });

  test('is the same when it is computed alone, and when it is the last of the others', () => {
    const alone = run(write('alone.json', { list: [{ B: 1, eps_d: '12e-1' }] }), 'alone');
    const backwards = run(
      write('backwards.json', { grid: { B: [1, 0.5, 0], eps_d: [1.2, 0.4] } }),
      'backwards',
      '--workers',
      '1',
    );
    expect(backwards).toEqual(wanted);
    expect(alone.size).toBe(1);
    for (const [name, text] of alone) expect(text).toBe(wanted.get(name));
  });

  test('is the same for a truncated ensemble and one with discovered charges', () => {
    const options = { '--ring': 6, '--observe': 'H0', '--ensemble': 'gge:C1,C2+1' };
    const both = run(write('gge.json', { options, grid: { eps_d: [0.4, 1.2] } }), 'gge', '--workers', '1');
    const alone = run(write('gge-alone.json', { options, list: [{ eps_d: 1.2 }] }), 'gge-alone');
    for (const [name, text] of alone) expect(text).toBe(both.get(name));
  });

  test('is shared with steady --scan --store, in both directions', () => {
    const scan = [
      'steady',
      join(folder, 'chain.spin'),
      '--ring',
      '6',
      '--observe',
      'H0,JH,JS',
      '--set',
      'eps_d=0.4',
      '--scan',
      'B=0:1:0.5',
      '--json',
    ];
    const stored = spinlaw([...scan, '--store', join(folder, 'scan')]);
    const results = resultFiles(join(folder, 'scan'));
    expect(results.size).toBe(3);
    for (const [name, text] of results) expect(text).toBe(wanted.get(name));
    // From the store of the sweep nothing is computed.
    const before = resultFiles(join(folder, 'one'), 'provenance');
    const again = spinlaw([...scan, '--store', join(folder, 'one')]);
    expect(again.json).toEqual(stored.json);
    expect(resultFiles(join(folder, 'one'), 'provenance')).toEqual(before);
    // A plain scan may start from its neighbours: its numbers agree within their residuals.
    const plain = spinlaw(scan).json;
    expect(Object.keys(stored.json)).toEqual(Object.keys(plain));
    expect(stored.json.points.map((p: object) => Object.keys(p))).toEqual(
      plain.points.map((p: object) => Object.keys(p)),
    );
    for (const [k, { observables }] of plain.points.entries())
      for (const [name, value] of Object.entries(observables as Record<string, number>))
        expect(stored.json.points[k].observables[name]).toBeCloseTo(value, 10);
  });

  test('is shared with gas --scan --store', () => {
    const gas = ['gas', 'examples/driven-gas.spin', '--beta', '1', '--scan', 'lambda=0,0.5', '--json'];
    const stored = spinlaw([...gas, '--store', join(folder, 'gas')]).json;
    expect(stored).toEqual(spinlaw(gas).json);
    // A value of the parameter of the scan counts for nothing, by whichever of its names it is given.
    expect(spinlaw([...gas, '--set', 'λ=2', '--store', join(folder, 'gas')]).json).toEqual(stored);
    expect(resultFiles(join(folder, 'gas')).size).toBe(2);
  });

  test('has its figure in the store too', () => {
    const figures = (out: string, ...more: string[]): string[] => {
      const { code } = spinlaw(['figures', 'gas-2', '--quick', '--out', join(folder, out), ...more]);
      expect(code).toBe(0);
      return readdirSync(join(folder, out))
        .sort()
        .map((name) => readFileSync(join(folder, out, name), 'utf8'));
    };
    const plain = figures('plain');
    expect(figures('kept', '--store', join(folder, 'figures'))).toEqual(plain);
    expect(resultFiles(join(folder, 'figures')).size).toBe(1);
  });
});

describe('figures with a store', () => {
  const run = (out: string, ...more: string[]): ReturnType<typeof spinlaw> =>
    spinlaw(['figures', 'gas-boltzmann', 'gas-floquet-elements', '--quick', '--out', join(folder, out), ...more]);
  const contents = (out: string): string[][] =>
    readdirSync(join(folder, out))
      .sort()
      .map((name) => [name, readFileSync(join(folder, out, name), 'utf8')]);

  test('take a parameter that only some of them have, as those without', () => {
    expect(run('some', '--set', 'gap=0.4').code).toBe(0);
    expect(run('some-kept', '--set', 'gap=0.4', '--store', join(folder, 'some-store')).code).toBe(0);
    expect(contents('some-kept')).toEqual(contents('some'));
    // A figure without the parameter is the same task with it as without it.
    expect(resultFiles(join(folder, 'some-store')).size).toBe(2);
    expect(run('other', '--set', 'lambda=1', '--store', join(folder, 'some-store')).code).toBe(0);
    expect(resultFiles(join(folder, 'some-store')).size).toBe(4);
    expect(run('none', '--store', join(folder, 'some-store')).code).toBe(0);
    expect(resultFiles(join(folder, 'some-store')).size).toBe(5);
    expect(run('wrong', '--set', 'nothing=1', '--store', join(folder, 'some-store')).err).toContain(
      'no parameter nothing',
    );
  });

  test('report the error of one, and write the others', () => {
    const place = join(folder, 'failing');
    expect(run('before', '--store', place).code).toBe(0);
    const store = SweepStore.open(place);
    const [name, text] = [...resultFiles(place)].find(([, result]) => result.includes('"operands":["gas-boltzmann"]'))!;
    const key = name.slice(3, -5);
    const { task } = readResult(text, key) as TaskResult;
    const error = errorDocument({ kind: 'input', code: 'bad-value', message: 'the gap is closed' });
    store.put(
      key,
      { task, code: 2, document: { error } },
      { wallSeconds: 0, cpuSeconds: 0, peakBytes: 0 },
      { fails: false },
    );
    const { code, err } = run('after', '--store', place);
    expect(code).toBe(2);
    expect(err).toContain('gas-boltzmann: the gap is closed');
    expect(contents('after')).toEqual(contents('before').filter(([file]) => !file!.startsWith('gas-boltzmann')));
    expect(run('again', '--store', place, '--json').json.figures).toMatchObject([
      { name: 'gas-boltzmann', error: { code: 'bad-value' } },
      { name: 'gas-floquet-elements', svg: join(folder, 'again/gas-floquet-elements.svg') },
    ]);
  });
});

describe('the cache', () => {
  const numbers = (n: number): Float64Array => Float64Array.from({ length: 100 }, (_, k) => n + k / 7);
  const place = join(folder, 'cache');

  test('gives back the same bits, also to another process, and nothing of another engine', () => {
    new DiskCache(place, '1', 1e6).put('a', numbers(1));
    expect(new DiskCache(place, '1', 1e6).get('a')).toEqual(numbers(1));
    expect(new DiskCache(place, '2', 1e6).get('a')).toBeUndefined();
    expect(new DiskCache(place, '1', 1e6).get('b')).toBeUndefined();
  });

  test('drops a damaged file', () => {
    const path = join(
      place,
      readdirSync(place, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('.f64'))!,
    );
    const bytes = readFileSync(path);
    bytes[200] = bytes[200]! ^ 1;
    writeFileSync(path, bytes);
    expect(new DiskCache(place, '1', 1e6).get('a')).toBeUndefined();
  });

  test('stays below its limit, and removes first what was not used for the longest time', async () => {
    const small = join(folder, 'small-cache');
    mkdirSync(small);
    const cache = new DiskCache(small, '1', 4000);
    const clock = (): number => {
      writeFileSync(join(folder, 'clock'), '');
      return statSync(join(folder, 'clock')).mtimeMs;
    };
    for (let n = 0; n < 12; n++) {
      cache.put(`k${n}`, numbers(n));
      new DiskCache(small, '1', 4000).get('k0');
      // The next file is younger than this one, by the clock of the disk.
      const now = clock();
      await expect.poll(clock, { interval: 1 }).toBeGreaterThan(now);
      expect(cache.size()).toBeLessThanOrEqual(4000);
    }
    const other = new DiskCache(small, '1', 4000);
    expect(other.get('k0')).toEqual(numbers(0));
    expect(other.get('k11')).toEqual(numbers(11));
    expect(other.get('k5')).toBeUndefined();
    cache.put('large', new Float64Array(400));
    expect(other.get('large')).toBeUndefined();
  });
});
