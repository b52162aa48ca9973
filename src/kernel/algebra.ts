/*
 * The kernel checks certificates of the format spinlaw-certificate-2, which docs/reference/certificates.md specifies.
 *
 * Operators are finite sums of parts: a Gaussian rational × a monomial × a word at a place.
 *
 * Monomials are products of powers of generators: real and complex parameters, conjugates of the latter, e^{iφ} for declared
 * phases, e^{iωt} for one frequency ω, and √p for primes p. They are independent except for √p √p = p, so monomials, with √p to
 * the power 0 or 1, are linearly independent over the Gaussian rationals. Conjugation inverts e^{iφ} and e^{iωt}.
 *
 * Words are Pauli matrices on neighbouring sites, W(x, z) = ∏ i^{x_s z_s} X^{x_s} Z^{z_s} by two masks of bits. As Z X = −X Z,
 *
 *   W(x, z) W(x′, z′) = i^n W(x ⊕ x′, z ⊕ z′),   n = |x∧z| + |x′∧z′| + 2 |z∧x′| − |(x⊕x′)∧(z⊕z′)|,
 *
 * and the two commute if |x∧z′| + |z∧x′| is even. Otherwise they anticommute, and their commutator is 2 W W′.
 *
 * Places: the first letter of a word is at a site, or at the sites r + P m of a sum Σ_m m^k u^m over the chain, where P is the
 * period of the certificate, 0 ≤ r < P, and u a product of phases. If there is a bath displacement, the place is its site, and the
 * first letter is `bath` sites further right. Level operators |a⟩⟨b| δ(x − c) are places of the empty word. Words with different
 * letters or places are linearly independent: an operator is zero exactly if no part is left when equal ones are added.
 */

import { isParameterName } from './names.js';
import { reject } from './rejected.js';

/** Declared limits. Nothing is cut off or rounded: a certificate beyond them is rejected. */
export const limits = {
  text: 200_000_000,
  depth: 12,
  coefficient: 20_000,
  digits: 1000,
  exponent: 4000,
  /** generators in one product of powers, because the work counts products and not their factors */
  generators: 64,
  word: 31,
  site: 2 ** 29,
  /** sites of results, and between a displacement and a word, on either side */
  reach: 2 ** 40,
  chain: 1024,
  turned: 10,
  period: 240,
  power: 32,
  level: 9999,
  /** entries of a table: monomials and places of a certificate, words and parts of an operator; a Map holds 2^24 */
  table: 2 ** 24 - 1,
  /** results that are kept to be used again: products of monomials, coefficients, meetings of words */
  cache: 2 ** 20,
  /** work: `first`, and `perCharacter` for each character of the text */
  first: 2_000_000,
  perCharacter: 1000,
};

/** JSON of printable ASCII as JSON.stringify writes it, except for blanks. */
export function parse(text: string): unknown {
  if (text.length > limits.text || /[^\t\n\r -~]|\\/u.test(text))
    reject('the text is too long, or not of plain characters');
  for (let k = 0, depth = 0; k < text.length; k++) {
    depth += '[{'.includes(text[k]!) ? 1 : ']}'.includes(text[k]!) ? -1 : 0;
    if (depth > limits.depth) reject('the text is nested too deeply');
  }
  const compact = (json: string): string => json.replace(/[ \t\r\n]/gu, '');
  try {
    const value: unknown = JSON.parse(text);
    if (compact(text) === compact(JSON.stringify(value))) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return reject('the text is not JSON, gives a field twice, or has a number in another form');
}

export function list(value: unknown, what: string, length?: number): readonly unknown[] {
  if (!Array.isArray(value) || (length !== undefined && value.length !== length)) reject(`${what} is not such a list`);
  return value;
}
/** The values of an object with exactly these fields, and perhaps the last. */
export function fields(value: unknown, what: string, names: readonly string[], last?: string): unknown[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) reject(`${what} is not an object`);
  const found = new Map<string, unknown>(Object.entries(value));
  for (const name of found.keys()) if (!names.includes(name) && name !== last) reject(`${what} has a field ${name}`);
  for (const name of names) if (!found.has(name)) reject(`${what} has no field ${name}`);
  return [...names, last ?? ''].map((name) => found.get(name));
}
export function whole(value: unknown, what: string, least: number, most: number): number {
  const inside = typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
  return inside ? value : reject(`${what} is not a whole number from ${least} to ${most}`);
}

/** Whole numbers of one kind, float64 below 2^53 or big integers: +, −, ×, % and < mean the same for both. */
type Num = number;
const exactBelow = 2 ** 53;
class Overflow extends Error {}
const asNum = (n: bigint, big: boolean): Num => (big ? (n as unknown as Num) : Number(n));
const asNums = (ns: readonly Num[], big: boolean): readonly Num[] =>
  big && typeof ns[0] === 'number' ? (ns.map(BigInt) as unknown as Num[]) : ns;
const modulus = (n: Num): Num => (n < 0 ? -n : n);
function gcd<T extends number | bigint>(a: T, b: T): T {
  let [p, q] = [a, b] as number[] as [number, number];
  while (q) [p, q] = [q, p % q];
  return (p < 0 ? -p : p) as T;
}
const largest = 10n ** BigInt(limits.digits);
const largestCommon = largest ** 3n;
function within(n: bigint, most = largest): bigint {
  return (n < 0n ? -n : n) > most ? reject('a number grows too long') : n;
}
export function isPrime(n: number): boolean {
  for (let d = 2; d * d <= n; d++) if (n % d === 0) return false;
  return n > 1;
}

/** Parameters that are pure numbers; all others have the dimension of an energy. */
const pureNumber = /^(?:eps|gamma|lambda|alpha|theta|phi|chi|pi)(?![A-Za-z])/u;

/** Σ (re + i im)/den × monomial, in lowest terms */
export interface Polynomial {
  readonly den: bigint;
  readonly parts: readonly (readonly [monomial: number, re: bigint, im: bigint])[];
}
const constant = (value: bigint, den = 1n): Polynomial => ({ den, parts: value ? [[0, value, 0n]] : [] });

type Kind = 'real' | 'complex' | 'conjugate' | 'phase' | 'mode' | 'prime';

/** The generators and the monomials of a certificate. Monomials are numbered; 1 has the number 0. */
class Monomials {
  readonly domains = new Map<string, string>();
  readonly generators: { readonly name: string; readonly kind: Kind; readonly isEnergy: boolean }[] = [];
  /** the text of the frequency, if one is declared */
  mode: string | undefined;
  /** the generators of each monomial, ascending, with twice their exponents */
  readonly powers: (readonly (readonly [generator: number, doubled: number])[])[] = [[]];
  readonly positive = new Set<string>();
  readonly nonzero = new Set<string>();
  private readonly generatorNumbers = new Map<string, number>();
  private readonly numbers = new Map<string, number>([['', 0]]);
  private products: Map<number, readonly [number, number]>[] = [];
  private kept = 0;
  private readonly texts = new Map<string, Polynomial>();

  declare(entry: unknown): void {
    const [name, domain] = list(entry, 'a parameter', 2);
    if (typeof name !== 'string' || name.length > 100) reject('a parameter has no name');
    if (domain === 'mode') {
      const factors = name.replace(/^[1-9][0-9]*(?:\/[1-9][0-9]*)?(?: |$)/u, '').split(' ');
      const isReal = (factor: string): boolean => this.domains.get(factor.replace(/\^[1-9][0-9]?$/u, '')) === 'real';
      if (name === '' || !(factors[0] === '' ? factors.length === 1 : factors.every(isReal)))
        reject('a frequency is not a product of parameters');
      if (this.mode !== undefined) reject('two frequencies are given');
      this.mode = name;
      this.generate(`exp(i ${name} t)`, domain);
      return;
    }
    if (!isParameterName(name) || this.domains.has(name)) reject(`no parameter is called ${name}, or two are`);
    if (domain !== 'real' && domain !== 'complex' && domain !== 'phase')
      reject(`${name} is not real, complex or a phase`);
    const isEnergy = domain !== 'phase' && !pureNumber.test(name);
    this.generate(domain === 'phase' ? `exp(i ${name})` : name, domain, isEnergy);
    if (domain === 'complex') this.generate(`conj(${name})`, 'conjugate', isEnergy);
    this.domains.set(name, domain);
  }

  private generate(name: string, kind: Kind, isEnergy = false): number {
    this.generatorNumbers.set(name, this.generators.length);
    return this.generators.push({ name, kind, isEnergy }) - 1;
  }

  /** The monomial e^{inφ} of a phase φ, if it is one. */
  phasePower(name: string, n: number): number | undefined {
    const g = this.generatorNumbers.get(`exp(i ${name})`);
    return g === undefined || this.generators[g]!.kind !== 'phase' ? undefined : this.number([[g, 2 * n]]);
  }

  number(powers: readonly (readonly [number, number])[]): number {
    const key = powers.join(' ');
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    if (powers.some(([, doubled]) => Math.abs(doubled) > limits.exponent)) reject('an exponent grows too large');
    if (powers.length > limits.generators) reject('a product of powers has too many generators');
    if (this.powers.length >= limits.table) reject('there are too many different products of powers');
    this.numbers.set(key, this.powers.length);
    return this.powers.push(powers) - 1;
  }

  /** a b = factor × monomial, where √p √p makes a factor p. */
  times(a: number, b: number): readonly [monomial: number, factor: number] {
    if (a === 0) return [b, 1];
    const before = this.products[a]?.get(b);
    if (before) return before;
    const sum = new Map(this.powers[a]);
    let factor = 1;
    for (const [g, doubled] of this.powers[b]!) {
      const { kind, name } = this.generators[g]!;
      const total = (sum.get(g) ?? 0) + doubled;
      const isSquare = kind === 'prime' && total === 2;
      if (isSquare) factor *= Number(name.slice(5, -1));
      if (isSquare || total === 0) sum.delete(g);
      else sum.set(g, total);
    }
    if (factor >= exactBelow) reject('a product of roots grows too large');
    const product = [this.number([...sum].sort(([p], [q]) => p - q)), factor] as const;
    if (this.kept >= limits.cache) [this.products, this.kept] = [[], 0];
    this.kept += 1;
    (this.products[a] ??= new Map()).set(b, product);
    return product;
  }

  /** The complex conjugate; if time is reversed as well, e^{iωt} stays. */
  conjugate(monomial: number, { reversed }: { readonly reversed: boolean }): number {
    const powers = this.powers[monomial]!.map(([g, doubled]) => {
      const { kind } = this.generators[g]!;
      const turns = kind === 'phase' || (kind === 'mode' && !reversed);
      return [kind === 'complex' ? g + 1 : kind === 'conjugate' ? g - 1 : g, turns ? -doubled : doubled] as const;
    });
    return this.number(powers.sort(([p], [q]) => p - q));
  }

  /** Real and independent of time: a polynomial in real parameters and roots of primes. */
  isReal({ parts }: Polynomial): boolean {
    const kinds = parts.flatMap(([m]) => this.powers[m]!.map(([g]) => this.generators[g]!.kind));
    return parts.every(([, , im]) => !im) && kinds.every((kind) => kind === 'real' || kind === 'prime');
  }

  /** u^n of a product of phases */
  power(u: number, n: number): number {
    return n === 0 || u === 0 ? 0 : this.number(this.powers[u]!.map(([g, doubled]) => [g, doubled * n] as const));
  }

  /** `J`, `J^2`, `J^-1`, `J^(-3/2)`, `conj(g)^2`, `exp(i phi)^-1`, `sqrt(2)` */
  private factor(text: string): number {
    // The text of a frequency may itself contain powers.
    const found = /^(.+?)(?:\^(?:(-?[1-9][0-9]{0,3})|\((-?[1-9][0-9]{0,3})\/2\)))?$/u.exec(text);
    const [, name, integer, halves] = found ?? reject(`${text} is not a power`);
    const prime = /^sqrt\(([1-9][0-9]{0,5})\)$/u.exec(text)?.[1];
    let g = this.generatorNumbers.get(name!);
    if (g === undefined && prime && isPrime(Number(prime))) g = this.generate(text, 'prime');
    const doubled = prime ? 1 : halves ? Number(halves) : 2 * Number(integer ?? 1);
    if (g === undefined) reject(`${text} is not a power of a parameter`);
    const { kind } = this.generators[g]!;
    if (kind === 'prime' && !prime) reject(`${text} is not the root of a prime`);
    if (halves && (kind !== 'real' || doubled % 2 === 0)) reject(`${text} is not a root of a real parameter`);
    if (halves) this.positive.add(name!);
    if (doubled < 0 && kind !== 'phase' && kind !== 'mode') this.nonzero.add(name!.replace(/^conj\((.*)\)$/u, '$1'));
    return this.number([[g, doubled]]);
  }

  /** `-1/2*i*J^2*Delta^(-1/2) + 3*sqrt(2)*exp(i phi)^-1`: parts joined by +, each a number and powers joined by *. */
  read(text: unknown): Polynomial {
    if (typeof text !== 'string' || text.length > limits.coefficient)
      reject('a coefficient is not a text, or too long');
    const known = this.texts.get(text);
    if (known) return known;
    const sum = new Map<number, [bigint, bigint]>();
    const parts = text.split(' + ').map((part) => {
      const [head, ...factors] = part.split('*');
      const [, num, den] =
        /^(-?(?:0|[1-9][0-9]{0,999}))(?:\/([1-9][0-9]{0,999}))?$/u.exec(head!) ??
        reject(`${part} does not begin with a number`);
      const isImaginary = factors[0] === 'i';
      let [monomial, value] = [0, BigInt(num!)];
      for (const factor of isImaginary ? factors.slice(1) : factors) {
        const [next, root] = this.times(monomial, this.factor(factor));
        [monomial, value] = [next, within(value * BigInt(root))];
      }
      return { monomial, value, isImaginary, below: BigInt(den ?? '1') };
    });
    const den = parts.reduce((d, { below }) => within((d / gcd(d, below)) * below), 1n);
    for (const { monomial, value, isImaginary, below } of parts) {
      const [re, im] = sum.get(monomial) ?? [0n, 0n];
      const more = (value * den) / below;
      sum.set(monomial, isImaginary ? [re, im + more] : [re + more, im]);
    }
    const made = [...sum].filter(([, [re, im]]) => re || im);
    const common = made.reduce((g, [, [re, im]]) => gcd(gcd(g, re), im), den);
    const polynomial = {
      den: den / common,
      parts: made.map(([m, [re, im]]) => [m, re / common, im / common] as const),
    };
    if (this.texts.size >= limits.cache) this.texts.clear();
    this.texts.set(text, polynomial);
    return polynomial;
  }
}

/** The place of a word, as the head of this file explains. */
interface Place {
  readonly sum: boolean;
  /** the site, or r */
  readonly at: number;
  readonly power: number;
  readonly turn: number;
  readonly bath?: number | undefined;
  /** for a level operator: a and b, or nothing for a scatterer alone, and its position */
  readonly levels?: { readonly unit: readonly (number | undefined)[]; readonly position: string | null };
}
const local = (at: number, bath?: number): Place => ({ sum: false, at, power: 0, turn: 0, bath });
/** The site of the first letter; in a sum, for m = 0. */
const first = ({ at, bath }: Place): number => at + (bath ?? 0);

/** num/den times whole numbers without a common divisor; the parts of word w are those from begin[w] to begin[w + 1]. */
export interface CertificateOperator {
  readonly num: bigint;
  readonly den: bigint;
  /** x, z and the number of the place of each word */
  readonly words: Int32Array;
  readonly begin: readonly number[];
  readonly monomials: readonly number[];
  readonly re: readonly Num[];
  readonly im: readonly Num[];
  /** the largest of the whole numbers, and digits of the longest coefficient over the common denominator */
  readonly most: number;
  readonly digits: number;
}
const wordCount = (a: CertificateOperator): number => a.begin.length - 1;
const isBig = (a: CertificateOperator): boolean => a.most >= exactBelow;

/** A sum of parts: equal words, and equal monomials of a word, are added. */
class Sum {
  private readonly rows: number[] = [];
  private readonly words = new Map<number | string, number>();
  private readonly parts = new Map<number, number>();
  private readonly owners: number[] = [];
  private readonly monomials: number[] = [];
  private readonly re: Num[] = [];
  private readonly im: Num[] = [];

  constructor(private readonly big: boolean) {}

  word(x: number, z: number, place: number): number {
    const isShort = (x | z) >>> 20 === 0 && place < 8192;
    const key = isShort ? (place * 2 ** 20 + x) * 2 ** 20 + z : `${x} ${z} ${place}`;
    let word = this.words.get(key);
    if (word === undefined) {
      if (this.words.size >= limits.table) reject('an operator has too many words');
      this.words.set(key, (word = this.words.size));
      this.rows.push(x, z, place);
    }
    return word;
  }

  /** Adds i^turn (re + i im) × a monomial × a word. */
  add(word: number, monomial: number, re: Num, im: Num, turn = 0): void {
    if (turn % 2 !== 0) [re, im] = [-im, re];
    if (turn > 1) [re, im] = [-re, -im];
    // Below 2^53, as both numbers are at most those of a table.
    const key = word * 2 ** 24 + monomial;
    let k = this.parts.get(key);
    if (k === undefined) {
      if (this.parts.size >= limits.table) reject('an operator has too many parts');
      this.parts.set(key, (k = this.re.length));
      this.owners.push(word);
      this.monomials.push(monomial);
      this.re.push(re);
      this.im.push(im);
    } else {
      this.re[k]! += re;
      this.im[k]! += im;
    }
    if (!this.big && !(Math.abs(this.re[k]!) < exactBelow && Math.abs(this.im[k]!) < exactBelow)) throw new Overflow();
  }

  /** The operator num/den × this sum. */
  finish(num: bigint, den: bigint): CertificateOperator {
    const { owners } = this;
    const order = [...this.re.keys()].filter((k) => this.re[k] || this.im[k]).sort((k, l) => owners[k]! - owners[l]!);
    let common = asNum(0n, this.big);
    const one = asNum(1n, this.big);
    for (const k of order) if (common !== one) common = gcd(gcd(common, this.re[k]!), this.im[k]!);
    if (order.length === 0) [num, den, common] = [1n, 1n, one];
    let [re, im] = [this.re, this.im].map((ns) => order.map((k) => ns[k]! / common)) as [Num[], Num[]];
    const most = [re, im].flat().reduce((m, n) => (modulus(n) > m ? modulus(n) : m), asNum(0n, this.big));
    if (most < exactBelow) [re, im] = [re.map(Number), im.map(Number)];
    const divisor = gcd(num * BigInt(common), den);
    const [above, below] = [(num * BigInt(common)) / divisor, den / divisor];
    const longest = [within(above * BigInt(most)), within(below)].map((n) => String(n).length);
    const begin = order.map((_, n) => n).filter((n) => n === 0 || owners[order[n]!] !== owners[order[n - 1]!]);
    const words = Int32Array.from(
      begin.flatMap((n) => this.rows.slice(3 * owners[order[n]!]!, 3 * owners[order[n]!]! + 3)),
    );
    const monomials = order.map((k) => this.monomials[k]!);
    const digits = Math.max(...longest);
    return {
      num: above,
      den: below,
      words,
      begin: [...begin, order.length],
      monomials,
      re,
      im,
      most: Number(most),
      digits,
    };
  }
}

const bits = (n: number): number => {
  const pairs = n - ((n >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};
const lengthOf = (mask: number): number => 32 - Math.clz32(mask);
const lettersOf = (x: number, z: number): string =>
  Array.from({ length: lengthOf(x | z) }, (_, k) => 'IXZY'[((x >>> k) & 1) + 2 * ((z >>> k) & 1)]).join('');
const remainder = (n: number, by: number): number => ((n % by) + by) % by;
/** Work with numbers of so many digits, compared to short ones. */
const weight = (digits: number): number => 1 + Math.floor(digits / 64) ** 2;
/** (m + d)^k (m + e)^l by powers of m */
function shiftedPowers(d: number, k: number, e = 0, l = 0): bigint[] {
  let result = [1n];
  for (let n = 0; n < k + l; n++) {
    const shift = BigInt(n < k ? d : e);
    result = [...result, 0n].map((c, p) => c * shift + (result[p - 1] ?? 0n));
  }
  return result;
}

/** An image of a word under a map: an integer × i^turn × a monomial × letters, the first of which is at the place. */
interface Image {
  readonly letters: string;
  readonly place: Place;
  readonly factor?: bigint;
  readonly turn?: number;
  readonly monomial?: number;
}
const evenSign = (n: number): bigint => (n % 2 === 0 ? 1n : -1n);

/** The operations on the operators of one certificate. */
export class Algebra {
  readonly monomials = new Monomials();
  private readonly places: Place[] = [];
  private readonly placeNumbers = new Map<string, number>();
  private readonly met = new Map<number, readonly (readonly [number, bigint, number])[]>();

  /** @param work  the work that is allowed */
  constructor(
    readonly period: number,
    private work: number,
  ) {}

  spend(amount: number): void {
    this.work -= amount;
    if (!(amount >= 0 && this.work >= 0))
      reject('checking it takes more work than is allowed for a text of this length');
  }

  private placeNumber(place: Place): number {
    const { sum, at, power, turn, bath, levels } = place;
    if (power > limits.power) reject('a power of j grows too large');
    if (!(Math.abs(at) <= limits.reach && Math.abs(bath ?? 0) <= limits.reach)) reject('a site is too far out');
    const key = [sum, at, power, turn, bath, levels?.unit, levels?.position].join(';');
    let number = this.placeNumbers.get(key);
    if (number === undefined) {
      if (this.places.length >= limits.table) reject('there are too many different places');
      this.placeNumbers.set(key, (number = this.places.push(place) - 1));
    }
    return number;
  }

  /** Makes num/den × a sum of operands with float64 numbers, and again with big integers if those overflow. */
  private sum(
    num: bigint,
    den: bigint,
    of: readonly CertificateOperator[],
    fill: (sum: Sum, big: boolean) => void,
  ): CertificateOperator {
    for (const big of of.some(isBig) ? [true] : [false, true]) {
      const sum = new Sum(big);
      try {
        fill(sum, big);
        return sum.finish(num, den);
      } catch (error) {
        if (!(error instanceof Overflow)) throw error;
      }
    }
    throw new Error('big integers do not overflow');
  }

  /** Σ c A */
  combination(terms: readonly (readonly [times: Polynomial, of: CertificateOperator])[]): CertificateOperator {
    const den = terms.reduce((d, [c, a]) => within((d / gcd(d, c.den * a.den)) * c.den * a.den, largestCommon), 1n);
    for (const [c, a] of terms) this.spend(a.re.length * (1 + c.parts.length) * weight(a.digits));
    return this.sum(
      1n,
      den,
      terms.map(([, a]) => a),
      (sum, big) => {
        for (const [c, a] of terms) {
          const [are, aim] = [asNums(a.re, big), asNums(a.im, big)];
          for (const [m, ...value] of c.parts) {
            const [re, im] = value.map((n) => asNum((n * a.num * den) / (a.den * c.den), big)) as [Num, Num];
            for (let w = 0; w < wordCount(a); w++) {
              const word = sum.word(a.words[3 * w]!, a.words[3 * w + 1]!, a.words[3 * w + 2]!);
              for (let k = a.begin[w]!; k < a.begin[w + 1]!; k++) {
                const [monomial, root] = this.monomials.times(a.monomials[k]!, m);
                const f = asNum(BigInt(root), big);
                if (!big && !((Math.abs(re) + Math.abs(im)) * a.most * f < exactBelow)) throw new Overflow();
                sum.add(word, monomial, (are[k]! * re - aim[k]! * im) * f, (are[k]! * im + aim[k]! * re) * f);
              }
            }
          }
        }
      },
    );
  }

  /**
   * A B, or A B − B A. Words of two sums meet at every distance s of their first letters that is possible:
   *
   *   Σ_n v(n) P(r + P n) Σ_l w(l) Q(q + P l) = Σ_s Σ_n v(n) w(n + e) (P Q)(s),   s = q − r + P e,
   *
   * but those that do not share a site commute. A local word selects one n.
   */
  product(
    a: CertificateOperator,
    b: CertificateOperator,
    { isBracket }: { readonly isBracket: boolean },
  ): CertificateOperator {
    const [p, q] = [this.measures(a), this.measures(b)];
    const loose = a.re.length * b.re.length - p.locals * q.locals;
    if (!isBracket && loose > 0) reject('a product of sums over the chain');
    const distances = (p.range + q.range) * (p.power + q.power + 1) ** 2;
    this.spend(a.re.length + b.re.length);
    this.spend((p.locals * q.locals + loose * distances) * weight(a.digits + b.digits));
    const factor = isBracket ? 2n : 1n;
    return this.sum(a.num * b.num, a.den * b.den, [a, b], (sum, big) => {
      const [are, aim, bre, bim] = [a.re, a.im, b.re, b.im].map((ns) => asNums(ns, big)) as [
        Num[],
        Num[],
        Num[],
        Num[],
      ];
      const bound = 2 * a.most * b.most;
      /** Adds f i^turn × a monomial × the parts of word v of A times those of word w of B. */
      const add = (v: number, w: number, word: number, f: bigint, phase: number, turn: number): void => {
        for (let k = a.begin[v]!; k < a.begin[v + 1]!; k++) {
          for (let l = b.begin[w]!; l < b.begin[w + 1]!; l++) {
            const [m, root] = this.monomials.times(a.monomials[k]!, b.monomials[l]!);
            const monomial = phase === 0 ? m : this.monomials.times(m, phase)[0];
            const times = asNum(root === 1 ? f : f * BigInt(root), big);
            if (!big && !(bound * Math.abs(times) < exactBelow)) throw new Overflow();
            const re = (are[k]! * bre[l]! - aim[k]! * bim[l]!) * times;
            const im = (are[k]! * bim[l]! + aim[k]! * bre[l]!) * times;
            sum.add(word, monomial, re, im, turn);
          }
        }
      };
      for (let w = 0; w < wordCount(b); w++) {
        const [bx, bz, bPlace] = [b.words[3 * w]!, b.words[3 * w + 1]!, b.words[3 * w + 2]!];
        const [Q, bLength] = [this.places[bPlace]!, lengthOf(bx | bz)];
        for (let v = 0; v < wordCount(a); v++) {
          const [ax, az, aPlace] = [a.words[3 * v]!, a.words[3 * v + 1]!, a.words[3 * v + 2]!];
          const [P, aLength] = [this.places[aPlace]!, lengthOf(ax | az)];
          if (P.levels && Q.levels)
            for (const [place, sign] of levelProducts(P, Q, isBracket))
              add(v, w, sum.word(0, 0, this.placeNumber(place)), sign, 0, 0);
          if (P.levels || (isBracket && aLength * bLength === 0)) continue;
          const fixed = P.sum || Q.sum ? undefined : aLength * bLength === 0 ? 0 : first(Q) - first(P);
          for (let s = fixed ?? 1 - bLength; s <= (fixed ?? aLength - 1); s++) {
            if (isBracket && (s <= -bLength || s >= aLength)) continue;
            if ((P.sum || Q.sum) && (first(P) + s - first(Q)) % this.period !== 0) continue;
            if (Math.max(aLength, s + bLength) - Math.min(0, s) > limits.word) reject('a word grows too long');
            const [up, down] = [Math.max(0, -s), Math.max(0, s)];
            const [x, z, y, t] = [ax << up, az << up, bx << down, bz << down];
            const crossed = bits(z & y);
            if (isBracket && (crossed + bits(x & t)) % 2 === 0) continue;
            const [X, Z] = [x ^ y, z ^ t];
            const turn = (bits(x & z) + bits(y & t) + 2 * crossed - bits(X & Z)) & 3;
            const blank = (X | Z) === 0 ? 0 : 31 - Math.clz32((X | Z) & -(X | Z));
            const start = blank - up + (fixed === 0 && aLength === 0 ? first(Q) - first(P) : 0);
            for (const [place, f, phase] of this.meeting(aPlace, bPlace, s, (X | Z) === 0 ? undefined : start))
              add(v, w, sum.word(X >>> blank, Z >>> blank, place), factor * f, phase, turn);
          }
        }
      }
    });
  }

  /** The places of P Q whose first letter comes `start` sites after that of P, s sites before that of Q, or none for 1. */
  private meeting(p: number, q: number, s: number, start?: number): readonly (readonly [number, bigint, number])[] {
    const isShort = p < 2 ** 16 && q < 2 ** 20 && Math.abs(s) < 32 && Math.abs(start ?? 32) <= 32;
    const key = ((p * 2 ** 20 + q) * 64 + s + 32) * 128 + (start ?? 64) + 32;
    const known = isShort ? this.met.get(key) : undefined;
    if (known) return known;
    const [P, Q, period] = [this.places[p]!, this.places[q]!, this.period];
    if (P.bath !== undefined && Q.bath !== undefined) reject('a product of two bath displacements');
    // P is taken at n and Q at n + e. If both are sums, the sum is over n, which is m − d for the sum over m that results.
    const apart = (first(P) + s - first(Q)) / period;
    const n = P.sum && !Q.sum ? -apart : 0;
    const e = Q.sum ? apart : 0;
    const [siteP, siteQ] = [P.at + period * n, Q.at + (Q.sum ? period * (n + e) : 0)];
    const letter = start === undefined ? undefined : siteP + (P.bath ?? 0) + start;
    const displaced = P.bath === undefined ? (Q.bath === undefined ? undefined : siteQ) : siteP;
    const at = displaced ?? letter ?? 0;
    const bath = displaced === undefined ? undefined : (letter ?? at) - at;
    const sum = P.sum && Q.sum;
    const r = sum ? remainder(at, period) : at;
    const d = sum ? (at - r) / period : 0;
    const turn = sum ? this.monomials.times(P.turn, Q.turn)[0] : 0;
    const phase = this.monomials.times(this.monomials.power(P.turn, n - d), this.monomials.power(Q.turn, n + e - d))[0];
    const powers = sum
      ? shiftedPowers(-d, P.power, e - d, Q.power)
      : [BigInt(n) ** BigInt(P.power) * BigInt(n + e) ** BigInt(Q.power)];
    const made = powers.flatMap((f, power) =>
      f ? [[this.placeNumber({ sum, at: r, power, turn, bath }), f, phase] as const] : [],
    );
    if (this.met.size >= limits.cache) this.met.clear();
    if (isShort) this.met.set(key, made);
    return made;
  }

  private measures(a: CertificateOperator): { range: number; power: number; locals: number } {
    let [range, power, locals] = [0, 0, 0];
    for (let w = 0; w < wordCount(a); w++) {
      const place = this.places[a.words[3 * w + 2]!]!;
      range = Math.max(range, lengthOf(a.words[3 * w]! | a.words[3 * w + 1]!));
      power = Math.max(power, place.power);
      if (!place.sum) locals += a.begin[w + 1]! - a.begin[w]!;
    }
    return { range, power, locals };
  }

  /** Adds letters at a place: blanks at their ends are cut off, and r is brought between 0 and P − 1, with m = n + d. */
  private put(sum: Sum, letters: string, place: Place, add: (word: number, f: bigint, phase: number) => void): void {
    const word = letters.replace(/^I+|I+$/gu, '');
    if (word.length > limits.word) reject('a word grows too long');
    const blank = word === '' ? 0 : letters.search(/[^I]/u);
    const isNumber = word === '' && place.bath === undefined;
    const at = isNumber ? 0 : place.bath === undefined ? place.at + blank : place.at;
    const bath = isNumber ? undefined : word === '' ? 0 : place.bath === undefined ? undefined : place.bath + blank;
    const r = place.sum ? remainder(at, this.period) : at;
    const d = place.sum ? (at - r) / this.period : 0;
    const mask = (set: string): number =>
      [...word].reduce((m, letter, k) => m + (set.includes(letter) ? 2 ** k : 0), 0);
    shiftedPowers(-d, place.power).forEach((f, power) => {
      const there = f ? this.placeNumber({ ...place, at: r, power, bath }) : 0;
      if (f) add(sum.word(mask('XY'), mask('YZ'), there), f, this.monomials.power(place.turn, -d));
    });
  }

  /** Replaces every word by images of it, over a common denominator, and every monomial by another one, or by 0. */
  private mapped(
    a: CertificateOperator,
    images: (letters: string, place: Place) => readonly Image[],
    { den = 1n, change = (m: number): number | undefined => m, conjugates = false } = {},
  ): CertificateOperator {
    return this.sum(a.num, a.den * den, [a], (sum, big) => {
      const [re, im] = [asNums(a.re, big), asNums(a.im, big)];
      for (let w = 0; w < wordCount(a); w++) {
        const [x, z, place] = a.words.subarray(3 * w, 3 * w + 3);
        for (const image of images(lettersOf(x!, z!), this.places[place!]!)) {
          const { letters, factor = 1n, turn = 0, monomial = 0 } = image;
          this.spend(
            (a.begin[w + 1]! - a.begin[w]!) * (letters.length + 1 + image.place.power ** 2) * weight(a.digits),
          );
          this.put(sum, letters, image.place, (word, more, phase) => {
            const f = asNum(factor * more, big);
            if (!big && !(Math.abs(f) * a.most < exactBelow)) throw new Overflow();
            for (let k = a.begin[w]!; k < a.begin[w + 1]!; k++) {
              const changed = change(a.monomials[k]!);
              if (changed === undefined) continue;
              const to = this.monomials.times(this.monomials.times(changed, phase)[0], monomial)[0];
              sum.add(word, to, re[k]! * f, conjugates ? -im[k]! * f : im[k]! * f, turn & 3);
            }
          });
        }
      }
    });
  }

  /** Each of these words at a place. */
  words(words: readonly string[], place: Place): CertificateOperator {
    return this.sum(1n, 1n, [], (sum) => {
      for (const word of words) this.put(sum, word, place, (w, f, m) => sum.add(w, m, Number(f), 0));
    });
  }

  /** A†: words are Hermitian; u^m becomes u^−m and |a⟩⟨b| becomes |b⟩⟨a|. */
  adjoint(a: CertificateOperator): CertificateOperator {
    const image = (letters: string, place: Place): Image[] => {
      const levels = place.levels && { ...place.levels, unit: [...place.levels.unit].reverse() };
      return [{ letters, place: { ...place, turn: this.monomials.power(place.turn, -1), ...(levels && { levels }) } }];
    };
    return this.mapped(a, image, { change: (m) => this.monomials.conjugate(m, { reversed: false }), conjugates: true });
  }

  /** S → −S, i → −i and t → −t */
  timeReversal(a: CertificateOperator): CertificateOperator {
    const image = (letters: string, place: Place): Image[] => {
      const turn = this.monomials.power(place.turn, -1);
      return [{ letters, place: { ...place, turn }, factor: evenSign(letters.replace(/I/gu, '').length) }];
    };
    return this.mapped(a, image, { change: (m) => this.monomials.conjugate(m, { reversed: true }), conjugates: true });
  }

  /** S^y and S^z change their signs. */
  spinFlip(a: CertificateOperator): CertificateOperator {
    return this.mapped(a, (letters, place) => [
      { letters, place, factor: evenSign(letters.replace(/[IX]/gu, '').length) },
    ]);
  }

  translation(a: CertificateOperator, by: number): CertificateOperator {
    return this.mapped(a, (letters, place) => [{ letters, place: { ...place, at: place.at + by } }]);
  }

  /** Site j goes to −j, so a word that begins at r + P n then begins at −r − P n − (length − 1), and m = −n. */
  reflection(a: CertificateOperator): CertificateOperator {
    return this.mapped(a, (letters, place) => {
      const last = Math.max(letters.length - 1, 0);
      const { at, bath } = place;
      const there = bath === undefined ? { at: -at - last } : { at: -at, bath: -bath - last };
      const turn = this.monomials.power(place.turn, -1);
      const mirror = [...letters].reverse().join('');
      return [{ letters: mirror, place: { ...place, turn, ...there }, factor: evenSign(place.power) }];
    });
  }

  /**
   * S^±_s → w^±1 S^±_s with w = u^s (−1)^(flips s), that is, with a sum over both signs ε,
   *
   *   X → Σ_ε w^ε (X + i ε Y)/2,   Y → Σ_ε w^ε (Y − i ε X)/2
   */
  twist(a: CertificateOperator, u: number, flips: number): CertificateOperator {
    const { range } = this.measures(a);
    const isFlipped = flips % 2 !== 0;
    const image = (letters: string, place: Place): Image[] => {
      const turned = [...letters].flatMap((letter, k) => ('XY'.includes(letter) ? [k] : []));
      if (turned.length > limits.turned) reject('a twist of a word with too many letters X and Y');
      this.spend(4 ** turned.length);
      return Array.from({ length: 4 ** turned.length }, (_, choice) => {
        const made = [...letters];
        let [charge, moment, turn] = [0, 0, 0];
        turned.forEach((k, n) => {
          const digit = Math.floor(choice / 4 ** n) % 4;
          const sign = digit % 2 === 0 ? 1 : -1;
          charge += sign;
          moment += sign * (first(place) + k);
          if (digit < 2) return;
          turn += letters[k] === 'X' ? sign : -sign;
          made[k] = letters[k] === 'X' ? 'Y' : 'X';
        });
        // In a sum, s = first + P m + k, so that (w^P)^charge is added to its u.
        if (place.sum && isFlipped && (charge * this.period) % 2 !== 0)
          reject('a twist by pi of a sum with an odd period');
        const along = place.sum
          ? this.monomials.times(place.turn, this.monomials.power(u, charge * this.period))[0]
          : 0;
        const factor = 2n ** BigInt(range - turned.length) * (isFlipped ? evenSign(moment) : 1n);
        return {
          letters: made.join(''),
          place: { ...place, turn: along },
          factor,
          turn,
          monomial: this.monomials.power(u, moment),
        };
      });
    };
    return this.mapped(a, image, { den: 2n ** BigInt(range) });
  }

  /** The words of at most so many sites */
  truncation(a: CertificateOperator, sites: number): CertificateOperator {
    this.spend(a.re.length);
    return this.mapped(a, (letters, place) => (letters.length > sites ? [] : [{ letters, place }]));
  }

  /** The coefficient of e^{inωt}, for ω ≠ 0 */
  fourier(a: CertificateOperator, n: number): CertificateOperator {
    const { generators, powers, mode = '1', nonzero } = this.monomials;
    if (/^[1-9]/u.test(mode) && mode !== '1') reject('Fourier components of another frequency than the base');
    for (const factor of mode.split(' ')) nonzero.add(factor.replace(/\^.*/u, ''));
    const change = (m: number): number | undefined => {
      const [modes, others] = [true, false].map((is) =>
        powers[m]!.filter(([g]) => (generators[g]!.kind === 'mode') === is),
      );
      return (modes![0]?.[1] ?? 0) === 2 * n ? this.monomials.number(others!) : undefined;
    };
    return this.mapped(a, (letters, place) => [{ letters, place }], { change });
  }

  /** Whether all words outside of sums have their letters and displacements on the sites 0 … N − 1. */
  isWithin(a: CertificateOperator, sites: number): boolean {
    for (let w = 0; w < wordCount(a); w++) {
      const place = this.places[a.words[3 * w + 2]!]!;
      if (place.sum) continue;
      const length = lengthOf(a.words[3 * w]! | a.words[3 * w + 1]!);
      if (length > 0 && (first(place) < 0 || first(place) + length > sites)) return false;
      if (place.bath !== undefined && (place.at < 0 || place.at >= sites)) return false;
    }
    return true;
  }

  /** On a ring of N sites, sums are over 0 ≤ m < N/P, and sites are counted modulo N. */
  ring(a: CertificateOperator, sites: number): CertificateOperator {
    return this.mapped(a, (letters, place) => {
      const { sum, power, turn, bath } = place;
      const isTooLong = letters.length > sites || (sum && sites % this.period !== 0);
      if (power > 0 || turn > 0 || isTooLong) reject('an operator that does not fit a ring');
      if (sum && letters === '' && bath === undefined) return [{ letters, place: local(0), factor: BigInt(sites) }];
      return Array.from({ length: sum ? sites / this.period : 1 }, (_, m) => {
        const around = Array<string>(sites).fill('I');
        const site = first(place) + m * this.period;
        for (let k = 0; k < letters.length; k++) around[remainder(site + k, sites)] = letters[k]!;
        const at = bath === undefined ? 0 : remainder(place.at + m * this.period, sites);
        return { letters: around.join(''), place: local(at, bath === undefined ? undefined : -at) };
      });
    });
  }

  /** On an open chain of the sites 0 … N − 1, sums keep the words that fit into it. */
  open(a: CertificateOperator, sites: number): CertificateOperator {
    return this.mapped(a, (letters, place) => {
      const { sum, bath, at, power, turn } = place;
      if (letters === '' && bath === undefined) return [{ letters, place: local(0), factor: sum ? BigInt(sites) : 1n }];
      const ends = [first(place), first(place) + Math.max(letters.length - 1, 0), ...(bath === undefined ? [] : [at])];
      const [low, high] = [Math.min(...ends), Math.max(...ends)];
      if (high - low >= sites || (!sum && (low < 0 || high >= sites)))
        reject('an operator that does not fit an open chain');
      const least = sum ? Math.ceil(-low / this.period) : 0;
      const last = sum ? Math.floor((sites - 1 - high) / this.period) : 0;
      return Array.from({ length: Math.max(last - least + 1, 0) }, (_, k) => {
        const [m, there] = [least + k, local(at + (least + k) * (sum ? this.period : 0), bath)];
        return { letters, place: there, factor: BigInt(m) ** BigInt(power), monomial: this.monomials.power(turn, m) };
      });
    });
  }

  /** A number as a multiple of the identity. */
  private number(value: Polynomial): CertificateOperator {
    return this.combination([[value, this.words([''], local(0))]]);
  }

  /** Σ ā b over common words, which for sums over the chain is Tr(A† B)/2^N per site on a long ring. */
  overlap(a: CertificateOperator, b: CertificateOperator): CertificateOperator {
    this.spend(a.re.length + b.re.length);
    const kinds = new Set<string>();
    const rows = [a, b].map((o) => Array.from({ length: wordCount(o) }, (_, w) => o.words.subarray(3 * w, 3 * w + 3)));
    for (const row of rows.flat()) {
      const { sum, power, bath, turn } = this.places[row[2]!]!;
      if (power > 0 || bath !== undefined) reject('an overlap of operators with powers of j or displacements');
      kinds.add(`${sum} ${turn}`);
    }
    if (kinds.size > 1) reject('an overlap of a sum and a local operator, or of sums with different phases');
    const index = new Map(rows[1]!.map((row, w) => [row.join(' '), w]));
    const parts: [number, bigint, bigint][] = [];
    rows[0]!.forEach((row, v) => {
      const w = index.get(row.join(' '));
      if (w === undefined) return;
      const pairs = (a.begin[v + 1]! - a.begin[v]!) * (b.begin[w + 1]! - b.begin[w]!);
      this.spend(pairs * weight(a.digits + b.digits));
      // A word of a sum is at one site in P, but a number in a sum at each.
      const isNumberInSum = this.places[row[2]!]!.sum && row[0] === 0 && row[1] === 0;
      const times = isNumberInSum ? BigInt(this.period) : 1n;
      for (let k = a.begin[v]!; k < a.begin[v + 1]!; k++) {
        for (let l = b.begin[w]!; l < b.begin[w + 1]!; l++) {
          const [m, root] = this.monomials.times(
            this.monomials.conjugate(a.monomials[k]!, { reversed: false }),
            b.monomials[l]!,
          );
          const [x, y, t, u] = [a.re[k]!, a.im[k]!, b.re[l]!, b.im[l]!].map(BigInt) as [bigint, bigint, bigint, bigint];
          const f = times * BigInt(root) * a.num * b.num;
          parts.push([m, f * (x * t + y * u), f * (x * u - y * t)]);
        }
      }
    });
    const den = a.den * b.den * BigInt([...kinds].some((kind) => kind.startsWith('true')) ? this.period : 1);
    return this.number({ den, parts });
  }

  /** The length of the longest word in sites; on a ring of N sites that of the shortest arc around its letters. */
  range(a: CertificateOperator, ring = 0): CertificateOperator {
    this.spend(a.re.length);
    let longest = 0;
    for (let w = 0; w < wordCount(a); w++) {
      const letters = lettersOf(a.words[3 * w]!, a.words[3 * w + 1]!);
      const gaps = ring === 0 ? [] : (letters.match(/I+/gu) ?? []).map((gap) => ring - gap.length);
      longest = Math.max(longest, Math.min(letters.length, ...gaps));
    }
    return this.number(constant(BigInt(longest)));
  }

  /** The sum of the exponents of the parameters that are energies, the same in all parts. */
  degree(a: CertificateOperator): CertificateOperator {
    this.spend(a.re.length);
    const { generators, powers } = this.monomials;
    const doubled = (m: number): number => powers[m]!.reduce((d, [g, n]) => d + (generators[g]!.isEnergy ? n : 0), 0);
    const [degree, ...others] = new Set(a.monomials.map(doubled));
    return this.number(
      constant(
        BigInt(others.length > 0 ? reject('parts of different degrees') : (degree ?? reject('the degree of 0'))),
        2n,
      ),
    );
  }

  /** The number of words. */
  count(a: CertificateOperator): CertificateOperator {
    this.spend(a.re.length);
    return this.number(
      constant(BigInt(this.period > 1 ? reject('words are counted for the period 1 only') : wordCount(a))),
    );
  }

  equal(a: CertificateOperator, b: CertificateOperator): boolean {
    return (
      wordCount(
        this.combination([
          [constant(1n), a],
          [constant(-1n), b],
        ]),
      ) === 0
    );
  }
}

/** |a⟩⟨b| |b⟩⟨c| = |a⟩⟨c|, where one of the two may be a scatterer without levels; with − Q P for a bracket. */
function levelProducts(p: Place, q: Place, isBracket: boolean): [Place, bigint][] {
  const [P, Q] = [p.levels!, q.levels!];
  if (P.position !== null && Q.position !== null) reject('a product of two point scatterers');
  const [a, b, c, d] = [P.unit[0], P.unit[1], Q.unit[0], Q.unit[1]];
  const position = P.position ?? Q.position;
  const made = (unit: readonly (number | undefined)[], sign: bigint): [Place, bigint][] => [
    [{ ...p, levels: { unit, position } }, sign],
  ];
  if (a === undefined || c === undefined) return isBracket ? [] : made(a === undefined ? Q.unit : P.unit, 1n);
  return [...(b === c ? made([a, d], 1n) : []), ...(isBracket && d === a ? made([c, b], -1n) : [])];
}
