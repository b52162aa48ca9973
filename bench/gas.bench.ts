// The driven gas beside itself without SIMD, in one run.
//   node scripts/kernels.mjs && node --import tsx bench/gas.bench.ts [five]
// Prints wall and processor seconds: modes, sidebands, the energy table at five temperatures, rates, steady states and
// every law.
import { complex } from '../src/numeric/index.js';
import { type GasModel, gasModel } from '../src/floquet/index.js';
import {
  detailedBalance,
  firstLaw,
  rates,
  secondLaw,
  steadyPopulations,
  sumRule,
  thermalization,
  transitionTable,
} from '../src/gas/index.js';
import { energyChecks, floquetSystem } from '../src/scattering/index.js';

const betas = [0.05, 0.2, 1, 5, 20];

/** The canonical toy of the paper: gas (13). */
function toy(): GasModel {
  const q = Math.sqrt(3) / 2;
  const coupling = complex(
    3,
    3,
    [1.2, 0.7 * q, 0.5 * q, 0.7 * q, 0.9, 0.6 * q, 0.5 * q, 0.6 * q, 1.4],
    [0, 0.35, -0.25, -0.35, 0, 0.3, 0.25, -0.3, 0],
  );
  return gasModel({
    levels: 3,
    frequency: 1.1,
    hamiltonian: new Map([
      [0, complex(3, 3, [0, 0, 0, 0, 0.7, 0, 0, 0, 1.6])],
      [1, complex(3, 3, [0.65, 0, 0, 0, 0.1625, 0, 0, 0, -0.52])],
    ]),
    scatterers: [{ position: 0, coupling: new Map([[0, coupling]]) }],
  });
}

/** Five levels in a ladder that the drive climbs, two harmonics, three scatterers with flux. */
function ladder(): GasModel {
  const n = 5;
  const step = (size: number, phase: number, diagonal: (i: number) => number): ReturnType<typeof complex> => {
    const a = complex(n, n);
    for (let i = 0; i < n; i++) {
      a.re[i * n + i] = diagonal(i);
      if (i === 0) continue;
      a.re[i * n + i - 1] = a.re[(i - 1) * n + i] = size * Math.cos(phase);
      a.im[i * n + i - 1] = size * Math.sin(phase);
      a.im[(i - 1) * n + i] = -size * Math.sin(phase);
    }
    return a;
  };
  return gasModel({
    levels: n,
    frequency: 1.3,
    hamiltonian: new Map([
      [0, step(0, 0, (i) => 0.6 * i + 0.05 * i * i)],
      [1, step(0.25, 0, () => 0)],
      [2, step(0, 0, (i) => 0.08 * i)],
    ]),
    scatterers: [0, 0.8, 1.9].map((position, k) => ({
      position,
      coupling: new Map([[0, step(0.3, 0.5 + k, (i) => 1.2 + 0.1 * i)]]),
    })),
  });
}

interface Run {
  readonly wall: number;
  readonly processor: number;
  readonly energies: number;
  readonly sidebands: number;
  readonly worst: number;
}

function run(model: GasModel): Run {
  const start = performance.now();
  const before = process.cpuUsage();
  const system = floquetSystem(model);
  const table = transitionTable(system, { betas });
  const low = Math.min(...system.modes.quasienergies);
  const { brillouin, ...exact } = energyChecks(system, table.sidebands, [low + 0.3, low + 2.9, low + 7.1]);
  let worst = Math.max(brillouin, ...Object.values(exact));
  for (const beta of betas) {
    const r = rates(table, beta);
    const state = steadyPopulations(r);
    detailedBalance(r);
    worst = Math.max(worst, thermalization(r), sumRule(r), firstLaw(r, state), secondLaw(r, state));
  }
  const { user, system: kernel } = process.cpuUsage(before);
  return {
    wall: (performance.now() - start) / 1000,
    processor: (user + kernel) / 1e6,
    energies: table.evaluations,
    sidebands: table.sidebands,
    worst,
  };
}

function measure(model: GasModel, backend: string, times: number): Run {
  process.env['SPINLAW_BACKEND'] = backend;
  let best: Run | undefined;
  for (let k = 0; k < times; k++) {
    const one = run(model);
    if (!best || one.processor < best.processor) best = one;
  }
  return best!;
}

const large = process.argv[2] === 'five';
const [name, model, times] = large ? ['five levels, three scatterers', ladder(), 1] : ['canonical toy', toy(), 5];
const fast = measure(model, 'wasm', times);
// The large model takes the plain kernels minutes.
const plain = large ? undefined : measure(model, 'typescript', 2);
console.log(`| ${name}, five temperatures, all laws | wall s | processor s | energies | sidebands | worst law |`);
console.log('|---|---|---|---|---|---|');
for (const [kernels, r] of [
  ['SIMD kernels', fast],
  ['plain TypeScript', plain],
] as const) {
  if (!r) continue;
  console.log(
    `| ${kernels} | ${r.wall.toFixed(2)} | ${r.processor.toFixed(2)} | ${r.energies} | ${r.sidebands} | ${r.worst.toExponential(0)} |`,
  );
}
if (plain) console.log(`\nthe plain kernels take ${(plain.processor / fast.processor).toFixed(1)} times as long`);
