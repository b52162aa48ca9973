import { readOperatorAt } from '../../src/laws/index.js';

export const xxz = readOperatorAt('sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>');
export const xxx = readOperatorAt('sum_j J S_j·S_<j+1>');
export const xyz = readOperatorAt('sum_j Jx Sx_j Sx_<j+1> + Jy Sy_j Sy_<j+1> + Jz Sz_j Sz_<j+1>');
/** The XXZ chain at numbers, for comparison with plain linear algebra. */
export const xxzAtNumbers = readOperatorAt('sum_j Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + 3/5 Sz_j Sz_<j+1>');
export const field = readOperatorAt('-B sum_j Sz_j');
/** chain (8) and (9) */
export const drive = readOperatorAt('eps_d J sum_j ((-1)^(j+1) S_j·S_<j+1> sin(ω t) + (-1)^j Sz_j cos(ω t))');
export const phonons = readOperatorAt(
  'eps_ph J sum_j (S_j·S_<j+1> + γ_m (Sx_j Sz_<j+1> + Sz_j Sx_<j+1>)) (a_j + a†_j)',
);
