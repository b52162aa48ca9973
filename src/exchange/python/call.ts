import { type Coefficient, asGaussian } from '../../exact/index.js';
import { type Span, refuse } from '../../text/index.js';
import { type PythonValue, type ValueOf, described, itemsOf } from './values.js';

/** A call with its arguments evaluated. */
export interface Call {
  /** the name as it is written, for messages: `SparsePauliOp.from_list` */
  readonly name: string;
  readonly span: Span;
  /** receives the number of items that a call goes through, since lists may be used repeatedly */
  readonly spend: (items: number) => void;
  readonly operands: readonly { readonly name: string | undefined; readonly value: PythonValue; readonly span: Span }[];
}

/**
 * The arguments of a call by the names of its parameters.
 *
 * @param parameters  in the order of the call by position; names after a `*` can be given by name only
 * @param required    how many of the first must be given
 * @diagnostic `bad-argument`
 */
export function bind(call: Call, parameters: readonly string[], required = 0): ReadonlyMap<string, PythonValue> {
  const star = parameters.indexOf('*');
  const positional = star < 0 ? parameters : parameters.slice(0, star);
  const bound = new Map<string, PythonValue>();
  call.operands.forEach(({ name, value, span }, k) => {
    const parameter = name ?? positional[k];
    if (parameter === undefined) {
      refuse(
        'bad-argument',
        `${call.name} is read with ${positional.length} argument${positional.length === 1 ? '' : 's'} without a name at most`,
        { span },
      );
    }
    if (!parameters.includes(parameter)) {
      refuse('bad-argument', `the argument ${parameter} of ${call.name} is not read`, {
        span,
        expected: parameters.filter((p) => p !== '*'),
      });
    }
    if (bound.has(parameter))
      refuse('bad-argument', `the argument ${parameter} of ${call.name} is given twice`, { span });
    bound.set(parameter, value);
  });
  for (const parameter of parameters.slice(0, required)) {
    if (!bound.has(parameter))
      refuse('bad-argument', `${call.name} has no argument ${parameter}`, { span: call.span, expected: [parameter] });
  }
  return bound;
}

export function numberOf(value: PythonValue, what: string): ValueOf<'number'> {
  if (value.kind === 'number') return value;
  return refuse('bad-coefficient', `${what} is a number, and this is ${described(value)}`, {
    span: value.span,
    expected: ['0.5', '0.3-0.1j'],
  });
}

export function coefficientOf(value: PythonValue): Coefficient {
  return numberOf(value, 'a coefficient').value;
}

/** An integer: 2, or 2.0 where a library accepts it. */
export function wholeOf(value: PythonValue): number | undefined {
  if (value.kind !== 'number') return undefined;
  const c = asGaussian(value.value);
  return c && c.im === 0 && c.den === 1 && typeof c.re === 'number' ? c.re : undefined;
}

export function expectList(value: PythonValue, expected: string): readonly PythonValue[] {
  return (
    itemsOf(value) ??
    refuse('unexpected-text', `${described(value)} cannot stand here`, { span: value.span, expected: [expected] })
  );
}

/** The value of an argument that must be True or False. */
export function checkSwitch(value: PythonValue | undefined, name: string): boolean | undefined {
  if (value === undefined) return undefined;
  if (value.kind === 'constant' && value.value !== null) return value.value;
  return refuse('bad-argument', `${name} is True or False`, { span: value.span, expected: ['True', 'False'] });
}
