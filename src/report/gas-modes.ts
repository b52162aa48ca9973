import type { FloquetModes } from '../floquet/index.js';

/** One mode. */
export interface ModeDocument {
  meanEnergy: number;
  quasienergy: number;
  fourier: Record<string, [number, number][]>;
}

/** Every mode with its nonzero Fourier components. */
export function modeDocuments({
  levels,
  harmonics,
  fourier,
  meanEnergies,
  quasienergies,
}: FloquetModes): ModeDocument[] {
  return Array.from(meanEnergies, (meanEnergy, j) => {
    const components: Record<string, [number, number][]> = {};
    for (let k = -harmonics; k <= harmonics; k++) {
      const column = Array.from({ length: levels }, (_, i): [number, number] => {
        const p = ((k + harmonics) * levels + i) * levels + j;
        return [fourier.re[p]!, fourier.im[p]!];
      });
      if (column.some(([re, im]) => Math.hypot(re, im) > 1e-17)) components[k] = column;
    }
    return { meanEnergy, quasienergy: quasienergies[j]!, fourier: components };
  });
}
