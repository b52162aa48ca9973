import { type Coefficient, type Gaussian, asGaussian, rational, rationalText } from '../exact/index.js';
import { checkCertificate } from '../kernel/index.js';
import { type Operator, type Term, isDisplaced, lettersOf, zeroOperator, isTurning, everySite } from '../spin/index.js';
import { type Span, limit } from '../text/index.js';
import { nonVanishingValues } from './point.js';

/**
 * How an operator was computed, as far as the kernel can follow it: a list of words, or an operation of the kernel.
 * Steps that the kernel does not know (products under a sum, sums over the chain, the reading of the language) are
 * replaced by the words of their result.
 */
export type Derivation =
  | { readonly kind: 'words'; readonly operator: Operator }
  | { readonly kind: 'commutator' | 'product' | 'overlap'; readonly of: readonly [Derivation, Derivation] }
  | {
      readonly kind: 'combination';
      readonly of: readonly { readonly times: Coefficient; readonly operand: Derivation }[];
    }
  | { readonly kind: 'adjoint' | 'reflection' | 'range' | 'degree'; readonly of: Derivation }
  | { readonly kind: 'translation'; readonly of: Derivation; readonly by: number };

/** The statement of a certificate, given by the derivations of its two sides. */
export type Theorem =
  | { readonly kind: 'equal'; readonly of: readonly [Derivation, Derivation] }
  | {
      readonly kind: 'differ';
      readonly of: readonly [Derivation, Derivation];
      /** a term of the difference, and values of its parameters at which its coefficient does not vanish */
      readonly term: Term;
      readonly point: ReadonlyMap<string, Coefficient>;
    };

/**
 * The text of a certificate (docs/reference/certificates.md). It is returned only after the kernel has accepted it.
 *
 * @diagnostic `not-certifiable`, `certificate-rejected`
 */
export function certificateText(theorem: Theorem, span: Span): string {
  return certified(theorem, span).text;
}

/** A certificate, and the statement that the kernel printed from it. */
export interface Certified {
  readonly text: string;
  readonly statement: string;
}

/**
 * The certificate that Q commutes with H for all values of the parameters, or that it does not. The second kind names
 * one word of the residual [H, Q] and a point where its coefficient does not vanish.
 *
 * @diagnostic `not-certifiable`, `certificate-rejected`
 */
export function certifyCommutator(hamiltonian: Operator, quantity: Operator, residual?: Operator): Certified {
  const bracket: Derivation = {
    kind: 'commutator',
    of: [
      { kind: 'words', operator: hamiltonian },
      { kind: 'words', operator: quantity },
    ],
  };
  const of = [bracket, { kind: 'words', operator: zeroOperator }] as const;
  const term = residual?.terms[0];
  if (!term) return certified({ kind: 'equal', of });
  return certified({ kind: 'differ', of, term, point: nonVanishingValues(term.coefficient) });
}

function certified(theorem: Theorem, span?: Span): Certified {
  const writer = new CertificateWriter(span);
  const of = theorem.of.map((side) => writer.step(side));
  const claim =
    theorem.kind === 'equal'
      ? { equal: of }
      : {
          differ: of,
          in: writer.anchor(theorem.term),
          at: [...theorem.point]
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, value]) => [name, ...numberParts(asGaussian(value)!)]),
        };
  const text = [
    '{',
    '  "format": "spinlaw-certificate-1",',
    `  "parameters": ${JSON.stringify([...writer.parameters].sort(([a], [b]) => (a < b ? -1 : 1)))},`,
    '  "steps": [',
    writer.steps.map((step) => `    ${step}`).join(',\n'),
    '  ],',
    `  "claim": ${JSON.stringify(claim)}`,
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

function numberParts({ re, im, den }: Gaussian): [string, string] {
  return [rationalText(rational(re, den)), rationalText(rational(im, den))];
}

/** Writes operators in the form of certificates, and notes their parameters. */
export class CertificateWriter {
  readonly steps: string[] = [];
  readonly parameters = new Map<string, 'real' | 'complex'>();
  private readonly numbers = new Map<string, number>();
  private readonly made = new Map<Derivation, number>();

  constructor(private readonly span?: Span) {}

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
        return this.words(d.operator);
      case 'commutator':
      case 'product':
      case 'overlap':
        return JSON.stringify({ [d.kind]: [this.step(d.of[0]), this.step(d.of[1])] });
      case 'combination':
        return JSON.stringify({
          combination: d.of.map(({ times, operand }) => ({ times: this.coefficient(times), of: this.step(operand) })),
        });
      case 'translation':
        return JSON.stringify({ translation: this.step(d.of), by: d.by });
      default:
        return JSON.stringify({ [d.kind]: this.step(d.of) });
    }
  }

  private words(operator: Operator): string {
    if (operator.terms.length === 0) return '{"words": []}';
    const lines = operator.terms.map(
      (term) => `      ${JSON.stringify([...this.anchor(term), this.coefficient(term.coefficient)])}`,
    );
    return `{"words": [\n${lines.join(',\n')}\n    ]}`;
  }

  anchor({ word, place }: Term): unknown[] {
    if (isDisplaced(place)) this.refuse('bath displacements');
    const letters = lettersOf(word);
    switch (place.kind) {
      case 'chain':
        if (isTurning(place.weight)) this.refuse('a phase, which the kernel does not know');
        if (place.weight.sites !== everySite)
          this.refuse('a weight of a period above 2, which the kernel does not know');
        return [letters, 'sum', place.weight.power, place.weight.sign];
      case 'summand':
        return this.refuse('a weight outside a sum');
      case 'local':
        return [letters, 'at', place.site];
    }
  }

  coefficient(c: Coefficient): unknown[] {
    const parts = c.terms.map(({ monomial, value }) => {
      if (monomial.mode) this.refuse('a time dependence');
      const powers = monomial.factors.map(({ symbol, doubled }): [string, string] => {
        if (symbol.kind === 'constant') this.refuse('a number without exact form');
        if (symbol.kind === 'phase') this.refuse('a phase, which the kernel does not know');
        if (symbol.kind !== 'prime') this.parameters.set(symbol.name, symbol.kind === 'real' ? 'real' : 'complex');
        return [symbol.kind === 'conjugate' ? `conj(${symbol.name})` : symbol.name, rationalText(rational(doubled, 2))];
      });
      powers.sort(([a], [b]) => (a < b ? -1 : 1));
      return [...numberParts(value), powers] as const;
    });
    // The order of the engine will not do, since it depends on what was read before.
    return parts.sort((a, b) => (JSON.stringify(a[2]) < JSON.stringify(b[2]) ? -1 : 1));
  }

  private refuse(what: string): never {
    limit('not-certifiable', `there is no certificate for this claim: it holds ${what}`, {
      ...(this.span && { span: this.span }),
    });
  }
}
