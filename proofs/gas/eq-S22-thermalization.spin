# From unitarity to the thermalization conditions: the algebra of gas (S5) to (S22), with three open channels.
#
# On the energy shell the scattering matrix of channels normalised to unit flux is S = 1 - i T. Its elements are t_ab times |a⟩⟨b|, from
# channel b to channel a, and all t_ab are arbitrary complex numbers. The integrals over angles and momenta are sums over channels here; the
# factors m p^{d-2} of (S8) are in the normalisation.   gas (S4), (S7), (S9)

param t11, t12, t13, t21, t22, t23, t31, t32, t33 complex

T = t11 |1><1| + t12 |1><2| + t13 |1><3| + t21 |2><1| + t22 |2><2| + t23 |2><3| + t31 |3><1| + t32 |3><2| + t33 |3><3|
One = |1><1| + |2><2| + |3><3|
S1 = One - i T

# S† S = 1 says i (T - T†) = T† T, and S S† = 1 says i (T - T†) = T T†: the two sides differ by the same in both cases.
prove first-unitarity cites gas (S6): dag(S1) S1 - One = dag(T) T - i (T - dag(T))
prove second-unitarity cites gas (S12): S1 dag(S1) - One = T dag(T) - i (T - dag(T))
refute unitarity-without-the-quadratic-term: dag(S1) S1 - One = -i (T - dag(T))

# The diagonal elements are the optical theorem: i (T - T†) has the elements -2 Im t_aa, which are sums of squares.
prove optical-theorem cites gas (S10): |1><1| dag(T) T |1><1| = (conj(t11) t11 + conj(t21) t21 + conj(t31) t31) |1><1|
prove optical-theorem-reversed cites gas (S14): |1><1| T dag(T) |1><1| = (conj(t11) t11 + conj(t12) t12 + conj(t13) t13) |1><1|
prove imaginary-part cites gas (S10): |1><1| i (T - dag(T)) |1><1| = i (t11 - conj(t11)) |1><1|

# What both unitarities have in common cancels, and the lemma (S15) remains: at one energy as much leaves a channel as enters it.
prove lemma cites gas (S15): dag(S1) S1 - S1 dag(S1) = dag(T) T - T dag(T)
prove lemma-for-a-channel cites gas (S15): |2><2| (dag(T) T - T dag(T)) |2><2| = (conj(t12) t12 + conj(t32) t32 - conj(t21) t21 - conj(t23) t23) |2><2|
# It is not detailed balance: a single pair of channels need not be balanced.
refute detailed-balance: |2><2| (dag(T) T - T dag(T)) |2><2| = (conj(t12) t12 - conj(t21) t21) |2><2|

# Boltzmann weights. At the energy E the gas in front of level j has the weight e^{-β(E - E_j)}; b_j is e^{-βE_j}, w is e^{-βE}, so the weight is
# w/b_j. P_ab = |t_ab|² at this energy. The rates from b to a are w P_ab/b_b, summed over energies.   gas (S17), (S19), (S21)
param b1, b2, b3, w real
param P12, P13, P21, P23, P31, P32 real
G12 = P12 w/b2
G13 = P13 w/b3
G21 = P21 w/b1
G23 = P23 w/b3
G31 = P31 w/b1
G32 = P32 w/b2
# The lemma for channel 1 is P21 + P31 = P12 + P13; it gives P21, and then the condition of level 1 holds. The sum is over E, so it holds for the sums.
prove thermalization cites gas (S22): with P21 = P12 + P13 - P31: b1 (G21 + G31) = b2 G12 + b3 G13
prove lemma-times-weight cites gas (S17): b1 (G21 + G31) - b2 G12 - b3 G13 = w (P21 + P31 - P12 - P13)
refute thermalization-without-the-lemma: b1 (G21 + G31) = b2 G12 + b3 G13
# With the weights of the other level the condition fails.
refute thermalization-with-exchanged-weights: with P21 = P12 + P13 - P31: b2 G21 + b3 G31 = b1 (G12 + G13)

# The Gibbs state with p_j proportional to b_j is therefore stationary in the Pauli equation without a drive.   gas (6)
prove gibbs-state-is-stationary cites gas (6): with P21 = P12 + P13 - P31: b2 G12 + b3 G13 - b1 (G21 + G31) = 0
