/**
 * Function words of other programs and of print, and their replacements (language rule 25). `of` is the text between
 * the brackets; the proposal can be pasted in place of the call.
 */
type Rewrite = (of: string, parts: readonly string[]) => string;

const unary = 'scalars have sqrt, sin, cos, exp and conj';
const none =
  (what: string): Rewrite =>
  () =>
    what;
const expanded: Rewrite = (of) => `expressions are simplified as they are read: write ${of}`;
const adjoint: Rewrite = (of) => `write dag(${of})`;

const rewrites: readonly (readonly [words: string, rewrite: Rewrite])[] = [
  ['tr', (of) => `write trace(${of})`],
  ['norm', (of) => `write norm2(${of}), the square of the norm`],
  [
    'spectrum eigenvalue eigenenergies eigvals eigvalsh eigs eig eigh diag diagonalize',
    (of) => `write eigenvalues(${of})`,
  ],
  ['tomatrix todense toarray full dense', (of) => `write matrix(${of})`],
  ['commutator comm', (of, parts) => `write [${parts.length === 2 ? of : 'A, B'}]`],
  ['anticommutator acomm anticomm', (of, parts) => `write {${parts.length === 2 ? of : 'A, B'}}`],
  ['commute commutes', (of, parts) => `as a statement: prove [${parts.length === 2 ? of : 'A, B'}] = 0`],
  [
    'subs substitute replace',
    (_, parts) => {
      const given = parts.filter((part) => part.includes('='));
      const [body = 'A', name = 'J', value = '1'] = parts.filter((part) => !part.includes('='));
      return `write with ${given.length > 0 ? given.join(', ') : `${name} = ${value}`}: ${body}`;
    },
  ],
  ['dagger adjoint hc hermitianconjugate conjugatetranspose ctranspose adj ct', adjoint],
  ['conjugate conjg', (of) => `write conj(${of}) for a scalar, dag(${of}) for an operator`],
  ['transpose', none('there is no transpose; dag(A) is the adjoint')],
  ['simplify expand collect factor fullsimplify', expanded],
  ['abs modulus', (of) => `the square of the modulus is (${of}) conj(${of}), of an operator norm2(${of})`],
  ['re real', (of) => `write ((${of}) + conj(${of}))/2 for a scalar`],
  ['im imag', (of) => `write ((${of}) - conj(${of}))/(2 i) for a scalar`],
  [
    'cosh sinh tanh tan cot sec csc arctan atan arcsin asin arccos acos log ln lg sign sgn floor ceil mod gamma erf step heaviside',
    none(unary),
  ],
  ['exponential', (of) => `write exp(${of})`],
  ['root', (of) => `write sqrt(${of})`],
  [
    'expectation expval mean average ev',
    (of) => `an expectation value needs a state: expect(${of}, product(vector(0, 0, 1)))`,
  ],
  [
    'eigenvectors eigenvector eigenstates',
    (of) => `write expect(Z_0, eigenstate(${of}, 0)) for the value of Z_0 in the eigenstate 0`,
  ],
  ['gibbs boltzmann', (of) => `write thermal(${of}, β)`],
  ['gs ground', (of) => `write groundstate(${of})`],
  ['neel', none('the Néel state is product(vector(0, 0, (-1)^j)), of four sites |udud>')],
  [
    'kron tensor tensorproduct otimes',
    (_, parts) =>
      `operators at different sites multiply: ${parts.length === 2 && /_/u.test(parts.join('')) ? parts.join(' ') : 'X_0 Y_1'}`,
  ],
  ['identity eye id one', none('the identity is 1')],
  ['hbar', none('ħ is 1: leave it away')],
  ['and or not', none('a claim stands in a statement of its own; refute A = B says that A = B is false')],
  ['where when if', none('a value stands before what it acts on: with J = 2: A')],
  ['inner innerproduct', (of, parts) => `write overlap(${parts.length === 2 ? of : 'A, B'})`],
  ['shift move', (of, parts) => `write translate(${parts.length === 2 ? of : `${of}, 1`})`],
  ['mirror parity inversion', (of) => `write reflect(${of})`],
  ['flip', (of) => `write spinflip(${of})`],
  ['ishermitian selfadjoint', (of) => `write hermitian(${of})`],
  ['length size len', (of) => `write range(${of}) for the longest string, terms(${of}) for their number`],
  ['evaluate eval print show tex', (of) => `write ${of}; latex(${of}) is its LaTeX`],
];

const table: ReadonlyMap<string, Rewrite> = new Map(
  rewrites.flatMap(([words, rewrite]) => words.split(' ').map((word) => [word, rewrite] as const)),
);

/** Words of other programs that have no counterpart at all. */
const unknown = new Set(
  'det rank max min inverse inv integrate diff derivative solve limit series prod variance ptrace partialtrace'.split(
    ' ',
  ),
);

/** The replacement for a word that is known elsewhere; undefined for other words. */
export function insteadOf(name: string, of: string): string | undefined {
  const inner = of.trim() === '' ? 'A' : of.trim();
  return table.get(name.replaceAll('_', '').toLowerCase())?.(inner, partsOf(inner));
}

/** Is it a function known elsewhere without a counterpart here? */
export function hasNoCounterpart(name: string): boolean {
  return unknown.has(name.replaceAll('_', '').toLowerCase());
}

/** The texts between the commas of a list, outside brackets. */
function partsOf(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const letter of text) {
    if ('([{<'.includes(letter)) depth += 1;
    if (')]}>'.includes(letter)) depth -= 1;
    if (letter === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim());
}
