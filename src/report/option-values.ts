import { type Span, limit, refuse } from '../text/index.js';

/** A part of an option's value, with its place in it. */
export interface OptionPart {
  readonly text: string;
  readonly span: Span;
}

/** The place of an option's value, or of a part of it, which messages show like a line of a script. */
export function optionSpan(option: string, text: string, start = 0, end = text.length): Span {
  return { source: { name: option, text }, start, end: Math.max(end, Math.min(start + 1, text.length)) };
}

/**
 * The parts between the commas of an option's value, outside brackets.
 *
 * @param first  the place in the value where the list begins
 * @diagnostic `option-value` where a part between two commas is empty
 */
export function optionParts(option: string, value: string, example: string, first = 0): OptionPart[] {
  const parts: OptionPart[] = [];
  let depth = 0;
  let start = first;
  for (let k = first; k <= value.length; k++) {
    const c = value[k];
    if (c !== undefined && '([{<'.includes(c)) depth += 1;
    if (c !== undefined && ')]}>'.includes(c)) depth -= 1;
    if (c !== undefined && (c !== ',' || depth > 0)) continue;
    const raw = value.slice(start, k);
    const text = raw.trim();
    const from = start + raw.length - raw.trimStart().length;
    if (text === '')
      refuse('option-value', `a comma of ${option} has nothing beside it`, {
        span: optionSpan(option, value, Math.min(k, value.length - 1), k + 1),
        hint: `as in ${option} ${example}`,
      });
    parts.push({ text, span: optionSpan(option, value, from, from + text.length) });
    start = k + 1;
  }
  return parts;
}

const timeUnits = { ms: 1, s: 1000, min: 60_000, h: 3_600_000 };

/**
 * A time such as `500ms`, `90s`, `10min` or `2h`, in milliseconds.
 *
 * @param most  largest time, with its name for the message
 * @diagnostic `option-value`
 */
export function milliseconds(
  option: string,
  text: string,
  most: { readonly time: number; readonly name: string } | undefined = undefined,
): number {
  const { value, unit } = /^(?<value>\d+(?:\.\d+)?)(?<unit>ms|s|min|h)$/u.exec(text.trim())?.groups ?? {};
  const time = value === undefined ? Number.NaN : Number(value) * timeUnits[unit as keyof typeof timeUnits];
  if (time <= (most?.time ?? Number.MAX_VALUE)) return time;
  return refuse('option-value', `${option} takes a time${most ? ` up to ${most.name}` : ''}, not "${text}"`, {
    span: optionSpan(option, text),
    hint: `as in ${option} 500ms, 30s, 10min or 2h`,
  });
}

/** A finite decimal number, as it is typed; undefined for anything else. */
export function decimal(text: string): number | undefined {
  const value = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(text) ? Number(text) : Number.NaN;
  // −0 and 0 are one number.
  return Number.isFinite(value) ? value + 0 : undefined;
}

/**
 * Numbers separated by commas.
 *
 * @diagnostic `option-value`
 */
export function numberList(option: string, value: string, example = '0.05,1,5'): number[] {
  return optionParts(option, value, example).map(({ text, span }) => {
    const infinite = /inf/iu.test(text);
    return (
      decimal(text) ??
      refuse('option-value', `${option} takes finite numbers separated by commas, not "${text}"`, {
        span,
        hint:
          infinite && option === '--beta'
            ? 'the limit of zero temperature is approached, as in --beta 1e6; infinity itself has no rates'
            : `as in ${option} ${example}`,
      })
    );
  });
}

/** Seeds are words of 32 bits. */
export const mostSeed = 2 ** 32 - 1;

/**
 * A whole number within bounds.
 *
 * @diagnostic `option-value`, `too-large` beyond the declared limit `most`
 */
export function wholeNumber(
  option: string,
  text: string,
  { least = 0, most, example = least }: { least?: number; most?: number; example?: number } = {},
): number {
  const value = /^\d+$/u.test(text.trim()) ? Number(text) : Number.NaN;
  if (Number.isNaN(value) || value < least || (most === undefined && !Number.isSafeInteger(value))) {
    const range = least === 0 ? '' : ` from ${least}`;
    refuse('option-value', `${option} takes a whole number${range}, not "${text}"`, {
      span: optionSpan(option, text),
      hint: `as in ${option} ${example}`,
    });
  }
  if (most !== undefined && value > most)
    limit('too-large', `${option} goes up to ${most}, not ${text}`, {
      span: optionSpan(option, text),
      hint: `as in ${option} ${example}`,
    });
  return value;
}
