# One line for every mistake that was found once.

# A square taken out of a root keeps the sign that a substitution gives it.
prove root-of-a-square: with J = -1: sqrt(J^2) = 1
refute root-of-a-square-as-typed: with J = -1: sqrt(J^2) = -1
prove root-of-a-difference: with J = K^2: sqrt(J^2) = K^2
# Substitutions reach what has no value without them.
prove root-of-a-sum: with J = 3: sqrt(J + 1) = 2
prove quotient-by-a-sum: (with J = 3, Δ = J: Δ/(J + 1)) = J/4
prove simultaneous: (with J = Δ, Δ = J: J - 2 Δ) = Δ - 2 J
prove outer-first: with Δ = J: with J = 2: Δ = 2
prove range-inside-with: with J = 0: range(J Sz_0 Sz_1 + Sz_0) = 1
# A triple product beside another word kept its neighbours in print.
prove triple-product: i (S_0×S_1)·S_2 - i X_0 Y_1 X_2 + i X_0 Y_1 X_2 = i (S_0×S_1)·S_2
# The sum takes all that follows; what is no part of it stands before it or in brackets.
prove sums-in-brackets: (sum_j Sz_j) - Sz_0 + Sz_0 = sum_j Sz_j
prove sums-one-after-another: sum_j Sx_j + Sy_j + 2 sum_j Sz_j = sum_j Sx_j + Sy_j + 2 Sz_j
# Rings: a bond may be doubled, and a word may go around.
prove doubled-bond: on ring(2): sum_j Z_j Z_<j+1> = 2 Z_0 Z_1
prove around-the-ring: on ring(3): sum_j X_j Y_<j+1> = X_0 Y_1 + X_1 Y_2 + Y_0 X_2
prove product-of-sums: on ring(4): (sum_j Sz_j)^2 = 1 + 2 (Sz_0 Sz_1 + Sz_0 Sz_2 + Sz_0 Sz_3 + Sz_1 Sz_2 + Sz_1 Sz_3 + Sz_2 Sz_3)
# Weights move with the word they weigh.
prove staggered-and-moved: sum_j (-1)^j Sz_<j+1> = sum_j (-1)^(j+1) Sz_j
prove weight-and-moved: sum_j j Sz_<j+1> = sum_j (j - 1) Sz_j
prove reflected-weight: reflect(sum_j j Sz_j Sz_<j+1>) = sum_j (-j - 1) Sz_j Sz_<j+1>
# h.c. adds the adjoint of everything before it, prefactors included.
prove prefactor-of-the-sum: i sum_j S+_j S-_<j+1> + h.c. = i sum_j S+_j S-_<j+1> - S-_j S+_<j+1>
# A bath displacement is a scalar to the spins.
prove displacement-first: sum_j (a_j + a†_j) S_j·S_<j+1> = sum_j S_j·S_<j+1> (a_j + a†_j)
# Roots of the golden kind.
prove roots-of-two: sqrt(2) sqrt(2) = 2
prove roots-of-unity: (sqrt(6) + sqrt(2))/4 + i (sqrt(6) - sqrt(2))/4 = exp(i π/12)
# A δ(x) without level operator is printed by itself.
prove bare-scatterer: δ(x - 0.8) + δ(x - 0.8) |1><1| = δ(x - 0.8) |1><1| + δ(x - 0.8)

# A root of J takes J as positive, also where it has cancelled; λ = Δ/J of S' may be negative where its root cancels.
prove norm-of-a-root: norm2(sqrt(J) X_0) = J
prove root-in-a-definition: (with J = K^2 L: norm2(sqrt(J) X_0)) = K^2 L
prove rescaled-spins-at-negative-anisotropy: with Δ = -1: J (S'^z_0 S'^z_1) = -Sz_0 Sz_1
