// The parts of the built program that make pages, and the files of the repository, for the scripts of the project's own
// site.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const load = async <T>(path: string): Promise<T> => (await import(pathToFileURL(join(root, 'dist', path)).href)) as T;

export const pages = await load<typeof import('../src/document/site/index.js')>('document/site/index.js');
export const documents = await load<typeof import('../src/document/index.js')>('document/index.js');
export const charges = await load<typeof import('../src/charges/index.js')>('charges/index.js');
export const law = await load<typeof import('../src/law/index.js')>('law/index.js');
export const catalogue = await load<typeof import('../src/laws/index.js')>('laws/index.js');
export const sessions = await load<typeof import('../src/session/index.js')>('session/index.js');
export const reports = await load<typeof import('../src/report/index.js')>('report/index.js');

/** A text of the repository. */
export const read = (path: string): string => readFileSync(join(root, path), 'utf8');
