// The second method for T: modes from a propagator in time, couplings from integrals in time, and waves matched region
// by region at the scatterers. Nothing here knows of an extended space, of Green functions or of the code that is
// tested.
import type { ComplexMatrix } from '../../src/numeric/index.js';
import { eigen, complex } from '../../src/numeric/index.js';
import type { FourierMatrix, GasModel } from '../../src/floquet/index.js';

export interface Z {
  readonly re: number;
  readonly im: number;
}

const z = (re: number, im = 0): Z => ({ re, im });
const add = (a: Z, b: Z): Z => z(a.re + b.re, a.im + b.im);
const times = (a: Z, b: Z): Z => z(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re);
const conj = (a: Z): Z => z(a.re, -a.im);
const scale = (a: Z, s: number): Z => z(a.re * s, a.im * s);
const size2 = (a: Z): number => a.re * a.re + a.im * a.im;
const over = (a: Z, b: Z): Z => scale(times(a, conj(b)), 1 / size2(b));
const turn = (angle: number): Z => z(Math.cos(angle), Math.sin(angle));

/** A(t) = Σ_k A_k e^{ikωt} as rows. */
export function matrixAt(a: FourierMatrix, n: number, omega: number, t: number): Z[][] {
  const out = Array.from({ length: n }, () => Array.from({ length: n }, () => z(0)));
  for (const [k, m] of a) {
    const e = turn(k * omega * t);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) out[i]![j] = add(out[i]![j]!, times(e, z(m.re[i * n + j]!, m.im[i * n + j]!)));
  }
  return out;
}

const product = (a: Z[][], b: Z[][]): Z[][] =>
  a.map((row) => b[0]!.map((_, j) => row.reduce((s, x, k) => add(s, times(x, b[k]![j]!)), z(0))));
const plus = (a: Z[][], b: Z[][], s: number): Z[][] =>
  a.map((row, i) => row.map((x, j) => add(x, scale(b[i]![j]!, s))));

/** U(t) at `points` + 1 times of a period, by the classical Runge–Kutta rule with `steps` steps between them. */
function propagator(model: GasModel, points: number, steps: number): Z[][][] {
  const { levels: n, frequency: omega, hamiltonian } = model;
  const period = (2 * Math.PI) / omega;
  const h = period / (points * steps);
  const slope = (t: number, u: Z[][]): Z[][] =>
    product(matrixAt(hamiltonian, n, omega, t), u).map((row) => row.map((x) => z(x.im, -x.re)));
  let u: Z[][] = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => z(i === j ? 1 : 0)));
  const all = [u];
  for (let p = 0; p < points * steps; p++) {
    const t = p * h;
    const a = slope(t, u);
    const b = slope(t + h / 2, plus(u, a, h / 2));
    const c = slope(t + h / 2, plus(u, b, h / 2));
    const d = slope(t + h, plus(u, c, h));
    u = plus(plus(plus(plus(u, a, h / 6), b, h / 3), c, h / 3), d, h / 6);
    if ((p + 1) % steps === 0) all.push(u);
  }
  return all;
}

export interface TimeModes {
  readonly quasienergies: readonly number[];
  /** `columns[p][i][j]`: component i of mode j at the time T p / points */
  readonly columns: readonly (readonly (readonly Z[])[])[];
}

/**
 * Modes from the eigenvectors of U(T), which are those of a Hermitian combination of U and U†. The copies are those
 * whose quasienergies are the given ones modulo ω.
 */
export function modesInTime(model: GasModel, like: ArrayLike<number>, points = 128, steps = 48): TimeModes {
  const { levels: n, frequency: omega } = model;
  const u = propagator(model, points, steps);
  const last = u[points]!;
  const [c, s] = [Math.cos(0.7), Math.sin(0.7)];
  const combination = complex(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const [a, b] = [last[i]![j]!, conj(last[j]![i]!)];
      combination.re[i * n + j] = (c * (a.re + b.re) + s * (a.im - b.im)) / 2;
      combination.im[i * n + j] = (c * (a.im + b.im) - s * (a.re - b.re)) / 2;
    }
  }
  const vectors = eigen<ComplexMatrix>(combination).value.vectors;
  const found = Array.from({ length: n }, (_, j) => {
    const v = Array.from({ length: n }, (_, i) => z(vectors.re[i * n + j]!, vectors.im[i * n + j]!));
    const image = last.map((row) => row.reduce((sum, x, k) => add(sum, times(x, v[k]!)), z(0)));
    const phase = v.reduce((sum, x, i) => add(sum, times(conj(x), image[i]!)), z(0));
    return { v, energy: (-Math.atan2(phase.im, phase.re) * omega) / (2 * Math.PI) };
  });
  const chosen = Array.from(like, (wanted) => {
    const near = found
      .map((f) => ({ ...f, energy: f.energy + omega * Math.round((wanted - f.energy) / omega) }))
      .sort((a, b) => Math.abs(a.energy - wanted) - Math.abs(b.energy - wanted))[0]!;
    return near;
  });
  const columns = u.slice(0, points).map((at, p) => {
    const t = (2 * Math.PI * p) / (omega * points);
    const out = Array.from({ length: n }, () => Array.from({ length: n }, () => z(0)));
    for (const [j, { v, energy }] of chosen.entries()) {
      const e = turn(energy * t);
      for (let i = 0; i < n; i++)
        out[i]![j] = times(
          e,
          at[i]!.reduce((sum, x, k) => add(sum, times(x, v[k]!)), z(0)),
        );
    }
    return out;
  });
  return { quasienergies: chosen.map((f) => f.energy), columns };
}

/**
 * W^q_{j'j} = (1/T) ∫ e^{−iqωt} ⟨φ_j'|W(t)|φ_j⟩ dt by the trapezoidal rule, for |q| ≤ reach; [q + reach][j'][j].
 * gas (S75), gas (S76)
 */
export function elementsInTime(model: GasModel, modes: TimeModes, coupling: FourierMatrix, reach: number): Z[][][] {
  const { levels: n, frequency: omega } = model;
  const points = modes.columns.length;
  const out = Array.from({ length: 2 * reach + 1 }, () =>
    Array.from({ length: n }, () => Array.from({ length: n }, () => z(0))),
  );
  for (const [p, f] of modes.columns.entries()) {
    const t = (2 * Math.PI * p) / (omega * points);
    const w = product(matrixAt(coupling, n, omega, t), f as Z[][]);
    for (let to = 0; to < n; to++) {
      for (let from = 0; from < n; from++) {
        let s = z(0);
        for (let i = 0; i < n; i++) s = add(s, times(conj(f[i]![to]!), w[i]![from]!));
        for (let q = -reach; q <= reach; q++)
          out[q + reach]![to]![from] = add(
            out[q + reach]![to]![from]!,
            scale(times(turn(-q * omega * t), s), 1 / points),
          );
      }
    }
  }
  return out;
}

/** Gaussian elimination with partial pivoting; columns of b are solved at once. */
function solve(a: Z[][], b: Z[][]): Z[][] {
  const n = a.length;
  const m = a.map((row, i) => [...row, ...b[i]!]);
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) if (size2(m[i]![k]!) > size2(m[best]![k]!)) best = i;
    [m[k], m[best]] = [m[best]!, m[k]!];
    const pivot = m[k]!;
    for (let i = k + 1; i < n; i++) {
      const row = m[i]!;
      if (size2(row[k]!) === 0) continue;
      const f = over(row[k]!, pivot[k]!);
      for (let j = k + 1; j < row.length; j++) {
        const p = pivot[j]!;
        row[j] = z(row[j]!.re - (f.re * p.re - f.im * p.im), row[j]!.im - (f.re * p.im + f.im * p.re));
      }
    }
  }
  const x: Z[][] = [];
  for (let i = n - 1; i >= 0; i--) {
    x[i] = b[0]!.map((_, c) => {
      let s = m[i]![n + c]!;
      for (let j = i + 1; j < n; j++) s = add(s, scale(times(m[i]![j]!, x[j]![c]!), -1));
      return over(s, m[i]![i]!);
    });
  }
  return x;
}

/**
 * |T^{σ'σ}_{c'c}|² of a gas in one dimension: in each region every channel has a wave to the right and one to the left;
 * ψ is continuous at a scatterer and ψ' jumps by 2m W ψ.
 *
 * @returns by channel c' = (n' + sidebands) N + j' and incoming level: `[level][σ][σ'][c']`, σ = 0 for +, c = (level,
 *   0)
 */
export function matchedWaves(
  model: GasModel,
  like: ArrayLike<number>,
  energy: number,
  sidebands: number,
): number[][][][] {
  const { levels: n, frequency: omega, mass, scatterers } = model;
  const modes = modesInTime(model, like);
  const reach = 2 * sidebands;
  const w = scatterers.map((s) => elementsInTime(model, modes, s.coupling, reach));
  const count = n * (2 * sidebands + 1);
  const x = scatterers.map((s) => s.position);
  const sites = x.length;
  const momentum = Array.from({ length: count }, (_, c) => {
    const kinetic = energy - modes.quasienergies[c % n]! - omega * (Math.floor(c / n) - sidebands);
    const k = Math.sqrt(2 * mass * Math.abs(kinetic));
    return kinetic > 0 ? z(k) : z(0, k);
  });
  /** e^{iK d}, d ≥ 0 */
  const wave = (c: number, d: number): Z => scale(turn(momentum[c]!.re * d), Math.exp(-momentum[c]!.im * d));
  // Unknowns: right movers of regions 1 … sites, normalised at their left end; left movers of regions 0 … sites − 1, at
  // their right end. Region 0 is on the left; incoming waves are normalised at the first scatterer they meet.
  const right = (region: number, c: number): number => (region - 1) * count + c;
  const left = (region: number, c: number): number => sites * count + region * count + c;
  const unknowns = 2 * sites * count;
  const a = Array.from({ length: unknowns }, () => Array.from({ length: unknowns }, () => z(0)));
  const incoming = Array.from({ length: n }, (_, j) => sidebands * n + j);
  const b = Array.from({ length: unknowns }, () => Array.from({ length: 2 * n }, () => z(0)));
  for (let s = 0; s < sites; s++) {
    const before = s === 0 ? 0 : x[s]! - x[s - 1]!;
    const after = s === sites - 1 ? 0 : x[s + 1]! - x[s]!;
    for (let c = 0; c < count; c++) {
      const continuity = 2 * s * count + c;
      const jump = (2 * s + 1) * count + c;
      const ik = z(-momentum[c]!.im, momentum[c]!.re);
      // ψ and ψ' on the left of the scatterer
      if (s > 0) {
        a[continuity]![right(s, c)] = wave(c, before);
        a[jump]![right(s, c)] = scale(times(ik, wave(c, before)), -1);
      }
      a[continuity]![left(s, c)] = add(a[continuity]![left(s, c)]!, z(1));
      a[jump]![left(s, c)] = add(a[jump]![left(s, c)]!, ik);
      // on the right
      a[continuity]![right(s + 1, c)] = z(-1);
      a[jump]![right(s + 1, c)] = add(a[jump]![right(s + 1, c)]!, ik);
      if (s < sites - 1) {
        a[continuity]![left(s + 1, c)] = scale(wave(c, after), -1);
        a[jump]![left(s + 1, c)] = add(a[jump]![left(s + 1, c)]!, scale(times(ik, wave(c, after)), -1));
      }
      for (const [k, c0] of incoming.entries()) {
        if (c0 !== c) continue;
        if (s === 0) {
          b[continuity]![k] = z(-1);
          b[jump]![k] = ik;
        }
        if (s === sites - 1) {
          b[continuity]![n + k] = z(1);
          b[jump]![n + k] = ik;
        }
      }
      // − 2m W ψ, with ψ taken on the right
      for (let d = 0; d < count; d++) {
        const q = Math.floor(c / n) - Math.floor(d / n);
        const element = scale(w[s]![q + reach]![c % n]![d % n]!, -2 * mass);
        a[jump]![right(s + 1, d)] = add(a[jump]![right(s + 1, d)]!, element);
        if (s < sites - 1) a[jump]![left(s + 1, d)] = add(a[jump]![left(s + 1, d)]!, times(element, wave(d, after)));
        else
          for (const [k, c0] of incoming.entries())
            if (c0 === d) b[jump]![n + k] = add(b[jump]![n + k]!, scale(element, -1));
      }
    }
  }
  const solution = solve(a, b);
  const width = x[sites - 1]! - x[0]!;
  return incoming.map((c0, level) =>
    [0, 1].map((sigma) => {
      const column = sigma * n + level;
      return [0, 1].map((out) =>
        Array.from({ length: count }, (_, c) => {
          let amplitude = out === 0 ? solution[right(sites, c)]![column]! : solution[left(0, c)]![column]!;
          // Without the wave that was there before, at the same place: from its scatterer it has come all the way.
          if (c === c0 && out === sigma) amplitude = add(amplitude, scale(turn(momentum[c]!.re * width), -1));
          // ψ − e^{iKx} = −(im/K) T e^{±iK|x − …|}
          return (size2(amplitude) * size2(momentum[c]!)) / mass ** 2;
        }),
      );
    }),
  );
}
