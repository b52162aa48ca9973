import { fromGaussian, gaussian } from '../../exact/index.js';
import { type Operator, localWord, sumOperators, sumOverChain, wordFrom } from '../../spin/index.js';

/**
 * C_k of the isotropic chain at J = 1 in the closed form of Grabowski and Mathieu.
 *
 *   2^k C_k = (k−2)! Σ_m (−1)^m binom(k−1−m, m) H_{k−2m}
 */
export function isotropicCharge(k: number): Operator {
  let factorial = 1;
  for (let n = 2; n <= k - 2; n++) factorial *= n;
  const parts: Operator[] = [];
  for (let m = 0; k - 2 * m >= 2; m++) {
    const weight = (m % 2 === 0 ? 1 : -1) * binomial(k - 1 - m, m) * factorial;
    for (const [letters, c] of clusterSum(k - 2 * m)) {
      parts.push(localWord(wordFrom(letters).word, 0, fromGaussian(gaussian(weight * c, 0, 2 ** k))));
    }
  }
  return sumOverChain(sumOperators(parts));
}

/**
 * H_k = F_{k,0} + Σ_{m=1}^{⌊k/2⌋−1} Σ_{l=1}^{m} α_{m,l} F_{k−2m,l},   α_{m,l} = binom(2m−l−1, m−1) − binom(2m−l−1, m)
 *
 * F_{n,l} sums over all clusters of n spins on n + l sites, first and last among them, the nested product
 * (…((σ_1 × σ_2) × σ_3) × …) · σ_n. The map goes from letters to the coefficient.
 */
export function clusterSum(k: number): Map<string, number> {
  const sum = new Map<string, number>();
  addClusters(sum, k, 0, 1);
  for (let m = 1; m <= Math.floor(k / 2) - 1; m++) {
    for (let l = 1; l <= m; l++)
      addClusters(sum, k - 2 * m, l, binomial(2 * m - l - 1, m - 1) - binomial(2 * m - l - 1, m));
  }
  return sum;
}

function binomial(n: number, k: number): number {
  if (k < 0 || k > n) return 0;
  let value = 1;
  for (let i = 0; i < k; i++) value = (value * (n - i)) / (i + 1);
  return value;
}

/** Adds α F_{n,l}. */
function addClusters(sum: Map<string, number>, n: number, holes: number, alpha: number): void {
  const words = nested(n);
  for (const inner of subsets(n + holes - 2, n - 2)) {
    const sites = [0, ...inner.map((s) => s + 1), n + holes - 1];
    for (const [word, sign] of words) {
      const letters = Array.from({ length: n + holes }, () => 'I');
      for (const [k, site] of sites.entries()) letters[site] = word[k]!;
      const key = letters.join('');
      sum.set(key, (sum.get(key) ?? 0) + alpha * sign);
    }
  }
}

/** The words of (…(σ_1 × σ_2) × …) · σ_n with their signs; n = 2 is σ·σ. */
function nested(n: number): [string, number][] {
  const axes = 'XYZ';
  let vector: [string, number][][] = [...axes].map((letter) => [[letter, 1]]);
  for (let k = 2; k < n; k++) {
    vector = [0, 1, 2].map((a) => {
      const [b, c] = [(a + 1) % 3, (a + 2) % 3];
      return [
        ...vector[b]!.map(([w, s]): [string, number] => [w + axes[c]!, s]),
        ...vector[c]!.map(([w, s]): [string, number] => [w + axes[b]!, -s]),
      ];
    });
  }
  return vector.flatMap((component, a) => component.map(([w, s]): [string, number] => [w + axes[a]!, s]));
}

/** Subsets of {0 … n − 1} with k elements, ascending. */
function* subsets(n: number, k: number, from = 0): Generator<number[]> {
  if (k === 0) {
    yield [];
    return;
  }
  for (let first = from; first <= n - k; first++)
    for (const rest of subsets(n, k - 1, first + 1)) yield [first, ...rest];
}
