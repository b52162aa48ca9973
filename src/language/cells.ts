/*
 * The cells that the grammar makes while it reads. nearley completes every rule for every prefix of the text, so a step
 * here takes constant time and does not change earlier cells; therefore lists are chains that lead back to their
 * beginning. build.ts turns the cells of the final parse into the tree.
 */
import type { Token } from './token.js';

interface At {
  readonly start: number;
  readonly end: number;
}

/** An expression, or a part of one. */
export type Cell =
  | Token
  | (At & { readonly kind: 'prefixed'; readonly prefixes: PrefixList; readonly body: Cell })
  | (At & { readonly kind: 'plus-adjoint'; readonly of: Cell; readonly sign: Token })
  | (At & { readonly kind: 'sum'; readonly before: Cell | null; readonly sign: Token; readonly summand: Cell })
  | (At & {
      readonly kind: 'chain';
      readonly coefficient: Cell | null;
      readonly sum: Token;
      readonly sign: Token | null;
      readonly body: Cell;
    })
  | (At & { readonly kind: 'product'; readonly before: Cell; readonly operator: Token | null; readonly factor: Cell })
  | (At & { readonly kind: 'cross'; readonly left: Cell; readonly right: Cell })
  | (At & { readonly kind: 'power'; readonly base: Cell; readonly exponent: Cell })
  | (At & { readonly kind: 'negative'; readonly number: Token })
  | (At & { readonly kind: 'adjoint'; readonly base: Cell })
  | (At & { readonly kind: 'component'; readonly base: Cell; readonly axis: Token })
  | (At & { readonly kind: 'group'; readonly inner: Cell })
  | (At & { readonly kind: 'pair'; readonly bracket: Token; readonly left: Cell; readonly right: Cell })
  | (At & { readonly kind: 'call'; readonly word: Token; readonly list: CellList | null })
  | (At & { readonly kind: 'apply'; readonly word: Token; readonly argument: Cell })
  | (At & { readonly kind: 'fraction'; readonly top: Cell; readonly bottom: Cell })
  | (At & { readonly kind: 'point'; readonly shift: Cell | null });

/** The cells of one kind. */
export type CellOf<K extends Cell['kind']> = Extract<Cell, { readonly kind: K }>;

export interface CellList extends At {
  readonly before: CellList | null;
  readonly item: Cell;
}
export interface NameList extends At {
  readonly before: NameList | null;
  readonly item: Token;
}
export interface BindingCell extends At {
  readonly name: Token;
  readonly value: Cell;
}
export interface BindingList extends At {
  readonly before: BindingList | null;
  readonly item: BindingCell;
}
export type PrefixCell =
  | (At & { readonly kind: 'with'; readonly bindings: BindingList })
  | (At & { readonly kind: 'ring' | 'open'; readonly sites: Cell });
export interface PrefixList extends At {
  readonly before: PrefixList | null;
  readonly item: PrefixCell;
}

export type StatementCell =
  | { readonly kind: 'expression'; readonly expression: Cell }
  | { readonly kind: 'definition'; readonly target: Token; readonly value: Cell }
  | { readonly kind: 'parameter'; readonly names: NameList; readonly domain: Token | null }
  | { readonly kind: 'legs'; readonly number: Token }
  | { readonly kind: 'species'; readonly names: NameList }
  | { readonly kind: 'spin'; readonly number: Token; readonly over: Token | null }
  | {
      readonly kind: 'claim';
      readonly outer: PrefixList | null;
      readonly head: Token;
      readonly inner: PrefixList | null;
      readonly sides: SidesCell;
    }
  | {
      readonly kind: 'solve';
      readonly prefixes: readonly (PrefixList | null)[];
      readonly sides: SidesCell;
      readonly unknowns: NameList;
    }
  | {
      readonly kind: 'model';
      readonly role: Token;
      readonly operands: CellList;
      readonly bindings: BindingList | null;
    };
export interface SidesCell {
  readonly left: Cell;
  readonly right: Cell | null;
}

/* The steps, each named after its rule; `d` has the parts that the rule has read, in order. */
/* eslint-disable @typescript-eslint/no-explicit-any */

type Read = any[];

const at = (first: At, last: At) => ({ start: first.start, end: last.end });

export const first = (d: Read) => d[0];

// statements
export const expressionStatement = ([expression]: Read): StatementCell => ({ kind: 'expression', expression });
export const definition = ([target, , value]: Read): StatementCell => ({ kind: 'definition', target, value });
export const declaration = ([, names, domain]: Read): StatementCell => ({
  kind: 'parameter',
  names,
  domain: domain ?? null,
});
export const legs = ([, number]: Read): StatementCell => ({ kind: 'legs', number });
export const species = ([, names]: Read): StatementCell => ({ kind: 'species', names });
export const spinStatement = ([, number]: Read): StatementCell => ({ kind: 'spin', number, over: null });
export const spinFraction = ([, number, , over]: Read): StatementCell => ({ kind: 'spin', number, over });
export const plainClaim = ([head, sides]: Read): StatementCell => ({
  kind: 'claim',
  outer: null,
  head,
  inner: null,
  sides,
});
export const claimOfPrefixed = ([head, inner, sides]: Read): StatementCell => ({
  kind: 'claim',
  outer: null,
  head,
  inner,
  sides,
});
export const prefixedClaim = ([outer, head, sides]: Read): StatementCell => ({
  kind: 'claim',
  outer,
  head,
  inner: null,
  sides,
});
export const prefixedClaimOfPrefixed = ([outer, head, inner, sides]: Read): StatementCell => ({
  kind: 'claim',
  outer,
  head,
  inner,
  sides,
});
export const plainEquation = ([, sides, , unknowns]: Read): StatementCell => ({
  kind: 'solve',
  prefixes: [],
  sides,
  unknowns,
});
export const equationOfPrefixed = ([, inner, sides, , unknowns]: Read): StatementCell => ({
  kind: 'solve',
  prefixes: [inner],
  sides,
  unknowns,
});
export const prefixedEquation = ([outer, , sides, , unknowns]: Read): StatementCell => ({
  kind: 'solve',
  prefixes: [outer],
  sides,
  unknowns,
});
export const prefixedEquationOfPrefixed = ([outer, , inner, sides, , unknowns]: Read): StatementCell => ({
  kind: 'solve',
  prefixes: [outer, inner],
  sides,
  unknowns,
});
export const sides = ([left, , right]: Read): SidesCell => ({ left, right: right ?? null });
export const model = ([role, operands, , bindings]: Read): StatementCell => ({
  kind: 'model',
  role,
  operands,
  bindings: bindings ?? null,
});

// lists
export const listOfOne = ([item]: Read) => ({ before: null, item, ...at(item, item) });
export const listAnd = ([before, , item]: Read) => ({ before, item, ...at(before, item) });
export const prefixAnd = ([before, item]: Read) => ({ before, item, ...at(before, item) });
export const binding = ([name, , value]: Read): BindingCell => ({ name, value, ...at(name, value) });
export const withPrefix = ([word, bindings, colon]: Read): PrefixCell => ({
  kind: 'with',
  bindings,
  ...at(word, colon),
});
export const finitePrefix = ([word, , sites, , colon]: Read): PrefixCell => ({
  kind: word.text.endsWith('ring') ? 'ring' : 'open',
  sites,
  ...at(word, colon),
});

// sums
export const prefixed = ([prefixes, body]: Read): Cell => ({
  kind: 'prefixed',
  prefixes,
  body,
  start: prefixes.start,
  end: body.end,
});
export const plusAdjoint = ([of, sign, hc]: Read): Cell => ({
  kind: 'plus-adjoint',
  of,
  sign,
  start: of.start,
  end: hc.end,
});
export const signedFirst = ([sign, summand]: Read): Cell => ({
  kind: 'sum',
  before: null,
  sign,
  summand,
  start: sign.start,
  end: summand.end,
});
export const sumAnd = ([before, sign, summand]: Read): Cell => ({
  kind: 'sum',
  before,
  sign,
  summand,
  start: before.start,
  end: summand.end,
});
/** A sign after a sign, as programs print a negative coefficient: `+ -0.5 Z_0`. */
export const twoSigns = ([one, two]: Read): Token => ({
  ...one,
  text: one.text === two.text ? '+' : '-',
  end: two.end,
});
export const chain = ([sum, body]: Read): Cell => ({
  kind: 'chain',
  coefficient: null,
  sum,
  sign: body.sign,
  body: body.body,
  start: sum.start,
  end: body.end,
});
export const chainTimes = ([coefficient, sum, body]: Read): Cell => ({
  kind: 'chain',
  coefficient,
  sum,
  sign: body.sign,
  body: body.body,
  start: coefficient.start,
  end: body.end,
});
export const chainTimesSign = ([coefficient, , sum, body]: Read): Cell => chainTimes([coefficient, sum, body]);
export const body = ([product]: Read) => ({ sign: null, body: product, end: product.end });
export const signedBody = ([sign, product]: Read) => ({ sign, body: product, end: product.end });

// products
export const productAnd = ([before, operator, factor]: Read): Cell => ({
  kind: 'product',
  before,
  operator,
  factor,
  start: before.start,
  end: factor.end,
});
export const sideBySide = ([before, factor]: Read): Cell => ({
  kind: 'product',
  before,
  operator: null,
  factor,
  start: before.start,
  end: factor.end,
});
export const cross = ([left, , right]: Read): Cell => ({
  kind: 'cross',
  left,
  right,
  start: left.start,
  end: right.end,
});

// powers
export const powerCell = ([base, , exponent]: Read): Cell => ({
  kind: 'power',
  base,
  exponent,
  start: base.start,
  end: exponent.end,
});
export const powerOfSite = ([base, exponent]: Read): Cell => ({
  kind: 'power',
  base,
  exponent,
  start: base.start,
  end: exponent.end,
});
export const negativeCell = ([sign, number]: Read): Cell => ({
  kind: 'negative',
  number,
  start: sign.start,
  end: number.end,
});
export const adjointCell = ([base, dagger]: Read): Cell => ({
  kind: 'adjoint',
  base,
  start: base.start,
  end: dagger.end,
});
export const component = ([base, axis]: Read): Cell => ({
  kind: 'component',
  base,
  axis,
  start: base.start,
  end: axis.end,
});

// brackets
export const group = ([open, inner, close]: Read): Cell => ({
  kind: 'group',
  inner,
  start: open.start,
  end: close.end,
});
export const pair = ([bracket, left, , right, close]: Read): Cell => ({
  kind: 'pair',
  bracket,
  left,
  right,
  start: bracket.start,
  end: close.end,
});
export const call = ([word, , list, close]: Read): Cell => ({
  kind: 'call',
  word,
  list,
  start: word.start,
  end: close.end,
});
export const emptyCall = ([word, , close]: Read): Cell => ({
  kind: 'call',
  word,
  list: null,
  start: word.start,
  end: close.end,
});
export const applyCell = ([word, argument]: Read): Cell => ({
  kind: 'apply',
  word,
  argument,
  start: word.start,
  end: argument.end,
});
export const exponentialCell = ([word, , argument]: Read): Cell => ({
  kind: 'apply',
  word,
  argument,
  start: word.start,
  end: argument.end,
});
export const fraction = ([word, top, bottom]: Read): Cell => ({
  kind: 'fraction',
  top,
  bottom,
  start: word.start,
  end: bottom.end,
});
export const point = ([word, , , close]: Read): Cell => ({
  kind: 'point',
  shift: null,
  start: word.start,
  end: close.end,
});
export const shiftedPoint = ([word, , , shift, close]: Read): Cell => ({
  kind: 'point',
  shift,
  start: word.start,
  end: close.end,
});
