import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, parse } from 'node:path';
import { type OutputFolder, outputFolder } from '../document/index.js';
import { type ClaimResult, exclusionFormat } from '../proof/index.js';
import { placeOf, refuse } from '../text/index.js';
import { readFile } from './input.js';

/** The folder that `prove --certify --out` writes: one file for each claim, named after the script and the claim. */
export class CertificateFolder {
  private readonly taken = new Set<string>();

  private readonly folder: OutputFolder;

  /** @diagnostic `not-a-folder`, `unwritable` */
  constructor(path: string) {
    this.folder = outputFolder(path);
  }

  /**
   * Writes a certificate and returns its path.
   *
   * @diagnostic `unwritable`
   */
  write(claim: ClaimResult, text: string): string {
    const script =
      basename(claim.span.source.name)
        .replace(/\.spin$/u, '')
        .replace(/[^A-Za-z0-9._-]/gu, '') || 'claims';
    const stem = `${script}.${claim.name ?? `line-${placeOf(claim.span).line}`}`;
    return this.put(stem, text);
  }

  /**
   * Writes a certificate of this name, with a number after it if there is one already.
   *
   * @diagnostic `unwritable`
   */
  put(stem: string, text: string): string {
    let name = stem;
    for (let k = 2; this.taken.has(name); k++) name = `${stem}.${k}`;
    this.taken.add(name);
    return this.folder.write(`${name}.json`, text);
  }
}

/**
 * The file of `integrable --certificate`, as a function that writes it. Further certificates, those of pieces of a chain, get
 * its name with their number, `chain-2.json`. A file that is not such a certificate is left unchanged.
 *
 * @diagnostic `file-exists`, `unwritable`, `not-a-folder`
 */
export function certificateFile(path: string): (text: string, number: number) => string {
  refuseOther(path);
  const folder = outputFolder(dirname(path));
  return (text, number) => {
    const { dir, name, ext } = parse(path);
    const place = number === 1 ? path : join(dir, `${name}-${number}${ext}`);
    if (number > 1) refuseOther(place);
    folder.write(basename(place), text);
    return place;
  };
}

/** Refuses a place at which there is a folder or another file. */
function refuseOther(path: string): void {
  if (!existsSync(path)) return;
  if (statSync(path).isDirectory())
    refuse('unwritable', `${path} is a folder`, { hint: 'as in --certificate chain.json' });
  if (!readFile(path).includes(`"${exclusionFormat}"`))
    refuse('file-exists', `${path} exists, and it was not written by integrable --certificate`, {
      hint: 'take another name, as in --certificate chain.json',
    });
}
