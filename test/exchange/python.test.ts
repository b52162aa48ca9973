import { describe, expect, test } from 'vitest';
import { formatOf } from '../../src/exchange/index.js';
import type { Library } from '../../src/exchange/python/library.js';
import { Machine } from '../../src/exchange/python/machine.js';
import { Parser } from '../../src/exchange/python/parser.js';
import { Tokens } from '../../src/exchange/python/tokens.js';
import { equalOperators } from '../../src/spin/index.js';
import { operatorOf, parseCoefficient } from './operators.js';

const source = (text: string) => ({ name: 'operator.py', text });
const read = (format: string, text: string) => formatOf(format).read!(source(text), parseCoefficient);

function tokensOf(text: string): string[] {
  const tokens = new Tokens(source(text));
  const found: string[] = [];
  for (;;) {
    const { kind, text: value } = tokens.next();
    if (kind === 'end') return found;
    found.push(kind === 'newline' ? '⏎' : `${kind} ${value}`);
  }
}

describe('tokens of Python', () => {
  test.each([
    ['a = -1.5e-3j # b', ['name a', 'operator =', 'operator -', 'number 1.5e-3j']],
    ['\uFEFFα_1\r\nb\rc\n\n  # d\n', ['name α_1', '⏎', 'name b', '⏎', 'name c', '⏎']],
    ['[1,\n # two\n 2]; x', ['operator [', 'number 1', 'operator ,', 'number 2', 'operator ]', 'operator ;', 'name x']],
    ['a \\\n  + b', ['name a', 'operator +', 'name b']],
    [
      '"a\'" \'b"\' """c"\n""" r"\\d" "\\n\\\\"',
      ["string a'", 'string b"', 'string c"\n', 'string \\d', 'string \n\\'],
    ],
    ['a**2 **= b@c', ['name a', 'operator **', 'number 2', 'operator **=', 'name b', 'operator @', 'name c']],
    ['"# no comment" # "no string"', ['string # no comment']],
    ['1_0.5 .5 5. 0 00', ['number 10.5', 'number .5', 'number 5.', 'number 0', 'number 00']],
  ])('%j', (text, tokens) => {
    expect(tokensOf(text)).toEqual(tokens);
  });

  test.each(['"a\nb"', "'a", '"""a"', '1a', '1__0', '0x1F', '010', '$', 'b"a"', 'f"a"', '"\\x41"', '?', '"a\\'])(
    '%j is refused',
    (text) => {
      expect(() => tokensOf(text)).toThrow(
        expect.objectContaining({ diagnostic: expect.objectContaining({ kind: 'input' }) }),
      );
    },
  );
});

/** A library of numbers alone. */
const bare: Library = {
  title: 'none',
  root: 'none',
  names: new Map(),
  refused: new Map(),
  instead: '',
  product: '*',
  addsNumbers: false,
  changesInPlace: false,
  wanted: 'number',
  call: () => undefined,
  isOperator: () => true,
  typeOf: () => '',
};

/** Tokens read and nodes evaluated for a text. */
function work(text: string): { tokens: number; steps: number } {
  const machine = new Machine(source(text), bare);
  machine.run();
  return { tokens: machine.tokens.count, steps: machine.steps };
}

const rows = (count: number, line: (k: number) => string, between = '\n'): string =>
  Array.from({ length: count }, (_, k) => line(k % 5000)).join(between);

describe('numbers', () => {
  const coefficientOf = (text: string) => read('openfermion', `QubitOperator('X0', ${text})`);

  test('a whole number has all its digits, however many; a decimal is a double', () => {
    const long = `1${'0'.repeat(400)}1`;
    expect(equalOperators(coefficientOf(`${long} - ${long.slice(0, -1)}0`), operatorOf('X_0'))).toBe(true);
    expect(equalOperators(coefficientOf('0.5e-3'), operatorOf('1/2000 X_0'))).toBe(true);
    expect(equalOperators(coefficientOf('1 + 0.0e-400'), operatorOf('X_0'))).toBe(true);
  });

  test.each(['1e309', '1e400', '-2.5e999j', `0.${'0'.repeat(400)}1`, '1e-400', '2e-324', `${'9'.repeat(400)}.0`])(
    '%s is no number of Python',
    (text) => {
      expect(() => coefficientOf(text)).toThrow(
        expect.objectContaining({ diagnostic: expect.objectContaining({ code: 'beyond-doubles' }) }),
      );
    },
  );
});

describe('signs', () => {
  test.each(['+', '-', '++', '+-', '-+', '--', '-+-', '+--', '-+-+-', ' - + ', '+ +-'])('%j', (signs) => {
    const sign = signs.split('-').length % 2 === 1 ? '' : '-';
    const wanted = operatorOf(`${sign}3 X_0 + 2 Z_1`);
    for (const text of [
      `QubitOperator('X0', ${signs}3) + QubitOperator('Z1', 2)`,
      `a = 3\nb = ${signs}a\nQubitOperator('X0', b) + QubitOperator('Z1', 2)`,
      `QubitOperator('X0', 0${signs.startsWith(' ') ? '' : ' +'}${signs}3) + QubitOperator('Z1', 2)`,
      // A power binds more strongly than a sign before it, and less than one behind it.
      `QubitOperator('X0', ${signs}3**1) + QubitOperator('Z1', 2**+1)`,
    ])
      expect(equalOperators(read('openfermion', text), wanted), text).toBe(true);
  });

  test('a sign before a power is a sign of the power, and an operator may have one', () => {
    expect(equalOperators(read('openfermion', "QubitOperator('X0', -2**2)"), operatorOf('-4 X_0'))).toBe(true);
    expect(equalOperators(read('openfermion', "QubitOperator('X0', 2**-2)"), operatorOf('1/4 X_0'))).toBe(true);
    expect(
      equalOperators(read('openfermion', "-QubitOperator('X0', 2) - -QubitOperator('Z0')"), operatorOf('-2 X_0 + Z_0')),
    ).toBe(true);
  });
});

describe('the work is in proportion to the text', () => {
  const shapes: readonly (readonly [string, (n: number) => string])[] = [
    ['a long sum', (n) => `x = ${rows(n, String, ' + ')}`],
    ['a long list', (n) => `x = [${rows(n, (k) => `[${k}, 0.5]`, ', ')}]`],
    ['many lines', (n) => `${rows(n, (k) => `x = ${k}.5`)}\nx`],
    ['many comments', (n) => `${rows(n, (k) => `# [X${k}] (" '`)}\nx = 1`],
    ['signs', (n) => `x = ${'-'.repeat(n)}1`],
    ['a tuple', (n) => `x = ${'1, '.repeat(n)}`],
  ];

  test.each(shapes)('%s: twice the text, twice the tokens and steps', (_, text) => {
    const [once, twice] = [work(text(2000)), work(text(4000))];
    expect(twice.tokens).toBeLessThanOrEqual(2 * once.tokens);
    expect(twice.steps).toBeLessThanOrEqual(2 * once.steps);
    expect(once.tokens).toBeLessThanOrEqual(text(2000).length + 1);
  });

  const megabytes: readonly (readonly [string, string, string])[] = [
    ['openfermion', 'printed terms', rows(25_000, (k) => `(0.5+0.25j) [X${k} Y${k + 3} Z${k + 5}]`, ' +\n')],
    [
      'openfermion',
      'term after term',
      `H = QubitOperator()\n${rows(25_000, (k) => `H += QubitOperator('X${k} Y${k + 1}', 0.5)`)}`,
    ],
    ['quspin', 'couplings', `static = [["xy", [${rows(45_000, (k) => `[0.5, ${k}, ${k + 1}]`, ',\n')}]]]`],
    [
      'qiskit',
      'labels',
      `SparsePauliOp.from_list([${rows(25_000, (k) => `("${'I'.repeat(k % 20)}XY${'I'.repeat(20 - (k % 20))}", 0.5)`, ',\n')}])`,
    ],
    [
      'qiskit',
      'a sum of operators',
      rows(50_000, (k) => (k % 2 ? 'SparsePauliOp("XY")' : 'SparsePauliOp("ZI")'), ' + '),
    ],
  ];

  // A reader that is quadratic takes minutes, and the test its time.
  test.each(megabytes)('%s: a megabyte of %s', (format, _, text) => {
    expect(text.length).toBeGreaterThan(800_000);
    expect(read(format, text).terms.length).toBeGreaterThan(1);
  });

  test.each([
    ['openfermion', '1 '.repeat(300_000)],
    ['openfermion', '['.repeat(300_000)],
    ['openfermion', `1 [X0] ${'+ '.repeat(300_000)}`],
    ['quspin', '['.repeat(300_000)],
    ['qiskit', '('.repeat(300_000)],
    ['qiskit', '{1:'.repeat(300_000)],
    ['qiskit', '2**'.repeat(300_000)],
    ['qiskit', `a${'.b'.repeat(300_000)}`],
    ['qiskit', `"${'a'.repeat(5_000_000)}`],
    ['qiskit', `${' '.repeat(5_000_000)}?`],
    ['qiskit', `${'# x'.repeat(5_000_000)}\n?`],
    ['openfermion', '1'.repeat(20_000_000)],
    ['qiskit', `${'1_'.repeat(10_000_000)}1`],
    ['qiskit', 'a'.repeat(20_000_000)],
  ])('%s: what has no end is refused', (format, text) => {
    expect(() => read(format, text)).toThrow(
      expect.objectContaining({
        diagnostic: expect.objectContaining({
          code: expect.stringMatching(/^(?:unexpected-text|nesting-too-deep|number-too-long|unknown-name)$/u),
        }),
      }),
    );
  });

  test('sums that share their parts: 2^1000 X', () => {
    const operator = read('qiskit', `H = SparsePauliOp("X")\n${'H = H + H\n'.repeat(1000)}`);
    expect(equalOperators(operator, operatorOf('2^1000 X_0'))).toBe(true);
  });

  test.each([
    ['qiskit', `c = 3\n${'c = c * c\n'.repeat(100)}`, 'number-too-long'],
    ['qiskit', `H = SparsePauliOp("X")\n${'H = H + H\n'.repeat(20_000)}`, 'number-too-long'],
    ['qiskit', `L = ["X"]*1000000\n${'L = L + L\n'.repeat(100)}`, 'too-many-words'],
    ['qiskit', 'H = SparsePauliOp(["X"]*1000000)', 'too-much-work'],
    [
      'quspin',
      `static = [["x", [[1, 0]]]]\n${'static = static + [["x", [[1, 0]]]]\n'.repeat(20_000)}`,
      'too-much-work',
    ],
    ['openfermion', `H = ${rows(2000, (k) => `QubitOperator('X${k}')`, ' + ')}\nG = H * H`, 'too-many-products'],
    ['openfermion', "H = QubitOperator('X0')**65", 'exponent-too-large'],
    ['qiskit', 'SparsePauliOp("X", 2**99999)', 'number-too-long'],
  ])('%s: growth beyond the text has a limit', (format, text, code) => {
    expect(() => read(format, text)).toThrow(
      expect.objectContaining({ diagnostic: expect.objectContaining({ kind: 'limit', code }) }),
    );
  });
});

test('a statement ends where the line does', () => {
  const statements = [
    ...new Parser(
      new Tokens(source('a = 1; b = (2\n+ 3)\nimport x.y as z, w\nfrom p.q import (r as s, t,)\na += b\n')),
      '',
    ).statements(),
  ];
  expect(statements.map(({ kind }) => kind)).toEqual(['assign', 'assign', 'import', 'import', 'augment']);
  expect(statements[2]).toMatchObject({
    names: [
      { name: 'z', path: 'x.y' },
      { name: 'w', path: 'w' },
    ],
  });
  expect(statements[3]).toMatchObject({
    names: [
      { name: 's', path: 'p.q.r' },
      { name: 't', path: 'p.q.t' },
    ],
  });
});
