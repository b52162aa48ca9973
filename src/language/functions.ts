/** The description of a function word for the parser, help, completion and documentation. */
export interface FunctionWord {
  readonly name: string;
  readonly arguments: { readonly least: number; readonly most: number };
  /** whether its value is a scalar for any argument */
  readonly isScalar?: true;
  readonly help: string;
  readonly example: string;
}

const one = { least: 1, most: 1 };
const two = { least: 2, most: 2 };

/**
 * Every function of the language, by subject. A word is a function only where "(" follows directly (language rule 3).
 */
export const functionWords = [
  // scalars
  {
    name: 'sqrt',
    arguments: one,
    isScalar: true,
    help: 'square root of a single term; parameters count as positive',
    example: 'sqrt(Δ/J)',
  },
  {
    name: 'sin',
    arguments: one,
    isScalar: true,
    help: 'sine of (scalar)·t + phase, kept as Fourier modes',
    example: 'sin(ω t)',
  },
  {
    name: 'cos',
    arguments: one,
    isScalar: true,
    help: 'cosine of (scalar)·t + phase, kept as Fourier modes',
    example: 'cos(ω t)',
  },
  {
    name: 'exp',
    arguments: one,
    isScalar: true,
    help: 'exponential of i·((scalar)·t + phase), kept as a Fourier mode',
    example: 'exp(i ω t)',
  },
  { name: 'conj', arguments: one, isScalar: true, help: 'complex conjugate', example: 'conj(g)' },
  // algebra
  { name: 'dag', arguments: one, help: 'adjoint', example: 'dag(S+_j)' },
  { name: 'dot', arguments: two, help: 'scalar product of two vectors', example: 'dot(S_j, S_<j+1>)' },
  { name: 'cross', arguments: two, help: 'cross product of two vectors', example: 'cross(S_j, S_<j+1>)' },
  {
    name: 'vector',
    arguments: { least: 3, most: 3 },
    help: 'the vector with these three components',
    example: 'vector(Sx_j, Sy_j, Δ Sz_j)',
  },
  // questions about an operator
  { name: 'hermitian', arguments: one, help: 'is A its own adjoint?', example: 'hermitian(C3)' },
  { name: 'range', arguments: one, isScalar: true, help: 'sites of the longest string of A', example: 'range(C3)' },
  { name: 'terms', arguments: one, isScalar: true, help: 'number of Pauli strings of A', example: 'terms(C3)' },
  {
    name: 'support',
    arguments: one,
    help: 'the sites A acts on; of a chain sum those of its density',
    example: 'support(S^z_0 S^z_2)',
  },
  {
    name: 'symmetries',
    arguments: one,
    help: 'the symmetries of A: Sz, translations, reflections, π rotation about x (spin flip), time reversal, bond-centred π rotation about x',
    example: 'symmetries(C3)',
  },
  {
    name: 'norm2',
    arguments: one,
    isScalar: true,
    help: 'Σ|c|² over the Pauli strings: the squared norm, per site for sums',
    example: 'norm2(C3)',
  },
  {
    name: 'overlap',
    arguments: two,
    isScalar: true,
    help: 'inner product of A and B, the first conjugated; per site for sums',
    example: 'overlap(C3, C4)',
  },
  {
    name: 'degree',
    arguments: one,
    isScalar: true,
    help: 'power of energy that A carries: J, Δ, B, ω count 1; ε, γ, λ count 0',
    example: 'degree(C3)',
  },
  { name: 'dimension', arguments: one, isScalar: true, help: 'the same as degree(A)', example: 'dimension(C3)' },
  {
    name: 'conserved',
    arguments: one,
    help: 'the conserved part of A on a ring: a name in the ensembles of steady states, without a value of its own',
    example: 'conserved(JS)',
  },
  { name: 'latex', arguments: one, help: 'the LaTeX text of a value', example: 'latex(C3)' },
  // maps of an operator
  {
    name: 'density',
    arguments: one,
    help: 'the density of a chain sum at j = 0: every string with its first letter there',
    example: 'density(C3)',
  },
  { name: 'reflect', arguments: one, help: 'A with site j moved to -j', example: 'reflect(C3)' },
  {
    name: 'translate',
    arguments: { least: 1, most: 2 },
    help: 'A moved by n sites (1 by default) to the right',
    example: 'translate(S^z_0, 2)',
  },
  {
    name: 'truncate',
    arguments: two,
    help: 'the Pauli strings of A on at most n sites',
    example: 'truncate(C3, 2)',
  },
  {
    name: 'twist',
    arguments: two,
    help: 'A with every spin turned about z by φ j: S^± to exp(±i φ j) S^±',
    example: 'twist(sum_j S_j·S_<j+1>, π)',
  },
  { name: 'spinflip', arguments: one, help: 'A with every spin turned by π about x', example: 'spinflip(H)' },
  {
    name: 'timereverse',
    arguments: one,
    help: 'A under time reversal: S to -S, i to -i, t to -t',
    example: 'timereverse(H)',
  },
  {
    name: 'fourier',
    arguments: two,
    help: 'the component of A that multiplies e^{i n ω t}',
    example: 'fourier(Hd, 1)',
  },
  // charges
  {
    name: 'boost',
    arguments: one,
    help: 'the boost operator -i Σ_j j h_<j,j+1> of a Hamiltonian, without a field that commutes with it',
    example: 'boost(H)',
  },
  {
    name: 'charge',
    arguments: two,
    help: 'the conserved charge C_n of a Hamiltonian by the boost recursion',
    example: 'charge(H, 3)',
  },
  {
    name: 'perturb',
    arguments: { least: 2, most: 3 },
    help: 'the effect of a perturbation V on a chain H0: symmetries, charges up to C_4 (or C_K, a third argument), currents',
    example: 'perturb(sum_j (-1)^j Sz_j, H)',
  },
  {
    name: 'integrable',
    arguments: { least: 1, most: 2 },
    help: 'whether a chain is integrable, with the construction or the theorem; n seconds (10) for special couplings',
    example: 'integrable(H)',
  },
  // numbers on a finite chain
  {
    name: 'trace',
    arguments: one,
    isScalar: true,
    help: 'trace of A on a ring or an open chain; on the infinite chain divided by the dimension, and per site for sums',
    example: 'on ring(4): trace(H^2)',
  },
  {
    name: 'eigenvalues',
    arguments: one,
    help: 'eigenvalues of A on a ring or an open chain, with their degeneracies and an error; every parameter needs a number',
    example: 'on open(4): eigenvalues(sum_j S_j·S_<j+1>)',
  },
  {
    name: 'matrix',
    arguments: one,
    help: 'the matrix of A on a ring or an open chain; site 0 is the first factor of the Kronecker product, and ↑ comes before ↓',
    example: 'matrix(S_0·S_1)',
  },
  {
    name: 'expect',
    arguments: two,
    help: 'expectation value of A in a state: |udud>, thermal(H, β), groundstate(H), eigenstate(H, n) or product(n)',
    example: 'expect(S_0·S_1, product(vector(0, 0, (-1)^j)))',
  },
  {
    name: 'thermal',
    arguments: two,
    help: 'the thermal state exp(-β H)/Z on a ring or an open chain, for expect',
    example: 'on ring(6): expect(S_0·S_1, thermal(sum_j S_j·S_<j+1>, 2))',
  },
  {
    name: 'groundstate',
    arguments: one,
    help: 'the ground state of H on a ring or an open chain, for expect; the mean over the ground level if it is degenerate',
    example: 'on ring(6): expect(S_0·S_1, groundstate(sum_j S_j·S_<j+1>))',
  },
  {
    name: 'eigenstate',
    arguments: two,
    help: 'the eigenstate n of H in the order of the energies, from 0 on, for expect',
    example: 'on open(4): expect(Sz_0, eigenstate(sum_j S_j·S_<j+1> + j Sz_j, 0))',
  },
  {
    name: 'product',
    arguments: one,
    help: 'the product state in which the spin at site j points along the Bloch vector n_j, for expect',
    example: 'expect(sum_j Z_j Z_<j+1>, product(vector(0, 0, (-1)^j)))',
  },
] as const satisfies readonly FunctionWord[];

export type FunctionName = (typeof functionWords)[number]['name'];

type KnownWord = FunctionWord & { readonly name: FunctionName };

const byName: ReadonlyMap<string, KnownWord> = new Map(functionWords.map((word) => [word.name, word]));

/** The set of function words. */
export const functionNames: ReadonlySet<string> = new Set(byName.keys());

/** The description of a function word. */
export function functionNamed(name: string): KnownWord {
  const word = byName.get(name);
  if (!word) throw new Error(`spinlaw: no function ${name}`);
  return word;
}

/** A call with letters for its arguments: `overlap(C3, C4)` → `overlap(A, B)`, `perturb(V, H)` → `perturb(A, B, n)`, whose n may be left out */
export function callForm({ name, example, arguments: { most } }: FunctionWord): string {
  const scalars = ['sqrt', 'sin', 'cos', 'exp', 'conj'].includes(name);
  const given = example.split(',');
  const letters = ['A', 'B', 'C'].slice(0, most).map((letter, k) => {
    if (scalars) return 'c';
    return given[k] === undefined || /^ *[0-9]/u.test(given[k]) ? 'n' : letter;
  });
  return `${name}(${letters.join(', ')})`;
}
