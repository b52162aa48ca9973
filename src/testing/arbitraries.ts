import { Arbitrary, type Random as Source, type Stream, Value, stream } from 'fast-check';
import type { Coefficient } from '../exact/index.js';
import type { GasModel } from '../gas/index.js';
import { type Domain, type Law, type Point, Random, pointAt, simplerPoints } from '../law/index.js';
import * as catalogue from '../laws/index.js';
import type { Operator, Word } from '../spin/index.js';
import { wordFrom } from '../spin/word.js';
import { refuse } from '../text/index.js';

/** How often a corner value is taken instead of a drawn one. */
const cornerRate = 4;

/** Values of a domain of spinlaw for fast-check: corner values often, and shrinking to what is physically simplest. */
class DomainArbitrary<V> extends Arbitrary<V> {
  constructor(private readonly domain: Domain<V>) {
    super();
  }

  generate(source: Source): Value<V> {
    const random = new Random(source.nextInt(), 0);
    return new Value(random.oneIn(cornerRate) ? random.pick(this.domain.corners) : this.domain.sample(random), undefined);
  }

  canShrinkWithoutContext(_value: unknown): _value is V {
    return true;
  }

  shrink(value: V): Stream<Value<V>> {
    return stream(valuesOf(this.domain.simpler(value)));
  }
}

function* valuesOf<V>(values: Iterable<V>): IterableIterator<Value<V>> {
  for (const value of values) yield new Value(value, undefined);
}

/** Points of the case space of a law. */
class PointArbitrary extends Arbitrary<Point> {
  constructor(private readonly law: Law<unknown>) {
    super();
  }

  generate(source: Source): Value<Point> {
    return new Value(pointAt(this.law.cases, source.nextInt(), source.nextInt(0, 2 * this.law.cases.wanted)), undefined);
  }

  canShrinkWithoutContext(_value: unknown): _value is Point {
    return true;
  }

  shrink(point: Point): Stream<Value<Point>> {
    return stream(valuesOf(simplerPoints(this.law.cases, point)));
  }
}

/** Gaussian rationals, the real parameter J, the complex parameter g, square roots; `real: true` leaves real ones. */
export function coefficients(options: catalogue.CoefficientOptions = {}): Arbitrary<Coefficient> {
  return new DomainArbitrary(catalogue.coefficients(options));
}

/** Words of Pauli letters, first and last not I; `lettersOf` writes one as `XIZ`. */
export function words(options: { readonly range?: number } = {}): Arbitrary<Word> {
  return new DomainArbitrary(catalogue.words(options)).map((letters) => wordFrom(letters).word);
}

/** Operators by range, place, hermiticity and symmetry; complex unless told. */
export function operators(options: catalogue.OperatorOptions = {}): Arbitrary<Operator> {
  return new DomainArbitrary(catalogue.operators(options));
}

/** Hermitian chain sums, the integrable chains often among them; `kind: 'integrable'` leaves only those. */
export function hamiltonians(options: catalogue.HamiltonianOptions = {}): Arbitrary<Operator> {
  return new DomainArbitrary(catalogue.hamiltonians(options));
}

/** Hermitian chain sums of short range, staggered or not: what is added to a Hamiltonian to see which charges survive. */
export function perturbations(options: Pick<catalogue.OperatorOptions, 'range' | 'terms' | 'symmetry'> = {}): Arbitrary<Operator> {
  return new DomainArbitrary(catalogue.operators({ range: 2, terms: 2, ...options, place: 'staggered', hermitian: true, parameters: false }));
}

/** Periodic perturbations e^{inωt} V_n + h.c., uniform and staggered, without time reversal unless asked for.   chain (8) */
export function drives(options: catalogue.DriveOptions = {}): Arbitrary<Operator> {
  return new DomainArbitrary(catalogue.drives(options));
}

/** Couplings to one bath a site, Σ_j V_j (a_j + a†_j) with Hermitian V_j.   chain (9) */
export function baths(options: catalogue.BathOptions = {}): Arbitrary<Operator> {
  return new DomainArbitrary(catalogue.baths(options));
}

/** Real couplings by name: the open parameter itself, 1, 0, −1, 2, 1/2 and small rationals; `numeric: true` leaves numbers. */
export function couplings(name = 'J', options: catalogue.CouplingOptions = {}): Arbitrary<Coefficient> {
  return new DomainArbitrary(catalogue.coupling(name, options));
}

/** Driven N-level systems in a gas, with complex couplings and one or more point scatterers.   gas (13), (S47) */
export function levelSystems(options: catalogue.SystemOptions = {}): Arbitrary<GasModel> {
  return new DomainArbitrary(catalogue.levelSystems(options));
}

/**
 * Subjects of a law, as its own cases make them: `expect(subject).toObey(law)`, with parts of your own put in. They shrink as a
 * check of the law does.
 *
 * @diagnostic `unknown-law`
 */
export function subjectsOf<Case = unknown>(law: Law<Case> | string): Arbitrary<Case> {
  const found = typeof law === 'string' ? (catalogue.findLaw(law) as Law<Case> | undefined) : law;
  const known = found ?? refuse('unknown-law', `there is no law "${String(law)}"`, { hint: `as in ${catalogue.laws[0]!.id}` });
  return pointsOf(known as Law<unknown>).map((point) => known.cases.build(point));
}

/** Points of a law's case space; `law.cases.build(point)` makes the case. Shrinks as a check of the law does. */
export function pointsOf(law: Law<unknown>): Arbitrary<Point> {
  return new PointArbitrary(law);
}
