import type { Beyond, Formula } from './formula.js';

const xxz = 'h_<j,j+1> = J/2 (S+_j S-_<j+1> + S-_j S+_<j+1>) + Δ Sz_j Sz_<j+1>';

// S+_j S-_{j+1} + S-_j S+_{j+1} = 2 (S^x S^x + S^y S^y) = (XX + YY)/2, so J/2 of it is J/4 (XX + YY); S^z S^z = ZZ/4.
const xxzStrings = { 'Σ XX': '1/4*J', 'Σ YY': '1/4*J', 'Σ ZZ': '1/4*Delta' };

// Chain (16) in components: ε_abc √λ_a √(λ_z/λ_b) √λ_c S^a S^b S^c with λ_x = λ_y = 1, λ_z = Δ/J, times J². The middle
// spin being z takes √(λ_z/λ_z) = 1 and leaves J²; the middle being x or y takes √λ_z, and the z beside it another
// √λ_z: J² Δ/J. Every S^a S^b S^c is σσσ/8.
const heatCurrent = {
  'Σ XYZ': '1/8*Delta*J',
  'Σ YZX': '1/8*J^2',
  'Σ ZXY': '1/8*Delta*J',
  'Σ XZY': '-1/8*J^2',
  'Σ ZYX': '-1/8*Delta*J',
  'Σ YXZ': '-1/8*Delta*J',
};

// S+_j S-_{j+1} = (X + iY)(X − iY)/4 = (XX + YY − i XY + i YX)/4, so S+S- − S-S+ = (−i XY + i YX)/2 and i J/2 of it
// (J/4)(XY − YX).
const spinCurrent = { 'Σ XY': '1/4*J', 'Σ YX': '-1/4*J' };

const times = (c: string, strings: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(strings).map(([word, value]) => [word, product(c, value)]));
/** −B times ±n J, written in the order of the letters. */
function product(c: string, value: string): string {
  const negative = value.startsWith('-');
  const [number, ...letters] = value.replace('-', '').split('*');
  return `${negative ? '' : '-'}${[number, c, ...letters].join('*')}`;
}

export const chainFormulas: readonly Formula[] = [
  {
    equation: 'chain (7)',
    what: 'H_0, the XXZ chain in a field',
    printed: [
      String.raw`H_0=\sum_{j} \frac{J}{2}(S^+_j S^-_{j+1}+S^-_jS^+_{j+1})+\Delta S^z_j S^z_{j+1} - B S^z_j`,
      String.raw`H_0 = \sum_j \frac{J}{2}\left(S_j^+ S_{j+1}^- + S_j^- S_{j+1}^+\right) + \Delta\, S_j^z S_{j+1}^z - B S_j^z`,
      'H₀ = ∑ⱼ J/2 (S⁺ⱼ S⁻ⱼ₊₁ + S⁻ⱼ S⁺ⱼ₊₁) + ∆ Sᶻⱼ Sᶻⱼ₊₁ − B Sᶻⱼ',
    ],
    ascii: 'H0 = sum_j J/2 (S+_j S-_<j+1> + S-_j S+_<j+1>) + Delta Sz_j Sz_<j+1> - B Sz_j',
    expected: { 'Σ Z': '-1/2*B', ...xxzStrings },
  },
  {
    equation: 'chain (8)',
    what: 'H_d, the drive',
    printed: [
      String.raw`H_d = \epsilon_d J \sum_j \left( (-1)^{j+1} \mathbf{S}_j \cdot \mathbf{S}_{j+1} \sin(\omega t) + (-1)^j S^z_j \cos(\omega t) \right)`,
      'H_d = ε_d J Σ_j ((−1)^(j+1) S_j⋅S_{j+1} sin(ωt) + (−1)ʲ Sᶻⱼ cos(ωt))',
    ],
    ascii: 'Hd = eps_d J sum_j ((-1)^(j+1) S_j.S_<j+1> sin(omega t) + (-1)^j Sz_j cos(omega t))',
    // −(−1)^j S·S sin ωt, S·S = (XX + YY + ZZ)/4 and −sin ωt = (i/2)(e^{iωt} − e^{−iωt}); Z/2 cos ωt = Z/4 (e^{iωt} +
    // e^{−iωt}).
    expected: {
      'Σ (-1)^j Z': '1/4*J*eps_d*exp(i*omega*t) + 1/4*J*eps_d*exp(-i*omega*t)',
      ...Object.fromEntries(
        ['XX', 'YY', 'ZZ'].map((w) => [
          `Σ (-1)^j ${w}`,
          '1/8*i*J*eps_d*exp(i*omega*t) - 1/8*i*J*eps_d*exp(-i*omega*t)',
        ]),
      ),
    },
  },
  {
    equation: 'chain (9)',
    what: 'H_ph, the coupling to phonons',
    printed: [
      String.raw`H_{ph} = \epsilon_{ph} J \sum_j \left( \mathbf{S}_j \cdot \mathbf{S}_{j+1}(a_j + a^\dagger_j) + \gamma_m (S^x_j S^z_{j+1} + S^z_j S^x_{j+1})(a_j + a^\dagger_j) \right)`,
      'H_ph = ε_ph J ∑ⱼ ( Sⱼ · Sⱼ₊₁ (aⱼ + a†ⱼ) + γ_m (Sˣⱼ Sᶻⱼ₊₁ + Sᶻⱼ Sˣⱼ₊₁)(aⱼ + a†ⱼ) )',
    ],
    ascii:
      'Hph = eps_ph J sum_j (S_j.S_<j+1> (a_j + a^dagger_j) + gamma_m (Sx_j Sz_<j+1> + Sz_j Sx_<j+1>) (a_j + a^dagger_j))',
    expected: {
      ...Object.fromEntries(['XX', 'YY', 'ZZ'].map((w) => [`Σ ${w} (a+0)`, '1/4*J*eps_ph'])),
      ...Object.fromEntries(['XZ', 'ZX'].map((w) => [`Σ ${w} (a+0)`, '1/4*J*eps_ph*gamma_m'])),
    },
  },
  {
    equation: 'chain (16)',
    what: 'C_3, the heat current without a field',
    printed: [
      String.raw`C_3 = J^2 \sum_{j} (\mathbf{S}'_j \times \mathbf{S}''_{j+1}) \cdot \mathbf{S}'_{j+2}`,
      'C₃ = J² ∑ⱼ (S′ⱼ × S″ⱼ₊₁) · S′ⱼ₊₂',
    ],
    ascii: "C3 = J^2 sum_j (S'_j >< S''_<j+1>) . S'_<j+2>",
    expected: heatCurrent,
  },
  {
    equation: 'chain (17)',
    what: 'J_H, the heat current in a field',
    program: 'J_S = i J/2 sum_j (S+_j S-_<j+1> - S-_j S+_<j+1>)',
    printed: [
      String.raw`J_H = \left( J^2 \sum_j (\mathbf{S}'_j \times \mathbf{S}''_{j+1}) \cdot \mathbf{S}'_{j+2} \right) - B J_S`,
      'J_H = (J² ∑ⱼ (S′ⱼ × S″ⱼ₊₁) · S′ⱼ₊₂) − B J_S',
    ],
    ascii: "J_H = (J^2 sum_j (S'_j >< S''_<j+1>) . S'_<j+2>) - B J_S",
    expected: { ...heatCurrent, ...times('B', spinCurrent) },
  },
  {
    equation: 'chain (18)',
    what: 'J_S, the spin current',
    printed: [
      String.raw`J_S = i\frac{J}{2} \sum_{j} (S^+_j S^-_{j+1} - S^-_j S^+_{j+1})`,
      'J_S = i J/2 ∑ⱼ (S⁺ⱼ S⁻ⱼ₊₁ − S⁻ⱼ S⁺ⱼ₊₁)',
    ],
    ascii: 'J_S = i J/2 sum_j (S+_j S-_<j+1> - S-_j S+_<j+1>)',
    expected: spinCurrent,
  },
  {
    equation: 'chain, Methods',
    what: 'O_b, the boost operator',
    program: xxz,
    printed: [String.raw`O_b = -i\sum_j j h_{j,j+1}`, 'O_b = −i∑ⱼ j h_{j,j+1}'],
    ascii: 'Ob = -i sum_j j h_<j,j+1>',
    expected: { 'Σ j XX': '-1/4*i*J', 'Σ j YY': '-1/4*i*J', 'Σ j ZZ': '-1/4*i*Delta' },
  },
  {
    equation: 'chain, Methods',
    what: 'C_1, the total spin',
    printed: [String.raw`C_1=\sum_j S^z_j`, 'C₁ = ∑ⱼ Sᶻⱼ'],
    ascii: 'C1 = sum_j Sz_j',
    expected: { 'Σ Z': '1/2' },
  },
  {
    equation: 'chain, Methods',
    what: 'C_2 = H_XXZ = Σ h_{j,j+1}',
    program: xxz,
    printed: [String.raw`C_2 = \sum_j h_{j,j+1}`, 'C₂ = ∑ⱼ h_{j,j+1}'],
    ascii: 'C2 = sum_j h_<j,j+1>',
    expected: xxzStrings,
  },
  {
    equation: 'chain, Methods',
    what: '[O_b, C_2] = C_3, the recursion',
    program: `${xxz}; O_b = -i sum_j j h_<j,j+1>; C_2 = sum_j h_<j,j+1>`,
    printed: [String.raw`C_3 = \left[O_b, C_2\right]`, 'C₃ = [O_b, C₂]'],
    ascii: 'C3 = [O_b, C2]',
    expected: heatCurrent,
  },
  {
    equation: 'chain, Methods',
    what: "S'_j, the rescaled spin: a component √λ_a S^a",
    printed: [String.raw`S'^{z}_j`, 'S′ᶻⱼ', String.raw`\mathbf{S}'^z_j`],
    ascii: "S'^z_j",
    expected: { 'Z@0': '1/2*Delta^(1/2)*J^(-1/2)' },
  },
  {
    equation: 'chain, Methods',
    what: "S''_j: √(λ_z/λ_a) S^a",
    printed: [String.raw`S''^{x}_j`, 'S″ˣⱼ'],
    ascii: "S''^x_j",
    expected: { 'X@0': '1/2*Delta^(1/2)*J^(-1/2)' },
  },
  {
    equation: 'chain, Methods',
    what: 'H_d^(−), the part of the drive at e^{iωt}',
    program: 'H_d = ε_d J sum_j ((-1)^(j+1) S_j·S_<j+1> sin(ω t) + (-1)^j Sz_j cos(ω t))',
    // The paper has no formula for it but H_d = ε_d (e^{iωt} H_d^(−) + e^{−iωt} H_d^(+)); here with its ε_d.
    printed: ['fourier(H_d, 1)', '(H_d − e^{−iωt} fourier(H_d, −1)) e^{−iωt}'],
    ascii: 'fourier(H_d, 1)',
    expected: {
      'Σ (-1)^j Z': '1/4*J*eps_d',
      ...Object.fromEntries(['XX', 'YY', 'ZZ'].map((w) => [`Σ (-1)^j ${w}`, '1/8*i*J*eps_d'])),
    },
  },
  {
    equation: 'chain, Methods',
    what: 'S_j · S_{j+1}, whose matrix elements enter chain (21)',
    printed: [String.raw`\mathbf{S}_j \cdot \mathbf{S}_{j+1}`, 'Sⱼ · Sⱼ₊₁'],
    ascii: 'S_j.S_<j+1>',
    expected: { 'XX@0': '1/4', 'YY@0': '1/4', 'ZZ@0': '1/4' },
  },
  {
    equation: 'chain (21)',
    what: 'S^x_j S^z_{j+1} + S^z_j S^x_{j+1}, the part that breaks S^z',
    printed: [String.raw`S^x_j S^z_{j+1} + S^z_j S^x_{j+1}`, 'SˣⱼSᶻⱼ₊₁ + SᶻⱼSˣⱼ₊₁'],
    ascii: 'Sx_j Sz_<j+1> + Sz_j Sx_<j+1>',
    expected: { 'XZ@0': '1/4', 'ZX@0': '1/4' },
  },
  {
    equation: 'chain, Markovian perturbation',
    what: 'a jump operator of the Lindblad form',
    printed: [String.raw`\sqrt{\gamma} S^-_j`, '√γ S⁻ⱼ', String.raw`\sqrt{\gamma}\, S_j^-`],
    ascii: 'sqrt(gamma) S-_j',
    expected: { 'X@0': '1/2*gamma^(1/2)', 'Y@0': '-1/2*i*gamma^(1/2)' },
  },
  {
    equation: 'chain, Markovian perturbation',
    what: 'an anticommutator with L†L, as the Lindblad form has them',
    printed: [String.raw`\{ S^+_j S^-_j, S^z_j \}`, '{S⁺ⱼ S⁻ⱼ, Sᶻⱼ}'],
    ascii: '{S+_j S-_j, Sz_j}',
    // S+S- = (1 + Z)/2; {(1 + Z)/2, Z/2} = (Z + 1)/2
    expected: { '1@0': '1/2', 'Z@0': '1/2' },
  },
];

/** What chain displays about operators that is no expression of the language. */
export const chainBeyond: readonly Beyond[] = [
  {
    equation: 'chain, eq. 1',
    because: 'ρ_0 ∼ exp(−Σ λ_i C_i) is an exponential of operators: a state, not a polynomial in spins',
    tried: 'exp(-sum_j Sz_j)',
    code: 'not-a-scalar',
  },
  {
    equation: 'chain, eq. 2',
    because: 'a Liouvillian maps operators to operators; the commutator −i[H_0, ρ] needs a ρ',
    tried: 'L_0 = -i [H_0, ρ]',
    code: 'unknown-name',
  },
  {
    equation: 'chain, eq. 17',
    because: 'as printed, Σ_j takes − B J_S too, which is a sum itself: the sum needs brackets',
    tried: "J_S = sum_j S+_j S-_<j+1>; J_H = J^2 \\sum_j (S'_j \\times S''_{j+1}) \\cdot S'_{j+2} - B J_S",
    code: 'sum-in-sum',
  },
  {
    equation: 'chain, eq. 18',
    because: 'J_S^c projects on joint eigenstates of all charges and is not local',
    tried: '|n><n|',
    code: 'free-level',
  },
  {
    equation: 'chain, text',
    because: 'H_0^ph = ω_ph Σ a†a is quadratic in bosons; only the displacement a + a† has a meaning here',
    tried: 'ω_ph sum_j a†_j a_j',
    code: 'boson',
  },
  {
    equation: 'chain, text',
    because: 'C_1 = Σ_i S^z_i uses i as a site; i is the imaginary unit',
    tried: '\\sum_i S^z_i',
    code: 'bad-sum',
  },
];

/**
 * Displayed equations of chain that hold no operator of the chain: states, forces, rates, relations between
 * superoperators.
 */
export const chainOther: Readonly<Record<string, string>> = {
  3: 'a condition on expectation values',
  4: 'a superprojector',
  5: 'conditions on the state',
  6: 'conditions on the state',
  10: 'a force',
  11: 'a matrix of traces',
  12: 'an order of magnitude',
  13: 'an identity of superoperators',
  14: 'superoperators',
  15: 'superoperators',
  19: 'the Floquet series of a state',
  20: 'rates',
};
