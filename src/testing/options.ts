import { nearest } from '../laws/index.js';
import { refuse } from '../text/index.js';

/**
 * Returns the options unchanged after checking that each is known; otherwise a misspelled option would have no effect.
 *
 * @param known  the permitted values of each option: a list of words, or a description and a test
 * @diagnostic `unknown-option`, `bad-option`
 */
export function checkedOptions<O extends object>(
  of: string,
  options: O,
  known: { readonly [K in keyof Required<O>]: OptionKind },
): O {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    refuse('bad-option', `${of} takes an object of options`, {
      hint: `as in ${of}({ ${Object.keys(known)[0] ?? ''}: … })`,
    });
  }
  for (const [name, value] of Object.entries(options)) {
    const kind = Object.hasOwn(known, name) ? known[name as keyof O] : undefined;
    if (!kind) {
      const near = nearest(name, Object.keys(known));
      refuse('unknown-option', `${of} has no option ${name}`, {
        hint: near === undefined ? `its options are ${Object.keys(known).join(', ')}` : `did you mean ${near}?`,
      });
    }
    if (value !== undefined && !kind.accepts(value)) {
      const written = typeof value === 'string' ? `"${value}"` : String(value);
      refuse('bad-option', `${of}: ${name} is ${kind.about}, and not ${written}`);
    }
  }
  return options;
}

export interface OptionKind {
  readonly about: string;
  accepts(value: unknown): boolean;
}

export const truth: OptionKind = { about: 'true or false', accepts: (v) => typeof v === 'boolean' };
export const text: OptionKind = { about: 'a text', accepts: (v) => typeof v === 'string' };
export const texts: OptionKind = {
  about: 'a list of texts',
  accepts: (v) => Array.isArray(v) && v.every((x) => typeof x === 'string'),
};
export const someTexts: OptionKind = {
  about: 'a name or a list of names',
  accepts: (v) => text.accepts(v) || texts.accepts(v),
};
export const anything: OptionKind = { about: 'anything', accepts: () => true };
export const wholeFrom = (least: number, most = Number.MAX_SAFE_INTEGER): OptionKind => ({
  about:
    most === Number.MAX_SAFE_INTEGER ? `a whole number, at least ${least}` : `a whole number from ${least} to ${most}`,
  accepts: (v) => typeof v === 'number' && Number.isSafeInteger(v) && v >= least && v <= most,
});
export const oneOf = (...values: readonly (string | number)[]): OptionKind => ({
  about: `one of ${values.join(', ')}`,
  accepts: (v) => values.some((x) => x === v),
});
