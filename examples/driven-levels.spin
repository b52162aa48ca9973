# %% [markdown]
# # Driven levels in a dilute gas
# A walk through "Steady state properties of periodically driven quantum systems": three levels, driven at frequency ω, and particles of a gas
# that scatter from them. Each collision may exchange quanta with the drive, so that detailed balance does not hold.
#
#   spinlaw run examples/driven-levels.spin

# %% [markdown]
# ## The toy model, gas (13)
# One scatterer at x = 0, with a flux of π/2 through the ring of the three levels.

# %%
λ = 1.3
ω = 1.1
H = 0.7 |2><2| + 1.6 |3><3| + λ cos(ω t) (|1><1| + 0.25 |2><2| - 0.8 |3><3|)
V = δ(x) (1.2 |1><1| + 0.9 |2><2| + 1.4 |3><3| + (exp(i π/6) (0.7 |1><2| + 0.6 |2><3| + 0.5 |3><1|) + h.c.))
gas H, V with mass = 1, density = 1

# %% [markdown]
# ## Rates and populations
# The rate of a transition that gives q quanta to the drive. The laws that every steady state obeys are checked with each answer.

# %%
# :gas 1

# %% [markdown]
# Without the drive the populations are those of Boltzmann, whatever the collisions are.

# %%
# :gas 1 --set lambda=0

# %% [markdown]
# ## A stronger drive
# The slider changes the strength of the drive.

# %%
# :slider lambda 0..2 step 0.1 at 1.3

# %%
# :gas 0.5, 1, 2
