import type { SharingOptions } from '../ring/index.js';
import { checkInterrupt } from '../text/index.js';
import { type SectorTerms, sharedFactors } from './factor-task.js';
import { KeptFactors } from './kept-factors.js';
import type { RateValues } from './population-rates.js';
import type { GainBlock } from './rate-pieces.js';
import type { MatrixElement, SectorBlock, StrengthenedGain } from './sector-block.js';
import type { WeightedSuperoperator } from './superoperator-product.js';
import type { Unknowns } from './unknowns.js';

/**
 * @param options  `kept`: factors at other strengths, to be used in place of new ones; `sharing`: threads that share the
 *   new ones
 */
export function sectorBlocksOf(
  parts: readonly WeightedSuperoperator[],
  unknowns: Unknowns,
  scale: number,
  {
    kept,
    sharing = {},
  }: { readonly kept?: KeptFactors | undefined; readonly sharing?: SharingOptions | undefined } = {},
): SectorBlock[] {
  const { classes, populationAt, size } = unknowns;
  const classOf = new Int32Array(size);
  classes.forEach((c, i) => classOf.fill(i, c.start, c.end));
  const isPopulation = new Uint8Array(size);
  for (const p of populationAt) isPopulation[p] = 1;
  const from: SectorBlock['from'][] = classes.map(() => []);
  const cross: (MatrixElement & { block: number })[][] = classes.map(() => []);
  const arrives = classes.map(() => new Map<number, Float64Array>());
  const inside: StrengthenedGain[][] = classes.map(() => []);
  const losses: MatrixElement[][] = classes.map(() => []);
  for (const part of parts) {
    const { superoperator: generator, strength } = part;
    const within = kept ? kept.rest(part) : strength;
    for (const g of generator.gains) {
      const [to, origin] = [classOf[g.row]!, classOf[g.column]!];
      if (to === origin) {
        if (within !== 0) inside[to]!.push({ ...g, strength: within });
      } else {
        from[to]!.push({ block: origin, coupling: { ...g, strength } });
        const { start, end } = classes[origin]!;
        let sums = arrives[to]!.get(origin);
        if (!sums) arrives[to]!.set(origin, (sums = new Float64Array(end - start)));
        const own = trappedArrivals(g, isPopulation);
        for (let j = 0; j < own.length; j++) sums[g.column - start + j]! += strength * own[j]!;
      }
    }
    for (let n = 0; n < populationAt.length; n++) {
      const p = populationAt[n]!;
      if (generator.loss[n]! !== 0)
        losses[classOf[p]!]!.push({ row: p, column: p, value: -within * generator.loss[n]! });
    }
    for (const { at, values } of generator.losses) {
      const d = at.length;
      for (let i = 0; i < d; i++) {
        for (let j = 0; j < d; j++) {
          const value = values[i * d + j]!;
          if (value === 0) continue;
          const [row, column] = [at[i]!, at[j]!];
          if (classOf[row] === classOf[column]) losses[classOf[row]!]!.push({ row, column, value: within * value });
          else cross[classOf[row]!]!.push({ block: classOf[column]!, row, column, value: strength * value });
        }
      }
    }
  }
  const outlines = classes.map(({ charges, start, end }, index) => {
    checkInterrupt();
    const populations = charges[0] === charges[1];
    const trace = Float64Array.from({ length: end - start }, (_, i) => isPopulation[start + i]!);
    return {
      index,
      start,
      size: end - start,
      populations,
      trace,
      from: from[index]!,
      arrives: arrives[index]!,
      cross: cross[index]!,
    };
  });
  if (kept)
    return outlines.map((outline) => ({
      ...outline,
      ...kept.of(outline.index),
      rest: inside[outline.index]!,
      restOfLosses: losses[outline.index]!.filter((l) => l.value !== 0),
    }));
  const terms = outlines.map(({ index, start, populations, trace }): SectorTerms => {
    const count = trace.reduce((s, t) => s + t, 0);
    // The matrix of the block conserves the trace except for the part that leaves, so it may be singular up to
    // rounding; −scale · p tr with p > 0 removes this.
    const share = trace.map((t) => (populations ? (-scale * t) / count : 0));
    return { start, trace, share, gains: inside[index]!, losses: losses[index]! };
  });
  const factors = sharedFactors(terms, sharing);
  return outlines.map((outline, i) => ({
    ...outline,
    factors: factors[i]!,
    share: terms[i]!.share,
    rest: [],
    restOfLosses: [],
  }));
}

const knownArrivals = new WeakMap<RateValues, Float64Array>();

/** Column sums over populations; they do not depend on strengths, so they are kept with the block. */
function trappedArrivals({ row, rows, columns, values }: GainBlock, isPopulation: Uint8Array): Float64Array {
  const known = knownArrivals.get(values);
  if (known) return known;
  const sums = new Float64Array(columns);
  knownArrivals.set(values, sums);
  for (let i = 0; i < rows; i++)
    if (isPopulation[row + i] === 1) for (let j = 0; j < columns; j++) sums[j]! += values[i * columns + j]!;
  return sums;
}
