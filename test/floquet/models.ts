import { type ComplexMatrix, complex } from '../../src/numeric/index.js';
import { type GasModel, gasModel } from '../../src/floquet/index.js';

/** Numbers in (−1, 1) that are the same every time. */
export function numbers(seed: number): () => number {
  let s = seed;
  return () => {
    s = (Math.imul(s, 1664525) + 1013904223) >>> 0;
    return s / 2 ** 31 - 1;
  };
}

export function general(n: number, next: () => number, scale = 1): ComplexMatrix {
  const a = complex(n, n);
  for (let i = 0; i < n * n; i++) {
    a.re[i] = scale * next();
    a.im[i] = scale * next();
  }
  return a;
}

/** A Hermitian matrix with `shift` added to its diagonal. */
export function hermitian(n: number, next: () => number, scale = 1, shift = 0): ComplexMatrix {
  const a = general(n, next, scale);
  for (let i = 0; i < n; i++) {
    a.im[i * n + i] = 0;
    a.re[i * n + i]! += shift;
    for (let j = 0; j < i; j++) {
      a.re[i * n + j] = a.re[j * n + i]!;
      a.im[i * n + j] = -a.im[j * n + i]!;
    }
  }
  return a;
}

/**
 * The canonical toy of the driven-gas paper: gas (13), (S47), (S49), (S62), a diagonal drive of strength λ and a coupling with
 * flux.
 */
export function toy(lambda = 1.3): GasModel {
  const s = 0.5;
  const q = Math.sqrt(3) / 2;
  const half = lambda / 2;
  return gasModel({
    levels: 3,
    frequency: 1.1,
    hamiltonian: new Map([
      [0, complex(3, 3, [0, 0, 0, 0, 0.7, 0, 0, 0, 1.6])],
      [1, complex(3, 3, [half, 0, 0, 0, 0.25 * half, 0, 0, 0, -0.8 * half])],
    ]),
    scatterers: [
      {
        position: 0,
        coupling: new Map([
          [
            0,
            complex(
              3,
              3,
              [1.2, 0.7 * q, 0.5 * q, 0.7 * q, 0.9, 0.6 * q, 0.5 * q, 0.6 * q, 1.4],
              [0, 0.7 * s, -0.5 * s, -0.7 * s, 0, 0.6 * s, 0.5 * s, -0.6 * s, 0],
            ),
          ],
        ]),
      },
    ],
  });
}

/** Two levels, H = ω₀/2 σ_z + A cos ωt σ_x, with a coupling that commutes with neither. */
export function rabi(amplitude = 0.8, frequency = 1.3): GasModel {
  const h = amplitude / 2;
  return gasModel({
    levels: 2,
    frequency,
    hamiltonian: new Map([
      [0, complex(2, 2, [0.5, 0, 0, -0.5])],
      [1, complex(2, 2, [0, h, h, 0])],
    ]),
    scatterers: [{ position: 0, coupling: new Map([[0, complex(2, 2, [1.1, 0.3, 0.3, 0.8], [0, 0.4, -0.4, 0])]]) }],
  });
}

/**
 * Everything at once: non-commuting drive with two harmonics, several scatterers away from the origin, one of them
 * moving.
 */
export function mixed(levels: number, scatterers: number, seed = 7): GasModel {
  const next = numbers(seed);
  const h0 = hermitian(levels, next, 0.2);
  for (let i = 0; i < levels; i++) h0.re[i * levels + i]! += 0.6 * i;
  const hamiltonian = new Map([
    [0, h0],
    [1, general(levels, next, 0.25)],
    [2, general(levels, next, 0.12)],
  ]);
  return gasModel({
    levels,
    frequency: 1.3,
    mass: 1.4,
    density: 0.7,
    hamiltonian,
    scatterers: Array.from({ length: scatterers }, (_, k) => ({
      position: -0.4 + 0.9 * k,
      coupling: new Map([
        [0, hermitian(levels, next, 0.3, 1.3)],
        ...(k === 1 ? ([[1, general(levels, next, 0.2)]] as const) : []),
      ]),
    })),
  });
}

/** The zero-range centre in three dimensions, driven. */
export function centre(seed = 3): GasModel {
  const next = numbers(seed);
  return gasModel({
    levels: 2,
    frequency: 0.9,
    mass: 0.8,
    dimension: 3,
    hamiltonian: new Map([
      [0, hermitian(2, next, 0.5)],
      [1, general(2, next, 0.3)],
    ]),
    scatterers: [{ position: 0, coupling: new Map([[0, hermitian(2, next, 0.4, -1.5)]]) }],
  });
}

/** One level that the drive moves up and down while its coupling moves too. */
export function moving(): GasModel {
  return gasModel({
    levels: 1,
    frequency: 1.1,
    hamiltonian: new Map([
      [0, complex(1, 1, [0.3])],
      [1, complex(1, 1, [0.4])],
    ]),
    scatterers: [
      {
        position: 0,
        coupling: new Map([
          [0, complex(1, 1, [1.1])],
          [1, complex(1, 1, [0.3], [0.2])],
        ]),
      },
    ],
  });
}
