# A driven XXZ chain coupled to phonons: the model of "Pumping approximately integrable systems", chain (7), (8) and (9),
# at the parameters of its figure 3. --set changes any of them.
#
#   spinlaw steady examples/driven-chain.spin --ring 8 --observe H0,JH,JS
#   spinlaw steady examples/driven-chain.spin --ring 8 --ensemble gge:C1,C2,C3 --observe H0,JH,JS
#   spinlaw steady examples/driven-chain.spin --ring 6 --scan B=-2:2:1 --observe JH

J = 1
Δ = 4/5
B = -1
γ_m = 1
ω = 8/5
eps_d = 3/2
eps_ph = 1
eta_d = 1/10
eta_ph = 2/5
omega_ph = 1
T_ph = 1

# The charges: the magnetisation, the XXZ Hamiltonian, and what the boost makes of it.
h_<j,j+1> = J/2 (S+_j S-_<j+1> + h.c.) + Δ Sz_j Sz_<j+1>
C1 = sum_j Sz_j
C2 = sum_j h_<j,j+1>
Ob = -i sum_j j h_<j,j+1>
C3 = [Ob, C2]
C4 = [Ob, C3]
C5 = [Ob, C4]

# The currents of spin and heat, chain (18) and (17).
JS = J sum_j (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>)
JH = C3 - B JS

H0 = C2 - B C1
# The drive, chain (8).
Hd = eps_d J sum_j ((-1)^(j+1) S_j·S_<j+1> sin(ω t) + (-1)^j Sz_j cos(ω t))
# The phonons, chain (9).
Hph = eps_ph J sum_j (S_j·S_<j+1> + γ_m (Sx_j Sz_<j+1> + Sz_j Sx_<j+1>)) (a_j + a†_j)

hamiltonian H0
drive Hd with width = eta_d
bath Hph with temperature = T_ph, frequency = omega_ph, width = eta_ph
