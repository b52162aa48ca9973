import { expect, test } from 'vitest';
import { SeriesTransform } from '../../src/numeric/index.js';
import { random } from './matrices.js';

test.each([1, 2, 8, 64])('the transform of several series of %i numbers is the sum of its definition', (size) => {
  const count = 3;
  const next = random(size);
  const [re, im] = [0, 1].map(() => Float64Array.from({ length: size * count }, next));
  const [x, y] = [re!.slice(), im!.slice()];
  const transform = new SeriesTransform(size, count);
  transform.forwards(x, y);
  for (let k = 0; k < size; k++) {
    for (let s = 0; s < count; s++) {
      let [a, b] = [0, 0];
      for (let m = 0; m < size; m++) {
        const angle = (-2 * Math.PI * k * m) / size;
        const [u, v] = [re![m * count + s]!, im![m * count + s]!];
        a += u * Math.cos(angle) - v * Math.sin(angle);
        b += u * Math.sin(angle) + v * Math.cos(angle);
      }
      expect(Math.hypot(x[k * count + s]! - a, y[k * count + s]! - b)).toBeLessThan(1e-12);
    }
  }
  transform.backwards(x, y);
  for (const [p, u] of re!.entries()) expect(Math.hypot(x[p]! / size - u, y[p]! / size - im![p]!)).toBeLessThan(1e-14);
});

test('a length that is no power of two is refused', () => {
  expect(() => new SeriesTransform(12, 1)).toThrow(RangeError);
});
