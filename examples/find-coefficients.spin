# Which combination of operators is conserved? An ansatz with unknown coefficients, solved exactly.
#
#   spinlaw run examples/find-coefficients.spin
#   spinlaw prove examples/find-coefficients.spin

H = sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>

# The six strings of a reflection-odd charge of three sites, in two groups that differ by the place of z.
ends = sum_j (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>) Sz_<j+2> + Sz_j (Sx_<j+1> Sy_<j+2> - Sy_<j+1> Sx_<j+2>)
middle = sum_j Sx_j Sz_<j+1> Sy_<j+2> - Sy_j Sz_<j+1> Sx_<j+2>

# Up to a factor there is one charge: J middle - Δ ends.
solve [H, middle + a ends] = 0 for a
prove [H, J middle - Δ ends] = 0

# The Dzyaloshinskii-Moriya term that a rotation of the spins makes out of the exchange.
param φ phase
twisted = twist(H, φ)
exchange = sum_j Sx_j Sx_<j+1> + Sy_j Sy_<j+1>
dm = sum_j (S_j×S_<j+1>)^z
solve twisted = b exchange + d dm + c sum_j Sz_j Sz_<j+1> for b, c, d
