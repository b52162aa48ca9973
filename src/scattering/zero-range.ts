import { accretivePhase, complex, solveWithPhase } from '../numeric/index.js';
import type { EnergySolver } from './amplitudes.js';
import type { Channels } from './channels.js';
import { couplingMatrix } from './coupling-matrix.js';
import type { FloquetSystem } from './system.js';

/**
 * The zero-range centre in three dimensions: (rψ)'|₀ = −A (rψ)|₀, so F = −(A + iK)⁻¹ for the s-wave and T = −(2π/m) F
 * for plane waves.   gas (S96), in three dimensions
 */
export function solveZeroRange({ model, couplings }: FloquetSystem, channels: Channels): EnergySolver {
  const { mass: m } = model;
  const n = channels.count;
  const inverseLength = couplingMatrix(couplings[0]!, channels);
  const matrix = complex(n, n);
  /** A + iK */
  const fill = (kinetic: Float64Array): void => {
    matrix.re.set(inverseLength.re);
    matrix.im.set(inverseLength.im);
    for (let c = 0; c < n; c++) {
      const k = Math.sqrt(2 * m * Math.abs(kinetic[c]!));
      if (kinetic[c]! >= 0) matrix.im[c * n + c]! += k;
      else matrix.re[c * n + c]! -= k;
    }
  };
  let binds: boolean | undefined;
  const repulsive = complex(
    n,
    n,
    inverseLength.re.map((a) => -a),
    inverseLength.im.map((a) => -a),
  );
  return {
    channels,
    directions: 1,
    get binds() {
      return (binds ??= accretivePhase(repulsive) > 1);
    },
    jostPhase(kinetic) {
      fill(kinetic);
      return accretivePhase(matrix);
    },
    solve(kinetic, incoming) {
      fill(kinetic);
      const columns = incoming.length;
      const right = complex(n, columns);
      for (let s = 0; s < columns; s++) right.re[incoming[s]! * columns + s] = (2 * Math.PI) / m;
      const solution = solveWithPhase(matrix, right);
      return {
        t: solution.value.x,
        phase: solution.value.phase,
        residual: solution.scale === 0 ? 0 : solution.residual / solution.scale,
      };
    },
  };
}
