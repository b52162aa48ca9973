import { limit } from '../text/index.js';
import { type GasModel, rowSumNorm } from './model.js';

/** Dimension of the largest matrix for the eigensolver, which takes about half a minute. */
export const largestBlock = 3000;

export function tooManyHarmonics(n: number, { width = 0, count = 1 } = {}): never {
  const many = width > manyHarmonics;
  const what = count === 1 ? `a matrix of dimension ${n}` : `${count} matrices of up to dimension ${n}`;
  return limit(
    'too-many-harmonics',
    `the Floquet modes need ${what}${many ? `, because the drive has harmonics up to ${width}` : ''}; the limit is one of ${largestBlock}`,
    {
      hint: many
        ? 'fewer harmonics or levels need smaller ones'
        : 'the drive is very strong or slow compared with its frequency',
    },
  );
}

/** From this number of harmonics on, messages name the harmonics as the reason for large matrices. */
export const manyHarmonics = 20;

/** Largest amplitude at the edge of the extended space; its square is the largest weight there. */
const largestEdgeAmplitude = 1e-14;

/**
 * Number of harmonics of the modes for a drive with many weak harmonics. Its phases e^{−iΦ} have components of about
 * exp(Σ_k |H_k|/(kω) z^k), and components above rounding must not reach the edge, which is as wide as the drive.
 * gas (S55)
 */
export function harmonicsOfMany({ hamiltonian, frequency }: GasModel, width: number): number {
  const phase = new Float64Array(width + 1);
  for (const [k, h] of hamiltonian) if (k > 0) phase[k] = rowSumNorm(h) / (k * frequency);
  const most = Math.ceil(largestBlock / 2);
  const component = new Float64Array(most + 1);
  component[0] = 1;
  let needed = width;
  for (let n = 1; n <= most; n++) {
    // n g_n = Σ k a_k g_{n−k}
    let sum = 0;
    for (let k = 1; k <= Math.min(n, width); k++) sum += k * phase[k]! * component[n - k]!;
    component[n] = sum / n;
    if (component[n]! > largestEdgeAmplitude) needed = width + n;
  }
  return needed;
}

/**
 * Refuses a drive of many harmonics in advance if its modes would take longer than the largest matrix.
 *
 * @param sizes  sizes of the parts of the extended space
 */
export function checkMatrices(sizes: readonly number[], width: number): void {
  const work = sizes.reduce((sum, n) => sum + n ** 3, 0);
  if (work > largestBlock ** 3) tooManyHarmonics(Math.max(...sizes), { width, count: sizes.length });
}
