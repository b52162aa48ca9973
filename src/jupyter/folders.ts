import { spawnSync } from 'node:child_process';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

import { refuse } from '../text/index.js';

/** Where a kernel is installed: one choice at most. */
export interface Destination {
  readonly user?: boolean;
  readonly sysPrefix?: boolean;
  readonly prefix?: string;
}

/**
 * The folder in which Jupyter looks for kernels: that of the user by default, that of a Python environment, or that
 * below a prefix.
 *
 * @diagnostic `two-destinations`, `no-python`
 */
export function kernelsFolder({ user, sysPrefix, prefix }: Destination, environment: NodeJS.ProcessEnv): string {
  const chosen = [user && '--user', sysPrefix && '--sys-prefix', prefix !== undefined && '--prefix'].filter(Boolean);
  if (chosen.length > 1)
    refuse('two-destinations', `${chosen[0]} and ${chosen[1]} name two places`, { hint: `leave ${chosen[1]} out` });
  if (prefix === '')
    refuse('option-value', '--prefix needs a folder', { hint: 'as in spinlaw jupyter install --prefix /usr/local' });
  if (prefix !== undefined) return join(resolve(prefix), 'share', 'jupyter', 'kernels');
  if (sysPrefix) return join(pythonPrefix(environment), 'share', 'jupyter', 'kernels');
  return join(userDataFolder(environment), 'kernels');
}

/** The prefix of the Python that is first on the path: of a virtual environment, where one is active. */
function pythonPrefix(environment: NodeJS.ProcessEnv): string {
  for (const python of ['python3', 'python']) {
    const { status, stdout } = spawnSync(python, ['-c', 'import sys; print(sys.prefix)'], {
      env: environment,
      encoding: 'utf8',
      timeout: 30_000,
    });
    const prefix = status === 0 ? stdout.trim() : '';
    if (prefix !== '') return prefix;
  }
  return refuse('no-python', '--sys-prefix asks python3 for its prefix, and there is no python3 on the path', {
    hint: 'spinlaw jupyter install --user',
  });
}

/** The folder of a user's data, as `jupyter --paths` lists it first. */
export function userDataFolder(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string {
  const { JUPYTER_DATA_DIR, JUPYTER_CONFIG_DIR, XDG_DATA_HOME, APPDATA } = environment;
  if (JUPYTER_DATA_DIR) return JUPYTER_DATA_DIR;
  const home = environment.HOME || homedir();
  if (platform === 'darwin') return join(home, 'Library', 'Jupyter');
  if (platform !== 'win32') return join(XDG_DATA_HOME || join(home, '.local', 'share'), 'jupyter');
  return APPDATA ? join(APPDATA, 'jupyter') : join(JUPYTER_CONFIG_DIR || join(home, '.jupyter'), 'data');
}
