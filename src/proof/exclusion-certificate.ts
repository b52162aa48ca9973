import { localCharges, operatorPeriod } from '../charges/index.js';
import { type ScalarSymbol, fromGaussian, gaussian, imaginaryUnit, symbolPower } from '../exact/index.js';
import { type ExclusionMinors, exclusionMinors, listMinor } from '../integrability/index.js';
import { checkCertificate, exclusionFormat } from '../kernel/index.js';
import { type Operator, isIdentity } from '../spin/index.js';
import { limit } from '../text/index.js';
import { CertificateWriter, type Certified } from './certificate.js';

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
 * @param period       period of the charges that are listed, in sites, a multiple of that of H, which is the default
 * @diagnostic `not-certifiable`, `certificate-rejected`
 */
export function certifyExclusion(hamiltonian: Operator, period = operatorPeriod(hamiltonian)): ExclusionCertificate {
  const minors = exclusionMinors(hamiltonian, period);
  if (typeof minors === 'string') limit('not-certifiable', minors);
  const charges = listedCharges(hamiltonian, minors, period);
  const text = exclusionText(hamiltonian, minors, charges && { charges, period });
  const answer = checkCertificate(text);
  if (!answer.accepted)
    limit('certificate-rejected', `the kernel does not accept the certificate of this verdict: ${answer.reason}`);
  return { text, statement: answer.statement, listed: charges !== undefined };
}

/** The charges that fit into two cells, if all of them are found, and the kernel can read their period. */
function listedCharges(
  hamiltonian: Operator,
  { cells: { size } }: ExclusionMinors,
  period: number,
): readonly Operator[] | undefined {
  if (period > longestPeriod) return undefined;
  // A string of more sites touches three cells, wherever it is or where it is shifted by one site.
  const range = period === 1 ? size + 1 : 2 * size;
  const { charges, complete } = localCharges(hamiltonian, { range, period });
  return complete ? charges.map((c) => c.operator()) : undefined;
}

function exclusionText(
  hamiltonian: Operator,
  { cells, point, injective, solutions, third, pencil }: ExclusionMinors,
  list: { readonly charges: readonly Operator[]; readonly period: number } | undefined,
): string {
  const writer = new CertificateWriter();
  const words = ({ terms }: Operator): unknown[] =>
    terms
      .filter(({ word }) => !isIdentity(word))
      .map((term) => [...writer.anchor(term), writer.coefficient(term.coefficient)]);
  const document = {
    hamiltonian: words(hamiltonian),
    cells: { sites: cells.size, first: cells.first, period: cells.period },
    prime: point.prime,
    roots: rootsOf([hamiltonian, ...solutions.flat(), ...(list?.charges ?? [])], point),
    injective,
    solutions: solutions.map((t) => t.map(words)),
    third,
    pencil: pencil ?? null,
    list: list
      ? { period: list.period, charges: list.charges.map(words), ...listMinor(hamiltonian, cells, list.period, point) }
      : null,
  };
  const parameters = [...writer.parameters].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = Object.entries({ format: exclusionFormat, parameters, ...document }).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** The residues to which i and the root of every name go. */
function rootsOf(operators: readonly Operator[], point: ExclusionMinors['point']): [string, number][] {
  const symbols = new Map<string, ScalarSymbol>();
  for (const { terms } of operators) {
    for (const { coefficient } of terms) {
      for (const { symbol } of coefficient.terms.flatMap(({ monomial }) => monomial.factors))
        symbols.set(symbol.kind === 'conjugate' ? `conj(${symbol.name})` : symbol.name, symbol);
    }
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
