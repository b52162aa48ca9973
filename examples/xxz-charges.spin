# The conserved charges of the XXZ chain by the boost recursion, each proved for all values of J, Δ and B.
#
#   spinlaw prove examples/xxz-charges.spin
#   spinlaw run examples/xxz-charges.spin

h_<j,j+1> = J/2 (S+_j S-_<j+1> + h.c.) + Δ Sz_j Sz_<j+1>
C1 = sum_j Sz_j
C2 = sum_j h_<j,j+1>
H = C2 - B C1

# The boost leaves the field out: it commutes with the rest.
Ob = -i sum_j j h_<j,j+1>
C3 = [Ob, C2]
C4 = [Ob, C3]
C5 = [Ob, C4]

# The third charge is the heat current of chain (16), whose square roots cancel.
prove C3 = J^2 sum_j (S'_j×S''_<j+1>)·S'_<j+2>

prove [H, C3] = 0
prove [H, C4] = 0
prove [H, C5] = 0
prove [C3, C4] = 0
prove reflect(C3) = -C3
prove reflect(C4) = C4

# A staggered field breaks them.
refute [H + g sum_j (-1)^j Sz_j, C3] = 0
