import { type TableCell } from '../../drawing/index.js';

/** A place on the axis of a figure, and the row of its table there. */
interface Place {
  readonly at: number;
  readonly row: readonly TableCell[];
}

/** Smallest turn of a curve, in radians on a square page, at which a point is added. */
const smallestTurn = 0.2;
/** Smallest distance of two points, as a share of the axis. */
const closest = 0.01;

/**
 * The rows of a figure at evenly spaced places and, where its curves turn most, between them.
 *
 * @param places   in ascending order
 * @param rowAt    the row at a place, whose first cell is the place
 * @param columns  the cells whose curves are shown
 * @param further  largest number of places that are added
 * @param axis     how the places are shown
 */
export function refinedRows(
  places: readonly number[],
  rowAt: (place: number) => TableCell[],
  { columns, further, axis }: { columns: readonly number[]; further: number; axis: 'linear' | 'logarithmic' },
): TableCell[][] {
  const found: Place[] = places.map((at) => ({ at, row: rowAt(at) }));
  const along = (x: number): number => (axis === 'linear' ? x : Math.log(x));
  const back = (u: number): number => Number((axis === 'linear' ? u : Math.exp(u)).toPrecision(12));
  for (let n = 0; n < further; n++) {
    const gap = widestTurn(found, columns, along);
    if (gap === undefined) break;
    const at = back((along(found[gap]!.at) + along(found[gap + 1]!.at)) / 2);
    found.splice(gap + 1, 0, { at, row: rowAt(at) });
  }
  return found.map(({ row }) => [...row]);
}

/** The gap, by the number of its left end, beside the point at which a curve turns most; none where all are smooth. */
function widestTurn(
  found: readonly Place[],
  columns: readonly number[],
  along: (x: number) => number,
): number | undefined {
  const span = along(found.at(-1)!.at) - along(found[0]!.at);
  let best: { readonly turn: number; readonly gap: number } | undefined;
  for (const column of columns) {
    const values = found.map(({ row }) => row[column]);
    const numbers = values.filter((v): v is number => typeof v === 'number');
    const height = Math.max(...numbers) - Math.min(...numbers);
    if (!(height > 0)) continue;
    for (let k = 1; k + 1 < found.length; k++) {
      const [before, here, after] = [values[k - 1], values[k], values[k + 1]];
      if (typeof before !== 'number' || typeof here !== 'number' || typeof after !== 'number') continue;
      const left = (along(found[k]!.at) - along(found[k - 1]!.at)) / span;
      const right = (along(found[k + 1]!.at) - along(found[k]!.at)) / span;
      const turn = Math.abs(Math.atan2((after - here) / height, right) - Math.atan2((here - before) / height, left));
      const gap = left > right ? k - 1 : k;
      if (Math.max(left, right) < 2 * closest || turn < smallestTurn) continue;
      if (!best || turn > best.turn) best = { turn, gap };
    }
  }
  return best?.gap;
}
