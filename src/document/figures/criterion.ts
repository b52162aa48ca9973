import { type Rates, rateIndex, totalRates } from '../../gas/index.js';
import { real, solve } from '../../numeric/index.js';

/**
 * Δ_j = Σ_{j',q} Γ^q_{j'→j} e^{−β(ε_j' − ε_j)} (e^{βqω} − 1), which keeps the steady state from the Boltzmann law.   gas (7), (8), (9)
 */
export function departures(r: Rates): Float64Array {
  const { beta, levels, sidebands, quasienergies, frequency } = r;
  return Float64Array.from({ length: levels }, (_, j) => {
    let sum = 0;
    for (let q = -sidebands; q <= sidebands; q++) {
      for (let i = 0; i < levels; i++) {
        if (q === 0) continue;
        // Γ = scaled · e^{−β max(0, ε_j + qω − ε_i)}: the exponents are joined before they overflow.
        const gain = quasienergies[j]! + q * frequency - quasienergies[i]!;
        const thermal = -beta * (quasienergies[i]! - quasienergies[j]!) - beta * Math.max(0, gain);
        sum += r.scaled[rateIndex(r, i, j, q)]! * (Math.exp(thermal + beta * q * frequency) - Math.exp(thermal));
      }
    }
    return sum;
  });
}

/**
 * C(β) = max_j |δ_j| / (β max_j |p⁽¹⁾_j|), where Σ_j' Γ_{j'→j} (δ_j' − δ_j) = Δ_j/N, Σ δ = 0 and p⁽¹⁾_j = −(ε_j − ε̄)/N.   gas (11), (12)
 */
export function criterion(r: Rates): { readonly value: number; readonly slope: number } {
  const n = r.levels;
  const total = totalRates(r);
  // Bordered: at finite β the equations add up to no more than approximately zero, and what is left goes to a multiplier.
  const m = n + 1;
  const a = real(m, m);
  const b = real(m, 1);
  const delta = departures(r);
  for (let j = 0; j < n; j++) {
    b.re[j] = delta[j]! / n;
    for (let i = 0; i < n; i++) {
      if (i === j) continue;
      const rate = total.re[j * n + i]!;
      a.re[j * m + i]! += rate;
      a.re[j * m + j]! -= rate;
    }
    a.re[j * m + n] = total.re.reduce((x, y) => Math.max(x, y), 0);
    a.re[n * m + j] = 1;
  }
  const shift = solve(a, b).value.re.subarray(0, n);
  const mean = r.quasienergies.reduce((s, e) => s + e, 0) / n;
  const slope = Math.max(...r.quasienergies.map((e) => Math.abs(e - mean))) / n;
  return { value: Math.max(...shift.map(Math.abs)) / (r.beta * slope), slope };
}
