import { type GasModel, gasModel } from '../../floquet/index.js';
import { type Scattering, sMatrix } from '../../scattering/index.js';
import { complex, solve } from '../../numeric/index.js';
import { type Mutant, caseSpace, law, reals } from '../../law/index.js';
import { gasEngine } from '../engines/gas.js';
import type { EnergyCase } from '../cases/gases.js';
import { within } from '../findings/within.js';
import { modelLine } from '../cases/gas-models.js';

const relative = 1e-10;

interface Values {
  readonly g: number;
  readonly upper: number;
  readonly mixing: number;
  readonly phase: number;
  readonly gap: number;
  readonly below: number;
}

interface Case extends EnergyCase {
  readonly values: Values;
}

/** Two levels without a drive, so that one channel is open below the gap. */
function pair({ g, upper, mixing, phase, gap }: Values): GasModel {
  const [x, y] = [mixing * Math.cos(phase), mixing * Math.sin(phase)];
  return gasModel({
    levels: 2,
    frequency: 1,
    hamiltonian: new Map([[0, complex(2, 2, [0, 0, 0, gap])]]),
    scatterers: [{ position: 0, coupling: new Map([[0, complex(2, 2, [g, x, x, upper], [0, y, -y, 0])]]) }],
  });
}

/**
 * One scatterer at the origin and no drive, with closed channels of the wrong sign or without them: K = −i√ in
 * gas (S97).
 */
function wrongly(model: GasModel, right: Scattering, closed: 'growing' | 'dropped'): Scattering {
  const n = model.levels;
  const w = model.scatterers[0]!.coupling.get(0)!;
  const matrix = complex(n, n);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      // 1 − G⁰W, G⁰ = −im/K
      const open = right.open[a] === 1;
      const size = open || closed === 'growing' ? model.mass / right.momentum[a]! : 0;
      const [x, y] = [w.re[a * n + b]!, w.im[a * n + b]!];
      // −im/K for open ones; −im/(−i|K|) = +m/|K| for closed ones
      const [re, im] = open ? [size * y, -size * x] : [size * x, size * y];
      matrix.re[a * n + b] = (a === b ? 1 : 0) - re;
      matrix.im[a * n + b] = -im;
    }
  }
  const one = complex(n, n);
  for (let a = 0; a < n; a++) one.re[a * n + a] = 1;
  const psi = solve(matrix, one).value;
  const t = complex(2 * n, 2 * n);
  for (let a = 0; a < n; a++) {
    for (let c = 0; c < n; c++) {
      let [x, y] = [0, 0];
      for (let b = 0; b < n; b++) {
        x += w.re[a * n + b]! * psi.re[b * n + c]! - w.im[a * n + b]! * psi.im[b * n + c]!;
        y += w.re[a * n + b]! * psi.im[b * n + c]! + w.im[a * n + b]! * psi.re[b * n + c]!;
      }
      for (const [row, column] of [
        [a, c],
        [a + n, c],
        [a, c + n],
        [a + n, c + n],
      ] as const)
        [t.re[row * 2 * n + column], t.im[row * 2 * n + column]] = [x, y];
    }
  }
  return { ...right, t };
}

const mutant = (name: string, closed: 'growing' | 'dropped'): Mutant<Case> => ({
  name,
  operation: true,
  breaks: (c) => ({
    ...c,
    engine: {
      ...c.engine,
      scattering: (system, energy, sidebands) =>
        wrongly(system.model, c.engine.scattering(system, energy, sidebands), closed),
    },
  }),
});

/**
 * A closed channel acts on the open one through the effective coupling g − m|w|²/(κ + m w₂₂), κ = √(2m(gap − E)). The
 * transmission is 1/(1 + (m g(E)/k)²), with a zero at the bound state of the closed channel. This law notices a wrong
 * sign of the root in closed channels and missing channels, with which S is still unitary and (5) still holds.
 * gas (S9), (S94), (S97)
 */
export const feshbach = law<Case>({
  id: 'gas.feshbach',
  title: 'a closed channel acts on the open one as Feshbach’s coupling',
  source: 'gas (S94), (S97)',
  statement:
    '# transmission = 1/(1 + (m g(E)/k)²), g(E) = g − m |w|²/(κ + m w_22), κ = √(2m(gap − E))\ngas |2><2|, δ(x) (|1><1| - |2><2| + (0.4 i |1><2| + h.c.))',
  cases: caseSpace<Values, Case>({
    parameters: {
      g: reals({ from: -2, to: 2, corners: [1, -1, 0], unit: 'energy × length' }),
      upper: reals({ from: -2, to: 2, corners: [-0.5, 1], unit: 'energy × length' }),
      mixing: reals({ from: 0.2, to: 1.5, corners: [0.5, 1.5], unit: 'energy × length' }),
      phase: reals({ from: -3, to: 3, corners: [0.5, 0], unit: 'rad' }),
      gap: reals({ from: 0.5, to: 3, corners: [1, 3], unit: 'energy' }),
      below: reals({ from: 0.05, to: 0.95, corners: [0.3, 0.95, 0.05], unit: 'of the gap' }),
    },
    wanted: 60,
    build: (values) => ({ model: pair(values), energy: values.gap * (1 - values.below), engine: gasEngine, values }),
  }),
  strength: {
    relative,
    because: 'a linear system of two equations; next to the bound state its condition costs digits',
  },
  mutants: [mutant('closed channels grow: K = −i√', 'growing'), mutant('closed channels are dropped', 'dropped')],
  examine: ({ model, energy, engine, values: { g, upper, mixing, gap } }) => {
    const { s } = sMatrix(engine.scattering(engine.system(model), energy, 0), model.mass);
    const kappa = Math.sqrt(2 * (gap - energy));
    // 1/(1 + b²) with b = g(E)/k, without the division that a bound state makes infinite
    const top = (kappa + upper) ** 2 * 2 * energy;
    const transmission = top / (top + (g * (kappa + upper) - mixing ** 2) ** 2);
    return within(Math.abs(s.re[0]! ** 2 + s.im[0]! ** 2 - transmission), relative, 'difference of the transmissions');
  },
  line: ({ model }) => modelLine(model),
});
