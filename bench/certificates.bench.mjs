// Certificates of charges: their sizes, and the times of both checkers as multiples of the time of the proof.
//
//   npm run bench:certificates               XXZ and XYZ up to C_8 and C_12
//   npm run bench:certificates -- --large    the XXX chain with J = 1 up to C_17 too
//
// Times are processor time, since other programs on the machine do not count in it. The Python program is started anew.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { boostOperatorOf, conservedCharges } from '../dist/charges/index.js';
import { checkCertificate } from '../dist/kernel/index.js';
import { certifyCharges } from '../dist/proof/index.js';
import { hamiltonianFromProgram, silent } from '../dist/report/index.js';

const cpu = (run) => {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};
const chain = (text) => hamiltonianFromProgram({ name: 'bench', text }, [], silent, { spins: 'any' }).hamiltonian;
const cases = [
  ['XXZ', 'sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Delta Sz_j Sz_<j+1>', [8, 12]],
  ['XYZ', 'sum_j Jx Sx_j Sx_<j+1> + Jy Sy_j Sy_<j+1> + Jz Sz_j Sz_<j+1>', [8, 12]],
  ['XXX, J = 1', 'sum_j S_j·S_<j+1>', process.argv.includes('--large') ? [12, 17] : [12]],
];
const folder = mkdtempSync(join(tmpdir(), 'spinlaw-'));
console.log('chain        up to   characters   compressed   proof s   kernel ×   Python ×');
for (const [name, text, lasts] of cases) {
  for (const upto of lasts) {
    const hamiltonian = chain(text);
    let found;
    // The proof with the charges themselves, as `charges` gives them.
    const proof = cpu(() => {
      found = conservedCharges(hamiltonian, { upto });
      for (const charge of found.charges) charge.squaredNorm();
    });
    const { text: certificate } = certifyCharges(hamiltonian, found.charges, boostOperatorOf(found.split.boosted));
    const kernel = cpu(() => {
      if (!checkCertificate(certificate).accepted) throw new Error('rejected');
    });
    const file = join(folder, 'charges.json');
    writeFileSync(file, certificate);
    const before = performance.now();
    const python =
      upto > 12
        ? undefined
        : spawnSync('python3', ['kernel/check_certificate.py', file]).status === 0 &&
          (performance.now() - before) / 1000;
    console.log(
      `${name.padEnd(12)} C_${String(upto).padEnd(4)} ${String(certificate.length).padStart(11)} ${String(gzipSync(certificate).length).padStart(12)} ${proof.toFixed(3).padStart(9)} ${(kernel / proof).toFixed(1).padStart(10)} ${python ? (python / proof).toFixed(0).padStart(10) : '         –'}`,
    );
  }
}
