import { fc, test as check } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { formatOf, formats, realise } from '../../src/exchange/index.js';
import { localOperator } from '../../src/exchange/finite.js';
import { type Operator, equalOperators, onRing } from '../../src/spin/index.js';
import type { DiagnosticError } from '../../src/text/index.js';
import { distance } from './dense.js';
import { directMatrix } from './direct.js';
import { asymmetric, decimals, operatorOf, parseCoefficient, settings, symbolic } from './operators.js';

function readBack(id: string, text: string): Operator {
  return formatOf(id).read!({ name: `operator.${formatOf(id).extension}`, text }, parseCoefficient);
}

const numeric = ['quspin', 'qiskit', 'openfermion'];

test('these formats are read back', () => {
  expect(formats.filter((f) => f.read).map((f) => f.id)).toEqual(['json', ...numeric]);
});

describe.each(numeric)('%s', (id) => {
  check.prop([settings(decimals)], { numRuns: 150 })(
    'what is written is read back word by word',
    ({ operator, sites, open }) => {
      const back = readBack(id, String(formatOf(id).write(operator, { sites, open })));
      expect(equalOperators(back, localOperator(realise(operator, { sites, open }).words))).toBe(true);
    },
  );

  test.each(asymmetric)('$text, within float64', ({ text, sites = 4, open = false }) => {
    const operator = operatorOf(text);
    const back = readBack(id, String(formatOf(id).write(operator, { sites, open })));
    expect(distance(directMatrix(back, sites, open), directMatrix(operator, sites, open))).toBeLessThan(1e-12);
  });
});

describe('json', () => {
  check.prop([settings(symbolic)], { numRuns: 150 })('sums over the chain come back exactly', ({ operator }) => {
    expect(equalOperators(readBack('json', String(formatOf('json').write(operator, {}))), operator)).toBe(true);
  });

  check.prop([settings(symbolic)], { numRuns: 60 })(
    'so do operators on a ring or an open chain',
    ({ operator, sites, open }) => {
      const back = readBack('json', String(formatOf('json').write(operator, { sites, open })));
      expect(equalOperators(back, localOperator(realise(operator, { sites, open }).words))).toBe(true);
    },
  );

  test('names that are one letter apart, one of them complex', () => {
    const operator = operatorOf('param gxa complex; param gxb real; gxa X_0 + gxb Y_0 + conj(gxa) gxb Z_0');
    expect(equalOperators(readBack('json', String(formatOf('json').write(operator, {}))), operator)).toBe(true);
  });

  test('a bare list of terms, words that begin with I, and terms of the same word', () => {
    const text = JSON.stringify([
      { string: 'IXY', site: 3, weight: 'local', coefficient: '1/2*J' },
      { string: 'XY', site: 4, weight: 'local', coefficient: '1/2*J' },
      { string: 'IZ', site: 0, weight: 'j*(-1)^j', coefficient: '2' },
      { string: '', site: 0, weight: '(-1)^j', coefficient: 'i' },
    ]);
    // A word at j + 1 with the weight w(j) is a word at j with the weight w(j − 1).
    expect(equalOperators(readBack('json', text), operatorOf('J X_4 Y_5 + sum_j (-1)^j (2 j Z_<j+1> + i)'))).toBe(true);
  });
});

check.prop([settings(symbolic)], { numRuns: 100 })(
  'a ring here is `on ring(N):` of the language',
  ({ operator, sites, open }) => {
    if (open) return;
    expect(equalOperators(localOperator(realise(operator, { sites }).words), onRing(operator, sites))).toBe(true);
  },
);

describe('what other programs print', () => {
  const same = (id: string, text: string, expected: string): void => {
    expect(equalOperators(readBack(id, text), operatorOf(expected))).toBe(true);
  };

  test('a SparsePauliOp as Qiskit shows it', () => {
    const text = "SparsePauliOp(['IXY', 'ZII'],\n              coeffs=[0.25+0.e+00j, 0.3 -1.e-07j])\n";
    same('qiskit', text, '1/4 Y_0 X_1 + (3/10 - i/10000000) Z_2');
    same('qiskit', "SparsePauliOp(['XY'], coeffs=np.array([-.5j]))", '-i/2 Y_0 X_1');
    same('qiskit', '[("XI", 2), (\'IZ\', (0.5+1j)),]', '2 X_1 + (1/2 + i) Z_0');
  });

  test('a QubitOperator as OpenFermion shows it', () => {
    same('openfermion', '0.5 [] +\n(0.3-0.1j) [X0 Y2] +\n-1j [Z1]', '1/2 + (0.3 - 0.1 i) X_0 Y_2 - i Z_1');
    same('openfermion', '[X0] - 2 [Y0] + 1e-3 [Z0]', 'X_0 - 2 Y_0 + Z_0/1000');
    same('openfermion', '0', '0 X_0');
    // Factors of one site multiply.
    same('openfermion', '1.0 [X0 Y0]', 'i Z_0');
  });

  test('static lists in the three conventions of QuSpin', () => {
    same('quspin', '[["+-", [[1.0, 0, 1]]], ["z", [[2, 3]]]]', '(X_0 + i Y_0) (X_1 - i Y_1) + 2 Z_3');
    same(
      'quspin',
      'static = [["+-", [[1.0, 0, 1]]], ["z", [[2, 3]]]]\nbasis = spin_basis_1d(4, pauli=0)',
      'S+_0 S-_1 + 2 Sz_3',
    );
    same(
      'quspin',
      "static=[['+-',[[1.0,0,1]]],['z',[[2,3]]]]  # two lists\ndynamic=[]\nbasis = spin_basis_1d(4, pauli=-1)",
      'S+_0 S-_1 + 2 Z_3',
    );
    same('quspin', 'static = [["xIy", [[1j, 4, 0, 2]]]]', 'i X_4 Y_2');
  });
});

describe('Python as Python runs it', () => {
  test.each([
    ['qiskit', 'from numpy import pi as p, sqrt\nH = sqrt(2)*p*SparsePauliOp("X")', 'sqrt(2) π X_0'],
    ['qiskit', 'import cmath\nH = cmath.sqrt(-2)*SparsePauliOp("X")', 'i sqrt(2) X_0'],
    ['qiskit', 'L = 2**1\nH = SparsePauliOp("X"*L)', 'X_0 X_1'],
    ['qiskit', 'H = SparsePauliOp("X")\nprint(H*2, H @ H)', 'X_0'],
    ['qiskit', 'SparsePauliOp.from_list([("Y", 2)], dtype=float)', '2 Y_0'],
    ['quspin', 'S = 0.5\nstatic = [["x", [[S, 0]]]]', '1/2 X_0'],
    ['openfermion', '{((0, "X"), (1, "Y")): 0.5, ((1, "Y"),): 2.0}', '1/2 X_0 Y_1 + 2 Y_1'],
  ])('%s: %s', (id, text, meaning) => {
    const source =
      /import/u.test(text) && id === 'qiskit' ? `from qiskit.quantum_info import SparsePauliOp\n${text}` : text;
    expect(equalOperators(readBack(id, source), operatorOf(meaning))).toBe(true);
  });

  test.each([
    ['qiskit', 'x = len("ab")', 'the function len of Python is not read', /print\(operator\)/u],
    [
      'qiskit',
      'H = SparsePauliOp("X")\nE = H.to_matrix()',
      '.to_matrix(…) of a SparsePauliOp',
      /^leave this line out/u,
    ],
    ['qiskit', 'A = SparsePauliOp(["X", "YY"])', '2 letters for 1 qubit', undefined],
    ['qiskit', 'ops = [SparsePauliOp("X")]', 'ops is a list of operators', /operator = sum\(ops\)/u],
    ['quspin', 'static = [["x", [[1, 0.5]]]]', '0.5 is not a site number', /from 0 to/u],
    ['quspin', 'basis = spin_basis_1d(3, S=1)', 'S=1: only spins 1/2', undefined],
    ['json', '[{"string": "X", "weight": "1", "coefficient": "g_x_"}]', '', undefined],
    [
      'json',
      '[{"string": "X", "weight": "1", "coefficient": "hopping"}]',
      '"hopping"',
      /"parameters": \{"hopping": "real"\}/u,
    ],
    ['json', '[{"string": "X", "weight": "1", "coefficient": "j"}]', 'a bare j', /"weight": "j"/u],
    ['json', '[{"string": "X", "weight": "1", "coefficient": "+1"}]', 'before this "+"', /^leave the \+ out$/u],
  ])('%s: %s is explained in its own words', (id, text, says, hint) => {
    let caught: unknown;
    try {
      readBack(id, text);
    } catch (error) {
      caught = error;
    }
    const { diagnostic } = caught as DiagnosticError;
    expect(diagnostic.message).toContain(says);
    if (hint) expect(diagnostic.hint).toMatch(hint);
    expect(diagnostic.span).toBeDefined();
  });

  test('hints that give a line are right when they are followed', () => {
    const ops = 'ops = [SparsePauliOp("X"), SparsePauliOp("Z")]\noperator = sum(ops)';
    expect(equalOperators(readBack('qiskit', ops), operatorOf('X_0 + Z_0'))).toBe(true);
    const named =
      '{"parameters": {"hopping": "real"}, "terms": [{"string": "X", "weight": "1", "coefficient": "hopping"}]}';
    expect(readBack('json', named).terms).toHaveLength(1);
  });

  test('a mark of byte order is no part of a document', () => {
    const text = '\uFEFF[{"string": "X", "site": 0, "weight": "local", "coefficient": "1"}]';
    expect(equalOperators(readBack('json', text), operatorOf('X_0'))).toBe(true);
  });
});

describe('texts that are no such thing', () => {
  test.each([
    ['qiskit', '', 'no-operator'],
    ['qiskit', '[("XQ", 1)]', 'bad-label'],
    ['qiskit', '[("XX", 1', 'unexpected-text'],
    ['qiskit', '[("XX", "1")]', 'bad-coefficient'],
    ['qiskit', '[("XX",)]', 'bad-pair'],
    ['qiskit', "SparsePauliOp(['X', 'Y'], coeffs=[1])", 'bad-length'],
    ['qiskit', '[("X", 1e99999)]', 'number-too-long'],
    ['qiskit', `${'['.repeat(100_000)}`, 'nesting-too-deep'],
    ['qiskit', `[("X", ${'('.repeat(100_000)}`, 'nesting-too-deep'],
    ['quspin', 'static = J', 'unknown-name'],
    ['quspin', 'static = 1', 'no-operator'],
    ['quspin', 'static = [["xx", [[1, 0]]]]', 'bad-coupling'],
    ['quspin', 'static = [["xw", [[1, 0, 1]]]]', 'bad-letters'],
    ['quspin', 'static = [["x", [[1, -1]]]]', 'bad-site'],
    ['quspin', 'static = [["x", [[1, 0.5]]]]', 'bad-site'],
    ['quspin', 'static = [["x"]]', 'bad-entry'],
    ['quspin', 'static = []\ndynamic = [["x", [[1, 0]], f, []]]', 'dynamic-list'],
    ['quspin', 'static = []\nspin_basis_1d(3, pauli=2)', 'bad-convention'],
    ['quspin', 'static = []\ndynamic_list = [["x", [[1, 0]], f, []]]', 'dynamic-list'],
    ['quspin', 'static = [["x", [[1, 0]]]]\nS = "1"', 'bad-convention'],
    ['quspin', 'basis = spin_basis_1d(3, S=1)\nstatic = [["x", [[1, 0]]]]', 'not-spin-half'],
    ['qiskit', 'ops = [SparsePauliOp("X"), SparsePauliOp("Z")]', 'no-operator'],
    ['qiskit', 'SparsePauliOp.from_list([("X", 1j)], dtype=float)', 'bad-coefficient'],
    ['qiskit', 'SparsePauliOp.from_sparse_list([("X", [0], 1j)], 1, dtype=float)', 'bad-coefficient'],
    ['qiskit', 'SparsePauliOp("X"*len("ab"))', 'python-not-read'],
    ['qiskit', 'SparsePauliOp("X")*np.sqrt(-2)', 'bad-coefficient'],
    ['qiskit', 'SparsePauliOp("X")*np.sqrt(2j)', 'python-not-read'],
    ['qiskit', 'SparsePauliOp("X")*np.sqrt(1 + np.sqrt(2))', 'python-not-read'],
    ['qiskit', 'SparsePauliOp("X")/(1 + np.sqrt(2))', 'python-not-read'],
    ['qiskit', 'SparsePauliOp("X")*(1 + np.sqrt(2))**-1', 'python-not-read'],
    ['qiskit', 'SparsePauliOp("X"*2**-1)', 'unexpected-text'],
    ['openfermion', '{((0, "X"),): 0.5, ((0, "X"),): 2.0}', 'term-twice'],
    ['openfermion', 'QubitOperator(((0.5, "X"),))', 'bad-site'],
    ['openfermion', '1.0 [X0] 2.0 [Y0]', 'missing-plus'],
    ['openfermion', '1.0 [W0]', 'bad-factor'],
    ['openfermion', '-0.5+0.5j [X0]', 'ambiguous-coefficient'],
    ['openfermion', '1.0 [X0] + 2.0', 'unexpected-text'],
    ['openfermion', 'J [X0]', 'unexpected-text'],
    ['openfermion', '1.0 [X99999999]', 'bad-site'],
    ['json', '{', 'bad-json'],
    ['json', '{"terms": 3}', 'bad-json'],
    ['json', '{"parameters": {"i": "real"}, "terms": []}', 'bad-json'],
    ['json', '{"parameters": {"Sx_0": "complex"}, "terms": []}', 'bad-json'],
    ['json', '{"parameters": {"2J": "real"}, "terms": []}', 'bad-json'],
    ['json', '[{"string": "X", "weight": "1", "coefficient": "NaN"}]', 'unknown-name'],
    ['json', '[{"string": "A", "weight": "1", "coefficient": "1"}]', 'bad-term'],
    ['json', '[{"string": "X", "weight": "k", "coefficient": "1"}]', 'bad-term'],
    ['json', '[{"string": "X", "weight": "j*", "coefficient": "1"}]', 'bad-term'],
    ['json', '[{"string": "X", "weight": "", "coefficient": "1"}]', 'bad-term'],
    ['json', '[{"string": "X", "weight": "j^33", "coefficient": "1"}]', 'power-too-high'],
    ['json', '[{"string": "X", "weight": "1", "coefficient": 1}]', 'bad-term'],
    ['json', '[{"string": "X", "weight": "1", "coefficient": "1+"}]', 'unexpected-end'],
    ['json', '[{"string": "X", "weight": "1", "coefficient": "1", "displacement": true}]', 'displacement'],
  ])('%s: %s', (id, text, code) => {
    expect(() => readBack(id, text)).toThrow(
      expect.objectContaining({ diagnostic: expect.objectContaining({ code }) }),
    );
  });

  check.prop(
    [
      fc.constantFrom('json', ...numeric),
      fc.string({ unit: fc.constantFrom(...'[]()"\'{}:,.+-=0123xyzXYZIjes \n#', 'static', 'from_list', 'coeffs=') }),
    ],
    { numRuns: 500 },
  )('random text is read or refused, never more', (id, text) => {
    try {
      readBack(id, text);
    } catch (error) {
      expect(error).toHaveProperty('diagnostic.code');
    }
  });
});
