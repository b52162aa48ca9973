import type { Beyond, Formula } from './formula.js';

// The numbers of the three-level system: ε = (0, 0.7, 1.6), d = (1, 0.25, −0.8), W_jj = (1.2, 0.9, 1.4), W_12 = 0.7
// e^{iπ/6}, W_23 = 0.6 e^{iπ/6}, W_31 = 0.5 e^{iπ/6}; e^{iπ/6} = (√3 + i)/2.
const diagonal = { '|1><1|': 'eps1', '|2><2|': 'eps2', '|3><3|': 'eps3' };
const driven = (k: number): string => `1/2*d${k}*lambda*exp(i*omega*t) + 1/2*d${k}*lambda*exp(-i*omega*t) + eps${k}`;

/** c e^{±iπ/6} for a coupling c given as a fraction of 2: `7/20` is half of 0.7. */
const turned = (half: string, sign: '' | '-'): string => `${half}*3^(1/2)${sign === '' ? ' + ' : ' - '}${half}*i`;

const names = [11, 12, 13, 21, 22, 23, 31, 32, 33];

export const gasFormulas: readonly Formula[] = [
  {
    equation: 'gas (S47)',
    what: 'H_T, the free levels',
    printed: [
      String.raw`H_T = \epsilon_1 |1\rangle\langle 1| + \epsilon_2 |2\rangle\langle 2| + \epsilon_3 |3\rangle\langle 3|`,
      'H_T = ε₁ |1⟩⟨1| + ε₂ |2⟩⟨2| + ε₃ |3⟩⟨3|',
    ],
    ascii: 'H_T = eps_1 |1><1| + eps_2 |2><2| + eps_3 |3><3|',
    expected: diagonal,
  },
  {
    equation: 'gas (S48)',
    what: 'H_T as a diagonal matrix, with the numbers of the test',
    printed: [String.raw`H_T = 0.7 \ket{2}\bra{2} + 1.6 \ket{3}\bra{3}`, '0.7 |2⟩⟨2| + 1.6 |3⟩⟨3|'],
    ascii: 'H_T = 0.7 |2><2| + 1.6 |3><3|',
    expected: { '|2><2|': '7/10', '|3><3|': '8/5' },
  },
  {
    equation: 'gas (13)',
    what: 'H(t), the driven levels',
    printed: [
      String.raw`H = (\epsilon_1 + \lambda d_1 \cos(\omega t)) |1\rangle\langle 1| + (\epsilon_2 + \lambda d_2 \cos(\omega t)) |2\rangle\langle 2| + (\epsilon_3 + \lambda d_3 \cos(\omega t)) |3\rangle\langle 3|`,
      'H = [ε₁ + λ d₁ cos(ωt)] |1⟩⟨1| + [ε₂ + λ d₂ cos(ωt)] |2⟩⟨2| + [ε₃ + λ d₃ cos(ωt)] |3⟩⟨3|',
    ],
    ascii:
      'H = [eps_1 + lambda d_1 cos(omega t)] |1><1| + [eps_2 + lambda d_2 cos(omega t)] |2><2| + [eps_3 + lambda d_3 cos(omega t)] |3><3|',
    expected: { '|1><1|': driven(1), '|2><2|': driven(2), '|3><3|': driven(3) },
  },
  {
    equation: 'gas (S49)',
    what: 'the same with the numbers of the test',
    printed: ['H = 0.7 |2⟩⟨2| + 1.6 |3⟩⟨3| + λ cos(ωt) (|1⟩⟨1| + 0.25 |2⟩⟨2| − 0.8 |3⟩⟨3|)'],
    ascii: 'H = 0.7 |2><2| + 1.6 |3><3| + lambda cos(omega t) (|1><1| + 0.25 |2><2| - 0.8 |3><3|)',
    expected: {
      '|1><1|': '1/2*lambda*exp(i*omega*t) + 1/2*lambda*exp(-i*omega*t)',
      '|2><2|': '1/8*lambda*exp(i*omega*t) + 1/8*lambda*exp(-i*omega*t) + 7/10',
      '|3><3|': '-2/5*lambda*exp(i*omega*t) - 2/5*lambda*exp(-i*omega*t) + 8/5',
    },
  },
  {
    equation: 'gas (S65)',
    what: "V = Σ V_jj'(x) |j⟩⟨j'| with point couplings, nine elements",
    printed: [
      `V = ${names.map((n) => String.raw`W_{${n}} \delta(x) |${String(n)[0]}\rangle\langle ${String(n)[1]}|`).join(' + ')}`,
      `V = ${names.map((n) => `W_${n} δ(x) |${String(n)[0]}⟩⟨${String(n)[1]}|`).join(' + ')}`,
    ],
    ascii: `V = delta(x) (${names.map((n) => `W_${n} |${String(n)[0]}><${String(n)[1]}|`).join(' + ')})`,
    expected: Object.fromEntries(names.map((n) => [`δ(0) |${String(n)[0]}><${String(n)[1]}|`, `W${n}`])),
  },
  ...names.map((n): Formula => {
    // gas (S66) is the first of the nine elements V_jj'(x) |j><j'|, gas (S74) the last.
    const [row, column] = String(n) as unknown as [string, string];
    return {
      equation: `gas (S${66 + names.indexOf(n)})`,
      what: `the element V_${n}(x) of the coupling`,
      printed: [String.raw`W_{${n}}\,\delta(x)\,|${row}\rangle\langle ${column}|`, `W_${n} δ(x) |${row}⟩⟨${column}|`],
      ascii: `W_${n} delta(x) |${row}><${column}|`,
      expected: { [`δ(0) |${row}><${column}|`]: `W${n}` },
    };
  }),
  {
    equation: 'gas (S75)',
    what: 'the couplings W with the numbers of the test, at one point',
    printed: [
      String.raw`V = \delta(x) \left( 1.2 |1\rangle\langle 1| + 0.9 |2\rangle\langle 2| + 1.4 |3\rangle\langle 3| + \left( e^{i\pi/6} (0.7 |1\rangle\langle 2| + 0.6 |2\rangle\langle 3| + 0.5 |3\rangle\langle 1|) + \text{h.c.} \right) \right)`,
    ],
    ascii:
      'V = delta(x) (1.2 |1><1| + 0.9 |2><2| + 1.4 |3><3| + (exp(i pi/6) (0.7 |1><2| + 0.6 |2><3| + 0.5 |3><1|) + h.c.))',
    expected: Object.fromEntries(
      [
        ['|1><1|', '6/5'],
        ['|2><2|', '9/10'],
        ['|3><3|', '7/5'],
        ['|1><2|', turned('7/20', '')],
        ['|2><1|', turned('7/20', '-')],
        ['|2><3|', turned('3/10', '')],
        ['|3><2|', turned('3/10', '-')],
        ['|3><1|', turned('1/4', '')],
        ['|1><3|', turned('1/4', '-')],
      ].map(([k, v]) => [`δ(0) ${k}`, v!]),
    ),
  },
  {
    equation: 'gas (S77)',
    what: 'two scatterers x_a, each with a coupling of its own',
    printed: [
      String.raw`V = \delta(x) W_1 |1\rangle\langle 1| + \delta(x - 0.8) \left( W_2 |1\rangle\langle 2| + \text{h.c.} \right)`,
      'V = δ(x) W_1 |1⟩⟨1| + δ(x − 0.8) (W_2 |1⟩⟨2| + h.c.)',
    ],
    ascii: 'V = delta(x) W_1 |1><1| + delta(x - 0.8) (W_2 |1><2| + h.c.)',
    expected: { 'δ(0) |1><1|': 'W1', 'δ(4/5) |1><2|': 'W2', 'δ(4/5) |2><1|': 'W2' },
  },
];

export const gasBeyond: readonly Beyond[] = [
  {
    equation: 'gas, eq. S50',
    because: 'H_F = H_T(t) − i∂_t holds a derivative',
    tried: 'H_T - i \\partial_t',
    code: 'unknown-command',
  },
  {
    equation: 'gas, eq. S63',
    because: 'H_P acts on the gas particle: its momentum is no operator of the language; the gas statement adds it',
    tried: 'H = |1><1| + p^2/(2 m) + delta(x) |1><1|',
    code: 'level-plus-other',
  },
  {
    equation: 'gas, eq. S66',
    because: "an element V_jj'(x) that is a function of x other than δ(x − a) has no form",
    tried: 'V = exp(-x^2) |1><1|',
    code: 'misplaced-x',
  },
  {
    equation: 'gas, eq. 13',
    because: 'a sum over levels without limits does not say how many there are',
    tried: 'sum_n E_n |n><n|',
    code: 'free-level',
  },
];
