import { type Span, limit, refuse } from '../text/index.js';
import { decimal, optionSpan } from './option-values.js';

/** A parameter and the values that it takes one after another. */
export interface Scan {
  readonly name: string;
  /** the place of the name in the option, for messages */
  readonly span: Span;
  /** the values, as text for `--set` */
  readonly values: readonly string[];
}

/** Largest number of points of a scan. */
const mostPoints = 10_000;

/** How many points a scan may have, and how more are refused. */
interface ScanLimit {
  readonly most: number;
  tooMany(count: number, text: string): never;
}

const refuseMany: ScanLimit['tooMany'] = (count, text) =>
  limit('bad-scan', `a scan has at most ${mostPoints} points, this one has ${count}`, {
    span: optionSpan('--scan', text),
    hint: 'take a larger step',
  });

/**
 * `B=-5:5:0.5` (start, stop, step), `B=-5..5:21` (start, stop, number of points) or `eps_d=0,0.5,1`.
 *
 * @param most     largest number of points
 * @param tooMany  refuses a larger number
 * @diagnostic `bad-scan`
 */
export function scanOf(text: string, { most = mostPoints, tooMany = refuseMany }: Partial<ScanLimit> = {}): Scan {
  const hint =
    'start:stop:step, as in --scan B=-5:5:0.5; start..stop:points, as in --scan B=-5..5:21; or values, as in --scan eps_d=0,0.5,1';
  const bad = (why: string, start = 0, end = text.length): never =>
    refuse('bad-scan', why, { span: optionSpan('--scan', text, start, end), hint });
  const at = text.indexOf('=');
  const name = text.slice(0, at).trim();
  if (at < 0 || name === '' || text.slice(at + 1).trim() === '') return bad(`"${text}" is no scan`);
  const span = optionSpan('--scan', text, text.indexOf(name), text.indexOf(name) + name.length);
  if (text.includes('..')) return { name, span, values: spacedValues(text, at + 1, { most, tooMany }, bad) };
  const pieces = text.slice(at + 1).split(text.includes(':') ? ':' : ',');
  if (pieces.length > most) tooMany(pieces.length, text);
  let start = at + 1;
  const numbers = pieces.map((piece) => {
    const from = start;
    start += piece.length + 1;
    return (
      decimal(piece.trim()) ??
      bad(`"${piece.trim()}" is not a finite number`, Math.min(from, text.length - 1), from + piece.length)
    );
  });
  if (!text.includes(':')) return { name, span, values: numbers.map(String) };
  const [first, last, step] = numbers;
  if (numbers.length !== 3) return bad('a range is start:stop:step', at + 1);
  if (step === 0) return bad('a step of 0 leads nowhere', text.lastIndexOf(':') + 1, text.length);
  if ((last! - first!) / step! < 0)
    return bad(`a step of ${step} does not lead from ${first} to ${last}`, text.lastIndexOf(':') + 1, text.length);
  const count = steps(first!, last!, step!) + 1;
  // A range whose end comes first may have been typed in another order.
  const ends = (from: number, to: number, by: number): boolean => {
    const count = (to - from) / by;
    return count > 0.5 && Math.abs(count - Math.round(count)) <= 1e-9 * Math.max(1, count);
  };
  const swapped = ends(first!, step!, last!);
  if (first !== last && !ends(first!, last!, step!) && (count === 1 || swapped)) {
    refuse(
      'bad-scan',
      `a range is start:stop:step, and from ${first} to ${last} a step of ${step} ${count === 1 ? 'leads to one point only' : 'misses the end'}`,
      {
        span: optionSpan('--scan', text, at + 1),
        hint: swapped
          ? `--scan ${name}=${first}:${step}:${last}`
          : `--scan ${name}=${first}:${last}:${Number(((last! - first!) / 10).toPrecision(12))}`,
      },
    );
  }
  if (count > most) tooMany(count, text);
  return {
    name,
    span,
    values: Array.from({ length: count }, (_, i) => String(Number((first! + i * step!).toPrecision(12)))),
  };
}

/** The evenly spaced values of `from..to:points`. */
function spacedValues(
  text: string,
  start: number,
  { most, tooMany }: ScanLimit,
  bad: (why: string, start?: number) => never,
): string[] {
  const found = /^(?<from>[^:]*?)\.\.(?<to>[^:]*):(?<count>[^:]*)$/u.exec(text.slice(start).trim())?.groups;
  if (!found) return bad('evenly spaced values are start..stop:points', start);
  const [first, last] = [decimal(found.from!.trim()), decimal(found.to!.trim())];
  const count = /^\s*\d+\s*$/u.test(found.count!) ? Number(found.count) : 0;
  if (first === undefined || last === undefined) return bad('start and stop are numbers', start);
  if (count < 2) return bad(`from ${first} to ${last} there are at least 2 points`, text.lastIndexOf(':') + 1);
  if (first === last) return bad(`from ${first} to ${last} there is one value only`, start);
  if (count > most) tooMany(count, text);
  return Array.from({ length: count }, (_, k) =>
    String(Number((first + ((last - first) * k) / (count - 1)).toPrecision(12))),
  );
}

/** The number of whole steps that fit between two numbers. */
function steps(first: number, last: number, step: number): number {
  return Math.floor((last - first) / step + 1e-9);
}
