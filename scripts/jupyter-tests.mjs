// Runs the tests of the kernel with Jupyter's own client: makes a Python environment in tools/.venv-jupyter, once.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const folder = 'tools/.venv-jupyter';
const python = process.platform === 'win32' ? `${folder}/Scripts/python.exe` : `${folder}/bin/python`;

/** @param {string} reason */
function give(reason) {
  console.error(`NOT TESTED: the kernel with Jupyter's own client. ${reason}`);
  process.exit(1);
}

if (!existsSync(python)) {
  const { error, status } = spawnSync('python3', ['-m', 'venv', folder], { stdio: 'inherit' });
  if (error) give('There is no python3 on the path.');
  if (status !== 0) give(`python3 -m venv ${folder} failed; on Debian it needs the package python3-venv.`);
}
const { status } = spawnSync(python, ['-m', 'pip', 'install', '--quiet', '-r', 'tools/jupyter-requirements.txt'], {
  stdio: 'inherit',
});
if (status !== 0) give('The packages of tools/jupyter-requirements.txt cannot be installed.');
execFileSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', 'test/jupyter'], { stdio: 'inherit' });
