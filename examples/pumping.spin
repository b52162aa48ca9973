# %% [markdown]
# # Pumping an approximately integrable chain
# A walk through "Pumping approximately integrable systems". The XXZ chain has infinitely many conserved charges. A weak drive and a weak
# coupling to phonons break them all, and yet the steady state remembers them: it is close to a generalised Gibbs ensemble, and heat flows
# although no temperature gradient drives it.
#
#   spinlaw run examples/pumping.spin

# %% [markdown]
# ## Charges
# The density of energy, and what the boost makes of it: $C_3 = [B, C_2]$ is the heat current at zero field.

# %%
h_<j,j+1> = J/2 (S+_j S-_<j+1> + h.c.) + Δ Sz_j Sz_<j+1>
C1 = sum_j Sz_j
C2 = sum_j h_<j,j+1>
Ob = -i sum_j j h_<j,j+1>
C3 = [Ob, C2]
C3

# %%
prove [C2, C3] = 0
prove heat-current cites chain (16): C3 = J^2 sum_j (S'_j×S''_<j+1>)·S'_<j+2>
# :charges C2 upto 5

# %% [markdown]
# ## What the drive breaks
# A staggered field is part of the drive of chain (8). Which charges does it keep, and which currents may flow?

# %%
# :perturb g sum_j (-1)^j Sz_j --hamiltonian C2 --upto 3

# %% [markdown]
# ## The driven chain
# The model of chain (7), (8) and (9) at the parameters of figure 3: the charges once more with numbers, a field B, a drive at frequency ω, and
# phonons that take the energy away.

# %%
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
h_<j,j+1> = J/2 (S+_j S-_<j+1> + h.c.) + Δ Sz_j Sz_<j+1>
C2 = sum_j h_<j,j+1>
Ob = -i sum_j j h_<j,j+1>
C3 = [Ob, C2]
H0 = C2 - B C1
JS = J sum_j (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>)
JH = C3 - B JS
Hd = eps_d J sum_j ((-1)^(j+1) S_j·S_<j+1> sin(ω t) + (-1)^j Sz_j cos(ω t))
Hph = eps_ph J sum_j (S_j·S_<j+1> + γ_m (Sx_j Sz_<j+1> + Sz_j Sx_<j+1>)) (a_j + a†_j)
hamiltonian H0
drive Hd with width = eta_d
bath Hph with temperature = T_ph, frequency = omega_ph, width = eta_ph

# %% [markdown]
# Move the slider: only the ratio of the two couplings matters for the steady state.

# %%
# :slider eps_d 0..3 step 0.1 at 1.5

# %%
# :steady 6 --observe H0,JH,JS

# %% [markdown]
# ## Heat current over the field
# The heat current changes its sign with the field.

# %%
# :steady 6 --scan B=-2:2:0.5 --observe JH,JS
