import { isPrime, list, whole } from './algebra.js';
import { gcd, integer } from '../exact/integer.js';
import type { Rational } from '../exact/rational.js';
import { type Work, exclusionLimits, reject } from './limits.js';
import { type Operation, combinationWith, listedTerms, operations, translationBy } from './operations.js';
import {
  type ExclusionOperator,
  type CertificatePlace,
  type CertificateTerm,
  collectTerms,
  termKey,
} from './operator.js';
import {
  type RationalComplex,
  type PolynomialPart,
  type ExactPolynomial,
  isPrimeName,
  powersKey,
  parameterOf,
} from './polynomial.js';

/** One step of a certificate: an operation on earlier steps, which are counted from 1. */
export interface CertificateStep extends Operation {
  readonly of: readonly number[];
  /** whether the operator has no words, written 0 */
  readonly isZero: boolean;
}

/** The claim: two steps are the same operator, or they differ in this word at this point. */
export interface CertificateClaim {
  readonly of: readonly [number, number];
  readonly differ?: {
    readonly word: string;
    readonly place: CertificatePlace;
    readonly point: ReadonlyMap<string, RationalComplex>;
  };
}

export interface Certificate {
  /**
   * parameters that occur with half-integer powers, which are assumed positive, and with negative powers, which are
   * assumed not to be 0
   */
  readonly positive: ReadonlySet<string>;
  readonly nonzero: ReadonlySet<string>;
  readonly parameters: ReadonlyMap<string, 'real' | 'complex'>;
  readonly steps: readonly CertificateStep[];
  readonly claim: CertificateClaim;
}

/**
 * Reads a certificate. Nothing is skipped and nothing is filled in. An unknown or missing field, a number that is not
 * in canonical form, a word or a parameter given twice, or an unused step or parameter leads to rejection.
 */
export function readCertificate(document: unknown, work: Work): Certificate {
  const top = exactFields(document, 'the certificate', ['format', 'parameters', 'steps', 'claim']);
  if (top.format !== 'spinlaw-certificate-1') reject('the format is not spinlaw-certificate-1');
  const reader = new Reader(work);
  for (const entry of list(top.parameters, 'parameters')) reader.declare(entry);
  const steps = list(top.steps, 'steps').map((step, k) => reader.step(step, k));
  const claim = reader.claim(top.claim, steps.length);
  for (const name of reader.parameters.keys())
    if (!reader.used.has(name)) reject(`the parameter ${name} does not occur`);
  steps.forEach((_, k) => {
    if (!reader.referred.has(k + 1)) reject(`step ${k + 1} is not used`);
  });
  return { parameters: reader.parameters, positive: reader.positive, nonzero: reader.nonzero, steps, claim };
}

/** An object with exactly these fields. */
export function exactFields(value: unknown, what: string, names: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) reject(`${what} is not an object`);
  const found = Object.keys(value);
  for (const name of found) if (!names.includes(name)) reject(`${what} has an unknown field ${JSON.stringify(name)}`);
  for (const name of names) if (!found.includes(name)) reject(`${what} has no field "${name}"`);
  return value as Record<string, unknown>;
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

/** Names with a meaning of their own in the language; with them the printed statement would mean something else. */
const reserved = new Set(
  (
    'i j t x e pi S Sx Sy Sz I X Y Z sigma sigmax sigmay sigmaz hc sum param legs species spin prove refute solve for with on hamiltonian drive bath jump gas true false cites real complex epsilon ' +
    'sqrt sin cos exp conj dag dot cross vector hermitian range norm2 overlap degree terms support symmetries conserved dimension latex reflect ' +
    'translate twist spinflip timereverse density fourier charge boost perturb integrable trace eigenvalues matrix expect thermal groundstate eigenstate product delta'
  ).split(' '),
);
const nameForm = /^(?<stem>[A-Za-z]+)(?:[0-9]+(?:_[A-Za-z0-9]+)?|_[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*)?$/u;
/**
 * Other names of Greek letters, which the language reads as eps, phi …: two parameters would be one in the statement.
 */
const otherNames = new Set(['epsilon', 'varepsilon', 'varphi', 'vartheta', 'varrho', 'varsigma']);

/** Reads the parts of a certificate, and notes the parameters and steps that occur. */
export class Reader {
  private readonly word: RegExp;

  /** @param traceless  the letters of words besides I */
  constructor(
    private readonly work: Work,
    private readonly traceless = 'XYZ',
  ) {
    this.word = new RegExp(`^(?:|[${traceless}](?:[I${traceless}]*[${traceless}])?)$`, 'u');
  }

  readonly parameters = new Map<string, 'real' | 'complex'>();
  readonly used = new Set<string>();
  readonly positive = new Set<string>();
  readonly nonzero = new Set<string>();
  readonly referred = new Set<number>();

  declare(entry: unknown): void {
    const [name, domain] = list(entry, 'a parameter', 2);
    const stem = typeof name === 'string' && name.length <= 100 ? nameForm.exec(name)?.groups?.stem : undefined;
    if (typeof name !== 'string' || stem === undefined) reject('a parameter has no plain name');
    if (reserved.has(stem) || reserved.has(name)) reject(`the parameter ${name} has a name that means something else`);
    if (name.split(/[^A-Za-z]+/u).some((letters) => otherNames.has(letters)))
      reject(`the parameter ${name} is not written in the one form of its name`);
    if (domain !== 'real' && domain !== 'complex') reject(`the parameter ${name} is neither real nor complex`);
    if (this.parameters.has(name)) reject(`the parameter ${name} is declared twice`);
    this.parameters.set(name, domain);
  }

  step(value: unknown, k: number): CertificateStep {
    const what = `step ${k + 1}`;
    const kind = typeof value === 'object' && value !== null ? (Object.keys(value)[0] ?? '') : '';
    const operand = (n: unknown): number => this.operand(n, what, k);
    const operation = operations.get(kind);
    if (operation) {
      const given = exactFields(value, what, [kind])[kind];
      return {
        ...operation,
        of: (operation.operands === 1 ? [given] : list(given, what, 2)).map(operand),
        isZero: false,
      };
    }
    switch (kind) {
      case 'words': {
        const operator = this.words(exactFields(value, what, [kind])[kind], what);
        return { ...listedTerms(operator), of: [], isZero: operator.size === 0 };
      }
      case 'combination': {
        const parts = list(exactFields(value, what, [kind])[kind], what).map((part) =>
          exactFields(part, what, ['times', 'of']),
        );
        if (parts.length === 0) reject(`${what} combines nothing`);
        return {
          ...combinationWith(parts.map(({ times }) => this.polynomial(times, what))),
          of: parts.map(({ of }) => operand(of)),
          isZero: false,
        };
      }
      case 'translation': {
        const { translation, by } = exactFields(value, what, [kind, 'by']);
        return {
          ...translationBy(whole(by, `${what}: by`, -exclusionLimits.site, exclusionLimits.site)),
          of: [operand(translation)],
          isZero: false,
        };
      }
      default:
        return reject(`${what} is no step there is`);
    }
  }

  claim(value: unknown, steps: number): CertificateClaim {
    const what = 'the claim';
    const pair = (v: unknown): [number, number] =>
      list(v, what, 2).map((n) => this.operand(n, what, steps)) as [number, number];
    if (typeof value === 'object' && value !== null && 'equal' in value)
      return { of: pair(exactFields(value, what, ['equal']).equal) };
    const claim = exactFields(value, what, ['differ', 'in', 'at']);
    const point = new Map<string, RationalComplex>();
    for (const entry of list(claim.at, what)) {
      const [name, re, im] = list(entry, what, 3);
      const parameter = this.parameter(name, what);
      if (point.has(parameter)) reject(`${what} gives ${parameter} twice`);
      point.set(parameter, { re: rationalIn(re, what), im: rationalIn(im, what) });
      if (this.parameters.get(parameter) === 'real' && point.get(parameter)!.im.num !== 0)
        reject(`${parameter} is real`);
    }
    return { of: pair(claim.differ), differ: { ...this.anchored(list(claim.in, what), what), point } };
  }

  private operand(value: unknown, what: string, before: number): number {
    const n = whole(value, `an operand of ${what}`, 1, Math.max(before, 1));
    if (n > before) reject(`${what} refers to itself`);
    this.referred.add(n);
    return n;
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

  /** `["XX", "sum", power, sign]` or `["XX", "at", site]` */
  private anchored(parts: readonly unknown[], what: string): { word: string; place: CertificatePlace } {
    const [word, kind, where, sign] = parts;
    if (typeof word !== 'string' || !this.word.test(word))
      reject(`${what} has a word of other letters than ${[...this.traceless].join(', ')} and I between them`);
    if (word.length > exclusionLimits.word) reject(`${what} has a word that is too long`);
    if (kind === 'sum') {
      list(parts, `a word of ${what}`, 4);
      const power = whole(where, `a power of j in ${what}`, 0, exclusionLimits.power);
      if (sign !== 1 && sign !== -1) reject(`${what} has a sign that is neither 1 nor -1`);
      return { word, place: { kind: 'chain', power, sign } };
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
        if (doubled % 2 !== 0 && this.parameters.get(parameterOf(symbol)) === 'complex')
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
    if (typeof name !== 'string' || !this.parameters.has(name))
      reject(`${what} names a parameter that is not declared`);
    this.used.add(name);
    return name;
  }

  /** A parameter, the conjugate of a complex one, or a prime. */
  private symbol(name: unknown, what: string): string {
    if (typeof name === 'string' && /^[1-9][0-9]{0,6}$/u.test(name) && isPrime(Number(name))) return name;
    const parameter = this.parameter(typeof name === 'string' && name.endsWith(')') ? parameterOf(name) : name, what);
    if (name !== parameter && (name !== `conj(${parameter})` || this.parameters.get(parameter) !== 'complex')) {
      reject(`${what} conjugates a real parameter`);
    }
    return name as string;
  }
}
