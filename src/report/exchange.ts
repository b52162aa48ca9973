import type { Coefficient } from '../exact/index.js';
import { type CoefficientParser, type Format, formatOf, formats } from '../exchange/index.js';
import { parseExpression } from '../language/index.js';
import {
  type Value,
  asOperator,
  describe,
  evaluateNode,
  newReport,
  operatorValue,
  topScope,
} from '../meaning/index.js';
import { type Session, notePlace, sessionWith } from '../session/index.js';
import { type Source, type Span, refuse } from '../text/index.js';

/** A format that can be read. */
export type ReadableFormat = Format & Required<Pick<Format, 'read'>>;

/** @diagnostic `unknown-format`, `write-only-format` */
export function readableFormat(id: string): ReadableFormat {
  const format = formatOf(id);
  if (format.read) return format as ReadableFormat;
  return refuse('write-only-format', `${format.title} is written, not read`, {
    expected: formats.filter((f) => f.read).map((f) => f.id),
  });
}

/** An operator of another library as a value, with settings for its parameters. */
export function readForeign(
  source: Source,
  format: ReadableFormat,
  set: readonly string[],
  note: (text: string) => void,
): Value {
  const remark = (message: string, span: Span): void => note(notePlace(message, span));
  const operator = format.read(source, coefficientParser(sessionWith(set)), remark);
  return operatorValue(operator, {
    free: false,
    fixed: operator.terms.some((t) => t.place.kind !== 'chain'),
    weighted: false,
  });
}

/** A parser of coefficients in the language. */
function coefficientParser({ environment }: Session): CoefficientParser {
  const known = new Map<string, Coefficient>();
  return (text, parameters) => {
    const before = known.get(text.text);
    if (before) return before;
    const node = parseExpression(text);
    for (const [name, domain] of parameters)
      if (!environment.isDeclared(name)) environment.declare(name, domain, node.span);
    const value = evaluateNode(node, topScope(environment, newReport()));
    if (value.kind !== 'scalar') refuse('not-a-scalar', `${describe(value)} is no coefficient`, { span: node.span });
    known.set(text.text, value.scalar);
    return value.scalar;
  };
}

/** Options for writing: the number of sites, and whether the chain is open. */
export interface ForeignOptions {
  readonly sites?: number;
  readonly open?: boolean;
  /** spins in a cell of the chain; 1 by default */
  readonly spins?: number;
}

/** An operator for another library. */
export interface ForeignText {
  readonly format: Format;
  readonly content: string | Uint8Array;
  /** the document of `eval --to … --json` */
  readonly document: object;
}

/** @diagnostic `unknown-format`, `not-an-operator`, `bad-sites`, those of the format */
export function writeForeign(value: Value, id: string, { sites, open, spins = 1 }: ForeignOptions): ForeignText {
  const format = formatOf(id);
  if (sites !== undefined && sites % spins !== 0)
    refuse('bad-sites', `${sites} sites are no whole number of cells of ${spins} spins`, {
      hint: `--sites counts the spins of all cells: --sites ${spins * Math.ceil(sites / spins)}`,
    });
  const operator = asOperator(value);
  if (!operator)
    refuse(
      'not-an-operator',
      `${describe(value)} is no operator, and ${format.title} takes one`,
      value.kind === 'vector' ? { hint: 'take a component: (A)^z' } : {},
    );
  // An operator on a ring or an open chain has its number of sites already.
  const own = value.kind === 'operator' ? value.finite?.sites : undefined;
  const content = format.write(operator, { sites: sites ?? own, open });
  return {
    format,
    content,
    document: {
      format: format.id,
      extension: format.extension,
      ...(typeof content === 'string' ? { text: content } : { base64: base64Text(content) }),
    },
  };
}

/** Bytes in base64, in Node and in a page. */
function base64Text(bytes: Uint8Array): string {
  const piece = 8192;
  let binary = '';
  for (let k = 0; k < bytes.length; k += piece) binary += String.fromCharCode(...bytes.subarray(k, k + piece));
  return btoa(binary);
}
