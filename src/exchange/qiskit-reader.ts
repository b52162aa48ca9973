import {
  type Coefficient,
  asGaussian,
  evaluateCoefficient,
  fromGaussian,
  gaussian,
  multiplyCoefficients,
  oneCoefficient,
} from '../exact/index.js';
import { type Component, type Operator, localWord, multiplyOperators, translate, wordFrom } from '../spin/index.js';
import { type Source, type Span, limit, locate, refuse } from '../text/index.js';
import { maxSites } from './finite.js';
import { productOfLetters } from './letters.js';
import { domainOf } from './python/arithmetic.js';
import { type Call, bind, checkSwitch, coefficientOf, expectList, wholeOf } from './python/call.js';
import type { Library, ValueArithmetic } from './python/library.js';
import { Machine } from './python/machine.js';
import { workPerWord } from './python/list-work.js';
import {
  type OperatorObject,
  type PythonValue,
  type ValueOf,
  described,
  itemsOf,
  pythonOperatorValue,
} from './python/values.js';
import { leaf, total } from './sum.js';

/** A Pauli label with its coefficient: the rightmost letter is qubit 0. */
interface Pauli {
  readonly operator: Operator;
  readonly qubits: number;
}

/** `-iXYZ`: a phase, and a letter for each qubit. */
const labelPattern = /^(?<sign>[+-]?)1?(?<unit>[ij]?)(?<letters>[IXYZ]*)$/u;

function pauliFrom(label: string, span: Span, coefficient: Coefficient): Pauli {
  const { sign, unit, letters } = labelPattern.exec(label)?.groups ?? {};
  if (letters === undefined) {
    refuse('bad-label', `"${short(label)}" is no label of Pauli letters`, {
      span,
      expected: ['I, X, Y and Z, after a phase such as -i'],
    });
  }
  if (letters.length > maxSites) limit('too-many-sites', `a label of more than ${maxSites} letters`, { span });
  const size = sign === '-' ? -1 : 1;
  const phase = fromGaussian(unit === '' ? gaussian(size) : gaussian(0, size));
  return locate(span, () => {
    const { word, start } = wordFrom([...letters].reverse().join(''));
    return { operator: localWord(word, start, multiplyCoefficients(coefficient, phase)), qubits: letters.length };
  });
}

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** Labels and Pauli objects as words; all must have as many qubits as the first. */
function pauliOf(value: PythonValue, coefficient: Coefficient): Pauli {
  if (value.kind === 'string') return pauliFrom(value.text, value.span, coefficient);
  if (value.kind === 'operator' && value.object.type === 'Pauli') {
    const [term] = total(value.object.sum).terms;
    return {
      operator: {
        terms: [{ ...term!, coefficient: multiplyCoefficients(term!.coefficient, coefficient) }],
      },
      qubits: value.object.sites!,
    };
  }
  return refuse('bad-label', `a label is a string, and this is ${described(value)}`, {
    span: value.span,
    expected: ['"XX"'],
  });
}

function together(
  paulis: readonly { readonly pauli: Pauli; readonly span: Span }[],
  type: string,
  span: Span,
  qubits?: number,
): ValueOf<'operator'> {
  const sites = qubits ?? paulis[0]?.pauli.qubits;
  for (const { pauli, span: place } of paulis) {
    if (pauli.qubits !== sites)
      refuse('bad-length', `${counted(pauli.qubits, 'letter')} for ${counted(sites!, 'qubit')}`, { span: place });
  }
  return pythonOperatorValue(
    { type, sum: leaf(paulis.map(({ pauli }) => pauli.operator).filter(({ terms }) => terms.length > 0)), sites },
    span,
  );
}

/** SparsePauliOp(data, coeffs) */
function sparsePauliOp(call: Call): PythonValue {
  const bound = bind(call, ['data', 'coeffs', '*', 'ignore_pauli_phase', 'copy'], 1);
  const [data, coeffs] = [bound.get('data')!, bound.get('coeffs')];
  if (checkSwitch(bound.get('ignore_pauli_phase'), 'ignore_pauli_phase')) {
    refuse('bad-argument', 'ignore_pauli_phase=True is not read', { span: bound.get('ignore_pauli_phase')!.span });
  }
  checkSwitch(bound.get('copy'), 'copy');
  if (data.kind === 'operator' && data.object.type === 'SparsePauliOp') {
    if (isGiven(coeffs))
      refuse('bad-argument', 'coefficients for an operator that has its own are not read', { span: coeffs.span });
    return pythonOperatorValue(data.object, call.span);
  }
  const labels = itemsOf(data) ?? [data];
  if (labels.length === 0) refuse('bad-length', 'SparsePauliOp takes one label at least', { span: data.span });
  call.spend(workPerWord * labels.length);
  const coefficients = coefficientsOf(coeffs, labels.length);
  const paulis = labels.map((label, k) => {
    if (itemsOf(label)) {
      refuse('bad-label', 'a label is a string; pairs of a label and a coefficient go into SparsePauliOp.from_list', {
        span: label.span,
        expected: ['"XX"'],
      });
    }
    return { pauli: pauliOf(label, coefficients(k)), span: label.span };
  });
  return together(paulis, 'SparsePauliOp', call.span);
}

function isGiven(value: PythonValue | undefined): value is PythonValue {
  return value !== undefined && !(value.kind === 'constant' && value.value === null);
}

/** One number for all labels, a list of as many numbers, or 1. */
function coefficientsOf(coeffs: PythonValue | undefined, count: number): (k: number) => Coefficient {
  if (!isGiven(coeffs)) return () => oneCoefficient;
  if (coeffs.kind === 'number') return () => coeffs.value;
  const items = expectList(coeffs, 'a list of coefficients');
  if (items.length !== count)
    refuse('bad-length', `${counted(count, 'label')} and ${counted(items.length, 'coefficient')}`, {
      span: coeffs.span,
    });
  return (k) => coefficientOf(items[k]!);
}

function qubitsOf(value: PythonValue | undefined): number | undefined {
  if (!isGiven(value)) return undefined;
  const qubits = wholeOf(value);
  if (qubits === undefined || qubits < 0) refuse('bad-argument', 'num_qubits is a whole number', { span: value.span });
  if (qubits > maxSites) limit('too-many-sites', `more than ${maxSites} qubits`, { span: value.span });
  return qubits;
}

/** SparsePauliOp.from_list([("XX", 0.5), …]) */
function fromList(call: Call): PythonValue {
  const bound = bind(call, ['obj', 'dtype', '*', 'num_qubits'], 1);
  const list = bound.get('obj')!;
  return checkedDomain(bound.get('dtype'), pairs(list, qubitsOf(bound.get('num_qubits')), call.span, call.spend));
}

function pairs(list: PythonValue, qubits: number | undefined, span: Span, spend: Call['spend']): ValueOf<'operator'> {
  const items = expectList(list, 'a list of pairs');
  if (items.length === 0 && qubits === undefined)
    refuse('bad-length', 'an empty list says no number of qubits', { span: list.span, expected: ['num_qubits=2'] });
  spend(workPerWord * items.length);
  const paulis = items.map((item) => {
    const parts = expectList(item, 'a pair ("XX", 0.5)');
    if (parts.length !== 2)
      refuse('bad-pair', 'a term is a pair of a label and a coefficient', {
        span: item.span,
        expected: ['("XX", 0.5)'],
      });
    return { pauli: pauliOf(parts[0]!, coefficientOf(parts[1]!)), span: parts[0]!.span };
  });
  return together(paulis, 'SparsePauliOp', span, qubits);
}

/** SparsePauliOp.from_sparse_list([("XY", [0, 2], 0.5), …], num_qubits): letter k on qubit index k. */
function fromSparseList(call: Call): PythonValue {
  const bound = bind(call, ['obj', 'num_qubits', 'do_checks', 'dtype'], 2);
  checkSwitch(bound.get('do_checks'), 'do_checks');
  const qubits = qubitsOf(bound.get('num_qubits'));
  if (qubits === undefined) refuse('bad-argument', 'num_qubits is a whole number', { span: call.span });
  const items = expectList(bound.get('obj')!, 'a list of terms');
  call.spend(workPerWord * items.length);
  const paulis = items.map((item) => {
    const [letters, indices, coefficient, ...more] = expectList(item, 'a term ("XY", [0, 2], 0.5)');
    if (
      letters?.kind !== 'string' ||
      indices === undefined ||
      coefficient === undefined ||
      more.length > 0 ||
      !/^[IXYZ]*$/u.test(letters.text)
    ) {
      refuse('bad-pair', 'a term is a string of Pauli letters, a list of their qubits and a coefficient', {
        span: item.span,
        expected: ['("XY", [0, 2], 0.5)'],
      });
    }
    return {
      pauli: { operator: placed(letters.text, indices, coefficientOf(coefficient), qubits), qubits },
      span: item.span,
    };
  });
  return checkedDomain(bound.get('dtype'), together(paulis, 'SparsePauliOp', call.span, qubits));
}

/** Refuses complex coefficients where `dtype` is a real type, as Qiskit does. */
function checkedDomain(dtype: PythonValue | undefined, value: ValueOf<'operator'>): ValueOf<'operator'> {
  const isReal = domainOf(dtype) !== 'real' || total(value.object.sum).terms.every((t) => isRealNumber(t.coefficient));
  if (isReal) return value;
  return refuse('bad-coefficient', 'a complex coefficient where the type of the numbers is real', {
    span: dtype!.span,
    expected: ['dtype=complex'],
  });
}

const isRealNumber = ({ terms }: Coefficient): boolean => terms.every(({ value }) => value.im === 0);

function placed(letters: string, indices: PythonValue, coefficient: Coefficient, qubits: number): Operator {
  const places = expectList(indices, 'a list of qubits');
  if (places.length !== letters.length)
    refuse('bad-length', `${counted(letters.length, 'letter')} and ${counted(places.length, 'qubit')}`, {
      span: indices.span,
    });
  const text = new Map<number, string>();
  places.forEach((place, k) => {
    const site = wholeOf(place);
    if (site === undefined || site < 0 || site >= qubits)
      refuse('bad-site', `a qubit is a whole number from 0 to ${qubits - 1}`, { span: place.span });
    if (text.has(site)) refuse('bad-site', `qubit ${site} is named twice in one term`, { span: place.span });
    text.set(site, letters[k]!);
  });
  const factors = [...text].filter(([, letter]) => letter !== 'I');
  return locate(indices.span, () =>
    productOfLetters(
      factors.map(([site, letter]) => [letter.toLowerCase() as Component, site]),
      coefficient,
    ),
  );
}

/** Coefficients up to this are dropped by `simplify`: the `atol` of Qiskit. */
const dropped = 1e-8;

function simplified(object: OperatorObject, call: Call, { products }: ValueArithmetic): PythonValue {
  bind(call, []);
  for (const { coefficient } of products.total(object.sum).terms) {
    const { re, im } = evaluateCoefficient(coefficient, () => Number.NaN);
    if (Math.hypot(re, im) > 2 * dropped) continue;
    refuse('bad-argument', `simplify drops coefficients of ${dropped} and less, and there is one`, {
      span: call.span,
      hint: 'leave out .simplify()',
    });
  }
  return pythonOperatorValue(object, call.span);
}

function pauliOperand(object: OperatorObject, operator: string, other: PythonValue, at: Span): void {
  if (object.type !== 'Pauli' || operator === '@' || operator === '^') return;
  if ((operator === '+' || operator === '-') && other.kind === 'operator' && other.object.type !== 'Pauli') return;
  const factor = operator === '*' && other.kind === 'number' ? asGaussian(other.value) : undefined;
  if (factor && factor.den === 1 && Math.abs(Number(factor.re)) + Math.abs(Number(factor.im)) === 1) return;
  refuse('unexpected-text', `Qiskit has no ${operator} of a Pauli with ${described(other)}`, {
    span: at,
    hint: 'SparsePauliOp("XX") takes numbers and sums',
  });
}

const noOperator = 'this is not a sum of Pauli words';

const library: Library = {
  title: 'Qiskit',
  root: 'qiskit',
  names: new Map(['SparsePauliOp', 'Pauli', 'PauliList'].map((name) => [name, 'qiskit.quantum_info'])),
  refused: new Map([
    ...[
      'Operator',
      'Statevector',
      'DensityMatrix',
      'QuantumCircuit',
      'Clifford',
      'StabilizerState',
      'random_pauli',
      'random_hermitian',
    ].map((name) => [name, noOperator] as const),
    ['SparseObservable', 'its projectors are not read'],
    ['PauliSumOp', 'this form of old versions is not read'],
    ['PauliOp', 'this form of old versions is not read'],
    ['Parameter', 'a coefficient without a number is not read'],
    ['ParameterVector', 'a coefficient without a number is not read'],
  ]),
  instead: 'run it in Python and give what print(operator) shows: SparsePauliOp([…], coeffs=[…])',
  wanted: 'SparsePauliOp',
  product: '@',
  addsNumbers: false,
  changesInPlace: false,
  isOperator: (value) => value.kind === 'operator' || (value.kind === 'list' && isListOfPairs(value.list.items)),
  typeOf: (a, b) => (a.type === 'Pauli' && b.type === 'Pauli' ? 'Pauli' : 'SparsePauliOp'),
  checkOperand: pauliOperand,

  /** A ^ B: the labels of A in front of those of B, so that A acts on the higher qubits. */
  tensor(a, b, { products }) {
    const [left, right] = [products.total(a.sum), products.total(b.sum)];
    products.count(left.terms.length * right.terms.length);
    const sites = a.sites! + b.sites!;
    if (sites > maxSites) limit('too-many-sites', `more than ${maxSites} qubits`);
    return {
      type: library.typeOf(a, b),
      sum: leaf([multiplyOperators(translate(left, b.sites!), right)]),
      sites,
      used: false,
      names: 0,
    };
  },

  call(name, call, arithmetic) {
    switch (name) {
      case 'SparsePauliOp':
        return sparsePauliOp(call);
      case 'SparsePauliOp.from_list':
        return fromList(call);
      case 'SparsePauliOp.from_sparse_list':
        return fromSparseList(call);
      case 'SparsePauliOp.sum': {
        const ops = bind(call, ['ops'], 1).get('ops')!;
        const items = expectList(ops, 'a list of operators');
        if (items.length === 0) refuse('bad-length', 'a sum of nothing', { span: ops.span });
        call.spend(items.length);
        return items
          .slice(1)
          .reduce((sum, item) => arithmetic.combine('+', sum, item, item.span, call.span), items[0]!);
      }
      case 'Pauli': {
        const label = bind(call, ['data'], 1).get('data')!;
        return together([{ pauli: pauliOf(label, oneCoefficient), span: label.span }], 'Pauli', call.span);
      }
      case 'PauliList': {
        const labels = expectList(bind(call, ['data'], 1).get('data')!, 'a list of labels');
        const items = labels.map((label) =>
          together([{ pauli: pauliOf(label, oneCoefficient), span: label.span }], 'Pauli', label.span),
        );
        return { kind: 'array', items, span: call.span };
      }
      default:
        return undefined;
    }
  },

  method: (object, name, call, arithmetic) =>
    name === 'simplify' && object.type === 'SparsePauliOp' ? simplified(object, call, arithmetic) : undefined,
};

function isListOfPairs(items: readonly PythonValue[]): boolean {
  return items.length > 0 && items.every((item) => itemsOf(item)?.[0]?.kind === 'string');
}

/**
 * Reads Python source that uses Qiskit, or the text that Qiskit prints: `SparsePauliOp(…)`, `from_list`,
 * `from_sparse_list`, `Pauli("-iXYZ")`, their sums and products, and a bare list of pairs.
 */
export function readQiskit(source: Source): Operator {
  const machine = new Machine(source, library);
  const value = machine.run();
  return total((value.kind === 'operator' ? value : pairs(value, undefined, value.span, machine.spend)).object.sum);
}
