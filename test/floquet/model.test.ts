import { describe, expect, test } from 'vitest';
import { type ComplexMatrix, complex } from '../../src/numeric/index.js';
import { type FourierMatrix, type GasDescription, gasModel } from '../../src/floquet/index.js';
import { codeOf } from '../numeric/matrices.js';

const level = (...re: number[]): ComplexMatrix => complex(2, 2, re);
const made = (hamiltonian: FourierMatrix, coupling: FourierMatrix = new Map([[0, level(1, 0, 0, 1)]])) =>
  gasModel({ levels: 2, frequency: 1, hamiltonian, scatterers: [{ position: 0, coupling }] });

describe('A_{−k} is A_k†', () => {
  const drive = complex(2, 2, [0.3, 0.2, 0.5, -0.1], [0.4, 0, 0.7, 0.2]);
  const adjoint = complex(2, 2, [0.3, 0.5, 0.2, -0.1], [-0.4, -0.7, 0, -0.2]);
  const off = (a: ComplexMatrix, by: number): ComplexMatrix =>
    complex(
      2,
      2,
      a.re.map((x, p) => x + (p === 1 ? by : 0)),
      a.im,
    );

  test('one of them is filled in from the other', () => {
    for (const given of [
      [[1, drive]],
      [[-1, adjoint]],
      [
        [1, drive],
        [-1, adjoint],
      ],
    ] as [number, ComplexMatrix][][]) {
      const { hamiltonian } = made(new Map([[0, level(0, 0, 0, 1)], ...given]));
      for (const [k, wanted] of [
        [1, drive],
        [-1, adjoint],
      ] as const) {
        expect([...hamiltonian.get(k)!.re]).toEqual([...wanted.re]);
        expect([...hamiltonian.get(k)!.im].map((x) => x + 0)).toEqual([...wanted.im].map((x) => x + 0));
      }
    }
  });

  // Numbers of the size 1 in double precision are typed or computed to 1e-15.
  test.each([
    [1e-13, 'none'],
    [1e-10, 'not-hermitian'],
    [0.1, 'not-hermitian'],
  ])('a difference of %d: %s', (by, code) => {
    expect(
      codeOf(() =>
        made(
          new Map([
            [1, drive],
            [-1, off(adjoint, by)],
          ]),
        ),
      ),
    ).toBe(code);
    expect(codeOf(() => made(new Map([[0, level(0, 0.5, 0.5 + by, 1)]])))).toBe(code);
    expect(codeOf(() => made(new Map(), new Map([[0, level(1, 0.5, 0.5 + by, 1)]])))).toBe(code);
  });
});

describe('a description that is no model is refused', () => {
  const described: GasDescription = {
    levels: 2,
    frequency: 1,
    hamiltonian: new Map([[0, level(0, 0, 0, 1)]]),
    scatterers: [{ position: 0, coupling: new Map([[0, level(1, 0, 0, 1)]]) }],
  };
  const scatterer = (position: number, ...re: number[]) => ({ position, coupling: new Map([[0, level(...re)]]) });

  test.each<[string, Partial<GasDescription>, string]>([
    ['as it is', {}, 'none'],
    ['no level', { levels: 0 }, 'gas-levels'],
    ['half a level', { levels: 2.5 }, 'gas-levels'],
    ['too many levels', { levels: 201 }, 'gas-levels'],
    ['no frequency', { frequency: 0 }, 'gas-frequency'],
    ['an infinite frequency', { frequency: Infinity }, 'gas-frequency'],
    ['a negative mass', { mass: -1 }, 'gas-mass'],
    ['no mass', { mass: Number.NaN }, 'gas-mass'],
    ['no density', { density: 0 }, 'gas-density'],
    ['two dimensions', { dimension: 2 as 1 }, 'gas-dimension'],
    ['a place at infinity', { scatterers: [scatterer(Infinity, 1, 0, 0, 1)] }, 'gas-position'],
    ['no scatterer', { scatterers: [] }, 'gas-scatterers'],
    ['a scatterer without a coupling', { scatterers: [scatterer(0, 0, 0, 0, 0)] }, 'gas-scatterers'],
    [
      'scatterers that cancel',
      { scatterers: [scatterer(1, 1, 0, 0, 1), scatterer(1, -1, 0, 0, -1)] },
      'gas-scatterers',
    ],
    ['a centre', { dimension: 3 }, 'none'],
    ['a centre elsewhere', { dimension: 3, scatterers: [scatterer(1, 1, 0, 0, 1)] }, 'gas-scatterers'],
    [
      'two centres',
      { dimension: 3, scatterers: [scatterer(0, 1, 0, 0, 1), scatterer(1, 1, 0, 0, 1)] },
      'gas-scatterers',
    ],
    ['half a harmonic', { hamiltonian: new Map([[0.5, level(0, 0, 0, 1)]]) }, 'gas-harmonic'],
    ['another number of levels', { levels: 3 }, 'gas-shape'],
    ['an element that is no number', { hamiltonian: new Map([[0, level(0, 0, 0, Number.NaN)]]) }, 'not-finite'],
  ])('%s', (_, changed, code) => {
    expect(codeOf(() => gasModel({ ...described, ...changed }))).toBe(code);
  });
});
