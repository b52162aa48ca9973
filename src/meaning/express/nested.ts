import { type Coefficient, fromInteger, multiplyCoefficients, oneCoefficient } from '../../exact/index.js';

const axes = ['X', 'Y', 'Z'] as const;
type Axis = 0 | 1 | 2;

/** The diagonal of a matrix that acts on the components of a spin. */
export type Diagonal = readonly [Coefficient, Coefficient, Coefficient];

const tensors = new Map<string, ReadonlyMap<string, Coefficient>>();

/**
 * The coefficients of the products of components of S_1·A(S_2×A(S_3×… A S_m)), by their axes, with a diagonal matrix A:
 *
 *   v_m = S_m,  v_k^b = Σ_sc ε_bsc S_k^s A_c v_{k+1}^c,  and the scalar is Σ_b A_b S_1^b v_2^b.
 *
 * @param length    number m of spins, at least 2
 * @param diagonal  that of A, by default the identity
 * @cost            3·2^(m−2) coefficients, which are kept
 */
export function nestedTensor(length: number, diagonal?: Diagonal): ReadonlyMap<string, Coefficient> {
  const key = `${length} ${diagonal ? JSON.stringify(diagonal.map((c) => c.terms.map((t) => [t.value, t.monomial.factors]))) : ''}`;
  const before = tensors.get(key);
  if (before) return before;
  const weight = (a: Axis): Coefficient => diagonal?.[a] ?? oneCoefficient;
  let vector: Map<string, Coefficient>[] = axes.map((axis) => new Map([[axis, oneCoefficient]]));
  for (let k = length - 2; k >= 1; k--) {
    vector = ([0, 1, 2] as const).map((b) => {
      const next = new Map<string, Coefficient>();
      for (const turn of [1, -1] as const) {
        const s = ((b + turn + 3) % 3) as Axis;
        const c = ((b - turn + 3) % 3) as Axis;
        for (const [letters, value] of vector[c]!) {
          next.set(axes[s] + letters, multiplyCoefficients(fromInteger(turn), multiplyCoefficients(weight(c), value)));
        }
      }
      return next;
    });
  }
  const tensor = new Map<string, Coefficient>();
  for (const b of [0, 1, 2] as const) {
    for (const [letters, value] of vector[b]!) tensor.set(axes[b] + letters, multiplyCoefficients(weight(b), value));
  }
  if (tensors.size > 200) tensors.clear();
  tensors.set(key, tensor);
  return tensor;
}
