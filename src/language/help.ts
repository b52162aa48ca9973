/** An entry of the help, shown by `?topic`. Every example runs as it is, in a session of its own. */
export interface HelpEntry {
  /** the words that may be typed after "?"; the first is shown in lists */
  readonly topics: readonly string[];
  readonly title: string;
  readonly text: string;
  readonly example?: string;
  /** the equation of the papers that uses it, as printed, with its number */
  readonly equation?: string;
}

const xxz = 'h_<j,j+1> = J/2 (S+_j S-_<j+1> + h.c.) + Δ Sz_j Sz_<j+1>';
const chargesOfXxz = `${xxz}\nC2 = sum_j h_<j,j+1>\nOb = -i sum_j j h_<j,j+1>\nC3 = [Ob, C2]`;
const recursion = 'O_b = −i Σ_j j h_{j,j+1},  [O_b, C_i] = C_{i+1}   chain, Methods';

/** The forms of the language, from operators to statements; functions explain themselves in the function table. */
export const helpEntries: readonly HelpEntry[] = [
  // operators
  {
    topics: ['S', 'S_j', 'spin', 'vector', '\\vec'],
    title: 'S_j   the spin at site j, a vector',
    text: 'Spin one half: S = σ/2. Two vectors combine by · and ×; S_j^x, S^x_j and Sx_j are components.',
    example: 'sum_j J S_j·S_<j+1>',
  },
  {
    topics: ['Sx', 'Sy', 'Sz', 'S^x', 'S^y', 'S^z', 'component', 'components'],
    title: 'Sx_j, S^y_j, S^{z}_<j+1>   components of a spin',
    text: 'Also of any vector in brackets: (A×B)^z, (A×B)_z.',
    example: '[Sx_j, Sy_j]\n(S_j×S_<j+1>)^z',
  },
  {
    topics: ['S+', 'S-', 'S^+', 'S^-', 'ladder'],
    title: 'S+_j, S^-_j   ladder operators',
    text: 'S^± = S^x ± i S^y, but σ^± = (σ^x ± i σ^y)/2. The site follows at once: S+_j.',
    example: 'S+_j S-_<j+1> + h.c.',
    equation: 'J/2 (S+_j S-_{j+1} + S-_j S+_{j+1})   chain (7)',
  },
  {
    topics: ['σ', 'sigma', 'X', 'Y', 'Z', 'Pauli'],
    title: 'X_j, Y_j, Z_j, σ^x_j   Pauli matrices',
    text: 'σ = 2 S. X, Y, Z are operators only before a site; σ without component is a vector.',
    example: 'sum_j J X_j X_<j+1> + g Z_j',
  },
  {
    topics: ["S'", "S''", 'prime', 'primes', 'rescaled', 'λ_z', 'lambda_z'],
    title: "S'_j, S''_<j+1>   spins rescaled by the anisotropy",
    text: "S'^a = √λ_a S^a and S''^a = √(λ_z/λ_a) S^a with λ_x = λ_y = 1, λ_z = Δ/J; define λ_z = … for another value.",
    example: "(S'_j×S''_<j+1>)·S'_<j+2>",
    equation: "C_3 = J² Σ_j (S'_j × S''_{j+1}) · S'_{j+2}   chain (16)",
  },
  {
    topics: ['site', 'sites', '_', '_j', '_<j+1>', '<j+1>'],
    title: 'A_j, A_<j+1>, A_{j-2}, A_3   sites',
    text: 'j is the site that sum_j sums over; without a sum the expression is the density at site 0. Numbers are absolute sites.',
    example: '[S^z_0 S^z_1, S^x_1]\nsum_j Sz_<j-1> Sz_<j+1>',
  },
  {
    topics: ['dot', '·', '\\cdot', '.'],
    title: 'A·B   dot product',
    text: 'Also A . B, \\cdot and dot(A, B). Between two vectors the scalar product, else an ordinary product.',
    example: 'S_j·S_<j+1>',
    equation: 'Σ_j S_j·S_{j+1} (a_j + a†_j)   chain (9)',
  },
  {
    topics: ['cross', '×', '\\times', '><'],
    title: 'A×B   cross product of two vectors',
    text: 'Also A >< B, \\times and cross(A, B). It binds tighter than ·; A×B×C asks for brackets.',
    example: '(S_j×S_<j+1>)·S_<j+2>',
    equation: "C_3 = J² Σ_j (S'_j × S''_{j+1}) · S'_{j+2}   chain (16)",
  },
  {
    topics: ['product', '*', '/', 'times', 'juxtaposition'],
    title: 'A B, A*B, J/2   products and quotients',
    text: 'Side by side, * and / bind alike, left to right: 1/2J is (1/2)J. Only scalars of one term divide.',
    example: 'J/2 Sz_j Sz_<j+1>',
  },
  {
    topics: ['power', 'powers', '^', 'exponent'],
    title: 'A^2, J^-1, Δ^(1/2)   powers',
    text: 'Scalars take half-integer powers, operators positive integers; S_j^2 is S_j·S_j.',
    example: '(Sx_0 Sx_1 + Sy_0 Sy_1)^2\nΔ^(1/2) J^-1',
  },
  {
    topics: ['commutator', '[', '[A,B]', '[A, B]', '[]'],
    title: '[A, B]   commutator',
    text: 'Of chain sums, weighted sums and local operators alike; the only product two chain sums have.',
    example: `${chargesOfXxz}\n[C2, C3]`,
    equation: recursion,
  },
  {
    topics: ['anticommutator', '{', '{A,B}', '{A, B}', '{}'],
    title: '{A, B}   anticommutator of local operators',
    text: 'A B + B A. Braces without a comma only group.',
    example: '{Sx_0, Sy_0}\n{Sz_0, Sz_0}',
  },
  {
    topics: ['adjoint', '†', 'dagger', '\\dagger', '^dagger'],
    title: 'A†, A^†, A^dagger, dag(A)   adjoint',
    text: 'Parameters are real unless declared complex; conj(g) is the conjugate.',
    example: '(i J S+_j S-_<j+1>)†',
  },
  {
    topics: ['h.c.', 'hc', 'H.c.', 'h.c', '+ h.c.', '+h.c.'],
    title: '+ h.c.   adds the Hermitian conjugate',
    text: 'Of everything before it in its bracket, prefactors and sums included; it stands last. "- h.c." subtracts it.',
    example: 'sum_j J/2 (S+_j S-_<j+1> + h.c.)',
    equation: 'J_S = i J/2 Σ_j (S+_j S-_{j+1} − S-_j S+_{j+1})   chain (18)',
  },
  // sums
  {
    topics: ['sum_j', 'sum', 'Σ', 'Σ_j', '\\sum', '\\sum_j'],
    title: 'sum_j …   sum over all sites of the infinite chain',
    text: 'It includes all that follows, up to the end of the bracket, h.c., or the next summand that is a sum.',
    example: 'sum_j J S_j·S_<j+1> - B Sz_j',
    equation: 'H_0 = Σ_j J/2 (S+_j S-_{j+1} + S-_j S+_{j+1}) + Δ S^z_j S^z_{j+1} − B S^z_j   chain (7)',
  },
  {
    topics: ['(-1)^j', 'staggering', 'stagger', 'staggered', '-1'],
    title: '(-1)^j, (-1)^(j+1)   staggering',
    text: 'Inside a sum. A staggered sum is an ordinary operator: its commutators are exact.',
    example: '[sum_j S_j·S_<j+1>, sum_j (-1)^j Sz_j]',
    equation: 'H_d = ε_d J Σ_j (−1)^{j+1} S_j·S_{j+1} sin ωt + (−1)^j S^z_j cos ωt   chain (8)',
  },
  {
    topics: ['j', 'position', 'weight'],
    title: 'j   the number of the site, as a weight in a sum',
    text: 'sum_j j h_<j,j+1> is the first moment of an energy density: the boost operator but for −i.',
    example: `${xxz}\n[-i sum_j j h_<j,j+1>, sum_j h_<j,j+1>]`,
    equation: recursion,
  },
  {
    topics: ['density', 'densities', 'h_<j,j+1>', 'h_<j,j+1>=', 'm_j'],
    title: 'h_<j,j+1> = …, m_j = …   defines a density',
    text: 'It is used at any translate of its left side: h_<j+1,j+2>, h_<0,1>, sum_j h_<j,j+1>.',
    example: `${xxz}\ni sum_j [h_<j,j+1>, h_<j+1,j+2>]`,
    equation: 'H_XXZ = Σ_j h_{j,j+1}   chain, Methods',
  },
  // scalars
  {
    topics: ['number', 'numbers', 'decimal', 'rational'],
    title: '2, 3/4, 0.8, 1e-3   numbers, exact',
    text: '0.8 is 4/5. sqrt(2) stays a root: sqrt(2)*sqrt(2) is 2. Nothing is rounded.',
    example: '0.8 + 1/3\nsqrt(2) sqrt(8)',
  },
  {
    topics: ['i', 'imaginary'],
    title: 'i   the imaginary unit',
    text: 'Never a site; the site is j. i J is a product, iJ an unknown name.',
    example: 'i [Sx_0, Sy_0]',
  },
  {
    topics: ['param', 'parameter', 'parameters', 'scalar', 'real', 'complex'],
    title: 'param J, Δ real   declares parameters',
    text: 'A name that is not defined is a real parameter; param g complex gives g a conjugate. Delta, \\Delta and Δ are one name.',
    example: 'param g complex\ng S+_0 + h.c.',
  },
  {
    topics: ['legs', 'species', 'cell', 'cells'],
    title: 'legs 2, species up, down   cells of several spins',
    text: 'Every cell j of the chain holds 1 to 4 spins: S_{j,1}·S_{j+1,2}, X_{<j+1>,up}. It comes before the first operator.',
    example: 'legs 2\nH = sum_j J (S_{j,1}·S_{j+1,1} + S_{j,2}·S_{j+1,2}) + K S_{j,1}·S_{j,2}\n[H, sum_j Sz_{j,1}]',
  },
  {
    topics: ['spin 1', 'spin one', 'spin-1', 'spin-one'],
    title: 'spin 1   a spin 1 at every site',
    text: 'S_j and its products are those of a spin 1: Sz_0^3 is Sz_0, and (S_0·S_1)^2 is an operator of its own. It comes before the first operator.',
    example: 'spin 1\nSz_0^3\n[sum_j (S_j·S_<j+1>)^2, sum_j Sz_j]',
  },
  {
    topics: ['c_j', 'c', 'c†_j', 'n_j', 'fermion', 'fermions', 'Jordan-Wigner', 'Hubbard'],
    title: 'c_j, c†_j, n_j   fermions by Jordan and Wigner',
    text: 'Spin up is occupied: n_j = 1/2 + S^z_j. With species up, down they are c_{j,up}, …; the one at site 3 is c_<3>.',
    example: '{c_<0>, c†_<3>}\nsum_j -t0 (c†_j c_<j+1> + h.c.) + V n_j n_<j+1>',
  },
  {
    topics: ['π', 'pi'],
    title: 'π, pi   the number π',
    text: 'exp(i π r) is exact where 12 r is an integer; elsewhere π stays a symbol, and claims refuse it.',
    example: 'exp(i π/3)',
  },
  {
    topics: ['t', 'time', 'ω', 'omega', 'drive-time'],
    title: 'sin(ω t), cos(ω t), exp(i ω t)   time dependence',
    text: 'Kept exactly as Fourier modes of one base frequency; fourier(A, n) is the component of e^{i n ω t}.',
    example: 'Hd = ε_d J sum_j (-1)^(j+1) S_j·S_<j+1> sin(ω t) + (-1)^j Sz_j cos(ω t)\nfourier(Hd, 1)',
    equation: 'H_d = ε_d J Σ_j (−1)^{j+1} S_j·S_{j+1} sin ωt + (−1)^j S^z_j cos ωt   chain (8)',
  },
  {
    topics: ['e', 'exponential'],
    title: 'e^(…), e^{…}   the exponential',
    text: 'The same as exp(…); e alone is reserved.',
    example: 'e^(i ω t)',
  },
  {
    topics: ['a_j', 'a', 'a†_j', 'displacement', 'boson', 'phonon', 'phonons'],
    title: 'a_j + a†_j   displacement of the phonons at site j',
    text: 'Linear, and only together, in brackets: the coupling of the chain to its bath.',
    example: '[sum_j Sz_j, sum_j (a_j + a†_j) (Sx_j Sz_<j+1> + Sz_j Sx_<j+1>)]',
    equation: 'H_ph = ε_ph J Σ_j (S_j·S_{j+1} + γ_m (S^x_j S^z_{j+1} + S^z_j S^x_{j+1})) (a_j + a†_j)   chain (9)',
  },
  // statements
  {
    topics: ['=', 'definition', 'definitions', 'define'],
    title: 'name = …   definition',
    text: 'The right side is evaluated at once. C3, C_3 and C_{3} are one name. A new definition replaces the old one.',
    example: 'H = sum_j J S_j·S_<j+1>\nC3 = charge(H, 3)\nrange(C3)',
  },
  {
    topics: ['with', 'substitution', 'substitute'],
    title: 'with Δ = 1, B = 0: …   substitution',
    text: 'Before an expression or a claim; all at once. Prefixes nest, the outer acts first.',
    example: 'with Δ = J, B = 0: sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1> - B Sz_j',
  },
  {
    topics: ['prove', 'claim', 'proof', 'cites'],
    title: 'prove A = B   an exact claim, for all values of the parameters',
    text: 'It may have a name and a source: prove heat-current cites chain (16): A = B. A claim that fails shows the residual and a point where it does not vanish.',
    example: `${chargesOfXxz}\nprove heat-current cites chain (16): C3 = J^2 sum_j (S'_j×S''_<j+1>)·S'_<j+2>\nprove [C2, C3] = 0`,
    equation: "C_3 = J² Σ_j (S'_j × S''_{j+1}) · S'_{j+2}   chain (16)",
  },
  {
    topics: ['refute'],
    title: 'refute A = B   claims that A = B is not an identity',
    text: 'It succeeds where the claim is false, and shows the residual and a point where it does not vanish.',
    example: 'refute [sum_j S_j·S_<j+1>, sum_j (-1)^j Sz_j] = 0',
  },
  {
    topics: ['solve', 'for', 'equation', 'equations', 'unknown', 'unknowns'],
    title: 'solve A = B for a, b   the values of unknowns, exactly',
    text: 'Linear in the unknowns, which stay parameters: define a = … to use a value. It says for which couplings the answer holds, and what holds at the others. Without a solution it shows an equation that contradicts the others.',
    example: 'solve [sum_j J S_j·S_<j+1> + D (S_j×S_<j+1>)^z, sum_j a S_j·S_<j+1> + b (S_j×S_<j+1>)^z] = 0 for a, b',
  },
  {
    topics: ['ans', '%', '%1', '%n', 'results'],
    title: '%1, %2, ans   results',
    text: 'Values are numbered as they are shown; ans is the last. :save gives those that are used names.',
    example: '[Sx_0, Sy_0]\nans Sz_0\n%1 %2',
  },
  {
    topics: ['#', 'comment', 'comments'],
    title: '# …   comment',
    text: 'To the end of the line.',
    example: 'Sz_0 # the spin at site 0',
  },
  {
    topics: [';', 'newline', 'multi-line', 'lines'],
    title: '; and newlines   separate statements',
    text: 'A line continues if a bracket is open or it ends in an operator, a comma, a colon or "=". An empty line ends it.',
    example: 'A = Sx_0; [A, Sy_0]',
  },
  {
    topics: ['on', 'ring', 'on ring(N)', 'open', 'on open(N)'],
    title: 'on ring(12): …, on open(12): …   on a ring or an open chain of N sites',
    text: 'A prefix of an expression or a claim: sites 0 … N−1, and every product is allowed. Sums run once around a ring; on an open chain they keep the strings that fit.',
    example:
      'on ring(4): (sum_j Sz_j)^2\non ring(6): prove [sum_j S_j·S_<j+1>, (sum_j S+_j) (sum_j S-_j)] = 0\non open(4): sum_j j Z_j Z_<j+1>',
  },
  {
    topics: ['hamiltonian', 'drive', 'bath', 'jump', 'gas'],
    title: 'hamiltonian, drive, bath, jump, gas   models for numerical commands',
    text: 'They describe a model: hamiltonian H0, drive Hd with width = 0.1. :steady and :gas answer for it, :model shows it.',
    example: 'hamiltonian sum_j S_j·S_<j+1> - B Sz_j\ndrive sum_j (-1)^j Sz_j cos(ω t) with width = 0.1',
  },
  {
    topics: ['|1><2|', 'level', 'levels', 'δ(x)', 'δ', 'delta'],
    title: '|1><2|, δ(x)   level operators and point scatterers of the driven gas',
    text: 'States are numbered as typed. δ without (x) is a parameter.',
    example: 'δ(x - 0.8) (0.9 |2><2| + (exp(i π/6) |1><2| + h.c.))',
  },
  // equations of the papers
  {
    topics: ['(7)', 'chain(7)', 'H0', 'xxz', 'model', 'models'],
    title: 'chain (7)   the XXZ chain in a field',
    text: 'C_2 is H_0 without the field, C_1 = sum_j Sz_j the magnetisation.',
    example: 'sum_j J/2 (S+_j S-_<j+1> + h.c.) + Δ Sz_j Sz_<j+1> - B Sz_j',
    equation: 'H_0 = Σ_j J/2 (S+_j S-_{j+1} + S-_j S+_{j+1}) + Δ S^z_j S^z_{j+1} − B S^z_j   chain (7)',
  },
  {
    topics: ['(16)', 'chain(16)', 'heat-current', 'C3'],
    title: 'chain (16)   the heat current without a field is C_3',
    text: "Every square root of S' and S'' cancels.",
    example: `${chargesOfXxz}\nprove heat-current cites chain (16): C3 = J^2 sum_j (S'_j×S''_<j+1>)·S'_<j+2>`,
    equation: "J_H(B = 0) = C_3 = J² Σ_j (S'_j × S''_{j+1}) · S'_{j+2}   chain (16)",
  },
  {
    topics: ['(17)', 'chain(17)', 'JH'],
    title: 'chain (17)   the heat current in a field',
    text: 'The boost with the field inside the energy density gives it. It is not conserved, so the field stays out of the recursion.',
    example: `${chargesOfXxz}\nJS = i J/2 sum_j (S+_j S-_<j+1> - S-_j S+_<j+1>)\nH0 = C2 - B sum_j Sz_j\nJH = [-i sum_j j (h_<j,j+1> - B Sz_j), H0]\nprove cites chain (17): JH = C3 - B JS\nrefute [H0, JH] = 0`,
    equation: "J_H = J² Σ_j (S'_j × S''_{j+1}) · S'_{j+2} − B J_S   chain (17)",
  },
  {
    topics: ['(18)', 'chain(18)', 'JS', 'spin-current'],
    title: 'chain (18)   the spin current',
    text: 'Not conserved for Δ ≠ 0.',
    example: 'JS = i J/2 sum_j (S+_j S-_<j+1> - S-_j S+_<j+1>)\nJS',
    equation: 'J_S = i J/2 Σ_j (S+_j S-_{j+1} − S-_j S+_{j+1})   chain (18)',
  },
];

/** The equations in which functions occur. */
export const functionEquations: Readonly<Record<string, string>> = {
  boost: recursion,
  charge: recursion,
  sqrt: "S'^a_j = √λ_a S^a_j   chain (16)",
  fourier: 'ρ(t) = Σ_n e^{−inωt} ρ^(n)   chain (19)',
};

/** Definitions of the names in the examples of functions. */
export const exampleDefinitions: Readonly<Record<string, string>> = {
  H: 'H = sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>',
  H0: 'H0 = sum_j J/2 (S+_j S-_<j+1> + h.c.) + Δ Sz_j Sz_<j+1> - B Sz_j',
  Hd: 'Hd = ε_d J sum_j (-1)^(j+1) S_j·S_<j+1> sin(ω t) + (-1)^j Sz_j cos(ω t)',
  A: 'A = sum_j S_j·S_<j+1>',
  C2: 'C2 = charge(H, 2)',
  C3: 'C3 = charge(H, 3)',
  C4: 'C4 = charge(H, 4)',
  C5: 'C5 = charge(H, 5)',
  g: 'param g complex',
};
