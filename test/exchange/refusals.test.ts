import { describe, expect, test } from 'vitest';
import { formatOf, formats } from '../../src/exchange/index.js';
import { DiagnosticError } from '../../src/text/index.js';
import { operatorOf } from './operators.js';

interface Case {
  readonly to: string;
  readonly text: string;
  readonly sites?: number;
  readonly open?: boolean;
  readonly code: string;
  readonly says: string;
}

const cases: readonly Case[] = [
  { to: 'qiskit', text: 'sum_j Z_j', code: 'sites-missing', says: '--sites 6' },
  { to: 'mathematica', text: 'sum_j Z_j', code: 'sites-missing', says: '--open' },
  { to: 'qiskit', text: 'sum_j Z_j', sites: 0, code: 'bad-sites', says: '0 is not' },
  { to: 'qiskit', text: 'sum_j Z_j', sites: 1.5, code: 'bad-sites', says: '1.5 is not' },
  { to: 'qiskit', text: 'sum_j Z_j', sites: 20_000, code: 'too-many-sites', says: '10000' },
  { to: 'qiskit', text: 'Z_20000', code: 'too-many-sites', says: 'site 20000' },
  { to: 'qiskit', text: 'sum_j X_j Y_<j+2>', sites: 2, code: 'range-exceeds-chain', says: '--sites 3' },
  {
    to: 'qiskit',
    text: 'sum_j X_j Y_<j+2>',
    sites: 2,
    open: true,
    code: 'range-exceeds-chain',
    says: '3 sites does not fit on 2',
  },
  { to: 'qiskit', text: 'sum_j (-1)^j Z_j', sites: 5, code: 'odd-ring', says: '--sites 6' },
  { to: 'json', text: 'sum_j j Z_j', sites: 4, code: 'position-weight', says: '--open' },
  { to: 'qiskit', text: 'Z_3', sites: 3, code: 'site-outside', says: '--sites 4' },
  { to: 'qiskit', text: 'Z_<-1>', code: 'site-outside', says: 'site -1' },
  { to: 'qiskit', text: 'sum_j Δ Z_j', sites: 3, code: 'parameters-left', says: '--set Delta=1/2' },
  {
    to: 'npy',
    text: 'Δ Z_0 + J X_0 + J Y_0',
    code: 'parameters-left',
    says: 'the parameters Delta and J have no value, and NumPy takes numbers',
  },
  { to: 'quspin', text: 'cos(ω t) Z_0', code: 'parameters-left', says: 'omega' },
  { to: 'qiskit', text: 'cos(3 t) Z_0', code: 'time-dependent', says: 'quspin' },
  { to: 'mtx', text: 'cos(ω t) Z_0', code: 'time-dependent', says: 'Matrix Market holds none' },
  { to: 'npy', text: 'Z_12', code: 'matrix-too-large', says: 'npz are sparse' },
  { to: 'npz', text: 'Z_20', code: 'matrix-too-large', says: '20 sites' },
  { to: 'mtx', text: 'Z_20', code: 'matrix-too-large', says: '20 sites' },
  { to: 'qiskit', text: '10^400 Z_0', code: 'number-out-of-range', says: 'json and mathematica' },
  { to: 'qiskit', text: '10^(-400) Z_0', code: 'number-out-of-range', says: 'too large or too small' },
  ...formats.map(({ id }) => ({
    to: id,
    text: 'sum_j (a_j + a†_j) Z_j',
    sites: 4,
    code: 'displacement',
    says: 'bath displacement',
  })),
];

test.each(cases)('$to refuses $text: $code', ({ to, text, sites, open, code, says }) => {
  let caught: unknown;
  try {
    formatOf(to).write(operatorOf(text), { sites, open });
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(DiagnosticError);
  const { diagnostic } = caught as DiagnosticError;
  expect(diagnostic.code).toBe(code);
  expect(`${diagnostic.message}; ${diagnostic.hint}`).toContain(says);
  expect(diagnostic.kind).toBe(/^(?:too-many|matrix|number-out)/u.test(code) ? 'limit' : 'input');
});

describe('what is not refused', () => {
  test('a staggered sum on an even ring, weights on an open chain, a local operator without a number of sites', () => {
    for (const [text, sites, open] of [
      ['sum_j (-1)^j Z_j', 4, false],
      ['sum_j j (-1)^j Z_j', 5, true],
      ['X_0 Y_3', undefined, false],
    ] as const) {
      expect(() => formatOf('qiskit').write(operatorOf(text), { sites, open })).not.toThrow();
    }
  });

  test('the staggered identity vanishes on a ring', () => {
    expect(formatOf('openfermion').write(operatorOf('sum_j (-1)^j'), { sites: 4 })).toBe('0.0 []\n');
  });

  test('a ratio of huge integers', () => {
    expect(formatOf('openfermion').write(operatorOf('(10^400/(3*10^400)) Z_0'), {})).toBe(
      '(0.3333333333333333+0.0j) [Z0]\n',
    );
  });
});

test('an unknown format is refused with the list of formats', () => {
  expect(() => formatOf('qasm')).toThrow(
    expect.objectContaining({
      diagnostic: expect.objectContaining({ code: 'unknown-format', expected: formats.map((f) => f.id) }),
    }),
  );
});
