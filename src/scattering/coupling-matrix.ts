import type { FloquetCoupling } from '../floquet/index.js';
import { type ComplexMatrix, complex } from '../numeric/index.js';
import type { Channels } from './channels.js';

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
