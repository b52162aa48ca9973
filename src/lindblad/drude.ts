import { type ComplexMatrix, real, solveSmall } from '../numeric/index.js';
import { between, degeneracyTolerance, SectorOperator, type Spectrum } from '../ring/index.js';
import { checkInterrupt, refuse } from '../text/index.js';

/** A conserved quantity as an operator on the ring. */
export interface ConservedOperator {
  readonly name: string;
  readonly operator: SectorOperator;
}

/** The part of a Drude weight that the charges up to one of the list explain. */
export interface MazurShare {
  readonly name: string;
  /** Mazur's bound from this charge and those before it, in units of the plateau: from 0 to 1, not decreasing */
  readonly explained: number;
}

/** The part of a current that never decays on a ring, per site. */
export interface DrudeWeight {
  /** lim ⟨J(t)J⟩/N − ⟨J⟩²/N: the plateau of the correlation */
  readonly plateau: number;
  /** ⟨J²⟩/N − ⟨J⟩²/N: the correlation at t = 0, which the plateau cannot exceed */
  readonly initial: number;
  /** D = plateau/2T, the weight in Re σ(ω) = 2πD δ(ω) + …; 0 at T = ∞, where the plateau is what remains finite */
  readonly weight: number;
  /** Mazur's bound on the plateau from all charges */
  readonly bound: number;
  readonly shares: readonly MazurShare[];
  /** the largest part of a charge between different levels, relative to the charge: 0 where it is conserved */
  readonly leak: number;
}

/** Relative accuracy of an overlap, in units of its Schwarz bound. */
const correlationRounding = 1e-14;

/** Where all states but one together have less weight than this, fluctuations are lost in rounding. */
const pureWeight = 1e-11;

/**
 * Largest part between different levels, relative to the charge, of a charge that counts as conserved. It allows for
 * rounding in matrix elements of a few hundred terms.
 */
const maxLeakage = 1e-8;

/**
 * Drude weight of a current on a ring, by its exact overlaps, and Mazur's bound from conserved quantities:
 *
 *   C̄ = (1/N) Σ_{E_n=E_m} p_n |⟨n|J|m⟩|² − ⟨J⟩²/N  ≥  (1/N) Σ_ij ⟨J C_i⟩ (χ^{−1})_ij ⟨C_j J⟩,   D = C̄/2T
 *
 * with connected correlations in the thermal state, χ as in chain (4). Integrable chains have C̄ > 0 at any
 * temperature, which is why even a weak drive can move their currents.
 *
 * @param spectrum     of H_0
 * @param current      Hermitian; extensive
 * @param charges      Hermitian, conserved, independent; the shares depend on the order
 * @param temperature  T > 0, Infinity allowed
 * @diagnostic `ensemble-frozen` where the thermal state is a single state, `charge-not-conserved`,
 *   `susceptibility-singular` with the name of the dependent charge, `temperature`
 * @cost one dense product for each pair of sectors the current joins, and for each charge
 */
export function drudeWeightIn(
  spectrum: Spectrum,
  current: SectorOperator,
  charges: readonly ConservedOperator[],
  temperature: number,
): DrudeWeight {
  if (!(temperature > 0)) refuse('temperature', `the temperature must be positive, not ${temperature}`);
  const { sites } = spectrum.basis;
  const weights = boltzmannWeights(spectrum.energies, temperature);
  const ground = weights.reduce((best, w, n) => (w > weights[best]! ? n : best), 0);
  if (charges.length > 0 && weights.reduce((sum, w, n) => (n === ground ? sum : sum + w), 0) < pureWeight) {
    refuse(
      'ensemble-frozen',
      `at temperature ${temperature} the thermal state is the single ground state, in which no conserved quantity fluctuates: there is nothing for charges to explain`,
      {
        hint: 'take a higher temperature, or leave out --charges',
      },
    );
  }
  const operators = [current, ...charges.map((c) => c.operator)];
  const n = operators.length;
  const correlations = real(n, n);
  const means = new Float64Array(n);
  const whole = new Float64Array(n);
  const lost = new Float64Array(n);
  let initial = 0;
  const tolerance = degeneracyTolerance * spectrum.scale;
  for (const from of spectrum.sectors) {
    checkInterrupt();
    for (const to of spectrum.sectors) {
      const parts = operators.map((o): ComplexMatrix | undefined => {
        const block = o.sparse(from.sector, to.sector);
        return block && between(to.vectors, block, from.vectors);
      });
      if (parts.every((p) => p === undefined)) continue;
      const [rows, columns] = [to.energies.length, from.energies.length];
      for (let k = 0; k < rows; k++) {
        for (let m = 0; m < columns; m++) {
          const at = k * columns + m;
          const p = weights[from.sector.offset + m]!;
          const same = Math.abs(to.energies[k]! - from.energies[m]!) <= tolerance;
          const self = from === to && k === m;
          for (let i = 0; i < n; i++) {
            const a = parts[i];
            if (!a) continue;
            const [x, y] = [a.re[at]!, a.im[at]!];
            const size = x * x + y * y;
            whole[i]! += size;
            if (i === 0) initial += p * size;
            if (!same) {
              lost[i]! += size;
              continue;
            }
            if (self) means[i]! += p * x;
            for (let j = 0; j <= i; j++) {
              const b = parts[j];
              if (b) correlations.re[i * n + j]! += p * (x * b.re[at]! + y * b.im[at]!);
            }
          }
        }
      }
    }
  }
  const raw = Float64Array.from({ length: n }, (_, i) => (i === 0 ? initial : correlations.re[i * n + i]!));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const [own, other] = [raw[i]!, raw[j]!];
      const full = correlations.re[i * n + j]! - means[i]! * means[j]!;
      // By Schwarz's inequality the sum of these terms does not exceed this bound, so a sum below its rounding error is
      // set to 0.
      const c = i !== j && Math.abs(full) <= correlationRounding * Math.sqrt(own * other) ? 0 : full;
      correlations.re[i * n + j] = correlations.re[j * n + i] = c;
    }
  }
  let leak = 0;
  charges.forEach(({ name }, i) => {
    const out = whole[i + 1] === 0 ? 0 : Math.sqrt(lost[i + 1]! / whole[i + 1]!);
    if (out > maxLeakage) {
      refuse(
        'charge-not-conserved',
        `${name} does not commute with the Hamiltonian: ${out.toExponential(1)} of it leads to other energies`,
        { hint: `leave ${name} out` },
      );
    }
    leak = Math.max(leak, out);
  });
  const plateau = correlations.re[0]! / sites;
  const bounds = charges.map((_, count) => mazurBound(correlations.re, n, charges, count + 1) / sites);
  const bound = bounds.at(-1) ?? 0;
  return {
    plateau,
    initial: (initial - means[0]! ** 2) / sites,
    weight: plateau / (2 * temperature),
    bound,
    shares: charges.map(({ name }, i) => ({ name, explained: plateau === 0 ? 0 : bounds[i]! / plateau })),
    leak,
  };
}

/** Σ_ij ⟨J C_i⟩ (χ^{−1})_ij ⟨C_j J⟩ over the first charges. */
function mazurBound(
  correlations: Float64Array,
  n: number,
  charges: readonly ConservedOperator[],
  count: number,
): number {
  const chi = real(count, count);
  const overlap = Float64Array.from({ length: count }, (_, i) => correlations[(i + 1) * n]!);
  for (let i = 0; i < count; i++)
    for (let j = 0; j < count; j++) chi.re[i * count + j] = correlations[(i + 1) * n + j + 1]!;
  checkIndependent(chi.re, count, charges);
  return solveSmall(chi, overlap).value.reduce((s, x, i) => s + x * overlap[i]!, 0);
}

function checkIndependent(chi: Float64Array, count: number, charges: readonly ConservedOperator[]): void {
  const left = chi.slice();
  for (let k = 0; k < count; k++) {
    const pivot = left[k * count + k]!;
    if (!(pivot > 1e-11 * chi[k * count + k]!)) {
      const { name } = charges[k]!;
      refuse('susceptibility-singular', `${name} is a combination of the charges before it, or a constant`, {
        hint: `leave ${name} out`,
      });
    }
    for (let i = k + 1; i < count; i++) {
      const f = left[i * count + k]! / pivot;
      for (let j = k; j < count; j++) left[i * count + j]! -= f * left[k * count + j]!;
    }
  }
}

function boltzmannWeights(energies: Float64Array, temperature: number): Float64Array {
  const least = energies.reduce((m, e) => Math.min(m, e), Infinity);
  const weights = energies.map((e) => Math.exp((least - e) / temperature));
  const z = weights.reduce((s, w) => s + w, 0);
  return weights.map((w) => w / z);
}
