import type { ComplexMatrix } from '../numeric/index.js';

/** Dρ = weight (AρB† + BρA† − B†Aρ − ρA†B): a jump operator is A = B with weight ½, phonons A = Λ, B = V. */
export interface Dissipator {
  readonly a: ComplexMatrix;
  readonly b: ComplexMatrix;
  readonly weight: number;
}

export function remembered(f: (x: number) => number): (x: number) => number {
  const known = new Map<number, number>();
  return (x) => {
    let y = known.get(x);
    if (y === undefined) known.set(x, (y = f(x)));
    return y;
  };
}
