import { basename } from 'node:path';
import { type OutputFolder, outputFolder } from '../document/index.js';
import type { ClaimResult } from '../proof/index.js';
import { placeOf } from '../text/index.js';

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
    let name = stem;
    for (let k = 2; this.taken.has(name); k++) name = `${stem}.${k}`;
    this.taken.add(name);
    return this.folder.write(`${name}.json`, text);
  }
}
