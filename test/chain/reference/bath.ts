import { gaussLegendre } from '../../../src/numeric/index.js';

export interface PhononLine {
  readonly temperature: number;
  readonly frequency: number;
  readonly width: number;
}

/** n_B(w + i0) A(w) of both signs of w in one: the rate at which the phonons take the energy w.   chain (21) */
export function phononRate({ temperature, frequency, width }: PhononLine, w: number): number {
  const line = Math.exp(-(((Math.abs(w) - frequency) / width) ** 2)) / (frequency * width * Math.sqrt(Math.PI));
  return (w === 0 ? temperature : w / -Math.expm1(-w / temperature)) * line;
}

const rule = gaussLegendre(20);

/** P∫ g(w')/(w − w') dw' = ∫_0^∞ [g(w − u) − g(w + u)]/u du, panel by panel; g has a kink at 0.   chain, Methods */
export function phononShift(line: PhononLine, w: number): number {
  const { frequency, width } = line;
  const kink = Math.abs(w);
  const end = kink + frequency + 8 * width;
  let sum = 0;
  for (const [a, b] of [
    [0, kink],
    [kink, end],
  ] as const) {
    const panels = Math.ceil((b - a) / (width / 2));
    for (let p = 0; p < panels; p++) {
      const h = (b - a) / panels / 2;
      const centre = a + (2 * p + 1) * h;
      rule.nodes.forEach((x, k) => {
        const u = centre + h * x;
        sum += (h * rule.weights[k]! * (phononRate(line, w - u) - phononRate(line, w + u))) / u;
      });
    }
  }
  return sum;
}

/** (1/π) η/(x² + η²) */
export function lorentzian(x: number, width: number): number {
  return width / Math.PI / (x * x + width * width);
}
