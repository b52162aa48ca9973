import type { Coefficient } from '../../exact/index.js';
import type { Span } from '../../text/index.js';
import type { Sum } from '../sum.js';

/** A value of a Python file, with the place where it is written. */
export type PythonValue = { readonly span: Span } & (
  | NumberValue
  | { readonly kind: 'string'; readonly text: string; readonly verbatim: number | undefined }
  | { readonly kind: 'constant'; readonly value: boolean | null }
  | { readonly kind: 'tuple' | 'array'; readonly items: readonly PythonValue[] }
  | { readonly kind: 'list'; readonly list: List }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [PythonValue, PythonValue])[] }
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'operator'; readonly object: OperatorObject }
  | { readonly kind: 'basis'; readonly basis: Basis }
);

export interface NumberValue {
  readonly kind: 'number';
  readonly value: Coefficient;
  /** whether it is an int of Python, as a float may be an integer, too */
  readonly integer: boolean;
}

export type ValueOf<K extends PythonValue['kind']> = Extract<PythonValue, { kind: K }>;

/** An object with an identity: several names may share it, and it may become part of other values. */
export interface Thing {
  /** whether it is part of another value, and so not the operator of the file */
  used: boolean;
  /** number of names that hold it */
  names: number;
}

/** A list; `+=` and `append` change it under all its names. */
export interface List extends Thing {
  items: PythonValue[];
}

export interface OperatorObject extends Thing {
  /** its type in its library: `SparsePauliOp` */
  readonly type: string;
  readonly sum: Sum;
  /** number of sites, if the library knows it */
  readonly sites: number | undefined;
}

/** A Hilbert space of spins 1/2 with the convention of its letters. */
export interface Basis {
  readonly sites: number | undefined;
  readonly convention: string;
  /** arguments that select a part of the states */
  readonly sectors: readonly PythonSector[];
}
export interface PythonSector {
  readonly name: string;
  readonly span: Span;
  /** number of sites of a cell, for a momentum */
  readonly cell: number;
}

/** The kind of a value, in words for a message. */
export function described(value: PythonValue): string {
  switch (value.kind) {
    case 'number':
      return 'a number';
    case 'string':
      return 'a string';
    case 'constant':
      return value.value === null ? 'None' : value.value ? 'True' : 'False';
    case 'tuple':
      return 'a tuple';
    case 'array':
      return 'an array';
    case 'list':
      return 'a list';
    case 'dict':
      return 'a dictionary';
    case 'path':
      return value.path.replace(/^builtins\./u, '');
    case 'operator':
      return `a ${value.object.type}`;
    case 'basis':
      return 'a basis';
  }
}

/** The items of a list, a tuple or an array. */
export function itemsOf(value: PythonValue): readonly PythonValue[] | undefined {
  if (value.kind === 'list') return value.list.items;
  return value.kind === 'tuple' || value.kind === 'array' ? value.items : undefined;
}

/** A new operator, which nothing uses and no name holds. */
export function pythonOperatorValue(object: Omit<OperatorObject, keyof Thing>, span: Span): ValueOf<'operator'> {
  return {
    kind: 'operator',
    object: { type: object.type, sum: object.sum, sites: object.sites, used: false, names: 0 },
    span,
  };
}

/** The object with an identity that a value is, if it is one. */
export function thingOf(value: PythonValue): Thing | undefined {
  if (value.kind === 'list') return value.list;
  return value.kind === 'operator' ? value.object : undefined;
}
