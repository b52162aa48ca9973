import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { type ComplexMatrix, complex, eigen } from '../../src/numeric/index.js';
import { rotated } from '../chain/reference/matrices.js';
import { DenseProgram } from '../chain/reference/model.js';

/** The generator of jump operators between all pairs of equal energy: no sectors, no elimination. */
export interface DenseNullSpace {
  /** how many independent vectors the generator sends to zero */
  readonly dimension: number;
  /** ⟨X⟩ per site of the null vector, where there is one */
  mean(expression: string): number;
}

/** |a⟩⟨b| with a < b has a real and an imaginary part. */
interface Unknown {
  readonly a: number;
  readonly b: number;
  readonly imaginary: boolean;
}

/**
 * P Σ_j D[L_j] P with the projector P on pairs of equal energy, and its null space by singular values.   chain (2), (11)
 *
 * @param text  a Hamiltonian and jump operators
 */
export function denseNullSpace(text: string, sites: number): DenseNullSpace {
  const program = new DenseProgram(text.replaceAll('; ', '\n'), sites, {});
  const { hamiltonian, jumps } = program.model();
  const { values: energies, vectors } = eigen(hamiltonian).value;
  const inside = jumps.map((l) => rotated(l, vectors));
  const tolerance = 1e-9 * energies.reduce((m, e) => Math.max(m, Math.abs(e)), 0);
  const states = [...energies.keys()];
  const unknowns = states.flatMap((a) =>
    states.flatMap((b): Unknown[] => {
      if (b < a || Math.abs(energies[a]! - energies[b]!) > tolerance) return [];
      return a === b
        ? [{ a, b, imaginary: false }]
        : [
            { a, b, imaginary: false },
            { a, b, imaginary: true },
          ];
    }),
  );
  const matrix = Matrix.zeros(unknowns.length, unknowns.length);
  unknowns.forEach((unknown, column) => {
    const image = dissipated(inside, unitOf(unknown, states.length));
    unknowns.forEach(({ a, b, imaginary }, row) => {
      const at = a * states.length + b;
      matrix.set(row, column, imaginary ? image.im[at]! : image.re[at]!);
    });
  });
  const decomposition = new SingularValueDecomposition(matrix, { autoTranspose: true });
  const sizes = decomposition.diagonal;
  const largest = Math.max(...sizes);
  const smallest = sizes.indexOf(Math.min(...sizes));
  const vector = decomposition.rightSingularVectors.getColumn(smallest);
  const trace = unknowns.reduce((sum, { a, b }, i) => (a === b ? sum + vector[i]! : sum), 0);
  return {
    dimension: sizes.filter((s) => s <= 1e-11 * largest).length,
    mean(expression) {
      const x = rotated(program.operator(expression), vectors);
      const parts = unknowns.map(({ a, b, imaginary }, i) => {
        const at = b * states.length + a;
        return (a === b ? x.re[at]! : 2 * (imaginary ? -x.im[at]! : x.re[at]!)) * vector[i]!;
      });
      return parts.reduce((sum, p) => sum + p, 0) / trace / sites;
    },
  };
}

function unitOf({ a, b, imaginary }: Unknown, size: number): ComplexMatrix {
  const unit = complex(size, size);
  if (imaginary) {
    unit.im[a * size + b] = 1;
    unit.im[b * size + a] = -1;
  } else unit.re[a * size + b] = unit.re[b * size + a] = 1;
  return unit;
}

/** Σ_L (L ρ L† − ½ L†L ρ − ½ ρ L†L), element by element of a ρ that has at most two. */
function dissipated(jumps: readonly ComplexMatrix[], rho: ComplexMatrix): ComplexMatrix {
  const n = rho.rows;
  const out = complex(n, n);
  const add = (row: number, column: number, re: number, im: number): void => {
    out.re[row * n + column]! += re;
    out.im[row * n + column]! += im;
  };
  for (let place = 0; place < n * n; place++) {
    const [x, y] = [rho.re[place]!, rho.im[place]!];
    if (x === 0 && y === 0) continue;
    const [p, q] = [Math.floor(place / n), place % n];
    for (const { re, im } of jumps) {
      for (let r = 0; r < n; r++) {
        const [a, b] = [re[r * n + p]!, im[r * n + p]!];
        for (let s = 0; s < n; s++) {
          const [c, d] = [re[s * n + q]!, -im[s * n + q]!];
          const [u, v] = [a * c - b * d, a * d + b * c];
          add(r, s, u * x - v * y, u * y + v * x);
        }
      }
      for (let r = 0; r < n; r++) {
        // (L†L)_rp and (L†L)_qr
        let [u, v, w, z] = [0, 0, 0, 0];
        for (let k = 0; k < n; k++) {
          const [a, b, c, d] = [re[k * n + r]!, im[k * n + r]!, re[k * n + p]!, im[k * n + p]!];
          u += a * c + b * d;
          v += a * d - b * c;
          const [e, f] = [re[k * n + q]!, im[k * n + q]!];
          w += e * a + f * b;
          z += e * b - f * a;
        }
        add(r, q, -(u * x - v * y) / 2, -(u * y + v * x) / 2);
        add(p, r, -(w * x - z * y) / 2, -(w * y + z * x) / 2);
      }
    }
  }
  return out;
}
