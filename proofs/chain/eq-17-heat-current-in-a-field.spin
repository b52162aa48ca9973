# With the field inside the energy density, the boost gives the heat current J_H = C3 - B J_S.   chain (17)
# It is not conserved: the recursion must leave the field out.

h_<j,j+1> = J/2 (S+_j S-_<j+1> + h.c.) + Δ Sz_j Sz_<j+1>
C2 = sum_j h_<j,j+1>
H0 = C2 - B sum_j Sz_j
Ob = -i sum_j j h_<j,j+1>
C3 = [Ob, C2]
JS = i J/2 sum_j (S+_j S-_<j+1> - S-_j S+_<j+1>)
JH = [-i sum_j j (h_<j,j+1> - B Sz_j), H0]

prove spin-current cites chain (18): JS = J sum_j (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>)
prove heat-current-in-a-field cites chain (17): JH = -B JS + J^2 sum_j (S'_j×S''_<j+1>)·S'_<j+2>
prove heat-current-is-C3-and-spin-current: JH = C3 - B JS
# However the field is shared between the two sites of a bond.
prove field-shared-by-the-bond: [-i sum_j j (h_<j,j+1> - B/2 (Sz_j + Sz_<j+1>)), H0] = JH
refute heat-current-conserved: [H0, JH] = 0
prove heat-current-decay: -i [H0, JH] = i B [C2, JS]
prove heat-current-decay-norm: norm2([H0, JH]) = J^2 Δ^2 B^2/16
prove spin-current-decay: -i [H0, JS] = Δ J sum_j Sz_j Sx_<j+1> Sx_<j+2> + Sz_j Sy_<j+1> Sy_<j+2> - Sx_j Sx_<j+1> Sz_<j+2> - Sy_j Sy_<j+1> Sz_<j+2>
# Free fermions are the exception: at Δ = 0 both currents are conserved.
prove heat-current-of-the-xx-chain: with Δ = 0: [H0, JH] = 0
