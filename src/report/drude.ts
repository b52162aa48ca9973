import { symmetryOf } from '../chain/index.js';
import { type DrudeWeight, drudeWeightIn } from '../lindblad/index.js';
import {
  RingBasis,
  RingOperator,
  checkRingSize,
  covariant,
  isHermitianOn,
  numericOperator,
  spectrumOf,
} from '../ring/index.js';
import { parseExpression } from '../language/index.js';
import { asOperator, describe, evaluateNode, newReport, topScope } from '../meaning/index.js';
import { ready } from '../numeric/index.js';
import { type Operator, isHermitian, sumOverChain } from '../spin/index.js';
import { DiagnosticError, type Source, refuse } from '../text/index.js';
import { Session, hamiltonianOf, saidBy } from '../session/index.js';

/** A program that names the Hamiltonian of a chain, on a ring. */
export interface ChainProgram {
  readonly text: string;
  readonly sites: number;
  /** values of its parameters, by their ASCII names */
  readonly set?: Readonly<Record<string, number | string>>;
  /** T > 0 in the unit of the Hamiltonian; default Infinity */
  readonly temperature?: number;
}

/**
 * An operator of the spins in the names of a session: Hermitian, without displacements. A density with a free j is
 * summed.
 *
 * @returns the operator, and whether it stands on fixed sites
 * @diagnostic `not-an-operator`, `bath-displacement`, `not-hermitian`, and those of expressions
 */
export function chainOperator(
  source: Source,
  session: Session,
): { readonly operator: Operator; readonly fixed: boolean } {
  const text = source.text.trim();
  const node = parseExpression(source);
  const { environment } = session;
  const value = evaluateNode(node, topScope(environment, newReport()));
  if (node.kind === 'name' && environment.freeParameters().has(node.name)) {
    const names = environment.definitions().flatMap((d) => (d.value.kind === 'operator' ? [d.name] : []));
    refuse('unknown-name', `${text} is not defined`, {
      span: node.span,
      hint: names.length > 0 ? `there are ${names.join(', ')}` : 'define it in the script, as in M = sum_j Sz_j',
    });
  }
  const operator = asOperator(value);
  if (!operator || value.kind === 'scalar')
    refuse('not-an-operator', `${describe(value)} is no operator`, { span: node.span });
  const fixed = value.kind === 'operator' && value.fixed;
  const isDensity =
    value.kind === 'operator' && value.free && !fixed && operator.terms.every((t) => t.place === 'local');
  const summed = isDensity ? sumOverChain(operator) : operator;
  if (operator.terms.some((t) => t.marker !== undefined))
    refuse('bath-displacement', `${text} carries a bath displacement`, {
      span: node.span,
      hint: 'observables and charges are operators of the spins alone',
    });
  if (!isHermitian(summed))
    refuse('not-hermitian', `${text} is not Hermitian`, { span: node.span, hint: 'add + h.c.' });
  return { operator: summed, fixed };
}

/**
 * How much of a current never decays on a ring, and how much of that conserved charges explain, by their names in a
 * program:
 *
 *   C̄ = (1/N) Σ_{E_n=E_m} p_n |⟨n|J|m⟩|² − ⟨J⟩²/N  ≥  (1/N) Σ_ij ⟨J C_i⟩ (χ^{−1})_ij ⟨C_j J⟩,   D = C̄/2T
 *
 * ```ts
 * const { plateau, bound } = await chain.drudeWeight({ text, sites: 10, set: { J: 1, Delta: 0.8 } }, 'JS', ['C1', 'C2',
 * 'C3']);
 * ```
 *
 * @param program  with a `hamiltonian` statement, or whatever else names one
 * @param current  an expression: Hermitian, a sum over the chain
 * @param charges  expressions: Hermitian, conserved, independent; the order decides the shares
 * @returns        in units of the current squared, per site
 * @diagnostic `charge-not-conserved`, `susceptibility-singular`, `temperature`, `ring-size`, `current-not-extensive`,
 *   and those of the program
 */
export async function drudeWeight(
  { text, sites, set = {}, temperature = Infinity }: ChainProgram,
  current: string,
  charges: readonly string[] = [],
): Promise<DrudeWeight> {
  await ready();
  const session = new Session();
  for (const [name, value] of Object.entries(set)) session.set(`${name}=${value}`);
  const outcomes = [...session.run({ name: 'program', text })];
  for (const outcome of outcomes) if (outcome.kind === 'error') throw new DiagnosticError(outcome.diagnostic);
  const named = (expression: string): Source => ({ name: expression, text: expression });
  return drudeWeightOf(
    session,
    hamiltonianOf(saidBy(outcomes)).operator,
    sites,
    named(current),
    charges.map(named),
    temperature,
  );
}

/** The same in a session that has read the program. */
export function drudeWeightOf(
  session: Session,
  hamiltonian: Operator,
  sites: number,
  current: Source,
  charges: readonly Source[],
  temperature: number,
): DrudeWeight {
  checkRingSize(sites);
  const h = numericOperator(hamiltonian);
  if (!isHermitianOn(h, sites)) refuse('not-hermitian', 'the Hamiltonian is not Hermitian at these parameters');
  const basis = new RingBasis(sites, symmetryOf({ sites, hamiltonian: h, perturbations: [] }));
  const spectrum = spectrumOf(basis, RingOperator.of(h, sites));
  const read = (source: Source) => chainOperator(source, session);
  const { operator, fixed } = read(current);
  if (fixed)
    refuse('current-not-extensive', `${current.text.trim()} stands on fixed sites`, {
      hint: 'a current is a sum over the chain: sum_j …',
    });
  const on = (o: Operator) => covariant(basis, numericOperator(o));
  return drudeWeightIn(
    spectrum,
    on(operator),
    charges.map((c) => ({ name: c.text.trim(), operator: on(read(c).operator) })),
    temperature,
  );
}
