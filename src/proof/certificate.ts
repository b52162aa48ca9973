import {
  type Coefficient,
  type Gaussian,
  type Monomial,
  type Rational,
  fromGaussian,
  gaussian,
  integer,
  multiplyCoefficients,
  multiplyMonomials,
  rational,
  rationalText,
  symbolPower,
  unit,
} from '../exact/index.js';
import { certificateFormat, checkCertificate } from '../kernel/index.js';
import {
  type LevelOperator,
  type Operator,
  type Term,
  type Weight,
  anglesOf,
  commonPeriod,
  displacementSite,
  firstSite,
  isIdentity,
  lettersOf,
  weightPeriod,
  zeroOperator,
} from '../spin/index.js';
import { type Span, limit } from '../text/index.js';

/**
 * How an operator was computed, as far as the kernel can follow it: a list of words, or an operation of the kernel.
 * Steps that the kernel does not know (products under a sum, sums over the chain, the reading of the language) are
 * replaced by the words of their result.
 */
export type Derivation =
  | { readonly kind: 'words'; readonly operator: Operator }
  | { readonly kind: 'levels'; readonly levels: LevelOperator }
  | {
      readonly kind: 'commutator' | 'product' | 'overlap';
      readonly of: readonly [Derivation, Derivation];
      /** the words of the result, if they are listed: the kernel compares them, and their length pays for the work */
      readonly listed?: Operator;
    }
  | {
      readonly kind: 'combination';
      readonly of: readonly { readonly times: Coefficient; readonly operand: Derivation }[];
    }
  | {
      readonly kind: 'adjoint' | 'reflection' | 'spinflip' | 'timereversal' | 'range' | 'degree' | 'count';
      readonly of: Derivation;
    }
  | { readonly kind: 'translation'; readonly of: Derivation; readonly by: number }
  | { readonly kind: 'fourier'; readonly of: Derivation; readonly mode: number }
  | { readonly kind: 'truncation' | 'ring' | 'open' | 'ringrange'; readonly of: Derivation; readonly sites: number }
  /** by an angle such as `2 phi`, or `1 pi` */
  | { readonly kind: 'twist'; readonly of: Derivation; readonly by: string };

/** One claim of a certificate: two operators are the same, or they differ. */
export interface CertifiedClaim {
  readonly kind: 'equal' | 'differ';
  readonly of: readonly [Derivation, Derivation];
}

/** A certificate, and the statement that the kernel printed from it. */
export interface Certified {
  readonly text: string;
  readonly statement: string;
}

/**
 * The certificate of some claims (docs/reference/certificates.md). It is returned only after the kernel has accepted it.
 *
 * @diagnostic `not-certifiable`, `certificate-rejected`
 */
export function certify(claims: readonly CertifiedClaim[], span?: Span): Certified {
  const writer = new CertificateWriter(span);
  const derivations = claims.flatMap(({ of }) => of);
  writer.survey(derivations);
  const written = claims.map(({ kind, of }) => ({ [kind]: of.map((side) => writer.step(side)) }));
  const text = [
    '{',
    `  "format": "${certificateFormat}",`,
    `  "period": ${writer.period},`,
    `  "parameters": ${JSON.stringify(writer.declarations())},`,
    '  "steps": [',
    writer.steps.map((step) => `    ${step}`).join(',\n'),
    '  ],',
    '  "claims": [',
    written.map((claim) => `    ${JSON.stringify(claim)}`).join(',\n'),
    '  ]',
    '}',
    '',
  ].join('\n');
  const answer = checkCertificate(text);
  if (!answer.accepted)
    limit('certificate-rejected', `the kernel does not accept the certificate of this claim: ${answer.reason}`, {
      ...(span && { span }),
    });
  return { text, statement: answer.statement };
}

/**
 * The certificate that Q commutes with H for all values of the parameters, or that it does not.
 *
 * @param residual  [H, Q] if it does not vanish
 * @diagnostic `not-certifiable`, `certificate-rejected`
 */
export function certifyCommutator(hamiltonian: Operator, quantity: Operator, residual?: Operator): Certified {
  const bracket: Derivation = { kind: 'commutator', of: [byWords(hamiltonian), byWords(quantity)] };
  return certify([{ kind: residual ? 'differ' : 'equal', of: [bracket, byWords(zeroOperator)] }]);
}

/** Number of words from which on a charge of the recursion is listed: its length then pays for the work with it. */
const longCharge = 1000;

/** A charge of a chain, as a certificate needs it. */
export interface CertifiedCharge {
  readonly commutes: boolean;
  /** number of words */
  readonly words: number;
  operator(): Operator;
}

/**
 * The certificate that each of some charges commutes with H for all values of the parameters; it says of one that does not
 * that it does not. With a boost, C_2 is given by its words, and each further charge is the commutator [O_b, C_k].
 *
 * @param boost  the boost O_b, if every charge after the first is the commutator of the one before with it
 * @diagnostic `not-certifiable`, `certificate-rejected`
 */
export function certifyCharges(
  hamiltonian: Operator,
  charges: readonly CertifiedCharge[],
  boost?: Operator,
): Certified {
  const [H, zero] = [byWords(hamiltonian), byWords(zeroOperator)];
  const B = boost && byWords(boost);
  let before: Derivation | undefined;
  return certify(
    charges.map((charge) => {
      const C: Derivation =
        B && before
          ? { kind: 'commutator', of: [B, before], ...(charge.words >= longCharge && { listed: charge.operator() }) }
          : byWords(charge.operator());
      before = C;
      return { kind: charge.commutes ? 'equal' : 'differ', of: [{ kind: 'commutator', of: [H, C] }, zero] };
    }),
  );
}

/** An operator that is given by its words. */
export const byWords = (operator: Operator): Derivation => ({ kind: 'words', operator });

function derivationsWithin(d: Derivation): readonly Derivation[] {
  if (d.kind === 'words' || d.kind === 'levels') return [];
  if (d.kind === 'combination') return d.of.map(({ operand }) => operand);
  return 'kind' in d.of ? [d.of] : d.of;
}

/** Writes operators in the form of certificates. */
class CertificateWriter {
  readonly steps: string[] = [];
  /** number of sites after which all weights repeat */
  period = 1;
  private readonly domains = new Map<string, 'real' | 'complex' | 'phase'>();
  private frequency: { readonly base: Monomial; parts: number } | undefined;
  private readonly numbers = new Map<string, number>();
  private readonly made = new Map<Derivation, number>();
  private readonly coefficients = new Map<Coefficient, string>();

  constructor(private readonly span?: Span) {}

  /** Finds the period and the frequency that all operators have in common. */
  survey(derivations: readonly Derivation[]): void {
    const seen = new Set<Derivation>();
    const open = [...derivations];
    for (let d = open.pop(); d; d = open.pop()) {
      if (seen.has(d)) continue;
      seen.add(d);
      open.push(...derivationsWithin(d));
      if (d.kind === 'levels') for (const { coefficient } of d.levels.entries) this.surveyTime(coefficient);
      if (d.kind === 'combination') for (const { times } of d.of) this.surveyTime(times);
      if (d.kind !== 'words') continue;
      for (const { place, coefficient, word } of d.operator.terms) {
        if (place.kind === 'chain' && !(isIdentity(word) && displacementSite(place) === undefined))
          this.period = commonPeriod(this.period, weightPeriod(place.weight));
        this.surveyTime(coefficient);
      }
    }
  }

  private surveyTime(c: Coefficient): void {
    for (const { monomial } of c.terms) {
      if (!monomial.mode) continue;
      const { base, multiple } = monomial.mode;
      this.frequency ??= { base, parts: 1 };
      if (this.frequency.base !== base) this.refuse('two frequencies');
      this.frequency.parts = commonPeriod(this.frequency.parts, Number(multiple.den));
    }
  }

  /** The parameters that were written, by name, and the frequency. */
  declarations(): [string, string][] {
    const mode: [string, string][] = this.frequency ? [[this.frequencyText(this.frequency), 'mode']] : [];
    return [...[...this.domains].sort(([a], [b]) => (a < b ? -1 : 1)), ...mode];
  }

  private frequencyText({ base, parts }: { readonly base: Monomial; readonly parts: number }): string {
    const factors = base.factors.map(({ symbol, doubled }) => {
      if (symbol.kind !== 'real' || doubled <= 0 || doubled % 2 !== 0)
        this.refuse('a frequency with roots or quotients');
      this.domains.set(symbol.name, 'real');
      return doubled === 2 ? symbol.name : `${symbol.name}^${doubled / 2}`;
    });
    return [...(parts > 1 ? [`1/${parts}`] : factors.length === 0 ? ['1'] : []), ...factors.sort()].join(' ');
  }

  /** The number of the step that computes this operator; equal steps are written once. */
  step(d: Derivation): number {
    const made = this.made.get(d);
    if (made !== undefined) return made;
    const text = this.stepText(d);
    let n = this.numbers.get(text);
    if (n === undefined) {
      n = this.steps.push(text);
      this.numbers.set(text, n);
    }
    this.made.set(d, n);
    return n;
  }

  private stepText(d: Derivation): string {
    switch (d.kind) {
      case 'words':
        return `{"words": ${this.words(d.operator)}}`;
      case 'levels':
        return `{"words": ${groupLines(this.levels(d.levels))}}`;
      case 'commutator':
      case 'product':
      case 'overlap': {
        const step = JSON.stringify({ [d.kind]: [this.step(d.of[0]), this.step(d.of[1])] });
        return d.listed ? `${step.slice(0, -1)}, "words": ${this.words(d.listed)}}` : step;
      }
      case 'combination':
        return JSON.stringify({
          combination: d.of.map(({ times, operand }) => [this.coefficient(times), this.step(operand)]),
        });
      default: {
        const { kind, of, ...more } = d;
        return JSON.stringify({ [kind]: this.step(of), ...more });
      }
    }
  }

  private levels({ entries }: LevelOperator): unknown[][] {
    return entries.map(({ row, column, position, coefficient }) => [
      this.coefficient(coefficient),
      'levels',
      row === undefined ? [] : [row, column],
      position ? this.coefficient(position) : null,
    ]);
  }

  /** Words with the same coefficient and place are a group; a number in a sum has a group of its own. */
  private words(operator: Operator): string {
    const groups = new Map<string, { readonly start: unknown[]; readonly list: string[]; readonly end: unknown[] }>();
    for (const term of operator.terms) {
      for (const { place, bath, coefficient } of this.anchors(term)) {
        const start = [this.coefficient(coefficient), place];
        const end = bath === undefined ? [] : [bath];
        const letters = lettersOf(term.word) || '1';
        const isNumberInSum = letters === '1' && bath === undefined && place !== 0;
        const key = JSON.stringify([...start, ...end, isNumberInSum]);
        const group = groups.get(key);
        if (letters.length > 31) this.refuse('a word of more than 31 sites');
        if (group) group.list.push(letters);
        else groups.set(key, { start, list: [letters], end });
      }
    }
    return groupLines([...groups.values()].map(({ start, list, end }) => [...start, list.join(' '), ...end]));
  }

  /** The places of a term of the engine: a weight is a sum of those of residue classes modulo the period. */
  private anchors({ word, place, coefficient }: Term): Anchored[] {
    const displacement = displacementSite(place);
    const bath = displacement === undefined ? undefined : isIdentity(word) ? 0 : firstSite(place) - displacement;
    if (place.kind === 'summand') return this.refuse('a weight outside a sum');
    if (place.kind === 'local') return [{ place: displacement ?? firstSite(place), bath, coefficient }];
    if (isIdentity(word) && bath === undefined) return this.numberInSum(place.weight, coefficient);
    return this.classes(place.weight).map(({ number, phase, ...rest }) => ({
      place: [rest.residue, rest.power, this.angle(rest.turn)],
      bath,
      coefficient: multiplyCoefficients(coefficient, fromGaussian(number, phase)),
    }));
  }

  /** A number in a sum counts at every site of the chain, so only its mean is written. */
  private numberInSum({ power, sign, turn, sites }: Weight, coefficient: Coefficient): Anchored[] {
    if (power > 0 || turn !== unit) this.refuse('a number in a sum with a weight');
    if (sign === -1 && sites.period % 2 !== 0) return [];
    const mean = gaussian(sign === -1 && sites.residue % 2 !== 0 ? -1 : 1, 0, sites.period);
    const scaled = multiplyCoefficients(coefficient, fromGaussian(mean));
    return [{ place: [0, 0, ''], bath: undefined, coefficient: scaled }];
  }

  /** j^k sign^j turn^n at the sites j = p n + r, as a sum of weights m^q u^m at the sites j = r′ + P m */
  private classes({ power, sign, turn, sites }: Weight): WeightClass[] {
    const { period } = this;
    return Array.from({ length: period / sites.period }, (_, i) => {
      const residue = sites.residue + sites.period * i;
      const flip = sign === -1 && residue % 2 !== 0 ? -1n : 1n;
      // (r′ + P m)^k by powers of m
      let powers = [flip];
      for (let n = 0; n < power; n++)
        powers = [...powers, 0n].map((c, q) => c * BigInt(residue) + (powers[q - 1] ?? 0n) * BigInt(period));
      return powers.flatMap((c, q) =>
        c === 0n
          ? []
          : [
              {
                residue,
                power: q,
                turn: powerOf(turn, period / sites.period),
                number: gaussian(integer(c)),
                phase: powerOf(turn, i),
              },
            ],
      );
    }).flat();
  }

  private angle(turn: Monomial): string {
    return anglesOf(turn)
      .map(({ name, times }) => {
        this.domains.set(name, 'phase');
        return `${times} ${name}`;
      })
      .join(' + ');
  }

  coefficient(c: Coefficient): string {
    let text = this.coefficients.get(c);
    if (text === undefined) this.coefficients.set(c, (text = this.coefficientText(c)));
    return text;
  }

  private coefficientText(c: Coefficient): string {
    const parts = c.terms.flatMap(({ monomial, value }) => {
      const factors = monomial.factors.map(({ symbol, doubled }) => {
        const power = doubled === 2 ? '' : doubled % 2 === 0 ? `^${doubled / 2}` : `^(${doubled}/2)`;
        switch (symbol.kind) {
          case 'prime':
            return `sqrt(${symbol.name})`;
          case 'phase':
            this.domains.set(symbol.name, 'phase');
            return `exp(i ${symbol.name})${power}`;
          case 'conjugate':
            this.domains.set(symbol.name, 'complex');
            return `conj(${symbol.name})${power}`;
          case 'real':
          case 'complex':
            this.domains.set(symbol.name, symbol.kind);
            return `${symbol.name}${power}`;
          default:
            return this.refuse('a number without exact form');
        }
      });
      if (monomial.mode) factors.push(this.modeText(monomial.mode.multiple));
      factors.sort();
      return numberParts(value).flatMap((number, k) =>
        number === '0' ? [] : [[number, ...(k === 1 ? ['i'] : []), ...factors].join('*')],
      );
    });
    // The order of the engine depends on what was read before.
    return parts.sort(byMonomial).join(' + ') || '0';
  }

  private modeText({ num, den }: Rational): string {
    const frequency = this.frequency!;
    const power = (Number(num) * frequency.parts) / Number(den);
    return `exp(i ${this.frequencyText(frequency)} t)${power === 1 ? '' : `^${power}`}`;
  }

  private refuse(what: string): never {
    limit('not-certifiable', `there is no certificate for this claim: it holds ${what}`, {
      ...(this.span && { span: this.span }),
    });
  }
}

interface Anchored {
  readonly place: unknown;
  readonly bath: number | undefined;
  readonly coefficient: Coefficient;
}

interface WeightClass {
  readonly residue: number;
  readonly power: number;
  readonly turn: Monomial;
  readonly number: Gaussian;
  readonly phase: Monomial;
}

const groupLines = (groups: readonly unknown[]): string =>
  groups.length === 0 ? '[]' : `[\n${groups.map((group) => `      ${JSON.stringify(group)}`).join(',\n')}\n    ]`;

const withoutNumber = (part: string): string => part.replace(/^[^*]*\*?/u, '');
const byMonomial = (a: string, b: string): number => {
  const [p, q] = [withoutNumber(a), withoutNumber(b)];
  return p < q ? -1 : p > q ? 1 : 0;
};

/** u^n of a product of phases */
function powerOf(u: Monomial, n: number): Monomial {
  if (n === 0) return unit;
  return u.factors.reduce(
    (m, { symbol, doubled }) => multiplyMonomials(m, symbolPower(symbol, doubled * n)).monomial,
    unit,
  );
}

/** The real and the imaginary part of a number, as certificates write them. */
export function numberParts({ re, im, den }: Gaussian): [string, string] {
  return [rationalText(rational(re, den)), rationalText(rational(im, den))];
}
