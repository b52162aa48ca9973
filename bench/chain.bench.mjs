// The driven chain: times of the exact state, of further points, of truncated ensembles; and one and the same
// computation (the rates d⟨C_1⟩/dt, d⟨C_2⟩/dt of {C_1, C_2} under phonons) by our sectors, by ml-matrix and by NumPy,
// S^z sector by S^z sector.
//   node scripts/build.mjs && node bench/chain.bench.mjs [largest ring, 12 by default]
// Prints tables in Markdown. SPINLAW_PYTHON names a python with numpy.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { ChainStudy } from '../dist/chain/index.js';
import { drivenChain, resolversOf } from '../dist/models/index.js';
import { ready } from '../dist/numeric/index.js';
import { numericOperator } from '../dist/ring/index.js';
import { Session } from '../dist/session/index.js';

const largest = Number(process.argv[2] ?? 12);
const script = readFileSync(new URL('../examples/driven-chain.spin', import.meta.url), 'utf8');

function model(sites, set = {}) {
  const session = new Session();
  for (const [name, value] of Object.entries({ J: 1, Delta: 0.8, B: -1, gamma_m: 1, omega: 1.6, eps_d: 1.5, ...set }))
    session.set(`${name}=${value}`);
  for (const outcome of session.run({ name: 'bench', text: script }))
    if (outcome.kind === 'error') throw new Error(outcome.diagnostic.message);
  const of = (name) => numericOperator(session.environment.lookup(name).operator);
  const member = (name) =>
    name === 'JSc'
      ? { name, operator: of('JS'), conservedPart: true }
      : { name, operator: of(name), conservedPart: false };
  return { chain: drivenChain(session.models, sites), of, member, resolvers: resolversOf(session.models[0].operator) };
}

/** Wall time and processor time of this process in seconds: on a busy machine the second is what the work takes. */
function timed(run) {
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  const value = run();
  const used = process.cpuUsage(cpu);
  return { value, wall: (performance.now() - wall) / 1000, cpu: (used.user + used.system) / 1e6 };
}

const text = (s) => s.toFixed(s < 1 ? 3 : 2);
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
const head = (...cells) => {
  row(...cells);
  row(...cells.map(() => '---'));
};

await ready();
const rings = [8, 10, 12, 14].filter((n) => n <= largest);
// The kernels and the just-in-time compiler warm up on a small ring.
new ChainStudy().exact(model(8).chain);

console.log('\n## The exact state\n');
head('sites', 'first point, s', 'further x, s', 'processor: first', 'further', 'peak memory, MB');
for (const sites of rings) {
  const study = new ChainStudy();
  const { chain: start, of } = model(sites, { eps_d: 1 });
  const first = timed(() => study.exact(start).observe(of('JH')));
  const further = [1.1, 1.3, 1.6, 2].map((eps_d) => {
    const { chain } = model(sites, { eps_d });
    return timed(() => study.exact(chain));
  });
  const mean = (key) => further.reduce((s, t) => s + t[key], 0) / further.length;
  row(
    sites,
    text(first.wall),
    text(mean('wall')),
    text(first.cpu),
    text(mean('cpu')),
    Math.round(process.resourceUsage().maxRSS / 1024),
  );
}

const ratios = [0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 7, 10];
console.log(`\n## Truncated ensembles, ${ratios.length} ratios ε_d/ε_ph\n`);
head('sites', 'NC = 4 and 6, s', 'processor');
for (const sites of rings) {
  const study = new ChainStudy();
  const { member, resolvers } = model(sites);
  // Programs are read beforehand: that is the session's time, not the engine's.
  const chains = ratios.map((eps_d) => model(sites, { eps_d }).chain);
  const scan = timed(() => {
    for (const names of [
      ['C1', 'C2', 'C3', 'JSc'],
      ['C1', 'C2', 'C3', 'C4', 'C5', 'JSc'],
    ]) {
      for (const chain of chains) study.ensemble(chain, names.map(member), { resolvers }).solve();
    }
  });
  row(sites, text(scan.wall), text(scan.cpu));
}

console.log(
  `\n## Figure 3, ${ratios.length} ratios: exact, NC = 4, NC = 6, and C_3 on two smaller rings with NC = 6\n`,
);
head('sites', 'all of it, s', 'processor');
for (const sites of rings.filter((n) => n >= 8 && n <= 12)) {
  const { member, resolvers, of } = model(sites);
  const whole = timed(() => {
    const study = new ChainStudy();
    const chains = (n) => ratios.map((eps_d) => model(n, { eps_d }).chain);
    for (const chain of chains(sites)) study.exact(chain).observe(of('JH'));
    for (const names of [
      ['C1', 'C2', 'C3', 'JSc'],
      ['C1', 'C2', 'C3', 'C4', 'C5', 'JSc'],
    ]) {
      for (const chain of chains(sites)) study.ensemble(chain, names.map(member), { resolvers }).solve();
    }
    for (const n of [sites - 4, sites - 2].filter((m) => m >= 6)) {
      for (const chain of chains(n))
        study.ensemble(chain, ['C1', 'C2', 'C3', 'C4', 'C5', 'JSc'].map(member), { resolvers }).solve();
    }
  });
  row(sites, text(whole.wall), text(whole.cpu));
}

console.log('\n## Per site at the values of figure 3 and (ε_d/ε_ph)² = 2.5\n');
const shown = ['H0', 'JH', 'C3', 'JS', 'C1', 'C4'];
head('sites', 'state', ...shown, 'residual');
for (const sites of rings.filter((n) => n <= 12)) {
  const study = new ChainStudy();
  const { chain, member, resolvers, of } = model(sites, { eps_d: Math.sqrt(2.5) });
  const exact = study.exact(chain);
  row(
    sites,
    'exact',
    ...shown.map((x) => (exact.observe(of(x)) / sites).toPrecision(11)),
    exact.residual.toExponential(0),
  );
  for (const names of [
    ['C1', 'C2', 'C3', 'JSc'],
    ['C1', 'C2', 'C3', 'C4', 'C5', 'JSc'],
  ]) {
    const ensemble = study.ensemble(chain, names.map(member), { resolvers });
    const { state, residual } = ensemble.solve();
    row(
      sites,
      `NC = ${names.length}`,
      ...shown.map((x) => (ensemble.observe(of(x), state) / sites).toPrecision(11)),
      residual.toExponential(0),
    );
  }
}

console.log('\n## d⟨C_1⟩/dt and d⟨C_2⟩/dt under phonons at λ = (0.3, 0.7)\n');
const [J, Delta, B] = [1, 0.8, -1];
function bath(w) {
  const d = (Math.abs(w) - 1) / 0.4;
  return ((w === 0 ? 1 : -w / Math.expm1(-w)) * Math.exp(-d * d)) / (0.4 * Math.sqrt(Math.PI));
}

/** The same by full S^z sectors with ml-matrix. */
function library(sites) {
  const sectors = Array.from({ length: sites + 1 }, () => []);
  for (let s = 0; s < 2 ** sites; s++) sectors[s.toString(2).replaceAll('0', '').length].push(s);
  const solved = sectors.map((states, down) => {
    const place = new Map(states.map((s, i) => [s, i]));
    const h = Matrix.zeros(states.length, states.length);
    states.forEach((s, i) => {
      for (let j = 0; j < sites; j++) {
        const [a, b] = [1 << j, 1 << ((j + 1) % sites)];
        const same = ((s & a) === 0) === ((s & b) === 0);
        h.set(i, i, h.get(i, i) + (Delta / 4) * (same ? 1 : -1));
        if (!same) h.set(place.get(s ^ a ^ b), i, h.get(place.get(s ^ a ^ b), i) + J / 2);
      }
    });
    const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(h, { assumeSymmetric: true });
    return { states, place, sz: sites / 2 - down, energies: realEigenvalues, vectors: eigenvectorMatrix };
  });
  let z = 0;
  const f = [0, 0];
  solved.forEach(({ sz, energies }) => energies.forEach((e) => (z += Math.exp(-0.3 * sz - 0.7 * e))));
  for (const from of solved) {
    for (const to of solved) {
      if (Math.abs(from.sz - to.sz) > 1) continue;
      const v = Matrix.zeros(to.states.length, from.states.length);
      const put = (t, i, x) => to.place.has(t) && v.set(to.place.get(t), i, v.get(to.place.get(t), i) + x);
      from.states.forEach((s, i) => {
        const [a, b] = [(s & 1) === 0 ? 1 : -1, (s & 2) === 0 ? 1 : -1];
        put(s, i, (a * b) / 4);
        if (a !== b) put(s ^ 3, i, 1 / 2);
        put(s ^ 1, i, b / 4);
        put(s ^ 2, i, a / 4);
      });
      const o = to.vectors.transpose().mmul(v).mmul(from.vectors);
      from.energies.forEach((e, m) => {
        const p = Math.exp(-0.3 * from.sz - 0.7 * e) / z;
        to.energies.forEach((g, k) => {
          const w = 2 * Math.PI * sites * bath(e - B * from.sz - g + B * to.sz) * o.get(k, m) ** 2 * p;
          f[0] += w * (to.sz - from.sz);
          f[1] += w * (g - e);
        });
      });
    }
  }
  return f;
}

const numpy = `
import sys, time, numpy as np
N, J, D, B = int(sys.argv[1]), 1.0, 0.8, -1.0
t0, c0 = time.perf_counter(), time.process_time()
sec = [[] for _ in range(N + 1)]
for s in range(2**N): sec[bin(s).count('1')].append(s)
out = []
for d, st in enumerate(sec):
    st = np.array(st); pl = np.full(2**N, -1); pl[st] = np.arange(len(st))
    h = np.zeros((len(st), len(st)))
    for j in range(N):
        a, b = 1 << j, 1 << ((j + 1) % N)
        same = ((st & a) == 0) == ((st & b) == 0)
        i = np.arange(len(st)); h[i, i] += np.where(same, D/4, -D/4)
        i = i[~same]; np.add.at(h, (pl[st[i] ^ a ^ b], i), J/2)
    e, v = np.linalg.eigh(h); out.append((st, pl, N/2 - d, e, v))
Z = sum(np.exp(-0.3*sz - 0.7*e).sum() for _, _, sz, e, _ in out)
def g(w):
    d = (abs(w) - 1)/0.4
    return np.where(w == 0, 1.0, -w/np.expm1(-np.where(w == 0, 1, w)))*np.exp(-d*d)/(0.4*np.sqrt(np.pi))
f = [0.0, 0.0]
for st, _, sz, e, v in out:
    for _, pl, tz, h, u in out:
        if abs(sz - tz) > 1: continue
        o = np.zeros((len(h), len(e))); i = np.arange(len(st))
        a = np.where(st & 1, -1, 1); b = np.where(st & 2, -1, 1)
        for t, x in ((st, a*b/4), (st ^ 3, np.where(a != b, .5, 0)), (st ^ 1, b/4), (st ^ 2, a/4)):
            ok = pl[t] >= 0; np.add.at(o, (pl[t[ok]], i[ok]), x[ok])
        W = 2*np.pi*N*g((e - B*sz)[None, :] - (h - B*tz)[:, None])*(u.T @ o @ v)**2*(np.exp(-0.3*sz - 0.7*e)/Z)
        f[0] += W.sum()*(tz - sz); f[1] += (W*(h[:, None] - e[None, :])).sum()
print(time.perf_counter() - t0, time.process_time() - c0, *f)
`;
head('sites', 'ours, processor s', 'ml-matrix', 'ratio', 'NumPy', 'ratio', 'largest difference');
for (const sites of rings) {
  const { chain, member } = model(sites, { eps_d: 0 });
  const ours = timed(() => {
    const { ensemble } = new ChainStudy().ensemble(chain, ['C1', 'C2'].map(member));
    return ensemble.rates(ensemble.at([0.3, 0.7]));
  });
  const other = sites <= 10 ? timed(() => library(sites)) : undefined;
  const run = spawnSync(process.env.SPINLAW_PYTHON ?? 'python3', ['-c', numpy, String(sites)], { encoding: 'utf8' });
  const python = run.status === 0 ? run.stdout.trim().split(' ').map(Number) : undefined;
  const difference = Math.max(
    ...[other?.value, python?.slice(2)].flatMap((f) => f?.map((x, i) => Math.abs(x - ours.value[i])) ?? []),
  );
  row(
    sites,
    text(ours.cpu),
    other ? text(other.cpu) : '',
    other ? (other.cpu / ours.cpu).toFixed(1) : '',
    python ? text(python[1]) : '',
    python ? (python[1] / ours.cpu).toFixed(1) : '',
    difference.toExponential(1),
  );
}
