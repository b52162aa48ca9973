import { type Coefficient, invertCoefficient, multiplyCoefficients } from '../../exact/index.js';
import { nameText, writeTex, parseExpression } from '../../language/index.js';
import {
  type Operator,
  commutator,
  equalOperators,
  isDisplaced,
  isZeroOperator,
  overlap,
  scaleOperator,
} from '../../spin/index.js';
import { DiagnosticError, checkInterrupt } from '../../text/index.js';
import { type Quantity, type ScriptOperator, type Survey, quantityOf } from './survey.js';

/** An operator that a script defines, with everything that its page shows. */
export interface NamedOperator extends Quantity {
  readonly kind: 'named';
  /** the statement that defines it */
  readonly typed: string;
  /** the comment above the statement */
  readonly comment: string;
  /** the charges, currents and other operators of the chain: whether it commutes with them, and their overlap */
  readonly beside: readonly Beside[];
  /** the charge or current of the chain of which it is a multiple */
  readonly equals?: { readonly quantity: Quantity; readonly factor: Coefficient };
}

/** Two operators of a chain. */
export interface Beside {
  /** a name that no other of them has: `C3`, and `C3 of the script` beside a charge C3 of the chain */
  readonly name: string;
  readonly tex: string;
  /** the page of the other operator, from the page of a named one */
  readonly to: string;
  /** the number of Pauli words of their commutator; undefined where it is not computed */
  readonly words: number | undefined;
  readonly overlap: Coefficient;
}

/** A definition without a page of its own. */
export interface OtherDefinition {
  readonly name: string;
  readonly tex: string;
  readonly typed: string;
  readonly comment: string;
}

/** Words of one operator times words of the other beyond which a commutator is not computed for a table. */
const longestProduct = 4_000_000;

/** The operators of a script: those with pages, and the other definitions. */
export interface ScriptOperators {
  readonly named: readonly NamedOperator[];
  readonly others: readonly OtherDefinition[];
}

/** The operators that a script defines along the chain, and its other operators. */
export function namedOperators(survey: Survey, onProgress: (what: string) => void = () => {}): ScriptOperators {
  const { subject, quantities } = survey;
  const files = new Set<string>();
  const found: (Quantity & { readonly from: ScriptOperator })[] = [];
  const others: OtherDefinition[] = [];
  for (const from of subject.operators ?? []) {
    const tex = texOf(from.name);
    const other = (): void =>
      void others.push({ name: nameText(from.name), tex, typed: from.typed, comment: from.comment });
    if (!isAlongChain(from.operator)) {
      other();
      continue;
    }
    onProgress(`${subject.title}: ${nameText(from.name)}`);
    const parts = {
      kind: 'named',
      name: nameText(from.name),
      file: `operators/${freeFile(from.name, files)}`,
      tex,
      title: 'operator of the script',
    } as const;
    try {
      found.push({ ...quantityOf(subject.hamiltonian, { ...parts, operator: from.operator }), from });
    } catch (error) {
      if (!(error instanceof DiagnosticError) || error.code === 'interrupted') throw error;
      other();
    }
  }
  const besideChain = (name: string): string =>
    quantities.some((q) => q.name === name) ? `${name} of the script` : name;
  const named = found.map(({ from, ...quantity }): NamedOperator => {
    const equal = quantities.find((q) => multipleOf(quantity.operator, q.operator));
    return {
      ...quantity,
      kind: 'named',
      typed: from.typed,
      comment: from.comment,
      beside: [
        ...quantities.map((q) => beside(quantity.operator, q, { name: q.name, to: `../${q.name}.html` })),
        ...found
          .filter((q) => q.name !== quantity.name)
          .map((q) => beside(quantity.operator, q, { name: besideChain(q.name), to: `../${q.file}.html` })),
      ],
      ...(equal && { equals: { quantity: equal, factor: multipleOf(quantity.operator, equal.operator)! } }),
    };
  });
  return { named, others };
}

/** Σ_j with bounded weights and without displacements of a bath. */
const isAlongChain = ({ terms }: Operator): boolean =>
  terms.length > 0 &&
  terms.every(({ place }) => place.kind === 'chain' && place.weight.power === 0 && !isDisplaced(place));

const texOf = (name: string): string => writeTex(parseExpression({ name: 'name', text: name }));

function beside(operator: Operator, other: Quantity, at: Pick<Beside, 'name' | 'to'>): Beside {
  checkInterrupt();
  const isShort = operator.terms.length * other.operator.terms.length <= longestProduct;
  return {
    ...at,
    tex: other.tex,
    words: isShort ? commutator(operator, other.operator).terms.length : undefined,
    overlap: overlap(other.operator, operator),
  };
}

/** The factor c with A = c B, if there is one that is a monomial. */
function multipleOf(a: Operator, b: Operator): Coefficient | undefined {
  const [first, other] = [a.terms[0], b.terms[0]];
  if (!first || !other || a.terms.length !== b.terms.length || isZeroOperator(b)) return undefined;
  if (other.coefficient.terms.length !== 1) return undefined;
  const factor = multiplyCoefficients(first.coefficient, invertCoefficient(other.coefficient));
  return equalOperators(scaleOperator(b, factor), a) ? factor : undefined;
}

/** A name of a file: letters and digits, and different from the others without regard to capitals. */
function freeFile(name: string, taken: Set<string>): string {
  const stem =
    name
      .replaceAll(/[^A-Za-z0-9]+/gu, '-')
      .replaceAll(/^-+|-+$/gu, '')
      .slice(0, 40) || 'operator';
  let file = stem;
  for (let k = 2; taken.has(file.toLowerCase()); k++) file = `${stem}-${k}`;
  taken.add(file.toLowerCase());
  return file;
}
