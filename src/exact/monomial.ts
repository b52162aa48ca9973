import { limit, refuse } from '../text/index.js';
import type { Integer } from './integer.js';
import { multiplyIntegers } from './integer.js';
import {
  type Rational,
  addRational,
  multiplyRational,
  negateRational,
  rational,
  rationalText,
  rationalZero,
} from './rational.js';

/**
 * A formal variable of the coefficients. A `real` parameter counts as positive under a root. A `complex` one has its
 * `conjugate`. A `phase` is e^{iφ} of a real φ, whose name it bears, so its conjugate is its inverse and its exponents
 * are integers. An `angle` is that φ itself, which occurs only in the arguments of exp, cos and sin. A `prime` carries
 * the square root of a rational; its exponent is 0 or 1/2. A `constant` is a real number without exact form (π,
 * cos(3/10)), identified by its text.
 */
export interface ScalarSymbol {
  readonly name: string;
  readonly kind: 'real' | 'complex' | 'conjugate' | 'phase' | 'angle' | 'prime' | 'constant';
  readonly id: number;
  /** numerical value of a constant */
  readonly value?: number;
}

const symbols = new Map<string, ScalarSymbol>();

function intern(name: string, kind: ScalarSymbol['kind'], value?: number): ScalarSymbol {
  const key = `${kind} ${name}`;
  let symbol = symbols.get(key);
  if (!symbol) {
    symbol = { name, kind, id: symbols.size, ...(value !== undefined && { value }) };
    symbols.set(key, symbol);
  }
  return symbol;
}

/** The domain of a named parameter; for a `phase` φ only e^{iφ} is known. */
export type ParameterDomain = 'real' | 'complex' | 'phase';

/** A named parameter, by its ASCII name. */
export function parameterSymbol(name: string, domain: 'real' | 'complex' = 'real'): ScalarSymbol {
  return intern(name, domain);
}

/** e^{iφ} of a real φ, by the ASCII name of φ. */
export function phaseSymbol(name: string): ScalarSymbol {
  return intern(name, 'phase');
}

/** A real φ of which only e^{iφ} is known. */
export function angleSymbol(name: string): ScalarSymbol {
  return intern(name, 'angle');
}

/** A real number without exact form, identified by its text. */
export function constantSymbol(text: string, value: number): ScalarSymbol {
  return intern(text, 'constant', value);
}

export function primeSymbol(prime: number): ScalarSymbol {
  return intern(String(prime), 'prime');
}

/**
 * Real symbols and primes are their own conjugates; for a phase it is the exponent that changes sign
 * (conjugateMonomial).
 */
export function conjugateSymbol(symbol: ScalarSymbol): ScalarSymbol {
  if (symbol.kind === 'complex') return intern(symbol.name, 'conjugate');
  if (symbol.kind === 'conjugate') return intern(symbol.name, 'complex');
  return symbol;
}

/** A symbol with twice its exponent: exponents are half-integers. */
export interface Factor {
  readonly symbol: ScalarSymbol;
  readonly doubled: number;
}

/** e^{i·multiple·base·t}: a Fourier mode of the drive. `base` is a monomial, 1 for a numeric frequency. */
export interface Mode {
  readonly base: Monomial;
  readonly multiple: Rational;
}

/** ∏ symbol^(doubled/2), times at most one Fourier mode. Interned: equal monomials are the same object. */
export interface Monomial {
  readonly id: number;
  /** ascending by symbol id, no zero exponents */
  readonly factors: readonly Factor[];
  readonly mode: Mode | undefined;
  /** products already made, keyed by the other factor */
  readonly products: Map<Monomial, MonomialProduct>;
}

/** `monomial · factor`; the factor gathers √p·√p = p. */
export interface MonomialProduct {
  readonly monomial: Monomial;
  readonly factor: Integer;
}

const monomials = new Map<string, Monomial>();

function make(factors: readonly Factor[], mode: Mode | undefined): Monomial {
  let key = '';
  for (const { symbol, doubled } of factors) key += `${symbol.id}^${doubled},`;
  if (mode) key += `@${mode.base.id}*${rationalText(mode.multiple)}`;
  let monomial = monomials.get(key);
  if (!monomial) {
    // The memo is not enumerable, because it leads to every other monomial, and printing or comparing one must not
    // follow it.
    const known = { id: monomials.size, factors, mode } as Monomial;
    monomial = Object.defineProperty(known, 'products', { value: new Map() });
    monomials.set(key, monomial);
  }
  return monomial;
}

/** The empty product. */
export const unit: Monomial = make([], undefined);

/** symbol^(doubled/2). */
export function symbolPower(symbol: ScalarSymbol, doubled: number): Monomial {
  return doubled === 0 ? unit : make([{ symbol, doubled }], undefined);
}

/** e^{i·multiple·base·t}. */
export function modeMonomial(base: Monomial, multiple: Rational): Monomial {
  return multiple.num === 0 ? unit : make([], { base, multiple });
}

/** The same monomial without its Fourier mode. */
export function withoutMode(m: Monomial): Monomial {
  return m.mode ? make(m.factors, undefined) : m;
}

/** Largest number of parameters in one monomial: every partial product is kept, so memory grows with its square. */
const maxFactors = 2000;

/** Largest number of products that a monomial remembers; further ones are computed again. */
const remembered = 4096;

export function multiplyMonomials(a: Monomial, b: Monomial): MonomialProduct {
  if (a === unit) return { monomial: b, factor: 1 };
  const known = a.products.get(b);
  if (known) return known;
  const product = makeProduct(a, b);
  if (a.products.size < remembered) a.products.set(b, product);
  return product;
}

function makeProduct(a: Monomial, b: Monomial): MonomialProduct {
  const factors: Factor[] = [];
  let factor: Integer = 1;
  let i = 0;
  let k = 0;
  while (i < a.factors.length || k < b.factors.length) {
    const x = a.factors[i];
    const y = b.factors[k];
    if (y === undefined || (x !== undefined && x.symbol.id < y.symbol.id)) {
      factors.push(x!);
      i += 1;
    } else if (x === undefined || y.symbol.id < x.symbol.id) {
      factors.push(y);
      k += 1;
    } else {
      const doubled = x.doubled + y.doubled;
      if (x.symbol.kind === 'prime') factor = multiplyIntegers(factor, Number(x.symbol.name));
      else if (doubled !== 0) factors.push({ symbol: x.symbol, doubled });
      i += 1;
      k += 1;
    }
  }
  if (factors.length > maxFactors) {
    limit('monomial-too-long', `a product would have more than ${maxFactors} different parameters`, {
      hint: 'name a part of it, or substitute numbers',
    });
  }
  return { monomial: make(factors, multiplyModes(a.mode, b.mode)), factor };
}

/** The monomial with symbols exchanged; symbols that are not in the map stay. Modes stay too. */
export function renameMonomial(m: Monomial, to: ReadonlyMap<ScalarSymbol, ScalarSymbol>): Monomial {
  const factors = m.factors
    .map(({ symbol, doubled }) => ({ symbol: to.get(symbol) ?? symbol, doubled }))
    .sort((a, b) => a.symbol.id - b.symbol.id);
  return make(factors, m.mode);
}

function multiplyModes(a: Mode | undefined, b: Mode | undefined): Mode | undefined {
  if (!a || !b) return a ?? b;
  if (a.base !== b.base) {
    refuse('two-frequencies', 'two base frequencies meet in one expression', {
      hint: 'an expression may hold the harmonics of one drive frequency only: ω, 2 ω, …',
    });
  }
  const multiple = addRational(a.multiple, b.multiple);
  return multiple.num === 0 ? undefined : { base: a.base, multiple };
}

/** Complex conjugate: parameters to their conjugates, e^{iωt} to e^{−iωt}. */
export function conjugateMonomial(m: Monomial): Monomial {
  if (
    m.mode === undefined &&
    m.factors.every((f) => conjugateSymbol(f.symbol) === f.symbol && f.symbol.kind !== 'phase')
  )
    return m;
  const factors = m.factors
    .map(({ symbol, doubled }) => ({
      symbol: conjugateSymbol(symbol),
      doubled: symbol.kind === 'phase' ? -doubled : doubled,
    }))
    .sort((a, b) => a.symbol.id - b.symbol.id);
  const mode = m.mode && { base: m.mode.base, multiple: negateRational(m.mode.multiple) };
  return make(factors, mode);
}

/**
 * m^(doubled/2), with the rational factor that powers of primes give. Half-integer powers of half-integer exponents and
 * of modes are not defined.
 */
export function powerMonomial(m: Monomial, doubled: number): { monomial: Monomial; factor: Rational } | undefined {
  const factors: Factor[] = [];
  let factor = rational(1);
  for (const f of m.factors) {
    const twice = f.doubled * doubled;
    if (twice % 2 !== 0) return undefined;
    const exponent = twice / 2;
    if (f.symbol.kind === 'prime') {
      // √p^n = p^⌊n/2⌋ · √p^(n mod 2)
      const whole = Math.floor(exponent / 2);
      const scale = BigInt(f.symbol.name) ** BigInt(Math.abs(whole));
      const p = rational(scale <= Number.MAX_SAFE_INTEGER ? Number(scale) : scale);
      factor = multiplyRational(factor, whole >= 0 ? p : rational(1, p.num));
      if (exponent - 2 * whole === 1) factors.push({ symbol: f.symbol, doubled: 1 });
    } else if (exponent !== 0) {
      factors.push({ symbol: f.symbol, doubled: exponent });
    }
  }
  let mode: Mode | undefined;
  if (m.mode) {
    const multiple = multiplyRational(m.mode.multiple, rational(doubled, 2));
    if (multiple.num !== 0) mode = { base: m.mode.base, multiple };
  }
  return { monomial: make(factors, mode), factor };
}

/** The multiple of the base frequency in e^{i·multiple·base·t}; 0 without a mode. */
export function modeMultiple(m: Monomial): Rational {
  return m.mode?.multiple ?? rationalZero;
}

/** Order for printing: higher degree first, then by name, modes last. */
export function compareForPrint(a: Monomial, b: Monomial): number {
  const degree = totalDegree(b) - totalDegree(a);
  if (degree !== 0) return degree;
  const x = sortedFactors(a);
  const y = sortedFactors(b);
  for (let k = 0; k < Math.min(x.length, y.length); k++) {
    const f = x[k]!;
    const g = y[k]!;
    const bySymbol = compareSymbols(f.symbol, g.symbol);
    if (bySymbol !== 0) return bySymbol;
    if (f.doubled !== g.doubled) return g.doubled - f.doubled;
  }
  if (x.length !== y.length) return x.length - y.length;
  const m = modeMultiple(a);
  const n = modeMultiple(b);
  return Number(m.num) / Number(m.den) - Number(n.num) / Number(n.den) || a.id - b.id;
}

function totalDegree(m: Monomial): number {
  let degree = 0;
  for (const f of m.factors) if (f.symbol.kind !== 'prime' && f.symbol.kind !== 'phase') degree += f.doubled;
  return degree;
}

/** Factors as they are written: roots of numbers, then positive powers, then inverse ones, each by name. */
export function sortedFactors(m: Monomial): readonly Factor[] {
  const rank = (f: Factor) => (f.symbol.kind === 'prime' ? 0 : f.doubled > 0 ? 1 : 2);
  return [...m.factors].sort((a, b) => {
    const byRank = rank(a) - rank(b);
    if (byRank !== 0) return byRank;
    if (a.symbol.kind === 'prime') return Number(a.symbol.name) - Number(b.symbol.name);
    return compareSymbols(a.symbol, b.symbol);
  });
}

/** By name, a parameter before its conjugate. The order by number would depend on what was read before. */
function compareSymbols(a: ScalarSymbol, b: ScalarSymbol): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return kinds.indexOf(a.kind) - kinds.indexOf(b.kind);
}

const kinds: readonly ScalarSymbol['kind'][] = ['real', 'complex', 'conjugate', 'phase', 'angle', 'prime', 'constant'];
