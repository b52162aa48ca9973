import {
  type Coefficient,
  type Monomial,
  type Rational,
  type ScalarSymbol,
  ModularPoint,
  addCoefficients,
  conjugateCoefficient,
  contentIn,
  divideExactly,
  equalCoefficients,
  fromGaussian,
  fromSymbol,
  gaussian,
  invertCoefficient,
  isZeroCoefficient,
  multiplyCoefficients,
  negateCoefficient,
  oneCoefficient,
  rational,
  rootOfUnity,
  subtractCoefficients,
  symbolPower,
  symbolsOf,
  zeroCoefficient,
} from '../exact/index.js';

/** A value of one coupling. */
export interface Coupling {
  readonly name: string;
  /** the value; for a phase φ the value of e^{iφ} */
  readonly value: Coefficient;
  /** φ/π for a phase, in (−1, 1] */
  readonly angle?: Rational;
}

/**
 * Polynomials in the couplings of which one vanishes wherever a coefficient does: couplings that are factors, the
 * factors found that are linear in a coupling, and the remaining factor. Numbers, roots of numbers and negative powers
 * never vanish.
 */
export function factorsOf(c: Coefficient): Coefficient[] {
  const found: Coefficient[] = [];
  const add = (f: Coefficient): void => {
    if (!found.some((g) => sameZeros(f, g))) found.push(f);
  };
  const { content, rest } = withoutContent(c);
  const byName = [...content.factors].sort((a, b) => (a.symbol.name < b.symbol.name ? -1 : 1));
  for (const { symbol, doubled } of byName) if (doubled > 0 && mayVanish(symbol)) add(fromSymbol(symbol));
  for (const part of partsOf(rest)) {
    for (let open = normal(part); open.terms.length > 1; ) {
      const root = rootOf(open);
      if (!root) {
        add(normal(open));
        break;
      }
      add(normal(root.factor));
      open = withoutContent(root.quotient).rest;
    }
  }
  return found;
}

const distinct = (all: readonly Coefficient[]): Coefficient[] =>
  all.filter((f, k) => all.findIndex((g) => sameZeros(f, g)) === k);

/** The factors of several coefficients, without repeating those with the same zeros. */
export function distinctFactors(all: readonly Coefficient[]): Coefficient[] {
  return distinct(distinct(all).flatMap(factorsOf));
}

/** Can a symbol vanish? Roots of numbers, constants and phases e^{iφ} cannot. */
const mayVanish = ({ kind }: ScalarSymbol): boolean => kind !== 'prime' && kind !== 'constant' && kind !== 'phase';

/**
 * Factors with fewer couplings than their product: the common divisor of the coefficients of the powers of one
 * coupling, and the rest, as in (a − b)(J − Δ).
 */
function partsOf(c: Coefficient): Coefficient[] {
  if (c.terms.length < 4) return [c];
  for (const symbol of symbolsOf(c)) {
    if (symbol.kind === 'prime') continue;
    const common = contentIn(c, symbol);
    const quotient = common && common.terms.length > 1 ? divideExactly(c, common) : undefined;
    if (quotient && quotient.terms.length > 1 && symbolsOf(common!).size > 0)
      return [...partsOf(withoutContent(common!).rest), ...partsOf(withoutContent(quotient).rest)];
  }
  return [c];
}

/** Do two polynomials differ only by a numerical factor? */
export function sameZeros(a: Coefficient, b: Coefficient): boolean {
  if (a.terms.length !== b.terms.length) return false;
  const [x, y] = [a.terms[0], b.terms[0]];
  if (!x || !y) return !x && !y;
  return equalCoefficients(
    multiplyCoefficients(a, fromGaussian(y.value)),
    multiplyCoefficients(b, fromGaussian(x.value)),
  );
}

/** The coefficient without the powers common to all of its terms. */
function withoutContent(c: Coefficient): { readonly content: Monomial; readonly rest: Coefficient } {
  let common = oneCoefficient;
  for (const symbol of symbolsOf(c)) {
    if (symbol.kind === 'prime') continue;
    common = multiplyCoefficients(
      common,
      powerOf(symbol, Math.min(...c.terms.map(({ monomial }) => exponentOf(monomial, symbol)))),
    );
  }
  return { content: common.terms[0]!.monomial, rest: multiplyCoefficients(c, invertCoefficient(common)) };
}

/** Twice the exponent of a symbol. */
function exponentOf({ factors }: Monomial, symbol: ScalarSymbol): number {
  return factors.find((f) => f.symbol === symbol)?.doubled ?? 0;
}

/** p^(doubled/2) */
function powerOf(symbol: ScalarSymbol, doubled: number): Coefficient {
  return fromGaussian(gaussian(1), symbolPower(symbol, doubled));
}

/** Normalises the first term by name to coefficient 1, so that equal factors look the same. */
function normal(c: Coefficient): Coefficient {
  const [first] = c.terms;
  return first ? multiplyCoefficients(c, invertCoefficient(fromGaussian(first.value))) : c;
}

/** The coefficients of a polynomial in one real coupling with integer powers, from the lowest. */
export function inPowersOf(c: Coefficient, symbol: ScalarSymbol): Coefficient[] | undefined {
  const powers: Coefficient[] = [];
  for (const { monomial, value } of c.terms) {
    const doubled = exponentOf(monomial, symbol);
    if (doubled < 0 || doubled % 2 !== 0) return undefined;
    const rest = multiplyCoefficients(fromGaussian(value, monomial), powerOf(symbol, -doubled));
    powers[doubled / 2] = addCoefficients(powers[doubled / 2] ?? zeroCoefficient, rest);
  }
  return Array.from(powers, (p) => p ?? zeroCoefficient);
}

/** Real couplings, with those that usually set the energy scale last: Δ = −J, not J = −Δ. */
export function couplingSymbols(c: Coefficient): ScalarSymbol[] {
  const scale = (s: ScalarSymbol): number => (s.name === 'J' ? 1 : 0);
  return [...symbolsOf(c)]
    .filter((s) => s.kind === 'real')
    .sort((a, b) => scale(a) - scale(b) || (a.name < b.name ? -1 : 1));
}

/** e^{iπr} for the multiples r of 1/12 in (−1, 1]: the phases that have exact values. */
const exactPhases: readonly { readonly angle: Rational; readonly value: Coefficient }[] = [
  0, 12, 6, -6, 4, -4, 8, -8, 3, -3, 9, -9, 2, -2, 10, -10, 1, -1, 5, -5, 7, -7, 11, -11,
].flatMap((n) => {
  const angle = rational(n, 12);
  const value = rootOfUnity(angle);
  return value ? [{ angle, value }] : [];
});

/** A root e^{iφ} = e^{iπr} in one phase. */
function phaseRootOf(c: Coefficient): { readonly factor: Coefficient; readonly quotient: Coefficient } | undefined {
  for (const symbol of [...symbolsOf(c)].filter((s) => s.kind === 'phase')) {
    const powers = inPowersOf(c, symbol);
    if (!powers || powers.length < 3) continue;
    for (const { value } of exactPhases) {
      if (!isZeroCoefficient(valueOf(powers, value))) continue;
      const factor = subtractCoefficients(fromSymbol(symbol), value);
      const quotient = divideExactly(c, factor);
      if (quotient) return { factor, quotient };
    }
  }
  return undefined;
}

/** Horner's rule: Σ_k powers[k] x^k. */
function valueOf(powers: readonly Coefficient[], x: Coefficient): Coefficient {
  return powers.reduceRight((sum, p) => addCoefficients(multiplyCoefficients(sum, x), p), zeroCoefficient);
}

/** A root p = r in one coupling, where r is a number times a monomial in the others, or a root in a phase. */
function rootOf(c: Coefficient): { readonly factor: Coefficient; readonly quotient: Coefficient } | undefined {
  for (const symbol of couplingSymbols(c)) {
    const powers = inPowersOf(c, symbol);
    if (!powers || powers.length < 3) continue;
    const [lowest, highest] = [powers[0]!, powers.at(-1)!];
    if (lowest.terms.length !== 1 || highest.terms.length !== 1) continue;
    const mayBeRoot = rootTest(powers);
    for (const candidate of rootsBetween(lowest, highest)) {
      if (!mayBeRoot(candidate)) continue;
      if (!isZeroCoefficient(valueOf(powers, candidate))) continue;
      const factor = subtractCoefficients(fromSymbol(symbol), candidate);
      const quotient = divideExactly(c, factor);
      if (quotient) return { factor, quotient };
    }
  }
  return phaseRootOf(c);
}

/** Rules out most candidates for a root at random values of the other couplings modulo a prime. */
function rootTest(powers: readonly Coefficient[]): (candidate: Coefficient) => boolean {
  const point = ModularPoint.of(powers);
  if (!point) return () => true;
  const ring = point.ring();
  const values = powers.map((p) => ring.subtract(0, point.value(p))).reverse();
  return (candidate) => {
    const at = point.value(candidate);
    // Horner's rule for −p(candidate).
    return values.reduce((sum, v) => ring.subtract(v, ring.subtract(0, ring.multiply(sum, at))), 0) === 0;
  };
}

/** Largest number that is factored. */
const largestDivided = 10_000;
/** Largest number of divisors that are tried, since coefficients of physical chains are small numbers. */
const mostDivisors = 60;

/**
 * Every ±(n/m) μ/ν with n μ a divisor of the lowest coefficient and m ν of the highest, since rational roots have this
 * form.
 */
function rootsBetween(lowest: Coefficient, highest: Coefficient): Coefficient[] {
  const [low, high] = [lowest.terms[0]!, highest.terms[0]!];
  if (low.value.im !== 0 || high.value.im !== 0) return [];
  const [tops, bottoms] = [divisorsOf(low.monomial), divisorsOf(high.monomial)];
  const ratio = gaussian(product(low.value.re, high.value.den), 0, product(low.value.den, high.value.re));
  const numbers = divisors(ratio.re).flatMap((n) =>
    divisors(ratio.den).flatMap((m) => [gaussian(n, 0, m), gaussian(-n, 0, m)]),
  );
  return tops.flatMap((top) =>
    bottoms.flatMap((bottom) =>
      numbers.map((n) => multiplyCoefficients(multiplyCoefficients(top, invertCoefficient(bottom)), fromGaussian(n))),
    ),
  );
}

const product = (a: number | bigint, b: number | bigint): bigint => BigInt(a) * BigInt(b);

/** Largest number of monomials that are tried as divisors of a monomial. */
const mostMonomials = 40;

/** The monomials that divide a given one with integer powers: 1, J, J², h, J h … */
function divisorsOf({ factors }: Monomial): Coefficient[] {
  let found = [oneCoefficient];
  for (const { symbol, doubled } of factors) {
    if (symbol.kind === 'prime' || doubled < 0) continue;
    const powers = Array.from({ length: Math.floor(doubled / 2) + 1 }, (_, k) => powerOf(symbol, 2 * k));
    found = found.flatMap((m) => powers.map((p) => multiplyCoefficients(m, p))).slice(0, mostMonomials);
  }
  return found;
}

function divisors(n: number | bigint): number[] {
  const size = Math.abs(Number(n));
  if (size > largestDivided) return [1];
  const found: number[] = [];
  for (let d = 1; d <= size && found.length < mostDivisors; d++) if (size % d === 0) found.push(d);
  return found;
}

/**
 * The zeros of a polynomial, solved for one coupling in which it is linear with a single term as coefficient; for a sum
 * of squares all couplings are zero.
 *
 * @returns `never` if it does not vanish; undefined if it was not solved
 */
export function zerosOf(f: Coefficient): readonly Coupling[] | 'never' | undefined {
  // Roots of different square-free numbers are independent, so a sum of them that is written is not zero.
  if (isNumber(f)) return f.terms.length > 0 ? 'never' : undefined;
  const squares = f.terms.every(
    ({ monomial, value }) =>
      value.im === 0 &&
      value.re > 0 &&
      monomial.factors.every(
        ({ symbol, doubled }) => symbol.kind === 'prime' || (symbol.kind === 'real' && doubled % 4 === 0),
      ),
  );
  if (squares && f.terms.length > 1) {
    const couplings = f.terms.map(({ monomial }) => monomial.factors.filter(({ symbol }) => symbol.kind === 'real'));
    if (couplings.some((factors) => factors.length === 0)) return 'never';
    // A product of squares vanishes with any of its couplings, so the powers of single couplings decide.
    const alone = new Set(couplings.flatMap((factors) => (factors.length === 1 ? [factors[0]!.symbol.name] : [])));
    if (couplings.every((factors) => factors.some(({ symbol }) => alone.has(symbol.name))))
      return [...alone].map((name) => ({ name, value: zeroCoefficient }));
  }
  for (const symbol of couplingSymbols(f)) {
    const powers = inPowersOf(f, symbol);
    const slope = powers?.[1];
    if (powers?.length !== 2 || slope?.terms.length !== 1) continue;
    const value = negateCoefficient(multiplyCoefficients(powers[0]!, invertCoefficient(slope)));
    // A coupling is real, so its value must be real too.
    if (
      value.terms.some(
        (t) =>
          t.value.im !== 0 || t.monomial.factors.some((g) => g.symbol.kind !== 'real' && g.symbol.kind !== 'prime'),
      )
    )
      continue;
    return [{ name: symbol.name, value }];
  }
  return zeroOfComplex(f);
}

/** Is a coefficient a number of exact roots, without couplings? */
const isNumber = (f: Coefficient): boolean => [...symbolsOf(f)].every((s) => s.kind === 'prime');

/**
 * The zeros of a polynomial that is linear in a complex coupling or in the e^{iφ} of a phase, and contains neither its
 * conjugate nor another such coupling.
 */
function zeroOfComplex(f: Coefficient): readonly Coupling[] | 'never' | undefined {
  const open = [...symbolsOf(f)].filter((s) => s.kind !== 'real' && s.kind !== 'prime');
  const [symbol] = open;
  if (open.length !== 1 || !symbol || (symbol.kind !== 'complex' && symbol.kind !== 'phase')) return undefined;
  const powers = inPowersOf(f, symbol);
  const slope = powers?.[1];
  if (powers?.length !== 2 || slope?.terms.length !== 1) return undefined;
  const value = negateCoefficient(multiplyCoefficients(powers[0]!, invertCoefficient(slope)));
  if (symbol.kind === 'complex') return [{ name: symbol.name, value }];
  const known = exactPhases.find((phase) => equalCoefficients(phase.value, value));
  if (known) return [{ name: symbol.name, ...known }];
  // |e^{iφ}| = 1
  const excess = subtractCoefficients(multiplyCoefficients(value, conjugateCoefficient(value)), oneCoefficient);
  return excess.terms.length > 0 && isNumber(excess) ? 'never' : undefined;
}
