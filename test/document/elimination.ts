/** Remainder of an integer, from 0 to p − 1. */
export const modulo = (n: number, p: number): number => ((n % p) + p) % p;

export function inverse(a: number, p: number): number {
  let [r, s, u, v] = [p, modulo(a, p), 0, 1];
  while (s !== 0) {
    const q = Math.floor(r / s);
    [r, s, u, v] = [s, r - q * s, v, u - q * v];
  }
  return modulo(u, p);
}

/** Columns with labelled rows, fully reduced modulo a prime. */
export class Elimination {
  private readonly pivots = new Map<string, Map<string, number>>();

  constructor(private readonly prime: number) {}

  /** Adds a column, which is changed; false if it depends on the earlier ones. */
  add(column: Map<string, number>): boolean {
    for (;;) {
      const key = [...column.keys()].find((k) => this.pivots.has(k));
      if (key === undefined) break;
      this.subtract(column, column.get(key)!, this.pivots.get(key)!);
    }
    const [pivot] = column.keys();
    if (pivot === undefined) return false;
    const scale = inverse(column.get(pivot)!, this.prime);
    const scaled = new Map([...column].map(([k, v]) => [k, (v * scale) % this.prime]));
    for (const other of this.pivots.values()) {
      const factor = other.get(pivot);
      if (factor !== undefined) this.subtract(other, factor, scaled);
    }
    this.pivots.set(pivot, scaled);
    return true;
  }

  private subtract(from: Map<string, number>, factor: number, column: ReadonlyMap<string, number>): void {
    for (const [k, v] of column) {
      const sum = ((from.get(k) ?? 0) + (this.prime - factor) * v) % this.prime;
      if (sum === 0) from.delete(k);
      else from.set(k, sum);
    }
  }
}
