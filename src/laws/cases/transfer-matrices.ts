import { type Lax, type LaxElement, type ProductVector, applyTransfer } from '../../ensembles/index.js';
import type { NumericOperator } from '../../ring/index.js';
import { type Mutant, reals } from '../../law/index.js';
import { operatorWith } from './chain-models.js';
import { type DenseMatrix, zeroMatrix } from '../oracles/dense.js';

/** The couplings of an XXZ ring. */
export interface XxzRing {
  readonly N: number;
  readonly J: number;
  readonly Delta: number;
}

/** S^z, C_2 = H, C_3 of the boost or the spin current at J and Δ. */
export const xxzOperator = (
  name: 'C1' | 'C2' | 'C3' | 'JS',
  { J, Delta }: Pick<XxzRing, 'J' | 'Delta'>,
): NumericOperator => operatorWith(name, { J, Delta });

/** Δ/J in the three regimes: |Δ| < J, Δ = J and Δ > J. */
export const ratioDomain = reals({ from: -0.6, to: 2.5, corners: [0.8, 1, 1.3, -0.5, 0, 2] });

/** L at Δ/J, 2s and μ. */
export type LaxAt = (ratio: number, doubled: number, mu: number) => Lax;

/** Mutants that change the elements of L one by one. */
export const otherElements = <C extends { readonly lax: LaxAt }>(
  name: string,
  change: (element: LaxElement, ratio: number, mu: number) => LaxElement,
): Mutant<C> => ({
  name,
  operation: true,
  breaks: (c) => ({
    ...c,
    lax: (ratio, doubled, mu) => {
      const { size, elements } = c.lax(ratio, doubled, mu);
      return { size, elements: elements.map((e) => change(e, ratio, mu)) };
    },
  }),
});

/** The matrix with the columns `of` an operation on product states. */
export function matrixByColumns(sites: number, of: (unit: ProductVector) => ProductVector): DenseMatrix {
  const out = zeroMatrix(2 ** sites);
  for (let column = 0; column < out.size; column++) {
    const unit = { re: new Float64Array(out.size), im: new Float64Array(out.size) };
    unit.re[column] = 1;
    const { re, im } = of(unit);
    for (let row = 0; row < out.size; row++) {
      out.re[row * out.size + column] = re[row]!;
      out.im[row * out.size + column] = im[row]!;
    }
  }
  return out;
}

/** T of L, or its derivative. */
export function transferOf(lax: Lax, sites: number, which: 'value' | 'derivative' = 'value'): DenseMatrix {
  return matrixByColumns(sites, (unit) => applyTransfer(lax, sites, unit)[which === 'value' ? 0 : 1]);
}

/** A claim about the same chain. */
export const xxzLine = ({ J, Delta }: Pick<XxzRing, 'J' | 'Delta'>): string =>
  `prove [sum_j ${J} (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + (${Delta}) Sz_j Sz_<j+1>, sum_j Sz_j] = 0`;
