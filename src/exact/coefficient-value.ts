import type { Coefficient } from './coefficient.js';
import { multiplyIntegers } from './integer.js';
import type { Monomial } from './monomial.js';

/**
 * The complex value of a coefficient at a point, in floating point. It serves numerics and tests, and is never used for
 * an exact result.
 *
 * @param at    value of a parameter by its ASCII name; complex parameters as {re, im}
 * @param time  t of e^{iωt}, 0 by default
 */
export function evaluateCoefficient(
  a: Coefficient,
  at: (name: string) => number | { re: number; im: number },
  time = 0,
): { re: number; im: number } {
  let re = 0;
  let im = 0;
  for (const { monomial, value } of a.terms) {
    let z = { re: ratio(value.re, value.den), im: ratio(value.im, value.den) };
    const factor = evaluateMonomial(monomial, at, time);
    z = { re: z.re * factor.re - z.im * factor.im, im: z.re * factor.im + z.im * factor.re };
    re += z.re;
    im += z.im;
  }
  return { re, im };
}

/** num / den in floating point; integers beyond its range are shortened together, so the result is never NaN. */
function ratio(num: ReturnType<typeof multiplyIntegers>, den: ReturnType<typeof multiplyIntegers>): number {
  const [n, d] = [Number(num), Number(den)];
  if (Number.isFinite(n) && Number.isFinite(d)) return n / d;
  const bits = Math.max(BigInt(num).toString(2).length, BigInt(den).toString(2).length);
  const excess = BigInt(bits - 1000);
  return Number(BigInt(num) >> excess) / Number(BigInt(den) >> excess);
}

function evaluateMonomial(
  m: Monomial,
  at: (name: string) => number | { re: number; im: number },
  time: number,
): { re: number; im: number } {
  let modulus = 1;
  let phase = 0;
  for (const { symbol, doubled } of m.factors) {
    const given = symbol.kind === 'prime' ? Number(symbol.name) : (symbol.value ?? at(symbol.name));
    const z = typeof given === 'number' ? { re: given, im: 0 } : given;
    if (symbol.kind === 'phase') {
      phase += (z.re * doubled) / 2;
      continue;
    }
    if (z.im === 0 && doubled % 2 === 0) {
      modulus *= z.re ** (doubled / 2);
      continue;
    }
    const angle = Math.atan2(z.im, z.re) * (symbol.kind === 'conjugate' ? -1 : 1);
    modulus *= Math.hypot(z.re, z.im) ** (doubled / 2);
    phase += (angle * doubled) / 2;
  }
  if (m.mode) {
    const base = evaluateMonomial(m.mode.base, at, 0).re;
    phase += (Number(m.mode.multiple.num) / Number(m.mode.multiple.den)) * base * time;
  }
  return phase === 0 ? { re: modulus, im: 0 } : { re: modulus * Math.cos(phase), im: modulus * Math.sin(phase) };
}
