import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ModularChoice, modeOf, proofModes, proofReport } from '../report/index.js';
import { packageFile } from '../text/file.js';
import { refuse } from '../text/index.js';
import { command } from './command.js';
import { scriptsOf } from './input.js';
import { type CommonOptions, refuseLoneFolder } from './options.js';
import { finish, listenerOf } from './output.js';

interface ProveOptions extends CommonOptions, ModularChoice {
  readonly certify?: boolean;
  readonly out?: string;
}

export const proveCommand = command<ProveOptions>({
  operands: '[path...]',
  example: [
    '$ spinlaw prove',
    '$ spinlaw prove proofs/chain/eq-16-heat-current.spin',
    '$ spinlaw prove "prove [sum_j S_j·S_<j+1>, sum_j Sz_j] = 0"',
  ],
  options: [
    { flags: '--certify', about: 'with --out: write a certificate for every claim that holds' },
    { flags: '--out <folder>', about: 'with --certify: the folder certificates go to' },
    ...proofModes,
  ],
  async run(operands, options, output) {
    const { set, certify = false, out } = options;
    refuseLoneFolder({ certify, out });
    const mode = modeOf(options);
    if (certify && mode !== 'exact')
      refuse('certify-modulo', 'certificates are of exact proofs', { hint: `leave --certify or --${mode} out` });
    // Folders belong to the room of pages and figures, which a proof without certificates does not need.
    const folder = out === undefined ? undefined : new (await import('./certificates.js')).CertificateFolder(out);
    const sources = (operands.length > 0 ? operands : [defaultScripts()]).flatMap(scriptsOf);
    const keep = folder && { keep: folder.write.bind(folder) };
    return finish(proofReport(sources, { set, mode, ...keep }, listenerOf(output)), output);
  },
});

/** The folder of scripts: that of the working folder, or the one that comes with the package. */
function defaultScripts(): string {
  if (existsSync('proofs')) return 'proofs';
  return relative('', fileURLToPath(packageFile('proofs')));
}
