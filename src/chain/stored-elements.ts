import { complex } from '../numeric/index.js';
import type { RingBasis } from '../ring/index.js';
import type { KeptElements } from './matrix-elements.js';

/** Matrix elements as numbers, which can be stored: each channel, its sweeps, their blocks with two planes each. */
export function elementNumbers(elements: KeptElements): Float64Array {
  const parts: (Float64Array | readonly number[])[] = [];
  for (const [channel, sweeps] of elements) {
    parts.push([channel, sweeps.length]);
    for (const { from, to, blocks } of sweeps) {
      parts.push([from, to, blocks.length]);
      for (const { from: source, to: target, matrix } of blocks)
        parts.push([source.index, target.index], matrix.re, matrix.im);
    }
  }
  const numbers = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    numbers.set(part, at);
    at += part.length;
  }
  return numbers;
}

/** Matrix elements from numbers; undefined where they do not fit the basis. */
export function storedElements(numbers: Float64Array, { sectors }: RingBasis): KeptElements | undefined {
  const elements: KeptElements = new Map();
  let at = 0;
  const next = (): number => numbers[at++] ?? Number.NaN;
  const take = (count: number): Float64Array => numbers.slice(at, (at += count));
  while (at < numbers.length) {
    const [channel, count] = [next(), next()];
    const sweeps = Array.from({ length: count }, () => {
      const [from, to, size] = [next(), next(), next()];
      const blocks = Array.from({ length: size }, () => {
        const [source, target] = [sectors[next()], sectors[next()]];
        if (!source || !target) return undefined;
        const [rows, cols] = [target.orbits.length, source.orbits.length];
        return { from: source, to: target, matrix: complex(rows, cols, take(rows * cols), take(rows * cols)) };
      });
      return { from, to, blocks };
    });
    const fitting = sweeps.map(({ blocks, ...rest }) => ({ ...rest, blocks: blocks.filter((b) => b !== undefined) }));
    if (at > numbers.length || fitting.some(({ blocks }, k) => blocks.length < sweeps[k]!.blocks.length))
      return undefined;
    elements.set(channel, fitting);
  }
  return elements;
}
