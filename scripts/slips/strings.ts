// Pauli strings with complex numbers on a window of the infinite chain: the algebra of the independent judge. Nothing
// of the package is used here. Site `first + k` is bit k; the words of a string are two masks x and z, Y has both bits.

/** Sites of the window. */
export const first = -10;
export const size = 24;
const last = first + size - 1;
const high = 2 ** size;

/** A value that the window cannot hold: the case is left unjudged, never called right or wrong. */
export class Outside extends Error {}

const popcount = (n: number): number => {
  let v = n - ((n >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
};

export interface Complex {
  readonly re: number;
  readonly im: number;
}

export const complex = (re: number, im = 0): Complex => ({ re, im });
export const times = (a: Complex, b: Complex): Complex => ({
  re: a.re * b.re - a.im * b.im,
  im: a.re * b.im + a.im * b.re,
});
export const over = (a: Complex, b: Complex): Complex => {
  const n = b.re * b.re + b.im * b.im;
  return { re: (a.re * b.re + a.im * b.im) / n, im: (a.im * b.re - a.re * b.im) / n };
};
const turns: readonly Complex[] = [complex(1), complex(0, 1), complex(-1), complex(0, -1)];

/** An operator on the window. */
export interface Strings {
  /** coefficient by string, identity excluded where it is per site */
  readonly map: ReadonlyMap<number, Complex>;
  /** strings whose support lies in [lo, hi] (bits) are complete; others may lack what the edge cut off */
  readonly lo: number;
  readonly hi: number;
  /** is it a sum over the chain? */
  readonly chain: boolean;
  /** multiple of the identity at every site, of a sum over the chain */
  readonly perSite: Complex;
}

export const strings = (map: ReadonlyMap<number, Complex> = new Map(), chain = false): Strings => ({
  map,
  lo: 0,
  hi: size - 1,
  chain,
  perSite: complex(0),
});

function put(map: Map<number, Complex>, key: number, c: Complex): void {
  const before = map.get(key);
  map.set(key, before ? { re: before.re + c.re, im: before.im + c.im } : c);
}

/** One Pauli letter at a site. */
export function letter(name: string, site: number): Strings {
  if (site < first || site > last) throw new Outside();
  const bit = 1 << (site - first);
  return strings(new Map([[(name === 'Z' ? 0 : bit) * high + (name === 'X' ? 0 : bit), complex(1)]]));
}

export const identity = (c: Complex): Strings => strings(new Map([[0, c]]));

export function scale(a: Strings, c: Complex): Strings {
  return { ...a, map: new Map([...a.map].map(([key, v]) => [key, times(v, c)])), perSite: times(a.perSite, c) };
}

export function add(list: readonly Strings[]): Strings {
  const map = new Map<number, Complex>();
  let perSite = complex(0);
  for (const a of list) {
    for (const [key, c] of a.map) put(map, key, c);
    perSite = { re: perSite.re + a.perSite.re, im: perSite.im + a.perSite.im };
  }
  return {
    map,
    perSite,
    chain: list.some((a) => a.chain),
    lo: Math.max(...list.map((a) => a.lo)),
    hi: Math.min(...list.map((a) => a.hi)),
  };
}

export function adjoint(a: Strings): Strings {
  const turned = new Map([...a.map].map(([key, c]) => [key, { re: c.re, im: -c.im }]));
  return { ...a, map: turned, perSite: { re: a.perSite.re, im: -a.perSite.im } };
}

const support = (key: number): number => (Math.floor(key / high) | (key % high)) >>> 0;
const lengthOf = (mask: number): number => (mask === 0 ? 0 : 32 - Math.clz32(mask) - (31 - Math.clz32(mask & -mask)));

/** The longest string. */
export function range(a: Strings): number {
  let longest = 0;
  for (const [key, c] of a.map) if (Math.hypot(c.re, c.im) > 1e-9) longest = Math.max(longest, lengthOf(support(key)));
  return longest;
}

/** A string times another: the key and the quarter turns of its phase. */
function joined(a: number, b: number): { key: number; quarter: number; clash: boolean } {
  const [ax, az, bx, bz] = [Math.floor(a / high), a % high, Math.floor(b / high), b % high];
  const [x, z] = [ax ^ bx, az ^ bz];
  const quarter = popcount(ax & az) + popcount(bx & bz) + 2 * popcount(az & bx) - popcount(x & z);
  return {
    key: x * high + z,
    quarter: ((quarter % 4) + 4) % 4,
    clash: (popcount(ax & bz) + popcount(az & bx)) % 2 === 1,
  };
}

const ceiling = 400_000;

/** A B, for operators that are no sums over the chain. */
export function multiply(a: Strings, b: Strings): Strings {
  if (a.chain || b.chain) throw new Error('a product with a sum over the chain');
  if (a.map.size * b.map.size > ceiling) throw new Outside();
  const map = new Map<number, Complex>();
  for (const [ka, ca] of a.map)
    for (const [kb, cb] of b.map) {
      const { key, quarter } = joined(ka, kb);
      put(map, key, times(times(ca, cb), turns[quarter]!));
    }
  return strings(map);
}

/** [A, B]: of sums over the chain too. Both factors of a string lie at most the shorter range outside it. */
export function commutator(a: Strings, b: Strings): Strings {
  if (a.map.size * b.map.size > ceiling) throw new Outside();
  const map = new Map<number, Complex>();
  for (const [ka, ca] of a.map)
    for (const [kb, cb] of b.map) {
      const { key, quarter, clash } = joined(ka, kb);
      if (!clash) continue;
      const c = times(times(ca, cb), turns[quarter]!);
      put(map, key, { re: 2 * c.re, im: 2 * c.im });
    }
  const reach = a.chain || b.chain ? Math.min(range(a), range(b)) : 0;
  return {
    map,
    perSite: complex(0),
    chain: a.chain && b.chain,
    lo: Math.max(a.lo, b.lo) + reach,
    hi: Math.min(a.hi, b.hi) - reach,
  };
}

/**
 * Σ_j of a body, given by its value at each j.
 *
 * @param body  j → operator without a sum; throws Outside where it leaves the window
 * @param reach how far the sites of the body lie apart at most
 */
export function sumOver(body: (j: number) => Strings, reach: number): Strings {
  const map = new Map<number, Complex>();
  let perSite: Complex | undefined;
  for (let j = first; j <= last; j++) {
    let value: Strings;
    try {
      value = body(j);
    } catch (error) {
      if (!(error instanceof Outside)) throw error;
      continue;
    }
    const own = value.map.get(0) ?? complex(0);
    // A position weight at the identity is no number per site.
    if (perSite && Math.hypot(own.re - perSite.re, own.im - perSite.im) > 1e-9) throw new Outside();
    perSite = own;
    for (const [key, c] of value.map) if (key !== 0) put(map, key, c);
  }
  if (perSite === undefined) throw new Outside();
  return { map, perSite, chain: true, lo: reach, hi: size - 1 - reach };
}

/** `different` is certain; `equal` where enough of the window is complete; else undefined. */
export function compare(a: Strings, b: Strings): 'equal' | 'different' | undefined {
  const [lo, hi] = [Math.max(a.lo, b.lo), Math.min(a.hi, b.hi)];
  let largest = 0;
  for (const { map } of [a, b]) for (const c of map.values()) largest = Math.max(largest, Math.hypot(c.re, c.im));
  const small = 1e-9 * Math.max(1, largest);
  let longest = 0;
  for (const key of new Set([...a.map.keys(), ...b.map.keys()])) {
    const [p, q] = [a.map.get(key) ?? complex(0), b.map.get(key) ?? complex(0)];
    const mask = support(key);
    if (Math.hypot(p.re, p.im) > small || Math.hypot(q.re, q.im) > small) longest = Math.max(longest, lengthOf(mask));
    if (Math.hypot(p.re - q.re, p.im - q.im) <= small) continue;
    if (mask === 0 || (31 - Math.clz32(mask & -mask) >= lo && 31 - Math.clz32(mask) <= hi)) return 'different';
  }
  if (Math.hypot(a.perSite.re - b.perSite.re, a.perSite.im - b.perSite.im) > small) return 'different';
  const whole = lo === 0 && hi === size - 1;
  // What stands at numbered sites must lie in the complete part.
  for (const one of whole ? [] : [a, b].filter((o) => !o.chain)) {
    for (const key of one.map.keys()) {
      const mask = support(key);
      if (mask !== 0 && (31 - Math.clz32(mask & -mask) < lo || 31 - Math.clz32(mask) > hi)) return undefined;
    }
  }
  return whole || hi - lo + 1 >= longest + 2 ? 'equal' : undefined;
}
