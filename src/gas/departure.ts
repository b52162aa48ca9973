import { type RealMatrix, real, relativeResidual, solveSmall } from '../numeric/index.js';
import type { FloquetSystem } from '../scattering/index.js';
import { refuse } from '../text/index.js';
import { type Rates, inelasticProcesses, totalRates } from './rates.js';

/** The departure of the rates from those of an equilibrium, due to the drive. */
export interface Departure {
  /** Δ_j = Σ Δ^q_{j'j},  Δ^q_{j'j} = Γ^q_{j'→j} e^{−β(ε_j' − ε_j)} (e^{βqω} − 1).   gas (8), gas (S39) */
  readonly delta: Float64Array;
  /**
   * difference of Σ_j' Γ_{j→j'} and Σ_j' Γ_{j'→j} e^{−β(ε_j' − ε_j)} + Δ_j, relative to the larger: the residual of
   * (5).   gas (7)
   */
  readonly balance: number;
  /**
   * difference of p_j Δ_j and Σ_j' Γ_{j'→j} (p_j' − p_j e^{−β(ε_j' − ε_j)}) in the steady state, relative to the sizes
   * of the terms. gas (9)
   */
  readonly steady: number;
}

/**
 * Δ of the Floquet thermalization conditions and the two equations that contain it.
 *
 * Δ depends on the choice of the Brillouin copies ε_j; the steady state does not.
 *
 * @param populations  of the steady state
 * @diagnostic `overflow` where e^{β(ε_j − ε_j')} leaves the range
 * @implements gas (7)
 * @implements gas (8)
 * @implements gas (9)
 */
export function departure(rates: Rates, populations: ArrayLike<number>): Departure {
  const { beta, levels: n, sidebands, scaled, rate, quasienergies: e, frequency } = rates;
  const delta = new Float64Array(n);
  let [balance, steady] = [0, 0];
  for (let j = 0; j < n; j++) {
    let [out, into, right, size] = [0, 0, 0, 0];
    let deltaSize = 0;
    for (let i = 0; i < n; i++) {
      // e^{−β(ε_j' − ε_j)} with j' = i
      const factor = Math.exp(-beta * (e[i]! - e[j]!));
      for (let q = -sidebands; q <= sidebands; q++) {
        if (i === j && q === 0) continue;
        const from = { initial: i, final: j, quanta: q };
        const gain = e[j]! + q * frequency - e[i]!;
        // Γ^q_{i→j} e^{−β(ε_i − ε_j)} e^{βqω} = scaled e^{β min(0, gain)}: this avoids multiplying an exponential that
        // underflows by one that overflows.
        const lifted = scaled.at(from) * Math.exp(beta * Math.min(0, gain));
        const plain = scaled.at(from) * Math.exp(-beta * (Math.max(0, gain) + e[i]! - e[j]!));
        delta[j]! += q === 0 ? 0 : lifted - plain;
        deltaSize += Math.max(lifted, plain);
        out += rate.at({ initial: j, final: i, quanta: q });
        into += plain;
        right += rate.at(from) * populations[i]! - plain * populations[j]!;
        size += rate.at(from) * populations[i]! + plain * populations[j]!;
      }
      if (!Number.isFinite(factor)) refuse('overflow', `e^{β(ε_${j} − ε_${i})} leaves the range of double precision`);
    }
    balance = Math.max(
      balance,
      relativeResidual({ residual: Math.abs(out - into - delta[j]!), scale: Math.max(out, into, deltaSize) }),
    );
    steady = Math.max(
      steady,
      relativeResidual({
        residual: Math.abs(populations[j]! * delta[j]! - right),
        scale: size + populations[j]! * deltaSize,
      }),
    );
  }
  return { delta, balance, steady };
}

/**
 * The behaviour of the rates for β → 0, from the rates at a small β, with γ = Γ β^{−d/2}.   gas (S24), gas (S26)
 *
 * In one dimension γ grows as ln(1/β), so that these are not yet limits, and "0" in the formulas means this β.
 */
export interface HighTemperature {
  readonly beta: number;
  /** |Σ_jj'q q γ^q_{j→j'}| divided by Σ |q| γ, of order β.   gas (10), gas (S30) */
  readonly quantaBalance: number;
  /** largest |Σ_j'q (γ^q_{j→j'} − γ^q_{j'→j})| divided by the sum of both, of order β.   gas (S28) */
  readonly flowBalance: number;
  /** largest |γ^q_{j→j'} − γ^{−q}_{j'→j}| divided by the largest γ, of order 1/ln(1/β) in one dimension.   gas (S33) */
  readonly reversal: number;
  /**
   * Δ^(1)_j = ω Σ_j'q q γ^q_{j'→j}: their sum over j vanishes, but each of them need not.   gas (S40), gas (S41),
   * gas (S44)
   */
  readonly deltaFirst: Float64Array;
  /** Δ^(2)_j = Σ_j'q [qω γ̇^q_{j'→j} + γ^q_{j'→j} (q²ω²/2 − qω(ε_j' − ε_j))].   gas (S40), gas (S45) */
  readonly deltaSecond: Float64Array;
  /** p^(1) in p_j = 1/N + β p^(1)_j + …, from (11).   gas (11), gas (S42) */
  readonly slope: Float64Array;
  /** −(ε_j − ε̄)/N, the value of p^(1) if every Δ^(1)_j vanished */
  readonly boltzmannSlope: Float64Array;
  /** p^(2) of (S46), and its non-thermal part δ^(2).   gas (S46) */
  readonly curvature: Float64Array;
  readonly curvatureDeparture: Float64Array;
  /**
   * C = max |δ_j| / (β max |p^(1)_j|), where Σ_j' γ_{j'→j} (δ_j' − δ_j) = Δ_j/N: small where the gas is hot enough.
   * gas (12)
   */
  readonly criterion: number;
}

/**
 * The behaviour of rates and populations at high temperature, from the rates at a small β.
 *
 * @diagnostic those of `departure`, `singular` where the gas does not connect the levels
 *
 * @implements gas (10)
 * @implements gas (11)
 * @implements gas (12)
 * @implements gas (S26)
 * @implements gas (S28)
 * @implements gas (S30)
 * @implements gas (S33)
 * @implements gas (S40)
 * @implements gas (S41)
 * @implements gas (S42)
 * @implements gas (S46)
 */
export function highTemperature(rates: Rates): HighTemperature {
  const { beta, levels: n, rate, slope: rateSlope, quasienergies: e, frequency } = rates;
  const total = totalRates(rates);
  let [sum, size, reversal, largest] = [0, 0, 0, 0];
  const out = new Float64Array(n);
  const into = new Float64Array(n);
  const first = new Float64Array(n);
  const second = new Float64Array(n);
  // The factor β^{−d/2} is common to all γ; the prefactor of Γ contributes d/2β times Γ to its slope.
  const half = rates.dimension / 2;
  const unit = beta ** -half;
  for (const process of inelasticProcesses(rate)) {
    const { initial, final, quanta: q } = process;
    const gamma = rate.at(process) * unit;
    const dot = (rateSlope.at(process) - (half / beta) * rate.at(process)) * unit;
    const w = q * frequency;
    sum += q * gamma;
    size += Math.abs(q) * gamma;
    out[initial]! += gamma;
    into[final]! += gamma;
    first[final]! += w * gamma;
    second[final]! += w * dot + gamma * ((w * w) / 2 - w * (e[initial]! - e[final]!));
    largest = Math.max(largest, gamma);
    const reverse = rate.at({ initial: final, final: initial, quanta: -q });
    reversal = Math.max(reversal, Math.abs(gamma - reverse * unit));
  }
  let flow = 0;
  for (let j = 0; j < n; j++)
    flow = Math.max(flow, relativeResidual({ residual: Math.abs(out[j]! - into[j]!), scale: out[j]! + into[j]! }));
  const mean = e.reduce((a, b) => a + b, 0) / n;
  const boltzmannSlope = e.map((x) => -(x - mean) / n);
  const g = (from: number, to: number): number => total.re[to * n + from]! * unit;
  const slopeRight = first.map((x, j) => {
    let right = x / n;
    for (let i = 0; i < n; i++) if (i !== j) right -= (g(i, j) * (e[i]! - e[j]!)) / n;
    return right;
  });
  const slope = balanced(total, unit, slopeRight);
  const curvatureRight = second.map((x, j) => {
    let right = x / n;
    for (let i = 0; i < n; i++)
      if (i !== j) right -= g(i, j) * (boltzmannSlope[j]! * (e[i]! - e[j]!) - (e[i]! - e[j]!) ** 2 / (2 * n));
    return right;
  });
  const uniform = Float64Array.from({ length: n }, () => 1 / n);
  const { delta } = departure(rates, uniform);
  const away = balanced(
    total,
    unit,
    delta.map((x) => (x * unit) / n),
  );
  const steepest = Math.max(...boltzmannSlope.map(Math.abs));
  const farthest = Math.max(...away.map(Math.abs));
  return {
    beta,
    quantaBalance: relativeResidual({ residual: Math.abs(sum), scale: size }),
    flowBalance: flow,
    reversal: relativeResidual({ residual: reversal, scale: largest }),
    deltaFirst: first,
    deltaSecond: second,
    slope,
    boltzmannSlope,
    curvature: balanced(total, unit, curvatureRight),
    curvatureDeparture: balanced(
      total,
      unit,
      second.map((x) => x / n),
    ),
    criterion: farthest === 0 ? 0 : farthest / (beta * steepest),
  };
}

/**
 * x with Σ_j' γ_{j'→j} (x_j' − x_j) = r_j and Σ x = 0, in the sense of least squares, since at finite β the equations
 * are consistent only to O(β).
 */
function balanced(total: RealMatrix, unit: number, right: Float64Array): Float64Array {
  const n = right.length;
  if (n === 1) return new Float64Array(1);
  const m = real(n, n);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) {
      if (i === j) continue;
      m.re[j * n + i]! += total.re[j * n + i]! * unit;
      m.re[j * n + j]! -= total.re[j * n + i]! * unit;
    }
  }
  const scale = Math.max(...m.re.map(Math.abs)) || 1;
  const normal = real(n, n);
  const projected = new Float64Array(n);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      let sum = 1;
      for (let k = 0; k < n; k++) sum += (m.re[k * n + a]! / scale) * (m.re[k * n + b]! / scale);
      normal.re[a * n + b] = sum;
    }
    for (let k = 0; k < n; k++) projected[a]! += (m.re[k * n + a]! / scale) * (right[k]! / scale);
  }
  return solveSmall(normal, projected).value;
}

/**
 * The slope p^(1) of the populations at β = 0 in Born's approximation, from (11) with the weights of the leading
 * logarithm,
 *
 *   A^q_{j→j'} = |Σ_a W^{a,q}_{j'j}|² + Σ_a |W^{a,q}_{j'j}|²   (forward, and backward on the average).   gas (S31),
 *   gas (S33), gas (11)
 *
 * For a drive that does not commute with itself at different times, it is not the slope of a Boltzmann distribution,
 * neither of quasienergies nor of mean energies.
 *
 * @implements gas (S31)
 */
export function bornSlope({ model, modes, couplings }: FloquetSystem): Float64Array {
  const n = model.levels;
  const { quasienergies: e } = modes;
  const total = real(n, n);
  const right = new Float64Array(n);
  const reach = Math.max(...couplings.map((c) => c.reach));
  for (let q = -reach; q <= reach; q++) {
    for (let to = 0; to < n; to++) {
      for (let from = 0; from < n; from++) {
        if (q === 0 && from === to) continue;
        let [re, im, apart] = [0, 0, 0];
        for (const { elements, reach: own } of couplings) {
          if (Math.abs(q) > own) continue;
          const p = (q + own) * n * n + to * n + from;
          re += elements.re[p]!;
          im += elements.im[p]!;
          apart += elements.re[p]! ** 2 + elements.im[p]! ** 2;
        }
        const weight = re * re + im * im + apart;
        if (from !== to) total.re[to * n + from]! += weight;
        right[to]! += (weight * (q * model.frequency - (e[from]! - e[to]!))) / n;
      }
    }
  }
  return balanced(total, 1, right);
}
