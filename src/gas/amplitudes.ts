import { type ComplexMatrix, accretivePhase, complex, solve, solveWithPhase } from '../numeric/index.js';
import { limit } from '../text/index.js';
import { type Channels, channelsOf } from './channels.js';
import type { FloquetCoupling, FloquetSystem } from './coupling.js';

/**
 * What one energy yields: the amplitudes T^{σ'σ}_{c'c} for unit plane waves e^{iσK_c x}, one column for each wanted
 * incoming channel and direction.
 */
export interface Amplitudes {
  /**
   * rows (σ', c'), columns (σ, c) in the order of the wanted channels: σ = + first; one direction in three dimensions
   */
  readonly t: ComplexMatrix;
  /** arg of the Jost determinant det(1 − W G⁰), up to multiples of 2π */
  readonly phase: number;
  /** relative residual of the linear system */
  readonly residual: number;
}

/** Solves the Lippmann-Schwinger equation in a set of channels, energy after energy. */
export interface EnergySolver {
  readonly channels: Channels;
  /** directions of a plane wave: 2 in one dimension, 1 in three (the s-wave) */
  readonly directions: 1 | 2;
  /**
   * @param kinetic   E − ε_c for every channel; a channel at its threshold counts as just open
   * @param incoming  the wanted incoming channels
   */
  solve(kinetic: Float64Array, incoming: ArrayLike<number>): Amplitudes;
  /** false where no resonance can be narrow: a single scatterer that repels all combinations of levels */
  readonly binds: boolean;
  /**
   * arg det(1 − W G⁰) itself: minus the sum of the eigenphases of S. Between thresholds it is continuous in the energy,
   * and falls by π where it passes a resonance; that it is known without multiples of 2π lets any number of them be
   * counted, however narrow they are.
   */
  jostPhase(kinetic: Float64Array): number;
}

/** Largest system of equations: about a second an energy. */
const largestSystem = 3000;

/**
 * @param places  of the channels to be taken, ascending; by default all with |n| ≤ sidebands
 * @diagnostic `too-many-channels`, `sidebands-out-of-range`
 */
export function energySolver(system: FloquetSystem, sidebands: number, places?: ArrayLike<number>): EnergySolver {
  const channels = channelsOf(system.modes, sidebands, places);
  const sectors = sectorsOf(system, channels);
  const size = Math.max(...sectors.map((s) => s.length)) * system.couplings.length;
  if (size > largestSystem) {
    limit(
      'too-many-channels',
      `${sidebands} sidebands make ${size} equations an energy; the limit is ${largestSystem}`,
      {
        hint: 'a weaker or faster drive needs fewer; --sidebands sets them by hand, and the laws then tell what is lost',
      },
    );
  }
  const solverOf = system.model.dimension === 1 ? line : centre;
  if (sectors.length === 1) return solverOf(system, channels);
  return bySectors(
    channels,
    sectors.map((sector) => ({
      sector,
      solver: solverOf(
        system,
        channelsOf(
          system.modes,
          sidebands,
          sector.map((c) => channels.place[c]!),
        ),
      ),
    })),
  );
}

/**
 * Sets of channels that the coupling does not connect: a parity, or quanta that no combination of harmonics reaches.
 */
export function sectorsOf({ couplings }: FloquetSystem, { count, level, quanta, levels }: Channels): Int32Array[] {
  const sector = new Int32Array(count).fill(-1);
  const out: Int32Array[] = [];
  for (let first = 0; first < count; first++) {
    if (sector[first]! >= 0) continue;
    const found = [first];
    sector[first] = out.length;
    for (let at = found.pop(); at !== undefined; at = found.pop()) {
      for (let c = first; c < count; c++) {
        if (sector[c]! >= 0) continue;
        const q = quanta[c]! - quanta[at]!;
        const connected = couplings.some(({ elements, reach }) => {
          if (Math.abs(q) > reach) return false;
          const p = ((q + reach) * levels + level[c]!) * levels + level[at]!;
          return elements.re[p] !== 0 || elements.im[p] !== 0;
        });
        if (!connected) continue;
        sector[c] = out.length;
        found.push(c);
      }
    }
    out.push(Int32Array.from({ length: count }, (_, c) => c).filter((c) => sector[c] === out.length));
  }
  return out;
}

/** Channels in sectors that do not touch each other: every sector by itself. */
function bySectors(
  channels: Channels,
  parts: readonly { readonly sector: Int32Array; readonly solver: EnergySolver }[],
): EnergySolver {
  const { count } = channels;
  const home = new Int32Array(count);
  const inside = new Int32Array(count);
  for (const [k, { sector }] of parts.entries()) for (const [i, c] of sector.entries()) [home[c], inside[c]] = [k, i];
  const { directions } = parts[0]!.solver;
  const own = (kinetic: Float64Array, sector: Int32Array): Float64Array =>
    Float64Array.from(sector, (c) => kinetic[c]!);
  return {
    channels,
    directions,
    get binds() {
      return parts.some(({ solver }) => solver.binds);
    },
    jostPhase: (kinetic) => parts.reduce((sum, { sector, solver }) => sum + solver.jostPhase(own(kinetic, sector)), 0),
    solve(kinetic, incoming) {
      const columns = incoming.length;
      const t = complex(directions * count, directions * columns);
      let [phase, residual] = [0, 0];
      for (const [k, { sector, solver }] of parts.entries()) {
        const wanted: number[] = [];
        for (let s = 0; s < columns; s++) if (home[incoming[s]!] === k) wanted.push(s);
        const energies = own(kinetic, sector);
        if (wanted.length === 0) {
          if (solver.binds) phase += solver.jostPhase(energies);
          continue;
        }
        const part = solver.solve(
          energies,
          wanted.map((s) => inside[incoming[s]!]!),
        );
        phase += part.phase;
        residual = Math.max(residual, part.residual);
        for (let out = 0; out < directions; out++) {
          for (const [i, c] of sector.entries()) {
            for (let into = 0; into < directions; into++) {
              for (const [w, s] of wanted.entries()) {
                const from = (out * sector.length + i) * part.t.cols + into * wanted.length + w;
                const to = (out * count + c) * t.cols + into * columns + s;
                t.re[to] = part.t.re[from]!;
                t.im[to] = part.t.im[from]!;
              }
            }
          }
        }
      }
      return { t, phase, residual };
    },
  };
}

/** The Toeplitz matrix W_{c'c} in a set of channels. */
export function couplingMatrix(
  { elements, reach }: FloquetCoupling,
  { count, levels, level, quanta }: Channels,
): ComplexMatrix {
  const w = complex(count, count);
  for (let to = 0; to < count; to++) {
    for (let from = 0; from < count; from++) {
      const q = quanta[to]! - quanta[from]!;
      if (Math.abs(q) > reach) continue;
      const p = ((q + reach) * levels + level[to]!) * levels + level[from]!;
      w.re[to * count + from] = elements.re[p]!;
      w.im[to * count + from] = elements.im[p]!;
    }
  }
  return w;
}

/**
 * One dimension, any number of point scatterers. With t_a = W_a ψ(x_a) equation (S90) reads
 *
 *   t_a − Σ_b W_a G⁰_ab t_b = W_a e^{iσKx_a},   G⁰_ab(c) = −(im/K_c) e^{iK_c|x_a − x_b|},   gas (S88), gas (S90)
 *
 * and T^{σ'σ}_{c'c} = Σ_a e^{−iσ'K'x_a} t_a without a subtraction.   gas (S92), gas (S95)
 *
 * The unknowns are y_1 = (1 + κ/|K|) Σ_a t_a with a momentum κ of the model, and y_b = t_b: the Green functions that
 * multiply them, G⁰_a1 |K|/(|K| + κ) and G⁰_ab − G⁰_a1, stay finite where K → 0, so nothing is lost next to a
 * threshold, nor at it.
 */
function line({ model, couplings, scale }: FloquetSystem, channels: Channels): EnergySolver {
  const { mass: m } = model;
  const unit = scale.momentum;
  const n = channels.count;
  const sites = couplings.length;
  const size = n * sites;
  const w = couplings.map((c) => couplingMatrix(c, channels));
  const x = couplings.map((c) => c.position);
  const matrix = complex(size, size);
  let binds: boolean | undefined;
  // Green functions by a, b, c.
  const gr = new Float64Array(sites * sites * n);
  const gi = new Float64Array(sites * sites * n);
  return {
    channels,
    directions: 2,
    get binds() {
      return (binds ??= sites > 1 || accretivePhase(w[0]!) > 1);
    },
    jostPhase: (kinetic) => linePhase(w, x, m, kinetic),
    solve(kinetic, incoming) {
      for (let c = 0; c < n; c++) {
        const open = kinetic[c]! >= 0;
        const k = Math.sqrt(2 * m * Math.abs(kinetic[c]!));
        for (let a = 0; a < sites; a++) {
          const near = Math.abs(x[a]! - x[0]!);
          const first = a * sites * n + c;
          // −im/K · |K|/(|K| + κ) e^{iKd}
          if (open) {
            gr[first] = (m / (k + unit)) * Math.sin(k * near);
            gi[first] = -(m / (k + unit)) * Math.cos(k * near);
          } else {
            gr[first] = -(m / (k + unit)) * Math.exp(-k * near);
            gi[first] = 0;
          }
          for (let b = 1; b < sites; b++) {
            const far = Math.abs(x[a]! - x[b]!);
            const p = (a * sites + b) * n + c;
            const half = (far - near) / 2;
            if (open) {
              // −(im/K)(e^{iKd} − e^{iKd₁}) = (2m/K) e^{iK(d + d₁)/2} sin(K(d − d₁)/2)
              const strength = k * Math.abs(half) < 1e-150 ? 2 * m * half : (2 * m * Math.sin(k * half)) / k;
              gr[p] = strength * Math.cos((k * (far + near)) / 2);
              gi[p] = strength * Math.sin((k * (far + near)) / 2);
            } else {
              const least = Math.min(far, near);
              const more = Math.abs(far - near);
              const drop = k * more < 1e-150 ? -more : Math.expm1(-k * more) / k;
              gr[p] = -m * Math.exp(-k * least) * drop * (far >= near ? 1 : -1);
              gi[p] = 0;
            }
          }
        }
      }
      const { re, im } = matrix;
      for (let a = 0; a < sites; a++) {
        const [wr, wi] = [w[a]!.re, w[a]!.im];
        for (let c = 0; c < n; c++) {
          const row = (a * n + c) * size;
          for (let b = 0; b < sites; b++) {
            const g = (a * sites + b) * n;
            const out = row + b * n;
            const from = c * n;
            for (let d = 0; d < n; d++) {
              const u = wr[from + d]!;
              const v = wi[from + d]!;
              const p = gr[g + d]!;
              const q = gi[g + d]!;
              re[out + d] = v * q - u * p;
              im[out + d] = -(u * q + v * p);
            }
          }
          const k = Math.sqrt(2 * m * Math.abs(kinetic[c]!));
          if (a === 0) {
            re[row + c]! += k / (k + unit);
            for (let b = 1; b < sites; b++) re[row + b * n + c]! -= 1;
          } else re[row + a * n + c]! += 1;
        }
      }
      const columns = incoming.length;
      // One scatterer sees one wave function at its place, whatever the direction.
      const sources = sites === 1 ? columns : 2 * columns;
      const right = complex(size, sources);
      for (let s = 0; s < sources; s++) {
        const c0 = incoming[s % columns]!;
        const sign = s < columns ? 1 : -1;
        for (let a = 0; a < sites; a++) {
          const [pr, pi] = sites === 1 ? [1, 0] : wave(kinetic[c0]!, m, sign * x[a]!);
          for (let c = 0; c < n; c++) {
            const u = w[a]!.re[c * n + c0]!;
            const v = w[a]!.im[c * n + c0]!;
            const p = (a * n + c) * sources + s;
            right.re[p] = u * pr - v * pi;
            right.im[p] = u * pi + v * pr;
          }
        }
      }
      const solution = solveWithPhase(matrix, right);
      const y = solution.value.x;
      // y → t
      for (let c = 0; c < n; c++) {
        const k = Math.sqrt(2 * m * Math.abs(kinetic[c]!));
        for (let s = 0; s < sources; s++) {
          let u = (y.re[c * sources + s]! * k) / (k + unit);
          let v = (y.im[c * sources + s]! * k) / (k + unit);
          for (let b = 1; b < sites; b++) {
            u -= y.re[(b * n + c) * sources + s]!;
            v -= y.im[(b * n + c) * sources + s]!;
          }
          y.re[c * sources + s] = u;
          y.im[c * sources + s] = v;
        }
      }
      const t = complex(2 * n, 2 * columns);
      for (let a = 0; a < sites; a++) {
        for (let c = 0; c < n; c++) {
          for (let out = 0; out < 2; out++) {
            const [pr, pi] = wave(kinetic[c]!, m, out === 0 ? -x[a]! : x[a]!);
            const from = (a * n + c) * sources;
            const into = (out * n + c) * 2 * columns;
            for (let s = 0; s < 2 * columns; s++) {
              const u = y.re[from + (s % sources)]!;
              const v = y.im[from + (s % sources)]!;
              t.re[into + s]! += pr * u - pi * v;
              t.im[into + s]! += pr * v + pi * u;
            }
          }
        }
      }
      // A single scatterer was asked without the phase of the incoming wave.
      if (sites === 1 && x[0] !== 0) {
        for (let s = 0; s < 2 * columns; s++) {
          const [pr, pi] = wave(kinetic[incoming[s % columns]!]!, m, s < columns ? x[0]! : -x[0]!);
          for (let r = 0; r < 2 * n; r++) {
            const p = r * 2 * columns + s;
            const u = t.re[p]!;
            const v = t.im[p]!;
            t.re[p] = u * pr - v * pi;
            t.im[p] = u * pi + v * pr;
          }
        }
      }
      return {
        t,
        phase: solution.value.phase,
        residual: solution.scale === 0 ? 0 : solution.residual / solution.scale,
      };
    },
  };
}

/**
 * arg det(1 − W G⁰) = arg det(W − G⁰⁻¹) + arg det(−G⁰), each continued from zero coupling.
 *
 * G⁰⁻¹ takes the wave function at the scatterers to the steps of its slope, (1/2m) ψ'(x_a + 0) − (1/2m) ψ'(x_a − 0):
 * with e^{±iKx} outside and neighbours at a distance d it has −(K/2m) cot Kd on the diagonal for each neighbour,
 * (K/2m)/sin Kd beside it, and iK/2m at both ends. Where sin Kd = 0 it has a pole that is counted: there are waves with
 * nodes at both neighbours.   gas (S87), gas (S90)
 */
function linePhase(w: readonly ComplexMatrix[], x: readonly number[], m: number, kinetic: Float64Array): number {
  const n = kinetic.length;
  const sites = x.length;
  let phase = 0;
  // Scatterer after scatterer is eliminated from the adjoint of W − G⁰⁻¹, whose anti-Hermitian part is positive.
  let before: { readonly link: Float64Array; readonly inverse: ComplexMatrix } | undefined;
  for (let a = 0; a < sites; a++) {
    const block = complex(n, n, w[a]!.re.slice(), w[a]!.im.slice());
    const link = complex(n, n);
    const links = new Float64Array(n);
    let largest = 0;
    for (let c = 0; c < n; c++) {
      const open = kinetic[c]! > 0;
      const k = Math.sqrt(2 * m * Math.abs(kinetic[c]!));
      const plane = open ? block.im : block.re;
      if (a === 0) plane[c * n + c]! += k / (2 * m);
      if (a === sites - 1) plane[c * n + c]! += k / (2 * m);
      if (open) phase += Math.PI / 2;
      let size = Math.abs(block.re[c * n + c]!);
      const add = (own: number): void => {
        block.re[c * n + c]! += own;
        size += Math.abs(own);
      };
      if (a > 0) add(neighbour(k, open, x[a]! - x[a - 1]!, m).own);
      if (a + 1 < sites) {
        const { own, other, free } = neighbour(k, open, x[a + 1]! - x[a]!, m);
        add(own);
        link.re[c * n + c] = links[c] = other;
        phase += free;
      }
      largest = Math.max(largest, size);
    }
    if (before) {
      for (let c = 0; c < n; c++) {
        for (let d = 0; d < n; d++) {
          block.re[c * n + d]! -= before.link[c]! * before.inverse.re[c * n + d]!;
          block.im[c * n + d]! -= before.link[c]! * before.inverse.im[c * n + d]!;
        }
      }
    }
    // A width below rounding, so that a bound state of this scatterer alone leaves an inverse.
    for (let c = 0; c < n; c++) block.im[c * n + c]! += Number.EPSILON * largest;
    phase -= accretivePhase(block);
    if (a + 1 < sites) before = { link: links, inverse: solve(block, link).value };
  }
  return phase;
}

/** What a neighbour at a distance adds to W − G⁰⁻¹ for one channel: on the diagonal, beside it, and to arg det(−G⁰). */
function neighbour(
  k: number,
  open: boolean,
  distance: number,
  m: number,
): { readonly own: number; readonly other: number; readonly free: number } {
  const angle = k * distance;
  if (angle < 1e-8)
    return { own: 1 / (2 * m * distance), other: -1 / (2 * m * distance), free: open ? angle - Math.PI / 2 : 0 };
  const half = k / (2 * m);
  if (!open) return { own: half / Math.tanh(angle), other: angle > 700 ? 0 : -half / Math.sinh(angle), free: 0 };
  const turns = Math.floor(angle / Math.PI);
  // Less than that off a pole is rounding of the angle.
  const rest = Math.max(angle - turns * Math.PI, turns === 0 ? 0 : 1e-15 * angle);
  return {
    own: half / Math.tan(rest),
    other: (half / Math.sin(rest)) * (turns % 2 === 0 ? -1 : 1),
    free: rest - Math.PI / 2,
  };
}

/** e^{iKx}: a phase where the channel is open, e^{−|K|x} where it is closed. */
function wave(kinetic: number, m: number, x: number): readonly [number, number] {
  if (x === 0) return [1, 0];
  const k = Math.sqrt(2 * m * Math.abs(kinetic));
  // A closed wave that grows beyond the range is cut where doubles end.
  return kinetic >= 0 ? [Math.cos(k * x), Math.sin(k * x)] : [Math.exp(Math.min(700, -k * x)), 0];
}

/**
 * The zero-range centre in three dimensions: (rψ)'|₀ = −A (rψ)|₀, so F = −(A + iK)⁻¹ for the s-wave and T = −(2π/m) F
 * for plane waves.   gas (S96), in three dimensions
 */
function centre({ model, couplings }: FloquetSystem, channels: Channels): EnergySolver {
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
