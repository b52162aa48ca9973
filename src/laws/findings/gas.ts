import { RateTable, type Rates, isInelastic } from '../../gas/index.js';

/** Γ^q_{j→j'} for every inelastic process. */
export function* processes(
  r: Rates,
): Generator<{ from: number; to: number; quanta: number; rate: number; gain: number }> {
  for (let quanta = -r.sidebands; quanta <= r.sidebands; quanta++) {
    for (let to = 0; to < r.levels; to++) {
      for (let from = 0; from < r.levels; from++) {
        if (to === from && quanta === 0) continue;
        const gain = r.quasienergies[to]! + quanta * r.frequency - r.quasienergies[from]!;
        yield { from, to, quanta, rate: r.rate.at({ initial: from, final: to, quanta }), gain };
      }
    }
  }
}

/** Rates whose entry (j → j', q) is the old rate of another process, or a multiple of it. */
export function changed(
  r: Rates,
  change: (p: { from: number; to: number; quanta: number }) => {
    from: number;
    to: number;
    quanta: number;
    factor?: number;
  },
): Rates {
  const rate = RateTable.of(r, (process) => {
    if (!isInelastic(process)) return 0;
    const { initial: from, final: to, quanta } = process;
    const { factor = 1, ...was } = change({ from, to, quanta });
    return factor * r.rate.at({ initial: was.from, final: was.to, quanta: was.quanta });
  });
  const scaled = rate.map((value, { initial, final, quanta }) => {
    const gain = r.quasienergies[final]! + quanta * r.frequency - r.quasienergies[initial]!;
    return value * Math.exp(r.beta * Math.max(0, gain));
  });
  return { ...r, rate, scaled };
}

export const transposed = (r: Rates): Rates => changed(r, (p) => ({ from: p.to, to: p.from, quanta: p.quanta }));
export const otherSign = (r: Rates): Rates => changed(r, (p) => ({ ...p, quanta: -p.quanta }));
