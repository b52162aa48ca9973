import { type Coefficient, coefficientText } from '../../exact/index.js';
import { type Node, writeTex, writeText } from '../../language/index.js';
import { expressOperator } from '../../meaning/index.js';
import { type TermDocument, termDocuments } from '../../report/index.js';
import { type Operator, type Weight, isUniform, lettersOf, weightIn, writtenWeight } from '../../spin/index.js';
import { LongCoefficients, piecesOf, signedFactor } from './mathematics.js';
import type { Quantity, Survey } from './survey.js';
import { type VectorForm, vectorForm } from './vector-form.js';

/** A quantity as data, which its page offers for copying. */
export interface QuantityDocument {
  name: string;
  model: string;
  hamiltonian: string;
  range: number;
  terms: number;
  norm2: string;
  hermitian: boolean;
  commutes: boolean;
  symmetries: Record<string, string | boolean>;
  overlaps: Record<string, string>;
  /** with their weights along the chain, if they are not uniform */
  words: { string: string; weight?: string; coefficient: string }[];
  /** the operator as text of the language */
  text: string;
  latex: string;
  latexPauli: string;
  latexVectors?: string;
  residual?: TermDocument[];
}

/** A quantity in its written forms, each computed once. */
export interface Written {
  readonly tree: Node;
  readonly vectors: VectorForm;
  /** TeX to be shown, in pieces between which a line may break: in spin vectors, with the rest in components, */
  readonly vectorPieces: readonly string[];
  /** and in Pauli words; */
  readonly pauliPieces: readonly string[];
  /** names of the long coefficients in both */
  readonly names: LongCoefficients;
  readonly document: QuantityDocument;
}

/**
 * Writes a quantity in all its forms.
 *
 * @param overlaps  its overlaps with others, by their names
 */
export function writeQuantity(
  survey: Survey,
  quantity: Quantity,
  overlaps: readonly (readonly [name: string, overlap: Coefficient])[],
): Written {
  const { operator } = quantity;
  const tree = expressOperator(operator, { free: false });
  const vectors = vectorForm(operator, survey.couplings);
  const names = new LongCoefficients();
  const equation = (pieces: readonly string[]): string => `${quantity.tex} = ${pieces.join(' ')}`;
  const document: QuantityDocument = {
    name: quantity.name,
    model: survey.subject.title,
    hamiltonian: writeText(expressOperator(survey.subject.hamiltonian, { free: false })),
    range: quantity.range,
    terms: operator.terms.length,
    norm2: coefficientText(quantity.squaredNorm),
    hermitian: quantity.hermitian,
    commutes: quantity.proof.commutes,
    symmetries: { ...quantity.parities, Sz: quantity.keepsSz },
    overlaps: Object.fromEntries(overlaps.map(([name, c]) => [name, coefficientText(c)])),
    words: operator.terms.map((t) => ({
      string: lettersOf(t.word),
      ...(!isUniform(weightIn(t.place)) && { weight: writtenWeight(t.place) }),
      coefficient: coefficientText(t.coefficient),
    })),
    text: writeText(tree),
    latex: `${quantity.tex} = ${writeTex(tree)}`,
    latexPauli: equation(piecesOfWords(operator)),
    ...(vectors.terms.length > 0 && { latexVectors: equation(piecesOfVectors(vectors, tree)) }),
    ...(quantity.proof.residual && { residual: termDocuments(quantity.proof.residual) }),
  };
  const shown = piecesOfVectors(vectorForm(operator, survey.couplings, names), tree, names);
  return { tree, vectors, vectorPieces: shown, pauliPieces: piecesOfWords(operator, names), names, document };
}

/** A form in vectors as pieces of TeX, with the words that are in no vector written in components. */
export function piecesOfVectors({ terms, rest }: VectorForm, tree: Node, names?: LongCoefficients): string[] {
  if (terms.length === 0) return piecesOf(tree, names);
  const first = terms[0]!.replace(/^\+ /u, '');
  const many = terms.length > 1 || first.startsWith('-');
  const inside = [first, ...terms.slice(1).map((term) => `{}${term}`)];
  if (many) {
    inside[0] = `[${inside[0]}`;
    inside.push(`${inside.pop()!}]`);
  }
  const vectors = ['\\sum_{j}', ...inside];
  if (rest.terms.length === 0) return vectors;
  const [start = '', ...more] = piecesOf(expressOperator(rest, { free: false }), names);
  return [...vectors, `{}+ ${start}`, ...more];
}

/** Σ_j c (± X_j Y_{j+1} ± …), with words of the same coefficient, up to its sign, grouped together. */
export function piecesOfWords(operator: Operator, names?: LongCoefficients): string[] {
  const groups = new Map<string, string[]>();
  for (const term of operator.terms) {
    const { negative, tex } = signedFactor(term.coefficient, names);
    let words = groups.get(tex);
    if (!words) groups.set(tex, (words = []));
    words.push(`${negative ? '-' : '+'} ${weightTex(weightIn(term.place))}${wordTex(lettersOf(term.word))}`);
  }
  if (groups.size === 0) return ['0'];
  const pieces: string[] = [];
  for (const [tex, words] of groups) {
    const turned = words[0]!.startsWith('-');
    const turn = (word: string): string =>
      turned ? (word.startsWith('-') ? `+${word.slice(1)}` : `-${word.slice(1)}`) : word;
    const mine = words.map(turn);
    mine[0] = mine[0]!.slice(2);
    const sign = turned ? '-' : pieces.length === 0 ? '' : '+';
    if (mine.length === 1) {
      pieces.push(`{}${sign} ${tex} ${mine[0]}`);
      continue;
    }
    mine[0] = `(${mine[0]}`;
    const lines = mine.map((word, k) => (k === 0 ? `{}${sign} ${tex} ${word}` : `{}${word}`));
    lines.push(`${lines.pop()!})`);
    pieces.push(...lines);
  }
  const whole = pieces.length > 1 || pieces[0]!.startsWith('{}-');
  pieces[0] = `${whole ? '[' : ''}${pieces[0]!.replace(/^\{\} /u, '')}`;
  if (whole) pieces.push(`${pieces.pop()!}]`);
  return ['\\sum_{j}', ...pieces];
}

/** The weight along the chain before a word: nothing for 1, (−1)^j, and the condition on j for a class of sites. */
export function weightTex({ sign, sites: { period, residue } }: Weight): string {
  const among = period === 1 ? '' : `\\delta_{j\\equiv ${residue}\\,(${period})}\\, `;
  return `${sign === -1 ? '(-1)^j ' : ''}${among}`;
}

function wordTex(letters: string): string {
  if (letters === '') return '1';
  return [...letters]
    .map((letter, k) => (letter === 'I' ? '' : `${letter}_{${k === 0 ? 'j' : `j+${k}`}}`))
    .join(' ')
    .trim();
}
