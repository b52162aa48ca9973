# The spin language.
#
# Words written %so come from src/language/lexer.ts; a spin operator with its site (S^z_j), a sum sign with its index
# (sum_j), a level operator (|1><2|) and the head of a claim are one word each. "×" stands for ><, \times and ×,
# "·" for a dot, \cdot and ·, "{" also for \{. Formulas as papers typeset them are brought to these words by
# src/language/typeset.ts, and sums over other indices than j by src/language/sums.ts.
#
# Rules recurse on the left only, and every text has at most one parse. What each rule makes is in cells.ts.

@preprocessor typescript
@{%
import * as cell from './cells.js';
const tokens: any = { has: () => true };
%}
@lexer tokens

# --- statements ---------------------------------------------------------------------------------------------------

statement -> full                       {% cell.expressionStatement %}   # [H0, C3]
           | target "=" full            {% cell.definition %}            # H0 = sum_j S_j·S_<j+1>
           | "param" names              {% cell.declaration %}           # param J, Δ
           | "param" names domain       {% cell.declaration %}           # param g complex
           | "legs" %number             {% cell.legs %}                  # legs 2
           | "species" names            {% cell.species %}               # species up, down
           | "spin" %number             {% cell.spinStatement %}         # spin 1
           | "spin" %number "/" %number {% cell.spinFraction %}          # spin 1/2
           | claim                      {% cell.first %}                 # prove [H0, C3] = 0
           | equation                   {% cell.first %}                 # solve [H0, A + a B] = 0 for a
           | role operands              {% cell.model %}                 # hamiltonian H0
           | role operands "with" bindings {% cell.model %}              # drive Hd with width = 0.1

target -> %name                         {% cell.first %}                 # C3
        | %sited                        {% cell.first %}                 # h_<j,j+1>
        | %fermion                      {% cell.first %}                 # n_j

names -> %name                          {% cell.listOfOne %}                # J
       | names "," %name                {% cell.listAnd %}               # J, Δ
domain -> "real"                        {% cell.first %}                 # param J real
        | "complex"                     {% cell.first %}                 # param g complex
        | "phase"                       {% cell.first %}                 # param φ phase

claim -> head sides                     {% cell.plainClaim %}            # prove C3 = 0
       | head prefixes sides            {% cell.claimOfPrefixed %}       # prove with Δ = 1: C3 = 0
       | prefixes head sides            {% cell.prefixedClaim %}         # with Δ = 1: prove C3 = 0
       | prefixes head prefixes sides   {% cell.prefixedClaimOfPrefixed %} # on ring(8): prove with Δ = 1: C3 = 0
head -> %claim                          {% cell.first %}                 # prove heat-current cites chain (16):
      | "prove"                         {% cell.first %}                 # prove
      | "refute"                        {% cell.first %}                 # refute
sides -> expression                     {% cell.sides %}                 # hermitian(H0)
       | expression "=" full            {% cell.sides %}                 # [H0, C3] = 0

equation -> "solve" sides "for" names               {% cell.plainEquation %}      # solve a A = B for a
          | "solve" prefixes sides "for" names      {% cell.equationOfPrefixed %} # solve with Δ = 1: a A = B for a
          | prefixes "solve" sides "for" names      {% cell.prefixedEquation %}   # with Δ = 1: solve a A = B for a
          | prefixes "solve" prefixes sides "for" names {% cell.prefixedEquationOfPrefixed %} # on ring(8): solve with Δ = 1: a A = B for a

role -> "hamiltonian"                   {% cell.first %}                 # hamiltonian H0
      | "drive"                         {% cell.first %}                 # drive Hd
      | "bath"                          {% cell.first %}                 # bath Hph with temperature = 1
      | "jump"                          {% cell.first %}                 # jump sqrt(g) S^-_j
      | "gas"                           {% cell.first %}                 # gas H, V
operands -> full                        {% cell.listOfOne %}                # H0
          | operands "," full           {% cell.listAnd %}               # H, V

# --- prefixes -----------------------------------------------------------------------------------------------------

full -> expression                      {% cell.first %}                 # A + B
      | prefixes expression             {% cell.prefixed %}              # with Δ = 1: on ring(8): A + B
prefixes -> prefix                      {% cell.listOfOne %}                # with Δ = 1:
          | prefixes prefix             {% cell.prefixAnd %}             # with Δ = 1: on ring(8):
prefix -> "with" bindings ":"           {% cell.withPrefix %}            # with Δ = 1, B = 0:
        | %finite "(" expression ")" ":" {% cell.finitePrefix %}         # on ring(12):
bindings -> binding                     {% cell.listOfOne %}                # Δ = 1
          | bindings "," binding        {% cell.listAnd %}               # Δ = 1, B = 0
binding -> %name "=" expression         {% cell.binding %}               # Δ = 1

# --- sums ---------------------------------------------------------------------------------------------------------

expression -> sum                       {% cell.first %}                 # A - B
            | sum sign %hc              {% cell.plusAdjoint %}           # S+_j S-_<j+1> + h.c.
sum -> summand                          {% cell.first %}                 # A
     | signs summand                    {% cell.signedFirst %}           # -A
     | sum signs summand                {% cell.sumAnd %}                # A - B
summand -> product                      {% cell.first %}                 # J S_j·S_<j+1>
         | %sum body                    {% cell.chain %}                 # sum_j S^z_j
         | product %sum body            {% cell.chainTimes %}            # J/2 sum_j S^z_j
         | product "*" %sum body        {% cell.chainTimesSign %}        # 2 * sum_j S^z_j
body -> product                         {% cell.body %}                  # S^z_j
      | signs product                   {% cell.signedBody %}            # -S^z_j
signs -> sign                           {% cell.first %}                 # -
       | sign sign                      {% cell.twoSigns %}              # + -
sign -> "+"                             {% cell.first %}                 # +
      | "-"                             {% cell.first %}                 # -

# --- products -----------------------------------------------------------------------------------------------------

product -> cross                        {% cell.first %}                 # A
         | product "*" cross            {% cell.productAnd %}            # 2*A
         | product "/" cross            {% cell.productAnd %}            # A/2
         | product "·" cross            {% cell.productAnd %}            # S_j·S_<j+1>
         | product cross                {% cell.sideBySide %}            # S+_j S-_<j+1>
cross -> powers                         {% cell.first %}                 # A
       | powers "×" powers              {% cell.cross %}                 # S_j×S_<j+1>

# --- powers, adjoints, components ---------------------------------------------------------------------------------

powers -> factor                        {% cell.first %}                 # A
        | powers "^" exponent           {% cell.powerCell %}                 # A^2
        | powers %power_j               {% cell.powerOfSite %}           # (-1)^j
        | powers %dagger                {% cell.adjointCell %}               # A†
        | powers %component             {% cell.component %}             # (A×B)^z
exponent -> %number                     {% cell.first %}                 # A^2
          | "-" %number                 {% cell.negativeCell %}              # J^-1
          | "(" full ")"                {% cell.group %}                 # (-1)^(j+1)
          | "{" full "}"                {% cell.group %}                 # J^{-1}

# --- factors ------------------------------------------------------------------------------------------------------

factor -> %number                       {% cell.first %}                 # 0.8
        | %name                         {% cell.first %}                 # λ_z
        | %letter                       {% cell.first %}                 # i, j, t
        | %spin                         {% cell.first %}                 # S^z_<j+1>
        | %sited                        {% cell.first %}                 # h_<j,j+1>
        | %boson                        {% cell.first %}                 # a†_j
        | %fermion                      {% cell.first %}                 # c†_j
        | %level                        {% cell.first %}                 # |1><2|
        | %ket                          {% cell.first %}                 # |udud>
        | "(" full ")"                  {% cell.group %}                 # (A + B)
        | "[" full "]"                  {% cell.group %}                 # J [A + B]
        | "{" full "}"                  {% cell.group %}                 # {A + B}
        | "[" full "," full "]"         {% cell.pair %}                  # [A, B]
        | "{" full "," full "}"         {% cell.pair %}                  # {A, B}
        | %word "(" list ")"            {% cell.call %}                  # overlap(A, B)
        | %word "(" ")"                 {% cell.emptyCall %}             # symmetries()
        | %texWord "(" list ")"         {% cell.call %}                  # \cos(\omega t)
        | %texWord "{" full "}"         {% ([w, o, f, c]) => cell.applyCell([w, cell.group([o, f, c])]) %} # \cos{\omega t}
        | %root argument                {% cell.applyCell %}                 # √(Δ/J)
        | %fraction braces braces       {% cell.fraction %}              # \frac{J}{2}
        | %shortFraction                {% cell.first %}                 # \frac12
        | %exponential "^" brackets     {% cell.exponentialCell %}           # e^{i ω t}
        | %point "(" "x" ")"            {% cell.point %}                 # δ(x)
        | %point "(" "x" shift ")"      {% cell.shiftedPoint %}          # δ(x - 0.8)
list -> full                            {% cell.listOfOne %}                # A
      | list "," full                   {% cell.listAnd %}               # A, B
braces -> "{" full "}"                  {% cell.group %}                 # {J}
brackets -> "(" full ")"                {% cell.group %}                 # (i ω t)
          | braces                      {% cell.first %}                 # {i ω t}
argument -> brackets                    {% cell.first %}                 # \sqrt{2}
          | %number                     {% cell.first %}                 # √2
          | %name                       {% cell.first %}                 # √λ_a
shift -> sign product                   {% cell.signedFirst %}           # - 0.8
       | shift sign product             {% cell.sumAnd %}                # - a + 0.8
