import {
  type Coefficient,
  addCoefficients,
  asGaussian,
  constantSymbol,
  fromGaussian,
  fromSymbol,
  gaussian,
  imaginaryUnit,
  invertCoefficient,
  multiplyCoefficients,
  negateCoefficient,
  parseDecimal,
  powerCoefficient,
  rootCoefficient,
  subtractCoefficients,
} from '../../exact/index.js';
import { type Span, limit, locate, refuse } from '../../text/index.js';
import { checkedSize, maxArithmeticDigits } from '../sum.js';
import { type Call, bind, numberOf, wholeOf } from './call.js';
import type { PythonOperator } from './tree.js';
import { type NumberValue, type PythonValue, type ValueOf, described, itemsOf } from './values.js';

/** Largest number of items of a list, or of characters of a string, in a product such as `"I"*4`. */
const maxItems = 1_000_000;

/** A number as it is written: `0.1` is 1/10, `2j` is 2i. */
export function numberFrom(text: string, span: Span): ValueOf<'number'> {
  // A shortcut for integers, mostly site numbers; decimals take the longer way.
  if (/^[0-9]{1,15}$/u.test(text)) {
    return { kind: 'number', value: fromGaussian(gaussian(Number(text))), integer: true, span };
  }
  const imaginary = /j$/iu.test(text);
  const digits = imaginary ? text.slice(0, -1) : text;
  // A decimal is a double in Python, whereas an integer has all its digits.
  const double = /^[0-9]+$/u.test(digits) ? 1 : Number(digits);
  if (!Number.isFinite(double) || (double === 0 && /[1-9]/u.test(digits.split(/e/iu)[0]!))) {
    refuse('beyond-doubles', `${text} is ${double === 0 ? '0' : 'infinite'} in Python, whose numbers are doubles`, {
      span,
      hint: 'scale the operator so that its coefficients lie between 1e-300 and 1e300',
    });
  }
  const { num, den } = parseDecimal(digits);
  const value = fromGaussian(imaginary ? gaussian(0, num, den) : gaussian(num, 0, den));
  return { kind: 'number', value, integer: /^[0-9]+$/u.test(text), span };
}

function calculate(operator: PythonOperator, a: NumberValue, b: NumberValue, at: Span): Coefficient {
  switch (operator) {
    case '+':
      return addCoefficients(a.value, b.value);
    case '-':
      return subtractCoefficients(a.value, b.value);
    case '*':
      return multiplyCoefficients(a.value, b.value);
    case '/':
      return multiplyCoefficients(a.value, inverseNumber(b.value, at));
    case '**':
      return power(a, b, at);
    default:
      return refuse('unexpected-text', `numbers have no operator ${operator}`, {
        span: at,
        expected: ['+', '-', '*', '/', '**'],
      });
  }
}

const writtenOut = 'give its value in decimals';

/** 1/a; the inverse of a sum of roots is refused, since there is no exact form for it here. */
export function inverseNumber(a: Coefficient, at: Span): Coefficient {
  if (a.terms.length > 1)
    refuse('python-not-read', 'a division by a sum of roots is not read', { span: at, hint: writtenOut });
  return locate(at, () => invertCoefficient(a));
}

function power(a: NumberValue, b: NumberValue, at: Span): Coefficient {
  const exponent = wholeOf({ ...b, span: at });
  if (exponent === undefined) {
    refuse('python-not-read', 'a power is read where its exponent is a whole number', {
      span: at,
      hint: 'a square root is np.sqrt(2)',
    });
  }
  // A power of 1 is short; for any other number the digits grow in proportion to the exponent.
  if (Math.abs(exponent) > maxArithmeticDigits && a.value.terms.length > 0) {
    limit('number-too-long', `an exponent is at most ${maxArithmeticDigits}`, { span: at });
  }
  return exponent < 0 ? powerCoefficient(inverseNumber(a.value, at), -exponent) : powerCoefficient(a.value, exponent);
}

export function numbers(
  operator: PythonOperator,
  a: NumberValue,
  b: NumberValue,
  at: Span,
  span: Span,
): ValueOf<'number'> {
  const value = locate(at, () => checkedSize(calculate(operator, a, b, at)));
  // 2**3 is an int, 2**-3 a float.
  const integer =
    a.integer && b.integer && operator !== '/' && (operator !== '**' || (wholeOf({ ...b, span: at }) ?? -1) >= 0);
  return { kind: 'number', value, integer, span };
}

/**
 * Strings, lists, tuples and arrays under + and *; undefined where Python does not define the operation.
 *
 * @param spend  receives the number of items copied
 */
export function sequences(
  operator: PythonOperator,
  a: PythonValue,
  b: PythonValue,
  at: Span,
  span: Span,
  spend: Spend,
): PythonValue | undefined {
  if (operator === '+') spend(sizeOf(a) + sizeOf(b));
  if (operator === '+') return joined(a, b, at, span);
  if (a.kind !== 'number' && b.kind !== 'number') return undefined;
  const [sequence, number] = a.kind === 'number' ? [b, a] : [a, b as ValueOf<'number'>];
  if (operator === '*') {
    const copies = repeated(sequence, number, at, span);
    if (copies) {
      spend(sizeOf(copies));
      return copies;
    }
  }
  if (operator !== '*' && (operator !== '/' || b.kind !== 'number')) return undefined;
  spend(sizeOf(sequence));
  return stretched(operator, sequence, number, at, span);
}

/** Receives the amount of work that is not in proportion to the length of the text. */
export type Spend = (items: number) => void;

/** The number of items of a list, or an eighth of the number of characters of a string. */
export function sizeOf(value: PythonValue): number {
  return value.kind === 'string' ? value.text.length >> 3 : (itemsOf(value)?.length ?? 0);
}

function checkedLength(length: number, at: Span): void {
  if (length > maxItems) limit('too-many-words', `a list or a string of more than ${maxItems} items`, { span: at });
}

function joined(a: PythonValue, b: PythonValue, at: Span, span: Span): PythonValue | undefined {
  if (a.kind === 'string' && b.kind === 'string') {
    checkedLength(a.text.length + b.text.length, at);
    return { kind: 'string', text: a.text + b.text, verbatim: undefined, span };
  }
  if (a.kind === 'list' && b.kind === 'list') {
    checkedLength(a.list.items.length + b.list.items.length, at);
    return newList([...a.list.items, ...b.list.items], span);
  }
  if (a.kind === 'tuple' && b.kind === 'tuple') return { kind: 'tuple', items: [...a.items, ...b.items], span };
  return undefined;
}

function repeated(a: PythonValue, by: ValueOf<'number'>, at: Span, span: Span): PythonValue | undefined {
  if (a.kind !== 'string' && a.kind !== 'list') return undefined;
  const times = by.integer ? wholeOf(by) : undefined;
  if (times === undefined)
    refuse('unexpected-text', `${described(a)} is repeated a whole number of times`, { span: at });
  const length = a.kind === 'string' ? a.text.length : a.list.items.length;
  checkedLength(length * Math.max(times, 0), at);
  if (a.kind === 'string')
    return { kind: 'string', text: a.text.repeat(Math.max(times, 0)), verbatim: undefined, span };
  const { items } = a.list;
  return newList(
    Array.from({ length: items.length * Math.max(times, 0) }, (_, k) => items[k % items.length]!),
    span,
  );
}

/** A number times every entry of an array of numbers. */
function stretched(
  operator: '*' | '/',
  a: PythonValue,
  by: ValueOf<'number'>,
  at: Span,
  span: Span,
): PythonValue | undefined {
  if (a.kind !== 'array') return undefined;
  const items = a.items.map((item) => numbers(operator, numberOf(item, 'an entry of this array'), by, at, item.span));
  return { kind: 'array', items, span };
}

export function negatePythonValue(value: PythonValue, span: Span, spend: Spend): PythonValue | undefined {
  if (value.kind === 'number') return { ...value, value: negateCoefficient(value.value), span };
  if (value.kind !== 'array') return undefined;
  spend(value.items.length);
  return {
    kind: 'array',
    items: value.items.map((item) => ({
      ...numberOf(item, 'an entry of this array'),
      value: negateCoefficient(numberOf(item, 'an entry').value),
    })),
    span,
  };
}

export function newList(items: PythonValue[], span: Span): ValueOf<'list'> {
  return { kind: 'list', list: { items, used: false, names: 0 }, span };
}

const doubles: ReadonlySet<string> = new Set([
  'builtins.complex',
  'builtins.float',
  'numpy.complex128',
  'numpy.float64',
  'numpy.cdouble',
  'numpy.double',
  'numpy.complex_',
  'numpy.float_',
]);

/** Types of numbers that return their argument unchanged when called. */
const types: ReadonlySet<string> = new Set([...doubles, 'builtins.int', 'numpy.int64', 'numpy.int_']);

/** The domain of the argument `dtype`, if it is a type that keeps all digits of a float64. */
export function domainOf(dtype: PythonValue | undefined): 'real' | 'complex' | undefined {
  if (dtype === undefined || (dtype.kind === 'constant' && dtype.value === null)) return undefined;
  const name = dtype.kind === 'path' ? dtype.path : dtype.kind === 'string' ? `numpy.${dtype.text}` : '';
  if (/\.(?:complex(?:128|_)?|cdouble)$/u.test(name) && (doubles.has(name) || name === 'numpy.complex'))
    return 'complex';
  if (/\.(?:float(?:64|_)?|double)$/u.test(name) && (doubles.has(name) || name === 'numpy.float')) return 'real';
  return refuse('bad-argument', 'this type of number is not read', {
    span: dtype.span,
    expected: ['complex', 'float', 'np.complex128', 'np.float64'],
  });
}

const isReal = ({ value }: NumberValue): boolean => value.terms.every((t) => t.value.im === 0);

/** Numbers of Python, math and NumPy by name: `pi`, `np.sqrt(2)`, `np.array([1, 2j])`, `complex(1, 2)`. */
export function numericConstant(path: string, span: Span): PythonValue | undefined {
  if (path === 'numpy.pi' || path === 'math.pi' || path === 'cmath.pi') {
    return { kind: 'number', value: fromSymbol(constantSymbol('pi', Math.PI)), integer: false, span };
  }
  if (/^(?:numpy|math|cmath|builtins)\.(?:nan|inf|NaN|Inf|infj|nanj|NAN|Infinity)$/u.test(path)) {
    refuse('bad-coefficient', `${path.replace(/^\w+\./u, '')} is no number of an operator`, { span });
  }
  return undefined;
}

export function numericCall(path: string, call: Call): PythonValue | undefined {
  const [module, name] = path.split('.');
  if (module !== 'numpy' && module !== 'math' && module !== 'cmath' && module !== 'builtins') return undefined;
  if (name === 'sqrt' && module !== 'builtins') {
    const x = numberOf(bind(call, ['x'], 1).get('x')!, 'the argument of a square root');
    return { kind: 'number', value: squareRoot(x, module), integer: false, span: call.span };
  }
  if (module === 'numpy' && (name === 'array' || name === 'asarray')) return array(call);
  if (types.has(path)) return converted(path, call);
  return undefined;
}

/**
 * The square root of a positive number, or the principal root of a negative one, as cmath.sqrt gives it, and np.sqrt
 * for a complex argument.
 */
function squareRoot(x: ValueOf<'number'>, module: string): Coefficient {
  const c = asGaussian(x.value);
  if (x.value.terms.length > 1 || (c && c.im !== 0))
    refuse('python-not-read', `a square root of ${c ? 'a complex number' : 'a sum of roots'} is not read`, {
      span: x.span,
      hint: writtenOut,
    });
  if (!c || c.re >= 0) return locate(x.span, () => rootCoefficient(x.value));
  const of = locate(x.span, () => rootCoefficient(negateCoefficient(x.value)));
  if (module === 'cmath') return multiplyCoefficients(imaginaryUnit, of);
  return refuse(
    'bad-coefficient',
    `${module === 'numpy' ? 'np' : module}.sqrt of a negative number is no number in Python`,
    {
      span: x.span,
      hint: `write 1j*${module === 'numpy' ? 'np' : module}.sqrt(…) of the positive number`,
    },
  );
}

function array(call: Call): PythonValue {
  const bound = bind(call, ['object', 'dtype'], 1);
  const object = bound.get('object')!;
  const items = itemsOf(object);
  if (!items)
    refuse('bad-argument', `an array is made of a list, and this is ${described(object)}`, { span: object.span });
  const domain = domainOf(bound.get('dtype'));
  if (domain === 'real')
    for (const item of items) if (item.kind === 'number' && !isReal(item)) refuseComplex(item.span);
  return { kind: 'array', items, span: call.span };
}

function refuseComplex(span: Span): never {
  refuse('bad-coefficient', 'a complex number where the type of the numbers is real', { span });
}

/** complex(1, 2), float(1), np.float64(0.5); `np.complex128(1+2j)` is how NumPy prints its numbers. */
function converted(path: string, call: Call): PythonValue {
  const isComplex = path.includes('complex') || path.endsWith('cdouble');
  const bound = bind(call, path === 'builtins.complex' ? ['real', 'imag'] : ['x'], 1);
  const [re, im] = [...bound.values()].map((value) => numberOf(value, `the argument of ${call.name}`));
  const value = im ? addCoefficients(re!.value, multiplyCoefficients(imaginaryUnit, im.value)) : re!.value;
  if (!isComplex && !isReal(re!)) refuseComplex(re!.span);
  const integer = /int/u.test(path);
  if (integer && wholeOf(re!) === undefined)
    refuse('bad-argument', `${call.name} of a number that is not whole is not read`, { span: re!.span });
  return { kind: 'number', value, integer, span: call.span };
}
