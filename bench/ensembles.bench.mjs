// Ensembles of the driven chain on populations: times of the list NC = 6, of one charge that is discovered, and of the same
// products, logarithms and Newton steps in NumPy; with --table the comparison of lists with the exact state.
//   node scripts/build.mjs && node bench/ensembles.bench.mjs [largest ring, 12 by default] [--table N]
// Prints tables in Markdown. SPINLAW_PYTHON names a python with numpy; without it that column is empty.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ChainStudy } from '../dist/chain/index.js';
import {
  discover,
  discoveredCharge,
  elementsOf,
  ensembleOf,
  exponentOf,
  listedCharges,
  relativeEntropy,
  Relaxation,
} from '../dist/ensembles/index.js';
import { conservedCharges } from '../dist/charges/index.js';
import { drivenChain, resolversOf } from '../dist/models/index.js';
import { ready } from '../dist/numeric/index.js';
import { numericOperator } from '../dist/ring/index.js';
import { Session } from '../dist/session/index.js';

const [argument] = process.argv.slice(2).filter((a) => /^\d+$/u.test(a));
const tableAt = process.argv.indexOf('--table');
const table = tableAt < 0 ? undefined : Number(process.argv[tableAt + 1]);
const largest = Number(tableAt === 2 ? 12 : (argument ?? 12));
const script = readFileSync(new URL('../examples/driven-chain.spin', import.meta.url), 'utf8');
const python = process.env.SPINLAW_PYTHON ?? 'python3';
const options = (resolvers) => ({ populationsOnly: true, resolvers });
const NC6 = ['C1', 'C2', 'C3', 'C4', 'C5', 'JSc'];

function model(sites) {
  const session = new Session();
  session.set(`eps_d=${Math.sqrt(2.5)}`);
  for (const outcome of session.run({ name: 'bench', text: script }))
    if (outcome.kind === 'error') throw new Error(outcome.diagnostic.message);
  const of = (name) => numericOperator(session.environment.lookup(name).operator);
  const derived = conservedCharges(session.environment.lookup('C2').operator, { upto: 7 }).charges;
  const item = (name) => ({
    kind: 'operator',
    member:
      name === 'JSc'
        ? { name, operator: of('JS'), conservedPart: true }
        : {
            name,
            operator: ['C6', 'C7'].includes(name)
              ? numericOperator(derived.find((c) => `C${c.index}` === name).operator())
              : of(name),
            conservedPart: false,
          },
  });
  return { chain: drivenChain(session.models, sites), of, item, resolvers: resolversOf(session.models[0].operator) };
}

/** Wall time and processor time of this process in seconds. */
function timed(run) {
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  const value = run();
  const used = process.cpuUsage(cpu);
  return { value, wall: (performance.now() - wall) / 1000, cpu: (used.user + used.system) / 1e6 };
}

/** The shortest of several runs. */
const best = (run, times = 5) => Math.min(...Array.from({ length: times }, () => timed(run).wall));
const text = (s) => s.toFixed(s < 0.1 ? 4 : s < 1 ? 3 : 2);
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
const head = (...cells) => {
  row(...cells);
  row(...cells.map(() => '---'));
};

/** The rates with their sectors, and the exact state. */
function solved(sites) {
  const { chain, of, item, resolvers } = model(sites);
  const study = new ChainStudy();
  const exact = study.exact(chain, options(resolvers));
  const relaxation = new Relaxation(study.relaxation(chain, options(resolvers)));
  const charges = (...items) =>
    listedCharges(
      relaxation,
      items.map((i) => (typeof i === 'string' ? item(i) : i)),
      chain.hamiltonian,
    ).operators;
  return { relaxation, exact, charges, of };
}

/** Sizes of the blocks of rates, which NumPy multiplies with vectors as we do. */
const shapes = ({ chain }) =>
  chain.parts.flatMap(({ superoperator }) => superoperator.gains.map((g) => [g.rows, g.columns]));

await ready();

console.log('\n## The list NC = 6, and one discovered charge after it\n');
head(
  'sites',
  'rates and exact state, s',
  'NC = 6, s',
  'C = ln Φρ − ln ρ, s',
  'L†C, s',
  'charge and new ensemble, s',
  'over the exact state',
  'NumPy, products and logarithms, s',
  'NumPy over ours',
);
solved(6);
for (const sites of [8, 10, 12, 14].filter((n) => n <= largest)) {
  const { value, wall: exactly } = timed(() => solved(sites));
  const { relaxation, charges } = value;
  const list = charges(...NC6);
  const { value: start, wall: listed } = timed(() => ensembleOf(relaxation, list));
  const rho = start.state.values;
  const step = best(() => discoveredCharge(relaxation, rho, 'D1'));
  const { values } = discoveredCharge(relaxation, rho, 'D1');
  const adjoint = best(() => relaxation.forces(values));
  const whole = best(() => discover(relaxation, start, { count: 1 }), 3);
  const run = spawnSync(python, [fileURLToPath(new URL('ensembles_numpy.py', import.meta.url))], {
    encoding: 'utf8',
    input: JSON.stringify({ states: 2 ** sites, blocks: shapes(relaxation) }),
    env: { ...process.env, OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' },
  });
  const numpy = run.status === 0 ? Number(run.stdout) : undefined;
  row(
    sites,
    text(exactly),
    text(listed),
    text(step),
    text(adjoint),
    text(whole),
    (whole / exactly).toFixed(3),
    numpy === undefined ? '' : text(numpy),
    numpy === undefined ? '' : (numpy / (step + adjoint)).toFixed(2),
  );
}

if (table !== undefined) {
  console.log(`\n## Lists on ${table} sites, (ε_d/ε_ph)² = 2.5\n`);
  head('ensemble', 'charges', 'S', 'JH', 'C3', 'C4', 'H0', 's');
  const { value, wall } = timed(() => solved(table));
  const { relaxation, exact, charges, of } = value;
  const observed = ['JH', 'C3', 'C4', 'H0'].map((name) => elementsOf(relaxation, of(name)));
  const means = (rho) => observed.map((o) => relaxation.trace(o, rho) / table);
  const wanted = means(exact.values);
  row('exact', '', '', ...wanted.map((x) => x.toPrecision(6)), text(wall));
  const show = (name, e, seconds) =>
    row(
      name,
      e.span.members.length,
      relativeEntropy(relaxation, exact.values, e.state.exponential, exponentOf(e)).toExponential(2),
      ...means(e.state.values).map((x, i) => `${(100 * (x / wanted[i] - 1)).toFixed(1)} %`),
      text(seconds),
    );
  for (const [name, items] of [
    ['C1,C2', ['C1', 'C2']],
    ['NC4', ['C1', 'C2', 'C3', 'JSc']],
    ['NC6', NC6],
    ['C1..C7,JSc', ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'JSc']],
    ['local:4', [{ kind: 'local', range: 4 }]],
  ]) {
    const { value: e, wall: seconds } = timed(() => ensembleOf(relaxation, charges(...items)));
    show(name, e, seconds);
    if (name !== 'NC6') continue;
    const { value: found, wall: time } = timed(() => discover(relaxation, e, { count: 4 }));
    for (const k of [1, 2, 4]) show(`NC6+${k}`, found.ensembles[k], (time * k) / 4);
  }
}
