import { fields, isPrime, list, whole } from './algebra.js';
import { gcd, integer } from '../exact/integer.js';
import type { Rational } from '../exact/rational.js';
import { type Work, exclusionLimits } from './limits.js';
import { reject } from './rejected.js';
import { isParameterName } from './names.js';
import {
  type ExclusionOperator,
  type CertificatePlace,
  type CertificateTerm,
  collectTerms,
  termKey,
} from './operator.js';
import { type PolynomialPart, type ExactPolynomial, isPrimeName, powersKey, parameterOf } from './polynomial.js';

/** The fields of an object with exactly these. */
export function exactFields(value: unknown, what: string, names: readonly string[]): Readonly<Record<string, unknown>> {
  const values = fields(value, what, names);
  return Object.fromEntries(names.map((name, k) => [name, values[k]]));
}

/** `3`, `-1/2`: a text in lowest terms. */
function rationalIn(value: unknown, what: string): Rational {
  const groups =
    typeof value === 'string' ? /^(?<num>0|-?[1-9][0-9]*)(?:\/(?<den>[1-9][0-9]*))?$/u.exec(value)?.groups : undefined;
  if (!groups || (value as string).length > 2000) reject(`${what} is not a rational number`);
  const num = integer(BigInt(groups.num!));
  const den = integer(BigInt(groups.den ?? '1'));
  if ((groups.den !== undefined && den === 1) || gcd(num, den) !== 1) reject(`${what} is not in lowest terms`);
  return { num, den };
}

/** Reads the parameters, words and coefficients of a certificate, and notes the parameters that occur. */
export class Reader {
  private readonly word: RegExp;

  /** @param traceless  the letters of words besides I */
  constructor(
    private readonly work: Work,
    private readonly traceless = 'XYZ',
  ) {
    this.word = new RegExp(`^(?:|[${traceless}](?:[I${traceless}]*[${traceless}])?)$`, 'u');
  }

  readonly domains = new Map<string, 'real' | 'complex'>();
  readonly used = new Set<string>();
  readonly positive = new Set<string>();
  readonly nonzero = new Set<string>();

  declare(entry: unknown): void {
    const [name, domain] = list(entry, 'a parameter', 2);
    if (typeof name !== 'string' || name.length > 100 || !isParameterName(name))
      reject('a parameter has no name of a parameter');
    if (domain !== 'real' && domain !== 'complex') reject(`the parameter ${name} is neither real nor complex`);
    if (this.domains.has(name)) reject(`the parameter ${name} is declared twice`);
    this.domains.set(name, domain);
  }

  words(value: unknown, what: string): ExclusionOperator {
    const seen = new Set<string>();
    const terms: CertificateTerm[] = list(value, what).map((entry) => {
      const parts = list(entry, what);
      const { word, place } = this.anchored(parts.slice(0, -1), what);
      const coefficient = this.polynomial(parts.at(-1), what);
      const key = termKey(word, place);
      if (seen.has(key)) reject(`${what} gives the word ${word || 'I'} twice`);
      if (coefficient.size === 0) reject(`${what} gives the word ${word || 'I'} the coefficient 0`);
      seen.add(key);
      return { word, place, coefficient };
    });
    return collectTerms(terms, this.work);
  }

  /** `["XX", "sum", 0, sign]` or `["XX", "at", site]` */
  private anchored(parts: readonly unknown[], what: string): { word: string; place: CertificatePlace } {
    const [word, kind, where, sign] = parts;
    if (typeof word !== 'string' || !this.word.test(word))
      reject(`${what} has a word of other letters than ${[...this.traceless].join(', ')} and I between them`);
    if (word.length > exclusionLimits.word) reject(`${what} has a word that is too long`);
    if (kind === 'sum') {
      list(parts, `a word of ${what}`, 4);
      if (where !== 0) reject(`${what} has a weight with a power of j`);
      if (sign !== 1 && sign !== -1) reject(`${what} has a sign that is neither 1 nor -1`);
      return { word, place: { kind: 'chain', sign } };
    }
    if (kind !== 'at') reject(`${what} has a word that is neither summed nor at a site`);
    list(parts, `a word of ${what}`, 3);
    const site = whole(where, `a site in ${what}`, -exclusionLimits.site, exclusionLimits.site);
    if (word === '' && site !== 0) reject(`${what} has an identity at a site other than 0`);
    return { word, place: { kind: 'local', site } };
  }

  /** `[["1/2", "0", [["J", "1"], ["Delta", "-1/2"]]], …]`: real part, imaginary part, powers. */
  private polynomial(value: unknown, what: string): ExactPolynomial {
    const parts = new Map<string, PolynomialPart>();
    for (const entry of list(value, `a coefficient of ${what}`)) {
      const [re, im, factors] = list(entry, `a coefficient of ${what}`, 3);
      const powers = new Map<string, number>();
      for (const factor of list(factors, `a coefficient of ${what}`)) {
        const [name, exponent] = list(factor, `a power in ${what}`, 2);
        const symbol = this.symbol(name, what);
        const { num, den } = rationalIn(exponent, `an exponent in ${what}`);
        const doubled = typeof num === 'number' && (den === 1 || den === 2) ? num * (2 / den) : Number.NaN;
        if (doubled === 0 || !(Math.abs(doubled) <= exclusionLimits.exponent))
          reject(`${what} has an exponent that is 0, too large or no half`);
        if (isPrimeName(symbol) && doubled !== 1) reject(`${what} has a number to another power than 1/2`);
        if (doubled % 2 !== 0 && this.domains.get(parameterOf(symbol)) === 'complex')
          reject(`${what} has a root of a complex parameter`);
        if (powers.has(symbol)) reject(`${what} gives a power of ${symbol} twice`);
        powers.set(symbol, doubled);
        if (isPrimeName(symbol)) continue;
        if (doubled % 2 !== 0) this.positive.add(symbol);
        if (doubled < 0) this.nonzero.add(parameterOf(symbol));
      }
      const part = {
        powers,
        re: rationalIn(re, `a coefficient of ${what}`),
        im: rationalIn(im, `a coefficient of ${what}`),
      };
      if (part.re.num === 0 && part.im.num === 0) reject(`${what} has a part that is 0`);
      const key = powersKey(powers);
      if (parts.has(key)) reject(`${what} gives a product of powers twice`);
      parts.set(key, part);
    }
    return parts;
  }

  private parameter(name: unknown, what: string): string {
    if (typeof name !== 'string' || !this.domains.has(name)) reject(`${what} names a parameter that is not declared`);
    this.used.add(name);
    return name;
  }

  /** A parameter, the conjugate of a complex one, or a prime. */
  private symbol(name: unknown, what: string): string {
    if (typeof name === 'string' && /^[1-9][0-9]{0,6}$/u.test(name) && isPrime(Number(name))) return name;
    const parameter = this.parameter(typeof name === 'string' && name.endsWith(')') ? parameterOf(name) : name, what);
    if (name !== parameter && (name !== `conj(${parameter})` || this.domains.get(parameter) !== 'complex')) {
      reject(`${what} conjugates a real parameter`);
    }
    return name as string;
  }
}
