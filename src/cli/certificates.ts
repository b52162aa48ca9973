import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ClaimResult } from '../proof/index.js';
import { placeOf, refuse } from '../text/index.js';

/** Where `prove --certify --out` writes: a file a claim, named after its script and itself. */
export class CertificateFolder {
  private readonly taken = new Set<string>();

  constructor(private readonly path: string) {}

  /**
   * Writes a certificate and returns its path.
   *
   * @diagnostic `unwritable`
   */
  write(claim: ClaimResult, text: string): string {
    const script = basename(claim.span.source.name).replace(/\.spin$/u, '').replace(/[^A-Za-z0-9._-]/gu, '') || 'claims';
    const stem = `${script}.${claim.name ?? `line-${placeOf(claim.span).line}`}`;
    let name = stem;
    for (let k = 2; this.taken.has(name); k++) name = `${stem}.${k}`;
    this.taken.add(name);
    const file = join(this.path, `${name}.json`);
    try {
      mkdirSync(this.path, { recursive: true });
      writeFileSync(file, text);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === undefined) throw error;
      refuse('unwritable', `${file} cannot be written (${code})`);
    }
    return file;
  }
}
