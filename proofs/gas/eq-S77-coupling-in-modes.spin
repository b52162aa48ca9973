# Matrix elements of the coupling V = Σ_a W^a δ(x - x_a) between plane waves times Floquet modes: gas (S77) from (S75) and (S76).
#
# At a time t the modes are the unimodular numbers e^{iθ_j} times |j⟩, so that they are declared as phases. The factor
# e^{inωt} of a Brillouin copy is a phase too.

param θ1, θ2, θ3 phase
param W11, W22, W33 real
param W12, W13, W23 complex

W = W11 |1><1| + W22 |2><2| + W33 |3><3| + (W12 |1><2| + W13 |1><3| + W23 |2><3| + h.c.)
Modes = exp(i θ1) |1><1| + exp(i θ2) |2><2| + exp(i θ3) |3><3|
One = |1><1| + |2><2| + |3><3|

# The modes of one Brillouin zone are orthonormal and complete at every time.   gas (S76)
prove orthonormal-modes cites gas (S76): dag(Modes) Modes = One
prove complete-modes cites gas (S76): Modes dag(Modes) = One

# Between two modes the element of W gets the difference of their phases.
prove coupling-between-modes cites gas (S77): |2><2| dag(Modes) W Modes |1><1| = exp(i θ1) exp(-i θ2) conj(W12) |2><1|
prove diagonal-coupling cites gas (S77): |1><1| dag(Modes) W Modes |1><1| = W11 |1><1|
refute coupling-without-phases: |2><2| dag(Modes) W Modes |1><1| = conj(W12) |2><1|
prove hermitian-coupling cites gas (S32): dag(dag(Modes) W Modes) = dag(Modes) W Modes

# Two scatterers at x_1 and x_2. The phases of the incoming wave e^{ipx} at them are α1 and α2, those of the outgoing wave e^{ip'x} are β1 and
# β2. The element ⟨p'|δ(x - x_a)|p⟩ = e^{-i(p' - p) x_a}/2π is the product of the two waves at x_a; the factor 1/2π is left out.   gas (S75)
param α1, α2, β1, β2 phase
param g1, g2 complex
Waves = exp(-i β1) g1 exp(i α1) + exp(-i β2) g2 exp(i α2)
Reversed = exp(-i α1) conj(g1) exp(i β1) + exp(-i α2) conj(g2) exp(i β2)
prove coupling-of-waves-is-hermitian cites gas (S77): conj(Waves) = Reversed
# Forward scattering does not see the positions: for p' = p the elements add up.
prove forward-scattering cites gas (S77): exp(-i α1) g1 exp(i α1) + exp(-i α2) g2 exp(i α2) = g1 + g2
# At a common place both elements get the same phase, which has no effect on the modulus.
prove common-place cites gas (S77): Waves conj(Waves) = g1 conj(g1) + g2 conj(g2) + exp(-i β1) exp(i α1) exp(i β2) exp(-i α2) g1 conj(g2) + exp(i β1) exp(-i α1) exp(-i β2) exp(i α2) conj(g1) g2

# Brillouin copies: W_(n') (n) is the Fourier component n' - n of the element in time. It depends on the difference only, so a shift
# of both copies by the same number changes nothing.   gas (S32), (S61)
param v0 real
param v1, v2 complex
V = v0 + (v1 exp(i ω t) + v2 exp(2 i ω t) + conj(v1) exp(-i ω t) + conj(v2) exp(-2 i ω t))
prove element-of-copies cites gas (S77): fourier(exp(-2 i ω t) V exp(i ω t), 0) = fourier(V, 1)
prove shifted-copies cites gas (S61): fourier(exp(-3 i ω t) V exp(2 i ω t), 0) = fourier(exp(-2 i ω t) V exp(i ω t), 0)
prove hermitian-copies cites gas (S32): conj(fourier(exp(-2 i ω t) V, 0)) = fourier(exp(2 i ω t) V, 0)
refute copies-exchanged-without-conjugate: fourier(exp(-2 i ω t) V, 0) = fourier(exp(2 i ω t) V, 0)
