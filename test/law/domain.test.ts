import { describe, expect, test } from 'vitest';
import { Random, caseSpace, choices, fixed, once, reals, wholes, writePoint } from '../../src/law/index.js';
import { DiagnosticError } from '../../src/text/index.js';

const drawn = <V>(domain: { sample(random: Random): V }, n = 400): V[] => Array.from({ length: n }, (_, k) => domain.sample(new Random(3, k)));

describe('whole numbers', () => {
  const domain = wholes({ from: -2, to: 5 });
  test('their ends are the corners, all between are drawn, and nothing else', () => {
    expect(domain.corners).toEqual([-2, 5]);
    expect([...new Set(drawn(domain))].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2, 3, 4, 5]);
  });
  test('smaller ones are simpler, the smallest first; none is simpler than it', () => {
    expect([...domain.simpler(-2)]).toEqual([]);
    expect([...domain.simpler(-1)]).toEqual([-2]);
    expect([...wholes({ from: 0, to: 100 }).simpler(100)]).toEqual([0, 50, 75, 88, 94, 97, 99]);
  });
  test.each(['-2', '5'])('%s is read', (text) => expect(domain.write(domain.read(text))).toBe(text));
  test.each(['-3', '6', '1.0', '1e0', '', ' 1', 'one'])('%j is refused', (text) => expect(() => domain.read(text)).toThrow(DiagnosticError));
});

describe('real numbers', () => {
  const domain = reals({ from: -1.25, to: 2, corners: [0.5, 2] });
  test('have two decimals, in their range, of both signs', () => {
    const values = drawn(domain);
    for (const x of values) expect([x >= -1.25 && x <= 2, Number(x.toFixed(2))]).toEqual([true, x]);
    expect(Math.min(...values)).toBeLessThan(-1);
    expect(Math.max(...values)).toBeGreaterThan(1.8);
  });
  test('the usual value is the simplest, then those of fewer decimals', () => {
    expect([...domain.simpler(0.5)]).toEqual([]);
    expect([...domain.simpler(1.37)]).toEqual([0.5, 1, 1.4]);
    // Rounding may not leave the range.
    expect([...domain.simpler(-1.25)]).toEqual([0.5, -1, -1.3].filter((x) => x >= -1.25));
    expect([...domain.simpler(1.4)]).toEqual([0.5, 1]);
  });
  test.each(['-1.25', '2', '0.3', '1e-3', '+1'])('%s is read', (text) => expect(domain.read(text)).toBe(Number(text)));
  test.each(['-1.26', '2.01', 'NaN', 'Infinity', '0x1', '', '1/2'])('%j is refused', (text) => expect(() => domain.read(text)).toThrow(DiagnosticError));
});

test('choices: those before are simpler', () => {
  const domain = choices(['a', 'b', 'c']);
  expect([...domain.simpler('c')]).toEqual(['a', 'b']);
  expect([...domain.simpler('a')]).toEqual([]);
  expect(new Set(drawn(domain))).toEqual(new Set(['a', 'b', 'c']));
  expect(() => domain.read('d')).toThrow('none of a, b, c');
});

test('a fixed value is all there is', () => {
  const domain = fixed(wholes({ from: 0, to: 9 }), 4);
  expect([domain.corners, new Set(drawn(domain, 20)), [...domain.simpler(4)]]).toEqual([[4], new Set([4]), []]);
});

test('what is made once is made when it is asked for', () => {
  let made = 0;
  const value = once(() => ++made);
  expect(made).toBe(0);
  expect([value(), value(), made]).toEqual([1, 1, 1]);
});

test('a point is written by its domains', () => {
  const space = caseSpace({ parameters: { n: wholes({ from: 0, to: 9 }), x: reals({ from: 0, to: 1, corners: [0.5] }) }, wanted: 1, build: (point) => point });
  expect(writePoint(space, { n: 3, x: 0.25 })).toEqual({ n: '3', x: '0.25' });
});
