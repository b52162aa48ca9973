// Large rings: the same numbers by two routes in one process, with the ratio of their times.
//   node scripts/build.mjs && node bench/large-rings.bench.mjs [sites, 12 by default]
// Prints a table in Markdown.
import { readFileSync } from 'node:fs';
import {
  rateSuperoperatorOf,
  solveSteadyState,
  symmetryOf,
  transitionChannels,
  unknownsOf,
} from '../dist/chain/index.js';
import { drivenChain } from '../dist/models/index.js';
import { ready } from '../dist/numeric/index.js';
import { RingBasis, RingOperator, spectrumOf } from '../dist/ring/index.js';
import { Session } from '../dist/session/index.js';

const sites = Number(process.argv[2] ?? 12);
const script = readFileSync(new URL('../examples/driven-chain.spin', import.meta.url), 'utf8');

function chainOf() {
  const session = new Session();
  const values = { J: 1, Delta: 0.8, B: -1, gamma_m: 1, omega: 1.6, eps_d: Math.sqrt(2.5) };
  for (const [name, value] of Object.entries(values)) session.set(`${name}=${value}`);
  for (const outcome of session.run({ name: 'bench', text: script }))
    if (outcome.kind === 'error') throw new Error(outcome.diagnostic.message);
  return drivenChain(session.models, sites);
}

/** Processor time in seconds, and the value. */
function timed(run) {
  const before = process.cpuUsage();
  const value = run();
  const { user, system } = process.cpuUsage(before);
  return { value, seconds: (user + system) / 1e6 };
}

const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
function pair(what, baseline, candidate, difference) {
  row(
    what,
    baseline.seconds.toFixed(2),
    candidate.seconds.toFixed(2),
    (baseline.seconds / candidate.seconds).toFixed(2),
    difference.toExponential(1),
  );
}

await ready();
const chain = chainOf();
const basis = new RingBasis(sites, symmetryOf(chain));
const spectrum = spectrumOf(basis, RingOperator.of(chain.hamiltonian, sites));
const withoutReal = {
  ...spectrum,
  sectors: spectrum.sectors.map((s) => ({ ...s, realVectors: undefined, image: undefined })),
};
const withoutImages = { ...spectrum, sectors: spectrum.sectors.map((s) => ({ ...s, image: undefined })) };
const rates = (of) =>
  chain.perturbations.map((p) =>
    rateSuperoperatorOf(
      unknownsOf(of, { coherences: 'none' }),
      transitionChannels(basis, p, { reach: 2.1 * of.scale }),
    ),
  );

row('what', 'baseline, processor s', 'candidate', 'ratio', 'largest difference');
row('---', '---', '---', '---', '---');
const complexRates = timed(() => rates(withoutReal));
const realRates = timed(() => rates(withoutImages));
const pairedRates = timed(() => rates(spectrum));
const apart = (a, b) =>
  a.reduce(
    (m, { outflow }, p) => outflow.reduce((n, x, i) => Math.max(n, Math.abs(x - b[p].outflow[i]) / (1 + x)), m),
    0,
  );
pair('rates: complex vectors, real ones', complexRates, realRates, apart(complexRates.value, realRates.value));
pair('rates: every sector, images', realRates, pairedRates, apart(realRates.value, pairedRates.value));
const parts = pairedRates.value.map((superoperator, p) => ({
  superoperator,
  strength: chain.perturbations[p].kind === 'drive' ? 2.5 : 1,
}));
const swept = timed(() => solveSteadyState(parts, { method: 'sweeps' }));
const multiplied = timed(() => solveSteadyState(parts, { method: 'products' }));
pair(
  'state: sweeps with factors, products',
  swept,
  multiplied,
  swept.value.values.reduce((m, x, i) => Math.max(m, Math.abs(x - multiplied.value.values[i])), 0),
);
