import type { Channels } from './channels.js';
import type { FloquetSystem } from './system.js';

/**
 * Sets of channels between which there is no coupling, because of parity, or because no combination of harmonics
 * connects them.
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
