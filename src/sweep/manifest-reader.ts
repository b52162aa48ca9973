import { closest } from '../language/index.js';
import { type DiagnosticCode, type Json, type Source, jsonSpan, limit, refuse } from '../text/index.js';

type JsonObject = Extract<Json, { kind: 'object' }>;

/** Reads values of a manifest, and refuses at their place those that it cannot take. */
export class ManifestReader {
  constructor(readonly source: Source) {}

  refuse(at: { readonly start: number; readonly end: number }, message: string, hint?: string): never {
    refuse('bad-manifest', message, { span: jsonSpan(this.source, at), ...(hint !== undefined && { hint }) });
  }

  tooLarge(at: { readonly start: number; readonly end: number }, message: string, hint: string): never {
    limit('sweep-too-large', message, { span: jsonSpan(this.source, at), hint });
  }

  object(value: Json, what: string): JsonObject {
    return value.kind === 'object'
      ? value
      : this.refuse(value, `${what} is an object in braces, not ${jsonKind(value)}`);
  }

  /** The fields of an object, all of which must be known. */
  fields(value: Json, what: string, known: readonly string[]): ReadonlyMap<string, Json> {
    const { fields, names } = this.object(value, what);
    for (const [name, place] of names) {
      if (known.includes(name)) continue;
      this.refuse(place, `${what} has no field "${name}"`, proposal(name, known, `its fields are ${known.join(', ')}`));
    }
    return fields;
  }

  text(value: Json, what: string): string {
    return value.kind === 'string' && value.value.trim() !== ''
      ? value.value
      : this.refuse(value, `${what} is a text, not ${value.kind === 'string' ? 'an empty one' : jsonKind(value)}`);
  }

  /** A number as it is typed, or a text. */
  scalar(value: Json, what: string): string {
    return value.kind === 'number' ? this.typed(value) : this.text(value, what);
  }

  number(value: Json, what: string): number {
    return value.kind === 'number' ? value.value : this.refuse(value, `${what} is a number, not ${jsonKind(value)}`);
  }

  whole(value: Json, what: string, least: number, most: number): number {
    const found = this.number(value, what);
    if (Number.isInteger(found) && found >= least && found <= most) return found;
    return this.refuse(value, `${what} is a whole number from ${least} to ${most}, not ${this.typed(value)}`);
  }

  list(value: Json, what: string): readonly Json[] {
    if (value.kind !== 'list')
      return this.refuse(value, `${what} is a list in square brackets, not ${jsonKind(value)}`);
    if (value.items.length === 0) this.refuse(value, `${what} is empty`, 'give at least one value');
    return value.items;
  }

  /** The text of a value in the manifest, such as the digits of a number. */
  typed({ start, end }: { readonly start: number; readonly end: number }): string {
    return this.source.text.slice(start, end);
  }
}

/** `did you mean title?`, or all words where none is close. */
export function proposal(typed: string, known: readonly string[], all: string): string {
  const near = closest(typed, known);
  return near === undefined ? all : `did you mean ${near}?`;
}

const kinds = {
  null: 'null',
  boolean: 'true or false',
  number: 'a number',
  string: 'a text',
  list: 'a list',
  object: 'an object',
};

export function jsonKind({ kind }: Json): string {
  return kinds[kind];
}

/**
 * Refuses a part of a manifest with a code of its own.
 *
 * @diagnostic `code`
 */
export function refuseIn(
  code: DiagnosticCode,
  reader: ManifestReader,
  at: { readonly start: number; readonly end: number },
  message: string,
  hint?: string,
): never {
  refuse(code, message, { span: jsonSpan(reader.source, at), ...(hint !== undefined && { hint }) });
}
