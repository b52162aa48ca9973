import { describe, expect, test } from 'vitest';
import { bathFunction, bathShift, type Phonons } from '../../src/chain/index.js';
import { interpolated } from '../../src/chain/interpolation.js';
import { gaussLegendre, integrate } from '../../src/numeric/index.js';

/** ∫_0^∞ [g(w−u) − g(w+u)]/u du by adaptive panels. */
function byDefinition(phonons: Phonons, w: number): number {
  const g = bathFunction(phonons);
  const { frequency, width } = phonons;
  const reach = frequency + 8 * width;
  const far = Math.abs(w) + reach;
  const marks = [
    Math.abs(w),
    Math.abs(w - reach),
    Math.abs(w + reach),
    Math.abs(w - frequency),
    Math.abs(w + frequency),
  ];
  const breaks = [...new Set([0, ...marks.filter((u) => u > 1e-12 && u < far), far])].sort((a, b) => a - b);
  return integrate((u) => (g(w - u) - g(w + u)) / u, breaks, { tolerance: 1e-13 }).value;
}

const baths: readonly Phonons[] = [
  { temperature: 1, frequency: 1, width: 0.4 },
  { temperature: 0, frequency: 1, width: 0.4 },
  { temperature: 1e-3, frequency: 1, width: 0.4 },
  { temperature: 50, frequency: 1, width: 0.4 },
  { temperature: 0.3, frequency: 6, width: 0.2 },
  { temperature: 1, frequency: 0.05, width: 2 },
];
const energies = [0, 1e-9, -1e-9, 0.003, -0.02, 0.4, -0.41, 1, -1, 1.6, 2.75, -3.1, 3.8, -3.8, 7, -20, 1e6];

describe.each(baths)('the level shift by phonons with $temperature, $frequency, $width', (phonons) => {
  const shift = bathShift(phonons);
  const wanted = energies.map((w) => byDefinition(phonons, w));
  const size = Math.max(1, ...wanted.map(Math.abs));

  test('is the principal value', () => {
    energies.forEach((w, i) => expect(Math.abs(shift(w) - wanted[i]!) / size, `w = ${w}`).toBeLessThan(2e-12));
  });

  test('is interpolated to the same digits', () => {
    const { width, temperature } = phonons;
    const near = interpolated(shift, 8, Math.min(width, Math.max(temperature, width / 8)) / 2);
    for (let w = -8; w <= 8; w += 0.0371) expect(Math.abs(near(w) - shift(w)) / size, `w = ${w}`).toBeLessThan(2e-12);
  });
});

test('The level shift keeps its digits next to the points of its quadrature', () => {
  const phonons = { temperature: 1, frequency: 1, width: 0.4 };
  const shift = bathShift(phonons);
  for (const t of gaussLegendre(16).nodes) {
    for (const off of [0, 1e-14, 1e-11, 1e-8]) {
      const w = 0.2 * (1 + t) + off;
      expect(Math.abs(shift(w) - byDefinition(phonons, w)), `w = ${w}`).toBeLessThan(5e-13);
    }
  }
});
