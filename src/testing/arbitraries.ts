import { Arbitrary, type Random as Source, type Stream, Value, stream } from 'fast-check';
import type { Coefficient } from '../exact/index.js';
import type { GasModel } from '../floquet/index.js';
import { nameText } from '../language/index.js';
import { type Domain, type Law, type Point, Random, pointAt, simplerPoints, writePoint } from '../law/index.js';
import * as catalogue from '../laws/index.js';
import { type Operator, type Word, wordFrom } from '../spin/index.js';
import { readable } from '../text/index.js';
import { lawOf } from './named-law.js';
import { checkedOptions, oneOf, someTexts, text, texts, truth, wholeFrom } from './options.js';
import { scalarProgram, shown, localWordText } from './shown.js';

/** A corner value is taken instead of a random one once in this many times on average. */
const cornerRate = 4;

/**
 * Values of a domain of spinlaw for fast-check. Corner values are frequent, values shrink to the physically simplest
 * ones, and a counterexample is printed in the language.
 */
class DomainArbitrary<V> extends Arbitrary<V> {
  constructor(
    private readonly domain: Domain<V>,
    private readonly write: (value: V) => string = (value) => domain.write(value),
  ) {
    super();
  }

  generate(source: Source): Value<V> {
    const random = new Random(source.nextInt(), 0);
    return this.wrapped(random.oneIn(cornerRate) ? random.pick(this.domain.corners) : this.domain.sample(random));
  }

  canShrinkWithoutContext(_value: unknown): _value is V {
    return true;
  }

  shrink(value: V): Stream<Value<V>> {
    return stream(mapped(this.domain.simpler(value), (v) => this.wrapped(v)));
  }

  private wrapped(value: V): Value<V> {
    return new Value(
      shown(value, () => this.write(value)),
      undefined,
    );
  }
}

function* mapped<A, B>(values: Iterable<A>, change: (a: A) => B): IterableIterator<B> {
  for (const value of values) yield change(value);
}

/** Points of the case space of a law, or values made from them. */
class PointArbitrary<V> extends Arbitrary<V> {
  constructor(
    private readonly law: Law<unknown>,
    private readonly make: (point: Point) => V,
  ) {
    super();
  }

  generate(source: Source): Value<V> {
    return this.wrapped(pointAt(this.law.cases, source.nextInt(), source.nextInt(0, 2 * this.law.cases.wanted)));
  }

  /** A value alone does not determine the point from which it was made. */
  canShrinkWithoutContext(_value: unknown): _value is V {
    return false;
  }

  shrink(_value: V, context: unknown): Stream<Value<V>> {
    if (context === undefined) return stream([][Symbol.iterator]() as IterableIterator<Value<V>>);
    return stream(mapped(simplerPoints(this.law.cases, context as Point), (point) => this.wrapped(point)));
  }

  private wrapped(point: Point): Value<V> {
    return new Value(
      shown(this.make(point), () => pointText(this.law, point)),
      point,
    );
  }
}

/** `charges.range where k = 4, J = 1`: with `check` in front it is a line of the dialogue. */
function pointText(law: Law<unknown>, point: Point): string {
  const values = Object.entries(writePoint(law.cases, point)).map(([name, value]) => `${nameText(name)} = ${value}`);
  return values.length === 0 ? law.id : `${law.id} where ${values.join(', ')}`;
}

/**
 * Gaussian rationals, the real parameter J, the complex parameter g, square roots; with `real: true` only real ones.
 */
export function coefficients(options: catalogue.CoefficientOptions = {}): Arbitrary<Coefficient> {
  readable(() => checkedOptions('coefficients', options, { real: truth, most: wholeFrom(1, 100) }));
  return new DomainArbitrary(catalogue.coefficientDomain(options), scalarProgram);
}

/**
 * Words of Pauli letters, first and last not I; `lettersOf` writes one as `XIZ`, and a counterexample shows it as `X_0
 * Z_2`.
 */
export function words(options: { readonly range?: number } = {}): Arbitrary<Word> {
  readable(() => checkedOptions('words', options, { range: longest }));
  return new DomainArbitrary(catalogue.wordDomain(options)).map((letters) => {
    const { word } = wordFrom(letters);
    return shown(word, () => localWordText(word));
  });
}

/** Longest string that an option may request, in sites. */
const longest = wholeFrom(1, 31);

const operatorOptions = {
  range: longest,
  terms: wholeFrom(1, 1000),
  place: oneOf('chain', 'staggered', 'weighted', 'local', 'any'),
  hermitian: truth,
  symmetry: someTexts,
  parameters: truth,
};

/**
 * Operators by range, place, hermiticity and symmetry (a name or a list of names, `Sz` among them); complex by default.
 */
export function operators(options: catalogue.OperatorOptions = {}): Arbitrary<Operator> {
  return readable(() => {
    checkedOptions('operators', options, operatorOptions);
    return new DomainArbitrary(catalogue.operatorDomain(options));
  });
}

/** Hermitian chain sums, among which integrable chains are frequent; with `kind: 'integrable'` only those. */
export function hamiltonians(options: catalogue.HamiltonianDomainOptions = {}): Arbitrary<Operator> {
  readable(() => checkedOptions('hamiltonians', options, { kind: oneOf('integrable', 'any'), range: longest }));
  return new DomainArbitrary(catalogue.hamiltonianDomain(options));
}

/**
 * Hermitian chain sums of short range, staggered or not, to be added to a Hamiltonian to see which charges survive.
 */
export function perturbations(
  options: Pick<catalogue.OperatorOptions, 'range' | 'terms' | 'symmetry'> = {},
): Arbitrary<Operator> {
  return readable(() => {
    checkedOptions('perturbations', options, { range: longest, terms: operatorOptions.terms, symmetry: someTexts });
    return new DomainArbitrary(
      catalogue.operatorDomain({
        range: 2,
        terms: 2,
        ...options,
        place: 'staggered',
        hermitian: true,
        parameters: false,
      }),
    );
  });
}

/**
 * Periodic perturbations e^{inωt} V_n + h.c., uniform and staggered, without time-reversal symmetry by default.
 * chain (8)
 */
export function drives(options: catalogue.DriveOptions = {}): Arbitrary<Operator> {
  return readable(() => {
    checkedOptions('drives', options, {
      range: longest,
      terms: operatorOptions.terms,
      harmonics: wholeFrom(1, 100),
      frequency: text,
    });
    return new DomainArbitrary(catalogue.driveDomain(options));
  });
}

/** Couplings to one bath per site, Σ_j V_j (a_j + a†_j) with Hermitian V_j.   chain (9) */
export function baths(options: catalogue.BathOptions = {}): Arbitrary<Operator> {
  readable(() => checkedOptions('baths', options, { range: longest, terms: operatorOptions.terms }));
  return new DomainArbitrary(catalogue.bathDomain(options));
}

/**
 * Real couplings by name: the open parameter itself, 1, 0, −1, 2, 1/2 and small rationals; with `numeric: true` only
 * numbers.
 */
export function couplings(name = 'J', options: catalogue.CouplingOptions = {}): Arbitrary<Coefficient> {
  return readable(() => {
    checkedOptions('couplings', options, { zero: truth, unit: text, numeric: truth, corners: texts });
    return new DomainArbitrary(catalogue.couplingDomain(name, options));
  });
}

/** Driven N-level systems in a gas, with complex couplings and one or more point scatterers.   gas (13), (S47) */
export function levelSystems(options: catalogue.SystemOptions = {}): Arbitrary<GasModel> {
  readable(() =>
    checkedOptions('levelSystems', options, {
      levels: wholeFrom(1, 50),
      scatterers: wholeFrom(1, 50),
      dimension: oneOf(1, 3),
      driven: truth,
    }),
  );
  return new DomainArbitrary(catalogue.levelSystemDomain(options));
}

/**
 * Subjects of a law, made from its own cases, for `expect(subject).toObey(law)` with parts of your own in their place.
 * They shrink as in a check of the law, and a counterexample shows its parameters: `charges.range where k = 4, J = 1`.
 *
 * @diagnostic `unknown-law`, with the closest name
 */
export function subjectsOf<Case = unknown>(law: Law<Case> | string): Arbitrary<Case> {
  const known = lawOf(law as Law<unknown> | string);
  return new PointArbitrary(known, (point) => known.cases.build(point) as Case);
}

/** Points of a law's case space; `law.cases.build(point)` makes the case. Points shrink as in a check of the law. */
export function pointsOf(law: Law<unknown> | string): Arbitrary<Point> {
  return new PointArbitrary(lawOf(law), (point) => point);
}
