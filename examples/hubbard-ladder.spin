# The Hubbard model as a ladder of spins. A Jordan-Wigner transformation of each fermion species puts spin-up fermions on the
# even sites and spin-down fermions on the odd sites: hopping connects sites of equal parity, and the interaction is the rung
# between an even site and the next. The model is integrable, and Shastry's charge of three neighbouring rungs is conserved
# for all J and U.
#
#   spinlaw prove examples/hubbard-ladder.spin

H = -J sum_j (S+_j S-_<j+2> + h.c.) + U sum_j (1 + (-1)^j)/2 Sz_j Sz_<j+1>

# The numbers of the two species: one leg of the ladder each.
Nup = sum_j (1 + (-1)^j)/2 Sz_j
Ndown = sum_j (1 - (-1)^j)/2 Sz_j
prove [H, Nup] = 0
prove [H, Ndown] = 0

# The current of each leg, with the spins of the other leg at its two ends.
hop = sum_j X_j Z_<j+2> Y_<j+4> - Y_j Z_<j+2> X_<j+4>
up = sum_j (1 + (-1)^j)/2 (X_j Y_<j+2> - Y_j X_<j+2>) (Z_<j+1> + Z_<j+3>)
down = sum_j (1 + (-1)^j)/2 (X_<j+1> Y_<j+3> - Y_<j+1> X_<j+3>) (Z_j + Z_<j+2>)
Q3 = J hop + U/2 (up + down)
prove [H, Q3] = 0

# Neither part is conserved by itself.
refute [H, hop] = 0

# The Hamiltonian has a unit cell of two sites and no boost, so spinlaw searches among all strings of three cells. There is one
# charge, and it is this one.
solve charge(H, 3) = a Q3 for a
