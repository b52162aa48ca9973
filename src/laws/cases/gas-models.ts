import { type FourierMatrix, type GasModel, gasModel } from '../../floquet/index.js';
import { type ComplexMatrix, complex } from '../../numeric/index.js';
import { choices, reals } from '../../law/index.js';

/** Kinds of driven systems on which the laws of the gas are tried. */
export const kinds = ['two-level', 'toy', 'moving', 'pair', 'centre'] as const;
export type Kind = (typeof kinds)[number];

export interface GasValues {
  readonly model: Kind;
  readonly lambda: number;
  readonly omega: number;
  readonly phase: number;
}

/** Parameters that every law of the gas varies. */
export const gasParameters = {
  model: choices(kinds),
  lambda: reals({ from: 0.1, to: 1.5, corners: [0.8, 0.1, 1.5], unit: 'energy' }),
  omega: reals({ from: 0.8, to: 2, corners: [1.1, 2], unit: 'energy' }),
  phase: reals({ from: -3, to: 3, corners: [0.5, 0, -2], unit: 'rad' }),
} as const;

/** Inverse temperatures. */
export const temperature = reals({ from: 0.2, to: 8, corners: [1, 0.2, 8], unit: '1/energy' });

/** Total energies; the lowest quasienergy is near 0. */
export const totalEnergy = reals({ from: 0.31, to: 6.3, corners: [0.93, 0.31, 6.3], unit: 'energy' });

/** Rows of real numbers or pairs. */
function matrix(rows: readonly (readonly (number | readonly [number, number])[])[]): ComplexMatrix {
  const a = complex(rows.length, rows.length);
  for (const [i, row] of rows.entries()) {
    for (const [j, z] of row.entries())
      [a.re[i * rows.length + j], a.im[i * rows.length + j]] = typeof z === 'number' ? [z, 0] : [z[0], z[1]];
  }
  return a;
}

const turned = (size: number, angle: number): readonly [number, number] => [
  size * Math.cos(angle),
  size * Math.sin(angle),
];
const conjugate = ([x, y]: readonly [number, number]): readonly [number, number] => [x, -y];

/**
 * A ring of three levels with the flux 3 · phase, driven diagonally: the toy of the paper.   gas (13), (S47), (S49),
 * (S65)
 */
export function toyModel(lambda: number, omega: number, phase: number): GasModel {
  const [a, b, c] = [turned(0.7, phase), turned(0.6, phase), turned(0.5, phase)];
  return gasModel({
    levels: 3,
    frequency: omega,
    hamiltonian: new Map([
      [
        0,
        matrix([
          [0, 0, 0],
          [0, 0.7, 0],
          [0, 0, 1.6],
        ]),
      ],
      [
        1,
        matrix([
          [lambda / 2, 0, 0],
          [0, lambda / 8, 0],
          [0, 0, -0.4 * lambda],
        ]),
      ],
    ]),
    scatterers: [
      {
        position: 0,
        coupling: new Map([
          [
            0,
            matrix([
              [1.2, a, conjugate(c)],
              [conjugate(a), 0.9, b],
              [c, conjugate(b), 1.4],
            ]),
          ],
        ]),
      },
    ],
  });
}

/**
 * ½ σ_z driven along x and y at the same time, with a coupling that commutes with neither, so that there is no
 * time-reversal symmetry.
 */
export function twoLevelModel(lambda: number, omega: number, phase: number): GasModel {
  return gasModel({
    levels: 2,
    frequency: omega,
    hamiltonian: new Map([
      [
        0,
        matrix([
          [0.1, 0],
          [0, 1],
        ]),
      ],
      [
        1,
        matrix([
          [0.2 * lambda, turned(0.5 * lambda, phase)],
          [[0.2 * lambda, 0.1], -0.1 * lambda],
        ]),
      ],
    ]),
    scatterers: [
      {
        position: 0,
        coupling: new Map([
          [
            0,
            matrix([
              [1.1, [0.4, 0.3]],
              [[0.4, -0.3], 0.8],
            ]),
          ],
        ]),
      },
    ],
  });
}

/**
 * The model of a point.
 *
 * `moving` is one level whose coupling moves; `pair` has two scatterers, one of them moving; `centre` is the zero-range
 * centre in three dimensions.
 */
export function gasModelAt({ model, lambda, omega, phase }: GasValues): GasModel {
  if (model === 'toy') return toyModel(lambda, omega, phase);
  const two = twoLevelModel(lambda, omega, phase);
  const static1 = two.scatterers[0]!.coupling;
  if (model === 'two-level') return two;
  if (model === 'moving') {
    return gasModel({
      levels: 1,
      frequency: omega,
      hamiltonian: new Map([
        [0, matrix([[0.3]])],
        [1, matrix([[lambda / 2]])],
      ]),
      scatterers: [
        {
          position: 0,
          coupling: new Map([
            [0, matrix([[1.3]])],
            [1, matrix([[turned(0.4, phase)]])],
          ]),
        },
      ],
    });
  }
  if (model === 'pair') {
    return gasModel({
      levels: 2,
      frequency: omega,
      mass: 1.3,
      density: 0.7,
      hamiltonian: two.hamiltonian,
      scatterers: [
        { position: -0.3, coupling: static1 },
        {
          position: 0.5,
          coupling: new Map([
            [
              0,
              matrix([
                [0.7, [0, 0.2]],
                [[0, -0.2], 0.9],
              ]),
            ],
            [
              1,
              matrix([
                [0.1, turned(0.2, phase)],
                [0.1, 0],
              ]),
            ],
          ]),
        },
      ],
    });
  }
  return gasModel({
    levels: 2,
    frequency: omega,
    dimension: 3,
    hamiltonian: two.hamiltonian,
    scatterers: [
      {
        position: 0,
        coupling: new Map([
          [
            0,
            matrix([
              [-1.4, [0.4, 0.3]],
              [[0.4, -0.3], -1.7],
            ]),
          ],
        ]),
      },
    ],
  });
}

/** The model without its drive. */
export function undriven(model: GasModel): GasModel {
  const still = (a: FourierMatrix): FourierMatrix => new Map([...a].filter(([k]) => k === 0));
  return gasModel({
    ...model,
    hamiltonian: still(model.hamiltonian),
    scatterers: model.scatterers.map((s) => ({ ...s, coupling: still(s.coupling) })),
  });
}

/** A model as one line of the language. */
export function modelLine(model: GasModel): string {
  const { frequency, mass, density, dimension } = model;
  const operators = [
    fourierText(model.hamiltonian),
    ...model.scatterers.map(
      ({ position, coupling }) =>
        `δ(x${position === 0 ? '' : position > 0 ? ` - ${position}` : ` + ${-position}`}) (${fourierText(coupling)})`,
    ),
  ];
  const settings = [
    ['mass', mass, 1],
    ['density', density, 1],
    ['dimension', dimension, 1],
  ].filter(([, value, usual]) => value !== usual);
  return `ω = ${frequency}; gas ${operators.join(', ')} with frequency = ${frequency}${settings.map(([name, value]) => `, ${name} = ${value}`).join('')}`;
}

function fourierText(a: FourierMatrix): string {
  const terms: string[] = [];
  for (const [k, { re, im, rows: n }] of a) {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const [x, y] = [re[i * n + j]!, im[i * n + j]!];
        if (x === 0 && y === 0) continue;
        const wave = k === 0 ? '' : ` exp(${k === 1 ? '' : k === -1 ? '-' : `${k} `}i ω t)`;
        terms.push(`(${numberText(x)}${y === 0 ? '' : ` + (${numberText(y)}) i`})${wave} |${i + 1}><${j + 1}|`);
      }
    }
  }
  return terms.length === 0 ? '0 |1><1|' : terms.join(' + ');
}

/** Without an exponent, which the language does not have. */
function numberText(x: number): string {
  return Number(x.toFixed(17)).toString().includes('e') ? x.toFixed(20) : String(x);
}
