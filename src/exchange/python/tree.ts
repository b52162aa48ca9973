import type { Span } from '../../text/index.js';

/**
 * An expression of the part of Python that is read. Operators of the same precedence form one chain, so that long sums
 * do not nest deeply.
 */
export type Expression = { readonly span: Span } & (
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string; readonly verbatim: number | undefined }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'constant'; readonly value: boolean | null }
  | { readonly kind: 'list' | 'tuple'; readonly items: readonly Expression[] }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: 'attribute'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'call'; readonly callee: Expression; readonly operands: readonly Operand[] }
  | { readonly kind: 'sign'; readonly negative: boolean; readonly plus: boolean; readonly of: Expression }
  | { readonly kind: 'chain'; readonly first: Expression; readonly rest: readonly PythonOperation[] }
);

/** The next operand of a chain, with its operator and the place of the operator. */
export interface PythonOperation {
  readonly operator: PythonOperator;
  readonly at: Span;
  readonly operand: Expression;
}

export type PythonOperator = '+' | '-' | '*' | '/' | '@' | '^' | '**';

/** An argument of a call, by position or by name. */
export interface Operand {
  readonly name: string | undefined;
  readonly value: Expression;
  readonly span: Span;
}

export type PythonStatement = { readonly span: Span } & (
  | {
      readonly kind: 'import';
      readonly roots: readonly string[];
      readonly names: readonly { readonly name: string; readonly path: string }[];
    }
  | { readonly kind: 'assign'; readonly targets: readonly Target[]; readonly value: Expression }
  | {
      readonly kind: 'augment';
      readonly target: Target;
      readonly operator: PythonOperator;
      readonly at: Span;
      readonly value: Expression;
    }
  | { readonly kind: 'expression'; readonly value: Expression }
);

/** A name on the left of an equals sign, or several in a tuple. */
export type Target = { readonly span: Span } & (
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'tuple'; readonly items: readonly Target[] }
);
