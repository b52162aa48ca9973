import { type Coefficient, isZeroCoefficient, negateCoefficient, oneCoefficient } from '../../exact/index.js';
import { identityOperator } from '../../spin/index.js';
import { type Span, limit, locate, refuse } from '../../text/index.js';
import { Products, type Sum, added, leaf, scaled } from '../sum.js';
import { inverseNumber, negatePythonValue, numbers, sequences } from './arithmetic.js';
import { wholeOf } from './call.js';
import type { Library, ValueArithmetic } from './library.js';
import type { Expression, PythonOperator } from './tree.js';
import { type OperatorObject, type PythonValue, type ValueOf, described, pythonOperatorValue } from './values.js';

/** Highest power of an operator. */
const maxPower = 64;

/** The signs before an expression. */
type Signs = Pick<Extract<Expression, { kind: 'sign' }>, 'negative' | 'plus' | 'span'>;

/** The operations between the values of a file, as far as its library allows them between operators. */
export class Operations implements ValueArithmetic {
  readonly products = new Products();

  constructor(
    private readonly library: Library,
    private readonly spend: (items: number) => void,
  ) {}

  /** A value preceded by one or several signs. */
  signed(value: PythonValue, { negative: isNegative, plus, span }: Signs): PythonValue {
    if (!isNegative && (value.kind === 'number' || value.kind === 'array')) return { ...value, span };
    const answer = isNegative ? negatePythonValue(value, span, this.spend) : undefined;
    if (answer) return answer;
    if (value.kind !== 'operator') refuse('unexpected-text', `${described(value)} has no sign`, { span });
    if (plus) {
      refuse('unexpected-text', `${described(value)} takes no + in front`, {
        span,
        hint: 'put a sum over several lines into ( )',
      });
    }
    const { object } = value;
    return pythonOperatorValue(
      { ...object, sum: isNegative ? scaled(object.sum, negateCoefficient(oneCoefficient)) : object.sum },
      span,
    );
  }

  /** a operator b */
  combine(operator: PythonOperator, a: PythonValue, b: PythonValue, at: Span, span: Span): PythonValue {
    if (a.kind === 'number' && b.kind === 'number') return numbers(operator, a, b, at, span);
    if (a.kind === 'operator' || b.kind === 'operator') return this.operators(operator, a, b, at, span);
    return sequences(operator, a, b, at, span, this.spend) ?? refuseOperation(operator, a, b, at);
  }

  private operators(operator: PythonOperator, a: PythonValue, b: PythonValue, at: Span, span: Span): PythonValue {
    const { library } = this;
    if (a.kind === 'operator') library.checkOperand?.(a.object, operator, b, at);
    if (b.kind === 'operator') library.checkOperand?.(b.object, operator, a, at);
    if (a.kind === 'operator' && b.kind === 'operator')
      return this.twoOperators(operator, a.object, b.object, at, span);
    const object = a.kind === 'operator' ? a.object : (b as ValueOf<'operator'>).object;
    const other = a.kind === 'operator' ? b : a;
    if (other.kind !== 'number') return refuseOperation(operator, a, b, at);
    const made = (sum: Sum): PythonValue => pythonOperatorValue({ ...object, sum }, span);
    if (operator === '*') return made(scaled(object.sum, other.value));
    if (operator === '/' && a.kind === 'operator') return made(scaled(object.sum, inverseNumber(other.value, at)));
    if (operator === '**' && a.kind === 'operator') return made(this.power(object.sum, other, at));
    if ((operator === '+' || operator === '-') && (library.addsNumbers || isZeroCoefficient(other.value))) {
      const [left, right] = [a, b].map((value) =>
        value.kind === 'operator' ? value.object.sum : leaf([identityOperator(other.value)]),
      );
      return made(added(left!, right!, operator === '-' ? negateCoefficient(oneCoefficient) : oneCoefficient));
    }
    return refuseOperation(operator, a, b, at);
  }

  private twoOperators(
    operator: PythonOperator,
    a: OperatorObject,
    b: OperatorObject,
    at: Span,
    span: Span,
  ): PythonValue {
    const { library } = this;
    if (operator === '^' && library.tensor)
      return pythonOperatorValue(
        locate(at, () => library.tensor!(a, b, this)),
        span,
      );
    const factors: Partial<Record<PythonOperator, Coefficient>> = {
      '+': oneCoefficient,
      '-': negateCoefficient(oneCoefficient),
    };
    const factor = factors[operator];
    if (factor === undefined && operator !== library.product) {
      refuse('python-not-read', `${operator} between two operators is not read`, {
        span: at,
        expected: ['+', '-', library.product],
      });
    }
    if (a.sites !== undefined && b.sites !== undefined && a.sites !== b.sites) {
      refuse('bad-length', `operators on ${a.sites} and on ${b.sites} sites`, { span: at });
    }
    const sum =
      factor === undefined ? locate(at, () => this.products.product(a.sum, b.sum)) : added(a.sum, b.sum, factor);
    return pythonOperatorValue({ type: library.typeOf(a, b), sum, sites: a.sites ?? b.sites }, span);
  }

  private power(sum: Sum, exponent: ValueOf<'number'>, at: Span): Sum {
    const n = exponent.integer ? wholeOf(exponent) : undefined;
    if (n === undefined || n < 0)
      refuse('python-not-read', 'the power of an operator is a whole number from 0 on', { span: at });
    if (n > maxPower) limit('exponent-too-large', `a power of an operator beyond ${maxPower}`, { span: at });
    let result = leaf([identityOperator(oneCoefficient)]);
    for (let k = 0; k < n; k++) result = locate(at, () => this.products.product(result, sum));
    return result;
  }
}

function refuseOperation(operator: PythonOperator, a: PythonValue, b: PythonValue, at: Span): never {
  refuse('unexpected-text', `${operator} between ${described(a)} and ${described(b)} is not read`, { span: at });
}
