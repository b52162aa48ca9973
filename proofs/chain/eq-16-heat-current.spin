# The third charge of the XXZ chain is the heat current without a field.   chain (16)
#
# S'^a = sqrt(λ_a) S^a and S''^a = sqrt(λ_z/λ_a) S^a with λ_x = λ_y = 1, λ_z = Δ/J: every square root cancels.

h_<j,j+1> = J/2 (S+_j S-_<j+1> + h.c.) + Δ Sz_j Sz_<j+1>
C2 = sum_j h_<j,j+1>
Ob = -i sum_j j h_<j,j+1>
C3 = [Ob, C2]

prove heat-current cites chain (16): C3 = J^2 sum_j (S'_j×S''_<j+1>)·S'_<j+2>
# The same as the commutator of neighbouring bonds, and component by component.
prove heat-current-of-bonds: C3 = i sum_j [h_<j,j+1>, h_<j+1,j+2>]
prove heat-current-by-components: C3 = sum_j J Δ (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>) Sz_<j+2> + J Δ Sz_j (Sx_<j+1> Sy_<j+2> - Sy_<j+1> Sx_<j+2>) + J^2 (Sy_j Sz_<j+1> Sx_<j+2> - Sx_j Sz_<j+1> Sy_<j+2>)
# The opposite sign of j would give the opposite current.
refute heat-current-reversed: [i sum_j j h_<j,j+1>, C2] = J^2 sum_j (S'_j×S''_<j+1>)·S'_<j+2>
# Moving the origin of j changes nothing, because [C2, C2] = 0.
prove origin-of-the-boost: [-i sum_j (j + 5) h_<j,j+1>, C2] = C3
