# The Floquet modes of the toy model gas (13), by substitution into H_F φ = E φ with H_F = H - i d/dt.   gas (S51), (S62)
#
# A mode e^{iθ(t)} |j⟩ is unimodular at all times, and -i d/dt e^{iθ} = (dθ/dt) e^{iθ}. So H_F acts on it as H + dθ/dt, and
# the mode is an eigenvector exactly if H + dθ/dt is constant in time.

param ε1, ε2, ε3, d1, d2, d3, λ, n real

# The toy, with a weight d_j of the drive for every level.   gas (13), (S48)
H = ε1 |1><1| + ε2 |2><2| + ε3 |3><3| + λ cos(ω t) (d1 |1><1| + d2 |2><2| + d3 |3><3|)
One = |1><1| + |2><2| + |3><3|

# θ of the three modes without their Brillouin index, and its derivative in time, term by term.   gas (S58), (S59), (S60)
Phase = -λ/ω sin(ω t) (d1 |1><1| + d2 |2><2| + d3 |3><3|)
Slope = -λ cos(ω t) (d1 |1><1| + d2 |2><2| + d3 |3><3|)
prove derivative-of-the-phase cites gas (S54): fourier(Slope, 1) = i ω fourier(Phase, 1)
prove derivative-of-the-phase-reversed cites gas (S54): fourier(Slope, -1) = -i ω fourier(Phase, -1)
prove mean-of-the-slope cites gas (S55): fourier(Slope, 0) = 0

prove modes cites gas (S58): H + Slope = ε1 |1><1| + ε2 |2><2| + ε3 |3><3|
# Another sign of the phase, or one that forgets the frequency, does not solve the equation.
refute modes-with-the-other-sign: H - Slope = ε1 |1><1| + ε2 |2><2| + ε3 |3><3|
refute modes-without-a-phase: H = ε1 |1><1| + ε2 |2><2| + ε3 |3><3|

# The factor e^{inωt} adds n ω to dθ/dt: every mode has copies, and their quasienergies differ by n ω.
prove brillouin-copies cites gas (S61): H + Slope + n ω One = (ε1 + n ω) |1><1| + (ε2 + n ω) |2><2| + (ε3 + n ω) |3><3|

# The same in Fourier components. Those of e^{-iz sin ωt} are (-1)^k J_k(z), so they and their neighbours are written as u, v, w for
# k - 1, k, k + 1; n stands for k. Equation (S53) for the component k, with e^{ikωt} taken out:
param u, v, w complex
c = u exp(-i ω t) + v + w exp(i ω t)
prove component-of-the-equation cites gas (S53): fourier((ε1 + λ d1 cos(ω t)) c - ε1 c, 0) + n ω v = n ω v + λ d1/2 (u + w)
# It vanishes by the recurrence 2 k J_k(z) = z (J_{k-1}(z) + J_{k+1}(z)) at z = λ d1/ω, in which u and w have the sign opposite to that of v.
prove recurrence-of-the-modes cites gas (S56): with w = -u - 2 n ω/(λ d1) v: n ω v + λ d1/2 (u + w) = 0
refute recurrence-with-another-argument: with w = -u - n ω/(λ d1) v: n ω v + λ d1/2 (u + w) = 0
