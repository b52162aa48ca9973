# Three driven levels in a dilute gas: the toy model of "Steady state properties of periodically driven quantum systems",
# gas (13), with one scatterer at x = 0 and a flux of π/2 through the ring of levels.
#
#   spinlaw gas examples/driven-gas.spin --beta 0.05,1
#   spinlaw gas examples/driven-gas.spin --beta 1 --set lambda=0

λ = 1.3
ω = 1.1
H = 0.7 |2><2| + 1.6 |3><3| + λ cos(ω t) (|1><1| + 0.25 |2><2| - 0.8 |3><3|)
V = δ(x) (1.2 |1><1| + 0.9 |2><2| + 1.4 |3><3| + (exp(i π/6) (0.7 |1><2| + 0.6 |2><3| + 0.5 |3><1|) + h.c.))
gas H, V with mass = 1, density = 1
