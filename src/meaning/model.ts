import type { Coefficient } from '../exact/index.js';
import type { ModelStatement } from '../language/index.js';
import { notedChainSum } from './chain-sum.js';
import { evaluateNode, settingsOf } from './evaluate.js';
import { refuseUnknownOperator } from './names.js';
import { refuseOdd } from './parity.js';
import type { Scope } from './scope.js';
import { checkOneFrequency } from './time.js';
import { type Value, describe } from './value.js';
import { type LevelOperator, type Operator, isDisplaced, isHermitian, isHermitianLevels } from '../spin/index.js';
import { DiagnosticError, type Span, locate, refuse } from '../text/index.js';

/**
 * A statement about a model, evaluated: `hamiltonian`, `drive`, `bath` and `jump` name an operator of the chain, `gas`
 * the levels and the scatterers of a driven system. The command that runs the model interprets the settings.
 */
export type ModelDeclaration =
  | {
      readonly role: 'hamiltonian' | 'drive' | 'bath' | 'jump';
      readonly operator: Operator;
      readonly settings: ReadonlyMap<string, Coefficient>;
      /** whether it is written with a free j, so that there is a jump on every site */
      readonly everywhere: boolean;
      /** of a jump everywhere: sites from one to the next, by default 1 */
      readonly step?: number | undefined;
      /** the statement, for messages */
      readonly span: Span;
    }
  | {
      readonly role: 'gas';
      readonly operators: readonly LevelOperator[];
      readonly settings: ReadonlyMap<string, Coefficient>;
      /** the statement, for messages */
      readonly span: Span;
    };

/**
 * The meaning of a model statement.
 *
 * A density with a free j is summed, with a note. A jump operator stays a density, which means one on every site.
 *
 * @diagnostic `model-operand`, `not-hermitian`, `bath-displacement`, `two-frequencies`
 */
export function modelOf(statement: ModelStatement, scope: Scope): ModelDeclaration {
  const settings = settingsOf(statement.bindings, scope);
  const values = statement.operands.map((node) => {
    refuseUnknownOperator(node, scope);
    const value = statement.role === 'jump' ? onEverySite(() => evaluateNode(node, scope)) : evaluateNode(node, scope);
    locate(node.span, () => checkOneFrequency(value));
    return value;
  });
  if (statement.role === 'gas')
    return { role: 'gas', operators: values.map((v, k) => levels(v, statement, k)), settings, span: statement.span };
  if (values.length > 1) {
    refuse('model-operand', `${statement.role} takes one operator`, { span: statement.operands[1]!.span });
  }
  const [value] = values;
  const everywhere = value!.kind === 'operator' && value!.free && !value!.fixed;
  return {
    role: statement.role,
    operator: chainOperator(value!, statement, scope),
    settings,
    everywhere,
    ...(everywhere && value!.kind === 'operator' && { step: value!.stride }),
    span: statement.span,
  };
}

/**
 * A sum over the chain would be a single jump of the whole chain, so errors must not advise it for a jump on every
 * site.
 */
function onEverySite(evaluate: () => Value): Value {
  try {
    return evaluate();
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.code !== 'free-position') throw error;
    throw new DiagnosticError({
      ...error.diagnostic,
      hint: 'jumps that differ from site to site are written one by one: jump S-_0 + Sz_0; jump -S-_1 + Sz_1',
    });
  }
}

function levels(value: Value, statement: ModelStatement, k: number): LevelOperator {
  const { span } = statement.operands[k]!;
  if (value.kind !== 'levels') {
    refuse('model-operand', `gas takes level operators such as 0.7 |2><2|, not ${describe(value)}`, { span });
  }
  if (!isHermitianLevels(value.levels)) {
    refuse('not-hermitian', 'this operator of the gas is not Hermitian', {
      span,
      hint: 'add + h.c., or the missing matrix elements',
    });
  }
  return value.levels;
}

function chainOperator(value: Value, statement: ModelStatement, scope: Scope): Operator {
  const { span } = statement.operands[0]!;
  const { role } = statement;
  if (value.kind !== 'operator')
    refuse('model-operand', `${role} takes an operator of the chain, not ${describe(value)}`, { span });
  const { operator } = value;
  if (value.odd) refuseOdd(span, role === 'jump' ? 'jump' : 'sum');
  if (role !== 'jump' && !isHermitian(operator)) {
    refuse('not-hermitian', `the ${role} is not Hermitian`, { span, hint: 'add + h.c.' });
  }
  const displaced = operator.terms.filter((t) => isDisplaced(t.place)).length;
  if (role === 'bath' ? displaced < operator.terms.length : displaced > 0) {
    refuse(
      'bath-displacement',
      role === 'bath' ? 'a term of the bath does not carry (a_j + a†_j)' : `the ${role} carries a bath displacement`,
      {
        span,
        hint: 'the coupling to the bath, and it alone, is linear in (a_j + a†_j)',
      },
    );
  }
  if (role === 'jump') return operator;
  return notedChainSum(value, span, scope.report)!;
}
