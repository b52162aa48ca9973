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
import { ready } from '../numeric/index.js';
import {
  type Session,
  hamiltonianOf,
  noteIdleSettings,
  runProgram,
  runWithoutErrors,
  sessionWith,
} from '../session/index.js';
import type { Operator } from '../spin/index.js';
import { type Source, limit, refuse } from '../text/index.js';
import { chainOperator } from './chain-operator.js';
import { numberText } from './observable.js';
import type { OptionPart } from './option-values.js';
import { type Listener, type CommandReport, hearing, refusal } from './report.js';

/** A program that names the Hamiltonian of a chain, on a ring. */
export interface ChainProgram {
  readonly text: string;
  readonly sites: number;
  /** values of its parameters by their ASCII names */
  readonly set?: Readonly<Record<string, number | string>>;
  /** T > 0 in the unit of the Hamiltonian; Infinity by default */
  readonly temperature?: number;
}

/**
 * The Drude weight: the part of a current that never decays on a ring, and how much of it conserved charges explain,
 * all given by their names in a program:
 *
 *   C̄ = (1/N) Σ_{E_n=E_m} p_n |⟨n|J|m⟩|² − ⟨J⟩²/N  ≥  (1/N) Σ_ij ⟨J C_i⟩ (χ^{−1})_ij ⟨C_j J⟩,   D = C̄/2T
 *
 * ```ts
 * const { plateau, bound } = await chain.drudeWeight({ text, sites: 10, set: { J: 1, Delta: 0.8 } }, 'JS', ['C1', 'C2',
 * 'C3']);
 * ```
 *
 * @param program  with a `hamiltonian` statement, or another way to name the Hamiltonian
 * @param current  an expression: Hermitian, a sum over the chain
 * @param charges  expressions: Hermitian, conserved, independent; the shares depend on the order
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
  const session = sessionWith(Object.entries(set).map(([name, value]) => `${name}=${value}`));
  const run = runWithoutErrors(session, { name: 'program', text });
  const named = (expression: string): Source => ({ name: expression, text: expression });
  return drudeWeightOf(
    session,
    hamiltonianOf(run.said).operator,
    sites,
    named(current),
    charges.map(named),
    temperature,
  );
}

/** The same in a session that has read the program. */
function drudeWeightOf(
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

export interface DrudeQuestion {
  readonly sites: number;
  readonly current: string;
  readonly charges: readonly OptionPart[];
  /** T > 0, or Infinity */
  readonly temperature: number;
  readonly set: readonly string[];
}

/** The document of `drude --json`; see `DrudeWeight`. */
export interface DrudeDocument {
  sites: number;
  current: string;
  temperature: number | 'inf';
  plateau: number;
  initial: number;
  weight: number;
  bound: number;
  shares: DrudeWeight['shares'];
  leak: number;
}

/**
 * The answer of `drude`: the part of a current that never decays on a ring, and how much of it conserved charges
 * explain.
 *
 * @diagnostic `not-resolved`, those of `drudeWeight`
 */
export async function drudeReport(
  { sites, current, charges, temperature, set }: DrudeQuestion,
  source: Source,
  listener: Listener,
): Promise<CommandReport> {
  await ready();
  const session = sessionWith(set);
  const run = runProgram(session, source, hearing(listener));
  if (run.errors.length > 0) return refusal(run.errors, listener);
  noteIdleSettings(session, listener);
  const hamiltonian = hamiltonianOf(run.said);
  for (const note of hamiltonian.notes) listener.note(note);
  const found = drudeWeightOf(
    session,
    hamiltonian.operator,
    sites,
    { name: '--current', text: current },
    charges.map((c) => ({ name: '--charges', text: ' '.repeat(c.span.start) + c.text })),
    temperature,
  );
  const { plateau, initial, weight, bound, shares, leak } = found;
  if (![plateau, initial, weight, bound].every(Number.isFinite))
    limit('not-resolved', 'double precision does not resolve the Drude weight at this temperature');
  const document: DrudeDocument = {
    sites,
    current,
    temperature: Number.isFinite(temperature) ? temperature : 'inf',
    plateau,
    initial,
    weight,
    bound,
    shares,
    leak,
  };
  for (const line of drudeLines(document)) listener.line(line);
  return { document, code: run.claimsHold ? 0 : 1 };
}

export function drudeLines({
  sites,
  current,
  temperature,
  plateau,
  initial,
  weight,
  bound,
  shares,
}: DrudeDocument): string[] {
  const rows: [string, number][] = [
    ['⟨J²⟩ − ⟨J⟩²', initial],
    ['never decays', plateau],
    ['D = plateau/2T', weight],
    ...shares.map(({ name, explained }): [string, number] => [`share of ${name}`, explained]),
    ...(shares.length > 0 ? [['Mazur bound', bound] as [string, number]] : []),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    `${current} on a ring of ${sites} at T = ${temperature === 'inf' ? '∞' : temperature}: per site`,
    ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${numberText(value)}`),
    ...(shares.length > 0
      ? ["shares: how much of the plateau Mazur's bound from this charge and those before it explains"]
      : []),
  ];
}
