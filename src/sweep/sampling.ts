import { Random } from '../law/index.js';
import type { Json } from '../text/index.js';
import type { ManifestReader } from './manifest-reader.js';
import { canonicalValue } from './exact-number.js';
import { type TaskOptionValue, digestOf } from './task.js';

/** Significant digits of a random number, by default. */
const defaultDigits = 12;

/** One parameter of a sample: the value at each index, which depends on the seed, the name and the index alone. */
export type Sampler = (seed: number, index: number) => TaskOptionValue;

/** How the values of a name are read: one of a list of choices as it is typed, and a number that is drawn. */
interface SampledValues {
  choice(item: Json): TaskOptionValue;
  number(text: string): TaskOptionValue;
}

/**
 * Random values of a parameter: `[from, to]`, `{"from": 0.01, "to": 100, "scale": "log", "digits": 4}`, `{"from": 1,
 * "to": 9, "whole": true}` or `{"of": ["1/2", 1]}`.
 *
 * Each name has a stream of its own, so a further parameter does not change the values of the others. Only arithmetic
 * of IEEE 754 and the functions exp and log, rounded to `digits`, enter, so the values are the same on every platform.
 */
export function samplerOf(reader: ManifestReader, name: string, value: Json, values: SampledValues): Sampler {
  const stream = Number.parseInt(digestOf(name).slice(0, 8), 16);
  const random = (seed: number, index: number): Random => new Random((seed ^ stream) | 0, index);
  if (value.kind === 'list') {
    const [from, to] = value.items;
    if (!from || !to || value.items.length > 2)
      reader.refuse(value, `the range of ${name} has two ends, not ${value.items.length}`, `as in "${name}": [-1, 1]`);
    const ends = endsOf(reader, name, value, from, to);
    return (seed, index) => values.number(between(ends, fraction(random(seed, index)), defaultDigits));
  }
  const what = `the range of ${name}`;
  const fields = reader.fields(value, what, ['from', 'to', 'scale', 'digits', 'whole', 'of']);
  const choices = fields.get('of');
  if (choices) {
    if (fields.size > 1) reader.refuse(value, `"of" is a list of values, beside which ${what} has no other field`);
    const items = reader.list(choices, `"of" in ${what}`).map((item) => values.choice(item));
    return (seed, index) => random(seed, index).pick(items);
  }
  const [from, to] = [fields.get('from'), fields.get('to')];
  if (!from || !to)
    reader.refuse(value, `${what} has two ends`, `as in "${name}": {"from": 0.1, "to": 10, "scale": "log"}`);
  const ends = endsOf(reader, name, value, from, to);
  const whole = fields.get('whole');
  if (whole) {
    if (whole.kind !== 'boolean' || !whole.value) reader.refuse(whole, '"whole" is true, or it is left out');
    if (fields.size > 3) reader.refuse(value, 'whole numbers have neither "scale" nor "digits"');
    const [least, most] = ends;
    if (!Number.isSafeInteger(least) || !Number.isSafeInteger(most) || most - least >= 2 ** 32)
      reader.refuse(value, `both ends of ${what} are whole numbers, less than 2^32 apart`);
    return (seed, index) => values.number(String(random(seed, index).whole(least, most)));
  }
  const scale = fields.get('scale');
  const scaleName = scale ? reader.text(scale, `the scale of ${name}`) : 'linear';
  if (scaleName !== 'log' && scaleName !== 'linear')
    reader.refuse(scale!, `a scale is "linear" or "log", not "${scaleName}"`);
  const digits = fields.get('digits');
  const count = digits ? reader.whole(digits, `"digits" in ${what}`, 1, 17) : defaultDigits;
  if (scaleName === 'linear')
    return (seed, index) => values.number(between(ends, fraction(random(seed, index)), count));
  if (ends[0] <= 0)
    reader.refuse(from, `on a logarithmic scale ${name} is positive, and it begins at ${reader.typed(from)}`);
  const logarithms = [Math.log(ends[0]), Math.log(ends[1])] as const;
  return (seed, index) => {
    const x = fraction(random(seed, index));
    const exact = Math.exp(logarithms[0] + (logarithms[1] - logarithms[0]) * x);
    return values.number(rounded(Math.min(ends[1], Math.max(ends[0], exact)), count));
  };
}

function endsOf(reader: ManifestReader, name: string, place: Json, from: Json, to: Json): readonly [number, number] {
  const ends = [
    reader.number(from, `an end of the range of ${name}`),
    reader.number(to, `an end of the range of ${name}`),
  ] as const;
  if (ends[0] < ends[1]) return ends;
  return reader.refuse(
    place,
    `the range of ${name} begins at ${reader.typed(from)}, and ends before, at ${reader.typed(to)}`,
    'put the smaller end first',
  );
}

/** A number from 0 to 1, with 53 random bits. */
function fraction(random: Random): number {
  const [high, low] = [random.next() >>> 5, random.next() >>> 6];
  return (high * 2 ** 26 + low) / 2 ** 53;
}

function between([from, to]: readonly [number, number], x: number, digits: number): string {
  return rounded(from + (to - from) * x, digits);
}

function rounded(value: number, digits: number): string {
  return canonicalValue(value.toPrecision(digits));
}
