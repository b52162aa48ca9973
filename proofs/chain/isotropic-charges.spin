# At Δ = J the charges are rotation invariant: nested vector products of neighbouring spins.
# Grabowski and Mathieu's clusters, 16 C4 = 2 H4 - 4 H2 and 32 C5 = 6 H5 - 18 H3 in Pauli matrices.

h_<j,j+1> = J S_j·S_<j+1>
C2 = sum_j h_<j,j+1>
Ob = -i sum_j j h_<j,j+1>
C3 = [Ob, C2]
C4 = [Ob, C3]
C5 = [Ob, C4]

prove isotropic-C3: C3 = J^2 sum_j (S_j×S_<j+1>)·S_<j+2>
prove isotropic-C4: C4 = J^3 sum_j 2 ((S_j×S_<j+1>)×S_<j+2>)·S_<j+3> + 1/2 S_j·S_<j+2> - S_j·S_<j+1>
prove isotropic-C5: C5 = J^4 sum_j 6 (((S_j×S_<j+1>)×S_<j+2>)×S_<j+3>)·S_<j+4> + 3/2 (S_j×S_<j+2>)·S_<j+3> + 3/2 (S_j×S_<j+1>)·S_<j+3> - 9/2 (S_j×S_<j+1>)·S_<j+2>
prove conserved-isotropic-C4-in-any-field: [C2 - sum_j (Bx Sx_j + By Sy_j + Bz Sz_j), C4] = 0
prove conserved-isotropic-C5-in-any-field: [C2 - sum_j (Bx Sx_j + By Sy_j + Bz Sz_j), C5] = 0
# Without its two-spin part, C4 is not conserved.
refute isotropic-C4-long-part: [C2, sum_j ((S_j×S_<j+1>)×S_<j+2>)·S_<j+3>] = 0

# The same charges from the XXZ chain.
g_<j,j+1> = J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>
D2 = sum_j g_<j,j+1>
Og = -i sum_j j g_<j,j+1>
D4 = [Og, [Og, D2]]
prove isotropic-limit-C4: with Δ = J: D4 = C4
prove isotropic-limit-C5: with Δ = J: [Og, D4] = C5
