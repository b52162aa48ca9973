import { complex, type ComplexMatrix } from '../numeric/index.js';

/** A += by · B, element by element. */
export function addTo(into: ComplexMatrix, a: ComplexMatrix, by: number): void {
  for (let x = 0; x < into.re.length; x++) {
    into.re[x]! += by * a.re[x]!;
    into.im[x]! += by * a.im[x]!;
  }
}

/** by · A */
export function scaledMatrix(a: ComplexMatrix, by: number): ComplexMatrix {
  return complex(
    a.rows,
    a.cols,
    a.re.map((x) => by * x),
    a.im.map((x) => by * x),
  );
}

/** The largest modulus of a real or imaginary part of an element. */
export function largestEntryIn(a: ComplexMatrix): number {
  let m = 0;
  for (let x = 0; x < a.re.length; x++) m = Math.max(m, Math.abs(a.re[x]!), Math.abs(a.im[x]!));
  return m;
}
