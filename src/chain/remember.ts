/** The value of a key in a map, computed if it is missing; the oldest entries are dropped beyond the limit. */
export function remember<T>(map: Map<string, T>, key: string, most: number, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  while (map.size >= most) map.delete(map.keys().next().value!);
  map.set(key, made);
  return made;
}
