import {
  type Charge,
  type Nothing,
  type Split,
  type UnitCell,
  chainSymmetries,
  chargesOneByOne,
  currentOfCharge,
  defaultMaxEntries,
  parametersOf,
  partsOfSpin,
} from '../../charges/index.js';
import { type Coefficient, fromGaussian, gaussian, oneCoefficient, scaleCoefficient } from '../../exact/index.js';
import type { Assumptions, Notation } from '../../meaning/index.js';
import { certifyCommutator } from '../../proof/index.js';
import { type ProofCondition, allValuesText, conditionOf } from '../../report/index.js';
import {
  type Operator,
  addOperators,
  commutator,
  equalOperators,
  isHermitian,
  isZeroOperator,
  lettersOf,
  negateOperator,
  operatorRange,
  overlap,
  pauli,
  rangeOf,
  reflect,
  scaleOperator,
  spinFlip,
  sumOverChain,
  timeReverse,
} from '../../spin/index.js';
import { type Diagnostic, DiagnosticError, checkInterrupt, limit } from '../../text/index.js';
import { signedFactor } from './mathematics.js';
import { type SurveyedIntegrability, surveyIntegrability } from './survey-integrability.js';
import { type BondCouplings, couplingsOf } from './vector-form.js';

/** A chain whose conserved quantities are to be documented. */
export interface ChainSubject {
  /** name of its folder: letters, digits and dashes */
  readonly slug: string;
  readonly title: string;
  readonly hamiltonian: Operator;
  /** assumptions of the Hamiltonian about its parameters that its expression no longer shows */
  readonly assumptions?: readonly Assumptions[];
  /** how its program writes operators */
  readonly notation?: Notation;
  /** the Hamiltonian as it was typed, or as it could be typed */
  readonly typed: string;
  /** the command that gives it */
  readonly command: string;
  /** what the script says about the chain, in a comment at its beginning or above its Hamiltonian */
  readonly about?: string;
  /** the operators that the script defines, in their order */
  readonly operators?: readonly ScriptOperator[];
  /** the script it comes from */
  readonly script?: { readonly name: string; readonly text: string; readonly claims: readonly ScriptClaim[] };
}

/** An operator that a script defines. */
export interface ScriptOperator {
  readonly name: string;
  readonly operator: Operator;
  /** the statement that defines it */
  readonly typed: string;
  /** the comment of the statement; empty where there is none */
  readonly comment: string;
}

/** A claim of the script and its verdict. */
export interface ScriptClaim {
  readonly text: string;
  readonly cites: string;
  readonly holds: boolean;
}

/** The image of an operator A under an operation: A, −A or another operator. */
export type OperatorParity = 'even' | 'odd' | 'neither';

/** The proof that a quantity is conserved, or that it is not. */
export interface SurveyProof {
  /** [H, Q] = 0 for all values of the parameters */
  readonly commutes: boolean;
  /** [H, Q] where it does not vanish */
  readonly residual?: Operator;
  /** number of words that cancelled in [H, Q] */
  readonly cancelled: number;
  readonly certificate: SurveyCertificate;
}

export type SurveyCertificate =
  /** accepted by the kernel, with the statement that it printed */
  | { readonly kind: 'checked'; readonly text: string; readonly statement: string }
  | { readonly kind: 'none'; readonly because: Diagnostic };

/** A charge or a current with everything that its page shows. */
export interface Quantity {
  readonly kind: 'charge' | 'current' | 'named';
  /** name in headings and, where no other is given, in file names: C3, JH */
  readonly name: string;
  /** path of its files below the folder of its chain, without their ending */
  readonly file?: string;
  /** C_{3}, J_{\mathrm{H}} */
  readonly tex: string;
  /** description in words */
  readonly title: string;
  readonly operator: Operator;
  readonly range: number;
  readonly squaredNorm: Coefficient;
  readonly hermitian: boolean;
  readonly parities: Readonly<Record<'reflection' | 'time reversal' | 'spin flip', OperatorParity>>;
  /** its symmetries, by the names of `symmetries` */
  readonly symmetries: readonly string[];
  /** whether it commutes with Σ_j S^z_j */
  readonly keepsSz: boolean;
  readonly proof: SurveyProof;
}

/** Everything that the pages of a chain show. */
export interface Survey {
  readonly subject: ChainSubject;
  readonly split: Split;
  readonly parameters: readonly string[];
  /** the values of the parameters for which all of this is proved */
  readonly condition: ProofCondition;
  readonly couplings: BondCouplings | undefined;
  readonly symmetries: readonly string[];
  /** charges by their number, then the currents */
  readonly quantities: readonly Quantity[];
  /** the identities found between the quantities */
  readonly relations: readonly Relation[];
  /** overlaps of the quantities, in the same order */
  readonly overlaps: readonly (readonly Coefficient[])[];
  /** the last charge requested, and the limit that ended the sequence before it */
  readonly upto: number;
  readonly reached?: Diagnostic;
  /**
   * the first charge that is zero or a combination of the earlier ones; all later charges are such too, and they have
   * no pages
   */
  readonly nothing?: Nothing & { readonly index: number };
  /** present if the Hamiltonian has a unit cell of several sites: how its charges were found */
  readonly cell?: UnitCell;
  readonly integrability: SurveyedIntegrability;
}

/** An identity between quantities, decided exactly. */
export interface Relation {
  readonly of: Quantity;
  readonly tex: string;
}

export interface SurveyOptions {
  readonly upto: number;
  /** number of words × monomials that a commutator may reach */
  readonly maxWords?: number;
  /** largest number of words of a charge that gets a page */
  readonly maxTerms?: number;
  readonly onProgress?: (what: string) => void;
}

export const defaultMaxTerms = 25_000;

/**
 * Surveys a chain: its charges C_2 … C_K and, where Σ S^z is conserved, C_1; its heat and spin currents. Each comes
 * with its symmetries, found by applying the operations, its proof, and its overlaps with all others.
 *
 * @diagnostic as `conservedCharges`; limits that end the sequence of charges are kept in the survey
 */
export function surveyChain(subject: ChainSubject, options: SurveyOptions): Survey {
  const { hamiltonian } = subject;
  const { upto, maxWords, maxTerms = defaultMaxTerms, onProgress } = options;
  const { split, cell, charges } = chargesOneByOne(hamiltonian, { upto, maxWords: maxWords ?? defaultMaxEntries });
  const quantities: Quantity[] = [];
  const describe = (parts: Pick<Quantity, 'kind' | 'name' | 'tex' | 'title' | 'operator'>, charge?: Charge): void => {
    checkInterrupt();
    quantities.push(quantityOf(hamiltonian, parts, charge));
  };
  const magnetisation = sumOverChain(pauli('z', 0, fromGaussian(gaussian(1, 0, 2))));
  const conserves = (operator: Operator): boolean => isZeroOperator(commutator(hamiltonian, operator));
  if (conserves(magnetisation)) {
    describe({ kind: 'charge', name: 'C1', tex: 'C_{1}', title: 'magnetisation', operator: magnetisation });
  }
  let reached: Diagnostic | undefined;
  let nothing: Survey['nothing'];
  try {
    onProgress?.(`${subject.title}: C_2`);
    for (const charge of charges) {
      if (charge.nothing) {
        nothing = { index: charge.index, of: charge.nothing.of };
        break;
      }
      if (charge.words > maxTerms) {
        limit(
          'charge-too-long-for-a-page',
          `C_${charge.index} has ${charge.words} words, and a page holds ${maxTerms}`,
          {
            hint: `ask for --upto ${charge.index - 1}, or raise it with --max-terms ${charge.words}`,
          },
        );
      }
      const { index, branch } = charge;
      const title =
        charge.by === 'search'
          ? `new charge of ${index} cells`
          : index === 2
            ? split.spectatorIs === ''
              ? 'the Hamiltonian'
              : `the Hamiltonian without its ${split.spectatorIs}`
            : charge.commutes
              ? 'conserved charge'
              : 'candidate that is not conserved';
      const name = branch === undefined ? `C${index}` : `C${index}-${branch}`;
      const tex = branch === undefined ? `C_{${index}}` : `C_{${index}}^{(${branch})}`;
      describe({ kind: 'charge', name, tex, title, operator: charge.operator() }, charge);
      if (index < upto) onProgress?.(`${subject.title}: C_${index + 1} of C_${upto}`);
    }
  } catch (error) {
    if (
      !(error instanceof DiagnosticError) ||
      error.diagnostic.kind !== 'limit' ||
      error.diagnostic.code === 'interrupted'
    )
      throw error;
    reached = error.diagnostic;
  }
  describe({
    kind: 'current',
    name: 'JH',
    tex: 'J_{\\mathrm{H}}',
    title: 'heat current',
    operator: currentOfCharge(hamiltonian, hamiltonian),
  });
  for (const axis of conservedAxes(conserves)) {
    const density = sumOverChain(pauli(axis, 0, fromGaussian(gaussian(1, 0, 2))));
    describe({
      kind: 'current',
      name: axis === 'z' ? 'JS' : `JS${axis}`,
      tex: axis === 'z' ? 'J_{\\mathrm{S}}' : `J_{\\mathrm{S}}^{${axis}}`,
      title: axis === 'z' ? 'spin current' : `current of S${axis}`,
      operator: currentOfCharge(hamiltonian, density),
    });
    for (const [k, part] of partsOfSpin(hamiltonian, axis).entries()) {
      describe({
        kind: 'current',
        name: `JS${axis === 'z' ? '' : axis}${k + 1}`,
        tex: `J_{\\mathrm{S},${k + 1}}${axis === 'z' ? '' : `^{${axis}}`}`,
        title: `current of the spin ${part.name}`,
        operator: currentOfCharge(hamiltonian, part.operator),
      });
    }
  }
  onProgress?.(`${subject.title}: overlaps`);
  return {
    subject,
    split,
    parameters: parametersOf(hamiltonian),
    condition: conditionOf([hamiltonian], subject.assumptions),
    couplings: couplingsOf(hamiltonian),
    symmetries: chainSymmetries(hamiltonian),
    quantities,
    relations: relationsOf(quantities, split),
    overlaps: gram(quantities.map(({ operator }) => operator)),
    upto,
    ...(reached && { reached }),
    ...(nothing && { nothing }),
    ...(cell && { cell }),
    integrability: surveyIntegrability(hamiltonian),
  };
}

/** The conserved components of the spin, z only if z is among them. */
function conservedAxes(conserves: (operator: Operator) => boolean): ('x' | 'y' | 'z')[] {
  const axes = (['z', 'x', 'y'] as const).filter((axis) => conserves(sumOverChain(pauli(axis, 0, oneCoefficient))));
  return axes[0] === 'z' ? ['z'] : axes;
}

/** A quantity of a chain with its symmetries and its proof; of a charge the recursion has the proof already. */
export function quantityOf(
  hamiltonian: Operator,
  parts: Pick<Quantity, 'kind' | 'name' | 'file' | 'tex' | 'title' | 'operator'>,
  charge?: Charge,
): Quantity {
  const { operator } = parts;
  const parity = (apply: (a: Operator) => Operator): OperatorParity => {
    const image = apply(operator);
    if (equalOperators(image, operator)) return 'even';
    return equalOperators(image, negateOperator(operator)) ? 'odd' : 'neither';
  };
  const total = sumOverChain(pauli('z', 0, oneCoefficient));
  return {
    ...parts,
    range: operatorRange(operator),
    squaredNorm: overlap(operator, operator),
    hermitian: isHermitian(operator),
    parities: { reflection: parity(reflect), 'time reversal': parity(timeReverse), 'spin flip': parity(spinFlip) },
    symmetries: chainSymmetries(operator),
    keepsSz: isZeroOperator(commutator(operator, total)),
    proof: proofOf(hamiltonian, operator, charge),
  };
}

/** The commutator with H, computed by the engine and, from a certificate, by the kernel. */
function proofOf(hamiltonian: Operator, operator: Operator, charge: Charge | undefined): SurveyProof {
  const { commutes, cancelled, residual } = charge ?? commutation(hamiltonian, operator);
  return {
    commutes,
    cancelled,
    ...(residual && { residual }),
    certificate: certify(hamiltonian, operator, residual),
  };
}

function commutation(
  hamiltonian: Operator,
  operator: Operator,
): Pick<SurveyProof, 'commutes' | 'cancelled' | 'residual'> {
  const tally = { cancelled: 0 };
  const bracket = commutator(hamiltonian, operator, tally);
  const commutes = isZeroOperator(bracket);
  return { commutes, ...tally, ...(!commutes && { residual: bracket }) };
}

function certify(hamiltonian: Operator, operator: Operator, residual: Operator | undefined): SurveyCertificate {
  try {
    return { kind: 'checked', ...certifyCommutator(hamiltonian, operator, residual) };
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.diagnostic.code === 'interrupted') throw error;
    return { kind: 'none', because: error.diagnostic };
  }
}

/** J_H = C_3 without a field, and J_H = C_3 − B J_S with the field −B Σ S^z, chain (17), where these relations hold. */
function relationsOf(quantities: readonly Quantity[], split: Split): Relation[] {
  const named = (name: string): Quantity | undefined => quantities.find((q) => q.name === name);
  const [heat, charge, spin] = [named('JH'), named('C3'), named('JS')];
  if (!heat || !charge) return [];
  const { tex } = heat;
  if (equalOperators(heat.operator, charge.operator))
    return [
      { of: heat, tex: `${tex} = ${charge.tex}` },
      { of: charge, tex: `${charge.tex} = ${tex}` },
    ];
  const field = split.spectator.terms.filter((t) => rangeOf(t.word) === 1);
  const [only] = field;
  if (!spin || !only || field.length > 1 || lettersOf(only.word) !== 'Z') return [];
  // b Z is 2 b S^z
  const strength = scaleCoefficient(only.coefficient, gaussian(2));
  if (!equalOperators(heat.operator, addOperators(charge.operator, scaleOperator(spin.operator, strength)))) return [];
  const { negative, tex: factor } = signedFactor(strength);
  return [{ of: heat, tex: `${tex} = ${charge.tex} ${negative ? '-' : '+'} ${factor} ${spin.tex}` }];
}

/** Σ_P conj(a_P) b_P for every pair. */
function gram(operators: readonly Operator[]): Coefficient[][] {
  return operators.map((a) =>
    operators.map((b) => {
      checkInterrupt();
      return overlap(a, b);
    }),
  );
}

/** Did the recursion reach the last requested charge, with every charge conserved? */
export function isComplete(survey: Survey): boolean {
  return survey.reached === undefined && surveyedCharges(survey).every((q) => q.proof.commutes);
}

export function surveyedCharges(survey: Survey): Quantity[] {
  return survey.quantities.filter((q) => q.kind === 'charge');
}

export function surveyedCurrents(survey: Survey): Quantity[] {
  return survey.quantities.filter((q) => q.kind === 'current');
}

/** ` for all values of the couplings`, or the values where not all are meant; empty where there is no coupling. */
export function valuesText({ parameters, condition }: Survey): string {
  if (parameters.length === 0) return '';
  return condition.assumptions.length === 0 ? ' for all values of the couplings' : ` for ${allValuesText(condition)}`;
}
