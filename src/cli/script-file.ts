import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import { scriptHead } from '../report/index.js';
import { refuse } from '../text/index.js';
import { readFile } from './input.js';
import { unlessRefused } from '../text/file.js';

/**
 * Checks that the script of `perturb --script` can be written. A file that is not such a script is left unchanged.
 *
 * @diagnostic `file-exists`, `unwritable`
 */
export function checkScriptFile(path: string): void {
  if (existsSync(path)) {
    if (statSync(path).isDirectory())
      refuse('unwritable', `${path} is a folder`, { hint: 'as in --script perturbed.spin' });
    if (!readFile(path).startsWith(scriptHead))
      refuse('file-exists', `${path} exists, and it was not written by perturb --script`, {
        hint: 'take another name, as in --script perturbed.spin',
      });
  }
  unlessRefused(
    () => closeSync(openSync(path, 'a')),
    (code) => refuse('unwritable', `${path} cannot be written (${code})`),
  );
}
