import { parseExpression } from '../language/index.js';
import { asOperator, chainSumOf, describe, evaluateNode, newReport, topScope } from '../meaning/index.js';
import type { Session } from '../session/index.js';
import { type Operator, isDisplaced, isHermitian } from '../spin/index.js';
import { type Source, refuse } from '../text/index.js';

/**
 * A Hermitian operator of the spins without displacements, written in the names of a session. A density with a free j
 * is summed.
 *
 * @returns the operator, and whether it acts on fixed sites
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
  const summed = chainSumOf(value)?.operator ?? operator;
  if (operator.terms.some((t) => isDisplaced(t.place)))
    refuse('bath-displacement', `${text} carries a bath displacement`, {
      span: node.span,
      hint: 'observables and charges are operators of the spins alone',
    });
  if (!isHermitian(summed))
    refuse('not-hermitian', `${text} is not Hermitian`, { span: node.span, hint: 'add + h.c.' });
  return { operator: summed, fixed };
}
