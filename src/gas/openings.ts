/**
 * Distinct values, and the index of each value among them, since many of the N · channels transitions share their
 * openings.
 */
export function distinctValues(values: Float64Array): { readonly places: Int32Array; readonly distinct: Float64Array } {
  const known = new Map<number, number>();
  const places = Int32Array.from(values, (e) => {
    const place = known.get(e) ?? known.size;
    known.set(e, place);
    return place;
  });
  return { places, distinct: Float64Array.from(known.keys()) };
}
