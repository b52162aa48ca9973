# The charges of the XXZ chain commute with one another, for all J and Δ.

h_<j,j+1> = J/2 (S+_j S-_<j+1> + h.c.) + Δ Sz_j Sz_<j+1>
C1 = sum_j Sz_j
C2 = sum_j h_<j,j+1>
Ob = -i sum_j j h_<j,j+1>
C3 = [Ob, C2]
C4 = [Ob, C3]
C5 = [Ob, C4]
C6 = [Ob, C5]

prove commuting-C1-C2: [C1, C2] = 0
prove commuting-C1-C3: [C1, C3] = 0
prove commuting-C1-C4: [C1, C4] = 0
prove commuting-C1-C5: [C1, C5] = 0
prove commuting-C1-C6: [C1, C6] = 0
prove commuting-C2-C3: [C2, C3] = 0
prove commuting-C2-C4: [C2, C4] = 0
prove commuting-C2-C5: [C2, C5] = 0
prove commuting-C2-C6: [C2, C6] = 0
prove commuting-C3-C4: [C3, C4] = 0
prove commuting-C3-C5: [C3, C5] = 0
prove commuting-C3-C6: [C3, C6] = 0
prove commuting-C4-C5: [C4, C5] = 0
prove commuting-C4-C6: [C4, C6] = 0
prove commuting-C5-C6: [C5, C6] = 0
