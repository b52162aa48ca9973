// The question of integrability: Theorem A against a search among all strings, certificates against the verdicts they
// certify, and the special couplings.
//
//   npm run bench:integrability               the tables below
//   npm run bench:integrability -- --large    cells of three sites too
//
// Times are processor time, the median of several runs, since other programs on the machine do not count in it.
import {
  integrabilityOf,
  exceptionalCouplings,
  spinOneChain,
  theoremSteps,
  theoremVerdict,
} from '../dist/integrability/index.js';
import { localCharges, operatorPeriod, tripletLocalCharges } from '../dist/charges/index.js';
import { checkCertificate } from '../dist/kernel/index.js';
import { certifyExclusion } from '../dist/proof/index.js';
import { hamiltonianFromProgram, silent } from '../dist/report/index.js';

const chain = (text) => hamiltonianFromProgram({ name: 'bench', text }, [], silent, { spins: 'any' }).hamiltonian;
const cpu = (run) => {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};
const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];
const measured = (run, times = 5) => {
  run();
  return median(Array.from({ length: times }, () => cpu(run)));
};
const ms = (time) => time.toFixed(time < 10 ? 1 : 0).padStart(10);
const ratio = (a, b) => `${(a / b).toFixed(a < b ? 2 : 1)}×`.padStart(9);

const chains = [
  { name: 'XYZ in a field', text: 'sum_j Jx X_j X_<j+1> + Jy Y_j Y_<j+1> + Jz Z_j Z_<j+1> + h Z_j', range: 6 },
  { name: 'XY in an oblique field', text: 'sum_j X_j X_<j+1> + 2 Y_j Y_<j+1> + X_j + Z_j', range: 6 },
  { name: 'J1–J2, cells of two', text: 'sum_j S_j·S_<j+1> + 1/2 S_j·S_<j+2>', range: 6 },
  {
    name: 'ladder, cells of two, dim T_2 = 2',
    text: 'legs 2; sum_j S_{j,1}·S_{j+1,1} + S_{j,2}·S_{j+1,2} + 1/3 S_{j,1}·S_{j,2}',
    range: 6,
  },
];
if (process.argv.includes('--large'))
  chains.push({
    name: 'three legs, cells of three',
    text: 'legs 3; sum_j S_{j,1}·S_{j+1,1} + 2 S_{j,2}·S_{j+1,2} + 3 S_{j,3}·S_{j+1,3} + S_{j,1}·S_{j,2} + S_{j,2}·S_{j,3}',
    certificate: false,
    runs: 1,
  });

console.log(`node ${process.version}; milliseconds of processor time\n`);
console.log(
  'Theorem A, which excludes charges of every length, against a search that excludes those of up to six sites\n',
);
console.log(
  `${'chain'.padEnd(36)}${'theorem'.padStart(10)}${'search'.padStart(10)}${'ratio'.padStart(9)}${'certify'.padStart(10)}${'check'.padStart(10)}${'ratio'.padStart(9)}`,
);
for (const { name, text, range, certificate = true, runs = 5 } of chains) {
  const h = chain(text);
  const theorem = measured(() => {
    if (!theoremVerdict(h, theoremSteps)?.excluded) throw new Error(`${name} is not excluded`);
  }, runs);
  let line = `${name.padEnd(36)}${ms(theorem)}`;
  if (range !== undefined) {
    const search = measured(() => localCharges(h, { range, period: operatorPeriod(h) }), 3);
    line += ms(search) + ratio(theorem, search);
  }
  if (certificate) {
    const { text: written } = certifyExclusion(h);
    const write = measured(() => certifyExclusion(h), 3);
    const check = measured(() => {
      if (!checkCertificate(written).accepted) throw new Error(`the certificate of ${name} is not accepted`);
    }, 3);
    line += ms(write) + ms(check) + ratio(check, write);
  }
  console.log(line);
}

console.log('\nSearches among all strings\n');
for (const [name, run] of [
  ['spin 1/2, up to 6 sites', () => localCharges(chain('sum_j S_j·S_<j+1> + h Sz_j'), { range: 6 })],
  ['spin 1/2, up to 7 sites', () => localCharges(chain('sum_j S_j·S_<j+1> + h Sz_j'), { range: 7 })],
  [
    'spin 1, up to 3 sites',
    () => tripletLocalCharges(chain('spin 1; sum_j S_j·S_<j+1> - (S_j·S_<j+1>)^2'), { range: 3 }),
  ],
])
  console.log(`${name.padEnd(36)}${ms(measured(run, 3))}`);

console.log('\nWhole verdicts\n');
for (const [name, text, options] of [
  ['Heisenberg, a boost', 'sum_j S_j·S_<j+1> + h Sz_j', {}],
  ['XY, free fermions', 'sum_j X_j X_<j+1> + a Y_j Y_<j+1> + h Z_j', {}],
  ['Bariev, medium range', 'sum_j (X_j X_<j+2> + Y_j Y_<j+2>) (1 - U Z_<j+1>)', {}],
  ['spin 1, Theorem A', 'spin 1; sum_j S_j·S_<j+1>', { spin: '1', range: 2 }],
  ['spin 1, a boost', 'spin 1; sum_j S_j·S_<j+1> - (S_j·S_<j+1>)^2', { spin: '1', range: 2 }],
]) {
  const h = chain(text);
  console.log(`${name.padEnd(36)}${ms(measured(() => integrabilityOf(h, options), 3))}`);
}

console.log('\nSpecial couplings\n');
for (const [name, text, algebra] of [
  ['XYZ + hz', 'sum_j Jx X_j X_<j+1> + Jy Y_j Y_<j+1> + Jz Z_j Z_<j+1> + hz Z_j'],
  ['XXZ in two fields', 'sum_j X_j X_<j+1> + Y_j Y_<j+1> + D Z_j Z_<j+1> + hx X_j + hz Z_j'],
  ['J1–J2', 'sum_j S_j·S_<j+1> + J2 S_j·S_<j+2>'],
  ['spin 1, a S·S + b (S·S)²', 'spin 1; sum_j a S_j·S_<j+1> + b (S_j·S_<j+1>)^2', spinOneChain],
]) {
  const h = chain(text);
  let found;
  const time = cpu(() => (found = exceptionalCouplings(h, 120, ...(algebra ? [algebra] : []))));
  console.log(`${name.padEnd(36)}${ms(time)}   ${found.list.length} found${found.complete ? ', all of them' : ''}`);
}
