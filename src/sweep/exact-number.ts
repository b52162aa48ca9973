import { gcd, integer } from '../exact/index.js';

/** Longest run of digits that is written without an exponent. */
const mostDigits = 24;

/**
 * The canonical text of a decimal number or a fraction of whole numbers, by its exact value: `0.1`, `1e-1`, `.10` and
 * `1/10` are all `0.1`, and `2/6` is `1/3`. Undefined for any other text.
 */
export function exactNumber(text: string): string | undefined {
  const found =
    /^(?<sign>[+-]?)(?:(?<whole>\d+)\/(?<below>\d+)|(?=\.?\d)(?<before>\d*)\.?(?<after>\d*)(?:e(?<power>[+-]?\d{1,5}))?)$/iu.exec(
      text.trim(),
    )?.groups;
  if (!found) return undefined;
  const sign = found['sign'] === '-' ? '-' : '';
  if (found['whole'] === undefined) {
    const { before = '', after = '', power = '0' } = found;
    return decimalText(sign, BigInt(`${before}${after}` || '0'), Number(power) - after.length);
  }
  const [above, below] = [BigInt(found['whole']), BigInt(found['below']!)];
  if (below === 0n) return undefined;
  if (above === 0n) return '0';
  const common = BigInt(gcd(integer(above), integer(below)));
  const [p, q] = [above / common, below / common];
  const [twos, rest] = powerIn(q, 2n);
  const [fives, other] = powerIn(rest, 5n);
  if (other !== 1n) return `${sign}${p}/${q}`;
  // p/(2^a 5^b) = p 2^(n−a) 5^(n−b) / 10^n for n the larger of the two.
  const n = Math.max(twos, fives);
  return decimalText(sign, p * 2n ** BigInt(n - twos) * 5n ** BigInt(n - fives), -n);
}

/** The canonical text of the value of a parameter or an option: a number by its value, anything else as it is typed. */
export function canonicalValue(text: string): string {
  return exactNumber(text) ?? text.trim().replaceAll(/\s+/gu, ' ');
}

/** digits × 10^power without needless zeros. */
function decimalText(sign: string, digits: bigint, power: number): string {
  if (digits === 0n) return '0';
  let [text, exponent] = [String(digits), power];
  const zeros = /0*$/u.exec(text)![0].length;
  text = text.slice(0, text.length - zeros);
  exponent += zeros;
  if (exponent >= 0)
    return text.length + exponent <= mostDigits
      ? `${sign}${text}${'0'.repeat(exponent)}`
      : `${sign}${text}e${exponent}`;
  const before = text.length + exponent;
  if (before > 0) return `${sign}${text.slice(0, before)}.${text.slice(before)}`;
  return text.length - before <= mostDigits ? `${sign}0.${'0'.repeat(-before)}${text}` : `${sign}${text}e${exponent}`;
}

/** How often a prime divides a number, and what is left of it. */
function powerIn(number: bigint, prime: bigint): [times: number, rest: bigint] {
  let [times, rest] = [0, number];
  for (; rest % prime === 0n; times++) rest /= prime;
  return [times, rest];
}
