import { type Coefficient, asGaussian } from '../exact/index.js';
import { type Node, canonicalName, nameText, parseExpression } from '../language/index.js';
import type { Operator } from '../spin/index.js';
import { type Source, readable, refuse } from '../text/index.js';
import { Environment } from './environment.js';
import { evaluateNode } from './evaluate.js';
import { newReport, topScope } from './scope.js';
import { type Origin, type Value, asOperator, describe, originOf, scalarValue } from './value.js';

/**
 * A value for a parameter of an expression: an exact coefficient, a number, where 0.8 is 4/5, or a text of the
 * language.
 */
export type ScalarLike = Coefficient | number | bigint | string;

/**
 * The operator that an expression of the spin language denotes.
 *
 *   operator('sum_j J S_j·S_<j+1>')                    J is left open
 *   operator('sum_j J S_j·S_<j+1>', { J: '1/2' })      J = 1/2
 *
 * A free j outside a sum means the density at j = 0, as everywhere in the language. Error messages show the place in
 * the text; `error.diagnostic` has it as data.
 *
 * @param text    an expression of the language
 * @param values  values for parameters of the expression: numbers, scalars, or texts of scalars
 * @diagnostic those of the language; `not-an-operator` for vectors, level operators and scalars with a parameter,
 *   `unknown-parameter` for a value whose name is not in the expression, `bad-value` for numbers that are not finite
 */
export function operator(text: string, values: Readonly<Record<string, ScalarLike>> = {}): Operator {
  return readable(() => readOperator({ name: '<operator>', text }, values).operator);
}

/**
 * An operator that was read, and whether a free j, a numbered site or a position weight occurs in its expression
 * (language rule 13).
 */
export interface ReadOperator extends Origin {
  readonly operator: Operator;
}

/** As `operator`, for a text with a name for messages. */
export function readOperator(source: Source, values: Readonly<Record<string, ScalarLike>> = {}): ReadOperator {
  const tree = parseExpression(source);
  const environment = new Environment();
  const known = namesIn(tree);
  for (const [written, value] of Object.entries(values)) {
    const name = canonicalName(written);
    if (!known.has(name)) {
      const names = [...known].map(nameText).join(', ');
      refuse('unknown-parameter', `the expression has no parameter ${nameText(name)}`, {
        hint: names === '' ? 'it has none' : `it has ${names}`,
      });
    }
    environment.define(name, scalarValue(readScalar(written, value)));
  }
  const value = evaluateNode(tree, topScope(environment, newReport()));
  const found = asOperator(value);
  // A name that was meant as an operator would be read as a parameter, and a multiple of the identity commutes with
  // everything.
  if (found === undefined || isNamedScalar(value)) {
    const what = value.kind === 'scalar' ? `${source.text.trim()} is a scalar` : `this is ${describe(value)}`;
    refuse('not-an-operator', `an operator is wanted here, and ${what}`, {
      span: tree.span,
      hint: 'an operator has sites, as in sum_j S_j·S_<j+1>',
    });
  }
  const { free, fixed, weighted } = originOf(value);
  return { operator: found, free, fixed, weighted };
}

/**
 * A scalar as an exact coefficient.
 *
 * @param name  the name of the scalar in messages
 * @diagnostic `bad-value`, and those of the language for a text
 */
export function readScalar(name: string, value: ScalarLike): Coefficient {
  if (typeof value === 'object') return value;
  if (typeof value === 'number' && !Number.isFinite(value))
    refuse('bad-value', `${nameText(name)} = ${value} is not a finite number`);
  const read = evaluateNode(parseExpression({ name, text: String(value) }), topScope(new Environment(), newReport()));
  return read.kind === 'scalar'
    ? read.scalar
    : refuse('bad-value', `${nameText(name)} = ${String(value)} is ${describe(read)}, and a scalar is wanted`);
}

function isNamedScalar(value: Value): boolean {
  return (
    value.kind === 'scalar' &&
    asGaussian(value.scalar) === undefined &&
    value.scalar.terms.some((t) =>
      t.monomial.factors.some(({ symbol }) => symbol.kind === 'real' || symbol.kind === 'complex'),
    )
  );
}

/** The canonical names in a tree. */
function namesIn(tree: Node): Set<string> {
  const names = new Set<string>();
  const look = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(look);
    else if (typeof part === 'object' && part !== null) {
      const { kind, name } = part as { readonly kind?: unknown; readonly name?: unknown };
      if (kind === 'name' && typeof name === 'string') names.add(name);
      for (const [key, inner] of Object.entries(part)) if (key !== 'span') look(inner);
    }
  };
  look(tree);
  return names;
}
