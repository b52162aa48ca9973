# The boost recursion gives charges that commute with the XXZ Hamiltonian in a field, for all J, Δ and B.
# C_1 = Σ Sz, C_2 is the Hamiltonian without the field, C_{i+1} = [O_b, C_i].   chain (7) and Methods

h_<j,j+1> = J/2 (S+_j S-_<j+1> + h.c.) + Δ Sz_j Sz_<j+1>
C1 = sum_j Sz_j
C2 = sum_j h_<j,j+1>
H0 = C2 - B C1
Ob = -i sum_j j h_<j,j+1>
C3 = [Ob, C2]
C4 = [Ob, C3]
C5 = [Ob, C4]
C6 = [Ob, C5]
C7 = [Ob, C6]
C8 = [Ob, C7]

prove conserved-C1 cites chain (7): [H0, C1] = 0
prove conserved-C2: [H0, C2] = 0
prove conserved-C3: [H0, C3] = 0
prove conserved-C4: [H0, C4] = 0
prove conserved-C5: [H0, C5] = 0
prove conserved-C6: [H0, C6] = 0
prove conserved-C7: [H0, C7] = 0
prove conserved-C8: [H0, C8] = 0
prove range-of-C8: range(C8) = 8
# The recursion starts at C2: the boost of C1 vanishes.
prove boost-of-C1: [Ob, C1] = 0
