import { type ComplexMatrix, complex } from '../numeric/index.js';
import { phaseComponents, phaseReach } from './common-drive.js';
import { type FloquetModes, makeLargestReal, withoutOuterHarmonics } from './mode-set.js';

/** Largest number of harmonics of a common phase; beyond it the modes are returned without the phase. */
const mostPhaseHarmonics = 3000;

/** Components of a phase below this change no amplitude by more than rounding. */
const smallestPart = 1e-18;

/**
 * The modes with the phase e^{−iΦ(t)} of the common drive in their Fourier components; undefined where it has too many.
 *   gas (S58)
 */
export function withCommonPhase(modes: FloquetModes): FloquetModes | undefined {
  const { common, frequency, levels, harmonics, fourier } = modes;
  if (common.size === 0) return modes;
  const bound = phaseReach(common, frequency);
  if (!(bound <= mostPhaseHarmonics)) return undefined;
  const reach = Math.ceil(1.2 * bound) + 30;
  const phase = phaseComponents(common, frequency, reach);
  const wide = harmonics + reach;
  const row = levels * levels;
  const out = complex(levels * (2 * wide + 1), levels);
  for (let l = -reach; l <= reach; l++) {
    const [c, s] = [phase.re[l + reach]!, phase.im[l + reach]!];
    if (c * c + s * s < smallestPart ** 2) continue;
    addMultiple(out, (l + reach) * row, fourier, c, s);
  }
  for (let j = 0; j < levels; j++) makeLargestReal(out, j);
  const { common: _, ...rest } = withoutOuterHarmonics({ ...modes, harmonics: wide, fourier: out });
  return { ...rest, common: new Map() };
}

/** Adds (c + i·s) times a matrix at a place of another. */
function addMultiple(into: ComplexMatrix, place: number, from: ComplexMatrix, c: number, s: number): void {
  const { re, im } = from;
  const { re: sumRe, im: sumIm } = into;
  for (let p = 0; p < re.length; p++) {
    const x = re[p]!;
    const y = im[p]!;
    sumRe[place + p]! += c * x - s * y;
    sumIm[place + p]! += c * y + s * x;
  }
}
