import { Chance } from '../../scripts/chance.js';
import { Session } from '../../src/session/index.js';
import {
  type Complex,
  type Matrix,
  addScaled,
  bracket,
  dagger,
  distance,
  linear,
  product,
  stringMatrix,
  traceInner,
  zeros,
} from '../spin/dense.js';

/**
 * Random claims, and what they say, reckoned beside the language: every expression is a text and a function that gives
 * its number or its dense matrix at a point. Roots are principal roots there, whatever the sign of a parameter.
 */
export interface RandomClaim {
  /** definitions and one claim */
  readonly text: string;
  readonly verb: 'prove' | 'refute';
  /** how far apart the two sides are at a point; NaN where they have no value */
  readonly apart: (point: Point) => number;
}

export interface Point {
  readonly values: ReadonlyMap<string, Complex>;
  readonly time: number;
  /** the prefixes `with name = value` around, outermost first: the outer acts first (language rule 17) */
  readonly around: readonly (readonly [name: string, value: Scalar])[];
}

interface Expression<T> {
  readonly text: string;
  readonly at: (point: Point) => T;
}
type Scalar = Expression<Complex>;
type Operator = Expression<Matrix>;

/** Real parameters by their names in texts and in answers. */
export const realNames: readonly (readonly [typed: string, ascii: string])[] = [
  ['J', 'J'],
  ['K', 'K'],
  ['Δ', 'Delta'],
  ['w', 'w'],
];
const complexName = 'g';

const c = (re: number, im = 0): Complex => ({ re, im });
const times = (a: Complex, b: Complex): Complex => c(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re);
const over = (a: Complex, b: Complex): Complex => {
  const square = b.re * b.re + b.im * b.im;
  return times(a, c(b.re / square, -b.im / square));
};
const root = (a: Complex): Complex => {
  const angle = Math.atan2(a.im === 0 ? 0 : a.im, a.re) / 2;
  const size = Math.sqrt(Math.hypot(a.re, a.im));
  return c(size * Math.cos(angle), size * Math.sin(angle));
};
const scaled = (m: Matrix, by: Complex): Matrix => {
  const out = zeros(m.size);
  addScaled(out, m, by);
  return out;
};

/** A point with parameters of either sign; those in `positive` are positive. */
export function randomPoint(chance: Chance, positive: ReadonlySet<string>): Point {
  const values = new Map<string, Complex>();
  for (const [typed, ascii] of realNames) {
    const size = 0.3 + 1.5 * chance.next();
    values.set(typed, c(positive.has(ascii) || chance.next() < 0.5 ? size : -size));
  }
  values.set(complexName, c(chance.next() - 0.5, chance.next() - 0.5));
  // Of a phase its point on the unit circle.
  const angle = 6 * chance.next();
  values.set('φ', c(Math.cos(angle), Math.sin(angle)));
  return { values, time: 3 * chance.next(), around: [] };
}

/** Sites of the matrices: operators at sites 0, 1, 2, or chain sums on a ring. */
const localSites = 3;
const ringSites = 4;

class Maker {
  private readonly definitions: string[] = [];
  private readonly operators: Operator[] = [];
  private readonly scalars: Scalar[] = [];

  constructor(
    private readonly chance: Chance,
    private readonly ring: boolean,
  ) {}

  private get sites(): number {
    return this.ring ? ringSites : localSites;
  }

  private parameter(name: string): Scalar {
    return { text: name, at: (point) => lookUp(name, point) };
  }

  private real(): Scalar {
    return this.parameter(this.chance.one(['J', 'J', 'K', 'Δ']));
  }

  scalar(depth: number): Scalar {
    const { chance } = this;
    if (depth <= 0) {
      return chance.one<() => Scalar>([
        () => this.real(),
        () => this.real(),
        () => this.parameter(complexName),
        () => {
          const [p, q] = [1 + chance.below(3), 1 + chance.below(3)];
          return { text: `(${p}/${q})`, at: () => c(p / q) };
        },
        () => ({ text: 'i', at: () => c(0, 1) }),
        () => ({ text: 'cos(w t)', at: (point) => c(Math.cos(lookUp('w', point).re * point.time)) }),
        () => ({
          text: 'exp(i w t)',
          at: (point) => c(Math.cos(lookUp('w', point).re * point.time), Math.sin(lookUp('w', point).re * point.time)),
        }),
        () => ({ text: 'exp(i φ)', at: (point) => lookUp('φ', point) }),
        () => ({ text: 'cos(2 φ)', at: (point) => c(times(lookUp('φ', point), lookUp('φ', point)).re) }),
        () => ({ text: 'exp(i π/6)', at: () => c(Math.cos(Math.PI / 6), 0.5) }),
        () => ({ text: 'sqrt(2)', at: () => c(Math.SQRT2) }),
      ])();
    }
    const down = (): Scalar => this.scalar(depth - 1);
    return chance.one<() => Scalar>([
      () => binary(down(), down(), ' ', times),
      () => binary(down(), down(), ' + ', (a, b) => c(a.re + b.re, a.im + b.im)),
      () => binary(down(), down(), ' - ', (a, b) => c(a.re - b.re, a.im - b.im)),
      () =>
        unary(
          down(),
          (t) => `conj(${t})`,
          (a) => c(a.re, -a.im),
        ),
      () =>
        unary(
          down(),
          (t) => `(${t})^2`,
          (a) => times(a, a),
        ),
      () => binary(down(), this.real(), '/', over),
      () => this.rooted(),
      () => this.rooted(),
      () => this.substituted(down()),
      () => (this.scalars.length > 0 ? chance.one(this.scalars) : down()),
      () => this.norm(depth - 1),
    ])();
  }

  /** A root of a product of parameters. */
  private rooted(): Scalar {
    const { chance } = this;
    const [a, b] = [this.real(), this.real()];
    return chance.one<() => Scalar>([
      () => unary(a, (t) => `sqrt(${t})`, root),
      () => unary(binary(a, b, ' ', times), (t) => `sqrt(${t})`, root),
      () => unary(binary(a, b, '/', over), (t) => `sqrt(${t})`, root),
      () =>
        unary(
          unary(
            a,
            (t) => `(${t})^2`,
            (z) => times(z, z),
          ),
          (t) => `sqrt(${t})`,
          root,
        ),
      () =>
        unary(
          a,
          (t) => `(${t})^(3/2)`,
          (z) => times(z, root(z)),
        ),
      () =>
        unary(
          a,
          (t) => `(${t})^(-1/2)`,
          (z) => over(c(1), root(z)),
        ),
    ])();
  }

  private norm(depth: number): Scalar {
    const a = this.operator(depth);
    const b = this.chance.next() < 0.5 ? undefined : this.operator(depth);
    return {
      text: b ? `overlap(${a.text}, ${b.text})` : `norm2(${a.text})`,
      at: (point) => {
        const m = a.at(point);
        const inner = traceInner(m, b ? b.at(point) : m);
        // Of a chain sum on a ring it is Σ conj(a) b over all words all the same: the trace knows no more.
        return c(inner.re / m.size, inner.im / m.size);
      },
    };
  }

  private substituted<T>(of: Expression<T>): Expression<T> {
    const [name, value] = [this.chance.one(['J', 'K', 'Δ']), this.value()];
    return { text: `(with ${name} = ${value.text}: ${of.text})`, at: (point) => of.at(given(point, name, value)) };
  }

  /** What a parameter is replaced by. */
  value(): Scalar {
    const { chance } = this;
    const real = this.real();
    return chance.one<() => Scalar>([
      () => real,
      () =>
        unary(
          real,
          (t) => `(-${t})`,
          (a) => c(-a.re, -a.im),
        ),
      () =>
        unary(
          real,
          (t) => `(${t})^2`,
          (a) => times(a, a),
        ),
      () =>
        binary(
          unary(
            real,
            (t) => `(${t})^2`,
            (a) => times(a, a),
          ),
          this.real(),
          ' ',
          times,
        ),
      () =>
        unary(
          real,
          (t) => `(${t} - 1)`,
          (a) => c(a.re - 1, a.im),
        ),
      () => ({ text: '(-1)', at: () => c(-1) }),
      () => ({ text: '4', at: () => c(4) }),
    ])();
  }

  private letter(letters: string, factor: Complex = c(1)): (site: number) => Matrix {
    return (site) => {
      const n = this.sites;
      const at = [...letters].map((letter, k) => [letter, (((site + k) % n) + n) % n] as const);
      const row = Array<string>(n).fill('I');
      for (const [letter, k] of at) row[k] = letter;
      return scaled(stringMatrix(row.join('')), factor);
    };
  }

  /** One spin, a bond or a triple, at a site or summed over the ring. */
  private word(): Operator {
    const { chance } = this;
    const forms: readonly (readonly [
      text: (site: (k: number) => string) => string,
      at: (site: number, point: Point) => Matrix,
    ])[] = [
      ...(['X', 'Y', 'Z'] as const).map((l) => [(s: (k: number) => string) => `${l}_${s(0)}`, this.letter(l)] as const),
      [(s) => `S+_${s(0)}`, (j) => linear(this.letter('X', c(0.5))(j), 1, this.letter('Y', c(0, 0.5))(j), 1)],
      [
        (s) => `S_${s(0)}·S_${s(1)}`,
        (j) => ['XX', 'YY', 'ZZ'].map((l) => this.letter(l, c(0.25))(j)).reduce((a, b) => linear(a, 1, b, 1)),
      ],
      [
        (s) => `(S_${s(0)}×S_${s(1)})^z`,
        (j) => linear(this.letter('XY', c(0.25))(j), 1, this.letter('YX', c(0.25))(j), -1),
      ],
      [
        (s) => `S'^z_${s(0)}`,
        (j, point) => scaled(this.letter('Z', c(0.5))(j), root(over(lookUp('Δ', point), lookUp('J', point)))),
      ],
      [
        (s) => `(S'^z_${s(0)} S''^x_${s(1)})`,
        (j, point) => {
          const r = root(over(lookUp('Δ', point), lookUp('J', point)));
          return scaled(this.letter('ZX', c(0.25))(j), times(r, r));
        },
      ],
    ];
    const [text, at] = chance.one(forms);
    if (this.ring) {
      return {
        text: `(sum_j ${text((k) => (k === 0 ? 'j' : `<j+${k}>`))})`,
        at: (point) => Array.from({ length: ringSites }, (_, j) => at(j, point)).reduce((a, b) => linear(a, 1, b, 1)),
      };
    }
    const site = chance.below(localSites - 1);
    return { text: text((k) => String(site + k)), at: (point) => at(site, point) };
  }

  operator(depth: number): Operator {
    const { chance } = this;
    if (depth <= 0) return this.word();
    const down = (): Operator => this.operator(depth - 1);
    return chance.one<() => Operator>([
      () => binary(down(), down(), ' + ', (a, b) => linear(a, 1, b, 1)),
      () => binary(down(), down(), ' - ', (a, b) => linear(a, 1, b, -1)),
      () => binary(down(), down(), ' ', product),
      () => binary(this.scalar(depth - 1), down(), ' ', (s, a) => scaled(a, s)),
      () => binary(this.scalar(depth - 1), down(), ' ', (s, a) => scaled(a, s)),
      () =>
        pair(
          down(),
          down(),
          (a, b) => `[${a}, ${b}]`,
          (a, b) => bracket(a, b, -1),
        ),
      () =>
        pair(
          down(),
          down(),
          (a, b) => `{${a}, ${b}}`,
          (a, b) => bracket(a, b, 1),
        ),
      () => unary(down(), (t) => `dag(${t})`, dagger),
      () =>
        unary(
          down(),
          (t) => `(${t} + h.c.)`,
          (a) => linear(a, 1, dagger(a), 1),
        ),
      () =>
        unary(
          down(),
          (t) => `spinflip(${t})`,
          (a) => turned(a, 'X'),
        ),
      () => reversed(down()),
      () => this.substituted(down()),
      () => (this.operators.length > 0 ? chance.one(this.operators) : down()),
    ])();
  }

  /** `A1 = …`; chain sums become matrices on a ring only, so there definitions are scalars. */
  define(): void {
    const number = this.definitions.length + 1;
    if (this.ring || this.chance.next() < 0.4) {
      const { text, at } = this.ring ? this.substituted(this.rooted()) : this.scalar(2);
      this.definitions.push(`b${number} = ${text}`);
      this.scalars.push(defined(`b${number}`, at));
    } else {
      const { text, at } = this.operator(2);
      this.definitions.push(`A${number} = ${text}`);
      this.operators.push(defined(`A${number}`, at));
    }
  }

  /** Two operators, more often the same than by chance. */
  private sides(): readonly [Operator, Operator] {
    const { chance } = this;
    const [a, b, d] = [this.operator(1), this.operator(1), this.operator(1)];
    const s = this.scalar(1);
    const plus = (p: Operator, q: Operator): Operator => binary(p, q, ' + ', (x, y) => linear(x, 1, y, 1));
    const minus = (p: Operator, q: Operator): Operator => binary(p, q, ' - ', (x, y) => linear(x, 1, y, -1));
    const by = (p: Operator, q: Operator): Operator => binary(p, q, ' ', product);
    const of = (t: Scalar, p: Operator): Operator => binary(t, p, ' ', (z, x) => scaled(x, z));
    const commutator = (p: Operator, q: Operator): Operator =>
      pair(
        p,
        q,
        (x, y) => `[${x}, ${y}]`,
        (x, y) => bracket(x, y, -1),
      );
    const dag = (p: Operator): Operator => unary(p, (t) => `dag(${t})`, dagger);
    const conj = (t: Scalar): Scalar =>
      unary(
        t,
        (x) => `conj(${x})`,
        (z) => c(z.re, -z.im),
      );
    const squared = (t: Scalar): Scalar =>
      unary(
        t,
        (x) => `(${x})^2`,
        (z) => times(z, z),
      );
    const r = this.rooted();
    return chance.one<() => readonly [Operator, Operator]>([
      () => [by(a, plus(b, d)), plus(by(a, b), by(a, d))],
      () => [commutator(a, b), minus(by(a, b), by(b, a))],
      () => [commutator(a, commutator(b, d)), plus(commutator(commutator(a, b), d), commutator(b, commutator(a, d)))],
      () => [dag(by(a, b)), by(dag(b), dag(a))],
      () => [dag(by(a, b)), by(dag(a), dag(b))],
      () => [dag(of(s, a)), of(conj(s), dag(a))],
      () => [dag(of(r, a)), of(r, dag(a))],
      () => [of(squared(r), a), of(binary(r, conj(r), ' ', times), a)],
      () => [of(s, of(r, a)), of(binary(r, s, ' ', times), a)],
      () => [this.substituted(of(r, a)), of(r, a)],
      () => [of(s, plus(a, b)), of(s, plus(b, a))],
      () => [a, b],
    ])();
  }

  claim(): RandomClaim {
    const { chance } = this;
    for (let k = chance.below(3); k > 0; k--) this.define();
    const verb = chance.one(['prove', 'refute'] as const);
    const kind = chance.below(this.ring ? 4 : 5);
    let [text, apart]: [string, (point: Point) => number] = ['', () => 0];
    if (kind === 0) {
      const [a, b] = [this.scalar(2), chance.next() < 0.3 ? this.scalar(2) : undefined];
      const other =
        b ??
        chance.one([
          unary(
            a,
            (t) => `conj(conj(${t}))`,
            (z) => z,
          ),
          unary(
            a,
            (t) => `conj(${t})`,
            (z) => c(z.re, -z.im),
          ),
          unary(
            a,
            (t) => `(1 (${t}))`,
            (z) => z,
          ),
        ]);
      [text, apart] = [
        `${a.text} = ${other.text}`,
        (point) => Math.hypot(a.at(point).re - other.at(point).re, a.at(point).im - other.at(point).im),
      ];
    } else if (kind === 1) {
      const a = this.operator(2);
      [text, apart] = [`hermitian(${a.text})`, (point) => distance(a.at(point), dagger(a.at(point)))];
    } else if (kind === 4) {
      const [a, n] = [this.operator(2), chance.below(localSites + 1)];
      [text, apart] = [`range(${a.text}) = ${n}`, (point) => Math.abs(rangeOf(a.at(point)) - n)];
    } else {
      const [a, b] = this.sides();
      [text, apart] = [`${a.text} = ${b.text}`, (point) => distance(a.at(point), b.at(point))];
    }
    let prefix = this.ring ? `on ring(${ringSites}): ` : '';
    if (chance.next() < 0.35) {
      const [name, value] = [chance.one(['J', 'K', 'Δ']), this.value()];
      prefix += `with ${name} = ${value.text}: `;
      const inner = apart;
      apart = (point) => inner(given(point, name, value));
    }
    const statement = `${prefix}${verb} ${text}`;
    return { text: ['param g complex; param φ phase', ...this.definitions, statement].join('\n'), verb, apart };
  }
}

function binary<A, B, T>(a: Expression<A>, b: Expression<B>, sign: string, f: (a: A, b: B) => T): Expression<T> {
  return pair(a, b, (x, y) => `(${x}${sign}${y})`, f);
}

function pair<A, B, T>(
  a: Expression<A>,
  b: Expression<B>,
  text: (a: string, b: string) => string,
  f: (a: A, b: B) => T,
): Expression<T> {
  return { text: text(a.text, b.text), at: (point) => f(a.at(point), b.at(point)) };
}

function unary<A, T>(a: Expression<A>, text: (a: string) => string, f: (a: A) => T): Expression<T> {
  return { text: text(a.text), at: (point) => f(a.at(point)) };
}

/** The point within one more prefix. */
function given(point: Point, name: string, value: Scalar): Point {
  return { ...point, around: [...point.around, [name, value]] };
}

/**
 * A parameter's value: the outermost prefix that has it says what stands in its place, and those further in act on
 * that.
 */
function lookUp(name: string, point: Point): Complex {
  const k = point.around.findIndex(([bound]) => bound === name);
  return k < 0 ? point.values.get(name)! : point.around[k]![1].at({ ...point, around: point.around.slice(k + 1) });
}

/** A definition has its value before the prefixes where it is used. */
function defined<T>(text: string, at: Expression<T>['at']): Expression<T> {
  return {
    text,
    at: (point) =>
      at({
        ...point,
        values: new Map([...point.values.keys()].map((name) => [name, lookUp(name, point)])),
        around: [],
      }),
  };
}

/** U A U† for the product U of this letter over all sites. */
function turned(a: Matrix, letter: 'X' | 'Y'): Matrix {
  const u = stringMatrix(letter.repeat(Math.log2(a.size)));
  return product(product(u, a), dagger(u));
}

/** Time reversal: spins, i and t change their signs. */
function reversed(a: Operator): Operator {
  const conjugated = (m: Matrix): Matrix => ({ ...m, im: m.im.map((x) => -x) });
  return {
    text: `timereverse(${a.text})`,
    at: (point) => turned(conjugated(a.at({ ...point, time: -point.time })), 'Y'),
  };
}

/**
 * Sites from the first to the last that a word of A acts on, for the word where these are most; by the traces with all
 * words.
 */
function rangeOf(a: Matrix): number {
  let longest = 0;
  for (let k = 0; k < 4 ** localSites; k++) {
    const letters = Array.from({ length: localSites }, (_, site) => 'IXYZ'[Math.floor(k / 4 ** site) % 4]).join('');
    const { re, im } = traceInner(stringMatrix(letters), a);
    const [first, last] = [letters.search(/[^I]/u), letters.replace(/I+$/u, '').length];
    if (first >= 0 && Math.hypot(re, im) > 1e-9 * a.size) longest = Math.max(longest, last - first);
  }
  return longest;
}

/** The claim of a seed; every third is about chain sums on a ring. */
export function randomClaim(seed: number): RandomClaim {
  return new Maker(new Chance(seed), seed % 3 === 0).claim();
}

/** What the language says of a random claim, and what is so. */
export type Judged =
  | { readonly kind: 'refused'; readonly text: string; readonly code: string }
  | {
      readonly kind: 'claim';
      readonly text: string;
      readonly assumptions: readonly string[];
      readonly saysTrue: boolean;
      readonly isTrue: boolean;
    };

/** Points at which a claim is looked at. */
const points = 5;

/**
 * Runs the claim of a seed, and looks at it at points where what the answer takes for granted is so: anywhere, if that
 * is nothing.
 */
export function judged(seed: number): Judged {
  const { text, apart } = randomClaim(seed);
  const outcome = [...new Session().run({ name: `seed ${seed}`, text })].at(-1);
  if (outcome?.kind === 'error') return { kind: 'refused', text, code: outcome.diagnostic.code };
  if (outcome?.kind !== 'claim') throw new Error(`seed ${seed} is ${outcome?.kind}\n${text}`);
  const { assumptions, isTrue: saysTrue } = outcome.claim;
  const positive = new Set(assumptions.flatMap((a) => (a.endsWith(' > 0') ? [a.slice(0, -' > 0'.length)] : [])));
  const chance = new Chance(seed + 0x5eed);
  const distances = Array.from({ length: points }, () => apart(randomPoint(chance, positive)));
  return { kind: 'claim', text, assumptions, saysTrue, isTrue: distances.every((d) => d < 1e-8) };
}
