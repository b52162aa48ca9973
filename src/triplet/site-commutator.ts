import { type Coefficient, gaussian, multiplyCoefficients, scaleCoefficient } from '../exact/index.js';
import { isUniform, productOfShifted, timesWeight, uniformWeight } from '../spin/index.js';
import { checkInterrupt, limit } from '../text/index.js';
import { SiteSum, type SiteTerm, type SiteWord, trimmed } from './site-sum.js';
import { siteDimension, siteProducts, tableDenominator } from './table.js';

/** Largest number of words that a commutator may make, before they are collected. */
const mostProducts = 20_000_000;

/** A word of a product with 6^n times its coefficient. */
interface Part {
  readonly letters: readonly number[];
  readonly re: number;
  readonly im: number;
}

/**
 * The commutator of two sums over the chain by the table of the algebra of a site:
 *
 *   [Σ_j v(j) P_j, Σ_k w(k) Q_k] = Σ_j Σ_s v(j) w(j + s) [P_j, Q_{j+s}]
 *
 * Words are Hermitian, so [P, Q] is 2 i times the imaginary part of P Q, which has no identity.
 *
 * @param a  terms with the place `chain`, as b
 */
export function siteCommutator(a: readonly SiteTerm[], b: readonly SiteTerm[]): SiteTerm[] {
  const sum = new SiteSum();
  let made = 0;
  for (const p of a) {
    checkInterrupt();
    for (const q of b) {
      let product: Coefficient | undefined;
      for (let shift = 1 - q.letters.length; shift < p.letters.length; shift++) {
        const first = Math.min(0, shift);
        const { parts, sites } = imaginaryPart(p.letters, q.letters, shift);
        if (parts.length === 0) continue;
        product ??= multiplyCoefficients(p.coefficient, q.coefficient);
        made += parts.length;
        if (made > mostProducts)
          limit('operator-too-long', `a commutator would have more than ${mostProducts} products of words`, {
            hint: 'work with a shorter range or fewer terms',
          });
        for (const { letters, im } of parts) {
          const { letters: inner, start } = trimmed(letters);
          const c = scaleCoefficient(product, gaussian(0, 2 * im, tableDenominator ** sites));
          if (isUniform(p.weight) && isUniform(q.weight)) {
            sum.add({ letters: inner, place: 'chain', weight: uniformWeight, coefficient: c });
            continue;
          }
          const anchor = first + start;
          for (const part of productOfShifted(p.weight, anchor, q.weight, anchor - shift))
            if (part.factor !== 0)
              sum.add({ letters: inner, place: 'chain', weight: part.weight, coefficient: timesWeight(c, part) });
        }
      }
    }
  }
  return sum.finish();
}

/**
 * The imaginary part of P Q with Q `shift` sites after P, on the window that begins at the first of them.
 *
 * @returns  parts with 6^sites times their coefficients, for so many sites on which both act
 */
function imaginaryPart(
  p: SiteWord,
  q: SiteWord,
  shift: number,
): { readonly parts: readonly Part[]; readonly sites: number } {
  const first = Math.min(0, shift);
  const last = Math.max(p.length, shift + q.length);
  let list: Part[] = [{ letters: [], re: 1, im: 0 }];
  let sites = 0;
  for (let at = first; at < last; at++) {
    const [m, n] = [p[at] ?? 0, q[at - shift] ?? 0];
    if (m === 0 || n === 0) {
      list = list.map((l) => ({ ...l, letters: [...l.letters, m + n] }));
      continue;
    }
    sites += 1;
    const table = siteProducts[m * siteDimension + n]!;
    list = list.flatMap((l) =>
      table.map(({ letter, re, im }) => ({
        letters: [...l.letters, letter],
        re: l.re * re - l.im * im,
        im: l.re * im + l.im * re,
      })),
    );
  }
  return { parts: list.filter(({ im }) => im !== 0), sites };
}
