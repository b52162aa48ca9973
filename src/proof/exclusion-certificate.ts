import {
  type Coefficient,
  type ScalarSymbol,
  fromGaussian,
  gaussian,
  imaginaryUnit,
  symbolPower,
} from '../exact/index.js';
import {
  type ChainAlgebra,
  type ExclusionMinors,
  type ListMinor,
  algebraOf,
  exclusionMinors,
  listMinor,
  siteLettersText,
} from '../integrability/index.js';
import { checkCertificate, exclusionFormat } from '../kernel/index.js';
import { type Operator, everySite, isIdentity, isTurning } from '../spin/index.js';
import { siteTerms } from '../triplet/index.js';
import { limit } from '../text/index.js';
import type { Certified } from './certificate.js';
import { ExclusionWriter } from './exclusion-writer.js';

/** A certificate that a chain has no charges of three and more cells. */
export interface ExclusionCertificate extends Certified {
  /** whether it has the complete list of charges of its period */
  readonly listed: boolean;
}

export { exclusionFormat };

/** Longest period of a list that the kernel reads, in sites. */
const longestPeriod = 2;

/**
 * The certificate of a verdict of Theorem A (docs/reference/certificates.md). It is returned only after the kernel has
 * accepted it.
 *
 * @param hamiltonian  a chain without charges of three and more cells
 * @param given        period of the charges that are listed, in sites, a multiple of that of H, which is the default
 * @param spin         the spin of every site, 1/2 by default
 * @diagnostic `not-certifiable`, `certificate-rejected`
 */
export function certifyExclusion(
  hamiltonian: Operator,
  given?: number,
  spin: '1/2' | '1' = '1/2',
): ExclusionCertificate {
  const algebra = algebraOf({ spin });
  const period = given ?? algebra.periodOf(hamiltonian);
  const minors = exclusionMinors(hamiltonian, period, algebra);
  if (typeof minors === 'string') limit('not-certifiable', minors);
  const charges = listedCharges(algebra, hamiltonian, minors, period);
  const text = exclusionText(
    { hamiltonian, spin },
    minors,
    charges && { charges, period, minor: listMinor(hamiltonian, minors.cells, period, minors.point, algebra) },
  );
  const answer = checkCertificate(text);
  if (!answer.accepted)
    limit('certificate-rejected', `the kernel does not accept the certificate of this verdict: ${answer.reason}`);
  return { text, statement: answer.statement, listed: charges !== undefined };
}

/** The charges that fit into two cells, if all of them are found, and the kernel can read their period. */
function listedCharges(
  algebra: ChainAlgebra,
  hamiltonian: Operator,
  { cells: { size } }: ExclusionMinors,
  period: number,
): readonly Operator[] | undefined {
  if (period > longestPeriod) return undefined;
  // A string of more sites touches three cells, wherever it is or where it is shifted by one site.
  const range = period === 1 ? size + 1 : 2 * size;
  const { charges, complete } = algebra.localCharges(hamiltonian, { range, period });
  return complete ? charges.map((c) => c.operator()) : undefined;
}

interface CertifiedChain {
  readonly hamiltonian: Operator;
  readonly spin: '1/2' | '1';
}

interface CertifiedList {
  readonly charges: readonly Operator[];
  readonly period: number;
  readonly minor: ListMinor;
}

function exclusionText(
  { hamiltonian, spin }: CertifiedChain,
  { cells, point, injective, solutions, third, pencil }: ExclusionMinors,
  list: CertifiedList | undefined,
): string {
  const writer = new ExclusionWriter();
  const coefficients: Coefficient[] = [];
  const words = (operator: Operator): unknown[] =>
    (spin === '1' ? siteWords(operator) : pauliWords(operator, writer)).map(({ anchor, coefficient }) => {
      coefficients.push(coefficient);
      return [...anchor, writer.coefficient(coefficient)];
    });
  const written = {
    hamiltonian: words(hamiltonian),
    solutions: solutions.map((t) => t.map(words)),
    charges: list?.charges.map(words),
  };
  const document = {
    ...(spin === '1' && { spin }),
    hamiltonian: written.hamiltonian,
    cells: { sites: cells.size, first: cells.first, period: cells.period },
    prime: point.prime,
    roots: rootsOf(coefficients, point),
    injective,
    solutions: written.solutions,
    third,
    pencil: pencil ?? null,
    list: list ? { period: list.period, charges: written.charges, ...list.minor } : null,
  };
  const parameters = [...writer.parameters].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = Object.entries({ format: exclusionFormat, parameters, ...document }).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** A word as a certificate writes it, without its coefficient. */
interface CertifiedWord {
  readonly anchor: readonly unknown[];
  readonly coefficient: Coefficient;
}

const pauliWords = ({ terms }: Operator, writer: ExclusionWriter): CertifiedWord[] =>
  terms
    .filter(({ word }) => !isIdentity(word))
    .map((term) => ({ anchor: writer.anchor(term), coefficient: term.coefficient }));

function siteWords(operator: Operator): CertifiedWord[] {
  return siteTerms(operator)
    .filter(({ letters }) => letters.length > 0)
    .map(({ letters, weight, coefficient }) => {
      if (weight.sites !== everySite || isTurning(weight))
        limit('not-certifiable', 'a weight of a period above 2 is not known to the kernel');
      return { anchor: [siteLettersText(letters), 'sum', weight.power, weight.sign], coefficient };
    });
}

/** The residues to which i and the root of every name go. */
function rootsOf(coefficients: readonly Coefficient[], point: ExclusionMinors['point']): [string, number][] {
  const symbols = new Map<string, ScalarSymbol>();
  for (const coefficient of coefficients) {
    for (const { symbol } of coefficient.terms.flatMap(({ monomial }) => monomial.factors))
      symbols.set(symbol.kind === 'conjugate' ? `conj(${symbol.name})` : symbol.name, symbol);
  }
  return [
    ['i', point.value(imaginaryUnit)],
    ...[...symbols]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, symbol]): [string, number] => [
        name,
        point.value(fromGaussian(gaussian(1), symbolPower(symbol, 1))),
      ]),
  ];
}
