import { describe, expect, test } from 'vitest';
import { type Remark, formatOf } from '../../src/exchange/index.js';
import { equalOperators } from '../../src/spin/index.js';
import { type Diagnostic, DiagnosticError, placeOf } from '../../src/text/index.js';
import { operatorOf, parseCoefficient } from '../exchange/operators.js';

const read = (format: string, text: string) => formatOf(format).read!({ name: 'operator.py', text }, parseCoefficient);

/** The text of a file and what it means in the language. */
type Meaning = readonly [text: string, means: string];

const qiskit: readonly Meaning[] = [
  // Signs and numbers in front and behind.
  ["H = -SparsePauliOp(['XX'], coeffs=[1])", '-X_0 X_1'],
  ['op = 2*SparsePauliOp.from_list([("XX", 1.0)])', '2 X_0 X_1'],
  ['SparsePauliOp("XY") * 2', '2 Y_0 X_1'],
  ['SparsePauliOp("XY") / 2', '1/2 Y_0 X_1'],
  ['--SparsePauliOp("Z")', 'Z_0'],
  ['0.5j * SparsePauliOp("Z") * -3', '-3/2 i Z_0'],
  ['(1/2) * (SparsePauliOp("Z") - SparsePauliOp("X")) / 3', '1/6 Z_0 - 1/6 X_0'],
  // Sums on one line and over several.
  ['H = SparsePauliOp("XX") + SparsePauliOp("ZZ")', 'X_0 X_1 + Z_0 Z_1'],
  [
    'H = (SparsePauliOp("XX")\n     - 2 * SparsePauliOp("ZZ")\n     + SparsePauliOp("YY"))',
    'X_0 X_1 - 2 Z_0 Z_1 + Y_0 Y_1',
  ],
  [
    'H = SparsePauliOp("XX") \\\n  + SparsePauliOp("ZZ") \\\r\n  + SparsePauliOp("YY")\r\n',
    'X_0 X_1 + Z_0 Z_1 + Y_0 Y_1',
  ],
  [
    'H = SparsePauliOp("XX")\nH += SparsePauliOp("ZZ")\nH -= SparsePauliOp("YY")\nH *= 2\nH /= 4',
    '1/2 X_0 X_1 + 1/2 Z_0 Z_1 - 1/2 Y_0 Y_1',
  ],
  ['A = SparsePauliOp("XX"); B = SparsePauliOp("ZI")\nH = A - 3*B', 'X_0 X_1 - 3 Z_1'],
  ['H = sum([SparsePauliOp("XX"), SparsePauliOp("ZI")])', 'X_0 X_1 + Z_1'],
  ['H = SparsePauliOp.sum([SparsePauliOp("XX"), SparsePauliOp("ZI")])', 'X_0 X_1 + Z_1'],
  // Comments and strings hold no operators.
  [
    '# H = SparsePauliOp.from_list([("YY",1)])\nH = SparsePauliOp.from_list([("XX",1)])  # - SparsePauliOp("ZZ")',
    'X_0 X_1',
  ],
  ['"""H = -SparsePauliOp("YY")"""\nH = SparsePauliOp("XX")\n\'# not a comment\'', 'X_0 X_1'],
  // Numbers and names.
  ['J = 0.5\nh = J/3\nH = J*SparsePauliOp("ZZ") + h*SparsePauliOp("IX")', '1/2 Z_0 Z_1 + 1/6 X_0'],
  [
    'import numpy as np\nH = np.sqrt(2) * SparsePauliOp("Z") + np.sqrt(1/2)*SparsePauliOp("X")',
    'sqrt(2) Z_0 + sqrt(1/2) X_0',
  ],
  [
    'import math\nfrom numpy import sqrt as root\nSparsePauliOp(["X", "Z"], [root(8), math.sqrt(0.25)])',
    '2 sqrt(2) X_0 + 1/2 Z_0',
  ],
  ['SparsePauliOp("X", coeffs=[np.pi/4])', 'π/4 X_0'],
  ['SparsePauliOp(["X", "Y", "Z"], coeffs=[1e-3, 2**-3, (1+2j)**2])', '1/1000 X_0 + 1/8 Y_0 + (-3 + 4i) Z_0'],
  ['SparsePauliOp("X", 1_000) + SparsePauliOp("Z", .5) + SparsePauliOp("Y", 2.J)', '1000 X_0 + 1/2 Z_0 + 2 i Y_0'],
  ['J, h = 1, -2\nH = J*SparsePauliOp("I"*2 + "Z") + h*SparsePauliOp("XII")', 'Z_0 - 2 X_2'],
  // Forms of the constructor.
  ['SparsePauliOp(["XX","YY"])', 'X_0 X_1 + Y_0 Y_1'],
  ['SparsePauliOp("XYZ")', 'Z_0 Y_1 X_2'],
  ['SparsePauliOp(["XX","YY"], [1, 2j])', 'X_0 X_1 + 2 i Y_0 Y_1'],
  ['SparsePauliOp(data=("XX","YY"), coeffs=np.array([1, 2], dtype=complex))', 'X_0 X_1 + 2 Y_0 Y_1'],
  ['SparsePauliOp(["XX","YY"], coeffs=0.5*np.array([1, -2]))', '1/2 X_0 X_1 - Y_0 Y_1'],
  ['SparsePauliOp(["XX","YY"], coeffs=[0.25]*2)', '1/4 X_0 X_1 + 1/4 Y_0 Y_1'],
  ['SparsePauliOp(["-XX","iYY"])', '-X_0 X_1 + i Y_0 Y_1'],
  ['SparsePauliOp(Pauli("-iXYZ"), 2)', '-2 i Z_0 Y_1 X_2'],
  ['Pauli("-iXYZ")', '-i Z_0 Y_1 X_2'],
  ['SparsePauliOp(PauliList(["XX","-YY"]), [1, 2])', 'X_0 X_1 - 2 Y_0 Y_1'],
  [
    'SparsePauliOp.from_sparse_list([("XY", [0, 2], 2), ("Z", [1], -1j), ("", [], 3)], num_qubits=3)',
    '2 X_0 Y_2 - i Z_1 + 3',
  ],
  ['from qiskit.quantum_info import SparsePauliOp as P\nH = P.from_list([["XZ", 1]], num_qubits=2)', 'Z_0 X_1'],
  ['import qiskit.quantum_info as qi\nH = qi.SparsePauliOp("XZ")', 'Z_0 X_1'],
  ['SparsePauliOp.from_list([], num_qubits=2)', '0 X_0'],
  // Products.
  ['SparsePauliOp("XY") @ SparsePauliOp("ZZ")', '(Y_0 Z_0) (X_1 Z_1)'],
  ['SparsePauliOp("X") ^ SparsePauliOp("Y") + SparsePauliOp("Z")', 'Y_0 X_1 + Z_0 X_1'],
  ['(SparsePauliOp("X") + SparsePauliOp("Z"))**2', '2'],
  ['H = (SparsePauliOp("X") + SparsePauliOp("X")).simplify()', '2 X_0'],
  // What Qiskit prints.
  [
    "SparsePauliOp(['IXY', 'ZII'],\n              coeffs=[0.25+0.e+00j, 0.3 -1.e-07j])",
    '1/4 Y_0 X_1 + (3/10 - i/10000000) Z_2',
  ],
  ["[('XI', np.complex128(2+0j)), ('IZ', (0.5+1j))]", '2 X_1 + (1/2 + i) Z_0'],
  // Which one is meant.
  ['A = SparsePauliOp("XX")\nB = SparsePauliOp("ZZ")\nA', 'X_0 X_1'],
  ['terms = [("XX", 1)]\nterms.append(("ZZ", 2))\nH = SparsePauliOp.from_list(terms)\nprint(H)', 'X_0 X_1 + 2 Z_0 Z_1'],
];

const basis = 'basis = spin_basis_1d(2, pauli=1)';
const quspin: readonly Meaning[] = [
  ['static = [["zz",[[1,0,1]]]] + [["x",[[1,0]]]]', 'Z_0 Z_1 + X_0'],
  ['static = [["zz",[[1,0,1]]]]\nstatic += [["x",[[1,0]]]]', 'Z_0 Z_1 + X_0'],
  [
    'static = [["zz",[[1,0,1]]]]\nstatic.append(["x",[[1,0]]])\nstatic.extend([["y",[[2,0]]]])',
    'Z_0 Z_1 + X_0 + 2 Y_0',
  ],
  [`# with pauli=0 the letters would be spins\nstatic = [["z",[[1,0]]]]\n${basis}`, 'Z_0'],
  ['static = [["z",[[1,0]]]]\nnote = "pauli=0"\nbasis = spin_basis_1d(2)', 'Z_0'],
  ['static = [["z",[[1,0]]]]\nbasis = spin_basis_1d(2, pauli=0)  # pauli=1', 'Sz_0'],
  ['static = [["+-",[[1,0,1]]]]\nbasis = spin_basis_1d(L=2, pauli=False)', 'S+_0 S-_1'],
  ['static = [["+-",[[1,0,1]]]]\nbasis = spin_basis_1d(L=2, pauli=True, Nup=1)', '4 S+_0 S-_1'],
  ['static = [["+-",[[1,0,1]]], ["z",[[1,0]]]]\nbasis = spin_basis_1d(L=2, pauli=-1, kblock=0)', 'S+_0 S-_1 + Z_0'],
  ['static = [["+-",[[1,0,1]]]]', '4 S+_0 S-_1'],
  ['J = 1/2\nJ_zz = [[J, 0, 1], [-J, 1, 2]]\nstatic = [["zz", J_zz]]', '1/2 Z_0 Z_1 - 1/2 Z_1 Z_2'],
  ['static = [["x", [[np.sqrt(2), 0], [1e-3, 1], [-0.5j, 2]]]]', 'sqrt(2) X_0 + X_1/1000 - i/2 X_2'],
  ['static = [["xy", [[1, 0, 0]]], ["", [[3]]], ["I", [[2, 0]]]]', 'i Z_0 + 5'],
  [`${basis}\nstatic = [["z",[[1,0]]]]\nH = hamiltonian(static, [], basis=basis, dtype=np.complex128)`, 'Z_0'],
  [
    'import numpy as np\nfrom quspin.operators import hamiltonian\nfrom quspin.basis import spin_basis_1d\nb0 = spin_basis_1d(2, pauli=0)\nb1 = spin_basis_1d(2)\nH = -2*hamiltonian([["z",[[1,0]]]], [], basis=b0)',
    '-2 Sz_0',
  ],
  ['H = hamiltonian([["z",[[1,0]]]], [], N=2, pauli=0) + hamiltonian([["x",[[1,1]]]], [], N=2)', 'Sz_0 + X_1'],
  ['H = hamiltonian([["x",[[1,0]]]], [], N=1) * hamiltonian([["z",[[1,0]]]], [], N=1)', '-i Y_0'],
  ['dynamic = []\nstatic = [["z",[[1,0]]]]', 'Z_0'],
  ['static = [["z",[[1,0]]]]\nbasis = spin_basis_1d(2, S="1/2")', 'Z_0'],
];

const openfermion: readonly Meaning[] = [
  ["QubitOperator('X0 Y1', 0.5) + QubitOperator('Z0')", '1/2 X_0 Y_1 + Z_0'],
  ["op = QubitOperator('X0', 0.5)\nop *= 2\nop += QubitOperator('Z1') - 3", 'X_0 + Z_1 - 3'],
  ["H = -2*QubitOperator('X0')*QubitOperator('Y0')/4", '-i/2 Z_0'],
  ["op = QubitOperator('X0', 1j) # + QubitOperator('Y0')", 'i X_0'],
  ["QubitOperator(((0, 'X'), (1, 'Y')), coefficient=2j)", '2 i X_0 Y_1'],
  ["QubitOperator((3, 'Z')) + QubitOperator('') + QubitOperator.identity() + QubitOperator()", 'Z_3 + 2'],
  ["QubitOperator('0.5 [X0 Y1] +\\\n 2 [Z0]', 3)".replace('\\\n', ''), '3/2 X_0 Y_1 + 6 Z_0'],
  ["(QubitOperator('X0') + 1)**2", '2 + 2 X_0'],
  [
    "from openfermion import QubitOperator as Q\nimport openfermion as of\nH = (Q('X0')\n  - of.QubitOperator('Z1'))",
    'X_0 - Z_1',
  ],
  ["{((0, 'X'), (1, 'Y')): 0.5, (): 2.0}", '1/2 X_0 Y_1 + 2'],
  ['0.5 [X0 Y1] +\n-1j [Z1] - 2 []', '1/2 X_0 Y_1 - i Z_1 - 2'],
  ['-(1+2j) [X0]', '-(1 + 2i) X_0'],
  ['QubitOperator:\n0.5 [X0 Y1]', '1/2 X_0 Y_1'],
  ['# 2 [Z0] +\n0.5 [X0] # + 3 [Y0]', '1/2 X_0'],
];

describe.each([
  ['qiskit', qiskit],
  ['quspin', quspin],
  ['openfermion', openfermion],
] as const)('%s: what a file means', (format, rows) => {
  test.each(rows)('%s', (text, means) => {
    expect(equalOperators(read(format, text), operatorOf(means))).toBe(true);
  });
});

function refusal(format: string, text: string): Diagnostic {
  try {
    read(format, text);
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostic;
    throw error;
  }
  throw new Error(`read: ${text}`);
}

/** The text of a file, the code of the refusal, its place as line:column, and words of its message or hint. */
type Refusal = readonly [text: string, code: string, place: string, says: string];

const refused: Readonly<Record<string, readonly Refusal[]>> = {
  qiskit: [
    ['op = SparsePauliOp("XX")\nop2 = SparsePauliOp("YY")', 'several-operators', '2:1', 'op and op2'],
    ['op = SparsePauliOp("XX")\nop = SparsePauliOp("YY")', 'operator-overwritten', '2:1', 'op'],
    ['SparsePauliOp("XX")\n+ SparsePauliOp("YY")', 'unexpected-text', '2:1', 'into ( )'],
    ['H = SparsePauliOp("XX")\n+ SparsePauliOp("YY")', 'unexpected-text', '2:1', 'into ( )'],
    ['H = SparsePauliOp("XX")\n- SparsePauliOp("YY")', 'several-operators', '2:1', 'into ( )'],
    [
      'from qiskit.quantum_info import Pauli\nH = SparsePauliOp("XX")',
      'unknown-name',
      '2:5',
      'from qiskit.quantum_info import SparsePauliOp',
    ],
    ['import numpy as npy\nH = np.sqrt(2)*SparsePauliOp("XX")', 'unknown-name', '2:5', 'np'],
    ['H = SparsePauliOp("XX")\nH * 2', 'several-operators', '2:1', 'operator = H * 2'],
    ['SparsePauliOp("XX")\nSparsePauliOp("YY")', 'several-operators', '2:1', 'operator = SparsePauliOp("YY")'],
    ['H = SparsePauliOp("XX")\n   + SparsePauliOp("YY")', 'python-not-read', '2:4', 'indented'],
    ['H = J * SparsePauliOp("XX")', 'unknown-name', '1:5', 'J has no value'],
    ['H = SparsePauliOp(["XX", "Y"])', 'bad-length', '1:26', '1 letter for 2 qubits'],
    ['H = SparsePauliOp(["XX" "YY"])', 'unexpected-text', '1:25', 'a comma'],
    ['H = SparsePauliOp(["XX"], [1, 2])', 'bad-length', '1:27', '1 label and 2'],
    ['H = SparsePauliOp("XX") + SparsePauliOp("X")', 'bad-length', '1:25', '2 and on 1'],
    ['H = SparsePauliOp("XX") + 1', 'unexpected-text', '1:25', '+'],
    ['H = SparsePauliOp("XX") * SparsePauliOp("YY")', 'python-not-read', '1:25', '*'],
    ['H = SparsePauliOp("xX")', 'bad-label', '1:19', 'xX'],
    ['H = SparsePauliOp.from_operator(A)', 'unknown-name', '1:33', 'A'],
    ['H = SparsePauliOp.from_operator([[1]])', 'python-not-read', '1:5', 'from_operator'],
    ['H = SparseObservable("XX")', 'python-not-read', '1:5', 'SparseObservable'],
    ['H = SparsePauliOp("XX").tensor(SparsePauliOp("X"))', 'python-not-read', '1:5', '.tensor'],
    ['for k in range(3):\n    H = SparsePauliOp("XX")', 'python-not-read', '1:1', 'a loop (for)'],
    ['H = SparsePauliOp(["XX" for k in range(3)])', 'python-not-read', '1:25', 'a comprehension (for)'],
    ['H = SparsePauliOp(f"X{1}")', 'python-not-read', '1:19', 'f-string'],
    ['def f():\n    return 1\nH = SparsePauliOp("XX")', 'python-not-read', '1:1', 'a function (def)'],
    ['if True:\n    H = SparsePauliOp("XX")', 'python-not-read', '1:1', 'a condition (if)'],
    ['H = SparsePauliOp("XX") if J else 2', 'python-not-read', '1:25', 'a condition (if)'],
    ['H = (lambda: 1)()', 'python-not-read', '1:6', 'lambda'],
    ['H = terms[0]', 'python-not-read', '1:10', 'an index'],
    ['H = SparsePauliOp(*args)', 'python-not-read', '1:19', 'unpacked'],
    ['H = 7 // 2 * SparsePauliOp("X")', 'python-not-read', '1:7', '//'],
    ['H: int = 3', 'python-not-read', '1:2', 'annotation'],
    ["SparsePauliOp(['X', 'X'], coeffs=[1.+0.j, ..., 1.+0.j])", 'python-not-read', '1:43', 'left out'],
    ["SparsePauliOp(['X', 'Y'], coeffs=[ 1.+0.j  2.+0.j])", 'unexpected-text', '1:44', '2.'],
    ['SparsePauliOp("X", coeffs=[nan])', 'bad-coefficient', '1:28', 'nan'],
    ['SparsePauliOp("X", coeffs=[float("inf")])', 'bad-coefficient', '1:34', 'a string'],
    ['SparsePauliOp("X", coeffs=[np.cos(1)])', 'python-not-read', '1:28', 'np.cos'.replace('np', 'numpy')],
    ['SparsePauliOp("X", coeffs=[1/0])', 'division-by-zero', '1:29', 'zero'],
    ['SparsePauliOp("X", coeffs=[2**0.5])', 'python-not-read', '1:29', 'np.sqrt(2)'],
    ['SparsePauliOp("X", coefs=[1])', 'bad-argument', '1:20', 'coefs'],
    ['SparsePauliOp("X", ignore_pauli_phase=True)', 'bad-argument', '1:39', 'ignore_pauli_phase'],
    ['SparsePauliOp.from_sparse_list([("XX", [0, 0], 1)], 2)', 'bad-site', '1:44', 'twice'],
    ['SparsePauliOp.from_sparse_list([("XX", [0, 2], 1)], 2)', 'bad-site', '1:44', 'from 0 to 1'],
    ['H = SparsePauliOp(["X"], [1e-9]).simplify()', 'bad-argument', '1:5', 'leave out'],
    ['2X', 'unexpected-text', '1:1', '2X'],
    ['SparsePauliOp("XX)', 'unexpected-text', '1:15', 'no end'],
    ['SparsePauliOp("XX"', 'unexpected-text', '1:19', 'ends early'],
    ['SparsePauliOp("XX"))', 'unexpected-text', '1:20', ')'],
    ['H = SparsePauliOp(“XX”)', 'unexpected-text', '1:19', '“'],
    ['', 'no-operator', '1:1', 'SparsePauliOp'],
  ],
  quspin: [
    ['static = [["z",[[1,0]]]]\nbasis = spinless_fermion_basis_1d(L=3)', 'python-not-read', '2:9', 'only spins 1/2'],
    ['static = [["n",[[1,0]]]]\nbasis = boson_basis_1d(3, sps=2)', 'python-not-read', '2:9', 'boson_basis_1d'],
    [
      'static = [["z|",[[1,0]]]]\nbasis = spinful_fermion_basis_1d(3)',
      'python-not-read',
      '2:9',
      'spinful_fermion_basis_1d',
    ],
    ['static = [["z|z",[[1,0,0]]]]', 'not-spin-half', '1:12', '|'],
    ['static = [["z",[[1,0]]]]\nbasis = spin_basis_1d(3, S="1")', 'not-spin-half', '2:28', 'S="1"'],
    ['static = [["z",[[1,0]]]]\nbasis = spin_basis_1d(3, pauli=2)', 'bad-convention', '2:32', 'pauli=-1'],
    ['static = [["z",[[1,0]]]]\npauli = 0', 'bad-convention', '2:1', 'spin_basis_1d(4, pauli=1)'],
    [
      'static = [["z",[[1,0]]]]\na = spin_basis_1d(3, pauli=0)\nb = spin_basis_1d(3)',
      'bad-convention',
      '1:10',
      'different',
    ],
    ['static = [["z",[[1,3]]]]\nbasis = spin_basis_1d(3)', 'bad-site', '1:20', '3 sites'],
    ['static = [["zz",[[J_zz,0,1]]]]', 'unknown-name', '1:19', 'J_zz'],
    ['J = [[1, i, i+1] for i in range(3)]', 'python-not-read', '1:18', 'a comprehension (for)'],
    ['static = [["z",[[1,0]]]]\nother = [["x",[[1,0]]]]', 'several-operators', '2:1', 'static and other'],
    ['static = []\ndynamic = [["x", [[1, 0]], f, []]]', 'dynamic-list', '2:11', 'dynamic = []'],
    ['H = hamiltonian([["x",[[1,0]]]], [["z", [[1, 0]], 1, []]], N=2)', 'dynamic-list', '1:34', 'dynamic'],
    ['H = hamiltonian([["x",[[1,0]]]], [])', 'bad-argument', '1:5', 'N=4'],
    ['H = hamiltonian([["y",[[1,0]]]], [], N=1, dtype=np.float64)', 'bad-argument', '1:49', 'complex'],
    ['H = hamiltonian([["y",[[1,0]]]], [], N=1, dtype=np.float32)', 'bad-argument', '1:49', 'np.float64'],
    ['H = hamiltonian([["y",[[1,0]]]], [], N=1)\nG = H\nG += H', 'shared-operator', '3:3', 'G = G + …'],
    ['static = [["x", [1, 0]]]', 'unexpected-text', '1:18', 'a number'],
    ['static = [["x", [["1", 0]]]]', 'bad-coefficient', '1:19', 'a string'],
  ],
  openfermion: [
    ["H = FermionOperator('0^ 1')", 'python-not-read', '1:5', 'only operators of qubits'],
    ['H = jordan_wigner(1)', 'python-not-read', '1:5', 'jordan_wigner'],
    ['FermionOperator:\n1.0 [0^ 1]', 'python-not-read', '1:1', 'FermionOperator'],
    ["a = QubitOperator('X0')\nb = QubitOperator('Y0')", 'several-operators', '2:1', 'a and b'],
    ["a = QubitOperator('X0')\nb = a\nb += QubitOperator('Y0')", 'shared-operator', '3:3', 'b = b + …'],
    ["QubitOperator('X0Y1')", 'bad-factor', '1:16', 'X0Y1'],
    ["QubitOperator('X0 y1')", 'bad-factor', '1:19', 'y1'],
    ["QubitOperator('1 [X0] 2 [Y0]')", 'missing-plus', '1:23', '+'],
    ['1.0 [X0] 2.0 [Y0]', 'missing-plus', '1:10', '+'],
    ['1.0 [X0] foo', 'missing-plus', '1:10', '+'],
    ['-0.5+0.5j [X0]', 'ambiguous-coefficient', '1:2', 'write (-0.5+0.5j)'],
    ['2*[X0]', 'unexpected-text', '1:2', '*'],
    ['J [X0]', 'unexpected-text', '1:1', 'J'],
    ['1.0 [X0', 'unexpected-text', '1:5', 'no end'],
    ['1.0 [X0] +', 'unexpected-text', '1:11', 'ends early'],
    ['1.0 [X0 # Y1]', 'bad-factor', '1:9', '#'],
  ],
};

describe.each(Object.entries(refused))('%s: what is refused, and where', (format, rows) => {
  test.each(rows)('%s', (text, code, place, says) => {
    const diagnostic = refusal(format, text);
    const { line, column } = placeOf(diagnostic.span!);
    expect({ code: diagnostic.code, place: `${line}:${column}` }).toEqual({ code, place });
    expect([diagnostic.message, diagnostic.hint, ...(diagnostic.expected ?? [])].join('\n')).toContain(says);
  });
});

describe('hints lead to what is read', () => {
  test('the name of the one that is meant, at the end', () => {
    const text = 'op = SparsePauliOp("XX")\nop2 = SparsePauliOp("YY")';
    const { hint } = refusal('qiskit', text);
    expect(
      equalOperators(
        read('qiskit', `${text}\n${/: (?<name>\w+)$/u.exec(hint!)!.groups!.name!}`),
        operatorOf('Y_0 Y_1'),
      ),
    ).toBe(true);
  });

  test('a name for a value', () => {
    const { hint } = refusal('qiskit', 'H = SparsePauliOp("XX")\nH * 2');
    const named = `H = SparsePauliOp("XX")\n${/: (?<line>.*)$/u.exec(hint!)!.groups!.line!}`;
    expect(equalOperators(read('qiskit', named), operatorOf('2 X_0 X_1'))).toBe(true);
  });

  test('a value for a name, above', () => {
    const text = 'H = J * SparsePauliOp("XX")';
    const { hint } = refusal('qiskit', text);
    expect(
      equalOperators(read('qiskit', `${/: (?<line>.*)$/u.exec(hint!)!.groups!.line!}\n${text}`), operatorOf('X_0 X_1')),
    ).toBe(true);
  });

  test('brackets around a coefficient', () => {
    const { hint } = refusal('openfermion', '-0.5+0.5j [X0]');
    expect(
      equalOperators(
        read('openfermion', `${/write (?<form>\(.*\))$/u.exec(hint!)!.groups!.form!} [X0]`),
        operatorOf('(-1+i)/2 X_0'),
      ),
    ).toBe(true);
  });

  test('a square root', () => {
    expect(equalOperators(read('qiskit', 'np.sqrt(2)*SparsePauliOp("X")'), operatorOf('sqrt(2) X_0'))).toBe(true);
  });
});

describe('a basis of QuSpin that chooses a part of the states', () => {
  const remarksOf = (text: string): string[] => {
    const remarks: string[] = [];
    const remark: Remark = (message) => remarks.push(message);
    formatOf('quspin').read!({ name: 'operator.py', text }, parseCoefficient, remark);
    return remarks;
  };
  const ising = 'static = [["zz", [[1,0,1],[1,1,2],[1,2,3],[1,3,0]]]]';
  const exchange = 'static = [["+-", [[1,0,1],[1,1,2],[1,2,0]]], ["-+", [[1,0,1],[1,1,2],[1,2,0]]]]';

  test.each([
    [`${ising}\nbasis = spin_basis_1d(4, kblock=0)`, 'kblock'],
    [`${ising}\nbasis = spin_basis_1d(4, kblock=1, pblock=1)`, 'kblock, pblock'],
    [`${ising}\nbasis = spin_basis_1d(4, Nup=2, zblock=1)`, 'Nup, zblock'],
    [
      'static = [["x", [[1,0],[2,1],[1,2],[2,3]]]]\nbasis = spin_basis_1d(4, a=2, kblock=0, zAblock=1, zBblock=-1)',
      'kblock, zAblock, zBblock',
    ],
    [`${exchange}\nH = hamiltonian(static, [], basis=spin_basis_1d(3, Nup=1, kblock=0))`, 'Nup, kblock'],
    ['static = [["z", [[1,0],[-1,1]]]]\nH = hamiltonian(static, [], N=2, pzblock=1)', 'pzblock'],
  ])('%s: a remark says that the operator is read on all of them', (text, names) => {
    const remarks = remarksOf(text);
    expect(remarks).toHaveLength(1);
    expect(remarks[0]).toMatch(
      new RegExp(`^${names} chooses? a part of the states; .* all states of [234] sites$`, 'u'),
    );
  });

  test.each([`${ising}\nbasis = spin_basis_1d(4)`, `${ising}\nbasis = spin_basis_1d(4, Nup=None, kblock=None)`])(
    '%s: nothing is chosen, and nothing said',
    (text) => {
      expect(remarksOf(text)).toEqual([]);
    },
  );

  test.each([
    ['static = [["x", [[1,0],[1,1]]]]\nbasis = spin_basis_1d(2, Nup=1)', 'Nup', 'number of spins up'],
    ['static = [["z", [[1,0]]]]\nbasis = spin_basis_1d(3, kblock=0)', 'kblock', 'after one site'],
    ['static = [["z", [[1,0],[1,1]]]]\nbasis = spin_basis_1d(4, a=2, kblock=0)', 'kblock', 'after 2 sites'],
    ['static = [["z", [[1,0]]]]\nbasis = spin_basis_1d(2, pblock=1)', 'pblock', 'reflection'],
    ['static = [["z", [[1,0],[1,1]]]]\nbasis = spin_basis_1d(2, zblock=1)', 'zblock', 'turning all spins over'],
    ['static = [["z", [[1,0]]]]\nbasis = spin_basis_1d(2, zAblock=1)', 'zAblock', 'even sites'],
    ['static = [["y", [[1,1]]]]\nbasis = spin_basis_1d(2, zBblock=1)', 'zBblock', 'odd sites'],
    ['static = [["z", [[1,0],[1,1]]]]\nbasis = spin_basis_1d(2, pzblock=1)', 'pzblock', 'reflection'],
    ['H = hamiltonian([["x", [[1,0]]]], [], N=2, Nup=1)', 'Nup', 'number of spins up'],
  ])('%s: the remark says that the operator leaves the part', (text, name, says) => {
    const [remark, ...others] = remarksOf(text);
    expect(others).toEqual([]);
    expect(remark).toMatch(/, and leaves that part \(/u);
    expect(remark).toContain(`${name}: `);
    expect(remark).toContain(says);
  });
});

describe('the JSON format knows its fields', () => {
  const term = '{"string": "XX", "site": 0, "weight": "1", "coefficient": "J"}';
  test.each([
    [`{"kind": "operator", "term": [${term}], "terms": []}`, '"term"'],
    [`{"terms": [${term}], "paramters": {"J": "complex"}}`, '"paramters"'],
    [`{"terms": [${term}], "sites": 4}`, '"sites"'],
    [`{"Terms": [${term}]}`, '"Terms"'],
    [`{"kind": "vector", "terms": [${term}]}`, 'kind'],
    [`{"kind": 1, "terms": [${term}]}`, 'kind'],
  ])('%s', (text, says) => {
    const { code, message, span } = refusal('json', text);
    expect(code).toBe('bad-json');
    expect(message).toContain(says);
    expect(span).toBeDefined();
  });

  test('the fields of eval --json are read over', () => {
    const text = `{"kind": "operator", "hermitian": true, "range": 2, "terms": [${term}], "text": "", "latex": "", "parameters": ["J"]}`;
    expect(equalOperators(read('json', text), operatorOf('sum_j J X_j X_<j+1>'))).toBe(true);
  });
});
