# Energy grade, reflection parity, translation and Hermiticity of the charges of the XXZ chain.

h_<j,j+1> = J/2 (S+_j S-_<j+1> + h.c.) + Δ Sz_j Sz_<j+1>
C2 = sum_j h_<j,j+1>
Ob = -i sum_j j h_<j,j+1>
C3 = [Ob, C2]
C4 = [Ob, C3]
C5 = [Ob, C4]
C6 = [Ob, C5]

# Every boost multiplies by one coupling: C_n carries n - 1 powers of energy.
prove degree-of-C2: degree(C2) = 1
prove degree-of-C3: degree(C3) = 2
prove degree-of-C4: degree(C4) = 3
prove degree-of-C5: degree(C5) = 4
prove degree-of-C6: degree(C6) = 5
# Reflection j -> -j turns the boost around: C_n is even or odd as n is.
prove reflection-of-C2: reflect(C2) = C2
prove reflection-of-C3: reflect(C3) = -C3
prove reflection-of-C4: reflect(C4) = C4
prove reflection-of-C5: reflect(C5) = -C5
prove reflection-of-C6: reflect(C6) = C6
prove translation-of-C3: translate(C3) = C3
prove translation-of-C6: translate(C6, 4) = C6
# The boost itself is not translation invariant: it moves by -i C2.
prove translation-of-the-boost: translate(Ob) = Ob + i C2
prove hermitian-C3: hermitian(C3)
prove hermitian-C6: hermitian(C6)
# The boost is anti-Hermitian.
prove adjoint-of-the-boost: dag(Ob) = -Ob
prove orthogonal-C2-C3: overlap(C2, C3) = 0
refute orthogonal-C2-C4: overlap(C2, C4) = 0
