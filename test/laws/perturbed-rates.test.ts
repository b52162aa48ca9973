import { describe, expect, test } from 'vitest';
import { type DrivenChain, bathFunction, bathMember } from '../../src/chain/index.js';
import { type ProductState, RingOperator } from '../../src/ring/index.js';
import { checkLaw, notices, pointAt } from '../../src/law/index.js';
import { type PerturbedRing, lawsOfRates, readOperatorAt } from '../../src/laws/index.js';
import { severalStates } from '../../src/laws/perturbation/perturbed-rates.js';
import { ringRates } from '../../src/laws/engines/ring-rates.js';
import { complex, eigen } from '../../src/numeric/index.js';
import { perturb } from '../../src/perturbation/index.js';
import { Session } from '../../src/session/index.js';
import { addOperators } from '../../src/spin/index.js';
import { drive, field, phonons, xxz, xyz } from '../perturbation/models.js';

const paper = perturb(addOperators(drive, phonons), addOperators(xxz, field), { upto: 2 });
const laws = lawsOfRates(paper);
const law = (id: string) => laws.find((l) => l.id === `perturb.${id}`)!;

describe('the laws of the rates of the paper', () => {
  test.each(laws.map((l) => [l.id, l] as const))('%s holds', (_id, l) => {
    expect(checkLaw(l, { cases: 14 }).verdict).toMatchObject({ kind: 'holds' });
  });

  test.each(laws.flatMap((l) => l.mutants.map((m) => [l.id, m.name, l, m] as const)))(
    '%s notices when %s',
    (_id, _name, l, m) => {
      expect(notices(l, m.breaks, { cases: 6 })).toBe(true);
    },
  );
});

test('without phonons nothing is known of detailed balance; with Sz kept the steady state is not unique, as expected', () => {
  const driven = lawsOfRates(perturb(drive, addOperators(xxz, field), { upto: 2 }));
  expect(checkLaw(driven.find((l) => l.id === 'perturb.detailed-balance')!).verdict).toMatchObject({
    kind: 'undecided',
    because: { code: 'no-bath' },
  });
  const unique = driven.find((l) => l.id === 'perturb.uniqueness')!;
  expect(unique.expected).toBe('fails');
  const { verdict, green, seed } = checkLaw(unique, { seed: 5 });
  expect(green).toBe(true);
  expect(seed).toBe(5);
  if (verdict.kind !== 'fails') throw new Error(verdict.kind);
  expect(verdict.witness.where).toMatchObject({ 'ring-sites': '4' });
});

const inField = addOperators(xxz, field);
const isotropic = readOperatorAt('sum_j J S_j·S_<j+1>');

test.each([
  ['sum_j (-1)^j Sz_j', inField, true],
  ['sum_j Sx_j Sx_<j+1>', xyz, true],
  // Every coupling keeps π about y, and a field breaks that.
  ['sum_j S_j·S_<j+1> (a_j + a†_j) + (Sx_j Sz_<j+1> + Sz_j Sx_<j+1>) (a_j + a†_j)', xyz, true],
  ['sum_j S_j·S_<j+1> (a_j + a†_j) + (Sx_j Sz_<j+1> + Sz_j Sx_<j+1>) (a_j + a†_j)', inField, false],
  ['sum_j Sx_j + Sy_j Sz_<j+1>', xyz, true],
  ['sum_j Sx_j + Sy_j Sz_<j+1>', inField, false],
  ['sum_j Sx_j (a_j + a†_j) + Sz_j Sx_<j+1> (a_j + a†_j) + Sy_j (a_j + a†_j)', xyz, false],
  ['sum_j (-1)^j Sx_j cos(ω t)', inField, true],
  // A spin along an axis of its own, a rotation by π about one, by a third of a turn; and none, since the parts do not
  // agree.
  ['sum_j (Sx_j + 2 Sy_j + 3 Sz_j) (a_j + a†_j)', isotropic, true],
  ['sum_j (Sx_j + 2 Sy_j + 3 Sz_j) (a_j + a†_j) + Sx_j cos(ω t)', isotropic, false],
  [
    'sum_j (3/5 Sx_j + 4/5 Sy_j) (a_j + a†_j) + (3/5 Sx_j + 4/5 Sy_j) cos(ω t) + (-1)^j Sz_j Sz_<j+1> cos(ω t)',
    xxz,
    true,
  ],
  ['sum_j (3/5 Sx_j + 4/5 Sy_j) (a_j + a†_j) + Sx_j cos(ω t) + (-1)^j Sz_j cos(ω t)', inField, false],
  ['sum_j (S+_j S+_<j+1> S+_<j+2> + h.c.) (a_j + a†_j)', inField, true],
  // On a ring of four sites a translation by two with a rotation would keep every V_j: no longer ring has that.
  [
    'sum_j (Sx_<j-1> - Sx_<j+1> + 2 Sy_<j-1> - 2 Sy_<j+1>) (a_j + a†_j) + Sz_j (sin(ω t) + (-1)^j cos(ω t))',
    inField,
    false,
  ],
] as const)('%s: several steady states or one, and the rates say so', (text, h, several) => {
  const found = perturb(readOperatorAt(text), h, { upto: 2 });
  expect(severalStates(found)).toBe(several);
  const l = lawsOfRates(found).find((x) => x.id === 'perturb.uniqueness')!;
  expect(checkLaw(l, { cases: 12 }).verdict.kind).toBe(several ? 'fails' : 'holds');
});

test('a counterexample can be pasted: its line is a model of the language', () => {
  const space = law('positivity').cases;
  for (let k = 0; k < 12; k++) {
    const { line } = space.build(pointAt(space, 3, k)) as PerturbedRing;
    const session = new Session();
    const kinds = [...session.run({ name: 'paste', text: line })].map((o) => o.kind);
    expect(kinds).toEqual(['model', 'model', 'model']);
    expect(session.models.map((m) => m.role)).toEqual(['hamiltonian', 'drive', 'bath']);
  }
});

/** Flows between energy levels by plain matrices without sectors, golden rule written out. chain (20), (21) */
function plainFlows({ sites, hamiltonian, perturbations }: DrivenChain): Map<string, number> {
  const n = 2 ** sites;
  const matrix = (o: Parameters<typeof RingOperator.of>[0]) => {
    const ring = RingOperator.of(o, sites);
    const m = complex(n, n);
    const z = { re: 0, im: 0 };
    ring.flips.forEach((x, f) => {
      for (let s = 0 as ProductState; s < n; s++) {
        ring.amplitude(f, s, z);
        m.re[(s ^ x) * n + s]! += z.re;
        m.im[(s ^ x) * n + s]! += z.im;
      }
    });
    return m;
  };
  const { values, vectors } = eigen(matrix(hamiltonian)).value;
  const flows = new Map<string, number>();
  const level = (e: number): string => (Math.round(e * 1e6) / 1e6 + 0).toFixed(6);
  const add = (o: ReturnType<typeof matrix>, rate: (given: number) => number): void => {
    for (let m = 0; m < n; m++) {
      for (let k = 0; k < n; k++) {
        let [re, im] = [0, 0];
        for (let a = 0; a < n; a++) {
          for (let b = 0; b < n; b++) {
            const [or, oi] = [o.re[a * n + b]!, o.im[a * n + b]!];
            if (or === 0 && oi === 0) continue;
            const [vr, vi] = [vectors.re[b * n + m]!, vectors.im[b * n + m]!];
            const [wr, wi] = [vectors.re[a * n + k]!, -vectors.im[a * n + k]!];
            const [tr, ti] = [or * vr - oi * vi, or * vi + oi * vr];
            re += wr * tr - wi * ti;
            im += wr * ti + wi * tr;
          }
        }
        const key = `${level(values[m]!)} ${level(values[k]!)}`;
        if (level(values[m]!) !== level(values[k]!))
          flows.set(key, (flows.get(key) ?? 0) + (re * re + im * im) * rate(values[m]! - values[k]!));
      }
    }
  };
  for (const p of perturbations) {
    if (p.kind === 'bath')
      for (let j = 0; j < sites; j++)
        add(matrix(bathMember(p.coupling, j, sites)), (w) => 2 * Math.PI * bathFunction(p.phonons)(w));
    if (p.kind === 'drive') {
      for (const { multiple, operator } of p.harmonics) {
        const plus = matrix(operator);
        const lorentz = (x: number): number => p.width / (x * x + p.width * p.width) / Math.PI;
        // H⁺ absorbs: E_k = E_m + ω.
        add(plus, (w) => 2 * Math.PI * lorentz(-w - multiple * p.frequency));
        const minus = complex(n, n);
        for (let a = 0; a < n; a++)
          for (let b = 0; b < n; b++)
            [minus.re[a * n + b], minus.im[a * n + b]] = [plus.re[b * n + a]!, -plus.im[b * n + a]!];
        add(minus, (w) => 2 * Math.PI * lorentz(-w + multiple * p.frequency));
      }
    }
  }
  return flows;
}

test('the rates of a case are those of the golden rule, written out without sectors', () => {
  const space = law('positivity').cases;
  const { chain } = space.build({
    ...pointAt(space, 1, 0),
    J: '1',
    Delta: '3/5',
    B: '-1',
    omega: '13/10',
    eps_d: '6/5',
    eps_ph: '1',
    gamma_m: '1/2',
    'ring-sites': '4',
  }) as PerturbedRing;
  const model = chain(1);
  // The absorbing part of chain (8): H⁺ = ε_d (J/2)(i A + M), A with the sign (−1)^{j+1}.
  const [z] = model.perturbations.flatMap((p) =>
    p.kind === 'drive' ? p.harmonics[0]!.operator.filter((t) => t.word.x === 0 && t.word.z === 1) : [],
  );
  expect(z).toMatchObject({ staggered: true, re: 6 / 5 / 4 });
  expect(z!.im + 0).toBeCloseTo(0, 15);
  const [xx] = model.perturbations.flatMap((p) =>
    p.kind === 'drive' ? p.harmonics[0]!.operator.filter((t) => t.word.x === 3 && t.word.z === 0) : [],
  );
  expect(xx).toMatchObject({ staggered: true });
  expect(xx!.im).toBeCloseTo(-6 / 5 / 8, 14);
  const { energies, rates } = ringRates(model);
  const n = energies.length;
  const level = (e: number): string => (Math.round(e * 1e6) / 1e6 + 0).toFixed(6);
  const flows = new Map<string, number>();
  for (let m = 0; m < n; m++) {
    for (let k = 0; k < n; k++) {
      const key = `${level(energies[m]!)} ${level(energies[k]!)}`;
      if (level(energies[m]!) !== level(energies[k]!)) flows.set(key, (flows.get(key) ?? 0) + rates[k * n + m]!);
    }
  }
  const plain = plainFlows(model);
  expect(plain.size).toBeGreaterThan(50);
  for (const [key, flow] of plain) expect(Math.abs((flows.get(key) ?? 0) - flow)).toBeLessThan(1e-10);
});
