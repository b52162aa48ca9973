import type { Span } from '../../text/index.js';
import type { Products } from '../sum.js';
import type { Call } from './call.js';
import type { Expression, PythonOperator } from './tree.js';
import type { OperatorObject, PythonValue } from './values.js';

/** The arithmetic of a file, for functions of a library that add or multiply. */
export interface ValueArithmetic {
  readonly products: Products;
  /** a operator b */
  combine(operator: PythonOperator, a: PythonValue, b: PythonValue, at: Span, span: Span): PythonValue;
}

/** The part of a library that a file may use, and the behaviour of its operators. */
export interface Library {
  readonly title: string;
  /** name of the package: `qiskit` */
  readonly root: string;
  /**
   * its names that `call` reads, with the modules from which they are imported; other modules below the package are
   * accepted
   */
  readonly names: ReadonlyMap<string, string>;
  /** names that are not read, with the reason */
  readonly refused: ReadonlyMap<string, string>;
  /** the alternative that a refusal offers: how to have the operator printed */
  readonly instead: string;
  /** the product of two operators */
  readonly product: '@' | '*';
  /** whether A + 2 is A plus twice the identity */
  readonly addsNumbers: boolean;
  /** whether `A += B` changes A under all its names */
  readonly changesInPlace: boolean;
  /** what the file must contain, for a message */
  readonly wanted: string;
  call(name: string, call: Call, arithmetic: ValueArithmetic): PythonValue | undefined;
  method?(object: OperatorObject, name: string, call: Call, arithmetic: ValueArithmetic): PythonValue | undefined;
  /** a tensor product, if the library has one */
  tensor?(a: OperatorObject, b: OperatorObject, arithmetic: ValueArithmetic): OperatorObject;
  /** refuses operands that the library does not allow for products with numbers and for sums */
  checkOperand?(object: OperatorObject, operator: PythonOperator, other: PythonValue, at: Span): void;
  /** Refuses an expression that a name cannot hold, before it is evaluated. */
  beforeAssign?(name: string, node: Expression): void;
  /** Is a value other than an operator object, such as a list or a dictionary, an operator? */
  isOperator(value: PythonValue): boolean;
  /** the type of a sum of two objects */
  typeOf(a: OperatorObject, b: OperatorObject): string;
}
