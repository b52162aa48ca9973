import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

import { kernelsFolder, userDataFolder } from '../../src/jupyter/folders.js';
import { installKernelspec, kernelCommand, uninstallKernelspec } from '../../src/jupyter/kernelspec.js';
import { installationOf } from '../../src/jupyter/zeromq.js';
import { spinlaw } from '../cli/run.js';

const place = mkdtempSync(join(tmpdir(), 'spinlaw-kernels-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));
const fresh = (): string => mkdtempSync(join(place, 'k-'));

describe('the folder of kernels', () => {
  // As jupyter_core.paths.jupyter_data_dir chooses it.
  test.each([
    [{ HOME: '/home/a' }, 'linux', '/home/a/.local/share/jupyter'],
    [{ HOME: '/home/a', XDG_DATA_HOME: '/data' }, 'linux', '/data/jupyter'],
    [{ HOME: '/home/a', XDG_DATA_HOME: '/data', JUPYTER_DATA_DIR: '/own' }, 'linux', '/own'],
    [{ HOME: '/Users/a', XDG_DATA_HOME: '/data' }, 'darwin', '/Users/a/Library/Jupyter'],
    [{ HOME: '/home/a', APPDATA: '/roaming' }, 'win32', '/roaming/jupyter'],
    [{ HOME: '/home/a' }, 'win32', '/home/a/.jupyter/data'],
  ] as const)('of a user with %o on %s', (environment, platform, folder) => {
    expect(userDataFolder(environment, platform)).toBe(folder);
  });

  test('is below a prefix where one is given', () => {
    expect(kernelsFolder({ prefix: '/usr/local' }, {})).toBe('/usr/local/share/jupyter/kernels');
    expect(kernelsFolder({ user: true }, { JUPYTER_DATA_DIR: '/own' })).toBe('/own/kernels');
    expect(kernelsFolder({}, { JUPYTER_DATA_DIR: '/own' })).toBe('/own/kernels');
    expect(() => kernelsFolder({ user: true, prefix: '/usr/local' }, {})).toThrow(
      '--user and --prefix name two places',
    );
  });

  test('of the Python on the path is asked of it', () => {
    const bin = fresh();
    writeFileSync(join(bin, 'python3'), '#!/bin/sh\necho /env/of/python\n');
    chmodSync(join(bin, 'python3'), 0o755);
    expect(kernelsFolder({ sysPrefix: true }, { PATH: bin })).toBe('/env/of/python/share/jupyter/kernels');
    expect(() => kernelsFolder({ sysPrefix: true }, { PATH: fresh() })).toThrow('there is no python3 on the path');
  });
});

describe('a kernel', () => {
  test('is installed, replaced and removed, and nothing else is touched', () => {
    const kernels = fresh();
    mkdirSync(join(kernels, 'python3'));
    const argv = kernelCommand(['J=1']);
    const { folder, files } = installKernelspec(kernels, 'spinlaw', argv);
    expect(files.map((file) => existsSync(file))).toEqual([true, true, true, true]);
    expect(JSON.parse(readFileSync(join(folder, 'kernel.json'), 'utf8'))).toMatchObject({
      argv: [
        process.execPath,
        expect.stringMatching(/main\.js$/u),
        'jupyter',
        'kernel',
        '--set',
        'J=1',
        '{connection_file}',
      ],
      display_name: 'spinlaw',
      language: 'spinlaw',
      interrupt_mode: 'message',
    });
    // The signature of PNG, and width and height behind it.
    for (const size of [32, 64]) {
      const png = readFileSync(join(folder, `logo-${size}x${size}.png`));
      expect(png.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n');
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
    }
    installKernelspec(kernels, 'spinlaw', kernelCommand([]));
    expect(JSON.parse(readFileSync(join(folder, 'kernel.json'), 'utf8')).argv).not.toContain('J=1');
    expect(uninstallKernelspec(kernels, 'spinlaw').left).toEqual([]);
    expect(readdirSync(kernels)).toEqual(['python3']);
  });

  test('of another program is neither replaced nor removed', () => {
    const kernels = fresh();
    for (const [name, content] of [
      ['other', '{"argv": ["python"], "metadata": {}}'],
      ['broken', '{'],
      ['null', 'null'],
    ] as const) {
      mkdirSync(join(kernels, name));
      writeFileSync(join(kernels, name, 'kernel.json'), content);
      expect(() => installKernelspec(kernels, name, [])).toThrow('spinlaw jupyter install did not make it');
      expect(() => uninstallKernelspec(kernels, name)).toThrow('spinlaw jupyter install did not make it');
      expect(readFileSync(join(kernels, name, 'kernel.json'), 'utf8')).toBe(content);
    }
  });

  test('is removed without the files that others have put beside it', () => {
    const kernels = fresh();
    const { folder } = installKernelspec(kernels, 'spinlaw', []);
    writeFileSync(join(folder, 'kernel.js'), '// by hand');
    expect(uninstallKernelspec(kernels, 'spinlaw').left).toEqual(['kernel.js']);
    expect(readdirSync(folder)).toEqual(['kernel.js']);
  });

  test.each(['', '..', 'a/b', 'Spin', '.hidden', 'a b'])('cannot be called "%s"', (name) => {
    expect(() => installKernelspec(fresh(), name, [])).toThrow('cannot be the name of a kernel');
  });

  test('that is not there cannot be removed', () => {
    expect(() => uninstallKernelspec(fresh(), 'spinlaw')).toThrow('no kernel is installed in');
  });
});

describe('the package zeromq', () => {
  test('is installed where this copy of spinlaw finds it', () => {
    const project = fresh();
    writeFileSync(join(project, 'package.json'), '{}');
    expect(installationOf(join(project, 'node_modules/spinlaw/'), true)).toBe(
      `npm install --prefix ${project} zeromq@6.8`,
    );
    expect(installationOf('/usr/lib/node_modules/spinlaw', true)).toBe('npm install --global zeromq@6.8');
    expect(installationOf('/usr/lib/node_modules/spinlaw', false)).toBe('npm rebuild --global zeromq');
    expect(installationOf('/home/a/spin law', true)).toBe('npm install --include=optional --prefix "/home/a/spin law"');
  });
});

describe('spinlaw jupyter', () => {
  test('says where it wrote, and what it removed', () => {
    const prefix = fresh();
    const folder = join(prefix, 'share/jupyter/kernels/spinlaw');
    const { code, out } = spinlaw(['jupyter', 'install', '--prefix', prefix]);
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n')).toEqual(
      ['kernel.json', 'logo-svg.svg', 'logo-32x32.png', 'logo-64x64.png'].map((file) => `wrote ${join(folder, file)}`),
    );
    const removed = spinlaw(['jupyter', 'uninstall', '--prefix', prefix, '--json']);
    expect(removed.json).toMatchObject({ folder, left: [] });
    expect(existsSync(folder)).toBe(false);
  });
});
