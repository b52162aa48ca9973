import { type FourierMatrix, type GasModel, gasModel } from '../../floquet/index.js';
import { type Rates, steadyPopulations } from '../../gas/index.js';
import { type ComplexMatrix, complex } from '../../numeric/index.js';
import { caseSpace, law, wholes } from '../../law/index.js';
import { type GasCase, type RatesCase, wrongKernel } from '../cases/gases.js';
import { gasEngine } from '../engines/gas.js';
import { within } from '../findings/within.js';
import { type GasValues, gasModelAt, gasParameters, modelLine, temperature } from '../cases/gas-models.js';

const relative = 1e-8;

interface Case extends RatesCase {
  /** bare state a rotates with e^{ik_aωt}, k_a = turns · a */
  readonly turns: number;
  readonly frame: (model: GasModel, turns: number) => GasModel;
}

function turned(a: FourierMatrix, turns: number): FourierMatrix {
  const out = new Map<number, ComplexMatrix>();
  for (const [k, { re, im, rows: n }] of a) {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        if (re[i * n + j] === 0 && im[i * n + j] === 0) continue;
        const at = k - turns * (i - j);
        const into = out.get(at) ?? complex(n, n);
        out.set(at, into);
        into.re[i * n + j] = re[i * n + j]!;
        into.im[i * n + j] = im[i * n + j]!;
      }
    }
  }
  return out;
}

/** H'_ab = e^{−i(k_a − k_b)ωt} H_ab + k_a ω δ_ab, and the couplings transform in the same way without the last term. */
function rotated(model: GasModel, turns: number): GasModel {
  const n = model.levels;
  const hamiltonian = new Map(turned(model.hamiltonian, turns));
  const mean = hamiltonian.get(0) ?? complex(n, n);
  const energies = mean.re.map((x, p) => x + (p % (n + 1) === 0 ? turns * (p / (n + 1)) * model.frequency : 0));
  hamiltonian.set(0, complex(n, n, energies, mean.im));
  return gasModel({
    ...model,
    hamiltonian,
    scatterers: model.scatterers.map((s) => ({ ...s, coupling: turned(s.coupling, turns) })),
  });
}

/** For each mode of `a`, the mode of `b` with the same quasienergy modulo ω. */
function partners(a: Rates, b: Rates): number[] {
  const distance = (x: number): number => Math.abs(x - a.frequency * Math.round(x / a.frequency));
  return Array.from(a.quasienergies, (e) => {
    let best = 0;
    for (const [k, f] of b.quasienergies.entries())
      if (distance(e - f) < distance(e - b.quasienergies[best]!)) best = k;
    return best;
  });
}

const totals = (r: Rates): number[][] =>
  Array.from({ length: r.levels }, (_, from) =>
    Array.from({ length: r.levels }, (_, to) => {
      let s = 0;
      if (from !== to)
        for (let q = -r.sidebands; q <= r.sidebands; q++) s += r.rate.at({ initial: from, final: to, quanta: q });
      return s;
    }),
  );

/**
 * In a frame of states that rotate with multiples of ω, a system has another Hamiltonian, other couplings and other
 * Floquet indices, but the same total rates, steady state and power. This law notices a wrong sign of the Fourier
 * kernel, which (5) does not.
 *  gas (S61), (S75), (S76)
 */
export const rotatingFrame = law<Case>({
  id: 'gas.rotating-frame',
  title: 'total rates, populations and power are the same in a rotating frame',
  source: 'gas (S61), (S75), (S76), (S77)',
  statement:
    '# the two have one steady state: |2> turns with e^(i ω t)\nω = 1.1; gas |2><2| + 0.8 cos(ω t) (|1><2| + h.c.), δ(x) (|1><1| + |2><2| + (0.4 i |1><2| + h.c.))\ngas 2.1 |2><2| + 0.8 cos(ω t) (exp(i ω t) |1><2| + h.c.), δ(x) (|1><1| + |2><2| + (0.4 i exp(i ω t) |1><2| + h.c.))',
  cases: caseSpace<GasValues & { beta: number; turns: number }, Case>({
    parameters: { ...gasParameters, beta: temperature, turns: wholes({ from: -2, to: 2, corners: [1, -2] }) },
    wanted: 4,
    build: ({ beta, turns, ...values }) => ({
      model: gasModelAt(values),
      beta,
      turns: turns === 0 ? 1 : turns,
      frame: rotated,
      engine: gasEngine,
    }),
  }),
  strength: {
    relative,
    because: 'both truncations have converged to 1e-11, and conditioning of the steady state costs some digits',
  },
  mutants: [
    wrongKernel<Case & GasCase>(),
    {
      name: 'the energy k ω of the frame is forgotten',
      operation: true,
      breaks: (c) => ({
        ...c,
        frame: (model, turns) => ({ ...rotated(model, turns), hamiltonian: turned(model.hamiltonian, turns) }),
      }),
    },
    {
      name: 'the coupling stays behind',
      operation: true,
      breaks: (c) => ({ ...c, frame: (model, turns) => ({ ...rotated(model, turns), scatterers: model.scatterers }) }),
    },
  ],
  examine: ({ model, beta, turns, frame, engine }) => {
    const here = engine.rates(engine.system(model), [beta])[0]!;
    const there = engine.rates(engine.system(frame(model, turns)), [beta])[0]!;
    const partner = partners(here, there);
    const [a, b] = [totals(here), totals(there)];
    const [p, r] = [steadyPopulations(here), steadyPopulations(there)];
    const largest = Math.max(...a.flat(), here.rate.largest);
    let worst = Math.abs(p.power - r.power) / (largest * model.frequency);
    for (const [j, row] of a.entries()) {
      worst = Math.max(worst, Math.abs(p.populations[j]! - r.populations[partner[j]!]!));
      for (const [k, x] of row.entries())
        worst = Math.max(worst, Math.abs(x - b[partner[j]!]![partner[k]!]!) / largest);
    }
    return within(worst, relative, 'difference of the frames');
  },
  line: ({ model }) => modelLine(model),
});
