import { type Node, type ParseError, parseTree, printParseErrorCode, visit } from 'jsonc-parser';
import type { DiagnosticCode } from './codes.js';
import { type Diagnostic, DiagnosticError, limit } from './diagnostic.js';
import type { Source, Span } from './source.js';

/** A value of a JSON text with its place in it. */
export type Json = Place &
  (
    | { readonly kind: 'null' }
    | { readonly kind: 'boolean'; readonly value: boolean }
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'string'; readonly value: string }
    | { readonly kind: 'list'; readonly items: readonly Json[] }
    | {
        readonly kind: 'object';
        readonly fields: ReadonlyMap<string, Json>;
        readonly names: ReadonlyMap<string, Place>;
      }
  );

interface Place {
  readonly start: number;
  readonly end: number;
}

/** Deepest nesting of brackets. */
const maxDepth = 64;

/**
 * The values of a JSON text with their places. Stricter than JSON.parse, which takes the last of two fields of one name
 * and reads 1e999 as infinity: both are refused, and so is a number other than 0 that would be read as 0.
 *
 * @param code  of the diagnostic where the text is not JSON
 * @diagnostic `code`, `json-twice`, `json-number`, `nesting-too-deep`
 */
export function readJson(source: Source, code: DiagnosticCode = 'json-syntax'): Json {
  const text = withoutByteOrderMark(source.text);
  checkDepth(source, text);
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, strictly);
  const [first] = errors;
  if (first) return refuseText(source, code, first);
  return valueOf(tree!, source);
}

/** Replaces the byte order mark that some editors write by a blank, so that places do not change. */
function withoutByteOrderMark(text: string): string {
  return text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
}

/** The place of a value. */
export function jsonSpan(source: Source, { start, end }: Place): Span {
  return { source, start, end };
}

const strictly = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };

function checkDepth(source: Source, text: string): void {
  let depth = 0;
  const open = (start: number): void => {
    depth += 1;
    if (depth > maxDepth)
      limit('nesting-too-deep', `brackets are nested more than ${maxDepth} deep`, {
        span: { source, start, end: start + 1 },
      });
  };
  const close = (): void => {
    depth -= 1;
  };
  visit(text, { onObjectBegin: open, onArrayBegin: open, onObjectEnd: close, onArrayEnd: close }, strictly);
}

function placeOf({ offset, length }: Pick<Node, 'offset' | 'length'>): Place {
  return { start: offset, end: offset + length };
}

function valueOf(node: Node, source: Source): Json {
  const place = placeOf(node);
  const children = node.children ?? [];
  switch (node.type) {
    case 'object': {
      const fields = new Map<string, Json>();
      const names = new Map<string, Place>();
      for (const { children: [key, value] = [] } of children) {
        const name = key!.value as string;
        if (fields.has(name))
          refuseAt(source, placeOf(key!), 'json-twice', `the field "${name}" stands twice in one object`, {
            hint: 'leave one of the two out',
          });
        names.set(name, placeOf(key!));
        fields.set(name, valueOf(value!, source));
      }
      return { ...place, kind: 'object', fields, names };
    }
    case 'array':
      return { ...place, kind: 'list', items: children.map((item) => valueOf(item, source)) };
    case 'number':
      return { ...place, kind: 'number', value: numberOf(source, place) };
    case 'null':
      return { ...place, kind: 'null' };
    case 'boolean':
      return { ...place, kind: 'boolean', value: node.value as boolean };
    default:
      return { ...place, kind: 'string', value: node.value as string };
  }
}

function numberOf(source: Source, place: Place): number {
  const digits = source.text.slice(place.start, place.end);
  const value = Number(digits);
  if (!Number.isFinite(value))
    refuseAt(source, place, 'json-number', `${short(digits)} is beyond the range of numbers, about 1.8e308`);
  if (value === 0 && /[1-9]/u.test(digits.replace(/[eE].*$/u, ''))) {
    refuseAt(source, place, 'json-number', `${short(digits)} is below the smallest number, about 5e-324`, {
      hint: 'write 0, or choose other units',
    });
  }
  // −0 and 0 are one number.
  return value + 0;
}

/** The value or sign that JSON would allow at the place where the text stops being JSON. */
const expected: Readonly<Record<string, string>> = {
  ValueExpected: 'a value',
  InvalidSymbol: 'a value',
  InvalidNumberFormat: 'a number',
  UnexpectedEndOfNumber: 'a digit',
  PropertyNameExpected: 'the name of a field in double quotes',
  ColonExpected: '":"',
  CommaExpected: '","',
  CloseBraceExpected: '"," or "}"',
  CloseBracketExpected: '"," or "]"',
  EndOfFileExpected: 'the end of the text',
  UnexpectedEndOfString: 'a text in double quotes on one line',
  InvalidCharacter: 'a text without control characters',
  InvalidEscapeCharacter: 'an escape of JSON, as \\n or \\u00e9',
  InvalidUnicode: 'four hexadecimal digits after \\u',
  InvalidCommentToken: 'JSON without comments',
};

function refuseText(source: Source, code: DiagnosticCode, { error, offset, length }: ParseError): never {
  const found = source.text.slice(offset, offset + length);
  const what = expected[printParseErrorCode(error)];
  return refuseAt(
    source,
    placeOf({ offset, length }),
    code,
    found === ''
      ? 'the text is no JSON: it ends early'
      : `the text is no JSON: ${JSON.stringify(short(found))} cannot stand here`,
    {
      ...(what !== undefined && { expected: [what] }),
      ...(/^-?(?:nan|inf(?:inity)?)$/iu.test(found) && { hint: 'JSON has finite numbers only' }),
    },
  );
}

function refuseAt(
  source: Source,
  place: Place,
  code: DiagnosticCode,
  message: string,
  rest: Partial<Diagnostic> = {},
): never {
  throw new DiagnosticError({ kind: 'input', code, message, span: jsonSpan(source, place), ...rest });
}

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
