# From the Floquet thermalization conditions gas (5) to gas (9), for two levels that exchange one quantum of the drive or none.
#
# A Floquet level is a level j with a Brillouin index, and (S22) holds for these. Its energies are ε_j + n ω, so the weights are b_j = e^{-βε_j}
# times powers of y = e^{βω}. The rate from level 1 to level 2 that gives q quanta to the field is written as Gm for q = -1, G for 0 and Gp for 1,
# with the numbers of the levels from and to. The index n of the first level is 0.   gas (5), (S91)

param b1, b2, y, p1, p2 real
param Gm11, G11, Gp11, Gm12, G12, Gp12, Gm21, G21, Gp21 real

# What leaves level 1, what enters it, and both with the weights of gas (5)
Out = Gm11 + G11 + Gp11 + Gm12 + G12 + Gp12
In2 = Gm21 + G21 + Gp21
In1 = Gm11 + G11 + Gp11
Weighted = b2 (Gm21/y + G21 + Gp21 y) + b1 (Gm11/y + G11 + Gp11 y)

# The correction Δ_1 to the conditions without a drive, gas (8)
D1 = b2/b1 (Gm21 (1/y - 1) + Gp21 (y - 1)) + Gm11 (1/y - 1) + Gp11 (y - 1)

# Both sides of gas (7) differ by the same as those of gas (5), divided by b_1.
prove conditions-with-a-correction cites gas (7): Out - b2/b1 In2 - In1 - D1 = 1/b1 (b1 Out - Weighted)
# Without a drive y = 1, and the correction vanishes.   gas (6)
prove no-correction-without-a-drive cites gas (6): with y = 1: D1 = 0
refute correction-with-a-drive cites gas (8): D1 = 0

# The Pauli equation for level 1, in which the rates within a level cancel, takes the form of gas (9) where the conditions hold; they give G12.
prove pauli-equation cites gas (9): with G12 = b2/b1 In2 + In1 + D1 - Gm11 - G11 - Gp11 - Gm12 - Gp12: In2 p2 + In1 p1 - Out p1 = In2 (p2 - p1 b2/b1) - p1 D1
refute pauli-equation-without-the-conditions: In2 p2 + In1 p1 - Out p1 = In2 (p2 - p1 b2/b1) - p1 D1
# The Boltzmann distribution leaves only the correction.
prove boltzmann-distribution cites gas (9): with p2 = p1 b2/b1: In2 (p2 - p1 b2/b1) - p1 D1 = -p1 D1
