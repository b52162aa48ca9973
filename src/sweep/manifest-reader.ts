import { closest } from '../language/index.js';
import {
  type Diagnostic,
  type DiagnosticCode,
  DiagnosticError,
  type Json,
  type Source,
  jsonSpan,
  limit,
  refuse,
} from '../text/index.js';

type JsonObject = Extract<Json, { kind: 'object' }>;

/** The place of a value or a name in the text of a manifest. */
export interface ManifestPlace {
  readonly start: number;
  readonly end: number;
}

/** Largest number of mistakes that are reported together. */
const mostMistakes = 20;

/** Reads values of a manifest, and refuses at their place those that it cannot take. */
export class ManifestReader {
  private readonly mistakes: Diagnostic[] = [];

  constructor(readonly source: Source) {}

  /**
   * A part of the manifest; undefined where it is refused. The rest is then still read, so that all mistakes are
   * reported together.
   */
  attempt<T>(body: () => T): T | undefined {
    try {
      return body();
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      this.mistakes.push(error.diagnostic, ...error.further);
      return undefined;
    }
  }

  /**
   * Ends the reading if parts were refused.
   *
   * @diagnostic those of the parts, in the order of their places, and then those of the whole
   */
  throwMistakes(whole: ManifestPlace): void {
    const order = ({ span }: Diagnostic): number =>
      span === undefined || span.start === whole.start ? Number.POSITIVE_INFINITY : span.start;
    const [first, ...further] = this.mistakes
      .map((mistake) => [order(mistake), mistake] as const)
      .sort(([a], [b]) => (a === b ? 0 : a - b))
      .map(([, mistake]) => mistake)
      .slice(0, mostMistakes);
    if (first) throw new DiagnosticError(first, further);
  }

  /** Runs something whose refusal gets the place of a value of the manifest. */
  placed<T>(place: ManifestPlace, body: () => T): T {
    try {
      return body();
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      throw new DiagnosticError({ ...error.diagnostic, span: jsonSpan(this.source, place) });
    }
  }

  refuse(at: ManifestPlace, message: string, hint?: string): never {
    refuse('bad-manifest', message, { span: jsonSpan(this.source, at), ...(hint !== undefined && { hint }) });
  }

  tooLarge(at: ManifestPlace, message: string, hint: string): never {
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
      this.attempt(() =>
        this.refuse(
          place,
          `${what} has no field "${name}"`,
          proposal(name, known, `its fields are ${known.join(', ')}`),
        ),
      );
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
  typed({ start, end }: ManifestPlace): string {
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
  at: ManifestPlace,
  message: string,
  hint?: string,
): never {
  refuse(code, message, { span: jsonSpan(reader.source, at), ...(hint !== undefined && { hint }) });
}
