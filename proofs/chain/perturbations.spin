# Perturbations that break the charges. A refuted claim says that this operator is not conserved; it does not say that
# the perturbed chain has no charges at all.

h_<j,j+1> = J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>
C2 = sum_j h_<j,j+1>
Ob = -i sum_j j h_<j,j+1>
C3 = [Ob, C2]
H0 = C2 - B sum_j Sz_j

refute staggered-field: [H0, sum_j (-1)^j Sz_j] = 0
prove staggered-field-of-the-ising-chain: with J = 0: [H0, sum_j (-1)^j Sz_j] = 0
refute heat-current-with-a-staggered-field: [H0 + b sum_j (-1)^j Sz_j, C3] = 0
refute heat-current-with-next-nearest-neighbours: [H0 + J2 sum_j S_j·S_<j+2>, C3] = 0
refute heat-current-with-dimerisation: [H0 + d sum_j (-1)^j S_j·S_<j+1>, C3] = 0
# The scalar chirality is C3 itself at Δ = J: as a perturbation it keeps the charge.
prove heat-current-with-chirality: with Δ = J: [H0 + k sum_j (S_j×S_<j+1>)·S_<j+2>, C3] = 0

# The XYZ chain has a heat current without a field; in a field it is not conserved.
x_<j,j+1> = Jx Sx_j Sx_<j+1> + Jy Sy_j Sy_<j+1> + Jz Sz_j Sz_<j+1>
X2 = sum_j x_<j,j+1>
X3 = [-i sum_j j x_<j,j+1>, X2]
prove xyz-heat-current: [X2, X3] = 0
refute xyz-heat-current-in-a-field: [X2 - B sum_j Sz_j, X3] = 0
prove xyz-heat-current-in-a-field-at-jx-jy: with Jy = Jx: [X2 - B sum_j Sz_j, X3] = 0
