import { refuse } from '../text/index.js';

/** Einstein phonons with a broadened spectrum at a temperature. chain (21) */
export interface Phonons {
  /** T_ph ≥ 0; at 0 the bath absorbs energy but does not give any */
  readonly temperature: number;
  /** ω_ph > 0 */
  readonly frequency: number;
  /** η > 0 */
  readonly width: number;
}

/**
 * Spectral function of the bath, where w is the energy given to the phonons:
 *
 *   g(w) = (n_B(w) + 1) A(w) + n_B(−w) A(−w) = w/(1 − e^{−w/T}) · e^{−(|w|−ω_ph)²/η²} / (ω_ph η √π)      chain (21)
 *
 * This is one closed form for emission and absorption: g(−w) = e^{−w/T} g(w), and g(0) is its limit, counted once. At T
 * = 0 the first factor is w for w > 0, and nothing is absorbed.
 *
 * @implements chain (21) for the bath function
 */
export function bathFunction(phonons: Phonons): (w: number) => number {
  const emission = bathFunctionFrom(phonons, 1);
  const absorption = bathFunctionFrom(phonons, -1);
  const { temperature } = phonons;
  return (w) => (w > 0 || (w === 0 && temperature > 0) ? emission(w) : temperature > 0 ? absorption(w) : 0);
}

/** g on one side of its kink at 0, where it depends on |w| = ±w, as it continues analytically to all w. */
export function bathFunctionFrom({ temperature, frequency, width }: Phonons, side: 1 | -1): (w: number) => number {
  const norm = 1 / (frequency * width * Math.sqrt(Math.PI));
  return (w) => {
    const d = (side * w - frequency) / width;
    if (temperature === 0) return w * norm * Math.exp(-d * d);
    const y = w / temperature;
    const bose = Math.abs(y) < 1e-8 ? temperature * (1 + y / 2) : -w / Math.expm1(-y);
    return bose * norm * Math.exp(-d * d);
  };
}

/** Largest exponent for which e^{E/T} and its inverse are both normal doubles. */
const maxExponent = 300;

/** Energies of states before and after a transition, and where a number for each pair of them is put. */
export interface EnergyPairs {
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly out?: Float64Array | undefined;
}

/**
 * scale · g(from[j] − to[i]) of all pairs, at i · from.length + j. The Boltzmann factor of a pair is the product of two
 * that belong to the states, so only the Gaussian costs an exponential.
 */
export function bathTable(
  phonons: Phonons,
  { from, to, out = new Float64Array(from.length * to.length) }: EnergyPairs,
  scale: number,
): Float64Array {
  const { temperature, frequency, width } = phonons;
  const g = bathFunction(phonons);
  const n = from.length;
  const middle = from[0] ?? 0;
  const fits = (energies: Float64Array): boolean =>
    energies.every((e) => Math.abs(e - middle) < maxExponent * temperature);
  if (!fits(from) || !fits(to)) {
    for (let i = 0; i < to.length; i++) for (let j = 0; j < n; j++) out[i * n + j] = scale * g(from[j]! - to[i]!);
    return out;
  }
  const down = from.map((e) => Math.exp((middle - e) / temperature));
  const norm = scale / (frequency * width * Math.sqrt(Math.PI));
  const near = 1e-3 * temperature;
  for (let i = 0; i < to.length; i++) {
    const e = to[i]!;
    const up = Math.exp((e - middle) / temperature);
    for (let j = 0; j < n; j++) {
      const w = from[j]! - e;
      if (w < near && w > -near) {
        // 1 − e^{−w/T} loses its digits here.
        out[i * n + j] = scale * g(w);
        continue;
      }
      const d = ((w < 0 ? -w : w) - frequency) / width;
      out[i * n + j] = ((norm * w) / (1 - down[j]! * up)) * Math.exp(-d * d);
    }
  }
  return out;
}

/** @diagnostic `bath-setting` */
export function checkPhonons({ temperature, frequency, width }: Phonons): void {
  if (!(temperature >= 0) || !Number.isFinite(temperature))
    refuse('bath-setting', `the temperature of the bath must be a finite number from 0, not ${temperature}`);
  for (const [name, value] of [
    ['frequency', frequency],
    ['width', width],
  ] as const) {
    if (!(value > 0) || !Number.isFinite(value))
      refuse('bath-setting', `the ${name} of the bath must be a positive number, not ${value}`);
  }
}
