import { type Rates, rateIndex } from '../../gas/index.js';

/** Γ^q_{j→j'} for every process but the elastic ones. */
export function* processes(
  r: Rates,
): Generator<{ from: number; to: number; quanta: number; rate: number; gain: number }> {
  for (let quanta = -r.sidebands; quanta <= r.sidebands; quanta++) {
    for (let to = 0; to < r.levels; to++) {
      for (let from = 0; from < r.levels; from++) {
        if (to === from && quanta === 0) continue;
        const gain = r.quasienergies[to]! + quanta * r.frequency - r.quasienergies[from]!;
        yield { from, to, quanta, rate: r.rate[rateIndex(r, from, to, quanta)]!, gain };
      }
    }
  }
}

/** Rates whose entry (j → j', q) is what another process, or a multiple of it, had. */
export function changed(
  r: Rates,
  change: (p: { from: number; to: number; quanta: number }) => {
    from: number;
    to: number;
    quanta: number;
    factor?: number;
  },
): Rates {
  const rate = new Float64Array(r.rate.length);
  const scaled = new Float64Array(r.rate.length);
  for (const p of processes(r)) {
    const { factor = 1, ...was } = change(p);
    const k = rateIndex(r, p.from, p.to, p.quanta);
    rate[k] = factor * r.rate[rateIndex(r, was.from, was.to, was.quanta)]!;
    scaled[k] = rate[k]! * Math.exp(r.beta * Math.max(0, p.gain));
  }
  return { ...r, rate, scaled };
}

export const transposed = (r: Rates): Rates => changed(r, (p) => ({ from: p.to, to: p.from, quanta: p.quanta }));
export const otherSign = (r: Rates): Rates => changed(r, (p) => ({ ...p, quanta: -p.quanta }));
