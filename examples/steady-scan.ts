// A driven Heisenberg chain in contact with phonons: its energy and its heat current against the strength of the drive.
import { DiagnosticError } from 'spinlaw';
import { steadyState } from 'spinlaw/chain';

const model = `
h_<j,j+1> = J/2 (S+_j S-_<j+1> + h.c.) + Δ Sz_j Sz_<j+1>
C1 = sum_j Sz_j
C2 = sum_j h_<j,j+1>
C3 = [-i sum_j j h_<j,j+1>, C2]
hamiltonian C2 - B C1
drive eps_d J sum_j ((-1)^(j+1) S_j·S_<j+1> sin(ω t) + (-1)^j Sz_j cos(ω t)) with width = 0.1
bath J sum_j (S_j·S_<j+1> + γ_m (Sx_j Sz_<j+1> + Sz_j Sx_<j+1>)) (a_j + a†_j)
  with temperature = 1, frequency = 1, width = 0.4`;
const parameters = { J: 1, Delta: 0.8, B: -1, omega: 1.6, gamma_m: 0.2 };

for (const strength of [0.25, 0.5, 1, 2]) {
  const { value, residual } = await steadyState(model, {
    sites: 6,
    parameters: { ...parameters, eps_d: strength },
    observe: ['C2', 'C3'],
  });
  const { C2, C3 } = value.observables;
  console.log(
    `eps_d = ${strength}: C2 = ${C2!.toFixed(5)}, C3 = ${C3!.toFixed(5)}, residual below 1e-12: ${residual < 1e-12}`,
  );
}

// Errors are data: a parameter without a value is named, with a hint.
try {
  await steadyState(model, { sites: 6 });
} catch (error) {
  if (error instanceof DiagnosticError) console.log(error.code);
}
