import {
  type Coefficient,
  equalCoefficients,
  gaussian,
  invertCoefficient,
  isZeroCoefficient,
  multiplyCoefficients,
  negateCoefficient,
  scaleCoefficient,
  zeroCoefficient,
} from '../../exact/index.js';
import { type Diagonal, nestedTensor } from '../../meaning/index.js';
import { type Operator, type Term, isDisplaced, isUniform, lettersOf, weightIn } from '../../spin/index.js';
import { type LongCoefficients, signedFactor } from './mathematics.js';

/** A translation-invariant operator in spin vectors, as far as this is possible. */
export interface VectorForm {
  /** TeX of the terms, each with its sign, to be summed over j */
  readonly terms: readonly string[];
  /** whether a term contains the couplings of the bond as the matrix Ĵ */
  readonly usesCouplings: boolean;
  /** the words that are not in any of the terms */
  readonly rest: Operator;
}

const axes = ['X', 'Y', 'Z'] as const;

/** Diagonal matrix (J_x, J_y, J_z) of a bond Σ_a J_a S^a S^a. */
export type BondCouplings = Diagonal;

/** The couplings of neighbours, if they have the form S·ĴS with a diagonal Ĵ without zeros. */
export function couplingsOf(hamiltonian: Operator): BondCouplings | undefined {
  if (hamiltonian.terms.some((t) => !isUniform(weightIn(t.place)))) return undefined;
  const on = (letters: string): Coefficient => {
    const term = hamiltonian.terms.find((t) => t.place.kind === 'chain' && lettersOf(t.word) === letters);
    return term ? scaleCoefficient(term.coefficient, gaussian(4)) : zeroCoefficient;
  };
  const found: BondCouplings = [on('XX'), on('YY'), on('ZZ')];
  // A coupling that is a sum of monomials has no inverse, so multiples of it could not be recognised.
  return found.every((c) => c.terms.length === 1) ? found : undefined;
}

/** Words on the same sites, by their letters there. */
interface Cluster {
  /** offsets of the letters from the first one */
  readonly sites: readonly number[];
  readonly terms: Term[];
  /** coefficient of the product of spin components, by its axes */
  readonly tensor: Map<string, Coefficient>;
}

/**
 * Writes an operator in scalar and vector products. Every cluster of sites is treated separately, and only a form that
 * equals it word by word is used for it:
 *
 *   c S_j·S_{j+n},  c S_j·ĴS_{j+n},  S_j·D S_{j+n},  c (S_j×S_{j+n})^a,  c S_1·Ĵ(S_2×Ĵ(S_3×… ĴS_m))
 *
 * with D diagonal and Ĵ the matrix of the couplings, or the identity. All charges of the isotropic chain are entirely
 * of this form, and so are C_3 and C_4 of the XYZ chain, chain (16); in its longer charges the words without gaps are.
 *
 * @param names  where given, long coefficients are named
 */
export function vectorForm(
  operator: Operator,
  couplings: BondCouplings | undefined,
  names?: LongCoefficients,
): VectorForm {
  const clusters = new Map<string, Cluster>();
  const rest: Term[] = [];
  for (const term of operator.terms) {
    if (term.place.kind !== 'chain' || isDisplaced(term.place) || !isUniform(term.place.weight)) {
      rest.push(term);
      continue;
    }
    const letters = lettersOf(term.word);
    const sites = [...letters].flatMap((letter, k) => (letter === 'I' ? [] : [k]));
    const key = sites.join(',');
    let cluster = clusters.get(key);
    if (!cluster) clusters.set(key, (cluster = { sites, terms: [], tensor: new Map() }));
    cluster.terms.push(term);
    cluster.tensor.set(letters.replaceAll('I', ''), scaleCoefficient(term.coefficient, gaussian(2 ** sites.length)));
  }
  const anisotropic = couplings && !couplings.every((c) => equalCoefficients(c, couplings[0])) ? couplings : undefined;
  const terms: string[] = [];
  let usesCouplings = false;
  for (const cluster of clusters.values()) {
    const found =
      pair(cluster, anisotropic, names) ??
      nested(cluster, undefined, names) ??
      (anisotropic && nested(cluster, anisotropic, names));
    if (!found) {
      rest.push(...cluster.terms);
      continue;
    }
    usesCouplings ||= found.includes(couplingMatrix);
    terms.push(found);
  }
  return { terms, usesCouplings, rest: { terms: rest } };
}

const couplingMatrix = '\\hat{\\mathsf{J}}';

function vectorAt(site: number): string {
  return `\\mathbf{S}_{${site === 0 ? 'j' : `j+${site}`}}`;
}

function signed(c: Coefficient, body: string, names: LongCoefficients | undefined): string {
  const { negative, tex } = signedFactor(c, names);
  return `${negative ? '-' : '+'} ${tex} ${body}`;
}

function pair(
  { sites, tensor }: Cluster,
  couplings: BondCouplings | undefined,
  names: LongCoefficients | undefined,
): string | undefined {
  if (sites.length !== 2) return undefined;
  const [a, b] = [vectorAt(0), vectorAt(sites[1]!)];
  const diagonal = axes.map((axis) => tensor.get(axis + axis) ?? zeroCoefficient);
  const filled = diagonal.filter((c) => !isZeroCoefficient(c)).length;
  if (filled === tensor.size && filled >= 2) {
    const [x, y, z] = diagonal as [Coefficient, Coefficient, Coefficient];
    if (equalCoefficients(x, y) && equalCoefficients(y, z)) return signed(x, `${a}\\cdot ${b}`, names);
    const factor = couplings && ratio(diagonal, couplings);
    if (factor) return signed(factor, `${a}\\cdot ${couplingMatrix}${b}`, names);
    return filled === 3
      ? `+ ${a}\\cdot\\operatorname{diag}\\left(${diagonal.map((c) => bare(c, names)).join(',\\; ')}\\right) ${b}`
      : undefined;
  }
  if (filled > 0) return undefined;
  const parts: string[] = [];
  for (const [k, name] of (['x', 'y', 'z'] as const).entries()) {
    const [p, q] = [axes[(k + 1) % 3]!, axes[(k + 2) % 3]!];
    const c = tensor.get(p + q) ?? zeroCoefficient;
    if (!equalCoefficients(c, negateCoefficient(tensor.get(q + p) ?? zeroCoefficient))) return undefined;
    if (!isZeroCoefficient(c)) parts.push(signed(c, `\\left(${a}\\times ${b}\\right)^{${name}}`, names));
  }
  return parts.length === 0 ? undefined : parts.join(' ');
}

function bare(c: Coefficient, names: LongCoefficients | undefined): string {
  const { negative, tex } = signedFactor(c, names);
  return `${negative ? '-' : ''}${tex === '' ? '1' : tex}`;
}

/** The factor by which `values` is a multiple of `of`, if there is one. */
function ratio(values: readonly Coefficient[], of: readonly Coefficient[]): Coefficient | undefined {
  const factor = multiplyCoefficients(values[0]!, invertCoefficient(of[0]!));
  return values.every((c, k) => equalCoefficients(c, multiplyCoefficients(factor, of[k]!))) ? factor : undefined;
}

/** c S_1·A(S_2×A(S_3×… A S_m)): the coefficients of its products of components are c times these. */
function nested(
  { sites, tensor }: Cluster,
  couplings: BondCouplings | undefined,
  names: LongCoefficients | undefined,
): string | undefined {
  if (sites.length < 3 || tensor.size !== 3 * 2 ** (sites.length - 2)) return undefined;
  const wanted = nestedTensor(sites.length, couplings);
  let factor: Coefficient | undefined;
  for (const [letters, weight] of wanted) {
    const c = tensor.get(letters);
    if (!c) return undefined;
    factor ??= multiplyCoefficients(c, invertCoefficient(weight));
    if (!equalCoefficients(c, multiplyCoefficients(factor, weight))) return undefined;
  }
  const matrix = couplings ? couplingMatrix : '';
  const inside = (k: number): string =>
    k === sites.length - 1
      ? `${matrix}${vectorAt(sites[k]!)}`
      : `${matrix}${open(k)}${vectorAt(sites[k]!)}\\times ${inside(k + 1)}${close(k)}`;
  const open = (k: number): string => (k % 2 === 1 ? '(' : '[');
  const close = (k: number): string => (k % 2 === 1 ? ')' : ']');
  return signed(factor!, `${vectorAt(0)}\\cdot ${inside(1)}`, names);
}
